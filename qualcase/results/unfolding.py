"""The quotes that a cell unfolds in a notebook, bounded so that a saved notebook stays small."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcase._kernel.text import clip
from qualcase.model.snapshot import Snapshot
from qualcase.render.characters import safe
from qualcase.render.html import fragment, sheet_html
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet

QUOTES = 12  # in a cell
SHOWN = 300  # characters of a quote
SIZE = 200_000  # characters of HTML in a display
ROWS = 300  # of a table, as far as they fit


class Unfolding:
    """Draws the first quotes behind cells while `room` characters last; `refused` counts the cells that got none."""

    def __init__(self, snapshot: Snapshot, lang: str, room: int) -> None:
        self._snapshot, self._lang, self._room = snapshot, lang, room
        self.refused = 0

    def __call__(self, rows: Sequence[int]) -> str | None:
        """Give the quotes of some codings as a list in HTML, each with who says it where; None if there is no room."""
        found = np.unique(np.asarray(rows, np.int64))
        start, _ = self._snapshot.spans(found)
        found = found[np.lexsort((found, start))]
        shown = found[:QUOTES]
        turns = self._snapshot.turns_of(shown).tolist()
        items = [self._quote(row, turn) for row, turn in zip(shown.tolist(), turns, strict=True)]
        if found.size > shown.size:
            items.append(safe(label("cell.more", self._lang, n=number(found.size - shown.size, self._lang))))
        drawn = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        if len(drawn) > self._room:
            self.refused += 1
            return None
        self._room -= len(drawn)
        return drawn

    def _quote(self, row: int, turn: int) -> str:
        source = self._snapshot.sources[int(self._snapshot.codings.source[row])].id
        place = label("place.turn", self._lang, source=source, turn=turn) if turn else source
        return f"“{safe(clip(self._snapshot.quote(row), SHOWN))}” <cite>{safe(place)}</cite>"


def unfolded(sheet: Sheet, snapshot: Snapshot | None) -> str:
    """Draw a sheet for a notebook: its first rows, and the quotes behind its numbers under them; no script is needed.

    Without a snapshot nothing unfolds.
    """
    whole, kept = sheet, min(len(sheet), ROWS)
    sheet = _first_rows(whole, kept)
    plain = sheet_html(sheet)
    while len(plain) > SIZE and kept > 1:
        kept = max(int(kept * SIZE / len(plain) * 0.9), 1)
        sheet = _first_rows(whole, kept)
        plain = sheet_html(sheet)
    if snapshot is None or all(column.links is None for column in sheet.columns):
        return fragment(plain)
    quotes = Unfolding(snapshot, sheet.lang, SIZE - len(plain))
    drawn = sheet_html(sheet, unfold=quotes)
    if quotes.refused:
        note = label("cell.unfold_limit", sheet.lang, n=number(quotes.refused, sheet.lang))
        drawn += f'<p class="more">{safe(note)}</p>'
    return fragment(drawn)


def _first_rows(sheet: Sheet, n: int) -> Sheet:
    """Keep the first rows, and say under them how many more there are."""
    if n >= len(sheet):
        return sheet
    columns = tuple(_first_cells(column, n) for column in sheet.columns)
    more = label("caption.more", sheet.lang, n=number(len(sheet) - n, sheet.lang))
    return replace(sheet, columns=columns, notes=(more, *sheet.notes))


def _first_cells(column: Column, n: int) -> Column:
    links = column.links[:n] if column.links is not None else None
    tint = column.tint[:n] if column.tint is not None else None
    return replace(column, cells=column.cells[:n], links=links, tint=tint)
