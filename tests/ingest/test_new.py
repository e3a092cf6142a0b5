"""A new study folder, and a copy of an example as an exercise."""

import ast
import os
from pathlib import Path

import pytest
from wells import A

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.formats.study import read_study
from qualcase.ingest.check import check
from qualcase.ingest.new import copy_example, new_study


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """A folder for transcripts."""
    made = tmp_path / "rekaman"
    made.mkdir()
    return made


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def ids(folder: Path) -> dict[str, str]:
    return {source.file: source.id for source in read_study(folder).sources}


def test_two_files_of_one_name_have_ids_of_their_own_and_it_is_said(recordings: Path, tmp_path: Path) -> None:
    later, before = A.replace("sekarang", "nanti"), A.replace("Dulu", "Kemarin")
    put(recordings, **{"W-01_md": A, "W-01_txt": later, "W 01_txt": before})
    said = new_study(tmp_path / "mine", transcripts=recordings)
    assert ids(tmp_path / "mine") == {"W 01.txt": "W-01", "W-01.md": "W-01-2", "W-01.txt": "W-01-3"}
    assert "  W-01.md: its id is W-01-2, since W-01 is taken by W 01.txt; if both are one transcript, take one out" in (
        said.splitlines()
    )
    assert [finding.message for finding in check(tmp_path / "mine") if finding.path == "sources.csv"] == []
    with qc.Case() as case:
        case.add(tmp_path / "mine")
        assert len(case.snapshot.sources) == 3


@pytest.mark.skipif(os.name == "nt", reason="no folder can have such a name there")
@pytest.mark.parametrize("name", ['kasus "omah"', r"kasus\tahun", "kasus 'omah': #1", "kasus {a}", "- ya", "null"])
def test_the_title_is_the_folders_name_whatever_letters_it_has(tmp_path: Path, name: str) -> None:
    new_study(tmp_path / name)
    assert read_study(tmp_path / name).study.title == {"id": name.replace("-", " "), "en": name.replace("-", " ")}


def test_pw_is_the_interviewer(recordings: Path, tmp_path: Path) -> None:
    put(recordings, **{"A-01_txt": A})
    new_study(tmp_path / "mine", transcripts=recordings)
    voices = {voice.id: voice for voice in read_study(tmp_path / "mine").voices}
    assert voices.keys() == {"interviewer", "AN"}
    assert (voices["interviewer"].role, voices["interviewer"].speakers) == ("interviewer", ("PW",))


@pytest.mark.skipif(os.name == "nt", reason="no folder can have such a name there")
@pytest.mark.parametrize("study", ["omah-kreteg", "clinic-app"])
def test_the_lines_of_an_exercise_are_python_whatever_the_folder_is_called(tmp_path: Path, study: str) -> None:
    folder = tmp_path / 'latihan\\new "1"'
    said = copy_example(folder, study=study, exercise=True)
    code = ast.parse("\n".join(line.strip() for line in said.splitlines() if line.startswith("  "))).body
    calls = [ast.unparse(statement) for statement in code]
    assert calls[1] == f"case.add({str(folder)!r})"
    first = read_study(shipped("corpus") / study).codebooks[0]
    assert calls[2] == f"case.codebooks[{first!r}]"
    with qc.Case() as case:
        case.add(folder)
        assert first in case.codebooks


def test_an_exercise_holds_nothing_that_speaks_of_what_was_left_out(tmp_path: Path) -> None:
    copy_example(tmp_path / "exercise", exercise=True)
    copy_example(tmp_path / "whole")
    left_out = {"codings", "memos.csv", "claims.yaml", "settled.csv", "SHA256SUMS"}
    inside = [{item.name for item in (tmp_path / name).iterdir()} for name in ("exercise", "whole")]
    assert inside[1] - inside[0] == left_out
