"""A transcript turn by turn: number, speaker, words with their codings marked."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase.render.characters import safe
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
) -> str:
    """Draw a transcript; what stands outside every turn (headings, labels) is shown as plain text where it stands.

    `start`, `end`, `code`: (spans,), as in `highlight_html`; `rows`: the codings' numbers, for `quote_anchor`, which
    names the quote that a mark links back to. `turn_anchor` names each turn.
    """
    marks = Marks(text, start, end, code, labels)
    links = [quote_anchor(int(row)) for row in rows] if quote_anchor else None
    parts = [marks.head(lang)]
    at = 0
    for passage in passages:
        parts += _aside(text[at : passage.start], passage.label or passage.speaker)
        id = f' id="{escape(turn_anchor(passage.number))}"' if turn_anchor else ""
        clock = f"<time>{_clock(passage.begin)}</time>" if passage.begin == passage.begin else ""
        who = f"<b>{safe(passage.speaker)}</b>" if passage.speaker else ""
        words = marks.html(passage.start, passage.end, links)
        kind = "turn asking" if passage.asking else "turn"
        parts.append(
            f'<div{id} class="{kind}"><span class="n">{passage.number}</span>{who}{clock}'
            f'<p class="text">{words}</p></div>'
        )
        at = passage.end
    parts += _aside(text[at:] + "\n", "")
    return f'<div class="coded transcript" lang="{escape(lang)}">{"".join(parts)}</div>'


def _aside(between: str, label: str) -> list[str]:
    """Show what stands between two turns, without the label: it is on the turn's own line, or on one before."""
    lines = between.split("\n")[:-1]
    while lines and (not lines[-1].strip() or (label and lines[-1].strip("*_# \t").startswith(label))):
        lines.pop()
    words = "\n".join(lines).strip()
    return [f'<p class="aside">{safe(words)}</p>'] if words else []


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
