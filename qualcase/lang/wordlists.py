"""Small closed lists of words, by hand: what negates, what hedges, what ends a clause, what glues a sentence."""

from qualcase._kernel.checks import option
from qualcase.lang.roots import Lang


def listed(words: str) -> frozenset[str]:
    """Read a list of words with blanks between them."""
    return frozenset(words.split())


def phrases(written: str) -> tuple[str, ...]:
    """Read a list of phrases with semicolons between them."""
    return tuple(written.split("; "))


# "no" is left out of the negators of mixed talk: it is also short for "nomor"
NEGATORS = {
    "id": listed(
        "tidak tidaklah tak tdk tiada bukan bukanlah bkn bukannya belum belom blm jangan jgn tanpa ga gak gk g "
        "nggak ngga ngak enggak engga kagak kaga ndak nda ndk gada gaada ora ra durung dereng mboten ojo teu "
        "henteu tara moal acan encan ulah"
    ),
    "en": listed(
        "no not never none nobody nothing neither nor without cannot dont doesnt didnt isnt wasnt arent wont cant zero"
    ),
}
NOT_YET = listed("belum belom blm durung dereng acan encan")
FORBIDDING = listed("jangan jgn ojo ulah")
ADJOINING = listed("tanpa without")  # behind a cue they open a phrase of their own: "lanjut tanpa perubahan"

# they turn a positive cue as a negator does, and leave a negative one open ("kurang curiga")
WEAKENERS = {
    "id": listed("kurang jarang susah sulit sukar minim gagal enggan ogah males malas berhenti"),
    "en": listed(
        "hardly barely rarely seldom little few less lack lacks lacking fail fails failed refuse refuses refused "
        "unable stop stopped ceased"
    ),
}
NOBODY = listed("nobody none nothing")  # they deny the whole clause, however far the cue is
RARE = listed("jarang hardly barely rarely seldom")  # and these turn a negative cue too
LOST = {  # what is said to be gone, or to be in doubt
    "id": listed(
        "hilang ilang kehilangan luntur pudar memudar menurun merosot berkurang runtuh habis abis sirna musnah nol "
        "nihil mencabut mempertanyakan meragukan dipertanyakan diragukan kendor kendur melemah surut padam lenyap "
        "anjlok menipis terkikis tergerus ambruk hancur ternoda leungit"
    ),
    "en": listed(
        "lose loses lost losing fading fades faded gone collapsed eroded eroding threw thrown dwindled dwindling "
        "evaporated vanished waned waning dented shattered shaken undermined"
    ),
}
AFTERWARDS = listed("habis abis")  # also "after": they tell of a loss only behind what is lost
EASED = listed(
    "hilang ilang sirna reda mereda luntur pudar memudar berkurang surut lenyap gone faded fades died eased subsided "
    "vanished disappeared"
)  # said of a negative cue
VISIBLE = listed(  # "komitmennya belum kelihatan": of a thing that is not there
    "ada keliatan kelihatan terlihat nampak tampak terasa kerasa muncul tumbuh jalan berjalan there visible seen"
)

# after a negator these make it additive: "not only ..."
ADDITIVE = {"id": listed("cuma cuman hanya sekadar sekedar melulu semata"), "en": listed("only just merely simply")}
DENIED_NAMES = phrases(  # denying the name denies the thing: "I wouldn't say satisfied", "nggak mau bilang bohong"
    "wouldn't say; wouldn't call; not saying; can't say; won't say; couldn't say; bisa dibilang; bisa disebut; bisa "
    "dikatakan; dapat dikatakan; layak disebut; mau bilang; berani bilang; bisa bilang; tega bilang; mau ngomong; "
    "berani ngomong; bisa ngomong; mau mengatakan; bisa mengatakan; berani mengatakan"
)
CLEFTS = phrases(  # "yang bikin kita percaya itu ...": what is said behind it does not deny it
    "yang bikin; yang membuat; yang buat; yang ngebuat; yang bikinin; what makes; what made; what gets; sing nggawe"
)
HEADLESS, COPULAS = listed("yang yg sing nu"), listed("itu tuh adalah ialah yaitu kuwi teh")
PREDICATES = listed("ya yo mah itu tuh pada malah")  # behind "yang nggak ...": what is said of those
DENIED_RELATION = listed("soal masalah karena karna berarti gara-gara necessarily because")  # "bukan soal percaya"
USES_UP = {
    "id": listed(
        "dipungkiri dimungkiri mungkir disangkal menyangkal diragukan meragukan heran salah tau tahu apa-apa papa "
        "masalah usah perlu bilang ngomong lama"
    ),
    "en": listed("deny denied doubt doubted wonder say saying said need have more secret"),
}

HEDGES = {
    "id": listed(
        "kayaknya kayanya mungkin agak lumayan mayan sih rasanya sepertinya kira-kira barangkali semacam rada "
        "keliatannya kelihatannya cukup"
    ),
    "en": listed("maybe perhaps probably possibly somewhat fairly quite guess seemingly seems"),
}
HEDGING_PHRASES = {
    "id": (("kurang", "lebih"), ("ya", "gitu"), ("gimana", "ya")),
    "en": (("kind", "of"), ("sort", "of"), ("i", "think"), ("i", "suppose"), ("more", "or", "less"), ("a", "bit")),
}
SOFTENED = {
    "id": listed("terlalu begitu gitu seberapa sepenuhnya tentu"),
    "en": listed("really very entirely fully quite so"),
}

BREAKS = {
    "id": listed(
        "tapi tetapi tpi namun soalnya karena karna sebab padahal sedangkan meski meskipun walau walaupun "
        "melainkan justru malah malahan makanya sehingga cuman cuma kecuali nanging tapina mung wong da"
    ),
    "en": listed("but because although though while whereas however so since except unless"),
}
SUBORDINATORS = {
    "id": listed("bahwa kalau kalo klo yang yg biar supaya agar untuk alasan asal asalkan"),
    "en": listed("that which who if to"),
}
TIMES = listed(  # behind a cue they open a clause of time: "nangis waktu tahu ..."
    "waktu pas ketika saat sejak semenjak setelah sesudah sebelum begitu when after before once"
)
PRONOUNS = listed("kita kami saya aku gue gua we i")
# "..., and they came": between two clauses where the second has a subject of its own
COORDINATORS = listed("and dan terus trus lalu")
SUBJECTS = listed(
    "kita kami saya aku gue gua kula kulo abdi mereka dia ia i we they he she it i'm we're they're he's she's it's "
    "i've we've they've nothing nobody"
)
TAGS = listed("kan ya iya yah to toh gitu bukan nggak ngga ga gak enggak belum tidak right yeah no isn't doesn't")
DEGREES = listed("drastis terus jauh banget sekali seratus persen sepenuhnya amat bener tajam lagi")
TRAILING = listed(
    "ya yah sih lah deh juga pak bu mas mbak kak bang neng teh kang kok tuh nih mah kan sampai sampe sekarang "
    "though yet"
)
PARTICLES = listed(
    "sih mah ya yah kalo kalau juga itu tuh banget sekali malah ternyata masih sudah udah aja saja memang emang "
    "pun teh pak bu mas mbak kak neng is are was so really still"
)

# abbreviations, without their last stop: before a name or a place; before a number; where a capital letter tells, as
# it does behind any with a stop inside ("S.Pd.", "p.m.")
TITLES = listed(
    "bpk bp sdr sdri ny tn nn dr drs dra ir prof h hj kh k.h r.a r.m r.ay tgk rm ust pdt tb jl jln gg kel kec kab "
    "prov tlp telp pt cv ud kop yth kpd a.n u.b u.p d.a c.q s.d kol letkol mayjen brigjen jend kapt purn mr mrs "
    "ms st rev capt col gen lt sgt gov sen vs e.g i.e cf approx jr"
)
BEFORE_NUMBERS = listed(
    "no nos nomor hal hlm bab ps psl ay tgl pkl rt rw gbr tab lamp jan feb mar apr jun jul agt ags aug sep sept "
    "okt oct nov des dec fig vol p pp ch sec art ext rp"
)
CLOSINGS = listed(
    "dll dsb dst dkk tsb ttd dgn yg utk maks min lih etc inc ltd co et al kg km cm mm ha ltr btl jt rb thn th bln "
    "mgg am pm"
)

FUNCTION = {
    "id": listed(
        "yang dan di ke dari itu ini ada dengan untuk pada juga sama saya kita kami mereka dia aku kamu kalau "
        "kalo kan ya sih lah deh dong kok mah nih tuh sudah udah akan bisa mau harus jadi karena karna tapi "
        "tetapi atau seperti kayak gitu gini begitu begini apa siapa kapan gimana bagaimana mana sini situ sana "
        "lagi lebih sangat banget saja aja cuma cuman hanya waktu terus trus nya oleh para bagi dalam antara biar "
        "supaya agar masih pernah sering semua setiap tiap bahwa adalah ialah maka lalu kemudian setelah sebelum "
        "sesudah ketika saat sejak sampai sampe dulu nanti tadi sekarang pas buat iya nah oh eh pak bu ibu bapak "
        "mas mbak"
    ),
    "en": listed(
        "the a an and of to in is are was were be been it its this that these those for on at with as by from we "
        "you he she they i them us our your their his her my me there here have has had do does did will would "
        "can could should may might must if or so than then when what who which how why because about into over "
        "very just also only some any all more most such yes yeah well"
    ),
}


def stopwords(lang: Lang) -> frozenset[str]:
    """Give words that carry no topic: never a negator, a hedge or a weakener, without which stance would be lost."""
    option("lang", lang, ("id", "en"))
    kept = NEGATORS[lang] | WEAKENERS[lang] | LOST[lang] | HEDGES[lang] | NOT_YET | ADDITIVE[lang]
    return FUNCTION[lang] - kept
