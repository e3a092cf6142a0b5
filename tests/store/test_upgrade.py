import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store.rows_made import all_bytes, coding, record

from qualcase.errors import StoreError
from qualcase.model.nouns import Aspect, Assignment, Coding, Published, Round, Settlement, Stood, Translation
from qualcase.store import file, steps, store
from qualcase.store.backups import backups
from qualcase.store.schema import FORMAT
from qualcase.store.steps import Step
from qualcase.store.store import Store


def louder(con: sqlite3.Connection) -> None:
    con.execute("UPDATE coding SET memo = upper(memo)")


def broken(con: sqlite3.Connection) -> None:
    con.execute("DELETE FROM coding")
    raise ZeroDivisionError


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case file of today's format, met by a qualcase that knows one two steps on."""
    made = tmp_path / "omah.qualcase"
    first = Store.open(made)
    record(first, coding("a", memo="kuat"))
    first.close()
    monkeypatch.setattr(file, "FORMAT", FORMAT + 2)
    monkeypatch.setattr(store, "FORMAT", FORMAT + 2)
    return made


def knows(monkeypatch: pytest.MonkeyPatch, *known: Step) -> None:
    monkeypatch.setattr(steps, "STEPS", known)


def test_an_older_file_is_brought_up_to_date_by_named_steps_and_kept_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aloud = Step(FORMAT + 2, "exclaim", lambda con: con.execute("UPDATE coding SET memo = memo || '!'"))
    knows(monkeypatch, Step(FORMAT, "not again", broken), Step(FORMAT + 1, "louder", louder), aloud)
    opened = Store.open(path)
    assert [row.memo for row in opened.rows(Coding)] == ["KUAT!"]
    assert opened._con.execute("SELECT format, name FROM migration").fetchall() == [
        (FORMAT + 1, "louder"),
        (FORMAT + 2, "exclaim"),
    ]
    assert opened.verify_chain() == []
    opened.close()
    assert file.format_of(path) == FORMAT + 2
    assert [file.format_of(kept) for kept in backups(path)] == [FORMAT]
    assert {item.name for item in path.parent.iterdir()} == {"omah.qualcase", "omah-backups"}
    Store.open(path).close()


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    knows(monkeypatch, Step(FORMAT + 1, "louder", louder), Step(FORMAT + 2, "broken", broken))
    with pytest.raises(ZeroDivisionError):
        Store.open(path)
    assert path.read_bytes() == before
    assert {item.name for item in path.parent.iterdir()} == {"omah.qualcase", "omah-backups"}


def test_an_older_file_that_is_open_elsewhere_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FORMAT", FORMAT)
    other = Store.open(path)
    monkeypatch.setattr(store, "FORMAT", FORMAT + 2)
    knows(monkeypatch, Step(FORMAT + 2, "louder", louder))
    with pytest.raises(StoreError, match=r"open elsewhere\. Close it there"):
        Store.open(path)
    record(other, coding("b", 23, 30))
    other.close()
    Store.open(path).close()
    assert file.format_of(path) == FORMAT + 2


def test_an_older_file_is_not_changed_by_reading_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knows(monkeypatch, Step(FORMAT + 2, "louder", louder))
    before = all_bytes(path.parent)
    with pytest.raises(StoreError, match=f"the older format {FORMAT}") as told:
        Store.open(path, readonly=True)
    assert f"with qc.open({str(path)!r})" in str(told.value)
    assert all_bytes(path.parent) == before


def test_an_older_file_that_cannot_be_written_is_to_be_copied_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knows(monkeypatch, Step(FORMAT + 2, "louder", louder))
    monkeypatch.setattr(store, "writable", lambda path: False)
    with pytest.raises(StoreError, match=r"Copy it to a folder of your own.*there, with qc\.open\('omah\.qualcase'\)"):
        Store.open(path)


def test_a_link_stays_a_link_and_the_file_that_it_leads_to_is_brought_up_to_date(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knows(monkeypatch, Step(FORMAT + 2, "louder", louder))
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "mine.qualcase"
    link.symlink_to(path)
    Store.open(link).close()
    assert link.is_symlink()
    assert file.format_of(path) == FORMAT + 2
    assert [item.name for item in link.parent.iterdir()] == ["mine.qualcase"]
    assert [file.format_of(kept) for kept in backups(path)] == [FORMAT]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o600, 0o660])
def test_an_older_file_keeps_its_rights(path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    knows(monkeypatch, Step(FORMAT + 2, "louder", louder))
    path.chmod(mode)
    Store.open(path).close()
    assert file.format_of(path) == FORMAT + 2
    assert path.stat().st_mode & 0o777 == mode
    assert [kept.stat().st_mode & 0o777 for kept in backups(path)] == [mode]


def test_a_file_of_the_first_format_opens_with_all_it_held_and_the_tables_of_today(tmp_path: Path) -> None:
    path = tmp_path / "wells.qualcase"
    path.write_bytes((Path(__file__).parents[1] / "data" / "cases" / "format-1.qualcase").read_bytes())
    assert file.format_of(path) == 1
    with closing(Store.open(path)) as opened, closing(Store.open(None)) as fresh:
        assert [(row.code, row.stance, row.quote) for row in opened.rows(Coding)] == [
            ("trust", "supports", "Saya percaya pada mereka."),
            ("trust", "contradicts", "Kami curiga."),
        ]
        assert (
            opened.rows(Translation) == opened.rows(Settlement) == opened.rows(Published) == opened.rows(Aspect) == []
        )
        assert opened.verify_chain() == []
        undone = opened.undo("ani")  # what was done under the older format can be taken back, and done again
        assert undone.verb == "undo"
        assert opened.rows(Coding) == []
        opened.redo("ani")
        assert len(opened.rows(Coding)) == 2
        columns = "SELECT m.name, p.name, p.type, p.pk FROM sqlite_master m, pragma_table_info(m.name) p ORDER BY 1, 2"
        assert opened._con.execute(columns).fetchall() == fresh._con.execute(columns).fetchall()
    assert file.format_of(path) == FORMAT


def test_what_the_second_format_recorded_can_be_taken_back_under_todays(tmp_path: Path) -> None:
    path = tmp_path / "wells.qualcase"
    path.write_bytes((Path(__file__).parents[1] / "data" / "cases" / "format-2.qualcase").read_bytes())
    assert file.format_of(path) == 2
    with closing(Store.open(path)) as opened, closing(Store.open(None)) as fresh:
        first, second = opened.rows(Coding)
        assert (first.stance, first.was, first.needs_review) == ("mixed", "", False)
        assert [(row.kept, row.came_from) for row in opened.rows(Settlement)] == [(("ani",), ())]
        assert opened.rows(Round) == opened.rows(Assignment) == opened.rows(Stood) == []
        before = {row.id: row for row in opened.rows(Coding)}
        _, was = opened.past(2)
        assert [row.stance for row in was.rows(Coding)] == ["supports"]
        was.close()
        opened.undo("ani")
        opened.undo("ani")
        assert [row.stance for row in opened.rows(Coding)] == ["supports"]
        opened.redo("ani")
        opened.redo("ani")
        assert {row.id: row for row in opened.rows(Coding)} == before
        assert opened.verify_chain() == []
        columns = "SELECT m.name, p.name, p.type, p.pk FROM sqlite_master m, pragma_table_info(m.name) p ORDER BY 1, 2"
        assert opened._con.execute(columns).fetchall() == fresh._con.execute(columns).fetchall()
    assert second.id in before
