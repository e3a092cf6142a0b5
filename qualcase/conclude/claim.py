"""State a claim with what it is tested against."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import numpy as np

from qualcase._kernel.checks import option
from qualcase._kernel.ids import free
from qualcase.coding.code import coding_by, now
from qualcase.errors import NotFound, OptionError
from qualcase.model.codebook import text
from qualcase.model.nouns import Claim, Coding
from qualcase.model.protocols import Reads, Records
from qualcase.model.snapshot import Snapshot
from qualcase.results.quotes import Quotes

ClaimKind: TypeAlias = Literal["descriptive", "comparative", "relational", "sequence", "causal"]
Standing: TypeAlias = Literal["tentative", "verified", "revised", "rejected"]
Polarity: TypeAlias = Literal["supports", "contradicts"]
KINDS = ("descriptive", "comparative", "relational", "sequence", "causal")
STANDINGS = ("tentative", "verified", "revised", "rejected")
UNSAVED = (
    "this view cannot be saved as one filter: its filters, taken together, keep something else. "
    "Give the codings themselves, rests_on=view.quotes().ids, or one where() with all filters."
)


def claim(
    case: Records,
    statement: str | Mapping[str, str],
    *,
    rests_on: "Reads | Mapping[str, Polarity] | Iterable[str] | None" = None,
    polarity: Polarity = "supports",
    kind: ClaimKind = "descriptive",
    standing: Standing = "tentative",
    rivals: Iterable[str] = (),
    disposed: Mapping[str, str] | None = None,
    memo: str = "",
    id: str = "",
    coder: str = "",
) -> Claim:
    """Record a claim; the same statement again updates it. `verify` computes what supports it.

    Parameters
    ----------
    statement
        The sentence, or one in each language: `{"id": ..., "en": ...}`.
    rests_on
        A view, whose filters are kept and read anew each time: `case.where(code="trust", aspect="regular visits")`; it
        must be what one `where` with these filters keeps. Or codings: quotes, or ids, each with its polarity towards
        the claim. A code alone tests no sentence.
    polarity
        Whether the code's positive pole speaks for the claim or against it.
    standing
        What a person holds of it; support caps it whenever it is read.
    disposed
        Negative cases (coding ids) and what was done about each.

    Raises
    ------
    OptionError
        The view narrows nothing, or cannot be saved as one filter; or a value is none of those allowed.
    NotFound
        A coding is not on record.

    Examples
    --------
    >>> c = case.claim("Kunjungan rutin menumbuhkan kepercayaan", rests_on=case.where(code="trust", basis="first_hand"))
    >>> c.standing
    'tentative'
    """
    option("kind", kind, KINDS)
    option("standing", standing, STANDINGS)
    option("polarity", polarity, ("supports", "contradicts"))
    author = coding_by(case, coder)
    if not isinstance(statement, str | Mapping):
        raise OptionError(
            f"a claim is a sentence in quotes, or one for each language, {{'id': ..., 'en': ...}}, not {statement!r}."
        )
    if not (statement if isinstance(statement, str) else text(dict(statement), "")).strip():
        raise OptionError("a claim needs a statement: the sentence that the evidence is held against.")
    filters, links = _tested_against(case, rests_on, polarity)
    with case.record(
        "claim", coder=author, statement=text(dict(statement) if isinstance(statement, Mapping) else statement, "")
    ) as change:
        there = change.find(Claim)
        plain = dict(statement) if isinstance(statement, Mapping) else statement
        old = next((c for c in there if (c.id == id if id else c.statement == plain)), None)
        key = old.id if old else id or free(f"claim-{len(there) + 1}", {c.id for c in there})
        rows = _evidence(case, filters, links)
        made = Claim(
            id=key, statement=plain, kind=kind, rests_on=filters, links=links, polarity=polarity, standing=standing,
            author=author, rivals=list(rivals), disposed=dict(disposed or {}), memo=memo,
            evidence={row.id: row.fingerprint for row in rows}, created=old.created if old else now(),
        )  # fmt: skip
        change.put(made)
    return made


def _tested_against(case: Records, rests_on: Any, polarity: str) -> tuple[dict[str, Any], dict[str, str]]:
    if rests_on is None:
        return {}, {}
    if isinstance(rests_on, str):
        raise OptionError(
            f"rests_on={rests_on!r} is one text. Give a view, case.where(code={rests_on!r}, aspect=...), "
            "or the ids of codings."
        )
    if isinstance(rests_on, Quotes):
        rests_on = sorted(rests_on.ids)
    if hasattr(rests_on, "snapshot"):
        return _saved(rests_on.snapshot), {}
    links = dict(rests_on) if isinstance(rests_on, Mapping) else dict.fromkeys(rests_on, polarity)
    for key, towards in links.items():
        option("polarity", towards, ("supports", "contradicts"))
        if not case.rows(Coding, id=key):
            raise NotFound(f"no coding {key!r} in this case. case.quotes().frame lists them with their ids.")
    return {}, links


def _saved(view: Snapshot) -> dict[str, Any]:
    """Give a view's filters as arguments of one `where`; OptionError where that would keep something else."""
    from qualcase.reduce.where import select

    filters: dict[str, Any] = {}
    for name, value, _ in view.filters:
        if name in ("near", "without"):
            raise OptionError(
                "a claim cannot rest on near= or without= filters yet. "
                "Give the codings themselves: rests_on=view.quotes().ids."
            )
        if name in filters and not _narrower(view, name, value, filters[name]):
            raise OptionError(UNSAVED)
        filters[name] = value
    if not filters:
        raise OptionError(
            "this view keeps everything, so it tests nothing. Narrow it: case.where(code=..., aspect=...)."
        )
    filters = {
        name: value if not isinstance(value, tuple) else value[0] if len(value) == 1 else list(value)
        for name, value in filters.items()
    }
    part = select(view.whole or view, **filters)
    if all(np.array_equal(getattr(part, name), getattr(view, name)) for name in ("rows", "voices_in", "sources_in")):
        return filters
    raise OptionError(UNSAVED)


def _narrower(view: Snapshot, name: str, value: Any, before: Any) -> bool:
    """Whether a filter after another of its name leaves that one nothing to do."""
    if not isinstance(value, tuple) or name == "basis":  # one coding may have two bases
        return bool(value == before)
    sets = [{n for one in some for n in view.subtree(one)} if name == "code" else set(some) for some in (value, before)]
    return sets[0] <= sets[1]


def _evidence(case: Records, filters: dict[str, Any], links: dict[str, str]) -> list[Coding]:
    from qualcase.reduce.where import select

    if links:
        return [row for key in links for row in case.rows(Coding, id=key)]
    if not filters:
        return []
    part = select(case.snapshot, **filters)
    return list(part.details([part.codings.ids[row] for row in part.rows]))
