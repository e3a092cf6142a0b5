"""Who codes what: the first assignment opens a round, and it stays as it was opened."""

import pytest

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Assignment, Round


def test_the_first_assignment_opens_the_round_and_later_ones_join_it(small: qc.Case) -> None:
    made = small.assign("budi", ["A-01", "B-01"], blind=True)
    small.assign("citra", "A-01")
    (round,) = small.rows(Round)
    assert (round.id, round.kind, round.blind, round.closed, round.author) == (
        "independent",
        "independent",
        True,
        "",
        "ani",
    )
    assert [(row.coder, row.source, row.done) for row in small.rows(Assignment)] == [
        ("budi", "A-01", False), ("budi", "B-01", False), ("citra", "A-01", False),
    ]  # fmt: skip
    assert made == small.rows(Assignment)[:2]


def test_a_round_is_after_discussion_if_its_name_or_somebody_says_so(small: qc.Case) -> None:
    small.assign("budi", "A-01", round="discussion")
    small.assign("budi", "A-01", round="kedua", kind="discussion")
    small.assign("budi", "A-01", round="pilot")
    assert [row.kind for row in small.rows(Round)] == ["discussion", "discussion", "independent"]


def test_somebody_is_done_with_a_source_and_may_not_be_after_all(small: qc.Case) -> None:
    small.assign("budi", "A-01")
    for done, expected in ((True, True), (None, True), (False, False)):
        (row,) = small.assign("budi", "A-01", done=done)
        assert row.done is expected
        assert small.rows(Assignment) == [row]
    n = len(small.history)
    small.assign("budi", "A-01")
    assert len(small.history) == n


def test_rounds_show_who_has_what_and_how_far_each_has_come(small: qc.Case) -> None:
    assert "case.assign" in repr(small.rounds)
    small.assign("budi", ["B-01", "A-01"])
    small.code("Mereka menepati kata.", "trust", source="A-01", stance="supports", coder="budi")
    frame = small.rounds.frame
    assert frame[["coder", "source", "codings", "reached", "turns"]].values.tolist() == [
        ["budi", "A-01", 1, 4, 5], ["budi", "B-01", 0, 0, frame["turns"].iloc[1]],
    ]  # fmt: skip
    assert "turn 4 of 5" in small.rounds.sheet(lang="en").columns[4].cells
    assert "giliran 4 dari 5" in small.rounds.sheet(lang="id").columns[4].cells


def test_what_cannot_be_assigned_says_why(small: qc.Case) -> None:
    small.assign("budi", "A-01")
    with pytest.raises(NotFound, match="Did you mean 'B-01'"):
        small.assign("budi", "B-1")
    with pytest.raises(OptionError, match="was opened with blind=False"):
        small.assign("citra", "A-01", blind=True)
    with pytest.raises(OptionError, match="was opened with kind='independent'"):
        small.assign("citra", "A-01", kind="discussion")
    for coder in ("", ["budi", "citra"]):
        with pytest.raises(OptionError, match="name one coder"):
            small.assign(coder, "A-01")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="no source in what is assigned"):
        small.assign("budi", [])
    assert len(small.rows(Assignment)) == 1
