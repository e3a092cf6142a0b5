"""Small closed lists of words, by hand: who is spoken of, and what is said of somebody else."""

from qualcase.lang.wordlists import listed, phrases

FIRST = listed("saya aku gue gua ane kita kami kula kulo abdi awak i we i'm we're i've we've")
OWNERS = listed("my our")
OTHERS = listed(
    "masyarakat warga warganya penduduk rakyat publik orang orang-orang orangnya ibu-ibu bapak-bapak emak-emak "
    "anak-anak anak pemuda pemudi anggota anggotanya petani nelayan pedagang peserta responden pelanggan pihak "
    "perwakilan mereka dia ia beliau anjeunna dheweke suami suaminya istri istrinya bapak bokap nyokap ibu emak "
    "mak simbok mbok bapake kakak adik ipar tetangga tetangganya keponakan paman bibi teman temen teman-teman "
    "temen-temen kawan kawan-kawan sodara saudara buah pengurus pengurusnya ketua ketuanya leader leader-nya tokoh "
    "kades lurah camat bupati petugas petugasnya pendamping pendampingnya fasilitator perusahaan kantor kantornya "
    "dinas yayasan pemerintah pabrik manajemen management tim timnya they they're they've he she he's she's people "
    "folks everyone's residents villagers farmers members staff women men youth elders fishermen families "
    "neighbours neighbors husband wife sister brother mother father son daughter friends friend chief leaders "
    "company office team committee nobody somebody ones others mertua pacar guru dokter bidan perawat kader bos "
    "atasan bawahan pembeli tamu juragan pekerja karyawan buruh siswa murid penumpang pasien konsumen locals "
    "parents kids community public supervisor customers workers teachers nurses doctors boss uncle aunt cousin "
    "elder kelompok kelompoknya kelurahan pemdes aparat panitia penyuluh mandor satpam sopir tukang nenek kakek "
    "opa oma cucu menantu besan anaknya ibunya bapaknya pamannya grandmother grandfather grandma grandpa mum mom "
    "dad boys girls officials authorities government council teacher nurse doctor driver colleagues everyone-else "
    "most many some nasabah mitra klien pengguna relawan bendahara bendaharanya sekretaris donatur donor bank "
    "investor penyewa tenant tenants growers herders lads mums dads neighbour neighbor client clients users "
    "patients parents residents drivers traders fishers volunteers bojo anak-anaknya ibu-ibunya jamaah wali kepala "
    "dukuh kadus bupati gubernur polisi hakim direktur manajer manager direksi buyers lender pupils students pupil "
    "student lady barudak urang-urang wong-wong tanggane tanggi"
)
TITLES = listed(  # with a name behind
    "pak bu bapak ibu mas mbak kang teh bang abah ustadz haji mr mrs ms mbah mang ceu ceuk lik pakde bude paklik "
    "bulik om tante uwak bi nyai gus kiai cak neng kak koh ci miss sister"
)
OWN_GROUP = listed("kelompok koperasi keluarga kampung desa tim komunitas group cooperative family village team street")
SOME = phrases(
    "ada yang; banyak yang; sebagian; beberapa; kebanyakan; mayoritas; rata-rata; yang lain; yang lainnya; most "
    "of; some of; many of"
)
BY = listed(  # whose word it is
    "menurut kata katanya bilang cerita curhat ngaku lapor melaporkan according said says told"
)
OWN_SIDE = listed(
    "perusahaan kantor tim manajemen management pabrik yayasan dinas pemda company office team pihak foundation"
)
KNOWING = listed(  # what others know or feel of the speaker: "mereka tahu kami serius"
    "tahu tau ngerti mengerti ngeliat liat lihat melihat menilai nilai nganggap anggap menganggap merasa ngerasa "
    "yakin know knew see saw think thought feel felt believe believed consider"
)
JOINING = listed("kok kalau kalo klo bahwa that yen nek itu memang emang")
ATTITUDES = listed(  # roots and forms of what one feels toward another: who is trusted is not who trusts
    "percaya yakin curiga suka sayang cinta hormat segan dukung benci takut kagum terima tolak harga trust trusts "
    "trusted believe believes believed love loves loved respects respected support supports supported like likes "
    "liked admire admires hate hates hated fear fears feared suspect suspects"
)
FEELING = listed("merasa ngerasa rumangsa ngaraos ngarasa feel feels felt feeling")
AGENTS = listed("sama oleh ku dening by karo")
OBJECTS = listed("us me kami kita saya")
SAYING = listed(  # what leads to a quotation
    "bilang kata katanya ngomong cerita berkata ujar ujarnya jawab jawabnya tanya nanya teriak bisik pesan sanjang "
    "nyarios ngendika said says told asked shouted goes went whispered replied answered"
)
EVERYBODY = phrases("semua orang; setiap orang; siapa pun; siapapun; siapa aja; yang namanya; everyone; everybody")
PLACES = listed(  # between a noun and whose it is: "di masyarakat"
    "di sini kene sana sono itu ini sebelah among of in the"
)
DEGREES = listed("banget sekali bener betul sungguh pisan tenan sangat lagi jadi really very")
SUPPOSING = listed("yakin percaya rasa kira believe think suspect guess suppose sure")  # "saya yakin mereka puas"
MUTUAL = listed("sepakat setuju mufakat harmonis damai akrab agree agreed close harmonious")  # of two sides at once
REFUSING = phrases(
    "ga berani; gak berani; nggak berani; tidak berani; ga bisa bilang; nggak bisa bilang; tidak bisa bilang; ga "
    "tau apa; nggak tau apa; tidak tahu apakah; tanya sendiri; have to ask; can't say; couldn't say; don't know "
    "if; don't know whether; can't speak for"
)
SEEN = listed(
    "liat lihat melihat ngeliat nyaksiin menyaksikan saksikan saw seen watched depan ditinggal hadir nonton nengok "
    "disaksikan terlihat"
)
PRESENT = phrases("saya di situ; saya di sana; saya ada di; di rapat; i was there; in the meeting; i was in the room")
ACTS = listed(  # roots and forms of what can be seen of others
    "tutup kunci banting tepuk senyum sorak kabur lari bolos absen antre antri sumbang setor tabung serah jemput "
    "undang peluk signed clapped cheered applauded returned handed stopped shouted waved hugged marched keluar "
    "henti berhenti pindah bubar pamit tangis nangis menangis demo datang dateng pulang mempercayakan percayakan "
    "mundur mengundurkan cabut usir bakar blokir walkout walked tepuk angkat teriak gebrak segel palang left quit "
    "walked cried wept came protested resigned"
)
QUALITIES = listed(  # roots and forms that judge whom they are said of
    "kompak mandiri aktif maju kreatif jago pinter pintar cerdas rapi cepat cepet gesit ikhlas dermawan royal "
    "pengertian adem sabaran telat ngaret molor cuek nipu pelayanan strong hardworking punctual generous slow "
    "late rude kind-hearted dedicated active independent united clever brave jujur adil bohong tepat tulus "
    "transparan terbuka buka peduli sabar ramah ingkar profesional amanah andal mampu rajin teliti disiplin "
    "serius tipu omdo php sombong belagu culas curang konsisten komit komitmen sopan baik bagus bantu dengar "
    "tolong abai lambat asal-asalan formalitas perhatian licik serakah maksa paksa libat ajak tanggap bertanggung "
    "lurus apikan getol telaten hormat harga responsif supel galak judes pelit commit committed honest fair "
    "reliable lied lie lying cheat cheated kind patient keep kept transparent open capable professional careful "
    "greedy helpful arrogant selfish responsive listen listens listened ask asked consult consulted care cares "
    "cared ignore ignored mislead misled polite thorough sincere respectful trustworthy unreliable unfair "
    "dishonest"
)
BEING = listed("feel feels felt is are was were be been being get gets got")
