"""Claims: the statement, what it is tested against, and that the same cell run twice records once."""

import pytest
from small_study import TRUST, ids, study

from qualcase.errors import NotFound, OptionError

PEOPLE = {"A": ("head", "community"), "B": ("member", "community")}
SAID = [{"voice": "A", "stance": "supports", "aspect": "visits"}, {"voice": "B", "stance": "contradicts"}]


@pytest.fixture
def small(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID)


def test_a_claim_keeps_the_filters_of_its_view_and_a_fingerprint_of_its_evidence(small):
    made = small.claim("The visits are trusted.", rests_on=small.where(code="trust", aspect="visits"))
    assert made.rests_on == {"code": "trust", "aspect": "visits"}
    assert set(made.evidence) == {ids(small, "Sentence 1 of A.")}
    assert (made.standing, made.author, made.kind) == ("tentative", "ani", "descriptive")


def test_the_same_statement_again_updates_the_one_claim(small):
    first = small.claim("They trust.", rests_on=small.where(code="trust", stance="supports"))
    again = small.claim("They trust.", rests_on=small.where(code="trust", stance="supports"), standing="revised")
    assert [c.id for c in small.claims] == [first.id] == [again.id]
    assert small.claims[0].standing == "revised"
    assert small.claims[0].created == first.created
    small.undo()
    assert small.claims[0].standing == "tentative"


def test_codings_may_be_named_each_with_its_polarity(small):
    a, b = ids(small, "Sentence 1 of A."), ids(small, "Sentence 2 of B.")
    made = small.claim("They trust.", rests_on={a: "supports", b: "contradicts"})
    assert made.links == {a: "supports", b: "contradicts"}
    assert small.claim("All the same.", rests_on=[a, b], polarity="contradicts").links == dict.fromkeys(
        (a, b), "contradicts"
    )
    assert small.verify()[made.id].support == "contested"


def test_a_statement_in_two_languages_is_shown_in_each(small):
    small.claim({"id": "Mereka percaya.", "en": "They trust."}, rests_on=small.where(stance="supports"))
    assert small.verify().sheet(lang="id").columns[1].cells == ["Mereka percaya."]
    assert small.verify().sheet(lang="en").columns[1].cells == ["They trust."]


def test_a_view_that_narrows_nothing_tests_nothing(small):
    with pytest.raises(OptionError, match="tests nothing"):
        small.claim("Anything.", rests_on=small.where())
    with pytest.raises(OptionError, match="near"):
        small.claim("Anything.", rests_on=small.where(code="trust", near="visits", within="turn"))
    with pytest.raises(NotFound, match="no coding 'nowhere'"):
        small.claim("Anything.", rests_on=["nowhere"])
    with pytest.raises(OptionError, match="Did you mean 'causal'"):
        small.claim("Anything.", kind="casual")
    assert small.claims == ()


FAMILY = [TRUST, {**TRUST, "id": "trust.integrity", "label": {"id": "Integritas", "en": "Integrity"}}]
BELOW = [{"voice": "A", "stance": "supports", "code": "trust.integrity"}, {"voice": "B", "stance": "contradicts"}]


@pytest.fixture
def family(tmp_path):
    return study(tmp_path / "f", PEOPLE, BELOW, codes=FAMILY)


def test_a_view_of_a_code_alone_is_kept_as_such(family):
    made = family.claim("They distrust.", rests_on=family.where(code="trust", exact=True, stance="contradicts"))
    assert made.rests_on == {
        "code": "trust",
        "exact": True,
        "stance": "contradicts",
    }  # also what is coded below it later
    view = family.where(code="trust", exact=True, basis="first_hand")
    made = family.claim("They do.", rests_on=view)
    assert made.rests_on == {"code": "trust", "exact": True, "basis": "first_hand"}
    assert set(made.evidence) == view.quotes().ids


def test_filters_one_after_the_other_are_kept_where_the_last_says_all(family):
    view = family.where(code="trust").where(code="trust.integrity", basis="first_hand")
    made = family.claim("They are honest.", rests_on=view)
    assert made.rests_on == {"code": "trust.integrity", "basis": "first_hand"}
    assert set(made.evidence) == view.quotes().ids
    both = family.where(voice=["A", "B"]).where(voice="A")
    assert family.claim("A does.", rests_on=both).rests_on == {"voice": "A"}


@pytest.mark.parametrize("filters", [
    ({"code": "trust.integrity"}, {"code": "trust"}),
    ({"voice": "A"}, {"voice": ["A", "B"]}),
    ({"basis": ["first_hand", "attributed"]}, {"basis": "first_hand"}),
])  # fmt: skip
def test_a_view_that_one_filter_cannot_keep_is_refused(family, filters):
    view = family
    for some in filters:
        view = view.where(**some)
    with pytest.raises(OptionError, match="cannot be saved as one filter"):
        family.claim("They trust.", rests_on=view)
    assert family.claims == ()
    assert family.claim("They trust.", rests_on=view.quotes().ids).links


def test_a_claim_that_rests_on_nothing_is_kept_and_unsupported(small):
    made = small.claim("They trust.")
    assert small.verify()[made.id].support == "unsupported"


def test_what_a_claim_rests_on_is_never_taken_letter_by_letter(case):
    for statement, rests_on, said in (
        ("", None, "a claim needs a statement"),
        ("Warga percaya.", "trust", "is one text"),
        ("Warga percaya.", {case.snapshot.codings.ids[0]: "suports"}, "polarity='suports' is no option"),
    ):
        with pytest.raises(OptionError, match=said):
            case.claim(statement, rests_on=rests_on)
    quotes = case.where(code="trust", source="SM-01").quotes()
    assert case.claim("Warga percaya.", rests_on=quotes).links.keys() == quotes.ids
