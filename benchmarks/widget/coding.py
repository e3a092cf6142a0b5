"""How long it takes to see a large transcript, and from a key to the coding on disk and on the screen.

`python -m benchmarks.widget.coding [codings] [lab]`: 20,000 words, 40 codes, 2,000 codings, on the local page, or in
JupyterLab; a key each 200 ms, in a real browser without a window. Wall time: what a person waits.
"""

import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from browsing import chromium
from jupyter import jupyterlab

import qualcase as qc
from qualcase._kernel.ids import new_id
from qualcase.model.codebook import Code, Codebook
from qualcase.model.nouns import Coder, Coding
from qualcase.widget.local import page_of

WORDS, CODES, CODINGS, KEYS = 20_000, 40, 2_000, 100
SHOWN = """() => new Promise((done) => {
  const look = () => document.querySelector(".qc-text .qc-chip")
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : requestAnimationFrame(look);
  look();
})"""
WATCH = """() => {
  window.took = [];
  const text = document.querySelector(".qc-text");
  const seen = new Set([...text.querySelectorAll(".qc-chip[data-state=saved]")].map((chip) => chip.dataset.coding));
  let pressed = 0;
  document.addEventListener("keydown", (event) => { if (event.key === "1") pressed = performance.now(); }, true);
  new MutationObserver(() => {
    for (const chip of text.querySelectorAll(".qc-chip[data-state=saved]")) {
      if (seen.has(chip.dataset.coding)) continue;
      seen.add(chip.dataset.coding);
      const at = pressed;
      requestAnimationFrame(() => {
        const behind = new MessageChannel();  // a task that waits its turn behind the painting of this frame
        behind.port1.onmessage = () => window.took.push(performance.now() - at);
        behind.port2.postMessage(0);
      });
    }
  }).observe(text, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
}"""


def large(folder: Path, codings: int = CODINGS) -> Path:
    """Write a case file with one long interview, coded."""
    rng = np.random.default_rng(20)
    lexicon = ["percaya", "sumur", "mereka", "datang", "lagi", "belum", "katanya", "warga", "janji", "begitu", "nggih"]
    lines = []
    for n in range(WORDS // 40):
        words = " ".join(rng.choice(lexicon, 36))
        lines += [f"PW: Lalu bagaimana {n}?", f"AN: {words}. Begitu {n}."]
    (folder / "A-01.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    file = folder / "large.qualcase"
    with qc.Case(file, coder="ani") as case:
        case.use(Codebook("large", "1.0.0", codes=tuple(Code(f"c{n}", f"Kode {n}") for n in range(CODES))))
        case.add(folder / "A-01.txt")
        source = case.snapshot.sources[0]
        text = case.snapshot.text(0)
        starts = rng.choice(len(text) - 200, codings, replace=False)
        ends = starts + rng.integers(10, 120, codings)
        with case.record("code", coder="ani") as change:
            change.put(Coder("ani", new_id()))
            change.put_all(
                Coding(id=new_id(), source=source.id, text=source.text, start=int(a), end=int(b), quote=text[a:b],
                       codebook="large", code=f"c{n % CODES}", coder="ani", version="1.0.0")
                for n, (a, b) in enumerate(zip(starts, ends, strict=True))
            )  # fmt: skip
    return file


@contextmanager
def on_the_page(browser: Any, codings: int) -> Iterator[tuple[Any, float]]:
    """Open the local page: the page, and milliseconds until everything in view was painted."""
    with tempfile.TemporaryDirectory() as folder, qc.Case(large(Path(folder), codings), coder="ani") as case:
        server = page_of(case, coder="ani")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(server.link(), wait_until="commit")
        yield page, page.evaluate(SHOWN)
        page.close()
        server.session.close()
        server.shutdown()
        server.server_close()


@contextmanager
def in_the_lab(browser: Any, codings: int) -> Iterator[tuple[Any, float]]:
    """Open a notebook, and show the widget in it: milliseconds from running its cell."""
    with tempfile.TemporaryDirectory() as folder, jupyterlab(Path(folder)) as lab:
        large(lab.folder, codings)
        opened = 'import qualcase as qc\ncase = qc.open("large.qualcase", coder="ani")\ncase.snapshot.event'
        lab.notebook("n.ipynb", [opened, 'case.annotate("A-01")'])
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        lab.open(page, "n.ipynb")
        page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-cell-and-select-next'); }")
        lab.ready(page)
        begun = page.evaluate("() => performance.now()")
        lab.command(page, "notebook:run-cell")
        yield page, page.evaluate(SHOWN) - begun
        page.close()


def from_key_to_painted(page: Any) -> list[float]:
    """Code one sentence after another by the key of the last code used: milliseconds until it is saved and painted."""
    page.evaluate(WATCH)
    page.locator(".qc-text").focus()
    page.keyboard.press("j")
    for _ in range(KEYS):
        page.keyboard.press("1")
        page.wait_for_timeout(150)
        page.keyboard.press("j")
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    found: list[float] = page.evaluate("() => window.took")
    return found


def run(name: str, opened: Callable[[Any, int], Any], codings: int) -> None:
    """Measure one way to open it, and print a line."""
    with chromium() as browser, opened(browser, codings) as (page, shown):
        took = from_key_to_painted(page)
    p50, p95 = statistics.median(took), float(np.quantile(took, 0.95))
    said = f"shown {shown:.0f} ms (<= 1000), key to painted p50 {p50:.0f} (<= 50), p95 {p95:.0f} (<= 100) ms"
    print(f"{name}, {WORDS:,} words, {codings:,} codings: {said}; {len(took)} keys")


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word.isdigit()]
    many = int(given[0]) if given else CODINGS
    run("local page", on_the_page, many)
    if "lab" in sys.argv:
        run("JupyterLab", in_the_lab, many)
