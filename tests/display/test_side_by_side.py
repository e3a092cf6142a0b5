"""Theory triangulation: one case coded with two codebooks, read side by side, with no label computed."""

import pytest

import qualcase as qc
from qualcase.errors import NotFound, OptionError

THEIRS = [  # the same words by another theory: what the company's three aims would see in them
    ("YL-01", "Sekarang saya bisa bayar sekolah anak ga nunggu suami.", "profit", "supports"),
    ("SM-01", "Temen. Dulu aku ga kenal siapa-siapa", "people", "supports"),
    ("IZ-01", "Debu, lalu lintas truk, suara.", "planet", "contradicts"),
]


@pytest.fixture
def two(case):
    case.use("triple-bottom-line")
    for source, quote, code, stance in THEIRS:
        case.code(quote, code, source=source, stance=stance, coder="consensus")
    return case


def test_each_book_has_its_column_and_no_label_is_computed(two):
    shown = two.side_by_side("four-elements", "triple-bottom-line")
    frame = shown.frame
    assert frame.columns.tolist() == ["source", "turn", "voice", "quote", "four-elements", "triple-bottom-line"]
    paid = frame[frame["quote"].str.contains("bayar sekolah anak")].iloc[0]
    assert paid["voice"] == "YL"
    assert "satisfaction: supports" in paid["four-elements"]
    assert "profit" in paid["triple-bottom-line"]
    assert frame.loc[frame["triple-bottom-line"] != ""].shape[0] == len(THEIRS)
    assert not {"label", "strength", "direction"} & set(frame.columns)
    assert two.triangulate().frame["name"].str.contains("/").sum() == 0


def test_passages_are_what_overlaps_and_follow_the_texts(two):
    shown = two.side_by_side("four-elements", "triple-bottom-line")
    snapshot = two.snapshot
    text = {source.id: snapshot.text(n) for n, source in enumerate(snapshot.sources)}
    seen = []
    for source, quote, passage in zip(shown.frame["source"], shown.frame["quote"], shown.rows, strict=True):
        assert quote in text[source]
        rows = [row for of_book in passage for row in of_book.tolist()]
        assert all(snapshot.quote(row) in quote for row in rows)
        seen += rows
    assert len(seen) == len(set(seen))
    expected = [
        row for row in snapshot.rows.tolist()
        if snapshot.codings.coders[snapshot.codings.coder[row]] == "consensus"
        and snapshot.codes[snapshot.codings.code[row]].book != "programme-activities"
    ]  # fmt: skip
    assert sorted(seen) == expected


def test_it_shows_itself_in_both_languages(two):
    for lang, word in (("id", "bukan dua saksi"), ("en", "not two witnesses")):
        sheet = two.side_by_side("four-elements", "triple-bottom-line").sheet(lang=lang)
        assert any(word in note for note in sheet.notes)
        assert any(str(len(THEIRS)) in note for note in sheet.notes)


def test_it_needs_two_books_and_knows_their_names(case):
    with pytest.raises(OptionError, match="needs two codebooks"):
        case.side_by_side("four-elements")
    with pytest.raises(NotFound, match="four-element"):
        case.side_by_side("four-element", "programme-activities")
    with pytest.raises(OptionError, match="there is no consensus"):
        case.where(coder=["ani", "budi"]).side_by_side()


def test_a_book_that_nobody_coded_with_has_an_empty_column():
    empty = qc.Case(coder="ani")
    empty.use("four-elements")
    empty.use("triple-bottom-line")
    assert len(empty.side_by_side()) == 0
