"""End a round of coding: what stands now is what was coded in it."""

from collections.abc import Iterator
from dataclasses import replace

from qualcase._kernel.checks import known
from qualcase.coding.code import now
from qualcase.errors import OptionError, StoreError
from qualcase.model.nouns import Assignment, Coding, Round, Stood
from qualcase.model.protocols import Changes, Records


def close_round(case: Records, round: str = "independent") -> Round:
    """Record that a round of coding is over: what its coders have coded in their sources is kept as it stands now.

    A blind round opens its eyes: everybody sees everything. Whatever is coded, changed or withdrawn from now on is
    after discussion; `case.agree(round=...)` and `case.where(round=...)` go on reading what stood, in an archive too.
    `case.undo()` takes the closing back, as long as it was the last step.

    Raises
    ------
    NotFound
        There is no such round.
    OptionError
        A coder has no source in it, or nobody has coded any.

    Examples
    --------
    >>> qc.Case(coder="ani").close_round()
    Traceback (most recent call last):
    qualcase.errors.OptionError: this case has no rounds yet. case.assign('ani', ['YL-01']) opens one.
    """
    if case.read_only:
        raise StoreError(case.read_only)
    with case.record("close_round", coder=case.coder, round=round) as change:
        rounds = {row.id: row for row in change.find(Round)}
        if not rounds:
            raise OptionError("this case has no rounds yet. case.assign('ani', ['YL-01']) opens one.")
        found = rounds[known("round", round, rounds, "this case")]
        if found.closed:
            return found
        stood = list(_standing(change, round))
        if not stood:
            raise OptionError(
                f"nobody has coded anything in round {round!r} yet, so there is nothing to keep. case.rounds shows who "
                "has what."
            )
        found = replace(found, closed=now())
        change.put(found)
        change.put_all(stood)
    return found


def _standing(change: Changes, round: str) -> Iterator[Stood]:
    """Give the codings that stand in a round: of each coder, those in her sources that are not withdrawn."""
    given = {(row.coder, row.source) for row in change.find(Assignment, round=round)}
    for row in change.find(Coding):
        if (row.coder, row.source) in given and not row.withdrawn:
            yield Stood.of(row, round)
