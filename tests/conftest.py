"""What every test finds: the example study and a small one as cases, the real samples if they are there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from wells import write_wells

import qualcase as qc
from qualcase._kernel.shipped import shipped

settings.register_profile("ci", max_examples=60, deadline=None)
settings.load_profile("ci")

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of small files of our own."""
    return DATA


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files that belong to others, named by QUALCASE_SAMPLES."""
    folder = os.environ.get("QUALCASE_SAMPLES", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("QUALCASE_SAMPLES names no folder of real samples: tested on our own small files only")
    return Path(folder)


@pytest.fixture
def case() -> "Iterator[qc.Case]":
    """The example study, in memory."""
    with qc.Case(coder="tester") as made:
        made.add(shipped("corpus") / "omah-kreteg")
        yield made


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
