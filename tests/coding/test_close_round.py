"""A round that is over: what its coders have in their sources stands as it is, and nothing else does."""

import pytest

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Round, Stood

PERCAYA = "Saya percaya pada mereka."


def test_what_stands_is_of_her_sources_and_not_withdrawn(small: qc.Case) -> None:
    small.assign("ani", "A-01")
    kept = small.code(PERCAYA, "trust", source="A-01", stance="supports", aspect="air", memo="jelas")
    small.uncode(small.code("Dulu belum percaya.", "trust", source="A-01"))
    small.code("Kami curiga.", "trust", source="B-01")
    small.code(PERCAYA, "trust", source="A-01", coder="budi")
    round = small.close_round()
    assert small.rows(Round) == [round]
    assert round.closed
    (stood,) = small.rows(Stood)
    assert stood.coding == kept.id
    assert (stood.quote, stood.stance, stood.aspect, stood.memo) == (PERCAYA, "supports", "air", "jelas")
    assert small.verify_chain() == []


def test_a_round_is_closed_once_and_needs_something_to_keep(small: qc.Case) -> None:
    with pytest.raises(OptionError, match="no rounds yet"):
        small.close_round()
    small.assign("ani", "A-01")
    with pytest.raises(NotFound, match="Did you mean 'independent'"):
        small.close_round("independen")
    with pytest.raises(OptionError, match="nobody has coded anything in round 'independent'"):
        small.close_round()
    small.code(PERCAYA, "trust", source="A-01")
    first = small.close_round()
    assert small.close_round() == first
    assert [event.verb for event in small.history].count("close_round") == 1


def test_a_coding_may_be_taken_back_since_but_not_the_round_that_it_stood_in(small: qc.Case) -> None:
    small.assign("ani", "A-01")
    small.code(PERCAYA, "trust", source="A-01")
    small.coder = "lead"
    small.close_round()
    small.coder = "ani"
    assert small.undo().arguments["verb"] == "code"
    assert small.where(round="independent").quotes().frame["quote"].tolist() == [PERCAYA]
    with pytest.raises(OptionError, match=r"cannot be taken back: .*close_round by lead"):
        small.undo()
