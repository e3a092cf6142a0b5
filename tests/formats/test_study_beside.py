"""What stands beside codings in a study folder: read, checked, kept, written out again."""

import re
import unicodedata
from pathlib import Path

import pytest
from wells import SETTLED, TURN, A, write_beside, write_files

import qualcase as qc
from qualcase.ingest.check import check
from qualcase.model.nouns import Published, Settlement, Translation

FINDING = "findings:\n  - {id: p, statement: x, "
LISTED = "id,file\n"
HEARD = "heard:\n  - {id: IZ, side: company}\n  - {id: AE, role: officer}\n"
QUOTED = f"{HEARD}{FINDING}evidence: [{{how: quoted, voice: %s}}]}}\n"


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
        ("translations/A-01.en.csv", f"{TURN}3,Lalu sekarang?,a\n3,Lalu sekarang?,b\n", "en.csv:3: .*Turn 3.*en.csv:2"),
        ("translations/A-01.en.csv", f"{TURN}3,Lalu sekarang?,\n", "A-01.en.csv:2: error: translation is empty"),
        ("translations/A-01..csv", f"{TURN}3,Lalu sekarang?,a\n", "A-01..csv: error: .*YL-01.en.csv"),
        ("translations/A-01. .csv", f"{TURN}3,Lalu sekarang?,a\n", "A-01. .csv: error: .*YL-01.en.csv"),
        ("published.yaml", FINDING + "rests_on: {code: trus}}\n", "Did you mean trust"),
        ("published.yaml", FINDING + "rests_on: {cod: trust}}\n", "published.yaml:2: .*filter cod. Did you mean code"),
        ("published.yaml", FINDING + "rests_on: {side: compnay}}\n", "published.yaml:2: .*Did you mean company"),
        ("published.yaml", FINDING + "evidence: [{how: quoted, voice: IZ}]}\n", "IZ"),
        ("published.yaml", FINDING + "evidence: [{how: shouted}]}\n", "published.yaml:2: error"),
        ("sources.csv", f"{LISTED}A-01,A-01.txt\nX,X.txt\n", "sources.csv:3: error: .*same text as A-01"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Path, name: str, text: str, told: str) -> None:
    write_files(folder, {"sources/X.txt": A})
    found = "\n".join(map(str, check(write_beside(folder, {name: text}))))
    assert re.search(told, found), found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FINDING + "evidence:\n [{how: quoted}]}\n", "yaml:3: error: .*quoted.*voice"),
        (FINDING + "evidence: [{how: reported}]}\n", "yaml:2: error: .*reported.*voice"),
        (QUOTED % "ZI", r"yaml:5: error: ZI is not among .*heard \(IZ, AE\)"),
        (f"heard: [{{role: officer}}]\n{FINDING}}}\n", "yaml:1: error: id is missing"),
        (f"heard: [{{id: {{id: IZ}}}}]\n{FINDING}}}\n", "yaml:1: error: id must be a text"),
        (f"heard: [{{id: IZ, sied: x}}]\n{FINDING}}}\n", "yaml:1: error: .*sied. Did you mean side"),
        (f"{HEARD}  - {{id: IZ}}\n{FINDING}}}\n", "yaml:4: error: The id IZ .* line 2"),
        (f"heard:\n - {{id: IZ, side: compnay}}\n{FINDING}}}\n", "yaml:2: error: .*mean company"),
        (f"heard:\n - {{id: IZ, role: oficer}}\n{FINDING}}}\n", "yaml:2: error: .*mean officer"),
        (f"{HEARD}{FINDING}heard: [{{id: AE, role: oficer}}]}}\n", "yaml:5: error: .*mean officer"),
        (f"{HEARD}{FINDING}heard: [{{role: officer}}]}}\n", "yaml:5: error: id is missing"),
        (f"{HEARD}{FINDING}heard: [], evidence: [{{how: quoted, voice: IZ}}]}}\n", r"yaml:5: error: IZ .*\(–\)"),
    ],
)
def test_words_in_a_publication_are_those_of_somebody_it_heard(folder: Path, text: str, told: str) -> None:
    found = "\n".join(map(str, check(write_beside(folder, {"published.yaml": text}))))
    assert re.search(told, found), found


def test_whom_a_publication_heard_is_free_where_the_study_declares_no_roles(folder: Path) -> None:
    study = (folder / "study.yaml").read_text(encoding="utf-8")
    text = f"heard: [{{id: IZ, role: any, side: other}}]\n{FINDING}}}\n"
    write_files(folder, {"study.yaml": re.sub(r"(?s)sides:.*(?=phases:)", "", study), "published.yaml": text})
    assert not check(folder)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("translations/A-01.en.csv", f"{TURN}2,Saya percaya pada mereka. Dulu belum percaya.,x\n3,Lalu sekarang?,x\n"),
        ("translations/A-01.ms.csv", f"{TURN}3,Lalu sekarang?,x\n"),
        ("published.yaml", QUOTED % "AE"),
        ("published.yaml", FINDING + "evidence: [{how: asserted}]}\n"),
        ("published.yaml", FINDING + "heard: [{id: ZI, role: farmer}],\n evidence: [{how: quoted, voice: ZI}]}\n"),
    ],
)
def test_what_is_right_is_not_told(folder: Path, name: str, text: str) -> None:
    assert not check(write_beside(folder, {name: text}))


def test_each_text_is_one_source_in_either_language(folder: Path) -> None:
    write_files(folder, {"sources/X.txt": f"{A}\n", "sources/Y.txt": A})
    told = [found for found in check(folder, lang="id") if found.level == "error"]
    assert not told  # a text that no line lists is known by its words
    write_files(folder, {"sources.csv": "id,file,kind,voices\nY,Y.txt,interview,AN\nA-01,A-01.txt,interview,AN\n"})
    (told,) = [found for found in check(folder, lang="id") if found.level == "error"]
    assert (told.place, "teks yang sama dengan Y" in told.message) == ("sources.csv:3", True)


def test_a_source_whose_id_is_no_file_name_keeps_its_translations(folder: Path, tmp_path: Path) -> None:
    listed = "id,file,kind,voices\nYL 01,A-01.txt,interview,AN\na:b,B-01.txt,interview,BD\nCON,N-01.md,observation,\n"
    whose = f"{TURN.strip()},source\n"
    write_files(folder, {
        "sources.csv": listed,
        "translations/YL 01.en.csv": f"{TURN}3,Lalu sekarang?,And now?\n",
        "translations/b.en.csv": f"{whose}3,Lalu?,So?,a:b\n",
        "translations/note.en.csv": f"{whose}1,Sumur di ujung jalan kering.,The well is dry.,CON\n",
    })  # fmt: skip
    assert not check(folder)
    case = qc.open(folder)
    assert {row.source for row in case.rows(Translation)} == {"YL 01", "a:b", "CON"}
    written = case.archive(tmp_path / "archive")
    assert sorted(path.name for path in (written / "translations").iterdir()) == [
        "YL-01.en.csv", "_CON.en.csv", "a-b.en.csv",
    ]  # fmt: skip
    assert not check(written)
    again = qc.open(written)
    assert {row.id: row for row in again.rows(Translation)} == {row.id: row for row in case.rows(Translation)}
    again.archive(tmp_path / "second")
    for path in (written / "translations").iterdir():
        assert (tmp_path / "second" / "translations" / path.name).read_bytes() == path.read_bytes()


def test_one_turn_of_a_source_is_translated_once_whatever_the_file(folder: Path) -> None:
    table = f"{TURN.strip()},source\n3,Lalu sekarang?,x,A-01\n"
    write_files(folder, {"translations/A-01.en.csv": f"{TURN}3,Lalu sekarang?,x\n", "translations/B.en.csv": table})
    (told,) = check(folder)
    assert (told.place, "translations/A-01.en.csv:2" in told.message) == ("translations/B.en.csv:2", True)


def test_a_translation_may_spell_the_letters_of_a_turn_otherwise(folder: Path) -> None:
    spoken = A.replace("Lalu sekarang?", "Kafénya ramé?")
    apart = unicodedata.normalize("NFD", "Kafénya ramé?")
    assert apart not in spoken
    write_files(folder, {"sources/A-01.txt": spoken, "translations/A-01.en.csv": f"{TURN}3,{apart},It is lively?\n"})
    assert not check(folder)
    case = qc.Case()
    assert not case.add(folder).problems
    assert [row.words for row in case.rows(Translation)] == ["It is lively?"]


def test_an_archive_keeps_whom_each_publication_heard(folder: Path, tmp_path: Path) -> None:
    case = qc.Case(coder="ani")
    case.add(write_beside(folder))
    other = [{"id": "ZI", "role": "farmer", "side": "community"}]
    quoted = [{"how": "quoted", "voice": "ZI", "kind": "interview"}]
    with case.record("test") as change:
        change.put(
            Published("q", "other", reference="Another paper", heard=other, evidence=quoted),
            Published("r", "nobody"),
            Published("s", "the same paper", reference="A paper", heard=[{"id": "IZ", "side": "company"}]),
        )
    written = case.archive(tmp_path / "archive")
    assert not check(written)
    assert qc.open(written).rows(Published) == case.rows(Published)
    text = (written / "published.yaml").read_text(encoding="utf-8")
    assert text.count("A paper") == 1
    assert text.count("Another paper") == 1
