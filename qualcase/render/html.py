"""Sheets and cards as HTML: everything escaped, nothing random, one style sheet."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from qualcase._kernel.ids import digest, slug
from qualcase.render.characters import escaped, safe
from qualcase.render.sheet import Column, Sheet

Href = Callable[[Sequence[int]], str | None]
Unfold = Callable[[Sequence[int]], str | None]  # gives HTML

SHORT, LONG = 16, 40  # characters of a line, above which a column is given room for a phrase, for sentences
PROSE = 160  # characters of a cell from which its column is widest


def fragment(html: str) -> str:
    """Wrap a piece for a notebook, with the style sheet that holds for it alone."""
    return f'<div class="qualcase"><style>{style()}</style>{html}</div>'


@cache
def style() -> str:
    """Give the one style sheet, every rule of which holds under `.qualcase` only."""
    return files("qualcase.render").joinpath("style.css").read_text(encoding="utf-8")


def anchor(sheet: Sheet) -> str:
    """Give the HTML id of a table: from its number, else from its title and heads; the same on every run."""
    if sheet.number:
        return f"table-{slug(sheet.number)}"
    return f"table-{digest(sheet.title, *(column.head for column in sheet.columns))[:8]}"


def sheet_html(sheet: Sheet, *, href: Href | None = None, unfold: Unfold | None = None) -> str:
    """Draw a sheet as a table with caption, row heads and notes.

    `href` gives the address behind a cell's codings; `unfold` what a click shows under the cell, without a script.
    """
    name = f"<b>{safe(sheet.name)}</b> " if sheet.name else ""
    parts = [
        f'<figure class="sheet" lang="{escape(sheet.lang)}"><div class="scroll" tabindex="0">',
        f'<table id="{anchor(sheet)}"><caption>{name}{safe(sheet.title)}</caption>',
        _widths(sheet.columns),
        "<thead><tr>",
        *(f'<th scope="col"{_classes(column)}>{safe(column.head)}</th>' for column in sheet.columns),
        "</tr></thead><tbody>\n",
    ]
    columns = [_cells(column, href, unfold) for column in sheet.columns]
    parts += [f"<tr>{''.join(row)}</tr>\n" for row in zip(*columns, strict=True)]
    parts.append("</tbody></table></div>")
    if sheet.remarks:
        parts += ["<figcaption>", *(f"<p>{safe(note)}</p>" for note in sheet.remarks), "</figcaption>"]
    parts.append("</figure>")
    return "".join(parts)


def card(title: str, pairs: Iterable[tuple[str, str]], *, note: str = "", lang: str = "id") -> str:
    """Draw a small card: a title, names with their values, a closing line."""
    rows = "".join(f"<div><dt>{safe(name)}</dt><dd>{safe(value)}</dd></div>" for name, value in pairs)
    end = f"<p>{safe(note)}</p>" if note else ""
    head = f'<p class="title">{safe(title)}</p>'
    return f'<section class="card" lang="{escape(lang)}">{head}<dl>{rows}</dl>{end}</section>'


def _cells(column: Column, href: Href | None, unfold: Unfold | None) -> list[str]:
    tag = 'th scope="row"' if column.rowhead else "td"
    opening, closing = f"<{tag}{_classes(column)}", f"</{tag[:2]}>"
    texts = escaped(column.cells)
    if href is not None and column.links is not None:
        addresses = [href(links) if len(links) else None for links in column.links]
        texts = [_linked(text, address) for text, address in zip(texts, addresses, strict=True)]
    if unfold is not None and column.links is not None:
        folds = [unfold(links) if len(links) else None for links in column.links]
        texts = [_folded(text, fold) for text, fold in zip(texts, folds, strict=True)]
    if column.tint is None:
        return [f"{opening}>{text}{closing}" for text in texts]
    tints = [f' style="--tint:{tint:.2f}"' if tint == tint else "" for tint in column.tint]
    return [f"{opening}{tint}>{text}{closing}" for text, tint in zip(texts, tints, strict=True)]


def _linked(text: str, address: str | None) -> str:
    """Make a cell a link; of several lines the last, where its number stands."""
    if not address:
        return text
    above, line, last = text.rpartition("\n")
    return f'{above}{line}<a href="{escape(address)}">{last}</a>'


def _folded(text: str, fold: str | None) -> str:
    """Make a cell unfold; of several lines the last, where its number stands."""
    if fold is None:
        return text
    above, _, last = text.rpartition("\n")
    return f"{above}<details><summary>{last}</summary>{fold}</details>"


def _classes(column: Column) -> str:
    """Say how a column is set, and how long its texts are, so that words stay whole and lines can be read."""
    longest = max((len(line) for cell in column.cells for line in cell.split("\n")), default=0)
    wide = "text" if longest > LONG else "phrase" if longest > SHORT else ""
    prose = "prose" if any(len(cell) > PROSE for cell in column.cells) else ""
    names = " ".join(name for name in (column.align if column.align != "left" else "", wide, prose) if name)
    return f' class="{names}"' if names else ""


def _widths(columns: Sequence[Column]) -> str:
    total = sum(column.width for column in columns)
    if len({column.width for column in columns}) < 2:
        return ""
    shares = (f'<col style="width:{column.width / total:.1%}">' for column in columns)
    return f"<colgroup>{''.join(shares)}</colgroup>"
