"""Every verb has its module, its test, an example in its docstring, and a cell in a notebook."""

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcase.case import Case, Reading, View

ROOT = Path(__file__).parents[1]
STAGES = ("ingest", "coding", "reduce", "display", "conclude", "export")
OWN = {
    "where", "pipe", "record", "rows", "undo", "redo", "verify_chain", "since", "close", "touched", "unmoved", "watch",
}  # fmt: skip  # written out in the facade
RECORDING = {
    "add", "use", "code", "in_vivo", "edit", "uncode", "accept", "reject", "merge", "memo", "claim", "assign",
    "close_round", "settle", "recode",
}  # fmt: skip


def verbs() -> dict[str, Callable[..., Any]]:
    functions = {**vars(Reading), **vars(Case)}
    return {
        name: f
        for name, f in functions.items()
        if inspect.isfunction(f) and not name.startswith("_") and name not in OWN
    }


NAMES = sorted(verbs())


def cells() -> str:
    notebooks = (ROOT / "notebooks").glob("*.ipynb")
    read = [json.loads(path.read_text(encoding="utf-8"))["cells"] for path in notebooks]
    return "\n".join("".join(cell["source"]) for some in read for cell in some if cell["cell_type"] == "code")


@pytest.mark.parametrize("verb", NAMES)
def test_a_verb_lives_in_the_module_of_its_name(verb: str) -> None:
    module = verbs()[verb].__module__
    assert module.split(".")[1] in STAGES
    assert module.split(".")[-1] == verb or verb in ("sources", "informants")


@pytest.mark.parametrize("verb", NAMES)
def test_a_verb_has_its_test_beside_it(verb: str) -> None:
    _, stage, module = verbs()[verb].__module__.split(".")
    assert (ROOT / "tests" / stage / f"test_{module}.py").is_file()


@pytest.mark.parametrize("verb", NAMES)
def test_a_verb_is_explained_with_an_example(verb: str) -> None:
    text = inspect.getdoc(verbs()[verb]) or ""
    assert text.startswith(("Show ", "Record ", "Propose ", "Write ", "Save ")), text.splitlines()[:1]
    assert ">>> " in text


@pytest.mark.parametrize("verb", [*NAMES, "where"])
def test_a_verb_is_shown_in_a_notebook(verb: str) -> None:
    assert re.search(rf"\.{verb}\(", cells()), f"no notebook calls .{verb}()"


@pytest.mark.parametrize("verb", NAMES)
def test_a_verb_takes_at_most_two_positional_arguments_besides_the_case(verb: str) -> None:
    kinds = [p.kind for p in inspect.signature(verbs()[verb]).parameters.values()]
    positional = [kind for kind in kinds if kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    assert len(positional) <= 3


def test_a_view_cannot_record() -> None:
    assert not RECORDING & {name for name in dir(View) if not name.startswith("_")}
    assert {name for name in dir(Case) if not name.startswith("_")} >= RECORDING
