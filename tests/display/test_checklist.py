"""The checklist matrix: is each component of one variable there?"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import TRUST, study

from qualcase.display.checklist import rating
from qualcase.errors import NotFound

PEOPLE = {
    "A": ("member", "community"),
    "B": ("member", "community"),
    "D": ("member", "community"),
    "C": ("officer", "company"),
}
SAID = [
    {"voice": "A", "stance": "supports", "aspect": "late"},
    {"voice": "A", "stance": "supports", "aspect": "shared"},
    {"voice": "B", "stance": "contradicts", "aspect": "shared"},
    {"voice": "D", "stance": "supports"},
    {"voice": "C", "stance": "supports", "aspect": "shared"},
]


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
def test_the_rating_is_the_rule_as_it_is_printed(eligible, supporting, contradicting, mixed):
    found = rating(max(eligible, supporting + contradicting + mixed), supporting, contradicting, mixed)
    e = max(eligible, supporting + contradicting + mixed)
    if not e:
        wanted = "--"
    elif not (supporting or contradicting or mixed):
        wanted = "0"
    elif mixed or (supporting and contradicting):
        wanted = "mixed"
    elif contradicting:
        wanted = "absent"
    else:
        share = Fraction(supporting, e)
        wanted = "strong" if share >= Fraction(2, 3) else "adequate" if share >= Fraction(1, 3) else "weak"
    assert found == wanted


def test_a_code_without_children_is_taken_apart_by_its_aspects_the_most_named_first(tmp_path):
    m = study(tmp_path / "s", PEOPLE, SAID).checklist("trust")
    assert [(c.name, c.kind) for c in m.components] == [("shared", "aspect"), ("late", "aspect"), ("trust", "rest")]
    cells = m.frame.set_index(["component", "column"])["rating"]
    assert cells["shared", "member"] == "mixed"
    assert cells["late", "member"] == "adequate"
    assert cells["trust", "member"] == "adequate"
    assert cells["shared", "officer"] == "0"  # told of others: no first-hand account
    sheet = m.sheet(lang="id")
    assert sheet.columns[0].cells[-1] == "Kepercayaan: tanpa rincian"
    assert sheet.columns[1].cells[1] == "“Sentence 1 of A.” (A)\ncukup"
    assert "n\u00a0=\u00a03" in sheet.columns[1].head


def test_a_code_with_children_has_them_as_components_in_the_order_of_the_book(tmp_path):
    codes = [TRUST] + [
        {**TRUST, "id": f"trust.{name}", "label": {"id": name.upper(), "en": name.title()}}
        for name in ("skill", "honesty")
    ]
    said = [{"voice": "A", "stance": "supports", "code": "trust.honesty"}, {"voice": "B", "stance": "contradicts"}]
    m = study(tmp_path / "s", PEOPLE, said, codes=codes).checklist("trust", across="side")
    assert [c.name for c in m.components] == ["trust.skill", "trust.honesty", "trust"]
    assert m.sheet(lang="en").columns[0].cells == ["Skill", "Honesty", "Trust: nothing in particular"]
    assert m.frame[m.frame["column"] == "community"]["rating"].tolist() == ["0", "adequate", "absent"]


def test_of_an_activity_every_account_counts_that_is_not_told_of_others(tmp_path):
    people = {**PEOPLE, "O": ("observer", "researcher")}
    said = [{"voice": "O", "code": "visits", "technique": "observation", "aspect": "weekly"},
            {"voice": "A", "code": "visits", "aspect": "weekly"}]  # fmt: skip
    m = study(tmp_path / "s", people, said).checklist("visits")
    cells = m.frame.set_index("column")["rating"]
    assert cells["observer"] == "strong"
    assert cells["member"] == "adequate"


def test_each_rating_leads_to_the_words_behind_it(case):
    for code in case.snapshot.top_codes:
        m = case.checklist(code)
        cells = m.frame.set_index(["component", "column"])
        for component in m.components:
            for column in m.columns.names:
                quoted = m.quotes(component.name, column).frame
                row = cells.loc[(component.name, column)]
                assert (row["supporting"] + row["contradicting"] + row["mixed"]) <= quoted["voice"].nunique()
                assert (len(quoted) == 0) <= (row["rating"] in ("--", "0"))
                if case.snapshot.codes[case.snapshot.code_number(code)].entry.kind == "descriptive":
                    assert "attributed" not in set(quoted["basis"])
                else:
                    assert set(quoted["basis"]) <= {"first_hand"}


def test_another_direction_of_a_component_has_a_row_of_its_own(tmp_path):
    own = {"voice": "C", "stance": "supports", "holder": "company", "target": "community"}
    said = [{"voice": "A", "stance": "supports", "aspect": "late"}, {**own, "aspect": "late"}, own]
    m = study(tmp_path / "s", PEOPLE, said).checklist("trust")
    turned = "company -> community"
    assert [c.name for c in m.components] == ["late", f"late: {turned}", f"trust: {turned}"]
    cells = m.frame.set_index(["component", "column"])
    assert cells.loc[(f"late: {turned}", "officer"), ["rating", "eligible"]].tolist() == ["strong", 1]
    assert cells.loc[(f"late: {turned}", "member"), "rating"] == "--"
    assert set(m.quotes(f"trust: {turned}", "officer").frame["voice"]) == {"C"}
    assert m.sheet(lang="en").columns[0].cells[1] == "late (Trust: Side company → Side community)"
    codes = [TRUST, {**TRUST, "id": "trust.skill", "label": {"id": "Cakap", "en": "Skill"}}]
    m = study(tmp_path / "c", PEOPLE, [{**own, "code": "trust.skill"}], codes=codes).checklist("trust")
    assert [c.name for c in m.components] == ["trust.skill", f"trust.skill: {turned}"]
    assert m.sheet(lang="en").columns[0].cells[1] == "Skill: Side company → Side community"


def test_who_was_asked_is_found_for_each_component(tmp_path):
    codes = [TRUST] + [{**TRUST, "id": f"trust.{name}", "label": name} for name in ("skill", "honesty")]
    asked = {(voice, f"trust.{name}"): "yes" if name == "skill" or voice == "A" else "no"
             for voice in "ABD" for name in ("skill", "honesty")}  # fmt: skip
    m = study(tmp_path / "s", PEOPLE, [{"voice": "A", "stance": "supports", "code": "trust.skill"}],
              codes=codes, asked=asked).checklist("trust")  # fmt: skip
    cells = m.frame[m.frame["column"] == "member"].set_index("component")["eligible"]
    assert cells.to_dict() == {"trust.skill": 3, "trust.honesty": 1}


def test_a_checklist_says_how_many_codings_have_no_stance(tmp_path):
    m = study(tmp_path / "s", PEOPLE, [{"voice": "A"}, {"voice": "B", "stance": "supports"}]).checklist("trust")
    assert "1 codings have no stance" in " ".join(m.sheet(lang="en").notes)


def test_no_coding_falls_between_the_components(case):
    for code in case.snapshot.top_codes:
        m = case.checklist(code)
        inside = {int(n) for component in m.components for n in component.pairs}
        lines = m.evidence.lines(code)
        assert sum(c.pairs.size for c in m.components) == len(inside)
        assert inside == {int(n) for line in lines for n in m.evidence.pairs(line)}


def test_a_long_checklist_says_so(case):
    m = case.checklist("trust")
    notes = " ".join(m.sheet(lang="en").notes)
    assert len(m.components) > 12
    assert f"{len(m.components)} components are many for one display" in notes


def test_an_unknown_code_is_refused(case):
    with pytest.raises(NotFound, match="Did you mean 'trust'"):
        case.checklist("trusted")
