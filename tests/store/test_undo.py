import json
import re
from pathlib import Path
from typing import Any

import pytest
from store.rows_made import coding, record

from qualcase import __version__
from qualcase.errors import OptionError
from qualcase.model.nouns import Coding, Memo
from qualcase.store.store import Store


@pytest.fixture
def store():  # type: ignore[no-untyped-def]
    made = Store.open(None)
    yield made
    made.close()


def ids(store: Store) -> list[str]:
    return [row.id for row in store.rows(Coding)]


def test_undo_takes_back_and_redo_does_again(store: Store) -> None:
    record(store, coding("a"))
    with store.record("edit", actor="ani", arguments={}) as change:
        change.put(coding("a", memo="x"), coding("b", 23, 30), Memo("m", "case"))
    event = store.undo("ani")
    assert (event.seq, event.verb, event.undoes, event.arguments) == (3, "undo", 2, {"event": 2, "verb": "edit"})
    assert (store.rows(Coding), store.rows(Memo)) == ([coding("a")], [])
    store.undo("ani")
    assert store.rows(Coding) == []
    assert [store.redo("ani").undoes, store.redo("ani").undoes] == [4, 3]
    assert store.rows(Coding) == [coding("a", memo="x"), coding("b", 23, 30)]
    assert store.rows(Memo) == [Memo("m", "case")]


def test_the_history_says_what_stands_and_what_was_taken_back_by_which_event(store: Store) -> None:
    record(store, coding("a"))
    assert store.history()[0].undone_by is None
    store.undo("ani")
    assert [(e.undoes, e.undone_by) for e in store.history()] == [(None, 2), (1, None)]
    store.redo("ani")
    assert [(e.undoes, e.undone_by) for e in store.history()] == [(None, None), (1, 3), (2, None)]
    store.undo("ani")
    assert [(e.undoes, e.undone_by) for e in store.history()] == [(None, 4), (1, 3), (2, None), (1, None)]


def test_undo_and_redo_go_back_and_forth_for_ever(store: Store) -> None:
    for n in range(3):
        record(store, coding(f"c{n}", n, n + 1))
    for _ in range(5):
        for _ in range(3):
            store.undo("ani")
        assert ids(store) == []
        for n in range(3):
            store.redo("ani")
            assert len(ids(store)) == n + 1
    with pytest.raises(OptionError, match="nothing to redo of 'ani'"):
        store.redo("ani")


def test_undo_takes_that_persons_last_step_also_when_another_process_recorded_it(tmp_path: Path) -> None:
    first, second = Store.open(tmp_path / "omah.qualcase"), Store.open(tmp_path / "omah.qualcase")
    record(first, coding("a"))
    record(second, coding("b", 23, 30), actor="budi")
    assert second.undo("ani").undoes == 1
    assert ids(first) == ["b"]
    assert first.redo("ani").undoes == 3
    first.close()
    second.close()


def test_nothing_to_undo_is_said(store: Store) -> None:
    record(store, coding("a"), actor="budi")
    with pytest.raises(OptionError, match=r"nothing to undo of 'ani'.*case\.history"):
        store.undo("ani")
    with pytest.raises(OptionError, match=r"nothing to undo of anybody without a name.*coder="):
        store.undo("")
    store.undo("budi")
    with pytest.raises(OptionError, match="nothing to undo of 'budi'"):
        store.undo("budi")


def test_a_new_step_ends_what_could_be_done_again(store: Store) -> None:
    record(store, coding("a"))
    store.undo("ani")
    record(store, coding("b", 23, 30), actor="budi")
    record(store, coding("c", 31, 38))
    with pytest.raises(OptionError, match="nothing to redo"):
        store.redo("ani")
    assert ids(store) == ["b", "c"]


@pytest.mark.parametrize("later", ["edit", "drop"])
def test_undo_refuses_and_names_the_later_step_that_rests_on_it(store: Store, later: str) -> None:
    record(store, coding("a"), coding("b", 23, 30))
    with store.record(later, actor="budi", arguments={}) as change:
        change.put(coding("b", 23, 30, memo="x")) if later == "edit" else change.drop(Coding, "b")
    record(store, coding("c", 31, 38), actor="budi")
    before = store.rows(Coding)
    with pytest.raises(OptionError, match=rf"event 1 \(code by ani.* event 2 \({later} by budi, 20.* UTC\) .*'b'"):
        store.undo("ani")
    assert (store.rows(Coding), store.seq) == (before, 3)
    store.undo("budi")
    store.undo("budi")
    assert store.undo("ani").undoes == 1
    assert ids(store) == []


def test_undo_names_the_last_of_several_later_steps(store: Store) -> None:
    record(store, coding("a"))
    record(store, coding("a", memo="x"), actor="budi")
    record(store, coding("a", memo="y"), actor="sari")
    with pytest.raises(OptionError, match=r"event 3 \(code by sari"):
        store.undo("ani")


def test_undo_of_an_edit_refuses_where_the_row_is_gone_since(store: Store) -> None:
    record(store, coding("a"), actor="budi")
    record(store, coding("a", memo="x"))
    with store.record("drop", actor="budi", arguments={}) as change:
        change.drop(Coding, "a")
    with pytest.raises(OptionError, match=r"event 3 \(drop by budi"):
        store.undo("ani")


def test_undo_of_a_drop_refuses_where_something_came_in_its_place(store: Store) -> None:
    record(store, coding("a"), actor="budi")
    with store.record("drop", actor="ani", arguments={}) as change:
        change.drop(Coding, "a")
    record(store, coding("a", memo="again"), actor="budi")
    with pytest.raises(OptionError, match=r"event 3 \(code by budi"):
        store.undo("ani")


def test_redo_refuses_where_the_same_coding_came_in_from_elsewhere(store: Store) -> None:
    record(store, coding("a"))
    store.undo("ani")
    record(store, coding("x"), actor="budi", verb="merge")
    with pytest.raises(OptionError, match=r"event 2 \(undo by ani.* event 3 \(merge by budi.*'x'"):
        store.redo("ani")
    assert ids(store) == ["x"]
    store.undo("budi")
    store.redo("ani")
    assert ids(store) == ["a"]


def test_redo_refuses_where_a_row_is_no_longer_what_the_undo_restored(store: Store) -> None:
    record(store, coding("a"), actor="budi")
    record(store, coding("a", memo="x"))
    store.undo("ani")
    record(store, coding("a", memo="y"), actor="budi")
    with pytest.raises(OptionError, match=r"event 4 \(code by budi"):
        store.redo("ani")
    store.undo("budi")
    store.redo("ani")
    assert store.rows(Coding) == [coding("a", memo="x")]


def test_two_codings_that_changed_places_change_back(store: Store) -> None:
    record(store, coding("a", 0, 5), coding("b", 6, 9))
    with store.record("swap", actor="ani", arguments={}) as change:
        change.drop(Coding, "a")
        change.put(coding("b", 0, 5))
        change.put(coding("a", 6, 9))
    store.undo("ani")
    assert {row.id: row.start for row in store.rows(Coding)} == {"a": 0, "b": 6}
    store.redo("ani")
    assert {row.id: row.start for row in store.rows(Coding)} == {"a": 6, "b": 0}


def test_an_edited_row_keeps_its_place_and_a_dropped_one_comes_back_at_the_end(store: Store) -> None:
    record(store, coding("a", 0, 5), coding("b", 6, 9), coding("c", 10, 12))
    with store.record("edit", actor="ani", arguments={}) as change:
        change.put(coding("a", 0, 5, memo="x"))
        change.drop(Coding, "b")
    store.undo("ani")
    assert ids(store) == ["a", "c", "b"]


def test_the_chain_of_hashes_holds_over_undo_and_redo(store: Store) -> None:
    record(store, coding("a"))
    store.undo("ani")
    store.redo("ani")
    events = store.history()
    assert [e.prev_hash for e in events] == ["", events[0].hash, events[1].hash]
    assert {e.version for e in events} == {__version__}
    assert store.verify_chain() == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE event SET actor = 'budi' WHERE seq = 2", "event 2 .code by budi. was changed"),
        ("UPDATE event SET arguments = '{\"n\": 9}' WHERE seq = 2", "event 2 .* was changed"),
        ("UPDATE event SET inverse = '{}' WHERE seq = 3", "event 3 .* was changed"),
        ("UPDATE event SET undoes = 1 WHERE seq = 3", "event 3 .* was changed"),
        ("DELETE FROM event WHERE seq = 2", "before event 3, 1 missing from event 2 on"),
        ("UPDATE event SET hash = 'x' WHERE seq = 2", "event 3 .* does not follow"),
    ],
)
def test_whatever_is_changed_in_the_history_breaks_the_chain(store: Store, statement: str, says: str) -> None:
    for n in range(4):
        record(store, coding(f"c{n}", n, n + 1))
    assert store.verify_chain() == []
    store._con.execute(statement)
    found = store.verify_chain()
    assert re.search(says, "\n".join(found))


def test_an_event_keeps_only_what_takes_it_back(store: Store) -> None:
    record(store, coding("a"))
    record(store, coding("a", memo="x"))
    stored: list[Any] = [json.loads(row[0]) for row in store._con.execute("SELECT inverse FROM event ORDER BY seq")]
    assert stored[0] == {"coding": {"delete": ["a"], "restore": [], "dropped": []}}
    assert stored[1]["coding"]["delete"] == []
    assert [row[0] for row in stored[1]["coding"]["restore"]] == ["a"]
    assert stored[1]["coding"]["restore"][0][-1] == 1


def work(store: Store, step: Any) -> int:
    """Count what SQLite does for a step: its virtual machine's instructions."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    store._con.set_progress_handler(count, 1)
    step()
    store._con.set_progress_handler(None, 1)
    return counted


def test_a_coding_and_its_undo_and_redo_take_as_long_in_a_large_case_as_in_a_small_one() -> None:
    took = []
    for size in (10, 20_000):
        store = Store.open(None)
        for n in range(0, size, max(size // 100, 1)):
            with store.record("code", actor="budi", arguments={}) as change:
                change.put_all(coding(f"n{k}", k, k + 1, coder="budi") for k in range(n, n + max(size // 100, 1)))
        steps = (lambda s=store: record(s, coding("a")), lambda s=store: s.undo("ani"), lambda s=store: s.redo("ani"))
        took.append([work(store, step) for step in steps])
        store.close()
    assert took[0] == pytest.approx(took[1], rel=0.2)


def test_the_number_of_the_last_event_is_read_without_looking_through_the_history(store: Store) -> None:
    for n in range(200):
        record(store, coding(f"c{n}", n, n + 1))
    assert work(store, lambda: store.seq) < 30
