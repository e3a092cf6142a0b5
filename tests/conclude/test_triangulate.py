"""Triangulation of a case: the golden studies through the verb, groups, directions, what is set aside."""

import json
from pathlib import Path

import pytest
from small_study import TRUST, study

import qualcase as qc
from qualcase.errors import NotFound, OptionError

GOLDEN = json.loads((Path(__file__).parent.parent / "data" / "golden" / "triangulation.json").read_text("utf-8"))[
    "cases"
]
PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
FIRST = {"basis": "first_hand"}


def golden(folder, case):
    """Build a golden case as a study, all that is said under one code."""
    people = {name: (who["role"], who.get("side") or "") for name, who in case["voices"].items()}
    said = []
    for item in case["evidence"]:
        basis = item.get("basis") or {"observation": "observed", "document": "documentary"}.get(item["technique"])
        said.append({**item, "aspect": item["aspect"] or "", "basis": basis or "first_hand", "code": "trust"})
    asked = case["asked"]
    register = {(name, "trust"): "yes" if asked is None or name in asked else "no" for name in people}
    code = {**TRUST, "holder": "", "target": ""}
    return study(folder, people, said, codes=[code], asked=register)


@pytest.mark.parametrize("wanted", GOLDEN, ids=lambda case: case["id"])
def test_a_golden_case_built_as_a_study_gets_the_same_verdict(tmp_path, wanted):
    options = dict(wanted["options"])
    across = options.pop("group", "role")
    found = golden(tmp_path / "s", wanted).triangulate("trust", across=across, **options)
    row, expected = found.frame.iloc[0], wanted["expected"]
    assert [row["label"], row["direction"], row["strength"]] == [
        expected[k] for k in ("label", "direction", "strength")
    ]
    assert {k: row[k] for k in ("supports", "contradicts", "mixed")} == expected["n_voices"]
    assert set(filter(None, row["flags"].split(", "))) == set(expected["flags"])
    assert set(filter(None, row["silent"].split(", "))) == set(expected["silent_groups"])
    assert set(filter(None, row["negative_cases"].split(", "))) == set(expected["negative_cases"])
    assert row["two_thirds"].split(" / ") == expected["at_two_thirds"]
    pairs = {"|".join(sorted((p.a, p.b))): p.label for p in found.pairs("trust").itertuples()}
    assert pairs == {"|".join(sorted(k.split("|"))): v for k, v in expected["pairs"].items()}
    for key in ("balance", "coverage"):
        assert row[key] == pytest.approx(expected[key] if expected[key] is not None else float("nan"), nan_ok=True)


def test_the_groups_compared_are_roles_sides_or_people(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [
        {"voice": "A", "stance": "supports"}, {"voice": "B", "stance": "contradicts"},
        {"voice": "C", "stance": "supports", **FIRST},
    ])  # fmt: skip
    positions = {
        across: {g.name: g.position for g in case.triangulate("trust", across=across)["trust"].groups}
        for across in ("role", "side", "voice")
    }
    assert positions["role"] == {"head": "supports", "member": "contradicts", "officer": "supports"}
    assert positions["side"] == {"community": "mixed", "company": "supports"}
    assert positions["voice"] == {"A": "supports", "B": "contradicts", "C": "supports"}


def test_what_is_told_of_others_is_set_aside_and_counted(tmp_path):
    said = [{"voice": "A", "stance": "supports"}, {"voice": "B", "stance": "supports"}]
    plain = study(tmp_path / "a", PEOPLE, said).triangulate()
    told = study(tmp_path / "b", PEOPLE, [*said, {"voice": "C", "stance": "contradicts"}]).triangulate()
    words = ["label", "direction", "strength", "supports", "contradicts"]
    assert told.frame.iloc[0][words].tolist() == plain.frame.iloc[0][words].tolist()
    assert told.frame.iloc[0]["attributed"] == 1
    assert "attributed_present" in told.frame.iloc[0]["flags"]
    assert told.condensation().frame.query("rule == 'step.attributed'")["dropped"].tolist() == [1]
    assert len(told.quotes("trust", "officer")) == 1  # it is shown all the same
    let_in = study(tmp_path / "c", PEOPLE, [*said, {"voice": "C", "stance": "contradicts"}])
    assert let_in.triangulate(include_attributed=True).frame.iloc[0]["contradicts"] == 1


def test_a_coding_without_stance_or_with_a_neutral_one_gives_no_direction(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [
        {"voice": "A"}, {"voice": "B", "stance": "neutral"}, {"voice": "C", "stance": "supports", **FIRST},
    ])  # fmt: skip
    row = case.triangulate("trust").frame.iloc[0]
    assert (row["supports"], row["contradicts"], row["mixed"], row["asked"]) == (1, 0, 0, 3)
    assert set(row["neutral"].split(", ")) == {"A", "B"}
    assert any("1 codings have no stance" in note for note in case.triangulate().sheet(lang="en").notes)


def test_a_mention_of_an_activity_affirms_it(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [
        {"voice": "A", "code": "visits"}, {"voice": "B", "code": "visits", "stance": "contradicts"},
        {"voice": "C", "code": "visits"},
    ])  # fmt: skip
    row = case.triangulate("visits").frame.iloc[0]
    assert (row["supports"], row["contradicts"]) == (2, 1)
    with pytest.raises(OptionError, match="nothing to triangulate"):
        case.triangulate()


def test_each_direction_of_judgement_is_a_row_of_its_own(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [
        {"voice": "A", "stance": "supports"},
        {"voice": "C", "stance": "contradicts", "holder": "company", "target": "community"},
    ])  # fmt: skip
    found = case.triangulate()
    assert found.names == ("trust", "trust: company -> community")
    assert found.frame[["supports", "contradicts"]].to_numpy().tolist() == [[1, 0], [0, 1]]
    assert found.frame["asked"].tolist() == [3, 1]  # the guide asks in the codebook's direction only
    assert found.sheet(lang="id").columns[1].cells == ["Kepercayaan", "Kepercayaan: Pihak company → Pihak community"]


def test_child_codes_serve_as_aspects_and_are_called_by_their_labels(tmp_path):
    child = {**TRUST, "id": "trust.integrity", "label": {"id": "Integritas", "en": "Integrity"}}
    case = study(
        tmp_path / "s", PEOPLE,
        [{"voice": "A", "stance": "supports", "code": "trust.integrity", "aspect": "money"},
         {"voice": "C", "stance": "supports", **FIRST}],
        codes=[TRUST, child],
    )  # fmt: skip
    found = case.triangulate()
    assert found.completeness("trust")["aspect"].tolist() == ["trust.integrity: money"]
    sheet = found.sheet(lang="id")
    specific = next(column for column in sheet.columns if column.head == "Spesifik")
    assert specific.cells == ["Peran head: Integritas: money"]
    assert "head" not in " ".join(sheet.columns[-4].cells).replace("Peran head", "")
    assert case.triangulate("trust", exact=True).frame.iloc[0]["supports"] == 1


def test_numbers_of_the_verdicts_lead_to_what_those_voices_said(case):
    found = case.triangulate()
    sheet = found.verdicts(lang="en")
    for column, pole in zip(sheet.columns[5:8], ("supports", "contradicts", "mixed"), strict=True):
        for n, name in enumerate(found.names):
            rows = set(column.links[n])
            voices = set(found[name].voices(pole))
            assert int(column.cells[n]) == len(voices)
            quoted = found.quotes(name).frame
            own = found.quotes(name).rows
            assert set(quoted["voice"][[row in rows for row in own]]) == voices


def test_why_says_groups_by_their_labels(case):
    said = case.triangulate().why("trust").text(lang="id")
    assert "Ketua kelompok" in said
    assert "group-head" not in said


def test_a_name_that_is_neither_code_nor_claim_is_refused_with_the_nearest(case):
    with pytest.raises(NotFound, match="Did you mean 'trust'"):
        case.triangulate("trsut")
    with pytest.raises(OptionError, match="across"):
        case.triangulate(across="shoe size")
    with pytest.raises(OptionError, match=r"There are: role, side, voice, .*gender, age"):
        case.triangulate(across="gendre")


def test_groups_may_be_made_by_any_attribute_of_the_informants(case):
    found = case.triangulate("trust", across="gender")
    said = {voice.id: voice.attributes.get("gender", "–") for voice in case.snapshot.voices}
    assert {m.id: m.group for m in found.propositions[0].members}.items() <= said.items()
    assert set(found.quotes("trust", "P").frame["voice"]) <= {v for v in said if said[v] == "P"}
    assert {group.name for group in found["trust"].groups} >= {"L", "P"}


def test_codings_that_count_for_several_voices_are_counted(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [{"voice": "A", "stance": "supports"}])
    talk = "A: We trust them.\n\nB: So do we.\n\nA: They come each week.\n\nB: They do.\n"
    (tmp_path / "group.txt").write_text(talk, encoding="utf-8")
    case.add(tmp_path / "group.txt")
    case.code("We trust them.\n\nB: So do we.", "trust", source="group", stance="supports")
    found = case.triangulate("trust")
    assert found["trust"].voices("supports") == ("A", "B")
    assert found.frame["several"].tolist() == [1]
    for sheet in (found.sheet(lang="en"), found.verdicts(lang="en")):
        assert "1 codings count for several voices" in " ".join(sheet.notes)


def test_an_empty_case_says_what_to_do():
    with qc.Case(coder="ani") as empty, pytest.raises(OptionError, match="nothing to triangulate"):
        empty.triangulate()
