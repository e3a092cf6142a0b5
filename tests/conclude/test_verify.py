"""Claims set beside their evidence: each outcome a small study, the cap on what a person typed, what changed since."""

import pytest
from small_study import ids, study

from qualcase.errors import NotFound
from qualcase.model.snapshot import Snapshot

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
ASPECT = {"aspect": "visits"}


def said(**stances):
    """One sentence each on the visits, everybody's own account."""
    return [{"voice": v, "stance": s, "basis": "first_hand", **ASPECT} for v, s in stances.items()]


def claimed(folder, items, **more):
    claim = {"id": "k", "statement": {"id": "Kunjungan dipercaya.", "en": "The visits are trusted."}, "author": "ani"}
    return study(folder / "s", PEOPLE, items, claims=[{**claim, "rests_on": {"code": "trust", **ASPECT}, **more}])


@pytest.mark.parametrize(
    ("stances", "support"),
    [
        ({"A": "supports", "C": "supports"}, "supported"),
        ({"A": "supports", "B": "supports"}, "one-sided"),
        ({"A": "supports", "B": "contradicts"}, "contested"),
        ({"A": "mixed", "C": "mixed"}, "contested"),
        ({"A": "contradicts", "C": "contradicts"}, "contradicted"),
        ({"A": "contradicts"}, "contradicted"),
        ({"A": "neutral", "B": ""}, "unsupported"),
        ({"A": "supports", "B": "mixed", "C": "supports"}, "supported"),
        ({"A": "supports"}, "one-sided"),
    ],
)
def test_support_follows_from_who_says_what(tmp_path, stances, support):
    checked = claimed(tmp_path, said(**stances)).verify()
    assert checked["k"].support == support
    row = checked.frame.iloc[0]
    for column, stance in (("supporting", "supports"), ("contradicting", "contradicts"), ("mixed", "mixed")):
        assert row[column] == sum(s == stance for s in stances.values())
    for lang in ("id", "en"):
        assert checked.sheet(lang=lang).columns[0].cells == ["k"]


@pytest.mark.parametrize(
    ("more", "support", "says"),
    [
        ({"rests_on": {"code": "trust"}}, "not tested as stated", "codes alone"),
        ({"rests_on": {"code": ["trust", "visits"], "exact": True}}, "not tested as stated", "codes alone"),
        ({"kind": "sequence"}, "not tested as stated", "order analysis not run"),
        ({"rests_on": {"code": "trust", "aspect": "never named"}}, "unsupported", "aspect=never named"),
        ({"rests_on": {"code": "trust", "holder": "government"}}, "unsupported", "holder=government"),
    ],
)
def test_what_cannot_be_tested_says_why_and_has_no_verdict(tmp_path, more, support, says):
    case = claimed(tmp_path, said(A="supports", C="supports"), **more)
    checked = case.verify()
    assert checked["k"].support == support
    assert checked["k"].proposition is None
    assert says in str(checked.why("k"))
    assert len(checked.quotes("k")) == 0
    assert "k" not in case.triangulate().names  # nor a row among the verdicts


def test_the_negative_pole_may_be_what_the_claim_states(tmp_path):
    checked = claimed(tmp_path, said(A="contradicts", C="contradicts"), polarity="contradicts").verify()
    assert checked["k"].support == "supported"
    assert set(checked.quotes("k", "supports").frame["voice"]) == {"A", "C"}


def test_another_direction_of_judgement_is_never_pooled(tmp_path):
    turned = {"voice": "C", "stance": "contradicts", "holder": "company", "target": "community", **ASPECT}
    checked = claimed(tmp_path, [*said(A="supports", B="supports"), turned]).verify()
    assert (checked.frame.iloc[0]["supporting"], checked.frame.iloc[0]["contradicting"]) == (2, 0)
    named = claimed(tmp_path / "n", [*said(A="supports"), turned],
                    rests_on={"code": "trust", "holder": "company", "target": "community"}).verify()  # fmt: skip
    assert named["k"].support == "contradicted"


def test_a_claim_that_names_no_code_pools_no_directions(tmp_path):
    turned = {"voice": "C", "stance": "contradicts", "holder": "company", "target": "community", **ASPECT}
    items = [*said(A="supports", B="supports"), turned]
    checked = claimed(tmp_path, items, rests_on=ASPECT).verify()
    assert (checked.frame.iloc[0]["supporting"], checked.frame.iloc[0]["contradicting"]) == (2, 0)
    assert set(checked.quotes("k").frame["voice"]) == {"A", "B"}
    assert "another direction than the codebook declares, which take no part: 1" in " ".join(
        checked.sheet(lang="en").notes
    )
    named = claimed(tmp_path / "n", items, rests_on={**ASPECT, "holder": "company"}).verify()
    assert named["k"].support == "contradicted"


def test_two_sides_in_one_group_are_not_two_groups(tmp_path):
    people = {"A": ("member", "community"), "C": ("member", "company")}
    claim = {"id": "k", "statement": "It is trusted.", "rests_on": {"code": "trust", **ASPECT}}
    checked = study(tmp_path / "s", people, said(A="supports", C="supports"), claims=[claim]).verify()
    assert (checked["k"].support, checked.frame["strength"].iloc[0]) == ("one-sided", "none")
    assert "Role member" in checked.sheet(lang="en").columns[5].cells[0]


def test_whose_codings_count_and_how_many_have_no_stance_stands_under_the_claims(tmp_path):
    case = claimed(tmp_path, said(A="supports", C=""))
    case.claim("The visits are liked.", rests_on=case.where(code="trust", aspect="visits"))
    notes = " ".join(case.verify().sheet(lang="en").notes)
    assert "Evidence: the codings of ani." in notes
    assert "1 codings have no stance" in notes


def test_in_another_direction_than_the_books_only_who_spoke_was_asked(tmp_path):
    own = {"holder": "company", "target": "community"}
    items = [{"voice": "C", "stance": "supports", **ASPECT, **own}]
    checked = claimed(tmp_path, items, rests_on={"code": "trust", **ASPECT, **own}).verify()
    assert sum(group.eligible for group in checked["k"].proposition.verdict.groups) == 1
    declared = claimed(
        tmp_path / "d", said(A="supports"), rests_on={"code": "trust", **ASPECT, "holder": "community"}
    ).verify()
    assert sum(group.eligible for group in declared["k"].proposition.verdict.groups) == 3


def test_links_carry_a_polarity_each(tmp_path):
    items = [*said(A="supports", C="supports"), {"voice": "B", "code": "visits"}]
    links = [{"source": "A-int", "quote": "Sentence 1 of A.", "code": "trust", "polarity": "supports"},
             {"source": "B-int", "quote": "Sentence 3 of B.", "code": "visits", "polarity": "contradicts"}]  # fmt: skip
    checked = claimed(tmp_path, items, rests_on={}, links=links).verify()
    assert checked["k"].support == "contested"
    assert set(checked.quotes("k", "contradicts").frame["voice"]) == {"B"}


@pytest.mark.parametrize(
    ("stances", "more", "standing"),
    [
        ({"A": "supports", "C": "supports"}, {}, "verified"),
        ({"A": "supports", "B": "supports"}, {}, "tentative"),
        ({"A": "contradicts", "C": "contradicts"}, {}, "tentative"),
        ({"A": "supports", "B": "mixed", "C": "supports"}, {}, "tentative"),  # a negative case is open
        ({"A": "supports", "C": "supports"}, {"kind": "causal"}, "tentative"),  # no rival was considered
        ({"A": "supports", "C": "supports"}, {"kind": "sequence"}, "tentative"),
        ({"A": "supports", "C": "supports"}, {"kind": "comparative"}, "verified"),
        ({"A": "supports", "C": "supports"}, {"kind": "relational", "rivals": ["Chance."]}, "verified"),
        ({"A": "supports", "C": "supports"}, {"rests_on": {"code": "trust"}}, "tentative"),
    ],
)
def test_verified_is_capped_by_support(tmp_path, stances, more, standing):
    checked = claimed(tmp_path, said(**stances), standing="verified", **more).verify()
    assert checked.frame.iloc[0][["standing", "typed"]].tolist() == [standing, "verified"]
    assert ("capped" in checked.sheet(lang="en").columns[-1].cells[0]) == (standing != "verified")


def test_a_negative_case_with_a_disposition_no_longer_caps(tmp_path):
    case = claimed(tmp_path, said(A="supports", B="mixed", C="supports"))
    against = ids(case, "Sentence 2 of B.")
    view = case.where(code="trust", aspect="visits")
    case.claim("The visits are trusted.", id="k", rests_on=view, standing="verified", disposed={against: "A joke."})
    assert case.verify()["k"].standing == "verified"


def test_evidence_edited_withdrawn_or_new_shows_as_changed(tmp_path):
    case = claimed(tmp_path, said(A="supports", C="supports"))
    view = case.where(code="trust", aspect="visits")
    case.claim("The visits are trusted.", id="k", rests_on=view, standing="verified")
    assert case.verify()["k"].changed == ()
    edited, withdrawn = ids(case, "Sentence 1 of A."), ids(case, "Sentence 2 of C.")
    case.code("Sentence 1 of A.", "trust", source="A-int", stance="contradicts", basis="first_hand", aspect="visits")
    assert case.verify()["k"].changed == (edited,)
    case.uncode(withdrawn)
    assert set(case.verify()["k"].changed) == {edited, withdrawn}
    new = case.code("That is all.", "trust", source="B-int", stance="supports", aspect="visits")
    checked = case.verify()
    assert set(checked["k"].changed) == {edited, withdrawn, new.id}
    assert checked["k"].standing == "tentative"
    assert "3" in checked.sheet(lang="id").columns[5].cells[0]


def test_codings_are_read_again_once_however_many_claims_rest_on_them(tmp_path, monkeypatch):
    case = claimed(tmp_path, said(A="supports", C="supports"))
    view = case.where(code="trust", aspect="visits")
    for n in range(3):
        case.claim(f"The visits are trusted, {n}.", rests_on=view)
    case.code("Sentence 1 of A.", "trust", source="A-int", stance="contradicts", basis="first_hand", aspect="visits")
    asked = []
    details = Snapshot.details
    monkeypatch.setattr(Snapshot, "details", lambda *given: asked.append(given[-1]) or details(*given))
    checked = case.verify().checked
    assert [len(one.changed) for one in checked] == [0, 1, 1, 1]  # the study's own claim remembers nothing
    assert len(asked) == 1


def test_why_gives_the_rule_of_the_support_then_the_clauses_of_the_verdict_in_the_language_of_the_case(tmp_path):
    why = claimed(tmp_path, said(A="supports", B="supports")).verify().why("k")
    first, second, *_ = why.text(lang="en").splitlines()
    assert first.startswith("All who support it are of one side or group (")
    assert second.startswith("Label ")
    assert repr(why) == why.text() == why.text(lang="en") != why.text(lang="id")


def test_numbers_of_a_claim_lead_to_their_quotes(case):
    checked = case.verify()
    sheet = checked.sheet(lang="id")
    for n, one in enumerate(checked.checked):
        for column, pole in zip(sheet.columns[3:5], ("supports", "contradicts"), strict=True):
            if one.proposition is not None:
                voices, codings = map(int, column.cells[n].rstrip(")").split(" ("))
                assert codings == len(column.links[n]) == len(checked.quotes(one.claim.id, pole))
                assert voices <= codings


def test_an_unknown_claim_is_refused_with_the_nearest(tmp_path):
    case = claimed(tmp_path, said(A="supports"))
    with pytest.raises(NotFound, match="no claim 'kk'"):
        case.verify()["kk"]
    with case:
        assert len(case.verify()) == 1
