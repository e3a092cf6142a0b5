import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from wells import FIRST, A, B, book, write_wells

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.cli import main
from qualcase.model.nouns import Coding

HEAVY = ("pandas", "spacy", "nltk", "networkx", "matplotlib", "scipy")
COMMANDS = ("report", "check", "new", "example", "restore", "doctor")
Capture = pytest.CaptureFixture[str]


def run(*given: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, in a process of its own."""
    paths = os.pathsep.join([str(Path(qc.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "qualcase", *map(str, given)], capture_output=True, text=True, cwd=cwd, timeout=120,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def command(*given: object) -> int:
    """Run the command line in this process; give its exit code."""
    return main([str(one) for one in given])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_wells(tmp_path / "wells", codings=FIRST)


def test_two_commands_give_a_study_and_its_report_and_nothing_heavy_is_loaded_for_help(tmp_path: Path) -> None:
    example = run("example", "study", cwd=tmp_path)
    assert (example.returncode, example.stderr) == (0, "")
    assert "qualcase report study --out out" in example.stdout
    report = run("report", "study", "--out", "out", cwd=tmp_path)
    assert (report.returncode, report.stderr) == (0, "")
    for name in ("report.html", "tables.docx", "tables.xlsx"):
        assert (tmp_path / "out" / name).stat().st_size > 1000
        assert str(Path("out") / name) in report.stdout


def test_neither_the_import_nor_the_help_loads_a_heavy_package() -> None:
    look = f"import sys, json; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    for first in ("import qualcase", "import qualcase.cli", "import qualcase; qualcase.Case"):
        out = subprocess.run([sys.executable, "-c", f"{first}; {look}"], capture_output=True, text=True, check=True)
        assert json.loads(out.stdout) == [], first
    ask_help = (
        "import runpy, sys\nsys.argv = ['qualcase', '--help']\n"
        "try: runpy.run_module('qualcase', run_name='__main__')\nexcept SystemExit: pass\n"
    )
    out = subprocess.run([sys.executable, "-c", ask_help + look], capture_output=True, text=True, check=True)
    assert json.loads(out.stdout.splitlines()[-1]) == []


def test_help_shows_every_command_examples_and_exit_codes(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    out = capsys.readouterr().out
    assert [command for command in COMMANDS if command not in out] == []
    assert "qualcase example my-study" in out
    assert "exit codes: 0 done; 1 something was found" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_an_example_of_it(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    assert done.value.code == 0
    assert f"example: qualcase {command} " in capsys.readouterr().out


@pytest.mark.parametrize("given", [[], ["repor"], ["report"], ["report", "x", "--land", "id"]])
def test_a_command_line_that_is_none_shows_how_it_is_written(given: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main(given)
    assert done.value.code == 2
    assert "usage: qualcase" in capsys.readouterr().err


def test_a_language_that_is_none_is_refused_with_those_there_are(folder: Path, capsys: Capture) -> None:
    for given in (("report", folder, "--lang", "in"), ("check", folder, "--lang", "nl")):
        assert command(*given) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"qualcase: --lang {given[-1]}: no such language")
        assert "id (Indonesian), en (English)" in said


# report


@pytest.mark.parametrize(("lang", "words"), [("id", "Triangulasi"), ("en", "Triangulation"), ("", "Triangulasi")])
def test_a_report_is_in_the_language_that_is_asked_for_or_the_studys(
    folder: Path, tmp_path: Path, lang: str, words: str
) -> None:
    assert command("report", folder, "--out", tmp_path / "out", *(["--lang", lang] if lang else [])) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert words in page
    assert f'<html lang="{lang or "id"}"' in page


def test_a_report_by_another_codebook_reads_the_codings_by_that_one(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "mine.yaml"
    other.write_text(
        book(version="2.3.4").replace("name: small", "name: mine").replace("Kepercayaan", "Rasa percaya"), "utf-8"
    )
    assert command("report", folder, "--codebook", other, "--out", tmp_path / "out") == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "mine 2.3.4" in page
    assert "Rasa percaya" in page
    assert "small 1.0.0" not in page
    assert "Kepercayaan" not in page


def test_a_report_with_the_studys_own_codebook_is_the_same_report(folder: Path, tmp_path: Path) -> None:
    assert command("report", folder, "--out", tmp_path / "a") == 0
    assert command("report", folder, "--codebook", folder / "codebooks" / "small.yaml", "--out", tmp_path / "b") == 0
    assert (tmp_path / "a" / "report.html").read_bytes() == (tmp_path / "b" / "report.html").read_bytes()


def test_a_codebook_that_has_none_of_the_codes_is_command(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    assert command("report", folder, "--codebook", "technology-acceptance", "--out", tmp_path / "out") == 2
    err = capsys.readouterr().err
    assert "has none of the codes in 'wells' ('trust', ...)" in err
    assert "The study names 'small'" in err
    assert not (tmp_path / "out").exists()


def test_a_report_says_what_of_the_study_it_is_without(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    (folder / "codings" / "ani.csv").write_text(FIRST + "A-01,Saya parcaya,trust,,\n", encoding="utf-8")
    (folder / "sources" / "C-01.docx").write_bytes(b"no docx")
    (folder / "informants.csv").write_text("id,role,speaker\nAN,,AN\nBD,officer,BD\nPW,interviewer,PW\n", "utf-8")
    assert command("report", folder, "--out", tmp_path / "out") == 0
    lines = capsys.readouterr().err.splitlines()
    starts = [
        "not taken in: C-01.docx: ",
        "not taken in: codings/ani.csv:4: ",
        "to mend: informants.csv:2: ",
        "3 errors",
    ]
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts


def test_where_several_coded_the_report_asks_whose_codings_count(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    (folder / "codings" / "budi.csv").write_text(FIRST, encoding="utf-8")
    assert command("report", folder, "--out", tmp_path / "out") == 2
    assert "coder" in capsys.readouterr().err
    assert command("report", folder, "--out", tmp_path / "out", "--coder", "budi") == 0
    assert "budi" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert command("report", folder, "--out", tmp_path / "out", "--coder", "bud") == 2
    assert "Did you mean 'budi'?" in capsys.readouterr().err


def test_a_report_of_a_case_file_leaves_it_as_it_is(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    with qc.Case(tmp_path / "wells.qualcase", coder="ani") as case:
        case.add(folder)
    assert command("report", tmp_path / "wells.qualcase", "--out", tmp_path / "out") == 0
    assert (tmp_path / "out" / "report.html").is_file()
    assert command("report", tmp_path / "wells.qualcase", "--codebook", "four-elements") == 2
    assert "--codebook is for a study folder" in capsys.readouterr().err
    with qc.Case(tmp_path / "wells.qualcase") as case:
        assert [event.verb for event in case.history] == ["add"]


WRONG = {
    "a name misspelt": (
        ["report", "wels"], "there is no", "Did you mean 'wells'?",
    ),
    "a transcript": (
        ["report", "wells/sources/A-01.txt"], "is no case file", "a study folder or a .qualcase file",
    ),
    "a transcript to check": (
        ["check", "wells/sources/A-01.txt"], "is no case file", "a codebook (.yaml)",
    ),
    "a folder to examine": (
        ["doctor", "wells"], "is no case file", "qualcase check",
    ),
    "nothing to examine": (
        ["doctor", "wells.qualcas"], "there is no", "There are",
    ),
    "nothing to restore": (
        ["restore", "wel.qualcase"], "there is no", "There are",
    ),
    "transcripts that are not there": (
        ["new", "mine", "--from", "wels"], "there is no folder", "Did you mean 'wells'?",
    ),
    "a codebook misspelt": (
        ["new", "mine", "--codebook", "four-element"], "no codebook", "Did you mean 'four-elements'?",
    ),
    "an example misspelt": (
        ["example", "mine", "--study", "clinic"], "no study 'clinic'", "Did you mean 'clinic-app'?",
    ),
    "a folder that is not empty": (
        ["example", "wells"], "not empty. Nothing was written", "a new folder",
    ),
    "a folder that is a file": (
        ["new", "wells/study.yaml"], "is a file", "a new folder",
    ),
    "a codebook of the report": (
        ["report", "wells", "--codebook", "mine.yaml"], "no codebook file", "There are",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_name_is_refused_with_the_right_one_and_nothing_is_written(
    what: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    given, *words = WRONG[what]
    assert main(given) == 2
    out, err = capsys.readouterr()
    assert err.startswith("qualcase: ")
    assert [word for word in words if word not in err] == []
    assert out == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_an_error_of_the_system_is_told_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device", "mine")

    monkeypatch.setattr("qualcase.ingest.new.new_study", full)
    assert command("new", tmp_path / "mine") == 2
    assert "mine cannot be read or written: No space left on device" in capsys.readouterr().err


# check


@pytest.mark.parametrize("name", ["omah-kreteg", "clinic-app"])
def test_the_example_studies_are_clean(name: str, capsys: Capture) -> None:
    assert command("check", shipped("corpus") / name) == 0
    assert capsys.readouterr().out.endswith("0 errors, 0 warnings\n")


@pytest.mark.parametrize("name", ["four-elements", "technology-acceptance"])
def test_the_shipped_codebooks_have_no_errors(name: str, capsys: Capture) -> None:
    assert command("check", shipped("codebooks") / f"{name}.yaml") == 0
    assert ": 0 errors, " in capsys.readouterr().out


def test_check_of_a_codebook_gives_every_error_at_once_with_its_line_in_either_language(
    tmp_path: Path, capsys: Capture
) -> None:
    wrong = (
        book().replace("kind: descriptive", "kind: descripive").replace("  - id: trust", "  - id: trust\n    lable: x")
    )
    (tmp_path / "mine.yaml").write_text(wrong, encoding="utf-8")
    assert command("check", tmp_path / "mine.yaml") == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("mine.yaml:8: error: There is no field lable")
    assert "Did you mean label?" in out[0]
    assert any(line.startswith("mine.yaml:25: error:") and "descriptive" in line for line in out)
    assert out[-1].endswith("2 errors, 0 warnings")
    assert command("check", tmp_path / "mine.yaml", "--lang", "id") == 1
    assert "Tidak ada isian lable" in capsys.readouterr().out


def test_check_of_an_archive_without_its_originals_looks_the_quotes_up_in_its_texts(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    case = qc.Case(coder="ani")
    case.add(folder)
    case.archive(tmp_path / "kept")
    assert command("check", tmp_path / "kept") == 0
    table = tmp_path / "kept" / "codings" / "ani.csv"
    table.write_text(table.read_text("utf-8").replace("Kami curiga.", "Kami percaya."), encoding="utf-8")
    assert command("check", tmp_path / "kept") == 1
    assert "'Kami percaya.' is not in B-01" in capsys.readouterr().out


def test_check_and_doctor_of_a_case_file_that_is_sound(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    with qc.Case(tmp_path / "wells.qualcase", coder="ani") as case:
        case.add(folder)
    assert command("check", tmp_path / "wells.qualcase") == 0
    assert command("doctor", tmp_path / "wells.qualcase") == 0
    assert capsys.readouterr().out.endswith("wells.qualcase: sound\n")


def test_doctor_finds_a_quote_that_somebody_changed_behind_the_record(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "wells.qualcase"
    with qc.Case(path, coder="ani") as case:
        case.add(folder)
    with closing(sqlite3.connect(path)) as con:
        con.execute("UPDATE coding SET quote = 'other words' WHERE rowid = 1")
        con.commit()
    assert command("doctor", path) == 1
    assert "its quote is 'other words'" in capsys.readouterr().out


def test_long_work_shows_a_bar_where_somebody_sees_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for number in range(25):
        (folder / "sources" / f"C-{number:02}.txt").write_text(A.replace("sekarang", f"yang ke-{number}"), "utf-8")
    assert command("report", folder, "--out", tmp_path / "out") == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert command("report", folder, "--out", tmp_path / "out") == 0
    assert "reading" in capsys.readouterr().err


# new, example


def test_a_new_study_from_transcripts_knows_who_speaks_and_says_what_is_missing(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "rekaman").mkdir()
    (tmp_path / "rekaman" / "A-01.txt").write_text(A.replace("PW:", "Pewawancara:"), encoding="utf-8")
    (tmp_path / "rekaman" / "B-01.txt").write_text(B.replace("PW:", "Pewawancara:"), encoding="utf-8")
    assert command("new", tmp_path / "mine", "--from", tmp_path / "rekaman") == 0
    out = capsys.readouterr().out
    assert "with 2 sources and 3 voices" in out
    assert "2 voices still need a role" in out
    informants = (tmp_path / "mine" / "informants.csv").read_text(encoding="utf-8").splitlines()
    assert sorted(line.split(",")[0] for line in informants[1:]) == ["AN", "BD", "interviewer"]
    assert command("check", tmp_path / "mine") == 1
    found = [line for line in capsys.readouterr().out.splitlines() if ": error:" in line]
    assert [line.partition(": error: ")[2].split()[0] for line in found] == ["AN", "BD"]
    case = qc.Case()
    case.add(tmp_path / "mine")
    assert [source.voices for source in case.snapshot.sources] == [("AN",), ("BD",)]


def test_a_new_study_without_transcripts_is_an_empty_one_with_its_next_steps(tmp_path: Path, capsys: Capture) -> None:
    assert command("new", tmp_path / "mine") == 0
    assert "put transcripts into sources/" in capsys.readouterr().out
    assert (tmp_path / "mine" / "study.yaml").is_file()
    (tmp_path / "mine" / "sources" / "A-01.txt").write_text(A, encoding="utf-8")
    case = qc.Case()
    case.add(tmp_path / "mine")
    assert list(case.codebooks) == ["four-elements"]


@pytest.mark.parametrize("name", ["omah-kreteg", "clinic-app"])
def test_an_example_is_a_copy_of_the_shipped_one(name: str, tmp_path: Path) -> None:
    assert command("example", tmp_path / "copy", "--study", name) == 0
    inside = [path.relative_to(shipped("corpus") / name) for path in (shipped("corpus") / name).rglob("*")]
    for path in inside:
        if path.suffix in (".csv", ".yaml", ".txt", ".md", ".vtt", ".docx"):
            assert (tmp_path / "copy" / path).read_bytes() == (shipped("corpus") / name / path).read_bytes()
    assert qc.open(tmp_path / "copy").rows(Coding)


# restore


def test_a_backup_is_listed_and_brought_back(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "wells.qualcase"
    with qc.Case(path, coder="ani") as case:
        case.add(folder)
    with qc.Case(path, coder="ani") as case:  # opening it again keeps a backup
        case.uncode(*(coding.id for coding in case.rows(Coding)))
    assert command("restore", path) == 0
    assert "1 backups of" in capsys.readouterr().out
    assert command("restore", path, "--which", "1") == 0
    with qc.Case(path) as case:
        assert not any(coding.withdrawn for coding in case.rows(Coding))
    assert command("restore", path, "--which", "9") == 2
    assert "has no backup 9" in capsys.readouterr().err
