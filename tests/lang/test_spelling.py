import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.roots import known, listed, root
from qualcase.lang.spelling import usual
from qualcase.lang.wordfiles import english, loans, regional, spellings
from qualcase.lang.wordlists import NEGATORS


def words(line: str) -> list[str]:
    return line.split()


SAID = words("""
    yg:yang blm:belum bkn:bukan jgn:jangan denger:dengar liat:lihat temen2nya:teman-temannya emangnya:memangnya
    gitulah:begitulah percayaaa:percaya ibu2:ibu-ibu YG:yang kalo:kalau pinter:pintar dmn:di_mana dikasih:dikasih
    rapat:rapat WhatsApp:whatsapp temen-temen:teman-teman
""")


@pytest.mark.parametrize("pair", SAID)
def test_a_form_has_its_usual_spelling(pair):
    form, expected = pair.split(":")
    assert usual(form) == expected.replace("_", " ")


@pytest.mark.parametrize("no", words("ga gak gk nggak ngga enggak engga kagak kaga ndak nda ndk tdk"))
def test_a_plain_no_has_one_form(no):
    assert usual(no) == "tidak"


def test_what_denies_in_another_way_stays_apart():
    kept = ["tidak", "bukan", "belum", "jangan", "tanpa", "tak", "kurang"]
    assert [usual(word) for word in kept] == kept
    assert {usual(word) for word in ("belom", "blm", "bkn", "jgn")} == {"belum", "bukan", "jangan"}


def test_no_spelling_turns_a_negator_into_none():
    for word in NEGATORS["id"]:
        assert usual(word) in NEGATORS["id"] or usual(word) == "tidak ada"


def test_a_listed_spelling_is_no_word_of_another_sense():
    """No root, loan, English or regional word is respelled, nor what slang lists take for something else."""
    for several in (listed(), loans(), english(), set(regional())):
        assert not set(spellings()) & several
    senses = words("gua ati kali asu buaya banjir dr km gila kan tahu paku item sma smp kasta pete bli uda rizki")
    assert not set(spellings()) & set(senses)


@given(st.sampled_from(sorted(spellings())) | st.sampled_from(sorted(known().stems)) | st.text("abegnyu2-", max_size=9))
def test_the_usual_spelling_is_spelled_as_usual(form):
    assert usual(usual(form)) == usual(form)


@given(st.sampled_from(sorted(listed())), st.sampled_from(["", "nya", "lah", "kan", "-nya"]))
def test_a_root_and_its_forms_are_left_as_they_are(word, suffix):
    assert usual(word + suffix) == word + suffix


def test_respelling_keeps_the_root():
    for form in spellings():
        meant = usual(form)
        assert root(form) == (form if " " in meant else root(meant))
