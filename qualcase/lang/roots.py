"""Roots: what the forms of a word share, so that "menepati" and "ditepatin" both count as "tepat".

Indonesian, formal and colloquial, by rule over a list of roots of our own (roots-id.txt): affixes come off only where a
listed root remains, so that names and English words in the talk stay whole. English by light rules that need no list.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from qualcase._kernel.checks import option
from qualcase.lang.affixes import PARTICLES, POSSESSIVES, SUFFIXES, beginnings, ends
from qualcase.lang.english import root as _english
from qualcase.lang.stemmers import Using, stemmer
from qualcase.lang.wordfiles import english, loans, sections, spellings

Lang = Literal["id", "en"]

_CLASS = {"verb": "v", "adjective": "a", "noun": "n", "number": "m", "function": "f", "compound": "v"}
_KEPT = 1 << 17  # forms whose roots are kept
_SHORTEST = 3  # letters of a root to which affixes may be added
_VERBAL = frozenset(("men", "pen", "di", "ku", "spoken"))
_BEHIND_HYPHEN = frozenset((*PARTICLES, *POSSESSIVES, *SUFFIXES))
_BEFORE_HYPHEN = re.compile(r"(di|ke|se|me(n[gy]?|m)?|[bt]er|pe[rmn]?|peng|ng|nge|antar|pasca|pra|non|multi)")
_DOUBLED = re.compile(r"^([a-z]{2,})2(?=$|[a-z]{1,3}$)")  # ibu2, ibu2nya
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")


def root(form: str, *, lang: Lang = "id", using: Using = "rules") -> str:
    """Give the root of a word form; a word that no rule explains is its own root.

    `using`: our rules, or a back-end of `stemmers` by its name.

    >>> root("kepercayaannya"), root("ngandelin"), root("sebelum"), root("CDO-nya")
    ('percaya', 'andal', 'sebelum', 'cdo')
    """
    option("lang", lang, ("id", "en"))
    form = spelled_out(form)
    if using != "rules":
        return stemmer(using, lang)(form)
    return _english(form) if lang == "en" else _indonesian(form)


def roots(forms: Iterable[str], *, lang: Lang = "id", using: Using = "rules") -> list[str]:
    """Give the roots of many forms, in their order; each distinct form is worked out once."""
    forms = list(forms)
    found = {form: root(form, lang=lang, using=using) for form in set(forms)}
    return [found[form] for form in forms]


def listed() -> frozenset[str]:
    """Give the Indonesian roots that the rules know."""
    return frozenset(known().classes)


def spelled_out(form: str) -> str:
    """Give a form in lower case, with a straight apostrophe, letters drawn out in talk shortened: "percayaaa"."""
    return _DRAWN_OUT.sub(r"\1", form.lower().replace("\u2019", "'"))


def skeleton(form: str) -> str:
    """Give a form without what colloquial spelling changes, to look for fragments in."""
    return _DRAWN_OUT.sub(r"\1", form).replace("e", "a").replace("h", "")


def fragments(root: str) -> tuple[str, ...]:
    """Give letters of which the skeleton of every form with this Indonesian root holds some: a test before the rules.

    The first is that of the root itself, the others those of its everyday spellings.
    """
    return tuple(dict.fromkeys(_fragment(one) for one in (root, *_other_spellings().get(root, ()))))


def _fragment(root: str) -> str:
    return skeleton(root.removesuffix("ai").removesuffix("au"))[1:]


@cache
def _other_spellings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in spellings():
        found.setdefault(_indonesian(form), []).append(form)
    return found


class Stem(NamedTuple):
    """A root as it may stand between affixes."""

    root: str
    classes: frozenset[str]  # v, a, n; m (numerals), f (function words: never with prefixes), l (loans), p (names)
    altered: bool  # in another spelling than the root's own


class Known(NamedTuple):
    """What the rules know."""

    classes: dict[str, frozenset[str]]  # of each root
    stems: dict[str, Stem]  # by the spelling


@cache
def known() -> Known:
    """Give the roots, and every spelling in which they may stand between affixes."""
    letters: dict[str, str] = {}
    for heading, words in sections("roots-id.txt").items():
        letter = _CLASS[heading.partition(":")[0]]
        for word in words:
            letters[word] = letters.get(word, "") + letter
    classes = {word: frozenset(found) for word, found in letters.items()}
    stems = {word: Stem(word, found, False) for word, found in classes.items()}
    for word in loans():
        stems.setdefault(word, Stem(word, frozenset("l"), False))
    for words in sections("names-id.txt").values():
        for word in words:
            stems.setdefault(word, Stem(word, frozenset("p"), False))
    for form, usual in spellings().items():
        if usual in classes and len(form) > 3:
            stems.setdefault(form, Stem(usual, classes[usual], True))
    said = [
        (len(word) - len(spelling), word, spelling)
        for word, found in classes.items()
        for spelling in _spellings(word, lowered=bool(found & {"v", "a"}))
        if spelling not in english()
    ]
    for _, word, spelling in sorted(said):  # anter is from antar, with one change, not from hantar
        stems.setdefault(spelling, Stem(word, classes[word], True))
    return Known(classes, stems)


def _spellings(word: str, *, lowered: bool) -> set[str]:
    """Spell a root as it is said: pakai pake, habis abis, lihat liat; lowered: dengar denger, hadap adep."""
    if len(word) < 4:
        return set()
    said = {word}
    for pattern, written in _SAID[: None if lowered else -1]:
        said |= {pattern.sub(written, form) for form in said}
    return said - {word}


_SAID = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"ai$", "e"), (r"au$", "o"), (r"^h(?=\w{4})", ""), (r"(?<=a)h(?=[iu])|(?<=i)h(?=a)", ""),
        (r"(?<=\w{5})h$", ""), (r"a([bcdfgklmnprst]|ng)$", r"e\1"),
    )
)  # fmt: skip


@lru_cache(_KEPT)
def _indonesian(form: str) -> str:
    written = spellings().get(form) or _DOUBLED.sub(r"\1-\1", form)
    if " " in written:
        return form
    return _hyphened(written) if "-" in written else explained(written) or _bare(written)


def explained(form: str) -> str | None:
    """Give the listed root that affixes turn into `form`, by the best reading of it, or None."""
    stems = known().stems
    whole = stems.get(form)
    if whole is not None:
        return whole.root
    begin, finish = beginnings(), ends()
    left = [(at, begin[form[:at]]) for at in range(min(len(form) - 1, 14)) if form[:at] in begin]
    size = len(form)
    best: _Rank | None = None
    for stop in range(size, max(size - 10, 1), -1):
        if form[stop:] not in finish:
            continue
        for at, readings in left:
            if stop - at < 2:
                break
            middle = form[at:stop]
            for kinds, before, swallowed in readings:
                stem = stems.get(swallowed + middle)
                if stem is None or middle[0] not in before or len(stem.root) < _SHORTEST:
                    continue
                for suffix, parts in finish[form[stop:]]:
                    rank = _rank(stem, stop - at, kinds, parts, swallowed)
                    if (best is None or rank < best) and _fits(kinds, suffix, stem.classes, swallowed, at - stop):
                        best = rank
    return best.root if best else None


class _Rank(NamedTuple):
    """How good a reading of a form is; the least is the best."""

    doubtful: bool  # in another spelling than the root's own, or a name
    letters: int  # of the stem, negative
    nominal: bool  # no verb behind a verb's prefix
    affixes: int
    put_back: int  # letters that a nasal swallowed; c weighs double: nyerah is from serah
    root: str


def _rank(stem: Stem, size: int, kinds: tuple[str, ...], parts: int, swallowed: str) -> _Rank:
    nominal = bool(kinds) and kinds[0] in _VERBAL and "v" not in stem.classes
    put_back = len(swallowed) + (swallowed == "c")
    return _Rank(stem.altered or "p" in stem.classes, -size, nominal, len(kinds) + parts, put_back, stem.root)


def _fits(kinds: tuple[str, ...], suffix: str, classes: frozenset[str], swallowed: str, size: int) -> bool:
    """Say whether a root of these word classes takes these affixes."""
    if "l" in classes:
        return not swallowed and suffix != "i" and size < -3
    if "p" in classes:
        return not kinds and suffix == ""
    if not kinds:
        return suffix == "" or bool(
            classes & {"v", "a"} or (suffix in ("an", "kan") and classes & {"n", "m"}) or (suffix == "in" and size < -3)
        )
    classes = classes - {"f"}
    if size > -4 and suffix in ("", "i") and classes == {"n"}:
        return False  # so short a noun is soon seen in another word: perak, merak, not rak
    if kinds[0] == "ke" and suffix != "an":
        return suffix == "" and bool(classes & {"v", "m"})
    if kinds[0] == "ku":
        return "v" in classes
    if kinds[0] == "spoken":
        return suffix not in ("i", "kan") and bool(classes & {"v", "a"} or (suffix == "in" and classes))
    if kinds[0] == "bound":
        return suffix == "" and size < -3 and bool(classes)
    if "tidak" in kinds:
        return kinds[0] == "ke" and bool(classes)
    return bool(classes)


def _bare(form: str) -> str:
    """Take the possessive off a word that is not on the list ("budgetnya"), where a word of some length remains."""
    rest = form.removesuffix("nya")
    return rest if rest != form and len(rest) > 3 else form


def _hyphened(form: str) -> str:
    """Take clitics and prefixes written with a hyphen off ("di-follow-up-in"), and see through reduplication."""
    parts = form.split("-")
    while len(parts) > 1 and parts[-1] in _BEHIND_HYPHEN:
        parts.pop()
    while len(parts) > 1 and _BEFORE_HYPHEN.fullmatch(parts[0]):
        parts.pop(0)
    if len(parts) == 1:
        return _indonesian(parts[0])
    if len(parts) == 2:
        return _doubled(*parts) or "-".join(parts)
    return "-".join(parts)


def _doubled(first: str, second: str) -> str | None:
    """Give the root that two halves share: whole (ibu-ibu), in one of them (tolong-menolong), changed (sayur-mayur)."""
    found = [explained(part) for part in (first, second)]
    for one in found:
        if one is not None and (found[0] == found[1] or (one in first and one in second)):
            return one
    if first in second or second in first:
        return _indonesian(min(first, second, key=len))
    if len(first) == len(second) and (first[1:] == second[1:] or _consonants(first) == _consonants(second)):
        return found[0] or found[1]
    return None


def _consonants(form: str) -> str:
    return re.sub(r"[aeiou]", "", form)
