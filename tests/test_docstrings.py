"""Every example in a docstring runs; it finds `qc`, `case` (the example study, in memory) and `tmp` (a folder)."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import qualcase as qc

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
MODULES = sorted(
    m.name
    for m in pkgutil.walk_packages(qc.__path__, "qualcase.")
    if "_data" not in m.name and "__main__" not in m.name
)


def examples(module: str) -> list[doctest.DocTest]:
    found = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module))
    return [test for test in found if test.examples]


@pytest.mark.parametrize("module", [name for name in MODULES if examples(name)])
def test_the_examples_of_a_docstring_run(module: str, case: qc.Case, tmp_path: Path) -> None:
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    said: list[str] = []
    for test in examples(module):
        test.globs |= {"qc": qc, "case": case, "tmp": tmp_path}
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)
