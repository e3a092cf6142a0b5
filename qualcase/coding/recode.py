"""Look codings again over under the codebook as it is now: they stand, or get another code."""

from collections.abc import Iterable

from qualcase.coding.code import coding_by
from qualcase.coding.uncode import ids_of
from qualcase.errors import NotFound, OptionError
from qualcase.model.codebook import CLOSED
from qualcase.model.nouns import Book, Coding
from qualcase.model.protocols import Records
from qualcase.model.recoding import give_code
from qualcase.results.quotes import Quotes


def recode(
    case: Records,
    *which: "str | Coding | Quotes | Iterable[str | Coding]",
    code: str = "",
    reason: str = "",
    coder: str = "",
) -> list[Coding]:
    """Record that codings were looked at again under the codebook as it is now: they stand, or get another code.

    They no longer need review and count as codings by the present version; with `code` they move there and keep what
    they were. Where the coder has the same words under that code already, the two become one.

    Parameters
    ----------
    which
        Codings, their ids, or many of them: `case.where(needs_review=True, code="trust").quotes()`.
    code
        The code that they get; without one they stay with theirs.
    reason
        Why, for the history.

    Returns
    -------
    list of Coding
        What is on record now. Recoding the same again changes nothing.

    Raises
    ------
    NotFound
        A coding with that id is not on record, or there is no such code.
    OptionError
        The code is closed in its book, or no coder is known.

    Examples
    --------
    >>> case.recode("0123456789abcdef", code="trust")
    Traceback (most recent call last):
    qualcase.errors.NotFound: no coding '0123456789abcdef' in this case. case.quotes().frame lists them with their ids.
    """
    who = coding_by(case, coder)
    snapshot = case.snapshot
    ids = list(dict.fromkeys(key for item in which for key in ids_of(item, "recode")))
    ref = snapshot.codes[snapshot.code_number(code)] if code else None
    with case.record("recode", coder=who, codings=ids, code=code, reason=reason) as change:
        rows = []
        for key in ids:
            row = change.get(Coding, key)
            if row is None:
                raise NotFound(f"no coding {key!r} in this case. case.quotes().frame lists them with their ids.")
            rows.append(row)
        to = {row.id: (ref.book, ref.name.split("/")[-1]) if ref else (row.codebook, row.code) for row in rows}
        versions = {book.name: book.version for book in change.find(Book)}
        entries = {f"{one.book}/{one.name.split('/')[-1]}": one.entry for one in snapshot.codes}
        for book, name in dict.fromkeys(to.values()):
            entry = entries.get(f"{book}/{name}")
            if entry is None or entry.status in CLOSED:
                status = entry.status if entry else "gone"
                raise OptionError(
                    f"code {name!r} is {status} in codebook {book!r}. Give another: case.recode(..., code=...)."
                )
        made: list[Coding] = []
        for book in dict.fromkeys(book for book, _ in to.values()):
            some = [row for row in rows if to[row.id][0] == book]
            made += give_code(change, some, to, needs_review=False, version=versions[book])
    return made
