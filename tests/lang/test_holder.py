import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.holder import holder
from qualcase.render.labels import said

# who speaks (o = of the other side, m = of the side whose judgement it is) | who holds, basis | what was said
SAID = """
o | other attributed    | Masyarakat [percaya] sama kami
o | other attributed    | [Kepercayaan] masyarakat modal kami
o | other attributed    | Bisa dibilang [puas] lah
o | speaker first_hand  | Kami [bangga] sama kelompok
o | speaker first_hand  | [Bangga] kami
o | speaker first_hand  | Mereka selalu kami [libatkan]
o | speaker first_hand  | Mereka [rajin] orangnya
o | speaker first_hand  | Perusahaan [komit] di sini
o | speaker unsure      | Saya [yakin] mereka puas
o | other attributed    | Saya yakin mereka [puas]
o | other observed      | Saya liat sendiri ibu-ibu [nangis]
o | other unsure        | Ada warga yang [demo]
o | other unsure        | Saya ga berani klaim mereka [percaya]
o | unsure unsure       | Kita [sepakat] jadwalnya Senin
o | unsure unsure       | Semua orang [senang]
o | other attributed    | Yen warga kene wis [percaya], Mas
o | other attributed    | Nobody [believes] us
m | speaker first_hand  | Pokoknya [puas] lah
m | speaker first_hand  | Kami [percaya] sama mereka
m | speaker first_hand  | [Takut] saya ngomong
m | speaker first_hand  | Mereka [jujur] kok
m | speaker first_hand  | Kita sama perusahaan [sepakat]
m | speaker first_hand  | Sebagai ketua saya [puas]
m | speaker first_hand  | Kelompok kami [didengar]
m | speaker first_hand  | We as a committee are [committed]
m | other attributed    | Anggota saya [percaya]
m | other attributed    | Suami saya yang ga [percaya]
m | other attributed    | Anak muda pada [males]
m | other attributed    | Ada yang [curiga]
m | other attributed    | Kata Bu RT mereka [jujur]
m | other attributed    | My sister doesn't [trust] them
m | other attributed    | Orang kantornya bilang mereka [percaya] sama kita
m | other attributed    | Ada dua orang yang keluar karena [kecewa]
m | other observed      | Bu Jum [berhenti] ikut
m | other unsure        | Apa mereka [puas]?
o | other attributed    | Bu Tini bilang ke saya, "Pak, saya [percaya] sama Bapak."
o | other attributed    | One old man said, “I [trust] you lot
o | other attributed    | Kami [dipercaya] oleh warga
o | other attributed    | Mereka tahu kami [serius]
o | other attributed    | Petani merasa [terbantu]
o | other attributed    | Nasabah kami [loyal]
o | other observed      | Saya di situ, Bu. Warga [tepuk tangan] semua
m | speaker first_hand  | Kami warga RT tiga [keberatan]
m | speaker first_hand  | We parents are [angry]
m | speaker first_hand  | Saya bilang, "Saya [kecewa]"
m | other attributed    | Anak saya bilang, "Bu, aku [percaya] sama Bu Guru"
m | other attributed    | Yang [marah] itu tetangga
m | speaker first_hand  | Yang [marah] itu saya
m | other attributed    | Gusti Ayu [percaya] sama kami
m | other attributed    | The donor [trusts] us
m | other attributed    | Bojoku sing ora [percaya]
m | other attributed    | Mbah Karto ya [percaya] aja
""".strip().splitlines()


@pytest.mark.parametrize("line", SAID)
def test_a_judgement_is_whose_a_listener_takes_it_to_be(line):
    side, expected, words = (part.strip() for part in line.split("|"))
    start, end = words.index("["), words.index("]") - 1
    text = words.replace("[", "").replace("]", "")
    hint = holder(text, start, end, own=side == "m")
    assert f"{hint.who} {hint.basis}" == expected, hint.because


def test_the_reason_names_the_word_that_decided():
    hint = holder("Anggota saya percaya.", 13, 20, own=True)
    assert said(hint.because, "id") == "“anggota saya” menjadikan “percaya” penilaian orang lain."
    assert said(hint.because, "en") == "“anggota saya” makes “percaya” somebody else's."


WORDS = st.sampled_from(
    ["kami", "warga", "pada", "sama", "pak", "sebagai", "menurut", "kalau", "yakin", "nggak", ",", "?"]
)


@given(st.lists(WORDS, max_size=9), st.lists(WORDS, max_size=6), st.booleans())
def test_any_words_around_a_cue_give_a_hint_with_its_reason(before, after, own):
    text = " ".join([*before, "percaya", *after])
    start = len(" ".join([*before, ""])) if before else 0
    hint = holder(text, start, start + 7, own=own)
    assert (hint.who == "speaker") or hint.basis != "first_hand"
    assert said(hint.because, "id").endswith(".")
    assert said(hint.because, "en").endswith(".")
