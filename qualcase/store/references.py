"""Which rows name which others: what taking an event back may leave without what it rests on."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from qualcase.model.codebook import Code
from qualcase.model.nouns import (
    Asked,
    Assignment,
    Book,
    Claim,
    Coding,
    Decision,
    Memo,
    Round,
    Segments,
    Settlement,
    Source,
    Stood,
    Text,
    Translation,
    Voice,
)
from qualcase.store.schema import Shape, shape


class Reference(NamedTuple):
    """A field that names rows of another noun by their keys, or codes as "book/code".

    `prefix` stands before the name; in a JSON field the names are the keys or the values of what lies at `path`.
    """

    noun: type[Any]
    field: str  # "a/b": two fields make the name
    to: type[Any]
    prefix: str = ""
    part: Literal["", "key", "value"] = ""
    path: str = "$"


REFERENCES = (
    Reference(Source, "text", Text),
    Reference(Source, "voices", Voice, part="value"),
    Reference(Source, "interviewers", Voice, part="value"),
    Reference(Segments, "source", Source),
    Reference(Segments, "text", Text),
    Reference(Segments, "turns", Voice, part="value", path="$.voice"),
    *(
        Reference(noun, field, to)
        for noun in (Coding, Stood)
        for field, to in (
            ("source", Source),
            ("text", Text),
            ("codebook", Book),
            ("codebook/code", Code),
            ("voice", Voice),
        )
    ),
    Reference(Stood, "round", Round),
    Reference(Assignment, "round", Round),
    Reference(Assignment, "source", Source),
    Reference(Asked, "voice", Voice),
    Reference(Decision, "source", Source),
    Reference(Translation, "source", Source),
    Reference(Translation, "text", Text),
    Reference(Settlement, "source", Source),
    Reference(Settlement, "text", Text),
    Reference(Settlement, "came_from", Coding, part="value"),
    Reference(Settlement, "made", Coding, part="value"),
    Reference(Claim, "links", Coding, part="key"),
    Reference(Claim, "disposed", Coding, part="key"),
    Reference(Claim, "rests_on", Code, part="value", path="$.code"),
    *(Reference(Memo, "about", to, f"{to.__name__.lower()}:") for to in (Source, Coding, Code, Voice, Claim)),
)


def plain_references() -> Iterator[tuple[type[Any], str, type[Any]]]:
    """Give the references that are a field which holds the key of a row: noun, field, other noun."""
    for ref in REFERENCES:
        if not ref.prefix and not ref.part and "/" not in ref.field:
            yield ref.noun, ref.field, ref.to


class Rest(NamedTuple):
    """A row, the number of the event that wrote it, and what it rests on: a noun and a name."""

    noun: str
    key: str
    rev: int
    to: str
    name: str


def resting(con: sqlite3.Connection, gone: Mapping[type[Any], Iterable[str]], since: int) -> Rest | None:
    """Give the last row that an event after `since` wrote and that names something that is gone."""
    found = []
    for ref in REFERENCES:
        if names := list(gone.get(ref.to, ())):
            one, name = shape(ref.noun), _name(ref)
            row = con.execute(
                f'{_rows(ref, one)} WHERE "{one.table}".rev > ? AND {name} IN (SELECT value FROM json_each(?)) '
                f'ORDER BY "{one.table}".rev DESC LIMIT 1',
                (since, json.dumps([ref.prefix + name for name in names])),
            ).fetchone()
            found += [_rest(ref, row)] if row else []
    return max(found, key=lambda rest: rest.rev, default=None)


def missing(con: sqlite3.Connection, noun: type[Any], keys: Iterable[str]) -> list[Rest]:
    """Give those of the rows with these keys that name a row that is not on record."""
    listed, found = json.dumps(list(keys)), []
    for ref in REFERENCES:
        if ref.noun is noun and ref.to is not Code:
            one, to, name = shape(noun), shape(ref.to), _name(ref)
            rows = con.execute(
                f'{_rows(ref, one)} WHERE "{one.table}"."{one.key}" IN (SELECT value FROM json_each(?1)) '
                f"AND {name} > ?2 AND substr({name}, 1, length(?2)) = ?2 AND NOT EXISTS "
                f'(SELECT 1 FROM "{to.table}" AS named WHERE named."{to.key}" = substr({name}, length(?2) + 1))',
                (listed, ref.prefix),
            )
            found += [_rest(ref, row) for row in rows]
    return found


def codes(con: sqlite3.Connection) -> set[str]:
    """Give the codes of all books on record, as "book/code", and as "code"."""
    rows = con.execute(
        "SELECT book.name, json_extract(code.value, '$.id') FROM book, json_each(book.content, '$.codes') AS code"
    )
    return {name for book, code in rows for name in (f"{book}/{code}", code)}


def _rows(ref: Reference, one: Shape) -> str:
    each = f""", json_each("{one.table}"."{ref.field}", '{ref.path}') AS part""" if ref.part else ""
    return f'SELECT "{one.table}"."{one.key}", "{one.table}".rev, {_name(ref)} FROM "{one.table}"{each}'


def _name(ref: Reference) -> str:
    if ref.part:
        return f"part.{ref.part}"
    table = shape(ref.noun).table
    return "(" + " || '/' || ".join(f'"{table}"."{field}"' for field in ref.field.split("/")) + ")"


def _rest(ref: Reference, row: tuple[str, int, str]) -> Rest:
    key, rev, name = row
    return Rest(shape(ref.noun).table, key, rev, ref.to.__name__.lower(), name.removeprefix(ref.prefix))
