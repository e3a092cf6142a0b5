"""What quoted words say in another language, where their turn has a translation on record."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import takewhile
from operator import attrgetter

from qualcase.lang.sentences import sentences
from qualcase.model.nouns import Translation
from qualcase.model.snapshot import Ints, Snapshot


def language_of_translations(snapshot: Snapshot, lang: str) -> str:
    """Give the language that quotes are translated into: `lang` if there is one in it, else the first; "" for none."""
    languages = dict.fromkeys(one.language for one in snapshot.translations)
    return lang if lang in languages else next(iter(languages), "")


def translated(snapshot: Snapshot, rows: Ints, language: str) -> list[str]:
    """Translate the words of codings: (n,) texts, "" where a turn has no translation.

    Translations are of whole turns. Where a turn has as many sentences as its translation, the sentences that the
    quote touches are given; else the whole turn is.
    """
    by_text: dict[str, list[Translation]] = {}
    for one in sorted(snapshot.translations, key=attrgetter("start")):
        if one.language == language:
            by_text.setdefault(one.text, []).append(one)
    split = cache(sentences_of)
    codings = snapshot.codings
    places = zip(codings.source[rows].tolist(), codings.start[rows].tolist(), codings.end[rows].tolist(), strict=True)
    made = []
    for source, start, end in places:
        turns = by_text.get(snapshot.sources[source].text, [])
        first = max(bisect_right(turns, start, key=attrgetter("start")) - 1, 0)
        touched = takewhile(lambda turn, end=end: turn.start < end, turns[first:])  # type: ignore[misc]
        content = snapshot.text(source) if turns else ""
        made.append(" ".join(_said(content, turn, start, end, split) for turn in touched if turn.end > start))
    return made


def sentences_of(text: str) -> list[list[int]]:
    """Give the spans of the sentences of a text."""
    return sentences(text).tolist()  # type: ignore[no-any-return]


def _said(content: str, turn: Translation, start: int, end: int, split: Callable[[str], list[list[int]]]) -> str:
    there, here = split(turn.words), split(content[turn.start : turn.end])
    touched = [n for n, (a, b) in enumerate(here) if a < end - turn.start and start - turn.start < b]
    if len(there) != len(here) or not touched:
        return turn.words
    return turn.words[there[touched[0]][0] : there[touched[-1]][1]]
