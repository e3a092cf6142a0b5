import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.model.nouns import NOUNS, Book, Coding, Segments, Settlement, Study, Voice
from qualcase.store.schema import shape, statements, tables
from qualcase.store.store import Store

PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | PLAIN | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(PLAIN, inner), max_leaves=6,
)  # fmt: skip


def test_every_noun_has_one_strict_table_with_its_fields_and_the_number_of_the_event_that_wrote_it() -> None:
    con = sqlite3.connect(":memory:")
    for statement in statements():
        con.execute(statement)
    for noun in NOUNS:
        one = shape(noun)
        columns = [row[1:3] for row in con.execute(f'PRAGMA table_info("{one.table}")')]
        assert columns == [*zip(one.columns, one.sql, strict=True), ("rev", "INTEGER")]
    strict = {row[1]: row[5] for row in con.execute("PRAGMA table_list") if not row[1].startswith("sqlite_")}
    assert tables().keys() <= strict.keys()
    assert all(strict.values())
    con.close()


def test_two_codings_with_the_same_words_code_and_coder_cannot_both_be_on_record() -> None:
    con = sqlite3.connect(":memory:")
    for statement in statements():
        con.execute(statement)
    found = [row[2] for row in con.execute("PRAGMA index_info(coding_identity)")]
    assert tuple(found) == Coding.IDENTITY
    con.close()


@given(title=JSON, questions=st.lists(JSON), synthetic=st.booleans(), language=PLAIN)
def test_a_study_comes_back_as_it_was_recorded(title: Any, questions: Any, synthetic: bool, language: str) -> None:
    study = Study(title=title, questions=questions, synthetic=synthetic, language=language)
    one = shape(Study)
    assert one.row(one.values(study)) == study


@given(speakers=st.lists(PLAIN).map(tuple), attributes=st.dictionaries(PLAIN, JSON))
def test_a_voice_comes_back_as_it_was_recorded(speakers: tuple[str, ...], attributes: dict[str, Any]) -> None:
    store = Store.open(None)
    voice = Voice("YL", speakers=speakers, attributes=attributes)
    with store.record("add", actor="ani", arguments={}) as change:
        change.put(voice)
    assert store.get(Voice, "YL") == voice
    store.close()


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_flags_lists_and_dicts_come_back_in_their_types(noun: type[Any]) -> None:
    one = shape(noun)
    examples = [
        Coding("c", "s", "t", 0, 1, "q", "b", "trust", "ani", hedge=True),
        Voice("v", speakers=("a",), attributes={"n": 1}),
        Segments("s", "t", "1", turns={"begin": [None, 1.5]}, paragraphs=[[0, 3]]),
        Book("b", "1", {"codes": [{"id": "x"}]}),
        Settlement("s", "YL-01", "t", 0, 1, "q", ("trust",), ("ani", "budi"), "why"),
    ]
    for row in [row for row in examples if type(row) is noun] or [noun(*"x" * _needed(noun))]:
        again = one.row(one.values(row))
        assert again == row
        assert list(map(type, one.fetch(again))) == list(map(type, one.fetch(row)))


def _needed(noun: type[Any]) -> int:
    from dataclasses import MISSING, fields

    return sum(item.default is MISSING and item.default_factory is MISSING for item in fields(noun))
