"""A transcript turn by turn: number, speaker, words with their codings marked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase.render.characters import safe
from qualcase.render.labels import label
from qualcase.render.palette import hue
from qualcase.render.spans import Marks

Ints = NDArray[np.int64]


class Passage(NamedTuple):
    """One turn, or one paragraph of prose: where it stands in the text, its number, and who speaks."""

    start: int
    end: int
    number: int
    speaker: str = ""
    asking: bool = False  # an interviewer's: text, never evidence
    begin: float = float("nan")  # seconds
    label: str = ""  # as the text has it before the words


def transcript_html(
    text: str,
    passages: Sequence[Passage],
    start: Ints,
    end: Ints,
    code: Ints,
    rows: Ints,
    labels: Sequence[str],
    *,
    lang: str = "id",
    turn_anchor: Callable[[int], str] | None = None,
    quote_anchor: Callable[[int], str] | None = None,
    translations: Mapping[int, str] | None = None,
    spoken: str = "",
    coloured: bool = True,
) -> str:
    """Draw a transcript; what stands outside every turn (headings, labels) is shown as plain text where it stands.

    `start`, `end`, `code`: (spans,), as in `highlight_html`; `rows`: the codings' numbers, for `quote_anchor`, which
    names the quote that a mark and its line in the margin link back to. `turn_anchor` names each turn. `translations`:
    what a turn says in `lang`, by where it starts; folded under it. `spoken`: the language of the text. `coloured`:
    bring the colours of the codes along; a page of many transcripts needs them once.
    """
    marks = Marks(text, start, end, code, labels)
    links = [quote_anchor(int(row)) for row in rows] if quote_anchor else None
    margin = _margin(marks, passages, start, end, code, links, lang)
    words_in = f' lang="{escape(spoken)}"' if spoken not in ("", lang) else ""
    translations = translations or {}
    parts = [marks.head(lang, coloured=coloured)]
    at = 0
    for passage, beside in zip(passages, margin, strict=True):
        parts += _aside(text[at : passage.start], passage.label or passage.speaker)
        id = f' id="{escape(turn_anchor(passage.number))}"' if turn_anchor else ""
        at_time = f"<time>{clock(passage.begin)}</time>" if passage.begin == passage.begin else ""
        who = f"<b>{safe(passage.speaker)}</b>" if passage.speaker else ""
        words = marks.html(passage.start, passage.end, links)
        kind = "turn asking" if passage.asking else "turn"
        parts.append(
            f'<div{id} class="{kind}"><span class="n">{passage.number}</span>{who}{at_time}'
            f'<p class="text"{words_in}>{words}</p>{beside}{_folded(translations.get(passage.start, ""), lang)}</div>'
        )
        at = passage.end
    parts += _aside(text[at:] + "\n", "")
    return f'<div class="coded transcript" lang="{escape(lang)}">{"".join(parts)}</div>'


def _margin(
    marks: Marks,
    passages: Sequence[Passage],
    start: Ints,
    end: Ints,
    code: Ints,
    links: Sequence[str] | None,
    lang: str,
) -> Iterator[str]:
    """Name beside each turn the codes of its words: in the order of the words, one line for each coding."""
    order = np.lexsort((code, start)).tolist()
    spans = [(int(start[n]), int(end[n]), int(code[n]), links[n] if links else "") for n in order]
    head, on = safe(label("transcript.margin", lang)), safe(label("transcript.goes_on", lang))
    open_: list[tuple[int, int, int, str]] = []
    at = 0
    for passage in passages:  # passages rise
        while at < len(spans) and spans[at][0] < passage.end:
            open_.append(spans[at])
            at += 1
        open_ = [span for span in open_ if span[1] > passage.start]
        lines = []
        for a, b, k, link in open_:
            if a == b:
                continue
            number, name = marks.name(k)
            later = f" <small>({on})</small>" if a < passage.start else ""
            name = f'<a href="#{escape(link)}">{name}</a>' if link else name
            lines.append(f'<li data-k="{k}"><i style="--hue:{hue(k)}">{number}</i><span>{name}{later}</span></li>')
        yield f'<ul class="margin" aria-label="{head}">{"".join(lines)}</ul>' if lines else ""


def _folded(words: str, lang: str) -> str:
    """Fold a translation under its turn."""
    if not words:
        return ""
    head = safe(label("head.translation", lang))
    return f'<details class="said"><summary>{head}</summary><p>{safe(words)}</p></details>'


def aside(between: str, label: str) -> tuple[int, int]:
    """Find what stands between two turns, without the label: it is on the turn's own line, or on one before.

    Gives a span of `between`, empty where nothing stands there.
    """
    lines = between.split("\n")[:-1]
    while lines and (not lines[-1].strip() or (label and lines[-1].strip("*_# \t").startswith(label))):
        lines.pop()
    words = "\n".join(lines)
    start = len(words) - len(words.lstrip())
    return start, max(start, len(words.rstrip()))


def _aside(between: str, label: str) -> list[str]:
    start, end = aside(between, label)
    return [f'<p class="aside">{safe(between[start:end])}</p>'] if start < end else []


def clock(seconds: float) -> str:
    """Write seconds as hours, minutes and seconds."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
