"""Rows for tests of the case file, and processes of their own to record them in."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcase._kernel.ids import text_hash
from qualcase.model.nouns import Book, Coding, Source, Text, Voice
from qualcase.store.store import Store

WORDS = "Mereka menepati janji, walaupun lambat. Kami dilibatkan sejak awal."
HASH = text_hash(WORDS)


def coding(name: str, start: int = 0, end: int = 22, **given: Any) -> Coding:
    fields: dict[str, Any] = {"codebook": "bridge", "code": "trust", "coder": "ani", "quote": WORDS[start:end]} | given
    return Coding(id=name, source="IW-01", text=HASH, start=start, end=end, **fields)


def study() -> list[Any]:
    return [Text(HASH, WORDS), Voice("IW"), Source("IW-01", "interview", HASH, voices=("IW",)), Book("bridge", "1.0.0")]


def record(store: Store, *rows: Any, actor: str = "ani", verb: str = "code") -> Any:
    with store.record(verb, actor=actor, arguments={}) as change:
        change.put(*rows)
    return change.event


def in_another_process(work: Callable[[], object], *, as_user: str = "") -> int:
    """Start a process that does `work` and ends, with 1 if it raised; give its number."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork to make the other process with")
    pid = os.fork()
    if pid:
        return pid
    try:
        if as_user:
            import pwd

            os.setuid(pwd.getpwnam(as_user).pw_uid)
        work()
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended_well(pid: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
