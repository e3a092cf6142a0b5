"""The clause that a cue stands in: its words, those of its sentence around it, and what kind of sentence that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcase.lang import wordlists as lists
from qualcase.lang.roots import Lang
from qualcase.lang.sentences import sentences
from qualcase.lang.words import words

Forms = tuple[str, ...]

_PAUSE = re.compile(r"[,;:()\u2026\u2013\u2014]|\.\.|--| - ")
_WINDOW = 400  # characters on either side in which the cue's sentence is looked for


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around a cue, up to a pause or a word that opens another clause; in lower case."""

    lead: Forms  # of the sentence, before the clause
    before: Forms
    cue: Forms
    after: Forms
    rest: Forms  # of the sentence, behind the clause
    following: Forms  # of the sentence behind it, in the same line
    question: bool  # the sentence ends with a question mark
    pause: bool  # the clause ends at a pause
    capital: bool  # the cue begins with a capital letter


def clause_around(text: str, start: int, end: int, lang: Lang = "id") -> Clause:
    """Give the clause that a cue at text[start:end] (code points) stands in."""
    low, high = max(start - _WINDOW, 0), min(end + _WINDOW, len(text))
    low = max(text.rfind("\n", low, start), low)  # no sentence runs over a line's end
    line_end = text.find("\n", end, high)
    high = line_end if line_end >= 0 else high
    spans = sentences(text[low:high]) + low
    inside = np.flatnonzero((spans[:, 0] < end) & (spans[:, 1] > start))
    begin, finish = (int(spans[inside[0], 0]), int(spans[inside[-1], 1])) if inside.size else (start, end)
    found = words(text[begin:high])
    at, to = found.start + begin, found.end + begin
    first, last = int(np.searchsorted(to, start, "right")), int(np.searchsorted(at, end, "left"))
    close = max(int(np.searchsorted(at, finish, "left")), last)  # the first word of the next sentence
    forms = found.forms[:close]
    gaps = zip(to[:close].tolist(), at[1:close].tolist(), strict=False)
    pauses = [True, *(bool(_PAUSE.search(text, a, b)) for a, b in gaps), True]  # before each word, and at the end

    left = first
    while not pauses[left] and not _opens(forms, left - 1, lang):
        left -= 1
    right = last
    while not pauses[right] and not _opens(forms, right, lang) and not _leaves(forms, right, lang):
        right += 1
    return Clause(
        tuple(forms[:left]), tuple(forms[left:first]), tuple(forms[first:last]), tuple(forms[last:right]),
        tuple(forms[right:]), tuple(found.forms[close : close + 6]),
        text[begin:finish].rstrip("\"'\u201d\u2019)*_ ").endswith("?"),
        pauses[right] and right < close, text[start : start + 1].isupper(),
    )  # fmt: skip


def heard(table: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Give the words of a list that are heard in talk of a language: Indonesian talk has English words as well."""
    return {"id": table["id"] | table["en"], "en": table["en"]}


NEGATORS = {"id": (lists.NEGATORS["id"] | lists.NEGATORS["en"]) - {"no"}, "en": lists.NEGATORS["en"]}


def negates(word: str, lang: Lang) -> bool:
    """Say whether a word is a listed negator: "nggak", "don't", "nobody's"."""
    return word in NEGATORS[lang] or word.endswith("n't") or word.removesuffix("'s") in NEGATORS[lang]


def skip_particles(words: Forms) -> Forms:
    """Leave out the particles that words begin with: "sih", "mah", "ya"."""
    while words[:1] and words[0] in lists.PARTICLES:
        words = words[1:]
    return words


def first_phrase(words: Forms, phrases: Sequence[str]) -> str:
    """Give the first of some phrases that words hold, or nothing."""
    line = f" {' '.join(words)} "
    return next((phrase for phrase in phrases if phrase in line and f" {phrase} " in line), "")


_BREAKS = heard(lists.BREAKS)
_SUBORDINATORS = heard(lists.SUBORDINATORS)
_STILL_DENIED = frozenset().union(
    lists.DENIED_RELATION, *lists.ADDITIVE.values(), *lists.SOFTENED.values()
)  # "bukan karena", "ga cuma", "not so": the negator's clause goes on


def _opens(forms: list[str], n: int, lang: Lang) -> bool:
    """Say whether the word at `n` opens another clause."""
    if n and forms[n] in _STILL_DENIED and negates(forms[n - 1], lang):
        return False
    joined = forms[n] in lists.COORDINATORS and n + 1 < len(forms) and forms[n + 1] in lists.SUBJECTS
    return joined or forms[n] in _BREAKS[lang]


def _leaves(forms: list[str], n: int, lang: Lang) -> bool:
    """Say whether the word at `n`, behind the cue, no longer tells of it: "... bahwa", "... bukan karena"."""
    when = forms[n] in lists.TIMES and n + 1 < len(forms) and forms[n + 1] not in ("itu", "dulu", "all")
    if when or forms[n] in _SUBORDINATORS[lang] or forms[n] in lists.ADJOINING:
        return True
    return negates(forms[n], lang) and n + 1 < len(forms) and forms[n + 1] in lists.DENIED_RELATION
