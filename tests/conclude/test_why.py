import dataclasses

import numpy as np
import pytest
from conclude.test_rules import CASES, DEGREES, items_of, studies, study, verdict_of
from hypothesis import given
from hypothesis import strategies as st

from qualcase.conclude.rules import judge
from qualcase.conclude.tally import Items, Member, tally
from qualcase.conclude.why import NEWCOMER, Edit, why
from qualcase.model.nouns import STANCES

CLAUSES = {
    "E1": ("label.agreement", "direction.supports", ()),
    "E2": ("label.dissonance", "direction.contested_groups", ()),
    "E3": ("label.silence", "direction.supports", ()),
    "E4": ("label.partial_pair", "direction.supports", ("agreement", "two_techniques")),
    "E5": ("label.partial_mixed", "direction.supports", ("no_mixed_group",)),
    "E6": ("label.agreement", "direction.supports", ("two_sides",)),
    "E7": ("label.agreement", "direction.contradicts", ()),
    "E8": ("label.no_evidence", "direction.none", ()),
    "E9": ("label.agreement", "direction.supports", ("two_techniques", "no_silent_group")),
    "E10": ("label.agreement", "direction.supports", ("two_sides",)),
    "E11": ("label.no_evidence", "direction.none", ()),
    "E12": ("label.agreement", "direction.supports", ("two_sides_researcher",)),
    "E13": ("label.untested", "direction.supports", ()),
    "E14": ("label.partial_mixed", "direction.contested_mixed", ()),
    "E15": ("label.partial_mixed", "direction.contested_balance", ()),
    "E16": ("label.dissonance", "direction.contested_groups", ()),
    "E17": ("label.agreement", "direction.supports", ("three_voices", "two_techniques")),
    "E18": ("label.partial_pair", "direction.supports", ("agreement", "three_voices", "two_techniques")),
    "E19": ("label.agreement", "direction.supports", ("three_voices", "two_techniques")),
    "E20": ("label.partial_pair", "direction.supports", ("agreement", "three_voices", "two_techniques")),
    "E21": ("label.partial_strict", "direction.contested_groups", ()),
    "E22": ("label.dissonance_strict", "direction.contested_groups", ()),
    "E23": ("label.agreement", "direction.supports", ("three_voices", "two_techniques", "no_silent_group")),
    "E24": ("label.agreement", "direction.supports", ("two_sides",)),
    "E25": ("label.agreement", "direction.supports", ()),
    "E26": ("label.agreement", "direction.supports", ()),
    "E27": ("label.partial_mixed", "direction.supports", ("no_mixed_group",)),
    "E28": ("label.agreement", "direction.supports", ("three_voices", "two_techniques")),
}


def judged(name):
    items, members, options, _ = study(CASES[name])
    return judge(items, members, **options), items, members, options


def edited(items, members, edits):
    """The evidence after the edits, made on the items themselves."""
    columns = {field.name: getattr(items, field.name) for field in dataclasses.fields(items)}
    members = list(members)
    for edit in edits:
        if edit.kind == "newcomer":
            members.append(edit.member)
        voice = members.index(edit.member)
        stance = STANCES.index(edit.stance)
        if edit.kind == "turn":
            own = (columns["voice"] == voice) & np.isin(columns["stance"], (0, 1, 2))
            columns["stance"] = np.where(own, stance, columns["stance"])
        else:
            row = {"voice": voice, "stance": stance, "technique": edit.technique, "aspect": edit.aspect, "basis": 0}
            columns = {key: np.append(column, row[key]) for key, column in columns.items()}
    return Items(**columns), members


@pytest.mark.parametrize("name", CASES)
def test_the_clauses_that_decided_are_named(name):
    verdict, *_ = judged(name)
    (by_label, _), (by_direction, _), (by_strength, facts) = why(verdict).clauses
    stands = (by_label.removeprefix("why."), by_direction.removeprefix("why."), tuple(facts["short_of"]))
    assert stands == CLAUSES[name.split()[0]]
    assert by_strength == f"why.strength.{verdict.strength}"


@pytest.mark.parametrize("name", CASES)
def test_a_proposed_change_made_on_the_evidence_gives_what_it_says(name):
    verdict, items, members, options = judged(name)
    changes = why(verdict).changes
    assert [c.what for c in changes] == ["label", "direction"] + ["strength"] * (verdict.strength != "strong")
    for change in changes:
        words = judge(*edited(items, members, change.edits), **options).words
        assert words == change.words
        was, now = getattr(verdict, change.what), getattr(words, change.what)
        assert (was != now) == bool(change.edits)
        if change.what == "strength" and change.edits:
            assert DEGREES.index(now) > DEGREES.index(was)


@given(studies())
def test_a_proposed_change_holds_in_any_study(drawn):
    rows, members, options = drawn
    verdict = verdict_of(rows, members, options)
    for change in why(verdict).changes:
        accounts = verdict.accounts
        for edit in change.edits:
            accounts = edit.apply(accounts)
        assert (getattr(change.words, change.what) != getattr(verdict, change.what)) == bool(change.edits)
        assert {a.member.id for a in accounts} - {m.id for m in members} <= {NEWCOMER}


@pytest.mark.parametrize("kind", ["silent", "more", "aspect", "turn", "not_asked", "newcomer"])
@given(studies(), st.data())
def test_an_edit_of_the_tallies_is_that_edit_of_the_evidence(kind, drawn, data):
    rows, members, _ = drawn
    items, _ = items_of(rows, members, ("visits", "permit", "price"))
    speaking = [member for member in members if member.id in {row[0] for row in rows}]
    member = Member(NEWCOMER, NEWCOMER) if kind == "newcomer" else data.draw(st.sampled_from(speaking or members))
    aspect = data.draw(st.integers(0, 3)) if kind == "aspect" else -1
    edit = Edit(
        member, data.draw(st.sampled_from(["supports", "contradicts"])), kind, data.draw(st.integers(0, 3)), aspect
    )
    assert edit.apply(tally(items, members)) == tally(*edited(items, members, [edit]))


@pytest.mark.parametrize(
    ("name", "what", "edits", "word"),
    [
        ("E9 two agree, one group silent", 2, [("AG1", "supports", "silent", True)], "strong"),
        ("E18 prominence two bands apart", 0, [("W02", "supports", "silent", False)], "agreement"),
        ("E20 shared aspects just under theta", 0, [("CDO", "supports", "aspect", False)], "agreement"),
        ("E5 within-group divergence", 2, [("AG2", "supports", "turn", False)], "moderate"),
        ("E19 shared aspects exactly at theta", 2, [(NEWCOMER, "supports", "newcomer", True)], "strong"),
    ],
)
def test_the_smallest_change_is_the_one_nearest_to_hand(name, what, edits, word):
    change = why(judged(name)[0]).changes[what]
    assert [(edit.member.id, edit.stance, edit.kind, edit.another) for edit in change.edits] == edits
    assert change.words[what] == word


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_reasons_can_be_read(name, lang):
    text = why(judged(name)[0]).text(lang=lang)
    assert text.startswith("Label ")
    assert "{" not in text
    assert len(text.splitlines()) in (5, 6)


def test_company_alone_is_weak_until_another_side_is_heard():
    verdict, *_ = judged("E6 one side only")
    strength, change = why(verdict).text(lang="en").splitlines()[2], why(verdict).changes[2]
    assert strength == "Strength weak, not moderate: all who hold the direction (CDO, SPV) are of one side (company)."
    (edit,) = change.edits
    assert (edit.member.id, edit.stance, edit.kind, change.words.strength) == (
        "KTU",
        "supports",
        "not_asked",
        "moderate",
    )


def test_where_the_study_has_no_other_side_a_new_voice_of_one_is_asked_for():
    members = [Member("CDO", "CDO", "company"), Member("SPV", "supervisor", "company")]
    verdict = judge(Items(*np.array([[0, 0, 0, -1, 0], [1, 0, 0, -1, 0]]).T), members)
    (edit,) = why(verdict).changes[2].edits
    assert (edit.kind, edit.text(lang="id")) == ("newcomer", "satu suara dari kelompok dan pihak lain yang mendukung")


def test_a_silent_voice_that_was_asked_comes_before_one_that_turns():
    verdict, *_ = judged("E3 silence")
    assert next((e.member.id, e.kind) for change in why(verdict).changes for e in change.edits) == ("SPV", "silent")
