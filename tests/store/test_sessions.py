import os
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from store.rows_made import coding, ended_well, in_another_process, record

from qualcase.errors import StoreError
from qualcase.model.nouns import Coding
from qualcase.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "omah.qualcase"
    Store.open(made).close()
    return made


def test_who_meets_a_lock_is_told_who_holds_it(path: Path) -> None:
    ready, done = os.pipe(), os.pipe()

    def hold() -> None:
        store = Store.open(path)
        with store.record("code", actor="sari", arguments={}) as change:
            change.put(coding("s"))
            os.write(ready[1], b"1")
            os.read(done[0], 1)
        store.close()

    holder = in_another_process(hold)
    os.read(ready[0], 1)
    store = Store.open(path, wait=0.2)
    begin = time.monotonic()
    with pytest.raises(StoreError, match=rf"written by sari \(process {holder} on .*waited 0.2 s.*do it again"):
        record(store, coding("a", 23, 30))
    assert 0.15 < time.monotonic() - begin < 2
    assert store.rows(Coding) == []
    os.write(done[1], b"1")
    assert ended_well(holder)
    record(store, coding("a", 23, 30))
    assert [row.id for row in store.rows(Coding)] == ["s", "a"]
    store.close()


def test_a_writer_waits_for_another_one(path: Path) -> None:
    first, second = Store.open(path), Store.open(path)

    def hold() -> None:
        with first.record("code", actor="ani", arguments={}) as change:
            change.put(coding("a"))
            held.set()
            time.sleep(0.3)

    held = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    event = record(second, coding("b", 23, 30), actor="budi")
    thread.join()
    assert event.seq == 2
    first.close()
    second.close()


def test_a_program_that_is_not_on_the_list_is_told_of_as_such(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    store = Store.open(path, wait=0.1)
    for name, start in (("a", 0), ("b", 1)):  # the second time the store is on the list itself
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program that has it open"):
            record(store, coding(name, start))
        other.execute("ROLLBACK")
        record(store, coding(name, start))
    other.close()
    store.close()


def test_who_was_killed_is_not_named_and_leaves_the_list(path: Path) -> None:
    def work() -> None:
        store = Store.open(path)
        record(store, coding("a"), actor="killed")
        os.kill(os.getpid(), signal.SIGKILL)

    assert not ended_well(in_another_process(work))
    store = Store.open(path, wait=0.1)
    assert store._con.execute("SELECT actor FROM session").fetchall() == [("killed",)]
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program that has it open"):
        record(store, coding("b", 23, 30))
    other.close()
    record(store, coding("b", 23, 30))
    assert store._con.execute("SELECT actor FROM session").fetchall() == [("ani",)]
    store.close()


def test_a_fork_that_ends_leaves_its_parents_file_open(path: Path) -> None:
    store = Store.open(path)
    record(store, coding("a"))
    assert ended_well(in_another_process(lambda: store._end()))
    record(store, coding("b", 23, 30))
    assert store._con.execute("SELECT count(*) FROM session").fetchone()[0] == 1
    store.close()


def test_processes_that_record_in_turn_lose_nothing(path: Path) -> None:
    def work(name: str) -> None:
        store = Store.open(path)
        for n in range(30):
            record(store, coding(f"{name}{n}", n, n + 1, coder=name), actor=name)
            if n % 10 == 9:
                store.undo(name)
        store.close()

    children = [in_another_process(lambda name=name: work(name)) for name in ("ani", "budi")]
    assert [ended_well(child) for child in children] == [True, True]
    store = Store.open(path)
    stays = {f"{name}{n}" for name in ("ani", "budi") for n in range(30) if n % 10 < 9}
    assert {row.id for row in store.rows(Coding)} == stays
    assert store.seq == 66
    assert store.verify_chain() == []
    store.close()


def test_processes_that_open_and_close_at_the_same_time_lose_nothing(path: Path) -> None:
    def work(name: str) -> None:
        for n in range(15):
            store = Store.open(path)
            record(store, coding(f"{name}{n}", n, n + 1, coder=name), actor=name)
            store.close()

    children = [in_another_process(lambda name=name: work(name)) for name in ("ani", "budi", "sari")]
    assert [ended_well(child) for child in children] == [True] * 3
    store = Store.open(path)
    assert len(store.rows(Coding)) == store.seq == 45
    assert store.verify_chain() == []
    store.close()
    assert not list(path.parent.glob("omah.qualcase-*"))


def test_processes_that_make_the_same_case_at_the_same_time_make_one(tmp_path: Path) -> None:
    path = tmp_path / "new.qualcase"

    def work(name: str) -> None:
        store = Store.open(path)
        record(store, coding(name, coder=name), actor=name)
        store.close()

    children = [in_another_process(lambda name=name: work(name)) for name in ("ani", "budi", "sari", "dewi")]
    assert [ended_well(child) for child in children] == [True] * 4
    store = Store.open(path, readonly=True)
    assert len(store.rows(Coding)) == store.seq == 4
    store.close()
