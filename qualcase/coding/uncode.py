"""Take a code off words again."""

from collections.abc import Iterable
from dataclasses import replace

from qualcase.coding.code import coding_by
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Coding
from qualcase.model.protocols import Records
from qualcase.results.quotes import Quotes


def uncode(
    case: Records, *which: "str | Coding | Quotes | Iterable[str | Coding]", coder: str = "", reason: str = ""
) -> int:
    """Record that codings are withdrawn: they leave every count and display, and stay in the history.

    Parameters
    ----------
    which
        Codings, their ids, or many of them: `case.where(...).quotes()`.
    reason
        Why, for the history.

    Returns
    -------
    int
        How many were withdrawn; those that were so before are not counted.

    Raises
    ------
    NotFound
        A coding with that id is not on record; then none is withdrawn.
    OptionError
        No coder is known.

    Examples
    --------
    >>> case.uncode("0123456789abcdef")
    Traceback (most recent call last):
    qualcase.errors.NotFound: no coding '0123456789abcdef' in this case. case.quotes().frame lists them with their ids.
    """
    who = coding_by(case, coder)
    ids = list(dict.fromkeys(key for item in which for key in ids_of(item, "uncode")))
    with case.record("uncode", coder=who, codings=ids, reason=reason) as change:
        rows = []
        for key in ids:
            row = change.get(Coding, key)
            if row is None:
                raise NotFound(f"no coding {key!r} in this case. case.quotes().frame lists them with their ids.")
            if not row.withdrawn:
                rows.append(replace(row, withdrawn=True))
        change.put(*rows)
    return len(rows)


def ids_of(item: "str | Coding | Quotes | Iterable[str | Coding]", verb: str) -> list[str]:
    """Give the ids of codings, however they are given to a verb."""
    if isinstance(item, str):
        return [item]
    if isinstance(item, Quotes):
        return list(item.data["id"])
    if not isinstance(item, Coding | Iterable):
        raise OptionError(f"{verb} takes codings, their ids, or what case.quotes() gives, not {item!r}.")
    return [item.id] if isinstance(item, Coding) else [one.id if isinstance(one, Coding) else one for one in item]
