"""What verbs ask of a case: to be read, or to record."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from qualcase.model.snapshot import Snapshot

Row = TypeVar("Row")


class Reads(Protocol):
    """A case or a view: something with a snapshot."""

    @property
    def snapshot(self) -> Snapshot: ...


class Changes(Protocol):
    """One transaction: what is put or dropped in it becomes one event, or nothing does."""

    def put(self, *rows: Any) -> None: ...
    def put_all(self, rows: Iterable[Any]) -> None: ...
    def drop(self, noun: type[Any], key: str) -> None: ...
    def get(self, noun: type[Row], key: str) -> Row | None: ...
    def find(self, noun: type[Row], **equal: object) -> list[Row]: ...


class Records(Reads, Protocol):
    """A case that can be written to."""

    @property
    def coder(self) -> str: ...
    @property
    def read_only(self) -> str: ...
    @property
    def history(self) -> Iterable[Any]: ...
    def verify_chain(self) -> list[str]: ...
    def record(self, verb: str, *, coder: str = "", **arguments: Any) -> AbstractContextManager[Changes]: ...
    def rows(self, noun: type[Row], **equal: object) -> list[Row]: ...
