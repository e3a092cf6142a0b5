"""The quotes that a cell unfolds in a notebook, bounded so that a saved notebook stays small."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

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

# for numbers behind a cell, and how many at most: the first as HTML, and how many there are altogether
Passages: TypeAlias = Callable[[Sequence[int], int], tuple[list[str], int]]


class Unfolding:
    """Draws the first passages behind cells while `room` characters last; `refused` counts the cells that got none."""

    def __init__(self, passages: Passages, lang: str, room: int) -> None:
        self._passages, self._lang, self._room = passages, lang, room
        self.refused = 0

    def __call__(self, rows: Sequence[int]) -> str | None:
        """Give the passages of some numbers as a list in HTML; None if there is no room."""
        items, total = self._passages(rows, QUOTES)
        if total > len(items):
            items = [*items, safe(label("cell.more", self._lang, n=number(total - len(items), self._lang)))]
        drawn = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        if len(drawn) > self._room:
            self.refused += 1
            return None
        self._room -= len(drawn)
        return drawn


def quoted(snapshot: Snapshot, lang: str) -> Passages:
    """Give what draws codings, by their numbers and in the order of the texts: the quote, and where it stands."""

    def passages(rows: Sequence[int], most: int) -> tuple[list[str], int]:
        found = np.unique(np.asarray(rows, np.int64))
        start, _ = snapshot.spans(found)
        shown = found[np.lexsort((found, start))][:most]
        turns = snapshot.turns_of(shown).tolist()
        return [_quote(snapshot, row, turn, lang) for row, turn in zip(shown.tolist(), turns, strict=True)], found.size

    return passages


def _quote(snapshot: Snapshot, row: int, turn: int, lang: str) -> str:
    source = snapshot.sources[int(snapshot.codings.source[row])].id
    place = label("place.turn", lang, source=source, turn=turn) if turn else source
    return f"“{safe(clip(snapshot.quote(row), SHOWN))}” <cite>{safe(place)}</cite>"


def unfolded(sheet: Sheet, behind: Snapshot | Passages | None) -> str:
    """Draw a sheet for a notebook: its first rows, and what is behind its numbers under them; no script is needed.

    `behind`: a snapshot, whose codings the numbers count; or what draws other passages; without it nothing unfolds.
    """
    whole, kept = sheet, min(len(sheet), ROWS)
    sheet = _first_rows(whole, kept)
    plain = sheet_html(sheet)
    while len(plain) > SIZE and kept > 1:
        kept = max(int(kept * SIZE / len(plain) * 0.9), 1)
        sheet = _first_rows(whole, kept)
        plain = sheet_html(sheet)
    if behind is None or all(column.links is None for column in sheet.columns):
        return fragment(plain)
    passages = quoted(behind, sheet.lang) if isinstance(behind, Snapshot) else behind
    quotes = Unfolding(passages, sheet.lang, SIZE - len(plain))
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
