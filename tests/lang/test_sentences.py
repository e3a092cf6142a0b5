import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.sentences import sentences

# a bar where one sentence ends and the next begins
EXAMPLES = """
Saya percaya. | Dia juga.
saya percaya. | dia juga.
Percaya nggak? | Percaya dong! | Nah.
Kok bisa?! | Iya.
Iya? | kok bisa?
Bpk. Karto sudah datang. | Kami senang.
Kata Bpk. H. Karto begitu.
Dr. Sri dan Ir. Budi hadir.
Sdr. Agus dan Sdri. Rina ikut.
Ada ikan, udang, dll. di sini.
Ada ikan, udang, dll. | Terus dijual.
Kopi, teh dsb. | Kami jual semua.
Panen turun dst. dan seterusnya.
Harganya 2.500 rupiah. | Murah.
Naik 1.5 persen tahun lalu.
Rp. 25.000 per kilo.
Jl. A. Yani No. 5, Cilegon.
Lihat hal. 12 di laporan.
Banyak hal. | Semua penting.
No. | I do not think so.
Pasal 3 ayat 2. | Itu aturannya.
Rapat tgl. 3 Mei di balai.
Dijual oleh PT. Maju Jaya. | Untung.
Beliau S.Pd. dari Serang.
Surat itu a.n. Budi.
Tanggal 1 s.d. 5 libur.
Terus... ya gitu.
Terus... | Nah gitu.
Kayak.. berarti bener.
Belum… masih lama.
Belum… | Masih lama.
"Percaya nggak?" katanya.
Dia bilang, "Kami percaya." | Lalu pulang.
Dia bilang “sudah.” dan pergi.
(Sudah selesai.) | Mulai lagi.
1. Pertama, musyawarah.
2. Kedua, putusan. | Selesai.
a. Hadir semua.
Tahun 2019. | Kami mulai.
We trust them, e.g. the manager.
Mr. Smith came. | He listened.
The U.S. team left at 5 p.m. on Monday.
We came at 5 p.m. | They left.
Budgetnya approved. | that part we can't share yet.
Apa ya ... kayak keluarga.
Beratnya 5 kg. per karung.
percaya.com itu alamatnya.
Hmm.
""".strip().splitlines()


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize("marked", EXAMPLES)
def test_talk_stops_where_a_reader_stops(marked):
    assert split(marked.replace(" | ", " ")) == marked.split(" | ")


def test_a_line_end_ends_a_sentence():
    assert split("belum selesai\n  masih lama \n\n") == ["belum selesai", "masih lama"]


def test_a_text_without_words_has_no_sentence():
    assert sentences(" \n\t").shape == (0, 2)
    assert sentences("").dtype == np.int64


@given(st.text(st.sampled_from('aB1 .?!…"”\n\t,()-\u2028dr'), max_size=60))
def test_every_character_is_in_one_sentence_and_none_begins_with_a_space(text):
    spans = sentences(text)
    inside = np.zeros(len(text) + 1, int)
    for start, end in spans:
        inside[start:end] += 1
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
    assert (inside <= 1).all()
    assert all(inside[i] for i, c in enumerate(text) if not c.isspace())
    assert (np.diff(spans.ravel()) >= 0).all()
