"""A coding that says something else stays the same coding."""

import pytest

import qualcase as qc
from qualcase.model.nouns import Claim, Coding


@pytest.fixture
def row(small: qc.Case) -> Coding:
    return small.code("Dulu belum percaya.", "trust", source="A-01", stance="mixed", memo="first")


def standing(case: qc.Case) -> list[Coding]:
    return [coding for coding in case.rows(Coding) if not coding.withdrawn]


def test_what_is_given_changes_in_one_event_and_the_rest_stays(small: qc.Case, row: Coding) -> None:
    n = len(small.history)
    new = small.edit(row, stance="contradicts", not_yet=True, since="2019", until="2020")
    assert standing(small) == [new]
    assert (new.id, new.stance, new.not_yet, new.memo) == (row.id, "contradicts", True, "first")
    assert (new.time_from, new.time_to) == ("2019", "2020")
    assert [event.verb for event in small.history][n:] == ["edit"]
    assert small.edit(row.id, memo="").memo == ""


def test_the_same_again_makes_no_event(small: qc.Case, row: Coding) -> None:
    small.edit(row, stance="supports")
    n = len(small.history)
    small.edit(row, stance="supports")
    small.edit(row)
    assert len(small.history) == n


def test_other_words_and_another_code_are_quoted_and_versioned_anew(small: qc.Case, row: Coding) -> None:
    text = small.snapshot.text(0)
    start = text.index("belum percaya")
    new = small.edit(row, code="promise", span=(start, start + 13))
    assert (new.quote, new.code, new.start) == ("belum percaya", "promise", start)
    book = small.codebook.content()
    book["version"] = "1.1.0"
    small.use(qc.Codebook.from_content(book))
    assert small.edit(row, code="promise").version == "1.0.0"
    assert small.edit(row, code="trust").version == "1.1.0"


def test_a_claim_goes_on_resting_on_it(small: qc.Case, row: Coding) -> None:
    small.claim("They rely on them.", rests_on={row.id: "contradicts"}, id="k1")
    text = small.snapshot.text(0)
    small.edit(row, span=(text.index("Dulu"), text.index("Dulu") + 10))
    assert list(small.rows(Claim)[0].links) == [standing(small)[0].id]
    small.edit(row, stance="supports")
    assert standing(small)[0].quote == "Dulu belum"


def test_undo_brings_back_what_it_said(small: qc.Case, row: Coding) -> None:
    small.edit(row, code="promise", stance="")
    small.undo()
    assert standing(small) == [row]


def test_two_codings_never_come_to_say_the_same(small: qc.Case, row: Coding) -> None:
    other = small.code("Dulu belum percaya.", "promise", source="A-01")
    with pytest.raises(qc.OptionError, match=rf"already \(coding '{other.id}'\).*withdraw one of the two"):
        small.edit(row, code="promise")
    small.uncode(other)
    assert small.edit(row, code="promise").id == row.id
    assert [coding.id for coding in small.rows(Coding)] == [row.id]
    small.undo()
    assert {coding.id for coding in small.rows(Coding)} == {row.id, other.id}
    small.memo("why?", about=f"coding:{other.id}")
    with pytest.raises(qc.OptionError, match="a memo or a claim names it"):
        small.edit(row, code="promise")


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"code": "trsut"}, qc.NotFound, "Did you mean 'trust'"),
        ({"stance": "for"}, qc.OptionError, "stance='for'"),
        ({"basis": "hearsay"}, qc.OptionError, "basis='hearsay'"),
        ({"holder": "nobody"}, qc.NotFound, "no holder 'nobody'"),
        ({"voice": "ZZ"}, qc.NotFound, "no voice 'ZZ'"),
        ({"phase": "end"}, qc.NotFound, "no phase 'end'"),
        ({"since": "last year"}, qc.OptionError, "last year"),
        ({"span": (5, 5)}, qc.QuoteError, "begins before it ends"),
        ({"span": (0, 10**6)}, qc.QuoteError, "outside A-01"),
    ],
)
def test_what_code_refuses_is_refused_here(
    small: qc.Case, row: Coding, given: dict[str, object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        small.edit(row, **given)
    assert standing(small) == [row]


def test_what_is_withdrawn_or_not_there_cannot_be_changed(small: qc.Case, row: Coding) -> None:
    with pytest.raises(qc.NotFound, match="no coding 'nope'"):
        small.edit("nope", stance="mixed")
    small.uncode(row)
    with pytest.raises(qc.OptionError, match="was withdrawn"):
        small.edit(row, stance="mixed")
