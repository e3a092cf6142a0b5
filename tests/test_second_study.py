"""The clinic's app: another theory, other roles and sides, another language, through the same commands."""

import re
from pathlib import Path

import pytest

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.cli import main

CLINIC = shipped("corpus") / "clinic-app"


@pytest.fixture(scope="module")
def clinic() -> qc.Case:
    case = qc.Case(coder="bo")
    report = case.add(CLINIC)
    assert (report.refused, report.problems, report.lacking) == ((), (), ())
    return case


def test_it_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(CLINIC)]) == 0
    assert capsys.readouterr().out.endswith("0 errors, 0 warnings\n")


def test_its_report_speaks_english_and_no_word_of_the_other_study(tmp_path: Path) -> None:
    assert main(["report", str(CLINIC), "--out", str(tmp_path)]) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "A check-in app in a small clinic" in page
    assert not re.search(r"Kreteg|Triangulasi|Kutipan|Pewawancara|\bPeran\b", page)
    assert all((tmp_path / f"tables.{kind}").is_file() for kind in ("docx", "xlsx"))


def test_roles_are_opposed_on_whether_it_is_useful_and_each_side_is_divided(clinic: qc.Case) -> None:
    by_role = clinic.triangulate("usefulness")["usefulness"]
    assert (by_role.label, by_role.direction) == ("dissonance", "contested")
    by_side = clinic.triangulate("usefulness", across="side")["usefulness"]
    assert (by_side.label, by_side.direction) == ("partial", "contested")
    assert {g.name for g in by_side.groups if g.divergence} == {"staff", "management"}


def test_all_who_close_forms_find_it_hard_and_one_who_never_did_does_not(clinic: qc.Case) -> None:
    verdict = clinic.triangulate("ease-of-use")["ease-of-use"]
    stands = {account.member.id: where for account, where in zip(verdict.accounts, verdict.positions, strict=True)}
    assert [name for name, where in stands.items() if where == "supports"] == ["PM"]
    assert sum(where == "contradicts" for where in stands.values()) >= 5
    assert clinic.verify()["k2"].support == "supported"  # that closing a form takes too many steps


def test_what_no_question_was_about_counts_those_alone_who_bring_it_up(clinic: qc.Case) -> None:
    verdict = clinic.triangulate("social-influence")["social-influence"]
    assert {group.name for group in verdict.groups if group.position == "not_asked"} >= {"nurse", "receptionist"}
    assert "group_not_asked" in verdict.flags
    assert sum(account.asked for account in verdict.accounts) == 2
    assert clinic.verify()["k3"].support == "unsupported"  # nobody says that colleagues press one another


def test_one_code_came_from_the_data(clinic: qc.Case) -> None:
    assert [code.id for code in clinic.codebook if code.origin == "inductive"] == ["workaround"]
    assert len(clinic.where(code="workaround").quotes()) > 0


def test_the_vendor_is_heard_only_through_minutes_and_patients_not_at_all(clinic: qc.Case) -> None:
    assert clinic.where(voice="VR").quotes().frame["source"].unique().tolist() == ["MIN-05"]
    assert "patients" not in {voice.side for voice in clinic.snapshot.voices}
    assert "patients" in {party["id"] for party in clinic.snapshot.study.parties}


def test_a_claim_is_supported_contested_or_not_tested_as_it_is_written(clinic: qc.Case) -> None:
    support = clinic.verify().frame.set_index("id")["support"].to_dict()
    assert support == {
        "k1": "contested", "k2": "supported", "k3": "unsupported", "k4": "contested", "k5": "not tested as stated",
    }  # fmt: skip


def test_the_same_verbs_code_suggest_and_archive_it(clinic: qc.Case, tmp_path: Path) -> None:
    case = qc.Case(coder="cy")
    case.add(clinic.archive(tmp_path / "kept"))
    hints = case.suggest(by="sentence")
    assert set(hints.data["code"]) <= set(case.codebook.ids)
    assert len(case.accept(hints[:2])) == 2
    assert case.agree("bo", "cy").frame["code"].tolist()[-1] == "overall"
    assert qc.open(tmp_path / "kept").quotes().ids == clinic.quotes().ids
