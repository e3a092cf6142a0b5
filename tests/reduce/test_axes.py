import pytest
from hypothesis import given
from strategies import BY, small_cases

from qualcase.errors import OptionError
from qualcase.model.codebook import Codebook
from qualcase.model.nouns import Book, Study
from qualcase.reduce.axes import axis, code_axis


@given(small_cases(), BY)
def test_every_entry_of_the_evidence_has_one_place_and_a_code_has_those_above_it_too(small, by):
    evidence = small.case.snapshot.evidence
    places = axis(evidence, by)
    of_entry = places.member[:, places.value].sum(axis=0)
    assert (of_entry >= 1).all()
    assert by == "code" or (of_entry == 1).all()
    alone = code_axis(evidence, exact=True)
    assert (alone.member[:, alone.value].sum(axis=0) == 1).all()


def test_roles_and_phases_stand_in_the_order_of_the_study(case):
    study = case.snapshot.study
    evidence = case.snapshot.evidence
    roles = axis(evidence, "role").names
    assert list(roles) == [r["id"] for r in study.roles if r["id"] in roles]
    phases = axis(evidence, "phase").names
    assert list(phases) == [p["id"] for p in study.phases if p["id"] in phases] + ["unset"] * ("unset" in phases)


def test_aspects_stand_in_the_order_in_which_the_codings_name_them(case):
    for n, aspect in enumerate(("zeal", "air", "zeal", "mud")):
        case.code("", "trust", source="YL-01", span=(700 + n, 760 + n), aspect=aspect)
    evidence = case.where(coder="tester").snapshot.evidence
    assert axis(evidence, "aspect").names == ("zeal", "air", "mud")


def test_a_retired_code_has_no_place_and_one_that_left_the_book_neither(case):
    book = case.codebooks["four-elements"]
    kept = tuple(code for code in book if code.id != "trust")
    with case.record("use") as change:
        change.put(Book(book.name, "2.0.0", Codebook(book.name, "2.0.0", codes=kept).content()))
    names = axis(case.snapshot.evidence, "code").names
    assert "commitment" in names
    assert not any(name.startswith("trust") for name in names)
    step = next(step for step in case.count("code").steps if step.rule == "step.retired")
    assert step.dropped.size > 0
    assert "trust" in set(case.quotes().frame["code"])


def test_places_without_a_name_are_said_in_the_language(case):
    with case.record("study") as change:
        change.put(Study(language="en"))
    places = axis(case.snapshot.evidence, "aspect")
    assert places.heads(case.snapshot, "en")[-1] == "not set" or "unset" not in places.names


def test_there_is_no_place_along_what_is_not_recorded(case):
    with pytest.raises(OptionError, match="Did you mean 'aspect'"):
        axis(case.snapshot.evidence, "aspects")
