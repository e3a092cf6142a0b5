"""Any sequence of steps, against two dicts and a list."""

import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from store.rows_made import coding

from qualcase.errors import OptionError, StoreError
from qualcase.model.nouns import Coding
from qualcase.store.store import Event, Store

Row = tuple[int, str]  # start, which makes the coding's identity here, and memo
Held = tuple[Row, int]  # and the number of the event that wrote it

ACTORS = st.sampled_from(["ani", "budi"])
PUT = st.tuples(st.sampled_from("abcd"), st.integers(0, 4), st.sampled_from(["", "x", "y"]))
STEPS = st.lists(PUT | st.sampled_from("abcd"), min_size=1, max_size=4)


class Step(NamedTuple):
    actor: str
    verb: str
    undoes: int | None
    before: dict[str, Held | None]
    after: dict[str, Held | None]


class Cases(RuleBasedStateMachine):
    """Two people at one file, each in a notebook of her own; a third one looks."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "omah.qualcase"
        self.stores = {name: Store.open(path) for name in ("ani", "budi")}
        self.looking = Store.open(path, readonly=True)
        self.rows: dict[str, Held] = {}
        self.events: list[Step] = []
        self.replica: dict[str, Coding] = {}
        self.seen = 0

    def teardown(self) -> None:
        assert self.looking.verify_chain() == []
        for store in (*self.stores.values(), self.looking):
            store.close()
        shutil.rmtree(self.folder)

    @rule(actor=ACTORS, steps=STEPS, stop=st.sampled_from([None, None, None, KeyboardInterrupt]))
    def record(self, actor: str, steps: list[Any], stop: type[BaseException] | None) -> None:
        rows, before, clash, seq = dict(self.rows), {}, False, len(self.events) + 1
        for step in steps:
            if isinstance(step, str):
                if step in rows:
                    before.setdefault(step, rows.pop(step))
                continue
            key, *row = step
            if key in rows and rows[key][0] == tuple(row):
                continue
            clash = any(held[0][0] == row[0] for other, held in rows.items() if other != key)
            if clash:
                break
            before.setdefault(key, rows.get(key))
            rows[key] = (row[0], row[1]), seq
        expected = StoreError if clash else stop
        if expected:
            with pytest.raises(expected):
                self.step(actor, steps, stop)
            return
        event = self.step(actor, steps, None)
        touched = {key: held for key, held in before.items() if held is not None or key in rows}
        assert (event is not None) == bool(touched)
        if touched:
            self.rows = rows
            self.events.append(Step(actor, "code", None, touched, {key: rows.get(key) for key in touched}))

    def step(self, actor: str, steps: list[Any], stop: type[BaseException] | None) -> Event | None:
        with self.stores[actor].record("code", actor=actor, arguments={}) as change:
            for step in steps:
                if isinstance(step, str):
                    change.drop(Coding, step)
                else:
                    change.put(coding(step[0], step[1], 9, memo=step[2]))
            if stop:
                raise stop
        return change.event

    def stands(self, number: int) -> bool:
        return not any(step.undoes == number and self.stands(n) for n, step in enumerate(self.events, 1))

    def take_back(self, actor: str, verb: str, number: int | None) -> None:
        call = getattr(self.stores[actor], verb)
        allowed, rows = number is not None, dict(self.rows)
        if number is not None:
            step = self.events[number - 1]
            allowed = all(rows.get(key) == held for key, held in step.after.items())
            for key, held in step.before.items():
                rows.pop(key, None) if held is None else rows.__setitem__(key, held)
            allowed &= len({held[0][0] for held in rows.values()}) == len(rows)
        if not allowed:
            with pytest.raises(OptionError):
                call(actor)
            return
        assert number is not None
        event = call(actor)
        assert (event.seq, event.undoes) == (len(self.events) + 1, number)
        step = self.events[number - 1]
        self.rows = rows
        self.events.append(Step(actor, verb, number, step.after, step.before))

    @rule(actor=ACTORS)
    def undo(self, actor: str) -> None:
        own = [n for n, s in enumerate(self.events, 1) if s.actor == actor and s.verb == "code" and self.stands(n)]
        self.take_back(actor, "undo", max(own, default=None))

    @rule(actor=ACTORS)
    def redo(self, actor: str) -> None:
        own = [n for n, s in enumerate(self.events, 1) if s.actor == actor and s.verb == "undo" and self.stands(n)]
        new = max((n for n, s in enumerate(self.events, 1) if s.actor == actor and s.verb == "code"), default=0)
        self.take_back(actor, "redo", max((n for n in own if n > new), default=None))

    @rule()
    def look(self) -> None:
        """Catch up by what was touched, as a snapshot does."""
        touched = self.looking.touched(self.seen).get(Coding, [])
        found = {key: self.looking.get(Coding, key) for key in touched}
        for key, row in found.items():
            if row is None:
                self.replica.pop(key, None)
        self.replica |= {key: row for key, row in found.items() if row is not None}
        self.seen = self.looking.seq
        assert self.replica == {row.id: row for row in self.looking.rows(Coding)}

    @invariant()
    def a_third_connection_sees_the_model(self) -> None:
        assert self.looking.seq == len(self.events)
        assert [(row.id, (row.start, row.memo)) for row in self.looking.rows(Coding)] == [
            (key, row) for key, (row, _) in self.rows.items()
        ]

    @invariant()
    def the_history_says_what_stands(self) -> None:
        for number, event in enumerate(self.looking.history(), 1):
            assert (event.undone_by is None) == self.stands(number)


TestCases = Cases.TestCase
TestCases.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
