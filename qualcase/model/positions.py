"""Where each voice stands: the pole that carries its words, or of two minds."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from qualcase.model.evidence import CONTRADICTS, MIXED, SUPPORTS
from qualcase.model.nouns import STANCES

Ints = NDArray[np.int64]


def position(supporting: int, contradicting: int, mixed: int, dominance: Fraction = Fraction(1)) -> int | None:
    """Give the pole whose share of the items is at least `dominance`, else MIXED; None if there are no items."""
    total = supporting + contradicting + mixed
    if not total:
        return None
    for pole, n in ((SUPPORTS, supporting), (CONTRADICTS, contradicting)):
        if n * dominance.denominator >= dominance.numerator * total:  # whole numbers: a fraction is slow to multiply
            return pole
    return MIXED


def positions(voice: Ints, stance: Ints, dominance: Fraction = Fraction(1)) -> dict[int, int]:
    """Give the position of each voice that judges: {voice: SUPPORTS, CONTRADICTS or MIXED}.

    `voice`, `stance`: (k,), one entry for each item; neutral and unset items say nothing of direction.
    """
    judged = stance >= 0
    poles = len(STANCES)
    said = np.bincount(voice[judged] * poles + stance[judged], minlength=poles)
    said = np.pad(said, (0, -said.size % poles)).reshape(-1, poles)
    found = {}
    for one in np.unique(voice[judged]).tolist():
        tally = said[one].tolist()
        where = position(tally[SUPPORTS], tally[CONTRADICTS], tally[MIXED], dominance)
        if where is not None:
            found[one] = where
    return found
