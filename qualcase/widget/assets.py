"""The files that a browser is given: a fixed list, each with its kind."""

from importlib.resources import files

KINDS = {
    "coder.js": "text/javascript; charset=utf-8",
    "coder.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "page.html": "text/html; charset=utf-8",
}


def asset(name: str) -> str:
    """Give the text of a file on the list; KeyError for any other name."""
    if name not in KINDS:
        raise KeyError(name)
    return files("qualcase.widget").joinpath("static", name).read_text(encoding="utf-8")
