"""Turn suggestions down."""

from qualcase.coding.code import coding_by, now
from qualcase.coding.suggest import Suggestions
from qualcase.model.nouns import Decision
from qualcase.model.protocols import Records


def reject(case: Records, suggestions: Suggestions, *, reason: str = "", coder: str = "") -> int:
    """Record that suggestions are turned down: they are not proposed again, unless the code's entry changes.

    Returns
    -------
    int
        How many were rejected; those rejected before are not counted.

    Examples
    --------
    >>> case.reject(case.suggest(by="sentence").where(code="trust"), coder="ani") >= 0
    True
    """
    who = coding_by(case, coder)
    with case.record("reject", coder=who, suggestions=len(suggestions), reason=reason) as change:
        rows = [
            Decision(key, source, start, end, code, entry, "rejected", who, reason, now())
            for key, source, start, end, code, entry in suggestions.decided()
            if change.get(Decision, key) is None
        ]
        change.put(*rows)
    return len(rows)
