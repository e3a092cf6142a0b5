"""The words themselves."""

from qualcase.errors import OptionError
from qualcase.model.protocols import Reads
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import call


def quotes(case: Reads) -> Quotes:
    """Show the codings of a case or view as quotes, in the order of the texts.

    All coders' codings are shown, and those that are no evidence too: this is a look, not a count. Stance and basis are
    the effective ones where it is clear whose codings are the evidence.

    Returns
    -------
    Quotes
        `.frame`, a row for each coding: `id`, `source`, `voice`, `role`, `side`, `turn`, `start`, `end` (code points,
        half-open), `quote`, `code`, `coder`, `stance`, `basis`, `holder`, `target`, `aspect`, `time`, `hedge`,
        `not_yet`, `key`, `memo`.

    Examples
    --------
    >>> found = case.where(code="trust", stance="contradicts").quotes()
    >>> set(found.frame["stance"])
    {'contradicts'}
    """
    snapshot = case.snapshot
    try:
        evidence = snapshot.evidence
    except OptionError:
        evidence = None
    return quotes_of(snapshot, snapshot.rows, call("quotes", snapshot), evidence)
