"""The cell of a display: who said what, the signs, the denominator, the marks of empty cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import study

from qualcase.display.cells import condensed

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "A", "stance": "supports", "aspect": "promises"},
    {"voice": "A", "stance": "contradicts", "key": "true", "words": "The key one."},
    {"voice": "C", "stance": "supports", "words": "They trust us."},
]


@pytest.fixture
def cells(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID, asked={("B", "trust"): "yes"})
    matrix = case.role_ordered(["trust"])
    return {row: cells[0] for row, cells in zip(matrix.row_names, matrix.cells, strict=True)}


def test_a_voice_that_says_both_is_of_two_minds_and_counts_once(cells):
    assert cells["head"].stances == (0, 0, 1)
    assert (cells["head"].speaking, cells["head"].eligible) == (1, 1)
    assert cells["head"].text(["A", "B", "C"], "en") == "A (−): “The key one.”\n+0 −0 ±1 · n\u00a0=\u00a01/1"


def test_what_is_told_of_others_is_shown_as_such_and_takes_no_stance(cells):
    assert cells["officer"].stances == (0, 0, 0)
    said = cells["officer"].text(["A", "B", "C"], "id")
    assert said == "C (+, tentang orang lain): “They trust us.”\n+0 −0 ±0 · n\u00a0=\u00a00/1 · 1 tentang orang lain"


def test_silent_and_not_asked_have_marks_of_their_own(tmp_path, cells):
    assert cells["member"].mark == "0"
    case = study(tmp_path / "n", PEOPLE, SAID, asked={("B", "trust"): "no"})
    assert case.role_ordered(["trust"]).cells[1][0].mark == "--"


@given(st.lists(st.text("ab ", min_size=1, max_size=5), max_size=40))
def test_a_condensed_quote_is_its_first_words(parts):
    words = " ".join(parts)
    short = condensed(words, 25)
    assert words.split()[:25] == short.removesuffix(" …").split()
    assert short.endswith(" …") == (len(words.split()) > 25)


def test_an_entry_can_be_a_quote_for_each_coding_or_the_aspects_named(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID)
    every = case.role_ordered(["trust"], entries="all").cells[0][0]
    assert [entry.text for entry in every.entries] == ["Sentence 1 of A.", "The key one."]
    named = case.role_ordered(["trust"], entries="aspects").cells[0][0]
    assert [(entry.text, entry.kind) for entry in named.entries] == [("promises (1); … (1)", "paraphrase")]
    assert np.array_equal(named.rows, every.rows)
