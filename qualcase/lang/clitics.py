"""Clitics: small words written onto another (-nya, -ku, -mu, -lah, -kah, -pun, ku-, kau-), and what they lean on."""

import re

import numpy as np

from qualcase.lang.affixes import PARTICLES, POSSESSIVES, SUFFIXES
from qualcase.lang.roots import explained, known, root
from qualcase.lang.words import Words

_BEFORE = ("kau", "ku")
_DOUBLED = re.compile(r"([^\W\d_]{2,})(2)([^\W\d_]{0,3})")
_PREFIXED = re.compile(r"((?:di|ke|se|me[mn]?|meng|nge|ng|ber|ter|pe[mn]?|peng)-)(.+)")
_BEHIND_HYPHEN = re.compile(rf"(.+)(-(?:{'|'.join((*POSSESSIVES, *PARTICLES, *SUFFIXES))}))")


def split(form: str) -> tuple[str, ...]:
    """Cut a form into what it leans on and its clitics; put together again they are the form.

    A prefix or a suffix behind a hyphen is cut off too, and the "2" of a doubled word.

    >>> split("kepercayaannyalah"), split("CDO-nya"), split("di-support"), split("ibu2"), split("sekolah")
    (('kepercayaan', 'nya', 'lah'), ('CDO', '-nya'), ('di-', 'support'), ('ibu', '2'), ('sekolah',))
    """
    prefixed = _PREFIXED.fullmatch(form.lower())
    if prefixed:
        at = len(prefixed[1])
        return (form[:at], *split(form[at:]))
    hyphened = _BEHIND_HYPHEN.fullmatch(form.lower())
    if hyphened:
        at = len(hyphened[1])
        return (*split(form[:at]), form[at:])
    doubled = _DOUBLED.fullmatch(form)
    if doubled:
        return tuple(part for part in doubled.groups() if part)
    host = form
    behind: list[str] = []
    for clitics in (PARTICLES, POSSESSIVES):
        for clitic in clitics:
            rest = host[: -len(clitic)]
            if host.lower().endswith(clitic) and _leans(host.lower(), rest.lower(), clitic):
                behind.insert(0, host[len(rest) :])
                host = rest
                break
    for clitic in _BEFORE:
        rest = host[len(clitic) :]
        if host.lower().startswith(clitic) and _leans(host.lower(), rest.lower(), clitic):
            return (host[: len(clitic)], rest, *behind)
    return (host, *behind)


def cut(found: Words) -> Words:
    """Cut words from their clitics: as many words more as there are clitics, each where it stands in the text."""
    parts = [split(form) for form in found.forms]
    sizes = np.array([len(part) for several in parts for part in several], np.int64)
    count = np.array([len(several) for several in parts], np.int64)
    ends = np.cumsum(sizes)
    words_before = np.repeat(np.cumsum(found.end - found.start) - (found.end - found.start), count)
    end = np.repeat(found.start, count) + ends - words_before
    return Words(end - sizes, end, [part for several in parts for part in several])


def _leans(form: str, host: str, clitic: str) -> bool:
    """Say whether a form is a host with a clitic, and no word of its own: "ibuku", not "buku"; "ilmu" neither."""
    if len(host) < 2 or form in known().stems:
        return False
    found = explained(host)
    if found is not None:
        return found == root(form)
    return clitic == "nya" and len(host) > 3 and explained(form) is None
