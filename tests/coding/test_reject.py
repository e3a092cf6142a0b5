import pytest

import qualcase as qc
from qualcase.model.nouns import Coding, Decision


def test_rejected_proposals_are_noted_with_the_reason_and_nothing_is_coded(small: qc.Case) -> None:
    hints = small.suggest(by="sentence").where(code="promise")
    assert small.reject(hints, reason="only a way of speaking") == 2
    assert [(d.verdict, d.reason, d.coder) for d in small.rows(Decision)] == [
        ("rejected", "only a way of speaking", "ani")
    ] * 2
    assert small.rows(Coding) == []
    assert len(small.suggest(by="sentence").where(code="promise")) == 0


def test_rejecting_again_counts_nothing_and_makes_no_event(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    assert small.reject(hints) == 5
    assert small.reject(hints) == 0
    assert len(small.history) == 2


def test_what_was_accepted_is_not_rejected_behind_its_coders_back(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")[:1]
    small.accept(hints)
    assert small.reject(hints) == 0
    assert [d.verdict for d in small.rows(Decision)] == ["accepted"]
    assert len(small.quotes()) == 1


def test_only_proposals_can_be_rejected(small: qc.Case) -> None:
    with pytest.raises(qc.OptionError, match="reject takes what suggest gives"):
        small.reject("trust")  # type: ignore[arg-type]
    assert len(small.history) == 1
