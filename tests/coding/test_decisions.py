import numpy as np
import pytest

import qualcase as qc
from qualcase.coding.decisions import decisions


def counted(case: qc.Case, words: list[str], code_of: list[int]) -> tuple[list[int], list[int], object]:
    """Find words as indicators of codes, and count the decisions whose words hold them."""
    snapshot = case.snapshot
    hits = [
        (n, int(snapshot.base[source]) + at)
        for source in range(len(snapshot.sources))
        for n, word in enumerate(words)
        for at in range(len(snapshot.text(source)))
        if snapshot.text(source).startswith(word, at)
    ]
    cue, start = np.array(hits, np.int64).T
    length = np.array([len(word) for word in words])[cue]
    found = decisions(snapshot, cue, np.array(code_of, np.int64), start, start + length)
    accepted, rejected = found.by_cue(len(words))
    return accepted.tolist(), rejected.tolist(), found


def test_a_decision_counts_for_the_indicators_of_its_own_code_that_stand_in_its_words(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    small.accept(hints[0])  # Saya percaya pada mereka. (trust)
    small.reject(hints[1])  # Dulu belum percaya. (trust)
    small.reject(hints[2])  # Mereka menepati kata. (promise)
    trust, promise = small.snapshot.code_number("trust"), small.snapshot.code_number("promise")
    accepted, rejected, found = counted(
        small, ["percaya", "belum", "menepati", "Mereka", "curiga"], [trust, trust, promise, trust, trust]
    )
    assert accepted == [1, 0, 0, 0, 0]
    assert rejected == [1, 1, 1, 0, 0]  # "Mereka" is no indicator of promise
    assert found.like(trust, [0]) == (1, 2)  # type: ignore[attr-defined]
    assert found.like(trust, [0, 1]) == (1, 2)  # type: ignore[attr-defined]  # one decision is counted once
    assert found.like(trust, [4]) == (0, 0)  # type: ignore[attr-defined]
    assert found.like(trust, []) == (0, 0)  # type: ignore[attr-defined]
    assert counted(small, ["x", "curiga"], [trust, trust])[2].like(trust, []) == (1, 2)  # type: ignore[attr-defined]


def test_a_changed_proposal_is_decided_on_once_as_it_was_proposed(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    (coding,) = small.accept(hints[0].change(quote="Saya percaya"))
    small.accept(hints[1].change(code="promise"))
    trust, promise = small.snapshot.code_number("trust"), small.snapshot.code_number("promise")
    accepted, rejected, _ = counted(
        small, ["Saya percaya", "percaya pada", "belum percaya", "percaya"], [trust] * 3 + [promise]
    )
    assert coding.quote == "Saya percaya"
    assert (accepted, rejected) == ([1, 1, 0, 0], [0, 0, 1, 0])  # nothing found a promise there
    assert counted(small, ["percaya pada mereka. Dulu"], [trust])[:2] == ([0], [0])  # only half in the words


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_the_table_of_indicators_and_new_suggestions_count_alike(small: qc.Case, verdict: str) -> None:
    getattr(small, verdict)(small.suggest(by="sentence")[1])
    table = small.indicators().frame.set_index(["code", "indicator"])
    assert table.loc[("trust", "percaya"), ["accepted", "rejected"]].tolist() == (
        [1, 0] if verdict == "accept" else [0, 1]
    )
    left = small.suggest(by="sentence").frame.query("quote == 'Saya percaya pada mereka.'").iloc[0]
    assert (left["confidence"], left["decided"]) == (float(verdict == "accept"), 1)
