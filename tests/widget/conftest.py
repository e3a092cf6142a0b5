"""A case file with a front end at it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wells import write_wells
from widget_front import FrontEnd

import qualcase as qc


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a study, with a case file of it."""
    folder = write_wells(tmp_path / "well")
    with qc.Case(tmp_path / "well.qualcase", coder="ani") as case:
        case.add(folder)
    return tmp_path / "well.qualcase"


@pytest.fixture
def wells(place: Path) -> Iterator[qc.Case]:
    """The small study as a case file, open, with ani at work."""
    with qc.Case(place, coder="ani") as case:
        yield case


@pytest.fixture
def page(wells: qc.Case) -> FrontEnd:
    """A front end of ani's on the first interview."""
    return FrontEnd(wells)


@pytest.fixture
def another(wells: qc.Case) -> Callable[..., FrontEnd]:
    """Another front end, on the same case object."""

    def made(**how: Any) -> FrontEnd:
        return FrontEnd(wells, **how)

    return made
