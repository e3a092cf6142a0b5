from typing import Any, ClassVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import qualcase as qc
from qualcase.coding.assistants import CodeBrief, Located, answers, identity_of, located

TRUST = CodeBrief("trust", "Kepercayaan", "Yakin.", poles=("percaya", "tidak"))
VISIT = CodeBrief("visit", "Kunjungan", "Datang.")
ASK = qc.Ask("a1", "Dia bilang “ga  percaya” - titik. Titik.", "Lalu?", (TRUST, VISIT), "id")


def kept(*given_: Any) -> list[Any]:
    return [(one.proposal.code, ASK.text[one.place.start : one.place.end]) for one in answers([ASK], [[*given_]]).kept]


def refused(*given_: Any) -> list[str]:
    return [one.why.key for one in answers([ASK], [[*given_]]).refused]


@given(st.text("ab “”'-\n", min_size=1, max_size=30), st.integers(0, 29), st.integers(1, 30))
def test_a_quote_is_found_where_it_stands_once_and_never_elsewhere(text: str, start: int, length: int) -> None:
    quote = text[start : start + length].strip()
    assume(quote)
    place = located(text, quote)
    if isinstance(place, Located):
        there = text[place.start : place.end]
        assert there == quote or place.repaired
        assert there.casefold().split() or quote
    else:
        assert text.count(quote) != 0
        assert place.key == "refused.ambiguous"


def test_an_exact_quote_is_taken_and_a_folded_one_is_repaired_to_the_sources_words() -> None:
    assert located(ASK.text, "ga  percaya") == Located(12, 23, False)
    assert located(ASK.text, 'BILANG "ga percaya" –') == Located(4, 26, True)


def test_no_spelling_no_beginning_and_no_invented_quote_is_let_through() -> None:
    for quote in ("ga percaia", "Dia bilang bahwa", "percaya sekali", "", "  "):
        place = located(ASK.text, quote)
        assert not isinstance(place, Located)
        assert place.key == "refused.unlocated"
    twice = located(ASK.text, "titik")
    assert not isinstance(twice, Located) or twice.repaired is False
    assert located("ya. Ya, ya.", "ya").key == "refused.ambiguous"  # type: ignore[union-attr]


def test_proposals_may_be_objects_or_mappings_and_scores_may_lack() -> None:
    assert kept(qc.Proposal("trust", "ga  percaya", "contradicts"), {"code": "visit", "quote": "bilang"}) == [
        ("trust", "ga  percaya"), ("visit", "bilang"),
    ]  # fmt: skip
    (one,) = answers([ASK], [[{"code": "trust", "quote": "bilang", "score": float("nan"), "mood": "x"}]]).kept
    assert one.proposal.score is None


def test_what_is_unknown_unreadable_or_not_there_is_refused_with_its_reason() -> None:
    assert refused({"code": "trsut", "quote": "bilang"}) == ["refused.no_code"]
    assert refused({"code": "visit", "quote": "bilang", "stance": "supports"}) == ["refused.descriptive"]
    assert refused({"code": "trust", "quote": "bilang", "stance": "angry"}) == ["refused.no_stance"]
    assert refused({"code": "trust", "quote": "senang"}) == ["refused.unlocated"]
    assert (
        refused({"quote": "bilang"}, "trust", 7, {"code": "trust", "quote": "bilang", "score": "high"})
        == ["refused.unreadable"] * 4
    )
    assert [one.why.key for one in answers([ASK], ["Tidak ada."]).refused] == ["refused.no_list"]


def test_no_answer_is_no_answer_and_an_empty_list_is_one() -> None:
    came = answers([ASK] * 4, [None, qc.Declined("filter"), [], qc.Declined("filter")])
    assert (came.declined, came.declined_why, came.kept, came.refused) == (3, ("filter",), (), ())


@pytest.mark.parametrize("given_", [[], [[], []], "ab", None, {"a": 1}, iter([[]])])
def test_an_answer_that_is_no_list_as_long_as_the_asks_is_an_error(given_: Any) -> None:
    with pytest.raises(qc.OptionError, match="asked 1 times and gave"):
        answers([ASK], given_)


def test_an_assistant_says_what_it_is_or_nothing() -> None:
    class Named:
        identity: ClassVar = {"model": "small", "revision": "3"}

    assert identity_of(Named()) == "model: small; revision: 3"
    assert identity_of(len) == ""
