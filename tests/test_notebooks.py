"""Every notebook runs from its first cell to its last; the stored ones can be read as they are."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


STORED = [path for path in NOTEBOOKS if path.stem != "00-thread"]  # with outputs, to be read where nothing runs
ABSOLUTE = re.compile(r"(?<![\w.:/<])/(?:tmp|home|root|Users|var|private|work|mnt|opt|usr)/|\b[A-Z]:\\\\?Users")


def code_cells(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def returns(source: str) -> bool:
    """Whether a cell ends in something that shows itself."""
    last = ast.parse(source).body[-1]
    return isinstance(last, ast.Expr) and not source.rstrip().endswith((";", ".close()"))


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_notebook_has_an_output_for_every_cell_that_shows_something(path: Path) -> None:
    for cell in code_cells(path):
        source = "".join(cell["source"])
        kinds = {output["output_type"] for output in cell["outputs"]}
        assert "error" not in kinds, source
        assert kinds or not returns(source), source
        assert cell["execution_count"], source


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_notebook_names_no_place_of_a_machine_and_no_time_of_a_run(path: Path) -> None:
    for cell in code_cells(path):
        assert not cell["metadata"]
        for output in cell["outputs"]:
            shown = {kind: text for kind, text in output.get("data", {}).items() if kind.startswith("text/")}
            said = "".join(map("".join, (*shown.values(), output.get("text", ()))))
            assert not ABSOLUTE.search(said), said[:300]
            assert " at 0x" not in said
            assert output.get("name") != "stderr", said


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_notebook_stays_small_enough_to_be_shown_on_a_code_host(path: Path) -> None:
    assert path.stat().st_size < 2_000_000
    for cell in code_cells(path):
        for output in cell["outputs"]:
            assert len("".join(output.get("data", {}).get("text/html", ()))) < 220_000


def test_the_check_for_places_finds_them() -> None:
    assert ABSOLUTE.search("in /tmp/abc/x.csv")
    assert ABSOLUTE.search("'/home/ani/x'")
    assert not ABSOLUTE.search("</p></div> and/or garden/usr/x")
