import sqlite3
from pathlib import Path

import pytest
from store.rows_made import all_bytes, coding, record

from qualcase.errors import StoreError
from qualcase.model.nouns import Coding
from qualcase.store import file, store, upgrade
from qualcase.store.backups import backups
from qualcase.store.store import Store
from qualcase.store.upgrade import Step


def louder(con: sqlite3.Connection) -> None:
    con.execute("UPDATE coding SET memo = upper(memo)")


def broken(con: sqlite3.Connection) -> None:
    con.execute("DELETE FROM coding")
    raise ZeroDivisionError


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case file of format 1, met by a qualcase that knows format 3."""
    made = tmp_path / "omah.qualcase"
    first = Store.open(made)
    record(first, coding("a", memo="kuat"))
    first.close()
    monkeypatch.setattr(file, "FORMAT", 3)
    monkeypatch.setattr(store, "FORMAT", 3)
    return made


def knows(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    monkeypatch.setattr(upgrade, "STEPS", steps)


def test_an_older_file_is_brought_up_to_date_by_named_steps_and_kept_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aloud = Step(3, "exclaim", lambda con: con.execute("UPDATE coding SET memo = memo || '!'"))
    knows(monkeypatch, Step(1, "not again", broken), Step(2, "louder", louder), aloud)
    opened = Store.open(path)
    assert [row.memo for row in opened.rows(Coding)] == ["KUAT!"]
    assert opened._con.execute("SELECT format, name FROM migration").fetchall() == [(2, "louder"), (3, "exclaim")]
    assert opened.verify_chain() == []
    opened.close()
    assert file.format_of(path) == 3
    assert [file.format_of(kept) for kept in backups(path)] == [1]
    assert {item.name for item in path.parent.iterdir()} == {"omah.qualcase", "omah-backups"}
    Store.open(path).close()


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    knows(monkeypatch, Step(2, "louder", louder), Step(3, "broken", broken))
    with pytest.raises(ZeroDivisionError):
        Store.open(path)
    assert path.read_bytes() == before
    assert {item.name for item in path.parent.iterdir()} == {"omah.qualcase", "omah-backups"}


def test_an_older_file_that_is_open_elsewhere_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FORMAT", 1)
    other = Store.open(path)
    monkeypatch.setattr(store, "FORMAT", 3)
    knows(monkeypatch, Step(3, "louder", louder))
    with pytest.raises(StoreError, match=r"open elsewhere\. Close it there"):
        Store.open(path)
    record(other, coding("b", 23, 30))
    other.close()
    Store.open(path).close()
    assert file.format_of(path) == 3


def test_an_older_file_is_not_changed_by_reading_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knows(monkeypatch, Step(3, "louder", louder))
    before = all_bytes(path.parent)
    with pytest.raises(StoreError, match="the older format 1"):
        Store.open(path, readonly=True)
    assert all_bytes(path.parent) == before
