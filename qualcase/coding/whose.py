"""Whose judgement a proposal is, and about whom, in the terms of a coding, where the words make it clear."""

from collections.abc import Sequence
from typing import NamedTuple

from qualcase._kernel.remark import Remark
from qualcase.lang.holder import holder
from qualcase.lang.roots import Lang
from qualcase.model.codebook import Code
from qualcase.model.nouns import Source, Voice


class Whose(NamedTuple):
    """`basis`: of a coding, "" where unclear. `holder`, `target`: whose judgement about whom, "" where unknown."""

    basis: str
    holder: str
    target: str
    because: tuple[Remark, ...]


def whose(
    entry: Code | None,
    source: Source,
    voice: Voice,
    text: str,
    places: Sequence[tuple[int, int]],
    langs: Sequence[Lang],
) -> Whose:
    """Say whose judgement the cues at `places` are: nothing where they disagree, or no holder or side is on record.

    Notes and documents have the basis of their kind. What a speaker of another side judges himself has his side as
    holder and no basis; if the code is about that side, it is about those who else would judge, else nobody can tell.
    """
    if entry is None or not entry.holder or not voice.side or source.kind in ("observation", "document"):
        return Whose("", "", "", ())
    own = is_of(voice, entry.holder)
    read = [holder(text, *place, own=own, lang=lang) for place, lang in zip(places, langs, strict=True)]
    first = read[0]
    if len({(one.who, one.basis) for one in read}) > 1 or first.basis == "unsure":
        return Whose("", "", "", ())
    if first.who == "speaker" and own:
        return Whose("first_hand", entry.holder, entry.target, (first.because,))
    if first.who == "speaker":
        return Whose("", voice.side, entry.holder if is_of(voice, entry.target) else "", (first.because,))
    declared = ("", "") if own else (entry.holder, entry.target)
    return Whose(first.basis, *declared, (first.because,))


def is_of(voice: Voice, party: str) -> bool:
    """Say whether a speaker is of a party: by side, role or id."""
    return party in (voice.side, voice.role, voice.id)
