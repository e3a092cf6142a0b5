"""What stands beside codings in a study folder: read, checked, kept, written out again."""

import re
from pathlib import Path

import pytest
from wells import SETTLED, TURN, write_beside

import qualcase as qc
from qualcase.ingest.check import check
from qualcase.model.nouns import Published, Settlement, Translation

FINDING = "findings:\n  - {id: p, statement: x, "


def test_each_becomes_a_row_and_an_archive_gives_it_back(folder: Path, tmp_path: Path) -> None:
    case = qc.Case(coder="ani")
    assert not case.add(write_beside(folder)).problems
    (turn,) = case.rows(Translation)
    assert (turn.source, turn.language, turn.words) == ("A-01", "en", "I trust them.")
    text = case.snapshot.text(0)
    assert text[turn.start : turn.end] == "Saya percaya pada mereka. Dulu belum percaya."
    (settled,) = case.rows(Settlement)
    assert (settled.codes, settled.kept) == (("trust", "small/promise"), ("ani",))
    assert settled.reason == "belum membalik arah"
    assert text[settled.start : settled.end] == settled.quote == "Dulu belum percaya."
    (finding,) = case.rows(Published)
    assert finding.rests_on == {"code": "trust", "exact": True}
    (record,) = finding.evidence
    assert record == {"how": "quoted", "voice": "IZ", "stance": "supports", "kind": "interview", "page": "4"}
    case.archive(tmp_path / "archive")
    again = qc.open(tmp_path / "archive")
    for noun in (Translation, Settlement, Published):
        assert again.rows(noun) == case.rows(noun)
    assert not check(tmp_path / "archive")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("translations/A-01.en.csv", f"{TURN}2,Saya curiga.,x\n", "A-01.en.csv:2: error: .*reads 'Saya percaya"),
        ("translations/A-01.en.csv", f"{TURN}99,x,x\n", "has 5 turns, and this translates turn 99"),
        ("translations/A-01.en.csv", f"{TURN}0,x,x\n", "A-01.en.csv:2: error: turn must be"),
        ("translations/A-01.en.csv", "turn,original\n2,x\n", "column translation"),
        ("translations/C-01.en.csv", f"{TURN}2,x,x\n", "There is no source C-01"),
        ("translations/english.csv", f"{TURN}2,x,x\n", "YL-01.en.csv"),
        ("settled.csv", f"{SETTLED}A-01,Dulu belum percaya.,trust,ani,\n", "settled.csv:2: error"),
        ("settled.csv", f"{SETTLED}A-01,Dulu percaya.,trust,ani,so\n", "settled.csv:2: error: .*quote"),
        ("settled.csv", f"{SETTLED}A-01,Dulu belum percaya.,trus,ani,so\n", "Did you mean trust"),
        ("settled.csv", f"{SETTLED}A-01,Dulu belum percaya.,trust,budi,so\n", "No coder budi"),
        ("published.yaml", FINDING + "rests_on: {code: trus}}\n", "Did you mean trust"),
        ("published.yaml", FINDING + "evidence: [{how: quoted, voice: IZ}]}\n", "IZ"),
        ("published.yaml", FINDING + "evidence: [{how: shouted}]}\n", "published.yaml:2: error"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Path, name: str, text: str, told: str) -> None:
    found = "\n".join(map(str, check(write_beside(folder, {name: text}))))
    assert re.search(told, found), found
