"""What users get wrong: the message says what, where and what next, and nothing that was on record is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from wells import FIRST, book, write_wells

import qualcase as qc
from qualcase.cli import main
from qualcase.model.nouns import NOUNS

Act = Callable[[qc.Case, Path], object]
QUOTE = "Saya percaya pada mereka."


def cyclic() -> str:
    return (
        book()
        .replace("    kind: evaluative", "    parent: promise\n    kind: evaluative")
        .replace("    label: Janji", "    label: Janji\n    parent: trust")
    )


def file(place: Path, name: str, content: bytes) -> Path:
    (place / name).write_bytes(content)
    return place / name


# what a user does; the kind of error; the words for what, where and what next
BAD: dict[str, tuple[Act, type[Exception], tuple[str, ...]]] = {
    "more than a verb takes": (
        lambda case, place: case.published(2021),  # type: ignore[call-arg]
        qc.OptionError, ("published(2021)", "too many positional arguments", "called as published()", "help("),
    ),
    "less than a verb needs": (
        lambda case, place: case.cooccur(),  # type: ignore[call-arg]
        qc.OptionError, ("cooccur()", "'within'", "called as cooccur(*, within)"),
    ),
    "a filter without its name": (
        lambda case, place: case.where("trust"),  # type: ignore[misc]
        qc.OptionError, ("'trust'", "where(code='trust')"),
    ),
    "a number for a code": (
        lambda case, place: case.triangulate(3), qc.OptionError, ("a code is named by a text", "not 3"),
    ),
    "a number for a filter": (
        lambda case, place: case.where(code=3),  # type: ignore[arg-type]
        qc.OptionError, ("3 is no name", "'3'"),
    ),
    "a number for the codes of a display": (
        lambda case, place: case.role_ordered(3),  # type: ignore[arg-type]
        qc.OptionError, ("3 is no name", "'3'"),
    ),
    "a number for a file": (
        lambda case, place: case.to(3),  # type: ignore[arg-type]
        qc.OptionError, ("a file's name", "not 3", "in quotes"),
    ),
    "a number for a case": (
        lambda case, place: qc.open(3), qc.OptionError, ("qc.open opens", "not 3", "in quotes"),  # type: ignore[arg-type]
    ),
    "a number for a coder": (
        lambda case, place: qc.Case(coder=3), qc.OptionError, ("coder=3", "coder='3'"),  # type: ignore[arg-type]
    ),
    "a number for a claim": (
        lambda case, place: case.claim(3),  # type: ignore[arg-type]
        qc.OptionError, ("a claim is a sentence", "not 3"),
    ),
    "a number for the folder of a report": (
        lambda case, place: case.report(3),  # type: ignore[arg-type]
        qc.OptionError, ("the folder of a report", "not 3"),
    ),
    "a number for a language": (
        lambda case, place: case.to(place / "t.docx", lang=3),  # type: ignore[arg-type]
        qc.NotFound, ("no language 3", "'en', 'id'"),
    ),
    "a table's number without quotes": (
        lambda case, place: case.to(place / "t.docx", number=4.1),  # type: ignore[arg-type]
        qc.OptionError, ("number=4.1 is no text", 'number="4.7"'),
    ),
    "an unknown code": (
        lambda case, place: case.code(QUOTE, "trus", source="A-01"),
        qc.NotFound, ("no code 'trus'", "codebook 'small' 1.0.0", "Did you mean 'trust'?"),
    ),
    "a quote that is not there": (
        lambda case, place: case.code("Saya percaya sekali pada mereka", "trust", source="A-01"),
        qc.QuoteError,
        ("'Saya percaya sekali pada mereka' is not in A-01", "nearest passage", QUOTE, "copy the words from the text"),
    ),
    "a quote that is there twice": (
        lambda case, place: case.code("percaya", "trust", source="A-01"),
        qc.QuoteError, ("'percaya' is 4 times in A-01", "turn 1", "turn 4", "quote more of the words"),
    ),
    "a span outside its text": (
        lambda case, place: case.code("", "trust", source="A-01", span=(190, 9999)),
        qc.QuoteError, ("span 190 to 9999 is outside A-01", "characters 0 to"),
    ),
    "an unknown source": (
        lambda case, place: case.code(QUOTE, "trust", source="A01"),
        qc.NotFound, ("no source 'A01'", "this case", "Did you mean 'A-01'?"),
    ),
    "a codebook with a cycle": (
        lambda case, place: case.use(file(place, "ring.yaml", cyclic().encode())),
        qc.FormatError, ("ring.yaml has 1 error", "line 9", "go round in a circle: trust > promise > trust"),
    ),
    "a study whose codebook has a cycle": (
        lambda case, place: case.add(broken(place, "codebooks/small.yaml", cyclic().encode())),
        qc.FormatError, ("codebooks/small.yaml:9", "go round in a circle"),
    ),
    "a codebook that is not there": (
        lambda case, place: case.use("four-element"),
        qc.NotFound, ("no codebook 'four-element'", "Did you mean 'four-elements'?"),
    ),
    "an empty folder": (
        lambda case, place: case.add(empty(place)),
        qc.FormatError, ("nothing to add in", "nothing'", "A study folder keeps its texts in sources/"),
    ),
    "a folder that is not there": (
        lambda case, place: case.add(place / "wels"),
        qc.FormatError, ("wels: no such file in", "Did you mean 'wells'?"),
    ),
    "a file in a wrong encoding": (
        lambda case, place: case.add(file(place, "C-01.txt", b"AN: Caf\xe9 d\xe9j\xe0\n"), encoding="utf-8"),
        qc.FormatError, ("C-01.txt: this is no utf-8", "byte 7 in line 1", "encoding="),
    ),
    "a file that no encoding fits": (
        lambda case, place: case.add(file(place, "C-01.txt", bytes(range(1, 256)) * 3)),
        qc.FormatError, ("C-01.txt", "in line 2", "Name the encoding with encoding=, or save the file as UTF-8"),
    ),
    "a table in a wrong encoding": (
        lambda case, place: case.add(broken(place, "informants.csv", "id,role\nAN,pet\u00e1ni\n".encode("cp1252"))),
        qc.FormatError, ("informants.csv:2", "not UTF-8", "Save the file as UTF-8"),
    ),
    "a docx that is cut off": (
        lambda case, place: case.add(file(place, "C-01.docx", b"PK\x03\x04 word/ cut")),
        qc.FormatError, ("C-01.docx: this Word file is damaged or cut off", "open it in Word and save it again"),
    ),
    "a docx that is none": (
        lambda case, place: case.add(file(place, "C-01.docx", b"AN: halo")),
        qc.FormatError, ("C-01.docx: this is no Word file", "rename it to .txt"),
    ),
    "a docx with a password": (
        lambda case, place: case.add(
            file(place, "C-01.docx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"))
        ),
        qc.FormatError, ("C-01.docx: this file is locked with a password", "take the password off"),
    ),
    "a file that is empty": (
        lambda case, place: case.add(file(place, "C-01.txt", b" \n")),
        qc.FormatError, ("C-01.txt: this file is empty", "Fetch it again"),
    ),
    "a case file that is none": (
        lambda case, place: qc.open(file(place, "x.qualcase", b"not a database, but long enough to look like one" * 9)),
        qc.StoreError, ("x.qualcase is no case file", "give another name"),
    ),
}  # fmt: skip


def broken(place: Path, name: str, content: bytes) -> Path:
    """Give another copy of the study, with one of its files replaced."""
    folder = write_wells(place / "broken")
    (folder / name).write_bytes(content)
    return folder


def empty(place: Path) -> Path:
    (place / "nothing").mkdir()
    return place / "nothing"


@pytest.mark.parametrize("what", BAD)
def test_a_wrong_step_says_what_where_and_what_next_and_nothing_on_record_is_lost(what: str, tmp_path: Path) -> None:
    act, error, words = BAD[what]
    case = qc.Case(tmp_path / "wells.qualcase", coder="ani")
    case.add(write_wells(tmp_path / "wells", codings=FIRST))
    before = {noun: case.rows(noun) for noun in NOUNS}
    with pytest.raises(error) as raised:
        act(case, tmp_path)
    message = str(raised.value)
    assert isinstance(raised.value, qc.QualcaseError)
    assert [word for word in words if word not in message] == []
    assert "Traceback" not in message
    case.close()
    with qc.Case(tmp_path / "wells.qualcase") as again:
        assert {noun: again.rows(noun) for noun in NOUNS} == before
        assert len(again.history) == 1
        assert again.verify_chain() == []


# a file of a study folder; what stands in it; where check finds it, and the words for what and what next
FOUND: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "an unknown code": (
        "codings/ani.csv", b"source,quote,code\nA-01,Dulu belum percaya.,trus\n",
        ("codings/ani.csv:2: error:", "no code trus", "Did you mean trust?"),
    ),
    "a quote that is not there": (
        "codings/ani.csv", b"source,quote,code\nA-01,Saya parcaya,trust\n",
        ("codings/ani.csv:2: error:", "'Saya parcaya' is not in A-01", "nearest passage", QUOTE),
    ),
    "a quote that is there twice": (
        "codings/ani.csv", b"source,quote,code\nA-01,percaya,trust\n",
        ("codings/ani.csv:2: error:", "4 times in A-01", "turn 4", "quote more"),
    ),
    "a coding outside its text": (
        "codings/ani.csv", b"source,start,end,quote,code\nA-01,5,9999,,trust\n",
        ("codings/ani.csv:2: error:", "span 5 to 9999 is outside A-01", "characters 0 to"),
    ),
    "an informant without a role": (
        "informants.csv", b"id,role\nAN,farmer\nBD,\n",
        ("informants.csv:3: error:", "BD has no role", "roles of study.yaml"),
    ),
    "a role that the study does not have": (
        "informants.csv", b"id,role\nAN,famer\nBD,officer\n",
        ("informants.csv:2: error:", "famer is not in study.yaml", "Did you mean farmer?"),
    ),
    "a codebook with a cycle": (
        "codebooks/small.yaml", cyclic().encode(), ("codebooks/small.yaml:9: error:", "trust > promise > trust"),
    ),
    "a table in a wrong encoding": (
        "informants.csv", "id,role\nAN,pet\u00e1ni\n".encode("cp1252"),
        ("informants.csv:2: error:", "not UTF-8", "Save the file as UTF-8"),
    ),
    "an unreadable docx": (
        "sources/C-01.docx", b"PK\x03\x04 word/ cut", ("C-01.docx", "damaged or cut off", "save it again"),
    ),
    "an unreadable text": (
        "sources/C-01.txt", bytes(range(1, 256)) * 3, ("C-01.txt", "in line 2", "save the file as UTF-8"),
    ),
    "a source that is not there": (
        "sources.csv", b"id,file\nA-01,A01.txt\n",
        ("sources.csv:2: error:", "A01.txt is not there", "Did you mean A-01.txt?"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FOUND)
def test_check_finds_it_in_a_study_folder_with_its_line(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content, words = FOUND[what]
    folder = write_wells(tmp_path / "wells", codings=FIRST)
    (folder / name).write_bytes(content)
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if words[0] in line and words[1] in line]
    assert [word for word in words if word not in line] == []


def test_check_of_an_empty_folder_says_what_a_study_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "A study needs a folder sources/" in capsys.readouterr().out


def test_an_informant_without_a_role_comes_in_and_the_report_of_add_names_her_line(tmp_path: Path) -> None:
    folder = write_wells(tmp_path / "wells")
    (folder / "informants.csv").write_text("id,role\nAN,farmer\nBD,\n", encoding="utf-8")
    (lacking,) = qc.Case().add(folder).lacking
    assert lacking.startswith("informants.csv:3: BD belum punya peran: ")
    assert lacking.endswith("Tulis perannya di kolom role.")
