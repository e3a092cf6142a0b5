"""A small study as a case, for the verbs that code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from wells import write_wells

import qualcase as qc


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small study, not coded yet."""
    return write_wells(tmp_path / "well")


@pytest.fixture
def small(folder: Path) -> Iterator[qc.Case]:
    """The small study as a case in memory, with ani at work."""
    with qc.Case(coder="ani") as made:
        made.add(folder)
        yield made


@pytest.fixture
def events(small: qc.Case) -> list[str]:
    """The verbs in the history before a test does anything."""
    return [event.verb for event in small.history]
