"""The record as it was: after any steps, each earlier moment is rebuilt row by row, and nothing else is touched."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.rows_made import all_bytes, coding, record, study
from wells import FIRST, book, write_wells

import qualcase as qc
from qualcase.errors import OptionError, StoreError
from qualcase.model.nouns import NOUNS, Coding, Memo
from qualcase.store.store import Store

SENTENCES = ["Saya percaya pada mereka.", "Dulu belum percaya.", "Mereka menepati kata."]
STANCES = ["supports", "contradicts", "mixed"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_wells(tmp_path_factory.mktemp("past"), codings=FIRST)
    (folder / "newer.yaml").write_text(book(version="1.0.1", trust="yakin"), encoding="utf-8")
    (folder / "budi.csv").write_text(FIRST.partition("B-01")[0], encoding="utf-8")
    return folder


def _accept(case: qc.Case) -> object:
    return case.accept(case.where(source="A-01").suggest(by="turn")[:1])


def _uncode(case: qc.Case, n: int) -> object:
    there = [row.id for row in case.rows(Coding) if not row.withdrawn]
    return case.uncode(there[n % len(there)]) if there else None


STEPS: dict[str, Callable[[qc.Case, Path, int], object]] = {
    "add": lambda case, place, n: case.add(place),
    "add a file": lambda case, place, n: case.add(place / "sources" / ["A-01.txt", "B-01.txt"][n % 2]),
    "use": lambda case, place, n: case.use(place / ["newer.yaml", "codebooks/small.yaml"][n % 2]),
    "code": lambda case, place, n: case.code(
        SENTENCES[n % 3], ["trust", "promise"][n % 2], source="A-01", stance=STANCES[n % 3] if not n % 2 else ""
    ),
    "uncode": lambda case, place, n: _uncode(case, n),
    "accept": lambda case, place, n: _accept(case),
    "reject": lambda case, place, n: case.reject(case.where(source="B-01").suggest(by="turn")[:1]),
    "merge": lambda case, place, n: case.merge(place / "budi.csv"),
    "memo": lambda case, place, n: case.memo(f"Tanya {n}.", about="case"),
    "claim": lambda case, place, n: case.claim(
        f"They rely on them, {n % 2}.", rests_on=case.where(code="trust", stance="supports"), id=f"k{n % 2}"
    ),
    "undo": lambda case, place, n: case.undo(),
    "redo": lambda case, place, n: case.redo(),
}  # fmt: skip


def state(source: Any) -> dict[str, dict[str, object]]:
    key = {noun: noun.__dataclass_fields__ for noun in NOUNS}
    return {noun.__name__: {getattr(row, next(iter(key[noun]))): row for row in source.rows(noun)} for noun in NOUNS}


@pytest.mark.filterwarnings("ignore:.*was withdrawn and stays so")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from([*STEPS]), st.integers(0, 5)), min_size=3, max_size=12))
def test_every_earlier_moment_is_rebuilt_as_it_was(place: Path, steps: list[tuple[str, int]]) -> None:
    with qc.Case(coder="ani") as case:
        case.add(place)
        states = {0: state(qc.Case()), 1: state(case)}
        for verb, n in steps:
            try:
                STEPS[verb](case, place, n)
            except qc.QualcaseError:  # nothing to take back, or no such thing yet
                continue
            states[len(case.history)] = state(case)
        now = state(case)
        for seq, held in states.items():
            moves, was = case._store.past(seq)
            assert state(was) == held
            assert was.seq == seq
            rows = {(noun.__name__, key): row for noun, found in moves.items() for key, row in found.items()}
            differ = {
                (name, key)
                for name in held
                for key in held[name].keys() | now[name].keys()
                if held[name].get(key) != now[name].get(key)
            }
            assert rows.keys() == differ
            for (name, key), row in rows.items():
                assert (row.before, row.after) == (held[name].get(key), now[name].get(key))
                assert all(seq < event <= len(case.history) for event in row.events)
        assert state(case) == now


def test_rows_keep_their_order_and_the_history_ends_there(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a.qualcase")
    record(store, *study())
    record(store, coding("a", 0, 5), coding("b", 6, 9))
    record(store, coding("a", 0, 5, memo="later"), coding("c", 10, 12))
    before = {name: held for name, held in all_bytes(tmp_path).items() if name.endswith(".qualcase")}
    moves, was = store.past(2)
    assert [row.id for row in was.rows(Coding)] == ["a", "b"]
    assert [event.seq for event in was.history()] == [1, 2]
    assert was.verify_chain() == []
    assert {key: row.events for key, row in moves[Coding].items()} == {"a": (3,), "c": (3,)}
    with pytest.raises(StoreError, match="reading only"):
        record(was, Memo("m", "case"))
    assert {name: held for name, held in all_bytes(tmp_path).items() if name in before} == before
    store.close()


def test_what_came_and_was_taken_back_did_not_move() -> None:
    store = Store.open(None)
    record(store, *study())
    record(store, coding("a", 0, 5))
    store.undo("ani")
    assert store.past(1)[0] == {}
    store.redo("ani")
    assert store.past(1)[0][Coding]["a"].events == (2, 3, 4)


def test_two_codings_that_changed_places_come_back_to_theirs() -> None:
    store = Store.open(None)
    record(store, *study(), coding("a", 0, 5), coding("b", 6, 9))
    with store.record("code", actor="ani", arguments={}) as change:
        change.drop(Coding, "a")
        change.drop(Coding, "b")
        change.put(coding("b", 0, 5), coding("a", 6, 9))
    assert {row.id: row.start for row in store.past(1)[1].rows(Coding)} == {"a": 0, "b": 6}


def test_a_broken_history_is_not_trusted(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a.qualcase")
    record(store, *study())
    record(store, coding("a", 0, 5))
    store._con.execute("""UPDATE event SET inverse = '{}' WHERE seq = 2""")
    with pytest.raises(StoreError, match=r"history is broken: event 2 .* was changed.*doctor"):
        store.past(1)
    store.close()


@pytest.mark.parametrize("event", [-1, 9])
def test_an_event_that_is_not_there_is_refused(event: int) -> None:
    case = qc.Case()
    with pytest.raises(OptionError, match=rf"no event {event} in this case, whose last is 0.*case\.history"):
        case.since(event)
