"""The text of a transcript that comes in pieces: a line "Name: words" for each turn."""

from collections.abc import Iterable, Sequence

from qualcase._kernel.checks import did_you_mean
from qualcase.errors import FormatError
from qualcase.formats.document import Turn

Said = tuple[str, str, float | None, float | None]  # speaker, words, begin and finish in seconds


def rebuilt(said: Iterable[Said]) -> tuple[str, tuple[Turn, ...]]:
    """Write turns (speaker, words, begin, finish) one below the other; an unknown speaker's words stand alone."""
    pieces: list[str] = []
    turns: list[Turn] = []
    size = 0
    for speaker, words, begin, finish in said:
        label = f"{speaker}: " if speaker else ""
        start = size + len(label)
        turns.append(Turn(start, start + len(words), speaker, begin, finish))
        pieces.append(f"{label}{words}\n")
        size = start + len(words) + 1
    return "".join(pieces), tuple(turns)


def only(said: Sequence[Said], speakers: Sequence[str]) -> list[Said]:
    """Make all but `speakers` unknown; raises FormatError if none of them speaks."""
    there = sorted({who for who, *_ in said if who})
    if not set(speakers) & set(there):
        named = ", ".join(map(repr, speakers))
        raise FormatError(f"no turn here is spoken by {named}. {did_you_mean(speakers[0] if speakers else '', there)}")
    return [(who if who in speakers else "", words, begin, finish) for who, words, begin, finish in said]
