"""Whose judgement a proposal is, in the terms of a coding: basis and holder, where the words make it clear."""

from collections.abc import Sequence
from typing import NamedTuple

from qualcase._kernel.remark import Remark
from qualcase.lang.holder import holder
from qualcase.lang.roots import Lang
from qualcase.model.codebook import Code
from qualcase.model.nouns import Source, Voice


class Whose(NamedTuple):
    """`basis`: of a coding, "" where unclear. `holder`: the party whose judgement it is, "" where unknown."""

    basis: str
    holder: str
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
    holder and no basis: the direction is another one, for a person to put right.
    """
    if entry is None or not entry.holder or not voice.side or source.kind in ("observation", "document"):
        return Whose("", "", ())
    own = is_of(voice, entry.holder)
    read = [holder(text, *place, own=own, lang=lang) for place, lang in zip(places, langs, strict=True)]
    first = read[0]
    if len({(one.who, one.basis) for one in read}) > 1 or first.basis == "unsure":
        return Whose("", "", ())
    if first.who == "speaker":
        return Whose("first_hand" if own else "", entry.holder if own else voice.side, (first.because,))
    return Whose(first.basis, "" if own else entry.holder, (first.because,))


def is_of(voice: Voice, party: str) -> bool:
    """Say whether a speaker is of a party: by side, role or id."""
    return party in (voice.side, voice.role, voice.id)
