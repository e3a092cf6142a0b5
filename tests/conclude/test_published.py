"""Published findings: what the printed evidence alone carries, by the rule that the case is judged by."""

import pytest
from small_study import study

from qualcase.errors import NotFound
from qualcase.model.nouns import Published

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
HEARD = [
    {"id": "IZ", "role": "cdo", "side": "company"},
    {"id": "AE", "role": "supervisor", "side": "company"},
    {"id": "YL", "role": "head", "side": "community"},
    {"id": "AN", "role": "member", "side": "community"},
]
TRUST = {"code": "trust", "holder": "community", "target": "company"}


def said(voice, how="quoted", *, stance="supports", basis="first_hand", **more):
    return {"how": how, "voice": voice, "stance": stance, "basis": basis, **more}


def printed(folder, *evidence, spoken=(), **more):
    case = study(folder / "s", PEOPLE, spoken)
    given = {"rests_on": TRUST, "heard": HEARD, "reference": "A paper", **more}
    statement = {"id": "Warga percaya.", "en": "Residents trust."}
    with case.record("test") as change:
        change.put(Published("p", statement, evidence=list(evidence), **given))
    return case.published()


@pytest.mark.parametrize(
    ("evidence", "label", "support"),
    [
        ((), "no_evidence", "unsupported"),  # asked, and nobody speaks
        (({"how": "asserted"},), "no_evidence", "unsupported"),  # the authors' own word for it
        ((said("IZ", basis="attributed"), said("AE", basis="attributed")), "no_evidence", "unsupported"),
        ((said("IZ"), said("AE", "reported")), "agreement", "one-sided"),  # the company alone
        ((said("IZ", stance="neutral"),), "no_evidence", "unsupported"),
        ((said("IZ"), said("YL")), "agreement", "supported"),
        ((said("IZ"), said("AN", stance="contradicts")), "dissonance", "contested"),
    ],
)
def test_the_printed_words_are_judged_by_the_rule_of_triangulation(tmp_path, evidence, label, support):
    found = printed(tmp_path, *evidence)
    assert found.frame[["printed_label", "printed_support"]].to_numpy().tolist() == [[label, support]]
    assert found["p"].case.support == "unsupported"


def test_a_finding_against_the_positive_pole_is_carried_by_what_contradicts(tmp_path):
    against = [said(voice, stance="contradicts") for voice in ("IZ", "YL")]
    found = printed(tmp_path, *against, polarity="contradicts")
    assert found["p"].support == "supported"


def test_an_order_is_not_tested_by_stances(tmp_path):
    found = printed(tmp_path, said("IZ"), said("YL"), kind="sequence")
    assert found.frame["printed_support"].tolist() == found.frame["case_support"].tolist() == ["not tested as stated"]


def test_the_case_is_judged_beside_it_with_links_to_the_words(tmp_path):
    spoken = [{"voice": v, "stance": "supports", "basis": "first_hand"} for v in "AB"]
    found = printed(tmp_path, {"how": "asserted", "page": "7", "about": {"id": "hal", "en": "matter"}}, spoken=spoken)
    assert found.frame["case_support"].tolist() == ["one-sided"]
    assert found.frame["asserted"].tolist() == [1]
    sheet = found.sheet(lang="en")
    assert [len(links) for links in sheet.columns[-1].links] == [2]
    assert sheet.columns[2].cells == ["asserted by the authors, p. 7: matter"]
    assert "A paper" in sheet.notes
    assert found.sheet(lang="id").columns[2].cells == ["dinyatakan penulis, hlm. 7: hal"]
    with pytest.raises(NotFound, match="no finding 'q'"):
        found["q"]


def test_a_filter_that_cannot_be_is_told_and_breaks_nothing(tmp_path):
    found = printed(tmp_path, rests_on={"code": "trust", "stance": "yes"})
    assert found.frame["case_support"].tolist() == ["unsupported"]
    assert "stance=yes" in found.sheet(lang="en").columns[-1].cells[0]


def test_a_case_without_a_publication_has_no_findings(tmp_path):
    assert len(study(tmp_path / "s", PEOPLE, []).published()) == 0
