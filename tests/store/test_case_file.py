import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from store.rows_made import all_bytes, coding, ended_well, in_another_process, record, study

from qualcase import __version__
from qualcase.errors import StoreError
from qualcase.model.nouns import Coding, Text
from qualcase.store import file
from qualcase.store.backups import doctor
from qualcase.store.file import format_of
from qualcase.store.schema import FORMAT
from qualcase.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file with a coding in it, closed."""
    made = tmp_path / "omah.qualcase"
    store = Store.open(made)
    record(store, *study(), coding("a"))
    store.close()
    return made


def test_one_plain_file_stays_when_it_is_closed(path: Path) -> None:
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    store = Store.open(path)
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as con:
        assert con.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    con.close()
    assert store._con.execute("PRAGMA synchronous").fetchone()[0] == 2
    store.close()
    assert not list(path.parent.glob("omah.qualcase-*"))


def test_a_store_that_goes_out_of_use_closes_itself(path: Path) -> None:
    store = Store.open(path)
    record(store, coding("b", 23, 30))
    del store
    assert not list(path.parent.glob("omah.qualcase-*"))
    assert format_of(path) == FORMAT


def test_the_last_of_two_to_close_leaves_one_plain_file_and_nobody_on_the_list(path: Path) -> None:
    first, second = Store.open(path), Store.open(path)
    record(first, coding("b", 23, 30))
    record(second, coding("c", 31, 38))
    first.close()
    record(second, coding("d", 40, 45))
    second.close()
    assert not list(path.parent.glob("omah.qualcase-*"))
    store = Store.open(path, readonly=True)
    assert [row.id for row in store.rows(Coding)] == ["a", "b", "c", "d"]
    assert store._con.execute("SELECT count(*) FROM session").fetchone()[0] == 0
    store.close()


def test_what_is_open_for_reading_only_reads_and_refuses_to_record(path: Path) -> None:
    before = all_bytes(path.parent)
    store = Store.open(path, readonly=True)
    assert store.readonly
    assert store.rows(Coding) == [coding("a")]
    for step in (lambda: record(store, coding("b", 23, 30)), lambda: store.undo("ani"), lambda: store.redo("ani")):
        with pytest.raises(StoreError, match="reading only"):
            step()
    store.close()
    assert all_bytes(path.parent) == before


def refused(path: Path, message: str) -> None:
    before = all_bytes(path.parent)
    for readonly in (False, True):
        with pytest.raises(StoreError, match=message):
            Store.open(path, readonly=readonly)
    assert all_bytes(path.parent) == before


@pytest.mark.parametrize("content", [b"id,role\nYL,nurse\n", b"x", b"\0" * 9000, b"SQLite format 3\0" + b"\xff" * 200])
def test_a_file_that_is_no_database_is_refused_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "omah.qualcase").write_bytes(content)
    refused(tmp_path / "omah.qualcase", "is no case file")


@pytest.mark.parametrize("statement", ["CREATE TABLE notes (id)", "PRAGMA application_id = 7"])
def test_a_database_of_another_program_is_refused_and_stays_as_it_is(tmp_path: Path, statement: str) -> None:
    con = sqlite3.connect(tmp_path / "notes.db")
    con.execute(statement)
    con.close()
    refused(tmp_path / "notes.db", "another program")


def test_a_file_of_a_newer_qualcase_names_the_version_it_needs_and_what_this_is(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("UPDATE event SET version = '3.1.0'")
    con.execute("PRAGMA user_version = 9")
    con.commit()
    con.close()
    refused(path, rf"needs qualcase 3\.1\.0 or newer \(format 9\); this is qualcase {__version__} \(format {FORMAT}\)")


def test_a_file_that_lacks_a_table_is_damaged_and_stays_as_it_is(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("DROP TABLE claim")
    con.close()
    refused(path, "damaged: table claim lacks .*qualcase restore")


@pytest.mark.parametrize(("at", "size"), [(100, 3000), (18, 40), (101, 8)])
def test_a_file_whose_beginning_is_overwritten_is_refused_and_stays_as_it_is(path: Path, at: int, size: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:at] + b"\x5a" * size + content[at + size :])
    refused(path, "damaged|is no case file|another program|needs qualcase")


def test_a_file_that_was_cut_short_is_refused_and_stays_as_it_is(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])
    refused(path, "damaged")


def test_damage_within_is_told_where_it_is_met(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\x5a" * (len(content) - 8192))
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path).rows(Text)


def test_an_empty_file_becomes_a_case(tmp_path: Path) -> None:
    path = tmp_path / "omah.qualcase"
    path.touch()
    store = Store.open(path)
    record(store, coding("a"))
    store.close()
    assert format_of(path) == FORMAT


def test_a_file_that_was_made_without_its_first_table_becomes_a_case(tmp_path: Path) -> None:
    path = tmp_path / "omah.qualcase"
    con = sqlite3.connect(path)
    con.execute("PRAGMA journal_mode = WAL")
    con.close()
    assert path.stat().st_size
    store = Store.open(path)
    record(store, coding("a"))
    store.close()
    assert format_of(path) == FORMAT


def test_a_case_that_cannot_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "statements", lambda: ["CREATE TABLE note (id TEXT)", "CREATE TABLE note (id TEXT)"])
    with pytest.raises(StoreError, match="already exists"):
        Store.open(tmp_path / "omah.qualcase")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b#c?d=e%20.qualcase", "kantor désa.qualcase", "[1].qualcase"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    for key, start in (("a", 0), ("b", 1), ("c", 2)):
        store = Store.open(tmp_path / name)
        record(store, coding(key, start))
        store.close()
    store = Store.open(tmp_path / name, readonly=True)
    assert len(store.rows(Coding)) == 3
    store.close()
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted([name, name.replace(".qualcase", "-backups")])


def test_what_is_not_there_is_refused_with_what_is(path: Path) -> None:
    for given in ({"create": False}, {"readonly": True}):
        with pytest.raises(StoreError, match=r"no case file .*omahh\.qualcase\. Did you mean 'omah.qualcase'"):
            Store.open(path.with_name("omahh.qualcase"), **given)
    with pytest.raises(StoreError, match=r"no folder .*nowhere .*Make it first"):
        Store.open(path.parent / "nowhere" / "omah.qualcase")
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(path.parent)
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_where_nothing_may_be_written_a_case_opens_for_reading_and_none_is_made(path: Path) -> None:
    path.chmod(0o444)
    for folder in path.parents:  # somebody else must be able to come this far
        if not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)
    unreadable = path.with_name("unreadable.qualcase")
    unreadable.write_bytes(path.read_bytes())
    unreadable.chmod(0)
    closed = path.parent / "closed"
    closed.mkdir()
    closed.chmod(0)
    path.parent.chmod(0o555)
    before = path.read_bytes()

    def work() -> None:
        store = Store.open(path)
        assert store.readonly
        assert store.rows(Coding) == [coding("a")]
        with pytest.raises(StoreError, match="reading only"):
            record(store, coding("b", 23, 30))
        store.close()
        with pytest.raises(StoreError, match="read-only"):
            Store.open(path.with_name("new.qualcase"))
        with pytest.raises(StoreError, match="cannot be read: Permission denied"):
            Store.open(unreadable)
        with pytest.raises(StoreError, match="cannot be reached: Permission denied"):
            Store.open(closed / "omah.qualcase")

    assert ended_well(in_another_process(work, as_user="nobody" if os.getuid() == 0 else ""))
    assert sorted(path.parent.iterdir()) == [closed, path, unreadable]
    assert path.read_bytes() == before
    path.parent.chmod(0o755)


def test_a_full_disk_leaves_the_case_as_it_was_before_the_step(path: Path) -> None:
    store = Store.open(path)
    pages = store._con.execute("PRAGMA page_count").fetchone()[0]
    store._con.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(StoreError, match=r"disk is full\. Nothing of this step was written"):
        record(store, *(coding(f"n{n}", n, n + 3, memo="x" * 500) for n in range(1000)))
    assert store.rows(Coding) == [coding("a")]
    assert store.seq == 1
    store._con.execute("PRAGMA max_page_count = 1000000")
    record(store, coding("b", 23, 30))
    store.close()
    store = Store.open(path)
    assert [row.id for row in store.rows(Coding)] == ["a", "b"]
    assert store.verify_chain() == []
    store.close()


def test_on_a_disk_that_fills_up_every_finished_step_stays(tmp_path: Path) -> None:
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(tmp_path)]).returncode:
        pytest.skip("may not mount a small disk here")
    try:
        path = tmp_path / "omah.qualcase"
        store = Store.open(path)
        done: list[int] = []
        with pytest.raises(StoreError, match=r"disk is full|disk cannot be"):
            done.extend(record(store, coding(f"n{n}", n, n + 1, memo="x" * 3000)).seq for n in range(1000))
        assert len(store.rows(Coding)) == len(done) > 5
        store.close()
        store = Store.open(path, readonly=True)
        assert len(store.rows(Coding)) == len(done)
        assert store.verify_chain() == []
        store.close()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_where_a_folder_cannot_have_a_shared_journal_a_plain_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connection(path: Path, mode: str, wait: float = 10) -> sqlite3.Connection:
        """Open as on a network folder: without shared memory."""
        place = f"{path.as_uri()}?mode={mode}&vfs=unix-dotfile"
        return sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False, timeout=wait)

    monkeypatch.setattr(file, "connection", connection)
    path = tmp_path / "omah.qualcase"
    first, second = Store.open(path), Store.open(path)
    assert first._con.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    for n in range(10):
        record((first, second)[n % 2], coding(f"c{n}", n, n + 1))
    assert len(first.rows(Coding)) == second.seq == 10
    first.close()
    second.close()
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_second_opening_in_one_process_keeps_the_locks_of_the_first(path: Path) -> None:
    """A file's locks belong to the process: a handle closed beside SQLite would drop them all."""
    store = Store.open(path)
    record(store, coding("mine-1", 23, 30))
    again = Store.open(path)
    assert not doctor(path)

    theirs = (
        "import sys; from pathlib import Path; from store.rows_made import coding, record\n"
        "from qualcase.store.store import Store; from qualcase.model.nouns import Coding\n"
        "other = Store.open(Path(sys.argv[1]))\n"
        "if sys.argv[2] == 'write': record(other, coding('theirs', 30, 35), actor='budi')\n"
        "print([row.id for row in other.rows(Coding)]); other.close()"
    )
    run = [sys.executable, "-c", theirs, str(path)]
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([*run, "write"], check=True, env=here, capture_output=True)
    record(store, coding("mine-2", 35, 40))
    seen = subprocess.run([*run, "look"], check=True, env=here, capture_output=True, text=True).stdout
    assert "'mine-2'" in seen
    again.close()
    store.close()
    after = Store.open(path)
    assert {row.id for row in after.rows(Coding)} >= {"mine-1", "theirs", "mine-2"}
    after.close()


def test_nothing_is_recorded_in_a_file_that_was_taken_away(path: Path) -> None:
    store = Store.open(path)
    path.rename(path.with_name("elsewhere.qualcase"))
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        record(store, coding("b", 23, 30))
    path.with_name("elsewhere.qualcase").rename(path)
    record(store, coding("b", 23, 30))
    store.close()


def test_a_fork_cannot_record_through_its_parents_file(path: Path) -> None:
    store = Store.open(path)

    def work() -> None:
        with pytest.raises(StoreError, match="opened by another process"):
            record(store, coding("b", 23, 30))

    assert ended_well(in_another_process(work))
    store.close()


def test_a_block_of_reading_sees_one_moment(path: Path) -> None:
    store = Store.open(path)
    with store.reading():
        before = store.seq

        def work() -> None:
            other = Store.open(path)
            record(other, coding("b", 23, 30), actor="budi")
            other.close()

        assert ended_well(in_another_process(work))
        assert store.seq == before
        assert [row.id for row in store.rows(Coding)] == ["a"]
    assert store.seq == before + 1
    store.close()


def test_the_doctor_finds_words_that_were_changed_and_rows_that_cannot_be_read(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as con:
        con.execute("UPDATE text SET content = content || ' more'")
        con.execute("UPDATE source SET report = '{bad'")
        con.commit()
    found = [str(finding) for finding in doctor(path)]
    assert any("words were changed" in line for line in found)
    assert any("cannot be read" in line for line in found)
