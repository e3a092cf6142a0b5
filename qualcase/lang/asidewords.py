"""Small closed lists of words, by hand: other senses of cues, questions, hearsay, conditions, what is over or gone."""

from qualcase.lang.wordlists import listed, phrases

# other senses of words that often serve as cues: a cue is any word of its phrase
OTHER_SENSES = {
    "id": phrases(
        "nggak enak sama; ngga enak sama; ga enak sama; gak enak sama; enggak enak sama; tidak enak sama; ndak enak "
        "sama; nggak enak hati; ga enak hati; gak enak hati; tidak enak hati; percaya diri; percaya takhayul; "
        "percaya takdir; percaya ramalan; percaya nggak percaya; percaya ga "
        "percaya; percaya gak percaya; percaya tidak percaya; gampang percaya; mudah percaya; aliran kepercayaan; "
        "menurut kepercayaan; kepercayaan agama; kepercayaan leluhur; kepercayaan adat; penganut kepercayaan; "
        "jujur ya; jujur aja; jujur saja; jujur nih; jujur sih; kalo jujur; kalau jujur; sih jujur; jujurnya; "
        "sejujurnya; jujurly; terus terang; untung aja; untung saja; untung ada; untungnya; untung rugi; janji "
        "ketemu; janji temu; janji nikah; komitmen anggaran; komitmen kontrak; pembuat komitmen; adil makmur; "
        "keadilan sosial; gampang kecewa; mudah kecewa; gampang curiga; gampang takut; kontrol ke; kontrol "
        "kandungan; kontrol gula; remot kontrol; lanjut usia; lebih lanjut; lanjut sekolah; lanjut kuliah; lanjut "
        "makan; lanjut tidur; ruang terbuka; lapangan terbuka; tempat terbuka; udara terbuka; lowongan terbuka; "
        "pintu terbuka; luka terbuka; universitas terbuka; keluar rumah; keluar kota; keluar negeri; keluar air; "
        "keluar duit; keluar uang; keluar biaya; keluar masuk; tinggal di; ikut kb; setia menunggu; setia nunggu"
    ),
    "en": phrases(
        "honestly; to be honest; i'm being honest; just being honest; if i'm honest; let's be honest; to be fair; "
        "fair enough; fair point; fair to say; fair bit; fair amount; fair number; fair share; fair trade; fair "
        "use; fair weather; school fair; book fair; village fair; county fair; job fair; science fair; frankly; "
        "trust fund; trust deed; family trust; land trust; in trust; trust me; believe me; believe you me; believe "
        "it or not; make believe; believe so; take care; takes care; took care; taking care; take good care; "
        "health care; child care; day care; care home; care worker; care package; couldn't care less; no doubt; "
        "without a doubt; beyond doubt; self confidence; in confidence; good faith; faith group; faith groups; "
        "faith leaders; crisis of faith; worth noting; worth mentioning; worth saying; worth pointing; worth "
        "remembering; worth of; loved ones; open source; open sourced; open day; open air; in the open; commit "
        "suicide; committed suicide; committed a crime; birth control; pest control; quality control; remote "
        "control; control group; afraid so; afraid not; happy birthday; happy hour; happy new; support group; "
        "support staff; technical support; keep fit; kept fit; conflict of interest; interest rate; interest "
        "rates; share price"
    ),
}
MARKERS = listed("jujur jujurly honestly frankly listen look")  # "Jujur, saya capek": to open a sentence with
OPINIONS = listed("believe believes believed believing doubt doubts suspect suspects")  # "I believe it was May"
CERTAIN = listed("sure certain yakin")
WH = listed("what when where how why who which if whether")
DATES = listed(
    "hari tanggal jam tahun bulan besok besoknya lusa kemarin tadi nanti ntar senin selasa rabu kamis jumat sabtu "
    "minggu hujan ujan"
)
VERBS = listed(  # a clause of its own, behind an opinion
    "is isn't are aren't was wasn't were weren't it's he's she's they're that's there's would wouldn't will won't "
    "can could should has have had might may that"
)
# what a cue is about where it is not the relationship: food, sleep, beasts, ghosts, God, one's spouse
PRIVATE = listed(
    "makan makannya minum sambel sambal tidur main nonton jajan ketawa hujan ujan petir gelap jarum ketinggian "
    "ular tikus kecoa anjing anjingnya kucing buaya hantu setan jin tuyul dukun tuhan allah gusti dewa istri "
    "istrinya suami suaminya bojo bojone pacar pacarnya mertua god jesus heaven wife husband boyfriend girlfriend "
    "pintu pintunya jendela jendelanya mulut mulutnya asap asep asepnya asapnya darah keringat bau baunya ngobrol "
    "ngopi dog dogs snake snakes spiders needles heights "
    "ghosts dark food meal sleep"
)
FOND = listed("lanjut lanjutin lanjutkan ikut suka senang seneng hobi rajin happy")
LEISURE = listed(  # of these it is what one does at home: "lanjut ngaji", "senang mancing"
    "ngobrol ngopi ngaji sekolah kuliah dangdutan joget nyanyi masak mancing bola jalan-jalan nongkrong olahraga "
    "kb bojo"
)
PRIVATE_FIRST = listed(
    "kaki kakinya perut perutnya kepalanya gigi giginya badan badannya pinggang mata matanya makan makannya tidur "
    "tidurnya main"
)  # in front: "tidur aja ga puas"
LINKING = listed("sama ama sm ke pada kepada dengan dg karo ka of in with to by about")

IFS = {
    "id": listed(
        "kalau kalo klo jika umpama umpamanya semisal apabila bila andai andaikan andaikata seandainya asal asalkan "
        "nek yen lamun"
    ),
    "en": listed("if unless provided"),
}
UNREAL = {
    "id": IFS["id"]
    | listed(
        "semoga moga-moga mudah-mudahan harusnya seharusnya mestinya semestinya harapannya agar supaya pengen "
        "pengin ingin kepengen kepingin pengennya pinginnya maunya berharap mengharapkan moga mugi mugi-mugi "
        "muga-muga harus kudu wajib perlu butuh tolong tergantung jangan-jangan penginku pingine hayang hoyong "
        "kahayang kedah kedahna kuduna kudune saran sarannya saranku harapan harapanku mbokyao mbok sebaiknya "
        "idealnya baiknya selayaknya seyogyanya seyogianya sepatutnya sepantasnya"
    ),
    "en": IFS["en"]
    | listed(
        "hopefully should would could might must ought need needs hope hopes hoping wish wishes depends depending "
        "please i'd we'd you'd he'd she'd they'd"
    ),
}
DUTIES = listed("harus kudu wajib must")  # of something bad they tell what has to be borne: "harus antri"
OBLIGED = phrases(
    "have to be; has to be; have got to be; want them to; want him to; want her to; want it to; want us to"
)
HAD = listed("been had never always already just recommend")  # "we'd been waiting", "she would always listen"
ONLY_IF = listed("asal asalkan provided unless")  # behind a cue: "ikhlas, asal jalannya dibenerin"
WHETHER = listed("apakah entah whether")
ONLY_THEN = listed("baru bakal bakalan akan only will")  # "baru percaya kalau udah lihat"
PLACED = listed("jadi kerja tinggal di ikut gabung pakai pake ini itu")  # "selama saya jadi nasabah": a time
WHILE = listed("selama sepanjang")  # "selama mereka jujur": a condition, where a person follows
PERSONS = listed("kita kami saya aku gue gua kula kulo abdi urang mereka dia ia i we they he she you")
ALONE = listed("saya aku gue gua abdi kula kulo i")
REAL_AFTER_ALL = listed("ternyata akhirnya ujung-ujungnya nyatanya buktinya actually eventually")
TOPICAL = listed("kalau kalo klo nek yen")  # they may also name who or what is spoken of
TOPICS = listed(
    "soal masalah urusan kata menurut bukan about sama dari di ke buat untuk sekarang dulu"
)  # "kalau soal dana ..." names what is spoken of
RECURRING = listed(  # what happens again and again: "kalau ditanya", "kalau ada apa-apa"
    "ditanya ditanyain ditakoni ditelpon ditelepon telpon telepon nelpon dihubungi hubungi diminta dimintain "
    "dimintai disuruh diingetin ditegur dilaporin ngomong ngobrol bicara rapat ketemu dateng datang kesini ke "
    "lapor laporan nanya tanya sakit butuh perlu hujan ujan panen musim telat macet lewat setor bayar ambil "
    "ngambil beli gajian ngumpul kumpul lebaran ulang ring call ask phone complain need"
)
THERE_IS = listed("ada ono aya")  # and one of these behind it
OCCASIONS = listed(
    "apa-apa masalah keluhan keperluan acara acaranya rapat kegiatan perlu yang orang warga kerusakan kendala tamu "
    "pertanyaan usulan pengaduan opo-opo naon-naon kesulitan kematian hajatan"
)
USUALLY = listed("biasanya biasane selalu sering langsung usually always often mesti")
YET_TO_COME = listed(
    "baru bakal bakalan akan nanti ntar pasti mungkin will would might could i'd we'd they'd i'll we'll they'll"
)
YOU = listed("you anyone anybody somebody someone")
IN_PASSING = phrases(  # an "if" that only comments: "kalau boleh jujur", "if you ask me"
    "boleh; mau jujur; ga salah; gak salah; nggak salah; ngga salah; tidak salah; ndak salah; i'm honest; you ask "
    "me; anything; i remember; there's a; there is a; there's any"
)
CONCEDED = listed(
    "dibilang dikata dikatakan disebut dipikir dipikir-pikir diinget-inget dilihat diliat dihitung dihitung-hitung"
)  # "kalau dibilang kecewa ya ada"

REPORTING = {  # told at second hand: the first by itself, the second where somebody else is its subject
    "id": (
        listed(
            "ngomongnya katanya kabarnya konon denger-denger dengar-dengar bilangnya ngakunya ceritanya saurna "
            "jarene jare ceunah cenah isunya gosipnya rumornya ditulis tertulis diberitakan dikabarkan diklaim "
            "digadang-gadang"
        ),
        listed("bilang ngaku klaim ngeklaim mengklaim mengaku"),
    ),
    "en": (
        listed("supposedly allegedly reportedly"),
        listed(
            "says say saying claim claims claimed claiming tell tells heard hear insist insists swear swears "
            "reckon reckons"
        ),
    ),
}
COMPARING = listed(
    "mending mendingan daripada dibanding dibandingkan dibandingin ketimbang than unlike compared sebelah seberang"
)
AT_ONCE = listed("daripada ketimbang")  # at a sentence's start: "daripada pusing sendiri saya lapor"
EARLIER = listed(  # what is compared with one's own past or with what was expected is said of the thing itself
    "dulu dulunya sebelumnya sebelum kemarin kemaren lalu tahun-tahun awal awalnya biyen baheula sadayana before "
    "last used did was were ever expected thought earlier previously dikira bayangan perkiraan"
)
OTHERS = phrases(  # at the start of a clause
    "yang lain; yang laen; desa lain; kampung lain; beda sama; beda dengan; beda dari; yang dulu; yang lama; yang "
    "sebelumnya; yang laennya; yang lainnya; the other; the others; others; the previous; the last one; the old "
    "one; other companies; other villages"
)

THOUGHT = listed(  # held at first, or promised: "katanya", "dikira"
    "dulu dulunya tadinya awalnya awal-awal semula mulanya zaman jaman zamannya jamannya pernah sempat sempet "
    "biyen baheula kirain dikira kira mikir mikirnya pikir katanya bilangnya janjinya ngakunya harusnya seharusnya "
    "mestinya used once initially first thought expected supposed promised"
)
PAST = listed(
    "dulu dulunya tadinya awalnya awal-awal semula mulanya biyen baheula waktu zaman jaman zamannya jamannya once "
    "initially first"
)
TURNS = listed(
    "dalamnya dalemnya aslinya belakangnya sejak semenjak pas giliran begitu tau-tau taunya malah kok setelah"
)  # what came instead, where a clause opens with it
SAME = listed("masih tetap tetep malah malahan makin tambah juga lebih semakin still even more also")
CONFIRMED = listed("bener beneran benar betul memang emang true")  # "katanya ramah, eh beneran"
SAID_ONLY = listed("luarnya depannya ngomongnya omongannya omongane teorinya slogannya sounds sound sounded")
NOW = listed("sekarang skrg kini saiki ayeuna now anymore longer")
EARLY = phrases(
    "waktu masih; waktu dulu; pas masih; years ago; waktu itu; at the start; at first; in the beginning; back then"
)
PROMISES = listed(
    "janji janjinya janji-janji dijanjiin dijanjikan janjiin menjanjikan ngejanjiin berjanji promise promises promised"
)
BROKEN_OFF = listed(
    "mulu melulu terus tapi eh masih padahal sampe sampai ampe nyatanya ternyata kenyataannya mana but yet still then"
)
STILL = listed("still masih belum blm never sampai")
KEEPING = listed(  # in front of a promise: it is kept, or is what a deed is measured by
    "nepatin menepati tepati tepatin memenuhi penuhi menuhin pegang megang memegang sesuai seperti persis sama "
    "menagih nagih tagih keep keeps kept keeping honour honours honoured honor honored fulfil fulfilled deliver "
    "delivered"
)
KEPT = listed(  # behind it: it came true
    "ditepati ditepatin ditepatkan dipenuhi dipenuhin terpenuhi beneran benar bener terbukti terlaksana terwujud "
    "dilaksanakan dijalankan dijalanin direalisasikan terealisasi kejadian dipegang kept honoured honored fulfilled "
    "delivered"
)
CAME_TO_NOTHING = listed(
    "hilang ilang ngilang menghilang kabur lenyap batal dibatalkan dibatalin mangkir nihil zonk bohong boong wacana "
    "vanished disappeared cancelled nothing nowhere"
)
HEARINGS = listed(  # forms in which others take part in what is decided, or are told of it
    "musyawarah musyawarahnya musdes musrenbang rapat sosialisasi sosialisasinya konsultasi usul usulan usulannya "
    "diusulkan usulin ngusulin mengusulkan diundang dengar denger didengar didenger didengarkan didengerin ditanya "
    "ditanyain dilibatkan dilibatin diajak dikasih ditampung dicatat dicatet dimintai dimintain pendapat masukan "
    "aspirasi consulted consultation invited asked heard listened listen meeting meetings involved told"
)
TURNED = listed("tapi tetapi tpi cuma cuman padahal ternyata nyatanya kenyataannya namun nanging but though yet")
SETTLED = phrases(
    "udah ada; sudah ada; udah jadi; sudah jadi; udah diputus; udah diputusin; sudah diputuskan; udah ditentukan; "
    "udah ditentuin; sudah ditentukan; udah jalan; sudah jalan; udah beres; udah selesai; sudah selesai; udah "
    "diatur; sudah diatur; formalitas; percuma; sama aja; sama saja; doang; mereka yang; tetep mereka; "
    "tetap mereka; buat foto; buat laporan; already; formality; pointless; in the end they; ignored"
)
TOO, EASILY = listed("terlalu kelewat keburu too"), listed("gampang mudah cepat cepet polos easily quickly readily")
RELATIVE, ONLY = listed("yang yg sing nu"), listed("cuma cuman hanya tinggal paling mung")
FEW = listed(
    "sedikit dikit segelintir beberapa satu dua tiga empat lima enam tujuh delapan sembilan sepuluh separuh setengah "
    "seorang sebagian saya"
)
THANKS = listed("alhamdulillah syukur syukurlah bersyukur makasih terima kasih")
QUOTED = listed("saya aku kita kami kamu kowe lu i we you")  # whoever is quoted speaks: "dia bilang, kita percaya"
THANKING = listed("terima makasih matur maaf thank thanks sorry")  # "bilang terima kasih": he does it
ALL_OF_IT = phrases("semua; semuanya; seratus persen; everybody; everyone; all of us; hundred percent")
LAUGHTER = listed("haha hahaha hahahaha hehe hehehe wkwk wkwkwk lol")
URGED = listed(  # verbs in the bare form that calls on somebody, where they open a sentence
    "dengerin dengarkan dengar denger libatin libatkan ajak ajakin undang tanyain tanya hargai hormati tepati tepatin "
    "perhatiin perhatikan jaga bantu bantuin kasih listen involve ask invite respect keep"
)
NOT_URGED = listed("mereka dia ia kok terus juga mulu melulu banget sih kita kami saya they he she we i")
BECAUSE = listed("karena karna gara-gara sebab soalnya because")
UNWILLING = phrases(
    "diminta; disuruh; dipaksa; terpaksa; takut; ditekan; diancam; diwajibkan; wajib; dibayar; ada maunya; sungkan; "
    "segan; had to; have to; has to; were made; was made; forced; afraid; scared; told to; paid"
)
CONTRASTS = listed("lama-lama ujung-ujungnya tapi tetapi eh padahal nyatanya ternyata kenyataannya but")
FAR = phrases(
    "terlalu jauh; too good to be; bebas dari; free of; free from; jauh dari; far from; boro-boro; jangankan; "
    "mustahil; anything but"
)
EMPTY = phrases(
    "doang; belaka; kosong; palsu; semu; sebatas; di mulut; di bibir; di atas kertas; di kertas; on paper; "
    "tinggal janji; tinggal kenangan; tinggal nama"
)

# questions that expect no answer, and so deny: in front of a cue, or right behind it
DENYING = {
    "id": phrases(
        "mana ada; mana pernah; gimana ceritanya; mana mungkin; mana bisa; mana mau; mana buktinya; apanya yang; "
        "apanya; siapa bilang; kata siapa; siapa juga yang; siapa sih yang; siapa yang mau; gimana mau; gimana "
        "bisa; gimana mungkin; gimana kita; gimana saya; bagaimana bisa; bagaimana mungkin; bagaimana mau; "
        "bagaimana kami; ngapain; buat apa; untuk apa; apa gunanya; apa untungnya; kapan pernah; kapan mereka; "
        "kapan kita; kapan kami; apa pernah; kok bisa dibilang"
    ),
    "en": phrases(
        "how can; on earth; how could; how am i supposed; how are we supposed; how do you expect; how do they "
        "expect; who says; who said; who'd; since when; why would; why should; when did they ever; when have they "
        "ever; in their right mind; in his right mind; where's the; where is the; where was the; what kind of; you "
        "call that; as if"
    ),
}
DENYING_IF_ASKED = {
    "id": phrases(
        "kapan sih; lu kira; dikira kami; dikira kita; situ kira; apa yang bisa; apa yang mau; di mana; dimana"
    ),
    "en": phrases("who would; what's; does that sound; does that look; does that seem; is that"),
}
DENYING_BEHIND = phrases("gimana; yang gimana; dari mananya; apanya; apaan; dari mana; dari hongkong; my foot")
DENYING_BEHIND_IF_ASKED = phrases("about that; di mana; dimana; mana")
OPENING_DENIAL = listed("emang emangnya memangnya memang")  # "emang mereka peduli?"
SO_CALLED = listed("dibilang disebut namanya disebutnya dibilangnya")  # "begitu dibilang adil?"
DOUBTING = listed("masa masak mosok")  # "masa nggak percaya"; without a negator they deny
WONDERING = listed("sopo saha bukannya emangnya memangnya siapa gimana bagaimana")
YES = listed("iya ya jelas banget pasti dong yes yeah absolutely definitely")  # answers to one's own question
ALTERNATIVE = {"id": listed("atau apa ato"), "en": listed("or")}
ASKING = {
    "id": listed("apa apakah siapa kapan kenapa mengapa gimana bagaimana mana berapa"),
    "en": listed("what which who why how"),
}
INVERTED = listed("do does did are is was were have has can could will would don't doesn't didn't aren't isn't")
ADDRESSED = listed("ibu bapak bu pak mas mbak kang teh kamu kalian anda situ sampeyan lo lu elu you")
HALVES = phrases("setengah; setengah-setengah; half; fifty fifty; fifty-fifty; lima puluh lima puluh; 50 50")
EVENTS = listed("rapat rapatnya acara acaranya pengajian pengajiannya pertemuan pertemuannya foto meeting")
ENDING = listed("bubar lanjut dilanjut dilanjutkan selesai tutup ditutup")  # of an event: "rapatnya udah bubar"
MEASURES = listed("walk while bit few way deal amount distance number chunk sum share size old")  # "a fair while"
TALKING = listed("talk answer chat share show explain discuss help say")  # "I'm happy to talk"
NAMED = listed(  # "Pak Adil"
    "pak bu bapak ibu mas mbak bang jalan jl gang kampung desa pt cv toko warung ud rt mr mrs ms"
)
TOLD = phrases(
    "i hear; we hear; i gather; i'm told; we're told; i was told; word is; they say; people say; i heard; we "
    "heard; denger dari; kata orang; according to; menurut brosur; menurut koran; menurut berita; menurut iklan; "
    "di koran; di berita; di media"
)
INSTRUMENTS = listed(  # "survei kepuasan": what measures it, or is called so
    "survei survey angket kuesioner indeks index skala kotak pakta surat"
)
SHARED = phrases("kadang; kadang-kadang; ada yang; sebagian; sometimes; some; half of")  # twice: of both sides
NOUNS = ("an", "si", "men", "nya", "ment", "ty", "ness", "cy", "ion", "trust", "faith", "janji")
ABSTRACT = listed("itu takes means comes matters")  # behind a noun that opens a sentence: "trust takes years"
BEASTS = listed(
    "ayam ayamnya kambing kambingnya sapi sapinya kucing kucingnya anjing anjingnya burung burungnya bebek kerbau"
)
