"""Indicators of a codebook, and where they occur."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qualcase.errors import OptionError
from qualcase.lang.lexicon import Index, Lexicon
from qualcase.lang.roots import Lang, root
from qualcase.lang.words import words

Ints = NDArray[np.int64]
Flags = NDArray[np.uint8]

_WRITTEN_2 = re.compile(r"[a-z]2(nya|an|in)?$")
_UNDERGONE = (("di",), ("ter", "ke"))  # a ter- is a ke- in talk: kebantu, ketipu
_ALONE, _FIRST, _SECOND = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an indicator: the root that forms must have (doubled: said twice), the form itself, or a pattern.

    `begins`: what forms with the root must begin with; empty: anything.
    """

    kind: Literal["root", "doubled", "form", "pattern"]
    text: str
    lang: Lang
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One word, or several that must stand next to each other."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Where indicators occur, in the order of the texts: each (n,).

    `text`: number of the text. `start`, `end`: code points in it, half-open. `indicator`: number of the indicator.
    """

    text: Ints
    start: Ints
    end: Ints
    indicator: Ints


def indicator(written: str, *, lang: Lang = "id") -> Indicator:
    """Read an indicator as it is written in a codebook.

    `percaya`: every form with that root. `foto-foto`: those of them that are said twice. `ditinggal`: those of them
    said of who undergoes it (ditinggalkan, not meninggalkan); so with ter-. `=percaya`: this form alone. `janji*`: a
    pattern. Several words: a phrase. "ketidak-" turns a root round: `ketidakpercayaan` means this word, not its root.

    Raises
    ------
    OptionError
        There is no word in it, or a part of it is none.

    >>> [word.text for word in indicator("menepati =janji").words]
    ['tepat', 'janji']
    """
    found = tuple(_word(part, written, lang) for part in written.split())
    if not found:
        raise OptionError("an indicator is empty. Write a word, =form, a pattern with *, or several words.")
    return Indicator(found)


def _word(part: str, written: str, lang: Lang) -> Word:
    exact = part.startswith("=")
    letters = part.removeprefix("=")
    plain = words(letters.replace("*", "a") if "*" in letters else letters)
    if len(plain.forms) != 1 or plain.end[0] - plain.start[0] != len(letters) or not letters.strip("*"):
        raise OptionError(f"{part!r} in indicator {written!r} is no word. Write letters, =form or a pattern with *.")
    if "*" in letters:
        return Word("pattern", "*".join(words(piece).forms[0] if piece else "" for piece in letters.split("*")), lang)
    form = plain.forms[0]
    if form.startswith("ketidak") and not exact:  # its root is the opposite
        return Word("pattern", f"{form}*", lang)
    if exact:
        return Word("form", form, lang)
    found = root(form, lang=lang)
    if _doubled(form) and found != form:
        return Word("doubled", found, lang)
    return Word("root", found, lang, _undergone(form, found) if lang == "id" else ())


def _undergone(form: str, root: str) -> tuple[str, ...]:
    """Give the prefixes of the forms that say who undergoes it, where this form is one: "ditinggal", not "tinggal"."""
    for begins in _UNDERGONE:
        if form.startswith(begins[0]) and not root.startswith(begins[0]):
            return begins
    return ()


def _doubled(form: str) -> bool:
    """Say whether a form is a word said twice: "foto-foto", "nutup-nutupin", "bolak-balik", "foto2"; not "CDO-nya"."""
    first, _, second = form.partition("-")
    if min(len(first), len(second)) < 3:
        return bool(_WRITTEN_2.search(form))
    return first[-3:] in second or len(first) == len(second) > 3


def find(index: Index, indicators: Sequence[Indicator], *, walls: Sequence[Ints] | None = None) -> Hits:
    """Find the indicators in the texts of an index.

    `walls`: for each text the rising places (code points) that no phrase may cross: starts of turns, and ends where
    labels lie between them. A text's end is always one.
    """
    atoms = {word: n for n, word in enumerate(dict.fromkeys(word for one in indicators for word in one.words))}
    matches = [_matches(index.lexicon, word) for word in atoms]
    n_types = max(len(index.lexicon.forms), 1)
    phrase = np.full((len(indicators), max((len(one.words) for one in indicators), default=1)), -1)
    for n, one in enumerate(indicators):
        phrase[n, : len(one.words)] = [atoms[word] for word in one.words]
    length = (phrase >= 0).sum(axis=1)

    word = _candidates(index, phrase, length, matches, n_types)
    heads, opening = _pairs(phrase, matches, n_types)  # types, and the indicators that they open
    low = np.searchsorted(heads, index.type[word], "left")
    count = np.searchsorted(heads, index.type[word], "right") - low
    which = opening[np.repeat(low - np.cumsum(count) + count, count) + np.arange(count.sum())]
    word = np.repeat(word, count)

    last = word + length[which] - 1
    fits = last < index.type.size
    word, which, last = word[fits], which[fits], last[fits]
    matching = np.sort(np.concatenate([word[:0], *(n * n_types + types for n, types in enumerate(matches))]))
    for place in range(1, phrase.shape[1]):
        longer = np.flatnonzero(length[which] > place)
        keys = phrase[which[longer], place] * n_types + index.type[word[longer] + place]
        keep = np.ones(word.size, np.bool_)
        keep[longer] = _among(keys, matching)
        word, which, last = word[keep], which[keep], last[keep]
    keep = _together(index, word, last, walls)
    word, which, last = word[keep], which[keep], last[keep]
    return Hits(index.text_of(word), index.start[word].astype(np.int64), index.end[last].astype(np.int64), which)


def _candidates(index: Index, phrase: Ints, length: Ints, matches: list[Ints], n_types: int) -> Ints:
    """Give the words at which an indicator may begin: alone, or with its second word behind."""
    flag = np.zeros(n_types, np.uint8)
    for row, size in zip(phrase.tolist(), length.tolist(), strict=True):
        flag[matches[row[0]]] |= _ALONE if size == 1 else _FIRST
        if size > 1:
            flag[matches[row[1]]] |= _SECOND
    flags = flag[index.type]
    begins = (flags & _ALONE).view(np.bool_)
    begins[:-1] |= ((flags[:-1] >> 1) & (flags[1:] >> 2) & 1).view(np.bool_)
    return np.flatnonzero(begins)


def _pairs(phrase: Ints, matches: list[Ints], n_types: int) -> tuple[Ints, Ints]:
    """Pair each type with the indicators whose first word it matches, sorted by type."""
    types = [matches[row[0]] for row in phrase.tolist()]
    which = np.repeat(np.arange(len(types)), [one.size for one in types])
    joined = np.concatenate([np.empty(0, np.int64), *types])
    order = np.argsort(joined, kind="stable")
    return joined[order], which[order]


def _matches(lexicon: Lexicon, word: Word) -> Ints:
    """Give the types that a word of an indicator matches."""
    if word.kind in ("root", "doubled"):
        types = lexicon.with_root(word.text, word.lang)
        if word.kind == "doubled":
            types = [n for n in types if _doubled(lexicon.forms[n])]
        if word.begins:
            types = [n for n in types if lexicon.forms[n].startswith(word.begins)]
        return np.array(types, np.int64)
    if word.kind == "form":
        return np.array(lexicon.with_form(word.text), np.int64)
    fits = re.compile(re.escape(word.text).replace(r"\*", ".*")).fullmatch
    return np.array([n for n, form in enumerate(lexicon.forms) if fits(form)], np.int64)


def _among(keys: Ints, ordered: Ints) -> NDArray[np.bool_]:
    if not ordered.size:
        return np.zeros(keys.shape, np.bool_)
    at = np.minimum(np.searchsorted(ordered, keys), ordered.size - 1)
    return np.equal(ordered[at], keys)


def _together(index: Index, word: Ints, last: Ints, walls: Sequence[Ints] | None) -> NDArray[np.bool_]:
    """Say whether the first and the last word stand in one text, and no wall between them."""
    keep = np.ones(word.size, np.bool_)
    longer = np.flatnonzero(last > word)
    text = index.text_of(word[longer])
    keep[longer] = last[longer] < index.first[text + 1]
    if walls is not None:
        longer = longer[keep[longer]]
        text = index.text_of(word[longer])
        step = np.int64(1 << 32)  # longer than any text
        line = np.concatenate([np.empty(0, np.int64), *(n * step + places for n, places in enumerate(walls))])
        before, after = (np.searchsorted(line, text * step + index.start[end[longer]], "right") for end in (word, last))
        keep[longer] = before == after
    return keep
