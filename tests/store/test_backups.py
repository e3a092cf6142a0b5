import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store.rows_made import HASH, all_bytes, coding, record, study

from qualcase.errors import OptionError, StoreError
from qualcase.model.nouns import Asked, Coding, Decision, Segments, Source
from qualcase.store.backups import KEEP, backups, doctor, restore
from qualcase.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file with a coding in it, closed, without backups."""
    made = tmp_path / "omah.qualcase"
    store = Store.open(made)
    record(store, *study(), coding("a"))
    store.close()
    return made


def work(path: Path, *names: str) -> None:
    """Open, record a coding, close, for each name."""
    for name in names:
        store = Store.open(path)
        at = store.seq
        record(store, coding(name, at, at + 1, memo="x"))
        store.close()


def ids(path: Path) -> list[str]:
    store = Store.open(path, readonly=True)
    try:
        return [row.id for row in store.rows(Coding)]
    finally:
        store.close()


def test_opening_to_write_keeps_the_file_as_it_was_in_a_plain_copy(path: Path) -> None:
    work(path, "b")
    (kept,) = backups(path)
    assert kept.parent == path.parent / "omah-backups"
    assert all_bytes(kept.parent).keys() == {kept.name}
    assert kept.read_bytes()[18:20] == b"\1\1"  # in SQLite's header: no shared journal, so it can be read anywhere
    assert ids(kept) == ["a"]
    assert doctor(kept) == [f for f in doctor(path) if f.message.startswith("a:")]


def test_what_did_not_change_is_not_copied_again(path: Path) -> None:
    for _ in range(3):
        Store.open(path).close()
    assert len(backups(path)) == 1
    work(path, "b")
    Store.open(path).close()
    assert [ids(kept) for kept in backups(path)] == [["a", "b"], ["a"]]


def test_a_new_case_and_one_that_is_only_read_have_no_backup(path: Path) -> None:
    Store.open(path, readonly=True).close()
    assert backups(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_the_latest_few_are_kept(path: Path) -> None:
    work(path, *"bcdefghi")
    assert len(backups(path)) == KEEP == 5
    assert [len(ids(kept)) for kept in backups(path)] == [8, 7, 6, 5, 4]


def test_what_another_notebook_has_not_finished_is_not_in_the_copy(path: Path) -> None:
    first = Store.open(path)
    record(first, coding("b", 23, 30))
    with first.record("code", actor="ani", arguments={}) as change:
        change.put(coding("c", 31, 38))
        Store.open(path).close()
    assert ids(backups(path)[0]) == ["a", "b"]
    kept = sqlite3.connect(backups(path)[0])
    assert kept.execute("SELECT * FROM session").fetchall() == []
    kept.close()
    first.close()


def test_a_folder_that_cannot_hold_backups_does_not_keep_a_case_shut(path: Path) -> None:
    path.with_name("omah-backups").write_text("a file", encoding="utf-8")
    work(path, "b")
    assert ids(path) == ["a", "b"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o600, 0o660])
def test_a_backup_and_what_is_restored_are_as_private_as_the_file(path: Path, mode: int) -> None:
    path.chmod(mode)
    work(path, "b")
    assert [kept.stat().st_mode & 0o777 for kept in backups(path)] == [mode]
    restore(path)
    assert path.stat().st_mode & 0o777 == mode
    path.unlink()
    restore(path, 2)
    assert path.stat().st_mode & 0o777 == mode


def test_a_link_has_the_backups_of_the_file_that_it_leads_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "mine.qualcase"
    link.symlink_to(path)
    work(link, "b")
    assert backups(link) == backups(path)
    assert len(backups(path)) == 1
    restore(link)
    assert ids(path) == ["a"]
    assert os.listdir(link.parent) == ["mine.qualcase"]


def test_a_backup_is_brought_back_and_the_present_file_becomes_one(path: Path) -> None:
    work(path, "b", "c")
    chosen = backups(path)[1]
    assert restore(path, 2) == chosen
    assert ids(path) == ["a"]
    assert ids(backups(path)[0]) == ["a", "b", "c"]
    assert not list(path.parent.glob("*.part"))
    restore(path, 1)
    assert ids(path) == ["a", "b", "c"]
    work(path, "d")
    assert ids(path) == ["a", "b", "c", "d"]


def test_a_file_that_is_gone_or_damaged_is_brought_back(path: Path) -> None:
    work(path, "b")
    path.unlink()
    restore(path)
    assert ids(path) == ["a"]
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    path.with_name("omah.qualcase-wal").write_bytes(b"left by a crash")
    restore(path)
    assert ids(path) == ["a"]
    kept = backups(path)[0]
    assert kept.read_bytes().endswith(b"\xff" * 9000)
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"left by a crash"


@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_backup_that_is_not_there_is_refused(path: Path, which: int) -> None:
    work(path, "b", "c")
    before = all_bytes(path.parent)
    with pytest.raises(OptionError, match=rf"no backup {which} of 2"):
        restore(path, which)
    assert all_bytes(path.parent) == before


def test_a_damaged_backup_is_not_brought_back(path: Path) -> None:
    work(path, "b")
    backups(path)[0].write_bytes(b"nothing")
    with pytest.raises(StoreError, match="is no case file"):
        restore(path)
    assert ids(path) == ["a", "b"]


def test_a_file_that_is_open_is_not_replaced(path: Path) -> None:
    work(path, "b")
    store = Store.open(path)
    with pytest.raises(StoreError, match="is open in another notebook"):
        restore(path)
    record(store, coding("c", 31, 38))
    store.close()
    assert ids(path) == ["a", "b", "c"]


def test_a_file_with_names_like_a_pattern_has_its_own_backups(tmp_path: Path) -> None:
    path = tmp_path / "omah[1].qualcase"
    work(path, "a", "b", "c")
    assert len(backups(path)) == 2


def test_a_sound_file_has_no_findings(path: Path) -> None:
    before = all_bytes(path.parent)
    assert doctor(path) == []
    assert all_bytes(path.parent) == before


def change(path: Path, *rows: object) -> list[str]:
    store = Store.open(path)
    record(store, *rows)
    store.close()
    return [str(finding) for finding in doctor(path)]


def test_a_quote_that_is_not_in_its_place_is_found(path: Path) -> None:
    found = change(path, coding("b", 23, 30, quote="tidak pernah"))
    assert found == ["coding: b: its quote is 'tidak pernah', but IW-01 has 'walaupu' at 23 to 30"]


def test_rows_that_refer_to_nothing_are_found(path: Path) -> None:
    found = change(
        path, Source("PK-01", "interview", "0" * 64), Segments("XX-01", "", ""), Asked("z trust", "z", "trust", "yes"),
        Decision("d", "YY-01", 0, 1, "trust", "e", "rejected", "ani"), coding("b", 23, 30, codebook="lost", voice="LP"),
    )  # fmt: skip
    assert found == [
        f"source: PK-01: its text {'0' * 39 + '…'!r} is not on record",
        "segments: XX-01: its source 'XX-01' is not on record",
        "coding: b: its codebook 'lost' is not on record",
        "coding: b: its voice 'LP' is not on record",
        "asked: z trust: its voice 'z' is not on record",
        "decision: d: its source 'YY-01' is not on record",
    ]


def test_a_history_that_was_changed_is_found(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("UPDATE event SET actor = 'budi'")
    con.commit()
    con.close()
    assert [str(finding) for finding in doctor(path)] == [
        "history: event 1 (code by budi) was changed after it was written"
    ]


def test_damaged_pages_are_found(path: Path) -> None:
    work(path, *(f"n{n}" for n in range(30)))
    whole = path.read_bytes()
    for at in range(4096, len(whole), 4096):
        path.write_bytes(whole[:at] + b"\x5a" * 4096 + whole[at + 4096 :])
        found = doctor(path)
        assert found, at
        assert {finding.what for finding in found} <= {"file", "history", "coding", "source"}


def test_a_file_that_is_no_case_is_refused_by_the_doctor(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no case file"):
        doctor(tmp_path / "nothing.qualcase")
    (tmp_path / "notes.txt").write_text("catatan", encoding="utf-8")
    with pytest.raises(StoreError, match="is no case file"):
        doctor(tmp_path / "notes.txt")


def test_a_file_that_was_not_closed_is_examined_too(path: Path) -> None:
    store = Store.open(path)
    record(store, coding("b", 23, 30, quote="tidak"))
    assert [finding.what for finding in doctor(path)] == ["coding"]
    store.close()
    assert os.listdir(path.parent) != []


def in_sqlite(path: Path, *statements: str) -> None:
    """Change a file past qualcase."""
    with closing(sqlite3.connect(path)) as con:
        for statement in statements:
            con.execute(statement)
        con.commit()


def may_lack(path: Path, table: str) -> None:
    """Make a file as another program may leave it: nothing in the table has to be filled in."""
    with closing(sqlite3.connect(path)) as con:
        (made,) = con.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    in_sqlite(
        path, f"ALTER TABLE {table} RENAME TO before", made.replace(" NOT NULL", ""),
        f"INSERT INTO {table} SELECT * FROM before", "DROP TABLE before",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "message"),
    [
        ("source", "voices", "source: IW-01: it cannot be read (its voices is empty)"),
        ("book", "content", "book: bridge: it cannot be read (its content is empty)"),
        ("coding", "quote", "coding: a: it cannot be read (its quote is empty)"),
        ("text", "content", f"text: {HASH}: it cannot be read (its content is empty)"),
    ],
)
def test_what_is_empty_that_should_not_be_is_found(path: Path, table: str, column: str, message: str) -> None:
    may_lack(path, table)
    in_sqlite(path, f"UPDATE {table} SET {column} = NULL")
    assert [str(finding) for finding in doctor(path)] == [message]


def test_a_row_that_holds_something_else_than_a_list_is_found(path: Path) -> None:
    in_sqlite(path, "UPDATE source SET voices = '5'")
    (found,) = doctor(path)
    assert str(found).startswith("source: IW-01: it cannot be read (")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A case file of the first format."""
    made = tmp_path / "wells.qualcase"
    made.write_bytes((Path(__file__).parents[1] / "data" / "cases" / "format-1.qualcase").read_bytes())
    return made


def test_a_sound_file_of_an_older_format_is_said_to_be_that_and_how_it_is_updated(older: Path) -> None:
    before = all_bytes(older.parent)
    (found,) = doctor(older)
    assert str(found) == (
        "file: it has the older format 1 and is sound as far as that format goes; opening it updates it: "
        f"qc.open({str(older)!r})"
    )
    assert found.level == "warning"
    assert all_bytes(older.parent) == before
    Store.open(older).close()
    assert doctor(older) == []


def test_what_is_wrong_with_a_file_of_an_older_format_is_found(older: Path) -> None:
    in_sqlite(older, "UPDATE coding SET quote = 'Kami percaya.' WHERE code = 'trust' AND stance = 'supports'")
    (found,) = doctor(older)
    assert (found.what, found.level) == ("coding", "error")
    assert "its quote is 'Kami percaya.'" in found.message
    in_sqlite(older, "DROP TABLE memo")
    (found,) = doctor(older)
    assert "is damaged (no such table: memo" in found.message


def test_a_file_of_an_older_format_that_was_not_closed_is_examined_too(older: Path) -> None:
    with closing(sqlite3.connect(older, isolation_level=None)) as con:
        con.execute("PRAGMA journal_mode = WAL")
        con.execute("UPDATE coding SET quote = 'Kami percaya.' WHERE stance = 'supports'")
        assert [finding.what for finding in doctor(older)] == ["coding"]
