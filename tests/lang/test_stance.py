import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import OptionError
from qualcase.lang import wordlists
from qualcase.lang.stance import stance
from qualcase.render.labels import said

# sign of the cue in brackets where nothing denies it | hint, h = hedge, n = not yet | what was said
SAID = """
+ | supports      | kita [percaya] sama perusahaan
+ | supports      | ya alhamdulillah [puas] banget
- | contradicts   | warga pada [curiga]
- | contradicts   | jujur aja kami [kecewa] waktu itu
+ | contradicts   | saya nggak [percaya]
+ | contradicts   | kami tidak [dilibatkan]
+ | contradicts   | ga [jujur] orangnya
+ | contradicts   | gak pernah [ditepatin]
+ | contradicts   | tak seorang pun [percaya]
+ | contradicts   | tidak ada yang [percaya]
+ | contradicts   | enggak [puas] lah
+ | contradicts   | kagak [adil] itu namanya
+ | contradicts   | ndak [percaya] aku
+ | contradicts   | mboten [percaya] kulo
+ | contradicts   | bukan [percaya] tapi takut
+ | contradicts   | kerja tanpa [musyawarah] dulu
- | supports      | kami ga [curiga]
- | supports      | tanpa [pamrih] nolongnya
- | supports      | nggak pernah [bohong] sama kita
- | supports      | tidak ada yang [kecewa]
+ | contradicts n | belum [percaya]
+ | contradicts n | warga belum pernah [dilibatkan]
+ | contradicts n | kami blm [puas]
+ | contradicts n | [puas] sih belum h
+ | contradicts n | [puas] belum ya pak
+ | contradicts n | kalo dibilang gini, [puas] mah belum
+ | contradicts   | [percaya] sih nggak h
+ | contradicts   | [percaya] juga nggak lah
+ | contradicts n | [puas] sih, belum h
- | unsure n      | belum [kecewa]
- | supports      | [curiga] mah nggak
+ | supports      | sebelum itu kita [percaya]
+ | supports      | sesudah itu kami [puas]
+ | supports      | ga cuma [percaya] tapi bangga
+ | supports      | nggak hanya [dilibatkan] tapi ditanya
+ | supports      | tidak sekadar [janji] ditepati
+ | supports      | bukan cuma [puas], bangga malah
+ | supports      | not only [trust] but pride
+ | supports      | nggak, kita [percaya] kok
+ | supports      | dulu nggak, tapi sekarang [percaya]
+ | supports      | modalnya nggak ada tapi kita [percaya]
+ | supports      | [percaya] soalnya mereka nggak bohong
+ | supports      | kita [percaya] bahwa mereka tidak bohong
+ | supports      | hasilnya nggak seberapa, [puas] kok
+ | unsure        | bukannya nggak [percaya]
+ | unsure        | ga mungkin ga [percaya]
+ | unsure        | bukan berarti nggak [puas]
+ | unsure        | masa nggak [percaya]?
+ | unsure        | masa nggak [percaya]
+ | contradicts   | gimana mau [percaya] coba
+ | unsure        | gimana nggak [percaya] coba
+ | contradicts   | mana ada [transparan]
+ | contradicts   | [transparansinya] mana?
- | supports      | ngapain [takut]
- | supports      | siapa bilang [dipaksa]
+ | contradicts   | masa yang begitu dibilang [adil]?
+ | supports      | pada masa itu kami [percaya]
+ | contradicts   | how can you call that [commitment]?
- | unsure        | siapa yang ga [kecewa]
+ | unsure        | [percaya] nggak?
+ | unsure        | jadi ibu [percaya]?
+ | unsure        | ibu [percaya], nggak?
+ | supports      | ya kita [percaya], ya kan?
+ | unsure        | entah [percaya] atau nggak
+ | unsure        | [percaya] nggak percaya
+ | unsure        | kalau mereka [jujur] kita ikut
+ | unsure        | harusnya [adil] pembagiannya
+ | unsure        | semoga [puas] semuanya
+ | supports h    | kalau saya sih [percaya]
+ | unsure        | jangan [percaya] dulu
- | unsure        | jangan [curiga]
- | unsure        | nggak usah [curiga]
+ | unsure        | mau nggak mau kita [percaya]
+ | unsure        | bukan soal [percaya]
+ | unsure        | bukan karena [percaya] kita ikut
+ | unsure        | nggak kita [percaya] kok
+ | unsure        | tidak dapat dipungkiri kami [percaya]
+ | unsure        | [percaya] mereka nggak datang lagi
+ | unsure        | tidak semua orang di kampung ini waktu itu [percaya]
+ | contradicts   | [kepercayaan] warga hilang
+ | contradicts   | mereka mempertanyakan [transparansi] dana
+ | unsure        | [kepercayaan] warga tidak hilang
- | contradicts   | [kecewanya] menurun
+ | contradicts   | [janji] doang
+ | contradicts   | jauh dari [transparan]
+ | contradicts   | dulu kami [percaya], sekarang nggak
+ | contradicts   | we used to [trust] them
- | contradicts   | dulu kami [curiga], sekarang nggak
+ | contradicts   | [dijanjiin] kerja, eh yang masuk orang luar
+ | supports      | [janji] mereka ditepatin
+ | contradicts n | [komitmen] mereka belum kelihatan
+ | unsure        | katanya sih [transparan] h
+ | unsure        | dia bilang warga [puas]
+ | supports      | saya bilang kami [puas]
+ | supports      | Pak Lurah menyampaikan bahwa warga [puas]
+ | unsure        | she says they are [satisfied]
+ | unsure        | kalau bener dibangun, baru kita [percaya]
+ | unsure        | kalau airnya lancar, kita [puas]
+ | supports      | kalau saya kan dekat, jadi [puas]
+ | supports      | kalau dulu susah, tapi sekarang kita [puas]
+ | supports      | yen warga kene wis [percaya], Mas
+ | unsure        | kita ikut kalau mereka [jujur]
+ | unsure        | [Jujur], saya capek
+ | supports      | [Jujur] orangnya, pak
+ | contradicts   | emang mereka [peduli]?
+ | contradicts   | [adil] dari mana
+ | contradicts   | boro-boro [percaya]
+ | contradicts   | [Puas]? Belum.
+ | supports      | [Puas]? Iya dong.
+ | contradicts   | katanya mau [transparan], nyatanya nol
+ | unsure        | yang dulu mah [jujur]
+ | unsure        | Pak [Adil] datang
+ | contradicts   | It was anything but [transparent]
+ | contradicts   | Since when do they [care]?
+ | contradicts   | [Trust]? There isn't any.
+ | contradicts   | What's [fair] about that?
+ | contradicts   | [Percaya] gimana, wong ketemu aja belum pernah
+ | contradicts h | Kapan sih kita pernah [diajak] ngomong?
+ | contradicts   | [Komitmen] mereka sebatas spanduk
+ | contradicts   | Awalnya [dilibatkan], lama-lama ditinggal
+ | contradicts   | We [trusted] him at the start, but he ran off
+ | contradicts   | Saya berhenti [percaya] sejak itu
- | supports      | The [anger] has died down
- | supports      | Bebas dari [pungli]
+ | unsure        | Mending yang dulu, lebih [ramah]
+ | unsure        | [Trust] takes years to build
+ | unsure        | [Kepercayaan] itu mahal
+ | unsure        | Kalau mau [dipercaya] ya buka datanya
+ | unsure        | Biar [dipercaya] ya harus jujur
+ | unsure        | Unless they are [honest] we are out
+ | unsure        | I'm told they are [satisfied]
+ | unsure        | Kadang [percaya] kadang enggak
+ | unsure        | Sometimes I [trust] them, sometimes I don't
- | unsure        | Jangan-jangan kita [dibohongin]
+ | unsure        | Ayamnya [setia] nungguin di pintu
+ | unsure        | kami [ikhlas], asal jalannya dibenerin
+ | unsure        | selama mereka [jujur] kita ikut
+ | supports      | selama ini mereka [jujur]
+ | supports      | kalau soal air kita [puas]
+ | unsure        | perusahaan harus [transparan]
+ | unsure        | yang lain mah [jujur]
+ | unsure        | lebih [percaya] dukun daripada dokter
+ | unsure        | [percaya] diri saya nambah
+ | unsure        | [jujur] aja ya saya capek
+ | supports      | mereka [jujur] orangnya
+ | unsure        | to be [fair] they came
+ | unsure        | He [believes] the price would rise
+ | supports      | I [believe] them
+ | unsure        | it was May, I [believe], or June
+ | unsure        | I can't [believe] it
+ | contradicts   | we can't [believe] what they write
+ | unsure        | [setia] sama istrinya
+ | unsure        | tidur aja ga [puas]
+ | mixed         | lima puluh lima puluh lah [percayanya]
+ | unsure        | puas nggak [puas] ya diterima
+ | supports      | [seneng] bukan karena duitnya
+ | supports      | mereka [melanjutkan] program tanpa perubahan
+ | unsure        | tanpa [kepercayaan], program sulit jalan
+ | unsure        | entah [puas] atau apa
+ | unsure        | What are you most [proud] of, and why now?
+ | supports      | [ramah], kan ya?
+ | unsure        | Ibu [percaya], kan?
- | supports      | belum pernah [kecewa] n
- | supports      | jarang [kecewa]
- | supports      | nobody's [complaining]
- | supports      | tara [bohong] jalmina
+ | contradicts n | durung [percaya] aku
+ | contradicts n | belum tentu [lanjut] h
+ | unsure        | ga bilang [puas] ya
+ | mixed         | antara [percaya] dan tidak
+ | mixed         | ya setengah [percaya]
+ | contradicts   | kurang [puas] pelayanannya
+ | contradicts   | [komitmennya] masih kurang
- | unsure        | kurang [curiga]
+ | supports h    | kurang lebih [puas]
+ | contradicts   | susah [percaya] lagi
+ | contradicts   | ada [ketidakpercayaan] warga
+ | unsure        | tidak ada [ketidakpercayaan]
+ | supports h    | kayaknya [percaya]
+ | supports h    | mungkin [puas] ya
+ | supports h    | agak [percaya]
+ | supports h    | lumayan [puas]
+ | contradicts h | kayaknya nggak [percaya]
+ | contradicts h | nggak begitu [percaya]
+ | contradicts h | tidak terlalu [puas]
+ | contradicts   | ga mungkin [adil]
+ | contradicts   | we don't [trust] them
+ | contradicts   | they never [listened]
+ | contradicts n | we do not [trust] them yet
+ | supports h    | I think we [trust] them
- | supports      | we were not [disappointed]
+ | contradicts   | kita don't really [trust] h
+ | contradicts   | hardly [reliable]
+ | supports      | kalau ditelepon diangkat, [ramah] orangnya
+ | supports      | kalau ada masalah datang sendiri, [peduli] mereka
+ | supports      | Bu RT kalau ngasih tahu sopan, [adil] juga
+ | supports      | if you ring they come, they're [reliable]
+ | supports      | kalau boleh jujur, paling [transparan] ya bank ini
+ | supports      | kalau bidan yang sekarang orangnya [sabar], pada mau periksa
+ | unsure        | kalau dibagi rata ya kita [puas]
+ | unsure        | baru saya [percaya] kalau sudah lihat barangnya
+ | unsure        | kalau bisa lebih [terbuka]
+ | unsure        | sebaiknya warga [dilibatkan]
- | contradicts   | kami harus [ngemis] dulu
+ | supports      | selama saya kerja di sini aman, [puas] saya
+ | supports      | they'd always [listened] to us
+ | unsure        | they have to be [honest]
+ | supports      | lebih [terbuka] dibanding tahun lalu
+ | supports      | daripada bingung saya lapor, [dibantu] kok
+ | unsure        | desa seberang lebih [terbuka]
+ | contradicts   | dulu [rajin], sekarang jarang nongol
+ | supports      | dari dulu [setia], sekarang juga
+ | supports      | dulu musuhan, sekarang [akrab]
+ | contradicts   | zaman lurah lama kita [diajak], sekarang boro-boro
+ | contradicts   | we were [happy] with the bus until they cut it
+ | contradicts   | ngomongnya [peduli], tapi ditelepon nggak diangkat
+ | contradicts   | they [promised] a bridge. We still wade through the river.
+ | contradicts   | awal-awal saya ga [percaya], tapi lama-lama dekat
+ | contradicts   | I wouldn't say [satisfied]
+ | contradicts   | nobody from the head office in town has ever [listened]
+ | contradicts n | teu acan [puas] abdi mah
+ | contradicts   | susah saya [percaya] lagi
- | contradicts h | I am a bit [skeptical]
- | contradicts   | a little [skeptical]
+ | supports      | yang bikin kita [percaya] itu mereka nggak pernah telat
+ | supports      | yang saya [suka] itu mereka nggak gengsi
+ | supports      | kami [percaya] waktu mereka nggak lari
- | supports      | [khawatirnya] berkurang
+ | contradicts   | [semangat] warga kendor
+ | supports      | habis magrib kami [bersyukur]
+ | unsure        | kata anak saya yang kerja di sana, bosnya [baik]
+ | unsure        | tetangga saya bilang mereka [bagus]
+ | unsure        | according to the leaflet they are [transparent]
+ | supports      | I'd say they are [honest]
+ | supports      | kadang [senang], kadang marah
+ | unsure        | my [self-confidence] went up
+ | unsure        | we went to a boat [fair]
+ | unsure        | it took a [fair] while
+ | unsure        | I'm [happy] to talk
+ | unsure        | survei [kepuasan] pelanggan
- | unsure        | rapatnya udah [bubar]
+ | unsure        | saya [yakin] itu hari Kamis
+ | unsure        | not [sure] what year it was
+ | unsure        | [lanjut] ngaji di langgar
+ | unsure        | and were people [happy] about that?
+ | unsure        | kalau menurut Ibu mereka [terbuka] nggak soal biaya?
+ | contradicts   | mana [adil]
+ | contradicts   | mana pernah [ditepati]
+ | unsure        | apa ga [bangga] coba
+ | contradicts   | [dijanjikan] beasiswa, sampai sekarang nggak ada kabarnya
+ | contradicts   | dia [janji] bayar, habis itu kabur ke kota
+ | contradicts   | they [promised] a pump. Nothing came
+ | supports      | [janjinya] ditepati, bulan lalu lampunya nyala
+ | supports      | sesuai [janji], bibitnya datang
+ | contradicts   | ga nepatin [janji]
+ | unsure        | ada [janji] dari bupati soal pasar
+ | unsure        | mereka nggak berani [janji] apa-apa
+ | contradicts   | kami [diundang], tapi semuanya sudah diputuskan
+ | contradicts   | [musyawarah] ada, cuma formalitas
+ | contradicts   | we were [consulted], but it was already decided
+ | supports      | kami [diundang], tapi saya sakit
+ | contradicts   | warga [setuju] karena takut
+ | contradicts   | they were [open] because they had to be
+ | supports      | kami [setuju] karena jelas manfaatnya
+ | supports      | syukur, dagangannya [alhamdulillah] laku, habis semua
+ | contradicts   | [kepercayaan] warga habis gara-gara itu
+ | supports      | aku lebih [nyaman] kerja di kebun daripada di pabrik
+ | unsure        | petugas dinas lebih [ramah] daripada orang pabrik
+ | supports      | Ketuanya bilang, saya [bangga] sama kalian
+ | unsure        | Ketuanya bilang warga [puas]
+ | unsure        | katanya kita [dilibatkan]
- | contradicts   | Mandornya bilang, kamu [malas]
+ | supports      | Bu Camat bilang makasih sudah [sabar]
+ | contradicts   | ibu saya terlalu mudah [percaya] sama sales
+ | contradicts   | they were too easily [trusted]
- | supports      | saya nggak berani bilang mereka [curang]
+ | contradicts   | saya nggak bisa bilang [puas]
- | supports      | I'm not saying they [lied]
+ | contradicts   | I can't say I'm [satisfied]
- | contradicts   | yang nggak kebagian itu [kecewa]
+ | supports      | yang tidak ikut ronda ya tetap [dihargai]
+ | contradicts   | yang nggak [percaya] ya banyak
+ | contradicts   | yang [hadir] paling sepuluh orang
+ | contradicts   | orang yang [peduli] tinggal beberapa
- | supports      | yang [kecewa] cuma satu orang
+ | supports      | yang [bantu] cuma mereka
+ | unsure        | [senang] semuanya, seratus persen, wkwk
+ | supports      | [senang] banget hehe
+ | supports      | haha iya, kami [puas] kok
+ | unsure        | [Libatkan] nelayan, itu saja usul saya
+ | supports      | [Bantu] terus mereka itu
+ | supports      | [Dengerin] kita kok mereka
+ | unsure        | [Hargai] petani dong
+ | unsure        | dinas kan bisa [bantu] carikan pembeli, kan
+ | supports      | mereka bisa [dipercaya] kan
+ | supports      | kalau [janji] jemput jam lima ya jemput jam lima
+ | unsure        | kalau [janji] ditepati ya kami senang
+ | supports      | saya [percaya] sama bidannya
+ | supports      | saya lebih [percaya] sekarang
- | unsure        | Dia bilang saya [bohong]
+ | unsure        | yang nggak [percaya] cuma dua orang
""".strip().splitlines()


def read(line: str) -> tuple[str, str, str, int, int]:
    sign, expected, said = (part.strip() for part in line.split("|"))
    if said.endswith(" h"):
        said, expected = said.removesuffix(" h"), f"{expected} h"
    if said.endswith(" n"):
        said, expected = said.removesuffix(" n"), f"{expected} n"
    start, end = said.index("["), said.index("]") - 1
    return sign, " ".join(sorted(expected.split())), said.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize("line", SAID)
def test_a_hint_is_what_a_listener_would_say(line):
    sign, expected, words, start, end = read(line)
    hint = stance(words, start, end, pole="positive" if sign == "+" else "negative")
    got = " ".join(sorted([hint.stance, *("h" * hint.hedge), *("n" * hint.not_yet)]))
    assert got == expected, hint.because


def test_the_reason_names_the_words_that_decided():
    hint = stance("Kita nggak percaya.", 11, 18, pole="positive")
    assert said(hint.because, "id") == "“nggak” mendahului “percaya” dan menyangkalnya."
    assert said(hint.because, "en") == "“nggak” stands before “percaya” and denies it."


def test_words_of_other_sentences_and_lines_do_not_count():
    text = "Nggak ada.\nKita percaya. Belum lama."
    assert stance(text, 16, 23, pole="positive").stance == "supports"


def test_english_alone_does_not_read_indonesian_negators():
    assert stance("tak trust", 4, 9, pole="positive", lang="en").stance == "supports"


PLAIN = st.sampled_from(["kita", "mereka", "sudah", "warga", "kampung", "rapat", "perusahaan", "datang"])


@given(
    st.sampled_from(sorted(wordlists.NEGATORS["id"])),
    st.lists(PLAIN, max_size=7), st.lists(PLAIN, max_size=9), st.lists(PLAIN, max_size=5),
    st.booleans(), st.sampled_from(["positive", "negative"]),
)  # fmt: skip
def test_a_cue_with_a_negator_in_its_clause_is_never_what_it_is_alone(negator, first, between, last, behind, pole):
    behind = behind and negator not in wordlists.ADJOINING  # behind a cue they open a phrase of their own
    middle = [*between, negator] if behind else [negator, *between]
    parts = [*first, "curiga", *middle, *last] if behind else [*first, *middle, "curiga", *last]
    text = " ".join(parts)
    start = text.index("curiga")
    alone = "supports" if pole == "positive" else "contradicts"
    assert stance(text, start, start + 6, pole=pole).stance != alone


@given(st.text(st.sampled_from("abc ,.?!\n-'"), min_size=1, max_size=50), st.data())
def test_any_span_of_any_text_gets_a_hint(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    because = stance(text, start, end, pole="positive").because
    assert said(because, "id").endswith(".")
    assert said(because, "en").endswith(".")


def test_an_unknown_pole_is_refused():
    with pytest.raises(OptionError, match="pole='up' is no option"):
        stance("percaya", 0, 7, pole="up")
