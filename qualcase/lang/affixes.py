"""Affixes of Indonesian, formal and colloquial: every chain of prefixes and of suffixes, worked out once.

A form is then read as a known beginning, a stem and a known end, by looking up its slices; nothing is peeled off again
for each word.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

VOWELS = frozenset("aeiou")
ANY = frozenset("abcdefghijklmnopqrstuvwxyz")
PARTICLES = ("lah", "kah", "tah", "pun")
POSSESSIVES = ("nya", "ku", "mu")
SUFFIXES = ("kan", "an", "in", "i")
_DEEPEST = 3


class Beginning(NamedTuple):
    """One reading of the letters before a stem."""

    kinds: tuple[str, ...]  # of its prefixes, from the outside in
    before: frozenset[str]  # letters that may follow it
    swallowed: str  # the letter of the stem that it replaced, or nothing


class End(NamedTuple):
    """One reading of the letters behind a stem."""

    suffix: str
    parts: int  # suffix, possessive and particle, as many as there are


class _Rule(NamedTuple):
    prefix: str
    before: frozenset[str]
    swallowed: str
    kind: str


# a nasal swallows k, p, s or t, in talk also c; loans keep theirs (mempublikasikan, mengkritik)
_MEN = (
    ("mem", frozenset("bfvp"), ""), ("mem", VOWELS, "p"), ("men", frozenset("cdjstz"), ""), ("men", VOWELS, "t"),
    ("meny", VOWELS, "s"), ("meng", VOWELS | set("ghkq"), ""), ("meng", VOWELS, "k"), ("menge", ANY, ""),
    ("me", frozenset("lmnrwy"), ""),
)  # fmt: skip
_PEN = (
    *(("p" + prefix[1:], before, letter) for prefix, before, letter in _MEN[:-1]),
    ("peng", frozenset("lrw"), ""), ("pe", ANY, ""),
)  # fmt: skip
_SPOKEN = (
    ("nge", ANY, ""), ("ng", VOWELS | set("ghlrw"), ""), ("ng", VOWELS, "k"), ("ny", VOWELS, "s"),
    ("ny", VOWELS, "c"), ("n", VOWELS, "t"), ("n", frozenset("cdj"), ""), ("m", VOWELS, "p"),
    ("m", frozenset("b"), ""),
)  # fmt: skip
_INNER = (
    *(_Rule(prefix, ANY, "", "ber") for prefix in ("ber", "per", "ter")),
    *(_Rule(prefix, frozenset("r"), "", "ber") for prefix in ("be", "te")),
    *(_Rule(f"{prefix}{letter}er", ANY, f"{letter}er", "ber") for prefix in ("be", "te") for letter in "ckpst"),
    *(_Rule(prefix, frozenset("a"), "", "ber") for prefix in ("bel", "pel")),
    _Rule("ke", ANY, "", "ke"), _Rule("se", ANY, "", "se"), _Rule("tidak", ANY, "", "tidak"),
    *(_Rule(*rule, "pen") for rule in _PEN),
)  # fmt: skip
_OUTER = (
    *_INNER, *(_Rule(*rule, "men") for rule in _MEN), *(_Rule(*rule, "spoken") for rule in _SPOKEN),
    _Rule("di", ANY, "", "di"), _Rule("ku", ANY, "", "ku"), _Rule("kau", ANY, "", "ku"),
    *(_Rule(prefix, ANY, "", "bound") for prefix in ("antar", "pasca", "pra", "non", "multi")),
)  # fmt: skip


@cache
def beginnings() -> dict[str, tuple[Beginning, ...]]:
    """Give every chain of up to three prefixes, by its letters."""
    found = {"": [Beginning((), ANY, "")]}
    chains = _alone(_INNER)
    several = _alone(_OUTER)
    for _ in range(_DEEPEST):
        for letters, chain in several:
            found.setdefault(letters, []).append(chain)
        several, chains = list(_before(chains, _OUTER)), list(_before(chains, _INNER))
    return {letters: tuple(dict.fromkeys(readings)) for letters, readings in found.items()}


def _alone(rules: tuple[_Rule, ...]) -> list[tuple[str, Beginning]]:
    return [(rule.prefix, Beginning((rule.kind,), rule.before, rule.swallowed)) for rule in rules]


def _before(chains: list[tuple[str, Beginning]], rules: tuple[_Rule, ...]) -> Iterator[tuple[str, Beginning]]:
    """Put each rule before each chain that it may stand before: meng- and ke- (its k swallowed) give menge-."""
    for letters, chain in chains:
        for rule in rules:
            rest = letters.removeprefix(rule.swallowed)
            fits = letters.startswith(rule.swallowed) and rest != "" and rest[0] in rule.before
            if fits and rule.kind not in chain.kinds:
                yield rule.prefix + rest, chain._replace(kinds=(rule.kind, *chain.kinds))


@cache
def ends() -> dict[str, tuple[End, ...]]:
    """Give every chain of suffix, possessive and particle, by its letters."""
    found: dict[str, list[End]] = {}
    for suffix in ("", *SUFFIXES):
        for possessive in ("", *POSSESSIVES):
            for particle in ("", *PARTICLES):
                end = End(suffix, sum(bool(part) for part in (suffix, possessive, particle)))
                found.setdefault(suffix + possessive + particle, []).append(end)
    return {letters: tuple(several) for letters, several in found.items()}
