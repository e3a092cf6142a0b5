"""Small closed lists of words, by hand: what negates, what hedges, what ends a clause, what glues a sentence."""

from qualcase._kernel.checks import option
from qualcase.lang.roots import Lang


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(phrases: str) -> tuple[str, ...]:
    return tuple(phrases.split("; "))


# "no" is left out of the negators of mixed talk: it is also short for "nomor"
NEGATORS = {
    "id": _list(
        "tidak tidaklah tak tdk tiada bukan bukanlah bkn bukannya belum belom blm jangan jgn tanpa ga gak gk g "
        "nggak ngga ngak enggak engga kagak kaga ndak nda ndk gada gaada ora ra durung dereng mboten ojo teu henteu "
        "tara moal acan encan ulah"
    ),
    "en": _list(
        "no not never none nobody nothing neither nor without cannot dont doesnt didnt isnt wasnt arent wont cant zero"
    ),
}
NOT_YET = _list("belum belom blm durung dereng acan encan")
FORBIDDING = _list("jangan jgn ojo ulah")
ADJOINING = _list("tanpa without")  # behind a cue they open a phrase of their own: "lanjut tanpa perubahan"

# they turn a positive cue as a negator does, and leave a negative one open ("kurang curiga")
WEAKENERS = {
    "id": _list("kurang jarang susah sulit sukar minim gagal enggan ogah"),
    "en": _list(
        "hardly barely rarely seldom little few less lack lacks lacking fail fails failed refuse refuses refused unable"
    ),
}
RARE = _list("jarang hardly barely rarely seldom")  # and these turn a negative cue too
LOST = {  # what is said to be gone, or to be in doubt
    "id": _list(
        "hilang ilang kehilangan luntur pudar memudar menurun merosot berkurang runtuh nol nihil mencabut "
        "mempertanyakan meragukan dipertanyakan diragukan"
    ),
    "en": _list("lose loses lost losing fading fades faded gone collapsed eroded"),
}
VISIBLE = _list(  # "komitmennya belum kelihatan": of a thing that is not there
    "ada keliatan kelihatan terlihat nampak tampak terasa kerasa muncul tumbuh jalan berjalan there visible seen"
)
FAR = ("jauh dari", "far from")
ONLY = _list("doang belaka kosong palsu semu")  # "janji doang"

# after a negator these make it additive: "not only ..."
ADDITIVE = {"id": _list("cuma cuman hanya sekadar sekedar melulu semata"), "en": _list("only just merely simply")}
DENIED_RELATION = _list("soal masalah karena karna berarti gara-gara necessarily because")  # "bukan soal percaya"
USES_UP = {
    "id": _list(
        "dipungkiri dimungkiri mungkir disangkal menyangkal diragukan meragukan heran salah tau tahu apa-apa papa "
        "masalah usah perlu bilang ngomong"
    ),
    "en": _list("deny denied doubt doubted wonder say saying said need have"),
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
    "id": _list("terlalu begitu gitu seberapa sepenuhnya tentu"),
    "en": _list("really very entirely fully quite so"),
}

BREAKS = {
    "id": _list(
        "tapi tetapi tpi namun soalnya karena karna sebab padahal sedangkan meski meskipun walau walaupun melainkan "
        "justru malah malahan makanya sehingga cuman cuma kecuali nanging tapina mung wong da"
    ),
    "en": _list("but because although though while whereas however so since except unless"),
}
SUBORDINATORS = {
    "id": _list("bahwa kalau kalo klo yang yg biar supaya agar untuk alasan asal asalkan"),
    "en": _list("that which who if to"),
}
IFS = {
    "id": _list("kalau kalo klo jika apabila bila andai andaikan andaikata seandainya asal asalkan nek yen lamun"),
    "en": _list("if unless provided"),
}
UNREAL = {
    "id": IFS["id"]
    | _list(
        "semoga moga-moga mudah-mudahan harusnya seharusnya mestinya semestinya harapannya agar supaya pengen "
        "pengin ingin kepengen kepingin pengennya pinginnya maunya berharap mengharapkan moga mugi mugi-mugi "
        "muga-muga harus kudu wajib perlu butuh tolong"
    ),
    "en": IFS["en"]
    | _list(
        "hopefully should would could might must ought need needs hope hopes hoping wish wishes i'd we'd you'd he'd "
        "she'd they'd"
    ),
}
WHETHER = _list("apakah entah whether")
WHILE = _list("selama sepanjang")  # "selama mereka jujur": a condition, where a person follows
CONSEQUENCE = {  # behind an "if" they open what would follow
    "id": _list("baru bakal bakalan akan pasti nanti ntar"),
    "en": _list("then will i'll we'll they'll you'll he'll she'll it'll would going gonna"),
}
REAL_AFTER_ALL = _list("ternyata akhirnya ujung-ujungnya nyatanya buktinya actually eventually")
TOPICS = _list("soal masalah urusan kata menurut about")  # "kalau soal dana ..." names what is spoken of
CONCEDED = _list("dibilang dikata dikatakan disebut")  # "kalau dibilang kecewa ya ada"

PERSONS = _list("kita kami saya aku gue gua kula kulo abdi urang mereka dia ia i we they he she you")
PRONOUNS = _list("kita kami saya aku gue gua we i")
ALONE = _list("saya aku gue gua abdi kula kulo i")
ADDRESSED = _list("ibu bapak bu pak mas mbak kang teh kamu kalian anda situ sampeyan lo lu elu you")
REPORTING = {  # told at second hand: the first by itself, the second where somebody else is its subject
    "id": (
        _list("katanya kabarnya konon denger-denger dengar-dengar bilangnya ngakunya ceritanya saurna jarene"),
        _list("bilang ngaku klaim ngeklaim"),
    ),
    "en": (_list("supposedly allegedly reportedly"), _list("says say claim claims claimed tell tells")),
}
COMPARING = _list("daripada dibanding dibandingkan dibandingin ketimbang than unlike compared")
OTHERS = (
    "yang lain",
    "yang laen",
    "desa lain",
    "kampung lain",
    "beda sama",
    "beda dengan",
    "the others",
)  # at the start
PAST = {
    "id": _list("dulu dulunya tadinya awalnya semula mulanya pernah sempat sempet biyen baheula"),
    "en": _list("used once initially first"),
}
NOW = _list("sekarang skrg kini saiki ayeuna now anymore longer")
PROMISES = _list(
    "janji janjinya janji-janji dijanjiin dijanjikan janjiin menjanjikan ngejanjiin berjanji promise promises promised"
)
BROKEN_OFF = _list(
    "mulu melulu terus tapi eh masih padahal sampe sampai ampe nyatanya ternyata kenyataannya mana but yet still then"
)
CONTRASTS = _list("tapi tetapi eh padahal nyatanya ternyata but")

# questions that expect no answer, and so deny; where they open a clause
DENYING_QUESTIONS = {
    "id": _phrases(
        "mana ada; mana mungkin; mana bisa; mana mau; apanya yang; apanya; siapa bilang; gimana mau; gimana bisa; "
        "gimana mungkin; bagaimana bisa; bagaimana mungkin; bagaimana mau; ngapain; buat apa; untuk apa; apa gunanya; "
        "emangnya kapan; memangnya kapan; emang kapan; emang pernah; emangnya pernah"
    ),
    "en": _phrases("how can; how could; who says; who said; since when; why would; why should; as if"),
}
DOUBTING = _list("masa masak mosok")  # "masa nggak percaya"; without a negator they deny
WONDERING = _list("bukannya emangnya memangnya siapa gimana bagaimana")
ALTERNATIVE = {"id": _list("atau apa ato"), "en": _list("or")}
ASKING = {
    "id": _list("apa apakah siapa kapan kenapa mengapa gimana bagaimana mana berapa"),
    "en": _list("what which who why how"),
}
INVERTED = _list("do does did are is was were have has can could will would don't doesn't didn't aren't isn't")
HALVES = ("setengah", "setengah-setengah", "half", "fifty fifty", "fifty-fifty", "lima puluh lima puluh", "50 50")
TAGS = _list("kan ya iya yah to toh gitu bukan nggak ngga ga gak enggak belum tidak right yeah no isn't doesn't")
TRAILING = _list(
    "ya yah sih lah deh juga pak bu mas mbak kak bang neng teh kang kok tuh nih mah kan sampai sampe sekarang "
    "though yet"
)
PARTICLES = _list(
    "sih mah ya yah kalo kalau juga itu tuh banget sekali malah ternyata masih sudah udah aja saja memang emang pun "
    "teh pak bu mas mbak kak neng is are was so really still"
)

# other senses of words that often serve as cues; a cue is their first word or one of the others
OTHER_SENSES = {
    "id": _phrases(
        "percaya diri; percaya takhayul; percaya nggak percaya; percaya ga percaya; percaya gak percaya; percaya "
        "tidak percaya; jujur ya; jujur aja; jujur saja; jujur nih; jujur sih; kalo jujur; sih jujur; sejujurnya; "
        "jujurly; terus terang; untung aja; untung saja; untung ada; untungnya; janji ketemu; komitmen anggaran; adil "
        "makmur; gampang percaya; mudah percaya; gampang kecewa; mudah kecewa; gampang curiga; gampang takut"
    ),
    "en": _phrases(
        "honestly; to be honest; to be fair; fair enough; frankly; trust fund; trust me; believe me; take care; takes "
        "care; took care; taking care; take good care; no doubt; self confidence; good faith; worth noting; worth "
        "mentioning; worth saying; worth pointing; worth remembering; loved ones; fair share; fair trade; fair use; "
        "open source; i'm afraid not; crisis of faith"
    ),
}
OPINIONS = _list("believe believes believed believing doubt doubts suspect suspects trust")  # "I believe it was May"
VERBS = _list(  # a clause of its own, behind an opinion
    "is isn't are aren't was wasn't were weren't it's he's she's they're that's there's would wouldn't will won't "
    "can could should has have had might may that"
)
# what a cue is about where it is not the relationship: food, sleep, beasts, ghosts, God, one's spouse
PRIVATE = _list(
    "makan minum sambel sambal rasanya tidur hujan ujan gelap ular anjing anjingnya kucing hantu setan jin tuhan "
    "allah gusti dewa istri istrinya suami suaminya bojo bojone pacar pacarnya god jesus wife husband boyfriend "
    "girlfriend dog dogs"
)
LINKING = _list("sama ama sm ke pada kepada dengan dg karo ka of in with to by about")

# abbreviations, without their last stop: before a name or a place; before a number; where a capital letter tells, as
# it does behind any with a stop inside ("S.Pd.", "p.m.")
TITLES = _list(
    "bpk bp sdr sdri ny tn nn dr drs dra ir prof h hj kh k.h r.a r.m r.ay tgk rm ust pdt tb jl jln gg kel kec kab "
    "prov tlp telp pt cv ud kop yth kpd a.n u.b u.p d.a c.q s.d kol letkol mayjen brigjen jend kapt purn mr mrs ms "
    "st rev capt col gen lt sgt gov sen vs e.g i.e cf approx jr"
)
BEFORE_NUMBERS = _list(
    "no nos nomor hal hlm bab ps psl ay tgl pkl rt rw gbr tab lamp jan feb mar apr jun jul agt ags aug sep sept okt "
    "oct nov des dec fig vol p pp ch sec art ext rp"
)
CLOSINGS = _list(
    "dll dsb dst dkk tsb ttd dgn yg utk maks min lih etc inc ltd co et al kg km cm mm ha ltr btl jt rb thn th bln "
    "mgg am pm"
)

FUNCTION = {
    "id": _list(
        "yang dan di ke dari itu ini ada dengan untuk pada juga sama saya kita kami mereka dia aku kamu kalau kalo "
        "kan ya sih lah deh dong kok mah nih tuh sudah udah akan bisa mau harus jadi karena karna tapi tetapi atau "
        "seperti kayak gitu gini begitu begini apa siapa kapan gimana bagaimana mana sini situ sana lagi lebih "
        "sangat banget saja aja cuma cuman hanya waktu terus trus nya oleh para bagi dalam antara biar supaya agar "
        "masih pernah sering semua setiap tiap bahwa adalah ialah maka lalu kemudian setelah sebelum sesudah ketika "
        "saat sejak sampai sampe dulu nanti tadi sekarang pas buat iya nah oh eh pak bu ibu bapak mas mbak"
    ),
    "en": _list(
        "the a an and of to in is are was were be been it its this that these those for on at with as by from we "
        "you he she they i them us our your their his her my me there here have has had do does did will would can "
        "could should may might must if or so than then when what who which how why because about into over very "
        "just also only some any all more most such yes yeah well"
    ),
}


def stopwords(lang: Lang) -> frozenset[str]:
    """Give words that carry no topic: never a negator, a hedge or a weakener, without which stance would be lost."""
    option("lang", lang, ("id", "en"))
    kept = NEGATORS[lang] | WEAKENERS[lang] | LOST[lang] | HEDGES[lang] | NOT_YET | ADDITIVE[lang]
    return FUNCTION[lang] - kept
