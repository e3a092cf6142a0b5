import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store.rows_made import coding, record, study

from qualcase.errors import NotFound, StoreError
from qualcase.model.nouns import Coding, Memo, Source, Voice
from qualcase.store.store import Store


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Store.open(tmp_path / "omah.qualcase" if request.param == "file" else None)
    yield made
    made.close()


def test_what_one_step_records_is_one_event_with_who_which_verb_and_with_what(store: Store) -> None:
    with store.record("code", actor="ani", arguments={"code": "trust", "quote": "menepati janji"}) as change:
        change.put(coding("a"), coding("b", 23, 30))
        change.put(Memo("m", "case", text="Ini penting"))
    event = change.event
    assert event is not None
    assert (event.seq, event.actor, event.verb, event.arguments) == (
        1, "ani", "code", {"code": "trust", "quote": "menepati janji"},
    )  # fmt: skip
    assert store.history() == [event]
    assert [row.id for row in store.rows(Coding)] == ["a", "b"]
    assert store.get(Memo, "m") == Memo("m", "case", text="Ini penting")
    assert store.get(Memo, "n") is None


def test_a_step_that_changes_nothing_is_no_event(store: Store) -> None:
    record(store, coding("a"))
    assert record(store, coding("a")) is None
    with store.record("uncode", actor="ani", arguments={}) as change:
        change.drop(Coding, "nowhere")
        change.put(coding("b", 23, 30))
        change.drop(Coding, "b")
    assert change.event is None
    assert store.seq == 1


def test_a_row_with_a_known_key_is_edited_in_its_place(store: Store) -> None:
    record(store, coding("a"), coding("b", 23, 30))
    record(store, coding("a", memo="lebih kuat"))
    assert [(row.id, row.memo) for row in store.rows(Coding)] == [("a", "lebih kuat"), ("b", "")]


def test_within_a_step_its_own_changes_are_seen(store: Store) -> None:
    record(store, coding("a"))
    with store.record("code", actor="ani", arguments={}) as change:
        change.put(coding("b", 23, 30), coding("a", memo="x"))
        assert change.get(Coding, "a") == coding("a", memo="x")
        assert [row.id for row in change.find(Coding, start=23, withdrawn=False)] == ["b"]
        change.drop(Coding, "a")
        assert change.get(Coding, "a") is None
    assert [row.id for row in store.rows(Coding)] == ["b"]


def test_rows_are_found_by_any_field_lists_too(store: Store) -> None:
    record(store, Voice("YL", speakers=("Yu Lastri", "YL")), Voice("PK", speakers=("Pak Karno",)))
    assert [v.id for v in store.rows(Voice, speakers=("Yu Lastri", "YL"))] == ["YL"]
    assert store.rows(Voice, speakers=("Yu Lastri",)) == []
    assert [v.id for v in store.rows(Voice)] == ["YL", "PK"]


def test_a_field_that_a_noun_has_not_is_refused_with_the_nearest_one(store: Store) -> None:
    with pytest.raises(NotFound, match="Did you mean 'coder'"):
        store.rows(Coding, codder="ani")
    with pytest.raises(NotFound, match="Did you mean 'quote'"):
        store.columns(Coding, ["id", "qoute"])


def test_columns_come_raw_in_the_order_of_recording(store: Store) -> None:
    record(store, coding("b", 23, 30, key=True), coding("a"))
    assert store.columns(Coding, ["id", "end", "key"]) == [("b", 30, 1), ("a", 22, 0)]


def test_touched_names_what_later_events_wrote_or_dropped(store: Store) -> None:
    record(store, coding("a"), coding("b", 23, 30))
    with store.record("edit", actor="ani", arguments={}) as change:
        change.drop(Coding, "a")
        change.put(coding("b", 23, 30, memo="x"), Memo("m", "case"))
    assert store.touched(2) == {}
    assert {noun: sorted(keys) for noun, keys in store.touched(1).items()} == {Coding: ["a", "b"], Memo: ["m"]}
    store.undo("ani")
    assert {noun: sorted(keys) for noun, keys in store.touched(2).items()} == {Coding: ["a", "b"], Memo: ["m"]}


def test_touched_gives_what_came_back_in_its_new_order(store: Store) -> None:
    record(store, coding("a"))
    record(store, coding("b", 23, 30), actor="budi")
    store.undo("ani")
    store.redo("ani")
    assert store.touched(0)[Coding] == [row.id for row in store.rows(Coding)] == ["b", "a"]


def put_all(store: Store, rows: Iterable[Any]) -> None:
    with store.record("code", actor="ani", arguments={}) as change:
        change.put(Memo("m", "case"))
        change.put_all(rows)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, SystemExit])
def test_a_step_that_is_interrupted_leaves_nothing(store: Store, stop: type[BaseException]) -> None:
    record(store, coding("a"))

    def rows():  # type: ignore[no-untyped-def]
        yield from (coding(f"n{n}", n, n + 1) for n in range(3000))
        raise stop

    with pytest.raises(stop):
        put_all(store, rows())
    assert (store.rows(Coding), store.rows(Memo)) == ([coding("a")], [])
    assert store.seq == 1
    record(store, coding("c", 31, 38))
    assert store.seq == 2


def test_an_error_of_the_work_within_a_step_stays_what_it_was(store: Store) -> None:
    with pytest.raises(FileNotFoundError), store.record("add", actor="ani", arguments={}):
        Path("no such transcript.txt").read_text(encoding="utf-8")


def test_the_same_coding_under_two_ids_is_refused(store: Store) -> None:
    record(store, coding("a"))
    with pytest.raises(StoreError, match="on record under another id"):
        record(store, coding("z"))
    assert [row.id for row in store.rows(Coding)] == ["a"]


def test_a_step_within_a_step_is_refused_and_the_outer_one_goes_on(store: Store) -> None:
    with store.record("add", actor="ani", arguments={}) as change:
        change.put(*study())
        with pytest.raises(StoreError, match="one after the other"):
            record(store, coding("a"))
    assert [row.id for row in store.rows(Source)] == ["IW-01"]


def test_threads_take_turns(store: Store) -> None:
    def work(name: str) -> None:
        for n in range(20):
            record(store, coding(f"{name}{n}", n, n + 1, coder=name), actor=name)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("ani", "budi", "sari")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.seq == len(store.rows(Coding)) == 60
    assert store.verify_chain() == []


@pytest.mark.parametrize("step", ["put", "put_all", "edit", "drop", "undo", "redo"])
def test_after_each_kind_of_step_another_connection_sees_it(tmp_path: Path, step: str) -> None:
    path = tmp_path / "omah.qualcase"
    store = Store.open(path)
    record(store, *study(), coding("a"))
    if step == "put":
        record(store, coding("b", 23, 30))
    elif step == "put_all":
        put_all(store, (coding(f"n{n}", n, n + 2) for n in range(5000)))
    elif step == "edit":
        record(store, coding("a", memo="x"))
    elif step == "drop":
        with store.record("drop", actor="ani", arguments={}) as change:
            change.drop(Coding, "a")
    else:
        store.undo("ani")
        if step == "redo":
            store.redo("ani")
    seen = Store.open(path, readonly=True)
    assert (seen.rows(Coding), seen.seq) == (store.rows(Coding), store.seq)
    store.close()
    assert seen.history()[-1].verb
    seen.close()
    again = Store.open(path)
    assert again.verify_chain() == []
    again.close()


def test_what_is_closed_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match=r"is closed\. Open it again"):
        store.rows(Coding)
    with pytest.raises(StoreError, match="is closed"):
        record(store, coding("a"))


def test_two_codings_that_take_each_others_codes_do_so_in_one_step_and_back(store: Store) -> None:
    a, b = coding("a", code="trust"), coding("b", code="promise")
    record(store, a, b)
    record(store, replace(a, code="promise"), replace(b, code="trust"))
    assert [(row.id, row.code) for row in store.rows(Coding)] == [("a", "promise"), ("b", "trust")]
    store.undo("ani")
    assert store.rows(Coding) == [a, b]
