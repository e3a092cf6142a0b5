from pathlib import Path

import pytest
from wells import book

import qualcase as qc
from qualcase.model.nouns import Book


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "small.yaml"


def test_a_shipped_codebook_is_taken_by_its_name_and_copied_into_the_case() -> None:
    case = qc.Case()
    used = case.use("four-elements")
    assert used.diff is None
    assert case.codebook.content() == used.codebook.content()
    assert [book.name for book in case.rows(Book)] == ["four-elements"]


def test_using_the_same_book_again_changes_nothing(small: qc.Case, file: Path) -> None:
    file.write_text(book(), encoding="utf-8")
    assert small.use(file).diff is None
    assert len(small.history) == 1


def test_a_changed_book_says_what_changed_and_how_many_codings_that_touches(small: qc.Case, file: Path) -> None:
    small.code("Saya percaya pada mereka.", "trust", source="A-01")
    gone = small.code("Dulu belum percaya.", "trust", source="A-01")
    small.uncode(gone)
    file.write_text(book(version="1.0.1", trust="yakin"), encoding="utf-8")
    used = small.use(file)
    assert used.diff is not None
    assert [(change.code, change.what) for change in used.diff.changes] == [("trust", "indicators")]
    assert used.touched == (("trust", 1),)
    assert "trust: 1 codings were made by the entry as it was" in repr(used)
    assert small.codebook.version == "1.0.1"


@pytest.mark.parametrize("version", ["1.0.0", "0.9.0"])
def test_a_changed_book_whose_version_does_not_say_so_is_refused(small: qc.Case, file: Path, version: str) -> None:
    file.write_text(book(version=version, trust="yakin"), encoding="utf-8")
    with pytest.raises(qc.OptionError, match=r"version .* does not say so: the case uses 1\.0\.0.*version: 1\.0\.1"):
        small.use(file)
    assert small.codebook.version == "1.0.0"
    assert len(small.history) == 1


def test_taking_a_code_away_asks_for_a_higher_version_than_a_new_cue(small: qc.Case, file: Path) -> None:
    file.write_text(book(version="1.0.1").partition("  - id: promise")[0], encoding="utf-8")
    with pytest.raises(qc.OptionError, match=r"(?s)version: 2\.0\.0.*promise: removed"):
        small.use(file)


def test_what_is_no_codebook_is_refused_with_what_there_is(tmp_path: Path) -> None:
    case = qc.Case()
    (tmp_path / "note.txt").write_text("no book", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(book(), encoding="utf-8")
    for wrong, error, message in (
        ("four-element", qc.NotFound, "Did you mean 'four-elements'.*with its suffix"),
        (tmp_path / "mien.yaml", qc.NotFound, "Did you mean 'mine.yaml'"),
        ("", qc.NotFound, "There are: 'four-elements'"),
        (tmp_path, qc.FormatError, "is a folder"),
        (tmp_path / "note.txt", qc.FormatError, "is no codebook: that is a file of the kind .yaml"),
        (qc.Codebook("x", "1"), qc.OptionError, "three numbers"),
    ):
        with pytest.raises(error, match=message):
            case.use(wrong)
    assert not len(case.history)


def test_a_broken_codebook_is_refused_with_every_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(book().replace("kind: descriptive", "kind: descripive").replace("id: trust", "id: Trust!"), "utf-8")
    with pytest.raises(qc.FormatError, match=r"(?s)mine\.yaml has 2 errors:\n  line 7: .*\n  line 24: .*descriptive"):
        qc.Case().use(file)
