"""What every test finds: the example study as a case, the real samples if they are there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

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
