"""The talk as a text of NLTK."""

import subprocess
import sys

import pytest

from qualcase.errors import OptionError
from qualcase.lang.roots import root
from qualcase.lang.words import words

SAID = (
    "Saya percaya pada mereka. Dulu belum percaya. Mereka menepati kata. Saya jadi lebih percaya diri. "
    "Janjinya begitu, katanya."
)


def test_it_holds_the_words_of_the_informants_in_order_with_the_signs_between(small):
    text = small.where(voice="AN").text()
    assert " ".join(text.tokens) == SAID.replace(".", " .").replace(",", " ,")
    assert [token for token in text if token.isalpha()] == [SAID[a:b] for a, b in zip(*spans(SAID), strict=True)]


def spans(text):
    found = words(text)
    return found.start.tolist(), found.end.tolist()


def test_roots_stand_for_words_and_signs_stay(small):
    text = small.where(voice="AN").text(of="roots")
    plain = small.where(voice="AN").text()
    assert text.tokens == [root(token) if token.isalpha() else token for token in plain]
    assert text.count("tepat") == 1


def test_filters_keep_who_speaks_and_what_is_coded(small):
    everyone = small.text(speakers="everyone")
    assert everyone.count("Apakah") == 1
    assert small.text().count("Apakah") == 0
    assert small.where(role="officer").text().tokens[:3] == ["Kami", "curiga", "."]
    small.code("menepati kata", "promise", source="A-01")
    small.code("Kami curiga.", "trust", source="B-01", stance="contradicts")
    assert small.where(code="promise").text().tokens == ["menepati", "kata"]
    assert small.where(code=["promise", "trust"], side="company").text().tokens == ["Kami", "curiga", "."]


def test_concordance_finds_every_place_without_any_data_of_nltk():
    code = (
        "import nltk; nltk.data.path[:] = []; import qualcase as qc; from qualcase._kernel.shipped import shipped; "
        "case = qc.open(shipped('corpus') / 'omah-kreteg'); said = case.text(of='roots'); "
        "lines = said.concordance_list('percaya', lines=1000); "
        "print(len(lines) == said.count('percaya') > 20, all(line.query == 'percaya' for line in lines), "
        "said.vocab()['percaya'] == said.count('percaya'))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "True True True\n"


def test_concordance_shows_what_stands_around(small):
    (line,) = small.text().concordance_list("menepati")
    assert line.left[-2:] == [".", "Mereka"]
    assert line.right[:2] == ["kata", "."]


def test_dispersion_is_drawn_by_nltk(small):
    pytest.importorskip("matplotlib").use("Agg")
    from nltk.draw import dispersion_plot

    text = small.text()
    ax = dispersion_plot(text, ["percaya", "curiga"])
    places = {n for n, token in enumerate(text) if token.casefold() in ("percaya", "curiga")}
    assert {int(x) for line in ax.lines for x in line.get_xdata()} == places


def test_it_is_named_after_the_study_and_refuses_what_it_does_not_know(small):
    assert small.text().name == "A well for two villages (made up for a test)"
    with pytest.raises(OptionError, match="of"):
        small.text(of="lemmas")
    with pytest.raises(OptionError, match="speakers"):
        small.text(speakers="all")
