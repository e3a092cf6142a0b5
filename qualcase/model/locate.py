"""Find a quote in a text: once, or say why not."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from qualcase._kernel.text import clip
from qualcase.errors import QuoteError

_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "."})
SHOWN = 8  # places named in a message


def locate(
    text: str, quote: str, *, where: str, turns: Sequence[tuple[int, int]] = (), turn: int | None = None
) -> tuple[int, int]:
    """Find the one place of `quote` in `text`: code points, half-open.

    An exact match goes first; else one that differs in case, white space, quote marks and dashes only. `turns` are the
    spans of the turns; `turn`, from 1, looks in that turn alone. `where` names the source in messages.

    Raises QuoteError if the quote is nowhere (the nearest passage is shown) or in several places (each is named).
    """
    wanted = _tidy(quote)
    if not wanted:
        raise QuoteError(f"an empty quote cannot be found in {where}. Give the words to be coded.")
    low, high = _bounds(text, turns, turn, where)
    found = _found(text, wanted, low, high)
    if len(found) == 1:
        return found[0]
    if turn is not None:
        where = f"turn {turn} of {where}"
    if not found:
        near = nearest_passage(text[low:high], wanted)
        raise QuoteError(
            f"quote {clip(wanted)!r} is not in {where}. "
            + (
                f"The nearest passage there is {clip(near, 120)!r}: copy the words from the text."
                if near
                else "It is empty."
            )
        )
    places = [_place(start, turns, text) for start, _ in found]
    shown = ", ".join(dict.fromkeys(places[:SHOWN])) + (
        f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    )
    alone = [place for place in places if place.startswith("turn ") and places.count(place) == 1]
    if alone:
        hint = f"say {alone[0].replace(' ', '=')}, or quote more of the words around it"
    else:
        hint = "quote more of the words around it"
    raise QuoteError(f"quote {clip(wanted)!r} is {len(found)} times in {where}: {shown}. To choose one, {hint}.")


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Give every place of a quote by the rule of `locate`: spans (code points, half-open); none of an empty one."""
    wanted = _tidy(quote)
    return _found(text, wanted, 0, len(text)) if wanted else []


def placed(
    text: str, quote: str, start: int | None, end: int | None, *, where: str, turns: Sequence[tuple[int, int]] = ()
) -> tuple[int, int]:
    """Give the span written down with a quote if the text has the quote there; else the one place of the quote."""
    if start is not None and end is not None and (text[start:end] == quote or not quote):
        if not 0 <= start < end <= len(text):
            raise QuoteError(f"span {start} to {end} is outside {where}, which has characters 0 to {len(text)}.")
        return start, end
    return locate(text, quote, where=where, turns=turns)


def _tidy(quote: str) -> str:
    return unicodedata.normalize("NFC", quote).replace("\r\n", "\n").strip()


def nearest_passage(text: str, quote: str) -> str:
    """Give the line or sentence most like `quote`, for a message; "" for an empty text."""
    sentences = (piece.strip() for piece in re.split(r"(?<=[.!?])\s+|\n", text))
    pieces = [part for piece in sentences if piece for part in _short(piece, max(300, 2 * len(quote)))]
    words = set(quote.casefold().split())
    likely = sorted(pieces, key=lambda piece: -len(words & set(piece.casefold().split())))[:40]
    asked = quote[:1000]  # comparing takes the product of both lengths
    return max(likely, key=lambda piece: SequenceMatcher(None, asked, piece[:1000], autojunk=False).ratio(), default="")


def _short(piece: str, most: int) -> list[str]:
    """Cut a piece without full stops between words, at `most` characters."""
    return [piece] if len(piece) <= most else textwrap.wrap(piece, most)


def _found(text: str, wanted: str, low: int, high: int) -> list[tuple[int, int]]:
    """Find whole words first, the exact ones before the folded, then parts of words."""
    exact = _exact(text, wanted, low, high)
    if whole := [span for span in exact if _whole_words(text, *span)]:
        return whole
    folded = _folded(text, wanted, low, high)
    return [span for span in folded if _whole_words(text, *span)] or exact or folded


def _bounds(text: str, turns: Sequence[tuple[int, int]], turn: int | None, where: str) -> tuple[int, int]:
    if turn is None:
        return 0, len(text)
    if not 1 <= turn <= len(turns):
        raise QuoteError(f"{where} has no turn {turn}: it has turns 1 to {len(turns)}.")
    return turns[turn - 1]


def _exact(text: str, wanted: str, low: int, high: int) -> list[tuple[int, int]]:
    found, at = [], text.find(wanted, low, high)
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1, high)
    return found


def _folded(text: str, wanted: str, low: int, high: int) -> list[tuple[int, int]]:
    words = wanted.translate(_SAME).split()
    pattern = r"\s+".join(re.escape(word) for word in words)
    whole = text.translate(_SAME)
    return [match.span() for match in re.compile(pattern, re.IGNORECASE).finditer(whole, low, high)]


def _whole_words(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends between words: "ya" in "ya, bu" and not in "saya"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _place(start: int, turns: Sequence[tuple[int, int]], text: str) -> str:
    for number, (low, high) in enumerate(turns, 1):
        if low <= start < high:
            return f"turn {number}"
    return f"line {text.count(chr(10), 0, start) + 1}"
