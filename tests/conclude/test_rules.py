import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcase.conclude.rules import against, judge
from qualcase.conclude.tally import Items, Member
from qualcase.errors import OptionError
from qualcase.model.nouns import BASES, STANCES

GOLDEN = json.loads((Path(__file__).parents[1] / "data/golden/triangulation.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in GOLDEN["cases"]}
DEGREES = ("none", "contested", "weak", "moderate", "strong")


def items_of(rows, members, aspects=()):
    """Columns of (voice, stance, technique, aspect, basis), all by name; and the names of the aspects."""
    ids = [member.id for member in members]
    techniques = sorted({row[2] for row in rows})
    aspects = aspects or sorted({row[3] for row in rows if row[3]})
    column = [
        [
            ids.index(voice),
            STANCES.index(stance) if stance else -1,
            techniques.index(technique),
            aspects.index(aspect) if aspect else -1,
            BASES.index(basis) if basis else -1,
        ]
        for voice, stance, technique, aspect, basis in rows
    ]
    return Items(*np.array(column, np.int64).reshape(-1, 5).T), aspects


def study(case):
    """A golden case as the rule takes it: items, members, options, names of the aspects."""
    by = case["options"].get("group", "role")
    asked = case["asked"]
    members = [
        Member(name, about[by], about.get("side") or "", asked is None or name in asked)
        for name, about in case["voices"].items()
    ]
    keys = ("voice", "stance", "technique", "aspect", "basis")
    items, aspects = items_of([tuple(e.get(key) for key in keys) for e in case["evidence"]], members)
    return items, members, {k: v for k, v in case["options"].items() if k != "group"}, aspects


def none_for_nan(share):
    return None if math.isnan(share) else round(share, 4)


@pytest.mark.parametrize("name", CASES)
def test_the_golden_cases_come_out_as_the_method_says(name):
    items, members, options, aspects = study(CASES[name])
    verdict = judge(items, members, theta=GOLDEN["theta"], **options)
    expected = CASES[name]["expected"]
    found = {
        **verdict.words._asdict(),
        "flags": sorted(verdict.flags),
        "balance": none_for_nan(verdict.balance),
        "coverage": none_for_nan(verdict.coverage),
        "n_voices": {pole: len(verdict.voices(pole)) for pole in ("supports", "contradicts", "mixed")},
        "spoke_neutral": sorted(verdict.spoke_neutral),
        "silent_groups": sorted(verdict.silent_groups),
        "negative_cases": sorted(verdict.negative_cases),
        "pairs": {f"{pair.a}|{pair.b}": pair.label for pair in verdict.pairs},
        "groups": {
            group.name: {
                "position": group.position,
                "speaking": group.speaking,
                "eligible": group.eligible,
                "prominence": none_for_nan(group.prominence),
                "aspects": [aspects[n] for n in group.aspects],
                "divergence": group.divergence,
            }
            for group in verdict.groups
        },
        "at_two_thirds": list(verdict.at_two_thirds),
    }
    assert found == {**expected, "flags": sorted(expected["flags"])}
    assert {members[v].id for v in items.voice[against(items, verdict)]} == set(verdict.negative_cases)


MEMBERS = [
    Member(name, group, side, asked)
    for name, group, side in [
        ("CDO", "CDO", "company"), ("SPV", "supervisor", "company"), ("KTU", "leader", "community"),
        ("AG1", "member", "community"), ("AG2", "member", "community"), ("AG3", "member", "community"),
        ("OBS", "notes", "researcher"), ("DOK", "permit", "government"),
    ]
    for asked in [True]
]  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.sampled_from([member.id for member in MEMBERS]),
        st.sampled_from([*STANCES, ""]),
        st.sampled_from(["interview", "observation", "document"]),
        st.sampled_from([None, None, "visits", "permit", "price"]),
        st.sampled_from([None, "first_hand", "attributed"]),
    ),
    max_size=12,
)


@st.composite
def studies(draw, rows=ROWS):
    members = [Member(m.id, m.group, draw(st.sampled_from([m.side, m.side, ""])), draw(st.booleans())) for m in MEMBERS]
    options = {
        "theta": draw(st.sampled_from([0.0, 1 / 3, 0.5, 1.0])),
        "dominance": draw(st.sampled_from([0.6, 2 / 3, 0.8, 1.0])),
        "strict_farmer": draw(st.booleans()),
    }
    return draw(rows), members, options


def verdict_of(rows, members, options):
    return judge(items_of(rows, members, ("visits", "permit", "price"))[0], members, **options)


@given(studies())
def test_the_opposite_words_give_the_opposite_direction_and_nothing_else(drawn):
    rows, members, options = drawn
    swap = {"supports": "contradicts", "contradicts": "supports"}
    one, other = verdict_of(rows, members, options), verdict_of(
        [(v, swap.get(s, s), *rest) for v, s, *rest in rows], members, options
    )  # fmt: skip
    assert other.words == one.words._replace(direction=swap.get(one.direction, one.direction))
    assert (other.pairs, other.flags, other.silent_groups, other.spoke_neutral, other.negative_cases) == (
        one.pairs, one.flags, one.silent_groups, one.spoke_neutral, one.negative_cases,
    )  # fmt: skip
    assert other.balance == -one.balance or math.isnan(one.balance)


@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_of_voices_does_not_matter(drawn, random):
    rows, members, options = drawn
    one = verdict_of(rows, members, options)
    mixed_rows, mixed_members = random.sample(rows, len(rows)), random.sample(members, len(members))
    other = verdict_of(mixed_rows, mixed_members, options)
    assert verdict_of(mixed_rows, members, options) == one
    assert (other.words, other.pairs, other.flags) == (one.words, one.pairs, one.flags)
    assert {group.name: group for group in other.groups} == {group.name: group for group in one.groups}


@given(studies())
def test_what_is_attributed_changes_no_word_by_default(drawn):
    rows, members, options = drawn
    first_hand = [row for row in rows if row[4] != "attributed"]
    with_, without = verdict_of(rows, members, options), verdict_of(first_hand, members, options)
    assert (with_.words, with_.pairs, with_.groups) == (without.words, without.pairs, without.groups)
    assert ("attributed_present" in with_.flags) == (len(rows) > len(first_hand))


MOSTLY_SUPPORTING = st.lists(
    st.tuples(
        st.sampled_from([member.id for member in MEMBERS]),
        st.sampled_from(["supports"] * 6 + ["mixed", "contradicts", "neutral"]),
        st.sampled_from(["interview", "observation"]),
        st.none(),
        st.none(),
    ),
    min_size=3,
    max_size=12,
)


@given(MOSTLY_SUPPORTING, st.sampled_from(["CDO", "supervisor", "leader", "member", "notes", "permit"]), st.booleans())
def test_one_more_supporting_voice_never_weakens_a_supported_finding(rows, group, recorded):
    members = [Member(m.id, m.group, m.side if recorded else "") for m in MEMBERS]
    newcomer = Member("NEW", group, next(member.side for member in members if member.group == group))
    before = verdict_of(rows, members, {})
    after = verdict_of([*rows, ("NEW", "supports", "interview", None, None)], [*members, newcomer], {})
    assume(before.direction == "supports")
    assume([g.band for g in before.groups] == [g.band for g in after.groups])
    assert DEGREES.index(after.strength) >= DEGREES.index(before.strength)


@given(studies())
def test_the_rule_computed_on_lists_by_hand_gives_the_same_words(drawn):
    rows, members, options = drawn
    verdict = verdict_of(rows, members, options)
    assert verdict.words == by_hand(rows, members, **options)


def by_hand(rows, members, *, theta, dominance, strict_farmer):
    """The rule once more, on plain lists and fractions, item by item."""
    d, theta = (Fraction(x).limit_denominator(1000) for x in (dominance, theta))
    said = [row for row in rows if row[4] != "attributed"]
    judged = [row for row in said if row[1] in ("supports", "contradicts", "mixed")]

    def settle(stances):
        shares = {pole: Fraction(stances.count(pole), len(stances)) for pole in ("supports", "contradicts") if stances}
        return next((pole for pole, share in shares.items() if share >= d), "mixed") if stances else None

    stands = {m.id: settle([row[1] for row in judged if row[0] == m.id]) for m in members}
    asked = {m.id for m in members if m.asked} | {row[0] for row in said}
    groups = {}
    for name in {m.group for m in members}:
        own = [m.id for m in members if m.group == name]
        spoken = [stands[v] for v in own if stands[v]]
        eligible = len(asked & set(own))
        share = Fraction(len(spoken), eligible) if eligible else Fraction(0)
        band = 0 if share == 0 else 1 if share < Fraction(1, 3) else 2 if share < Fraction(2, 3) else 3
        named = {row[3] for row in judged if row[0] in own and row[3]}
        groups[name] = (settle(spoken) or ("silent" if eligible else "not_asked"), band, named)
    heard = {name: g for name, g in groups.items() if g[0] in ("supports", "contradicts", "mixed")}
    positions = {g[0] for g in heard.values()}
    labels = set()
    for a in heard:
        for b in heard:
            if a < b:
                (pa, ba, na), (pb, bb, nb) = heard[a], heard[b]
                second = not na or not nb or Fraction(len(na & nb), len(na | nb)) >= theta
                first = pa == pb != "mixed" and abs(ba - bb) <= 1
                labels.add("agreement" if first and second else "partial" if first or second else "none")
    silent = any(g[0] == "silent" for g in groups.values())
    if not heard:
        label = "no_evidence"
    elif len(heard) == 1:
        label = "silence" if silent else "untested"
    elif strict_farmer:
        label = "dissonance" if "none" in labels else "partial" if "partial" in labels else "agreement"
    elif {"supports", "contradicts"} <= positions:
        label = "dissonance"
    else:
        label = "agreement" if labels == {"agreement"} else "partial"
    votes = list(stands.values())
    lead = votes.count("supports") - votes.count("contradicts")
    direction = "contested" if heard else "none"
    for pole, other, sign in (("supports", "contradicts", 1), ("contradicts", "supports", -1)):
        if pole in positions and other not in positions and lead * sign > 0:
            direction = pole
    holders = [m for m in members if stands[m.id] == direction]
    sides = {m.side for m in holders} - {"", "researcher"}
    recorded = {m.side for m in members} - {"", "researcher"}
    techniques = {r[2] for r in judged if r[1] == direction and r[0] in {m.id for m in holders}}
    several = len({m.group for m in holders}) >= 2
    if label in ("no_evidence", "silence", "untested"):
        strength = "none"
    elif direction == "contested":
        strength = "contested"
    elif (
        label == "agreement" and len(holders) >= 3 and several and (len(sides) >= 2 or not recorded)
        and len(techniques) >= 2 and not silent
    ):  # fmt: skip
        strength = "strong"
    elif several and (len(sides) >= 2 if recorded else len(techniques) >= 2) and "mixed" not in positions:
        strength = "moderate"
    else:
        strength = "weak"
    return label, direction, strength


def test_a_threshold_written_as_a_decimal_is_met_exactly():
    rows = [("CDO", stance, "interview", None, None) for stance in ["supports"] * 4 + ["contradicts"]]
    assert verdict_of(rows, MEMBERS, {"dominance": 0.8}).voices("supports") == ("CDO",)
    assert verdict_of(rows[1:], MEMBERS, {"dominance": 0.8}).voices("mixed") == ("CDO",)


def test_a_technique_counts_only_for_the_pole_that_it_carries():
    rows = [(voice, "supports", "interview", None, None) for voice in ("CDO", "CDO", "KTU", "AG1")]
    members = [member for member in MEMBERS if member.id in ("CDO", "KTU", "AG1")]
    for stance, strength in (("contradicts", "moderate"), ("supports", "strong")):
        observed = ("CDO", stance, "observation", None, None)
        assert verdict_of([*rows, observed], members, {"dominance": 2 / 3}).strength == strength


def test_who_speaks_without_judging_was_asked():
    members = [Member("CDO", "CDO", "company", True), Member("KTU", "leader", "community", False)]
    supports = ("CDO", "supports", "interview", None, None)
    assert verdict_of([supports], members, {}).label == "untested"
    assert verdict_of([supports, ("KTU", "neutral", "interview", None, None)], members, {}).label == "silence"


@pytest.mark.parametrize("options", [{"theta": 1.5}, {"theta": -0.1}, {"dominance": 0.5}, {"dominance": 1.1}])
def test_a_threshold_out_of_range_is_refused(options):
    with pytest.raises(OptionError, match=next(iter(options))):
        verdict_of([], MEMBERS, options)
