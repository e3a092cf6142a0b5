"""Quotes: the words behind a number, where they stand, whose they are."""

import pytest
from small_study import study

PEOPLE = {"A": ("head", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "C", "stance": "supports"},
    {"voice": "A", "stance": "contradicts", "key": "true"},
    {"voice": "A", "code": "visits", "aspect": "weekly"},
]


@pytest.fixture
def frame(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID).quotes().frame


def test_each_coding_is_a_row_with_what_the_case_knows_of_it(frame):
    assert frame.columns.tolist() == [
        "id", "source", "voice", "role", "side", "turn", "start", "end", "quote", "code", "coder", "stance", "basis",
        "holder", "target", "aspect", "time", "hedge", "not_yet", "key", "memo", "translation",
    ]  # fmt: skip
    assert frame[["voice", "quote", "stance", "basis", "turn"]].to_numpy().tolist() == [
        ["A", "Sentence 2 of A.", "contradicts", "first_hand", 4],
        ["A", "Sentence 3 of A.", "supports", "", 6],
        ["C", "Sentence 1 of C.", "supports", "attributed", 4],
    ]


def test_the_words_are_those_of_the_source(case):
    for row in case.quotes().frame.itertuples():
        assert case.snapshot.text(case.snapshot.source_number(row.source))[row.start : row.end] == row.quote


def test_a_quote_can_be_cited_by_source_and_turn(tmp_path):
    quotes = study(tmp_path / "s", PEOPLE, SAID).quotes()
    assert quotes.places("id")[0] == "A-int, giliran 4"
    assert quotes.places("en")[0] == "A-int, turn 4"
    assert quotes.sheet(lang="id").columns[2].cells[0] == "Peran head"


def test_no_quotes_are_an_empty_table_with_its_columns(tmp_path):
    quotes = study(tmp_path / "s", PEOPLE, SAID).where(stance="mixed").quotes()
    assert len(quotes) == 0
    assert "quote" in quotes.frame.columns
    assert "Coded quotes" in repr(quotes)


def test_the_coded_table_says_whose_codings_are_the_evidence(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID)
    assert "Evidence: the codings of ani." in case.quotes().sheet(lang="en").notes
    case.code("That is all.", case.quotes().frame["code"][0], source="A-int", coder="budi")
    assert case.quotes().sheet(lang="en").notes == ()  # of both, and nobody said whose count
