"""Take suggestions as codings."""

from dataclasses import replace

from qualcase._kernel.checks import option
from qualcase._kernel.ids import new_id
from qualcase.coding.code import coding_by, now, record_coding
from qualcase.coding.suggestions import Proposed, Suggestions, proposals
from qualcase.model.nouns import STANCES, Coding, Decision, Stance
from qualcase.model.protocols import Changes, Records


def accept(case: Records, suggestions: Suggestions, *, stance: Stance | None = None, coder: str = "") -> list[Coding]:
    """Record suggestions as codings of a named person: only then are they evidence.

    The stance hint is taken where it is clear; where it is "unsure" the coding stays unset, unless `stance` says what
    all of these are. So is the basis, where the words give another one than the speaker's side does ("my husband does
    not trust them", by a resident: attributed). The direction is the one hinted at, where holder and target
    are both known, else the codebook's own. `hints[3].change(...)` corrects code, stance, direction or words first. A
    coding that is on record stays as it is, corrected or withdrawn since; only a `stance` given now is put where it has
    none. The coding's memo keeps the reasons; the history keeps the run, who proposed, with which scores, and how many
    were changed.

    Returns
    -------
    list of Coding
        What is on record now; accepting the same again changes nothing.

    Raises
    ------
    OptionError
        No coder is known, no such stance, or something else than suggestions is given.

    Examples
    --------
    >>> hints = case.suggest(by="sentence").where(code="commitment")
    >>> all(coding.origin == "suggestion" for coding in case.accept(hints, coder="tester"))
    True
    """
    who = coding_by(case, coder)
    proposals(suggestions, "accept")
    if stance is not None:
        option("stance", stance, STANCES)
    made: list[Coding] = []
    with case.record("accept", coder=who, suggestions=len(suggestions), **suggestions.origin()) as change:
        for row, (was, code) in zip(suggestions.codings(), suggestions.decided(), strict=True):
            coding = Coding(
                id=new_id(),
                coder=who,
                created=now(),
                origin="suggestion",
                **{**row, **({"stance": stance} if stance else {})},
            )
            made.append(_kept(change, coding, stance) or record_coding(change, coding))
            _decide(change, was, code, who)
    return made


def _decide(change: Changes, was: Proposed, code: str, who: str) -> None:
    """Keep the decision on a proposal as it was made: accepted, or rejected where it was given another code."""
    before = change.get(Decision, was.key)
    verdict, reason = ("accepted", "") if was.code == code else ("rejected", f"changed to {code}")
    if before is None or (before.verdict, verdict) == ("rejected", "accepted"):
        change.put(Decision(*was[:6], verdict, who, reason, now()))


def _kept(change: Changes, coding: Coding, stance: Stance | None) -> Coding | None:
    """Give the coding on record that stays as it is, with the stance given now if it had none; None: record this."""
    there = change.find(Coding, **{name: getattr(coding, name) for name in Coding.IDENTITY})
    if not there or there[0].withdrawn:
        return None
    old = there[0] if there[0].stance or not stance else replace(there[0], stance=stance)
    change.put(old)
    return old
