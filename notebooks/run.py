"""Run notebooks and store them with their outputs: python notebooks/run.py 01 02 (which, by how their names begin).

What differs from run to run is left out (times, ids of displays) or neutral (today is YYYY-MM-DD), so that running again
leaves no diff. 00 is stored without outputs: it records, and each run gives what it records new ids and times, which are
its outputs' point.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def executed(path: Path) -> Any:
    """Give a notebook as it is after a run from its first cell to its last."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False, resources=resources).execute()
    return stable(notebook)


def stable(notebook: Any) -> Any:
    """Leave out what another run or another machine would write otherwise."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    today = datetime.now(UTC).date().isoformat()
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.pop("transient", None)
            data = output.get("data", {})
            data.pop("application/vnd.jupyter.widget-view+json", None)  # a widget needs its kernel; its card stays
            for kind, shown in data.items():
                if kind.startswith("text/"):
                    data[kind] = re.sub(r" at 0x[0-9a-f]+", "", shown).replace(today, "YYYY-MM-DD")
    return notebook


if __name__ == "__main__":
    import nbformat

    for path in sorted(HERE.glob("*.ipynb")):
        if path.name.startswith(tuple(sys.argv[1:]) or "0"):
            nbformat.write(executed(path), path)
            print(f"{path.name}: {path.stat().st_size / 1000:,.0f} kB")
