from dataclasses import fields
from typing import Any

import pytest
from store.rows_made import HASH, coding, record, study

from qualcase.errors import OptionError
from qualcase.model.codebook import Code
from qualcase.model.nouns import NOUNS, Asked, Book, Claim, Coding, Decision, Memo, Segments, Source
from qualcase.store.references import REFERENCES
from qualcase.store.store import Store

CONTENT = {"codes": [{"id": "trust"}, {"id": "promise"}]}
FIRST = [*study()[:3], Book("bridge", "1.0.0", CONTENT), coding("a")]
CLAIM = {"statement": "They rely on them."}
LATER: dict[str, tuple[Any, str]] = {
    "a coding in the source": (coding("b", 23, 30, coder="budi", codebook="x"), "source 'IW-01'"),
    "a coding in the text": (Coding("b", "S", HASH, 0, 1, "x", "x", "x", "budi"), f"text '{HASH}'"),
    "a coding by the codebook": (Coding("b", "S", "h", 0, 1, "x", "bridge", "new", "budi"), "book 'bridge'"),
    "a coding given to the voice": (Coding("b", "S", "h", 0, 1, "x", "x", "x", "budi", voice="IW"), "voice 'IW'"),
    "a decision in the source": (Decision("d", "IW-01", 0, 5, "trust", "e", "rejected", "budi"), "source 'IW-01'"),
    "how the source is cut": (Segments("IW-01", HASH, "1"), "source 'IW-01'"),
    "a turn of the voice": (Segments("S", "h", "1", {"start": [0], "voice": ["IW"]}), "voice 'IW'"),
    "a source with the text": (Source("S", "interview", HASH), f"text '{HASH}'"),
    "a source of the voice": (Source("S", "interview", "h", voices=("X", "IW")), "voice 'IW'"),
    "a source that the voice led": (Source("S", "interview", "h", interviewers=("IW",)), "voice 'IW'"),
    "whether the voice was asked": (Asked("IW trust", "IW", "trust", "yes"), "voice 'IW'"),
    "a claim that links the coding": (Claim("k", **CLAIM, links={"a": "supports"}), "coding 'a'"),
    "a claim that disposed of the coding": (Claim("k", **CLAIM, disposed={"a": "a slip"}), "coding 'a'"),
    "a claim on the code": (Claim("k", **CLAIM, rests_on={"code": "trust"}), "code 'trust'"),
    "a claim on several codes": (Claim("k", **CLAIM, rests_on={"code": ["x", "bridge/promise"]}), "bridge/promise'"),
    "a memo about the source": (Memo("m", "source:IW-01"), "source 'IW-01'"),
    "a memo about the coding": (Memo("m", "coding:a"), "coding 'a'"),
    "a memo about the code": (Memo("m", "code:trust"), "code 'trust'"),
    "a memo about the voice": (Memo("m", "voice:IW"), "voice 'IW'"),
}  # fmt: skip


@pytest.fixture
def store():  # type: ignore[no-untyped-def]
    made = Store.open(None)
    yield made
    made.close()


def state(store: Store) -> dict[str, list[Any]]:
    return {noun.__name__: store.rows(noun) for noun in NOUNS}


@pytest.mark.parametrize("what", LATER)
def test_what_later_work_rests_on_is_not_taken_back(store: Store, what: str) -> None:
    row, needs = LATER[what]
    record(store, *FIRST, verb="add")
    record(store, row, actor="budi", verb="work")
    before = state(store)
    with pytest.raises(OptionError, match=rf"event 1 \(add by ani.* event 2 \(work by budi, 20.* UTC\).*{needs}"):
        store.undo("ani")
    assert (state(store), store.seq) == (before, 2)
    store.undo("budi")
    assert store.undo("ani").undoes == 1
    store.redo("ani")
    store.redo("budi")
    assert state(store) == before


def test_what_the_same_step_recorded_goes_with_it(store: Store) -> None:
    record(store, *FIRST, *(row for row, _ in LATER.values() if getattr(row, "id", "") not in ("b", "S", "m", "k")))
    record(store, Memo("n", "case"), Source("T", "interview", "h"), actor="budi")
    assert store.undo("ani").undoes == 1
    assert store.rows(Source) == [Source("T", "interview", "h")]


def test_names_that_only_look_alike_hinder_nothing(store: Store) -> None:
    record(store, *FIRST)
    record(store, Memo("m", "voice:IW-01"), Memo("n", "trust"), Claim("k", "x", links={"b": "a"}), actor="budi")
    assert store.undo("ani").undoes == 1


def test_an_older_codebook_does_not_come_back_under_codings_by_a_newer_one(store: Store) -> None:
    record(store, *FIRST, actor="sari", verb="add")
    more = {"codes": [*CONTENT["codes"], {"id": "repair"}]}
    record(store, Book("bridge", "1.1.0", more), verb="use")
    record(store, coding("b", 23, 30, code="trust"), actor="budi")
    assert store.undo("ani").undoes == 2
    store.redo("ani")
    record(store, coding("c", 31, 38, code="repair"), actor="budi")
    with pytest.raises(OptionError, match=r"event 2 \(use by ani.* event 6 \(code by budi.*'c'.* code 'bridge/repair'"):
        store.undo("ani")
    assert store.rows(Book)[0].version == "1.1.0"


def test_nothing_comes_back_without_what_it_rests_on(store: Store) -> None:
    record(store, *FIRST[:4], verb="add")
    record(store, coding("b"), actor="budi")
    store.undo("budi")
    store.undo("ani")
    with pytest.raises(OptionError, match=r"the coding 'b' .* source 'IW-01', which event 4 \(undo by ani.* took away"):
        store.redo("budi")
    assert store.rows(Coding) == []
    store.redo("ani")
    store.redo("budi")
    assert store.rows(Coding) == [coding("b")]


def test_the_table_names_fields_that_there_are() -> None:
    for ref in REFERENCES:
        assert set(ref.field.split("/")) <= {field.name for field in fields(ref.noun)}
        assert ref.to in (*NOUNS, Code)
