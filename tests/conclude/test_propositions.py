"""What is triangulated: a line of codes or a claim, as items of the rule."""

import numpy as np
import pytest
from small_study import study

from qualcase.conclude.propositions import untested
from qualcase.model.nouns import Claim

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "O": ("observer", "researcher")}


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (Claim("k", "", kind="sequence", rests_on={"code": "a", "aspect": "b"}), "claim.rule.order"),
        (Claim("k", "", rests_on={"code": "a", "coder": "ani"}), "claim.rule.codes_only"),
        (Claim("k", ""), "claim.rule.nothing"),
        (Claim("k", "", rests_on={"code": "a", "stance": "supports"}), ""),
        (Claim("k", "", links={"id": "supports"}), ""),
    ],
)
def test_codes_alone_and_order_are_not_tested_as_stated(claim, why):
    assert untested(claim) == why


def test_the_interviewer_is_no_member_and_the_observer_is(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [
        {"voice": "A", "stance": "supports"}, {"voice": "O", "stance": "supports", "technique": "observation"}
    ])  # fmt: skip
    one = case.triangulate("trust").propositions[0]
    assert {m.id for m in one.members} == {"A", "B", "O"}
    assert {m.id: m.asked for m in one.members}["A"]


def test_positions_of_voices_are_made_by_their_judged_items_alone(case):
    for one in case.triangulate().propositions:
        held = [set(np.flatnonzero(one.held_by(pole)).tolist()) for pole in ("supports", "contradicts", "mixed")]
        assert sum(map(len, held)) == len(set().union(*held))
        told = set(np.flatnonzero(one.items.basis == 1).tolist())
        assert not told & set().union(*held)
