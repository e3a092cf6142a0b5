"""State a claim with what it is tested against."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from qualcase._kernel.checks import known, option
from qualcase._kernel.ids import free
from qualcase.coding.code import coding_by, now
from qualcase.errors import NotFound, OptionError
from qualcase.model.codebook import text
from qualcase.model.nouns import Claim, Coding
from qualcase.model.protocols import Reads, Records

ClaimKind: TypeAlias = Literal["descriptive", "comparative", "relational", "sequence", "causal"]
Standing: TypeAlias = Literal["tentative", "verified", "revised", "rejected"]
Polarity: TypeAlias = Literal["supports", "contradicts"]
KINDS = ("descriptive", "comparative", "relational", "sequence", "causal")
STANDINGS = ("tentative", "verified", "revised", "rejected")


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
        A view, whose filters are kept and read anew each time: `case.where(code="trust", aspect="regular visits")`; or
        codings by their ids, each with its polarity towards the claim. A code alone tests no sentence.
    polarity
        Whether the code's positive pole speaks for the claim or against it.
    standing
        What a person holds of it; support caps it whenever it is read.
    disposed
        Negative cases (coding ids) and what was done about each.

    Raises
    ------
    OptionError
        The view narrows nothing, or a value is none of those allowed.
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
    if hasattr(rests_on, "snapshot"):
        filters = {f.name: list(f.value) if isinstance(f.value, tuple) else f.value for f in rests_on.snapshot.filters}
        if not filters:
            raise OptionError(
                "this view keeps everything, so it tests nothing. Narrow it: case.where(code=..., aspect=...)."
            )
        if "near" in filters or "without" in filters:
            raise OptionError(
                "a claim cannot rest on near= or without= filters yet. "
                "Give the codings themselves: rests_on=view.quotes().ids."
            )
        return {
            name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in filters.items()
        }, {}
    links = dict(rests_on) if isinstance(rests_on, Mapping) else dict.fromkeys(rests_on, polarity)
    for key, towards in links.items():
        known("polarity", towards, ("supports", "contradicts"), "links of a claim")
        if not case.rows(Coding, id=key):
            raise NotFound(f"no coding {key!r} in this case. case.quotes().frame lists them with their ids.")
    return {}, links


def _evidence(case: Records, filters: dict[str, Any], links: dict[str, str]) -> list[Coding]:
    from qualcase.reduce.where import select

    if links:
        return [row for key in links for row in case.rows(Coding, id=key)]
    if not filters:
        return []
    part = select(case.snapshot, **filters)
    return list(part.details([part.codings.ids[row] for row in part.rows]))
