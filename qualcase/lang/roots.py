"""Roots: what the forms of a word share, so that "menepati" and "ditepatin" both count as "tepat".

Indonesian, formal and colloquial, by rule over a small list of roots (roots-id.txt): affixes come off only where a
listed root remains, so that names and English words in the talk stay whole. English by light rules that need no list.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from qualcase._kernel.checks import option
from qualcase.lang.english import root as _english

Lang = Literal["id", "en"]

_VOWELS = frozenset("aeiou")
_ANY = frozenset("abcdefghijklmnopqrstuvwxyz")

# (prefix, letters it may stand before, letter that it swallowed); a nasal swallows k, p, s or t, in talk also c
_MEN = (
    ("mem", frozenset("bfvp"), ""), ("mem", _VOWELS, "p"), ("men", frozenset("cdjstz"), ""), ("men", _VOWELS, "t"),
    ("meny", _VOWELS, "s"), ("meng", _VOWELS | set("ghkq"), ""), ("meng", _VOWELS, "k"), ("menge", _ANY, ""),
    ("me", frozenset("lmnrwy"), ""),
)  # fmt: skip
_PEN = (*(("p" + prefix[1:], before, letter) for prefix, before, letter in _MEN[:-1]), ("pe", _ANY, ""))
_SPOKEN = (
    ("nge", _ANY, ""), ("ng", _VOWELS | set("gh"), ""), ("ng", _VOWELS, "k"), ("ny", _VOWELS, "s"),
    ("ny", _VOWELS, "c"), ("n", _VOWELS, "t"), ("n", frozenset("cdj"), ""), ("m", _VOWELS, "p"),
    ("m", frozenset("b"), ""),
)  # fmt: skip
_INNER = (
    *((prefix, _ANY, "", "ber") for prefix in ("ber", "per", "ter")),
    *((prefix, frozenset("r"), "", "ber") for prefix in ("be", "te")),
    *((f"{prefix}{letter}er", _ANY, f"{letter}er", "ber") for prefix in ("be", "te") for letter in "ckpst"),
    *((prefix, frozenset("a"), "", "ber") for prefix in ("bel", "pel")),
    ("ke", _ANY, "", "ke"), ("se", _ANY, "", "se"), ("tidak", _ANY, "", "tidak"),
    *((*rule, "pen") for rule in _PEN),
)  # fmt: skip
_OUTER = (
    *_INNER, *((*rule, "men") for rule in _MEN), *((*rule, "spoken") for rule in _SPOKEN),
    ("di", _ANY, "", "di"), ("ku", _ANY, "", "ku"), ("kau", _ANY, "", "ku"),
)  # fmt: skip
_DEEPEST = 3

_PARTICLES = ("lah", "kah", "tah", "pun")
_POSSESSIVES = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "in", "i")
_BEHIND_HYPHEN = frozenset((*_PARTICLES, *_POSSESSIVES, *_SUFFIXES))
_BEFORE_HYPHEN = frozenset(("di", "ke", "se", "me", "ber", "ter", "per", "pe", "nge", "ng", "mem", "men", "meng"))


def root(form: str, *, lang: Lang = "id") -> str:
    """Give the root of a word form; a word that no rule explains is its own root.

    >>> root("kepercayaannya"), root("ngandelin"), root("sebelum"), root("CDO-nya")
    ('percaya', 'andal', 'sebelum', 'cdo')
    """
    option("lang", lang, ("id", "en"))
    form = _squeezed(form.lower().replace("\u2019", "'"))
    return _english(form) if lang == "en" else _indonesian(form)


def roots(forms: Iterable[str], *, lang: Lang = "id") -> list[str]:
    """Give the roots of many forms, in their order; each distinct form is worked out once."""
    forms = list(forms)
    found = {form: root(form, lang=lang) for form in set(forms)}
    return [found[form] for form in forms]


def listed() -> frozenset[str]:
    """Give the Indonesian roots that the rules know."""
    return frozenset(_known().classes)


def skeleton(form: str) -> str:
    """Give a form without what colloquial spelling changes, to look for fragments in."""
    return _squeezed(form).replace("e", "a").replace("h", "")


def fragment(root: str) -> str:
    """Give what the skeleton of every form with this Indonesian root holds: a quick test before the rules run."""
    kept = skeleton(root.removesuffix("ai").removesuffix("au"))
    return kept[1:]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    classes: dict[str, frozenset[str]]  # root -> v, a, n; m (numerals), f (function words: never with affixes)
    spoken: dict[str, str]  # colloquial spelling -> root

    def root(self, stem: str) -> str | None:
        return stem if stem in self.classes else self.spoken.get(stem)


@cache
def _known() -> _Known:
    classes: dict[str, frozenset[str]] = {}
    letters = {"verb": "v", "adjective": "a", "noun": "n", "number": "m", "function": "f"}
    letter = ""
    for line in Path(__file__).with_name("roots-id.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            letter = letters[line.strip("[]")]
        elif not line.startswith("#"):
            for word in line.split():
                classes[word] = classes.get(word, frozenset()) | {letter}
    spoken: dict[str, str] = {}
    for word in classes:
        for spelling in _spellings(word, lowered=bool(classes[word] & {"v", "a"})):
            if spelling not in classes:
                spoken.setdefault(spelling, word)
    return _Known(classes, spoken)


def _spellings(word: str, *, lowered: bool) -> set[str]:
    """Spell a root as it is said: pakai pake, habis abis, lihat liat; lowered: dengar denger, hadap adep."""
    if len(word) < 4:
        return set()
    said = {word}
    for pattern, written in (
        (r"ai$", "e"), (r"au$", "o"), (r"^h", ""), (r"(?<=a)h(?=[iu])|(?<=i)h(?=a)", ""), (r"h$", ""),
        *([(r"a([bcdfgklmnprst]|ng)$", r"e\1")] if lowered else []),
    ):  # fmt: skip
        said |= {re.sub(pattern, written, form) for form in said}
    return {form for form in said if len(form) > 2} - {word}


def _indonesian(form: str) -> str:
    form = re.sub(r"^([a-z]{2,})2(?=$|nya$|an$)", r"\1-\1", form)
    if "-" in form:
        return _hyphened(form)
    return _explained(form) or _bare(form)


def _explained(form: str) -> str | None:
    """Give the listed root that affixes turn into `form`: in its own spelling, as long as can be, with few affixes."""
    known = _known()
    whole = known.root(form)
    if whole is not None:
        return whole
    ranked = [
        (stem not in known.classes, restored - len(stem), len(prefixes) + ends, restored, found)
        for base, suffix, ends in _endings(form)
        for stem, prefixes, restored in _beginnings(base)
        if (found := known.root(stem)) is not None and _fits(prefixes, suffix, known.classes[found])
    ]
    return min(ranked)[-1] if ranked else None


def _endings(form: str) -> Iterator[tuple[str, str, int]]:
    """Take particle, possessive and suffix off, in every possible way: (rest, suffix, how many came off)."""
    bases = [(form, 0)]
    for clitics in (_PARTICLES, _POSSESSIVES):
        bases += [
            (base[: -len(clitic)], taken + 1)
            for base, taken in bases
            for clitic in clitics
            if base.endswith(clitic) and len(base) - len(clitic) > 2
        ]
    for base, taken in bases:
        yield base, "", taken
        for suffix in _SUFFIXES:
            if base.endswith(suffix) and len(base) - len(suffix) > 2:
                yield base[: -len(suffix)], suffix, taken + 1


def _beginnings(base: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Take up to three prefixes off, in every possible way: (stem, kinds from the outside in, letters restored)."""
    waiting: list[tuple[str, tuple[str, ...], int]] = [(base, (), 0)]
    while waiting:
        stem, taken, restored = waiting.pop()
        yield stem, taken, restored
        if len(taken) == _DEEPEST or len(stem) < 4:
            continue
        for prefix, before, letter, kind in _INNER if taken else _OUTER:
            size = len(prefix)
            if stem.startswith(prefix) and len(stem) > size + 1 and stem[size] in before and kind not in taken:
                waiting.append((letter + stem[size:], (*taken, kind), len(letter)))


def _fits(prefixes: tuple[str, ...], suffix: str, classes: frozenset[str]) -> bool:
    """Say whether a root of these word classes takes these affixes."""
    if not prefixes:
        return suffix == "" or bool(classes & {"v", "a"} or (suffix in ("an", "kan") and classes & {"n", "m"}))
    classes = classes - {"f"}
    if prefixes[0] == "ke" and suffix != "an":
        return suffix == "" and bool(classes & {"v", "m"})
    if prefixes[0] == "ku":
        return "v" in classes
    if prefixes[0] == "spoken":
        return bool(classes & {"v", "a"}) or (suffix == "in" and bool(classes))
    if "tidak" in prefixes:
        return prefixes[0] == "ke" and bool(classes)
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
    while len(parts) > 1 and parts[0] in _BEFORE_HYPHEN:
        parts.pop(0)
    if len(parts) == 1:
        return _indonesian(parts[0])
    if len(parts) == 2:
        first, second = parts
        roots = [_explained(part) for part in parts]
        for found in roots:
            if found is not None and (roots[0] == roots[1] or (found in first and found in second)):
                return found
        if first in second or second in first:
            return _indonesian(min(parts, key=len))
    return "-".join(parts)


def _squeezed(form: str) -> str:
    """Shorten letters drawn out in talk: "percayaaa"."""
    return re.sub(r"([a-z])\1{2,}", r"\1", form)
