"""Small closed lists of words, by hand: what negates, what hedges, what ends a clause, what glues a sentence."""

from qualcase._kernel.checks import option
from qualcase.lang.roots import Lang


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


# "no" is left out of the negators of mixed talk: it is also short for "nomor"
NEGATORS = {
    "id": _list(
        "tidak tak tdk tiada bukan bkn bukannya belum belom blm jangan jgn tanpa ga gak gk g nggak ngga enggak "
        "engga kagak kaga ndak nda ndk ora mboten teu henteu"
    ),
    "en": _list(
        "no not never none nobody nothing neither nor without cannot dont doesnt didnt isnt wasnt arent wont cant"
    ),
}
WEAKENERS = {
    "id": _list("kurang jarang susah sulit"),
    "en": _list("hardly barely rarely seldom little less lack lacks"),
}
FADING = {
    "id": _list("hilang ilang kehilangan luntur pudar memudar menurun berkurang"),
    "en": _list("lose loses lost losing fading fades faded"),
}
NOT_YET = _list("belum belom blm")
FORBIDDING = _list("jangan jgn")

# after a negator these make it additive: "not only ..."
ADDITIVE = {"id": _list("cuma cuman hanya sekadar sekedar melulu semata"), "en": _list("only just merely simply")}
DENIED_RELATION = _list("soal masalah karena karna berarti gara-gara tentu necessarily because")  # "bukan soal percaya"
USES_UP = {
    "id": _list(
        "dipungkiri dimungkiri mungkir disangkal menyangkal diragukan meragukan heran salah tau tahu apa-apa papa "
        "masalah usah perlu"
    ),
    "en": _list("deny denied doubt doubted wonder"),
}

HEDGES = {
    "id": _list(
        "kayaknya kayanya mungkin agak lumayan mayan sih rasanya sepertinya kira-kira barangkali semacam rada "
        "keliatannya kelihatannya cukup"
    ),
    "en": _list("maybe perhaps probably possibly somewhat fairly quite guess seemingly seems"),
}
HEDGING_PHRASES = {
    "id": (("kurang", "lebih"), ("ya", "gitu"), ("gimana", "ya")),
    "en": (("kind", "of"), ("sort", "of"), ("i", "think"), ("i", "suppose"), ("more", "or", "less"), ("a", "bit")),
}
SOFTENED = {
    "id": _list("terlalu begitu gitu seberapa sepenuhnya"),
    "en": _list("really very entirely fully quite so"),
}

BREAKS = {
    "id": _list(
        "tapi tetapi tpi namun soalnya karena karna sebab padahal sedangkan meski meskipun walau walaupun "
        "melainkan justru malah malahan makanya sehingga cuman cuma kecuali"
    ),
    "en": _list("but because although though while whereas however so since except unless"),
}
SUBORDINATORS = {
    "id": _list("bahwa kalau kalo klo yang yg biar supaya agar untuk"),
    "en": _list("that which who if to"),
}
UNREAL = {
    "id": _list(
        "kalau kalo klo jika apabila andai andaikan andaikata seandainya semoga moga-moga mudah-mudahan harusnya "
        "seharusnya mestinya semestinya harapannya asal asalkan"
    ),
    "en": _list("if hopefully should would unless hope hopes"),
}
RHETORICAL = _list("gimana bagaimana mana siapa how")  # "gimana mau percaya", "how could we trust them"
RHETORICAL_VERBS = _list("mau bisa mungkin yang can could")
ALTERNATIVE = {"id": _list("atau apa ato"), "en": _list("or")}
TAGS = _list("kan ya iya yah to toh gitu bukan nggak ngga ga gak enggak belum tidak right yeah no isn't doesn't")
TRAILING = _list(
    "ya yah sih lah deh juga pak bu mas mbak kak bang kok tuh nih mah kan sampai sampe sekarang though yet"
)
PARTICLES = _list("sih mah ya yah kalo kalau juga itu tuh banget sekali malah ternyata is are was so really")
PRONOUNS = _list("kita kami saya aku gue gua we i")
DOUBTING = _list("masa masak bukannya emangnya memangnya")  # "masa nggak percaya"

# abbreviations, without their last stop: before a name or a place; before a number; where a capital letter tells
TITLES = _list(
    "bpk bp sdr sdri dr drs dra ir prof h hj kh tgk rm ust jl jln gg kel kec kab prov tlp telp pt cv ud kop yth a.n "
    "u.b u.p d.a c.q s.d mr mrs ms st vs e.g i.e cf approx jr"
)
BEFORE_NUMBERS = _list("no nomor hal hlm bab ps psl tgl fig vol p pp rp")
CLOSINGS = _list(
    "dll dsb dst dkk tsb ttd etc inc ltd co et al kg km cm mm ha ltr btl jt rb thn bln mgg a.m p.m s.pd s.e "
    "s.h m.m m.si s.sos s.t s.ag s.kom m.pd u.s"
)

FUNCTION = {
    "id": _list(
        "yang dan di ke dari itu ini ada dengan untuk pada juga sama saya kita kami mereka dia aku kamu kalau "
        "kalo kan ya sih lah deh dong kok mah nih tuh sudah udah akan bisa mau harus jadi karena karna tapi "
        "tetapi atau seperti kayak gitu gini begitu begini apa siapa kapan gimana bagaimana mana sini situ sana "
        "lagi lebih sangat banget saja aja cuma cuman hanya waktu terus trus nya oleh para bagi dalam antara biar "
        "supaya agar masih pernah sering semua setiap tiap bahwa adalah ialah maka lalu kemudian setelah sebelum "
        "sesudah ketika saat sejak sampai sampe dulu nanti tadi sekarang pas buat iya nah oh eh pak bu ibu bapak "
        "mas mbak"
    ),
    "en": _list(
        "the a an and of to in is are was were be been it its this that these those for on at with as by from we "
        "you he she they i them us our your their his her my me there here have has had do does did will would "
        "can could should may might must if or so than then when what who which how why because about into over "
        "very just also only some any all more most such yes yeah well"
    ),
}


def stopwords(lang: Lang) -> frozenset[str]:
    """Give words that carry no topic: never a negator, a hedge or a weakener, without which stance would be lost."""
    option("lang", lang, ("id", "en"))
    kept = NEGATORS[lang] | WEAKENERS[lang] | FADING[lang] | HEDGES[lang] | NOT_YET | ADDITIVE[lang]
    return FUNCTION[lang] - kept
