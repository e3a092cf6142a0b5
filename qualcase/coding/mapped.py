"""Codes of one version of a codebook read as those of another, where somebody says so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.errors import OptionError
from qualcase.model.nouns import Coding
from qualcase.model.snapshot import Snapshot


def as_mapped(snapshot: Snapshot, codes: Mapping[str, str]) -> Snapshot:
    """Give a snapshot in which the codings of some codes are read as another code's, whatever version they are from.

    `codes`: a code -> the code it is read as; itself, where two versions of it are taken as the same. Only a code that
    is named here is excused from its version.

    Raises NotFound for a code that there is none of; OptionError where a view has worked on codes already.
    """
    if any(f.name in ("code", "near", "without") for f in snapshot.filters):
        raise OptionError("codes= reads codes otherwise, and this view has chosen by them already. Map them first.")
    number = np.arange(len(snapshot.codes))
    for was, to in codes.items():
        known("code", was, snapshot.code_numbers, "this case")
        known("code", to, snapshot.code_numbers, "this case")
        number[snapshot.code_numbers[was]] = snapshot.code_numbers[to]
    excused = [snapshot.code_numbers[was] for was in codes]
    codings = snapshot.codings
    mapped = np.isin(codings.code, excused)
    changed = replace(codings, code=number[codings.code], version=np.where(mapped, -1, codings.version))
    refs = snapshot.codes
    row_of = {key: row for row, key in enumerate(codings.ids.tolist())}

    def recorded(part: Snapshot, ids: Sequence[str]) -> Sequence[Any]:
        found: list[Coding] = []
        for coding in snapshot.recorded(replace(part, codings=codings), ids):
            row = row_of[coding.id]
            if mapped[row]:
                ref = refs[changed.code[row]]
                coding = replace(coding, codebook=ref.book, code=ref.name.split("/")[-1], version="")
            found.append(coding)
        return found

    whole = snapshot.whole and replace(
        snapshot.whole, codings=changed, recorded=recorded, workings={}, whole=None, filters=()
    )
    return replace(snapshot, codings=changed, recorded=recorded, workings={}, whole=whole)
