"""The report of 200 interviews of 4,000 words with 20,000 codings: written, then used in headless Chromium.

The page's times are wall time and have no peer: a pause that a reader notices is what is looked for.
"""

import csv
import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import qualcase as qc
from benchmarks.make import corpus
from benchmarks.measure import row

INTERVIEWS, CODINGS, CODES, ROLES = 200, 100, 30, 6  # codings: of each interview
USED = """<script>
const times = { parsed: performance.now() };
const time = (name, work) => {
  const begin = performance.now(); work(); document.body.offsetHeight; times[name] = performance.now() - begin;
};
time("laid out", () => {});
const quotes = document.forms[0], words = document.forms[1];
const changed = (field, value) => { field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); };
time("filter by code", () => changed(quotes.elements.code, "c3"));
time("filter by role", () => changed(quotes.elements.role, "r1"));
time("all quotes again", () => { changed(quotes.elements.role, ""); changed(quotes.elements.code, ""); });
time("a code out of the margins", () => words.querySelector("[name=code]").click());
time("jump to a quote", () => document.querySelector("ol.quotes li:nth-child(15000)").scrollIntoView());
time("scroll to the end", () => scrollTo(0, 1e9));
times.elements = document.querySelectorAll("*").length;
document.body.textContent = JSON.stringify(times);
</script>"""


def study(folder: Path) -> Path:
    """Write a study folder of made talk, a hundred made codings in each interview."""
    rng = np.random.default_rng(1)
    for name in ("sources", "codings", "codebooks"):
        (folder / name).mkdir(parents=True)
    poles = {"holder": "community", "target": "company", "poles": {"positive": "a", "negative": "b"}}
    codes: list[dict[str, Any]] = [
        {"id": f"c{n}", "label": f"Kode {n}", "status": "draft"}
        | ({"kind": "evaluative", **poles} if n < 4 else {"kind": "descriptive"})
        for n in range(CODES)
    ]
    book = {"format": 1, "name": "made", "version": "1.0.0", "title": "Made", "languages": ["id"], "codes": codes}
    sides = ["community" if n < 4 else "company" for n in range(ROLES)]
    roles = [{"id": f"r{n}", "label": f"Peran {n}", "side": side} for n, side in enumerate(sides)]
    card = {
        "format": 1, "title": "Buatan", "language": "id", "codebooks": ["made"], "synthetic": True,
        "sides": [{"id": side, "label": side} for side in ("community", "company", "researcher")],
        "roles": [*roles, {"id": "interviewer", "label": "Pewawancara", "side": "researcher"}],
    }  # fmt: skip
    people = [["PW", "interviewer", "researcher", "PW"]]
    sources, coded = [], []
    for n, text in enumerate(corpus(docs=INTERVIEWS, words=4000).texts):
        who, source = f"V{n:03}", f"S{n:03}"
        people.append([who, f"r{n % ROLES}", sides[n % ROLES], who])
        sources.append([source, f"{source}.txt", "interview", who, "PW"])
        turns = text.replace("YL: ", f"{who}: ").splitlines()
        (folder / "sources" / f"{source}.txt").write_text("\n\n".join(turns), encoding="utf-8")
        answers = [turn.removeprefix(f"{who}: ") for turn in turns if turn.startswith(who)]
        for _ in range(CODINGS):
            answer = answers[int(rng.integers(len(answers)))]
            start = int(rng.integers(max(1, len(answer) - 100)))
            quote = answer[start : start + int(rng.integers(40, 200))].strip()
            stance = ["supports", "contradicts", "mixed", ""][int(rng.integers(4))]
            coded.append([source, quote, f"c{int(CODES * rng.random() ** 2)}", stance, "first_hand"])
    for name, made in (("codebooks/made", book), ("study", card)):
        (folder / f"{name}.yaml").write_text(json.dumps(made), encoding="utf-8")  # JSON is YAML
    tables = {
        "informants": (["id", "role", "side", "speaker"], people),
        "sources": (["id", "file", "kind", "voices", "interviewer"], sources),
        "codings/ani": (["source", "quote", "code", "stance", "basis"], coded),
    }
    for name, (head, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *rows])
    return folder


def browsed(page: Path, browser: str) -> dict[str, float]:
    """Open the page, use it, and give how long each step took: milliseconds."""
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("</body>", f"{USED}</body>"), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        shown = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
             "--window-size=1280,900", "--dump-dom", page.as_uri()],
            check=True, capture_output=True, text=True, timeout=300,
        ).stdout  # fmt: skip
    found = re.search(r"<body[^>]*>(\{.*?\})", shown)
    if not found:
        raise SystemExit("The browser did not come to the end of the page.")
    return json.loads(found[1])


def main() -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, qc.Case(coder="ani") as case:
        case.add(study(Path(folder) / "study"))
        begin = time.process_time()
        page = case.report(Path(folder) / "out").page
        count = len(case.snapshot.evidence.rows)
        row("report of a large case", count, (time.process_time() - begin) * 1e3, goal="<= 60 s")
        if browser is None:
            print("No Chromium: the page is not opened.")
            return
        times = browsed(page, browser)
    elements = int(times.pop("elements"))
    for name, took in times.items():
        row(f"its page: {name}", elements, took, goal="<= 10 s" if name == "parsed" else "<= 1 s")


if __name__ == "__main__":
    main()
