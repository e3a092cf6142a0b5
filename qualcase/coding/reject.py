"""Turn suggestions down."""

from qualcase.coding.code import coding_by, now
from qualcase.coding.suggestions import Suggestions, proposals
from qualcase.model.nouns import Decision
from qualcase.model.protocols import Records


def reject(case: Records, suggestions: Suggestions, *, reason: str = "", coder: str = "") -> int:
    """Record that suggestions are turned down: they are not proposed again, unless the code's entry changes.

    Returns
    -------
    int
        How many were rejected; those decided on before are not counted, and what was accepted stays (`uncode` it).

    Raises
    ------
    OptionError
        No coder is known, or something else than suggestions is given.

    Examples
    --------
    >>> case.reject(case.suggest(by="sentence").where(code="trust"), coder="ani") >= 0
    True
    """
    who = coding_by(case, coder)
    proposals(suggestions, "reject")
    with case.record(
        "reject", coder=who, suggestions=len(suggestions), reason=reason, **suggestions.origin()
    ) as change:
        rows = [
            Decision(*was[:6], "rejected", who, reason, now())
            for was, _ in suggestions.decided()
            if change.get(Decision, was.key) is None
        ]
        change.put(*rows)
    return len(rows)
