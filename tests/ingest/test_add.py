from dataclasses import fields
from pathlib import Path

import pytest
from wells import FIRST, A, B, book, write_wells

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.formats.study_write import write_study as written
from qualcase.model.nouns import NOUNS, Book, Coding, Segments, Source, Text, Voice


def state(case: qc.Case) -> dict[str, list[object]]:
    return {noun.__name__: case.rows(noun) for noun in NOUNS}


def test_a_study_folder_brings_its_sources_voices_codebook_and_codings(tmp_path: Path) -> None:
    case = qc.Case(coder="ani")
    report = case.add(write_wells(tmp_path / "well", codings=FIRST))
    assert report.frame["status"].tolist() == ["added"] * 3
    assert report.frame["turns"].tolist() == [5, 4, 0]
    assert [v.id for v in case.rows(Voice)] == ["AN", "BD", "PW", "observer"]
    assert [b.name for b in case.rows(Book)] == ["small"]
    assert [(c.quote, c.coder, c.stance) for c in case.rows(Coding)] == [
        ("Saya percaya pada mereka.", "ani", "supports"), ("Kami curiga.", "ani", "contradicts"),
    ]  # fmt: skip
    assert [event.verb for event in case.history] == ["add"]


def by_key(case: qc.Case) -> dict[str, dict[object, object]]:
    return {noun.__name__: {getattr(row, fields(noun)[0].name): row for row in case.rows(noun)} for noun in NOUNS}


@pytest.mark.parametrize("name", ["omah-kreteg", "clinic-app"])
def test_adding_a_study_again_changes_nothing(name: str) -> None:
    case = qc.Case(coder="ani")
    assert case.add(shipped("corpus") / name).problems == ()
    before = state(case)
    again = case.add(shipped("corpus") / name)
    assert again.frame["status"].unique().tolist() == ["there already"]
    assert len(case.history) == 1
    assert state(case) == before


@pytest.mark.parametrize("originals", [True, False], ids=["with originals", "without originals"])
@pytest.mark.parametrize("name", ["omah-kreteg", "clinic-app"])
def test_an_archive_comes_back_as_the_case_that_it_was(tmp_path: Path, name: str, originals: bool) -> None:
    case = qc.Case(coder="ani")
    case.add(shipped("corpus") / name)
    case.memo("an afterthought")
    case.reject(case.suggest(by="sentence")[:2])
    case.archive(tmp_path / "kept")
    if originals:
        files = {s.id: (shipped("corpus") / name / "sources" / s.file).read_bytes() for s in case.rows(Source)}
        written(tmp_path / "kept", {noun: case.rows(noun) for noun in NOUNS}, originals=files)
    back = qc.Case(coder="ani")
    assert back.add(tmp_path / "kept").problems == ()
    assert by_key(back) == by_key(case)
    back.add(tmp_path / "kept")
    assert len(back.history) == 1


def test_files_and_a_folder_of_transcripts_need_no_study_around_them(tmp_path: Path) -> None:
    (tmp_path / "A-01.txt").write_text(A, encoding="utf-8")
    (tmp_path / "B-01.txt").write_text(B, encoding="utf-8")
    one, two = qc.Case(), qc.Case()
    one.add(tmp_path)
    two.add(name for name in [tmp_path / "A-01.txt", str(tmp_path / "B-01.txt")])
    for case in (one, two):
        assert [(s.id, s.kind) for s in case.rows(Source)] == [("A-01", "interview"), ("B-01", "interview")]
    assert {v.id for v in two.rows(Voice)} == {"interviewer", "AN", "BD"}
    assert [event.verb for event in two.history] == ["add"]


def test_a_file_says_whose_account_it_is_and_of_what_kind(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Kami mencatat sumur itu kering.", encoding="utf-8")
    case = qc.Case()
    case.add(tmp_path / "x.txt", kind="document", voices=["village-office"])
    (source,) = case.rows(Source)
    assert (source.kind, source.voices) == ("document", ("village-office",))
    assert [voice.id for voice in case.rows(Voice)] == ["village-office"]
    with pytest.raises(qc.OptionError, match=r"Give a list: voices=\['AN'\]"):
        case.add(tmp_path / "x.txt", voices="AN")


def test_the_same_text_under_another_name_is_there_already(tmp_path: Path) -> None:
    for name in ("A-01.txt", "copy of A-01.txt"):
        (tmp_path / name).write_text(A, encoding="utf-8")
    case = qc.Case()
    case.add(tmp_path / "A-01.txt")
    again = case.add(tmp_path / "copy of A-01.txt")
    assert again.frame[["source", "status"]].values.tolist() == [["A-01", "there already"]]
    assert len(case.history) == 1


def test_a_corrected_file_under_the_same_id_is_refused_and_nothing_of_it_is_recorded(folder: Path) -> None:
    case = qc.Case(coder="ani")
    case.add(folder)
    case.code("Saya percaya pada mereka.", "trust", source="A-01")
    before, n = state(case), len(case.history)
    (folder / "sources" / "A-01.txt").write_text(A.replace("belum", "tidak"), encoding="utf-8")
    with pytest.raises(qc.FormatError, match=r"A-01\.txt: source 'A-01' is on record with another text.*another name"):
        case.add(folder / "sources" / "A-01.txt")
    report = case.add(folder)
    assert report.frame["status"].tolist() == ["refused", "there already", "there already"]
    assert state(case) == before
    assert len(case.history) == n


def test_one_bad_file_does_not_keep_the_others_out_and_the_report_says_which(folder: Path) -> None:
    (folder / "sources" / "B-01.txt").write_bytes(b"%PDF-1.4 not a text")
    case = qc.Case(coder="ani")
    report = case.add(folder)
    assert report.frame["status"].tolist() == ["added", "refused", "added"]
    assert report.refused == (report.frame["problem"][1],)
    assert "B-01.txt: this file is a PDF" in report.refused[0]
    assert "B-01.txt" in repr(report)
    assert [s.id for s in case.rows(Source)] == ["A-01", "N-01"]


def test_if_no_file_can_be_read_nothing_is_recorded_and_each_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"\x89PNG")
    case = qc.Case()
    for what in (tmp_path, [tmp_path / "a.txt", tmp_path / "b.txt"]):
        with pytest.raises(qc.FormatError, match=r"none of these files could be added:\n  a\.txt: .*\n  b\.txt: "):
            case.add(what)
    with pytest.raises(qc.FormatError, match=r"^a\.txt: this file is a picture"):
        case.add(tmp_path / "a.txt")
    assert not len(case.history)


def test_lines_that_could_not_be_placed_are_reported_with_their_number(tmp_path: Path) -> None:
    (tmp_path / "A-01.txt").write_text("Catatan pembuka\n" + A, encoding="utf-8")
    report = qc.Case().add(tmp_path / "A-01.txt")
    assert report.unplaced[["file", "line", "text"]].values.tolist() == [["A-01.txt", 1, "Catatan pembuka"]]
    assert report.frame["unplaced"].tolist() == [1]
    assert "baris 1" in repr(report)
    assert "line 1" in report.sheet(lang="en").columns[-1].cells[0]


def test_a_coding_that_cannot_be_placed_is_reported_by_its_line_and_the_others_come(tmp_path: Path) -> None:
    wrong = "A-01,Saya parcaya pada mereka.,trust,,\nA-01,Dulu belum percaya.,trus,,\nZ-9,Kami,trust,,\n"
    case = qc.Case(coder="ani")
    report = case.add(write_wells(tmp_path / "well", codings=FIRST + wrong))
    assert [problem.partition(" ")[0] for problem in report.problems] == [f"codings/ani.csv:{n}:" for n in (4, 5, 6)]
    assert "nearest passage" in report.problems[0]
    assert "Did you mean 'trust'" in report.problems[1]
    assert "no source 'Z-9'" in report.problems[2]
    assert len(case.rows(Coding)) == 2


def test_an_informant_without_a_role_is_reported_with_her_line_and_comes_all_the_same(folder: Path) -> None:
    (folder / "informants.csv").write_text(
        "id,role,speaker\nAN,,AN\nBD,officer,BD\nPW,interviewer,PW\n", encoding="utf-8"
    )
    case = qc.Case()
    (lacking,) = case.add(folder).lacking
    assert lacking.startswith("informants.csv:2: AN belum punya peran")
    assert case.rows(Voice, id="AN")[0].role == ""


def test_what_was_withdrawn_in_the_case_stays_so_when_the_folder_is_added_again(tmp_path: Path) -> None:
    case = qc.Case(coder="ani")
    case.add(write_wells(tmp_path / "well", codings=FIRST))
    case.uncode(case.rows(Coding)[0])
    n = len(case.history)
    case.add(tmp_path / "well")
    assert [c.withdrawn for c in case.rows(Coding)] == [True, False]
    assert len(case.history) == n


def test_a_folder_does_not_overwrite_a_codebook_that_the_case_has_moved_on_with(folder: Path, tmp_path: Path) -> None:
    newer = tmp_path / "small.yaml"
    newer.write_text(book(version="1.0.1", trust="yakin"), encoding="utf-8")
    case = qc.Case(coder="ani")
    case.add(folder)
    case.use(newer)
    (folder / "codebooks" / "small.yaml").write_text(book(version="1.0.1", trust="yakin, ikhlas"), encoding="utf-8")
    assert "1.0.1 of the folder differs from the 1.0.1" in case.add(folder).problems[0]
    (folder / "codebooks" / "small.yaml").write_text(book(), encoding="utf-8")
    (problem,) = case.add(folder).problems
    assert "1.0.0 of the folder differs from the 1.0.1" in problem
    assert case.codebook.version == "1.0.1"
    (folder / "codebooks" / "small.yaml").write_text(book(version="1.1.0", trust="ikhlas"), encoding="utf-8")
    assert case.add(folder).problems == ()
    assert case.codebook.version == "1.1.0"


def test_the_codings_of_a_folder_can_be_read_by_another_codebook(tmp_path: Path) -> None:
    other = tmp_path / "mine.yaml"
    other.write_text(book(version="3.0.0").replace("name: small", "name: mine"), encoding="utf-8")
    folder = write_wells(tmp_path / "well", codings=FIRST)
    case = qc.Case(coder="ani")
    assert case.add(folder, codebook=other).problems == ()
    assert [b.name for b in case.rows(Book)] == ["mine"]
    assert {(c.codebook, c.version) for c in case.rows(Coding)} == {("mine", "3.0.0")}
    with pytest.raises(qc.FormatError, match=r"has none of the codes in 'well' \('trust'.*The study names 'small'"):
        qc.Case().add(folder, codebook="technology-acceptance")
    with pytest.raises(qc.OptionError, match="codebook= is for a study folder"):
        qc.Case().add(folder / "sources" / "A-01.txt", codebook=other)


def test_a_text_is_kept_with_its_hash_and_cut_once(folder: Path) -> None:
    case = qc.Case()
    case.add(folder)
    for source in case.rows(Source):
        (text,) = case.rows(Text, hash=source.text)
        (segments,) = case.rows(Segments, source=source.id)
        assert segments.text == text.hash
        assert source.file_hash


def test_an_empty_folder_and_an_empty_list_hold_nothing_to_add(tmp_path: Path) -> None:
    with pytest.raises(qc.FormatError, match=r"nothing to add in .*\.docx.*sources/"):
        qc.Case().add(tmp_path)
    for what in ([], "", None, 5):
        with pytest.raises(qc.OptionError, match="add takes a folder, a file or several files, and was given"):
            qc.Case().add(what)  # type: ignore[arg-type]


def test_a_folder_of_studies_names_them() -> None:
    with pytest.raises(qc.FormatError, match="holds the study folders 'clinic-app', 'omah-kreteg': add one of them"):
        qc.Case().add(shipped("corpus"))


def test_a_kind_that_does_not_exist_is_refused_with_the_nearest(folder: Path) -> None:
    with pytest.raises(qc.OptionError, match="Did you mean 'interview'"):
        qc.Case().add(folder, kind="intervew")


def test_who_speaks_is_known_as_soon_as_the_list_of_informants_says_it(folder: Path) -> None:
    (folder / "informants.csv").write_text("id,role,side,speaker\nBD,officer,company,BD\n", encoding="utf-8")
    (folder / "sources.csv").write_text("id,file\nA-01,A-01.txt\nB-01,B-01.txt\nN-01,N-01.md\n", encoding="utf-8")
    case = qc.Case()
    case.add(folder)
    cut_before = case.rows(Segments, source="A-01")[0]
    assert cut_before.turns["voice"] == ["interviewer", "AN", "interviewer", "AN", "AN"]
    (folder / "informants.csv").write_text("id,role,side,speaker\nANI,farmer,community,AN\n", encoding="utf-8")
    case.add(folder)
    (after,) = case.rows(Segments, source="A-01")
    assert after.turns["voice"] == ["interviewer", "ANI", "interviewer", "ANI", "ANI"]
    assert (after.sentences, after.turns["start"]) == (cut_before.sentences, cut_before.turns["start"])
    assert set(case.snapshot.sources[0].voices) == {"ANI"}


def test_r_of_one_transcript_is_never_r_of_another(tmp_path: Path) -> None:
    for name, text in (("A-01.txt", A), ("B-01.txt", B)):
        written_out = text.replace("PW:", "I:").replace("AN:", "R:").replace("BD:", "R:")
        (tmp_path / name).write_text(written_out, encoding="utf-8")
    case = qc.Case()
    case.add(tmp_path)
    assert [(s.voices, s.interviewers) for s in case.rows(Source)] == [
        (("A-01",), ("interviewer",)), (("B-01",), ("interviewer",)),
    ]  # fmt: skip


def test_the_report_speaks_the_language_of_the_study(tmp_path: Path) -> None:
    (tmp_path / "A-01.txt").write_text(A, encoding="utf-8")
    case = qc.Case()
    report = case.add(tmp_path / "A-01.txt")
    assert [column.head for column in report.sheet().columns][:3] == ["Berkas", "Sumber", "Status"]
    assert report.sheet().columns[2].cells == ["ditambahkan"]
    assert case.add(tmp_path / "A-01.txt").sheet().columns[2].cells == ["sudah ada"]
    assert report.sheet(lang="en").title == "Added"
