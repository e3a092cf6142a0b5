"""Usual spelling: what a form said or typed in haste would be in a careful transcript. Beside the text, never in it."""

import re

from qualcase.lang.affixes import PARTICLES, POSSESSIVES
from qualcase.lang.roots import known, spelled_out
from qualcase.lang.wordfiles import spellings

_TWICE = re.compile(r"([^\W\d_]{2,})2([^\W\d_]{0,3})")
_CLITICS = (*POSSESSIVES, *PARTICLES)


def usual(form: str) -> str:
    """Give the usual spelling of an everyday Indonesian form; any other form as it is, in lower case.

    Every spelling of a plain "no" becomes "tidak"; "belum", "bukan", "jangan" and "tanpa" stay apart.

    >>> [usual(form) for form in ("yg", "nggak", "gk", "blm", "denger", "temen2nya", "emangnya", "percayaaa")]
    ['yang', 'tidak', 'tidak', 'belum', 'dengar', 'teman-temannya', 'memangnya', 'percaya']
    """
    form = spelled_out(form)
    found = _whole(form)
    if found is not None:
        return found
    twice = _TWICE.fullmatch(form)
    if twice:
        word = usual(twice[1])
        return f"{word}-{word}{twice[2]}"
    if "-" in form:
        return "-".join(map(usual, form.split("-")))
    for clitic in _CLITICS:
        host = form.removesuffix(clitic)
        if host != form and len(host) > 3:
            found = _whole(host)
            if found is not None and " " not in found:
                return found + clitic
    return form


def _whole(form: str) -> str | None:
    """Give the usual spelling of a form that is known as it stands."""
    listed = spellings().get(form)
    if listed is not None:
        return listed
    stem = known().stems.get(form)
    return None if stem is None else stem.root if stem.altered else form
