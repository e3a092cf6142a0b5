"""A real browser, as a person uses it: words are dragged over, keys pressed, and the page is read."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

DRAG = """([root, quote]) => {
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(quote);
    if (at < 0 || !node.parentElement.closest(".qc-words")) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const ends = [[at, at], [at + quote.length, at + quote.length]].map(([a, b]) => {
      const range = document.createRange();
      range.setStart(node, a);
      range.setEnd(node, b);
      const box = range.getClientRects()[0];
      return [box.x, box.y + box.height / 2];
    });
    return ends;
  }
  return null;
}"""


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the system's Chromium without a window; skip the test where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser to code in: none of {', '.join(BROWSERS)}")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def listened(page: Any) -> list[str]:
    """Keep what goes wrong in a page: errors, and dialogs, which only somebody's script opens here."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return wrong


def drag(page: Any, quote: str, root: str = ".qc-text") -> None:
    """Choose words with the mouse."""
    ends = page.evaluate(DRAG, [root, quote])
    assert ends, f"{quote!r} is not in the text"
    (x, y), (to_x, to_y) = ends
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, to_y, steps=3)
    page.mouse.move(to_x, to_y, steps=3)
    page.mouse.up()


def choose_code(page: Any, typed: str) -> None:
    """Put a code on the words chosen: "/", some of its letters, Enter."""
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def settled(page: Any) -> None:
    """Wait until every step was answered."""
    page.wait_for_function("() => document.querySelector('.qc-status').dataset.waiting === '0'")


def saved(page: Any, n: int, root: str = "") -> list[str]:
    """Wait until the text has `n` chips, each confirmed; give the ids of their codings."""
    chips = page.locator(f'{root} .qc-text .qc-chip[data-state="saved"]')
    page.wait_for_function(
        "([css, n]) => new Set([...document.querySelectorAll(css)].map((c) => c.dataset.coding)).size === n",
        arg=[f'{root} .qc-text .qc-chip[data-state="saved"]', n],
    )
    return list(dict.fromkeys(chips.evaluate_all("all => all.map((chip) => chip.dataset.coding)")))
