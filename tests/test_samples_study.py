"""Two real conversations, which belong to others, go through every stage as a study folder made here.

No word of theirs stands in this file: what is coded is taken from the text by its place, when the test runs.
"""

import csv
from dataclasses import fields
from pathlib import Path

import pytest
from wells import book

import qualcase as qc
from qualcase.cli import main
from qualcase.formats.document import Document
from qualcase.formats.read import read
from qualcase.model.nouns import NOUNS, Coding, Segments, Text

FILES = ("id_percakapan_1.txt", "id_wawancara_2.docx")
STUDY = """\
format: 1
title: Two conversations
language: id
sides: [{id: asked, label: Asked}, {id: asking, label: Asking}]
roles:
  - {id: student, label: Student, side: asked}
  - {id: friend, label: Friend, side: asking}
codebooks: [small]
"""


@pytest.fixture(scope="module")
def documents(samples: Path) -> dict[str, Document]:
    """The two files as they are read."""
    return {name: read(samples / name) for name in FILES}


@pytest.fixture(scope="module")
def study(samples: Path, documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study folder of the two: those who speak most as informants, long turns of theirs coded by their place."""
    folder = tmp_path_factory.mktemp("samples") / "study"
    for part in ("sources", "codebooks", "codings"):
        (folder / part).mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    (folder / "codebooks" / "small.yaml").write_text(
        book().replace("    holder: community\n    target: company\n", ""), encoding="utf-8"
    )
    people, sources, codings = [["id", "role", "side", "speaker"]], [["id", "file", "kind"]], []
    for number, (name, document) in enumerate(documents.items(), 1):
        (folder / "sources" / name).write_bytes((samples / name).read_bytes())
        sources.append([f"T{number}", name, "interview"])
        for role, side, speaker in zip(
            ("student", "friend"), ("asked", "asking"), list(document.speakers), strict=False
        ):
            people.append([f"{role[0].upper()}{number}", role, side, speaker])
            said = [document.text[turn.start : turn.end] for turn in document.turns if turn.speaker == speaker]
            once = sorted((words for words in said if document.text.count(words) == 1), key=len, reverse=True)
            for words, stance in zip(once[:3], ("supports", "supports", "contradicts"), strict=True):
                codings.append([f"T{number}", words, "trust", stance, "first_hand"])
    for file, rows in (
        ("informants.csv", people), ("sources.csv", sources),
        ("codings/ani.csv", [["source", "quote", "code", "stance", "basis"], *codings]),
    ):  # fmt: skip
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    return folder


@pytest.fixture(scope="module")
def real(study: Path) -> qc.Case:
    case = qc.Case(coder="ani")
    assert case.add(study).problems == ()
    return case


def test_both_are_added_with_their_speakers_and_every_coding_found(
    real: qc.Case, documents: dict[str, Document]
) -> None:
    assert [source.id for source in real.snapshot.sources] == ["T1", "T2"]
    for source, document in zip(real.snapshot.sources, documents.values(), strict=True):
        (segments,) = real.rows(Segments, source=source.id)
        assert [len(segments.turns["start"])] == [len(document.turns)]
        assert {"T1": {"S1", "F1"}, "T2": {"S2", "F2"}}[source.id] <= set(segments.turns["voice"])
    assert len(real.rows(Coding)) == 12


def test_every_quote_is_what_the_text_has_at_its_place(real: qc.Case, documents: dict[str, Document]) -> None:
    texts = {text.hash: text.content for text in real.rows(Text)}
    assert sorted(texts.values()) == sorted(document.text for document in documents.values())
    for coding in real.rows(Coding):
        assert texts[coding.text][coding.start : coding.end] == coding.quote


def test_the_numbers_of_the_matrix_and_the_triangulation_are_those_that_were_coded(real: qc.Case) -> None:
    voices = real.matrix("code", "role").frame
    assert "trust" in voices.to_string()
    found = real.triangulate("trust").frame.iloc[0]
    assert (found["supports"], found["contradicts"], found["mixed"]) == (0, 0, 4)  # each said both
    speakers = {voice for row in real.rows(Segments) for voice in row.turns["voice"]}
    assert found["asked"] == len(speakers)
    assert len(real.triangulate("trust").quotes("trust")) == 12


def test_the_folder_is_clean_but_for_those_who_are_on_no_list(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(study)]) == 0
    assert ": 0 errors, " in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_report_links_every_quote_to_its_place(study: Path, tmp_path: Path, lang: str) -> None:
    assert main(["report", str(study), "--lang", lang, "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert page.count("T1") > 10
    assert "Two conversations" in page


def test_the_archive_reads_back_as_the_same_case(real: qc.Case, tmp_path: Path) -> None:
    back = qc.Case()
    back.add(real.archive(tmp_path / "kept"))
    for noun in (*NOUNS[1:6], Coding):
        key = fields(noun)[0].name
        assert {getattr(row, key): row for row in back.rows(noun)} == {
            getattr(row, key): row for row in real.rows(noun)
        }


def test_suggestions_are_of_those_who_speak_and_each_has_its_reason(real: qc.Case) -> None:
    hints = real.suggest(by="turn")
    assert all(hints.data["because"])
    assert all(voice for voice in hints.data["voice"])
