"""Coding in JupyterLab, with a real kernel: what is coded is on disk, and no key reaches the notebook."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import choose_code, chromium, drag, saved, settled
from jupyter import Lab, jupyterlab
from wells import write_wells

import qualcase as qc
from qualcase.model.nouns import Coding

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not importlib.util.find_spec("jupyterlab"), reason='needs JupyterLab: pip install -e ".[dev]"'),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

OPEN = 'import qualcase as qc\ncase = qc.open("well.qualcase", coder="ani")'
SHOW = 'case.annotate("A-01")'


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyterlab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def file(lab: Lab) -> Path:
    """A fresh case file beside the notebook."""
    path = lab.folder / "well.qualcase"
    for old in (*lab.folder.glob("well.qualcase*"), *lab.folder.glob("*.ipynb")):
        if old.is_file():
            old.unlink()
    with qc.Case(path, coder="ani") as case:
        if not (lab.folder / "well").exists():
            write_wells(lab.folder / "well")
        case.add(lab.folder / "well")
    return path


@pytest.fixture
def page(browser: Any, lab: Lab, file: Path) -> Iterator[Any]:
    """A notebook with the widget, run."""
    lab.notebook("n.ipynb", [OPEN, SHOW])
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    lab.open(page, "n.ipynb")
    lab.command(page, "notebook:run-all-cells")
    page.wait_for_selector(".qc-coder .qc-turn", timeout=60_000)
    yield page
    lab.command(page, "kernelmenu:shutdown")
    context.close()


def codings(file: Path) -> list[Coding]:
    with qc.Case(file) as case:
        return [row for row in case.rows(Coding) if not row.withdrawn]


def cells(page: Any) -> list[str]:
    found: list[str] = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model.sharedModel.getSource())"
    )
    return found


def test_words_dragged_over_and_a_code_key_are_on_record_in_the_file(page: Any, file: Path) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    (id,) = saved(page, 1)
    (row,) = codings(file)
    assert (row.id, row.quote, row.code, row.coder) == (id, "belum percaya", "trust", "ani")
    drag(page, "menepati kata")
    page.keyboard.press("1")
    saved(page, 2)
    assert [row.quote for row in codings(file)] == ["belum percaya", "menepati kata"]


def test_no_key_of_the_widget_reaches_the_notebook(page: Any, file: Path) -> None:
    before = cells(page)
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    page.evaluate("() => document.addEventListener('keydown', (event) => (window.leaked ??= []).push(event.key))")
    for key in "babmxxddzyjkMiiC":
        page.keyboard.press(key)
        page.keyboard.press("Escape")
    for key in ("Control+z", "Shift+Enter", "Enter"):
        page.locator(".qc-text").focus()
        page.keyboard.press(key)
    settled(page)
    assert cells(page) == before == [OPEN, SHOW]
    assert page.evaluate("() => window.leaked ?? []") in ([], ["Control"])


def test_what_a_cell_records_appears_in_the_widget_and_the_other_way_round(lab: Lab, page: Any, file: Path) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    run(lab, page, 'case.code("Dulu belum percaya.", "trust", source="A-01"); print(len(case.quotes()))')
    saved(page, 2)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-OutputArea-output')].some((one) => one.textContent.trim() === '2')"
    )


def test_after_a_restart_nothing_looks_saved_that_is_not_and_a_new_run_sends_it(
    lab: Lab, page: Any, file: Path
) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    lab.ready(page)
    drag(page, "menepati kata")
    page.keyboard.press("1")
    page.wait_for_selector('.qc-chip[data-state="waiting"]')
    assert [row.quote for row in codings(file)] == ["belum percaya"]
    lab.command(page, "notebook:run-all-cells")
    saved(page, 2)
    assert [row.quote for row in codings(file)] == ["belum percaya", "menepati kata"]


def test_a_saved_notebook_holds_no_word_of_the_transcript(lab: Lab, page: Any, file: Path) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    lab.command(page, "docmanager:save")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    stored = (lab.folder / "n.ipynb").read_text(encoding="utf-8")
    shown = next(
        output["data"] for cell in json.loads(stored)["cells"] for output in cell["outputs"] if "data" in output
    )
    assert {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"} <= set(shown)
    assert "A-01" in "".join(shown["text/html"])
    assert "belum percaya" not in stored
    assert "menepati" not in stored


def test_a_notebook_opened_again_shows_the_widget_with_its_codings(lab: Lab, page: Any, file: Path) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    before = saved(page, 1)
    lab.command(page, "docmanager:save")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    lab.open(page, "n.ipynb")
    page.wait_for_selector(".qc-coder .qc-turn", timeout=30_000)
    assert saved(page, 1) == before


def test_two_views_of_two_widgets_keep_in_step(lab: Lab, page: Any, file: Path) -> None:
    run(lab, page, SHOW)
    page.wait_for_function("() => document.querySelectorAll('.qc-coder .qc-turn').length === 10")
    drag(page, "belum percaya", ".jp-Cell:nth-child(2) .qc-text")
    choose_code(page, "kep")
    page.wait_for_function("() => document.querySelectorAll('.qc-text .qc-chip[data-state=saved]').length === 2")
    assert len(codings(file)) == 1


def test_the_widget_in_a_notebook_has_no_barrier_that_axe_finds(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    found = axe.Axe().run(page, context=".qc-coder")
    assert found.violations_count == 0, found.generate_report()


def run(lab: Lab, page: Any, source: str) -> None:
    """Add a cell at the end and run it."""
    page.evaluate(
        """async (source) => {
          const { commands, shell } = window.jupyterapp;
          const book = shell.currentWidget.content;
          book.activeCellIndex = book.widgets.length - 1;
          await commands.execute("notebook:insert-cell-below");
          book.activeCell.model.sharedModel.setSource(source);
          await commands.execute("notebook:run-cell");
        }""",
        source,
    )
