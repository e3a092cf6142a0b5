"""Tables as one HTML file."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from qualcase.formats.whole_file import write_whole
from qualcase.render.html import fragment, sheet_html
from qualcase.render.sheet import Sheet


def to_html(sheets: Sequence[Sheet], path: str | Path) -> Path:
    """Write sheets one under the other; StoreError where the place cannot be written."""
    lang = sheets[0].lang if sheets else "id"
    title = escape(sheets[0].caption) if sheets else ""
    body = fragment("".join(sheet_html(sheet) for sheet in sheets))
    page = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>{body}</body></html>'
    )
    return write_whole(path, page.encode("utf-8"))
