"""What a changed codebook would do to codings: every kind of change has its row, and nothing is recorded."""

from pathlib import Path

import pytest
from wells import book

import qualcase as qc
from qualcase.errors import NotFound


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "newer.yaml"


def test_every_changed_code_has_a_row_with_its_codings_whose_they_are_and_what_becomes_of_them(
    small: qc.Case, file: Path
) -> None:
    small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="supports")
    small.code("Kami curiga.", "trust", source="B-01", stance="contradicts", coder="budi")
    small.code("Mereka menepati kata.", "promise", source="A-01")
    text = book(version="1.0.1", trust="yakin").replace("A promise is spoken of.", "Somebody gives a word.")
    file.write_text(text, encoding="utf-8")
    shown, n = small.impact(file), len(small.history)
    rows = shown.frame.set_index("code")
    assert rows["fate"].to_dict() == {"trust": "stand", "promise": "review"}
    assert rows.loc["trust", ["what", "codings", "coders", "voices", "sources"]].tolist() == [
        "indicators", 2, "ani, budi", 2, 2,
    ]  # fmt: skip
    assert rows.loc["promise", "fields"] == "definition"
    notes = " ".join(shown.sheet(lang="en").notes)
    assert "1 codings would move or be marked" in notes
    assert "ask for version 1.1.0 or higher; use(...) refuses 1.0.1" in notes
    assert shown.sheet(lang="en").columns[3].links == [rows.tolist() for rows in shown.rows]
    assert len(small.history) == n


def test_a_code_that_is_taken_out_would_leave_its_codings_without_one(small: qc.Case, file: Path) -> None:
    small.code("Mereka menepati kata.", "promise", source="A-01")
    file.write_text(book(version="2.0.0").partition("  - id: promise")[0], encoding="utf-8")
    assert small.impact(file).frame["fate"].tolist() == ["orphaned"]
    assert "retire it instead" in small.impact(file).sheet(lang="en").columns[2].cells[0]
    moved = small.impact(file, codes={"promise": "trust"})
    assert moved.frame[["fate", "to"]].values.tolist() == [["move", "trust"]]
    small.use(file, codes={"promise": "trust"})
    assert small.quotes().frame["code"].tolist() == ["trust"]


def test_a_book_that_is_not_in_use_has_no_impact(small: qc.Case, file: Path) -> None:
    with pytest.raises(NotFound, match="no codebook 'four-elements' in this case"):
        small.impact("four-elements")
    file.write_text(book(), encoding="utf-8")
    assert "Nothing changes" in repr(small.impact(file).sheet(lang="en").notes)
