import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import OptionError
from qualcase.lang.roots import fragments, known, listed, root, roots, skeleton
from qualcase.lang.wordfiles import sections, spellings

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "roots.csv"


def split(words: str) -> list[str]:
    return words.split()


CODEBOOK = split("""
    percaya yakin andal mampu janji jujur adil komitmen lanjut setia puas senang manfaat libat musyawarah putus usul
    dengar peduli ikhlas balas imbal curiga ragu bohong tipu kecewa untung rugi bangga akrab sepakat kontrol tepat
    amanah tulus
""")

SAID = (
    """
kepercayaannya percaya|mempercayakan percaya|dipercayain percaya|ketidakpercayaan percaya|terpercaya percaya
nepatin tepat|ditepatin tepat|menepati tepat|ngandelin andal|diandelin andal|keterandalan andal|diandalkan andal
ndengerin dengar|didengerin dengar|mendengarkan dengar|ngelibatin libat|keterlibatan libat|dilibatkan libat
mutusin putus|keputusannya putus|memutuskan putus|ngusulin usul|pengusulan usul|dimusyawarahkan musyawarah
terasa rasa|pengurus urus|bersama sama
nyenengin senang|seneng senang|kesenangan senang|dibales balas|balasannya balas|imbalannya imbal
ngurusin urus|kepengurusan urus|mengetahui tahu|setau tahu|liat lihat|keliatan lihat|pake pakai|nyampein sampai
nyuruh-nyuruh suruh|ditutup-tutupin tutup|sehari-hari hari|was-was was|ibu2 ibu|ibu-ibunya ibu|percayaaa percaya
CDO-nya cdo|budgetnya budget|di-support support|nge-share share|di-follow-up-in follow-up
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


FORMAL = split("""
    pengemasan:kemas pengawasan:awas mencari:cari terlampir:lampir menoleh:toleh mengetik:ketik penglihatan:lihat
    ditandatangani:tandatangan menindaklanjuti:tindaklanjut mengikutsertakan:ikutserta
    pertanggungjawaban:tanggungjawab ketidakikutsertaan:ikutserta menyalahgunakan:salahguna penyebarluasan:sebarluas
    diambilalih:ambilalih dilatarbelakangi:latarbelakang memberitahukan:beritahu ketidakpuasan:puas
    ketidaktahuan:tahu keberlangsungan:langsung berkesinambungan:sinambung kesetaraan:setara persetujuan:setuju
    pemangku:pangku penyatuan:satu pengetahuan:tahu sepengetahuan:tahu terkemuka:muka belajar:ajar pembelajaran:ajar
    bekerja:kerja mengesampingkan:samping mempublikasikan:publikasi mengkritik:kritik mempertemukan:temu
    dipersulit:sulit keharusan:harus menyesuaikan:sesuai pascapanen:panen antarwarga:warga
""")
COLLOQUIAL = split("""
    ngupas:kupas ngasih:kasih nyerah:serah ngumpet:umpet nyari:cari manggil:panggil minjem:pinjam mikirin:pikir
    nunggu:tunggu ngumpul:kumpul ngebohongin:bohong ngopi:kopi kepake:pakai ketipu:tipu gedean:gede
    nyelesaiin:selesai nyakitin:sakit ngehargain:harga ngrasain:rasa dianter:antar diapain:apa udah:sudah
    nggak:tidak dinasehatin:nasihat nelpon:telepon
""")
DOUBLED = split("""
    ibu2nya:ibu hati2:hati sayur-mayur:sayur warna-warni:warna bolak-balik:balik setinggi-tingginya:tinggi
    kemerah-merahan:merah tarik-menarik:tarik surat-menyurat:surat berkali-kali:kali kupu-kupu:kupu
    dibanding-bandingin:banding
""")
LOANED = split("""
    disupport:support ngeshare:share diapprove:approve budget-nya:budget nge-zoom:zoom mengupload:upload se-rw:rw
    non-formal:formal ke-kantor:kantor
""")
WHOLE = split("""
    sekolah masalah langkah buku kamu ilmu hanya punya ampun perempuan mereka keluarga beberapa seberapa bagaimana
    selama beras merak perak setia yakin ketua menteri pesawat bekasi cilegon suralaya pemalang sekayu penajam
    kerinci mulyani suryani permana neneng sukari meri nita neng asep begin certain use paper human session
    member
""")


@pytest.mark.parametrize("pair", [*FORMAL, *COLLOQUIAL, *DOUBLED, *LOANED, *(f"{word}:{word}" for word in WHOLE)])
def test_a_form_has_the_root_that_a_speaker_names(pair):
    form, expected = pair.split(":")
    assert root(form) == expected


def golden():
    with GOLDEN.open(encoding="utf-8") as file:
        return [(line["word"], line["root"]) for line in csv.DictReader(file)]


@pytest.mark.parametrize(("form", "expected"), golden())
def test_the_rules_explain_every_golden_word(form, expected):
    assert root(form) == expected


def test_no_golden_word_is_an_exception_in_a_list():
    """A form that has another root, or is a name, stands in no list of words that is consulted."""
    inflected = {form for form, expected in golden() if form != expected}
    names = {name for several in sections("names-id.txt").values() for name in several}
    assert inflected.isdisjoint(known().stems)
    assert inflected.isdisjoint(spellings())
    assert names.isdisjoint(split("bekasi cilegon suralaya sulastri mulyani"))


@pytest.mark.parametrize("pair", SAID)
def test_formal_and_colloquial_forms_share_their_root(pair):
    form, expected = pair.split()
    assert root(form) == expected


@pytest.mark.parametrize(
    "form", split("sebelum sesudah setelah belum mereka berapa jakarta kediri sulastri meeting training")
)
def test_words_that_only_look_affixed_stay_whole(form):
    assert root(form) == form


def test_the_list_holds_what_a_relationship_codebook_asks_for():
    assert set(CODEBOOK) <= listed()
    assert roots(CODEBOOK) == CODEBOOK


def test_a_listed_root_is_its_own_root():
    assert [word for word in sorted(listed()) if root(word) != word] == []


@given(
    st.sampled_from(sorted(listed())), st.sampled_from(["", *split("me men mem meng di ber ter pe ke ng ny")]),
    st.booleans(), st.sampled_from(["", *split("nya an kan in i lah annya")]),
)  # fmt: skip
def test_every_form_holds_the_fragment_of_its_root(word, prefix, swallowed, suffix):
    said = word.replace("a", "e") if swallowed else word
    form = prefix + said[swallowed:] + suffix
    assert any(part in skeleton(form) for part in fragments(root(form)))


@pytest.mark.parametrize("spelled", [("ai", "e"), ("au", "o"), ("a", "e"), ("h", ""), ("a", "aaa")])
def test_every_colloquial_spelling_holds_the_fragment_of_its_root(spelled):
    for word in listed():
        form = word.replace(*spelled)
        assert any(part in skeleton(form) for part in fragments(root(form))), form


def test_every_listed_spelling_holds_a_fragment_of_its_root():
    for form in spellings():
        for said in (form, form + "nya", "di" + form):
            assert any(part in skeleton(said) for part in fragments(root(said))), said


AFFIXED = st.tuples(
    st.sampled_from(
        ["", *split("me men mem meng meny di ber ter pe pen ke se nge ng ny memper diper keber ketidak di- nge-")]
    ),
    st.sampled_from(sorted(listed())),
    st.sampled_from(["", *split("nya an kan in i lah annya kannya inlah -nya 2")]),
).map("".join)


@given(AFFIXED | st.from_regex(r"[a-z2'-]{0,12}", fullmatch=True))
def test_a_root_is_never_empty_and_a_listed_one_is_its_own(form):
    found = root(form)
    assert found or not form
    assert root(found) == found or found not in listed()


@given(AFFIXED, st.booleans())
def test_capitals_and_letters_drawn_out_change_nothing(form, drawn):
    said = re.sub(r"(?<!a)a(?!.*a)", "aaa", form) if drawn else form.upper()
    assert root(said) == root(form)


def test_many_forms_give_what_each_gives():
    forms = ["Kepercayaan", "janji", "Kepercayaan", ""]
    assert roots(forms) == [root(form) for form in forms] == ["percaya", "janji", "percaya", ""]


ENGLISH = (
    """
promise promises promised promising | trust trusts trusted trusting | plan plans planned planning | loss losses
make makes made making | rely relies relied relying | listen listens listened listening | keep kept keeps keeping
company companies company's | fair fairly fairness | believe believes believed believing | need needs needed
agree agrees agreed agreeing | reach reaches reached reaching | focus focused focuses | care cares cared caring
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("forms", ENGLISH)
def test_english_forms_share_their_root(forms):
    assert len(set(roots(forms.split(), lang="en"))) == 1


def test_english_words_that_only_look_inflected_stay_whole():
    kept = split("thing bring red news bus this process need only")
    assert roots(kept, lang="en") == kept


def test_an_unknown_language_is_refused():
    with pytest.raises(OptionError, match="lang='jv' is no option"):
        root("percaya", lang="jv")
