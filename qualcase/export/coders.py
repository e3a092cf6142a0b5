"""How far those who coded agree, as a report shows it."""

from typing import NamedTuple

import numpy as np

from qualcase.coding.agree import Agreement, agree
from qualcase.coding.by_code import ByCode
from qualcase.coding.compare import compare
from qualcase.errors import OptionError
from qualcase.model.evidence import CONSENSUS
from qualcase.model.protocols import Reads


class Coders(NamedTuple):
    """Who coded, a consensus aside; their agreement by turn, and for two of them code by code, where there is any."""

    names: tuple[str, ...]
    agreement: Agreement | None
    by_code: ByCode | None


def coders(case: Reads) -> Coders:
    """Compare all who coded, a consensus aside; None where they have no source in common or used other versions."""
    codings, rows = case.snapshot.codings, case.snapshot.rows
    used = (codings.coders[n] for n in np.unique(codings.coder[rows]).tolist())
    names = tuple(name for name in used if name != CONSENSUS)
    if len(names) < 2:
        return Coders(names, None, None)
    try:
        agreement = agree(case, *names)
    except OptionError:
        return Coders(names, None, None)
    return Coders(names, agreement, compare(case, *names).by_code() if len(names) == 2 else None)
