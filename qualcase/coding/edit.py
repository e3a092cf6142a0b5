"""Change what a coding says, or where its words end."""

from dataclasses import replace
from typing import Any

from qualcase._kernel.checks import known, option
from qualcase._kernel.text import clip
from qualcase.coding.code import coding_by, open_code, party, span_of
from qualcase.errors import NotFound, OptionError
from qualcase.model import dates
from qualcase.model.nouns import BASES, STANCES, Basis, Claim, Coding, Memo, Stance, Text
from qualcase.model.protocols import Changes, Records
from qualcase.model.snapshot import Snapshot


def edit(
    case: Records,
    coding: str | Coding,
    *,
    code: str | None = None,
    span: tuple[int, int] | None = None,
    stance: Stance | str | None = None,
    basis: Basis | str | None = None,
    holder: str | None = None,
    target: str | None = None,
    voice: str | None = None,
    aspect: str | None = None,
    time: str | None = None,
    since: str | None = None,
    until: str | None = None,
    phase: str | None = None,
    hedge: bool | None = None,
    not_yet: bool | None = None,
    key: bool | None = None,
    memo: str | None = None,
    coder: str = "",
) -> Coding:
    """Record that a coding says something else: another stance, code or span. It stays the same coding, by its id.

    Claims and memos that name it keep naming it; what it said before stays in the history. What is not given stays as
    it is; "" takes a value away.

    Parameters
    ----------
    coding
        A coding, or its id.
    code
        Another code; the coding then is one by its codebook's present version.
    span
        Other words of the same source: code points, half-open.
    coder
        Who acts, for the history; whose coding it is does not change.

    Returns
    -------
    Coding
        As it is on record now.

    Raises
    ------
    NotFound
        No such coding, code, voice or phase.
    QuoteError
        The span is outside the text.
    OptionError
        It is withdrawn, another coding of the same coder says that already, or a value is none of those allowed.

    Examples
    --------
    >>> case.edit("0123456789abcdef", stance="mixed")
    Traceback (most recent call last):
    qualcase.errors.NotFound: no coding '0123456789abcdef' in this case. case.quotes().frame lists them with their ids.
    """
    who = coding_by(case, coder)
    snapshot = case.snapshot
    id = coding.id if isinstance(coding, Coding) else coding
    given = {
        "holder": holder, "target": target, "voice": voice, "aspect": aspect, "time": time, "time_from": since,
        "time_to": until, "phase": phase, "stance": stance, "basis": basis, "hedge": hedge, "not_yet": not_yet,
        "key": key, "memo": memo,
    }  # fmt: skip
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    _check(snapshot, fields)
    if code is not None:
        ref, entry, version = open_code(snapshot, code)
        fields |= {"codebook": ref.book, "code": entry.id, "version": version}
    told = {name: clip(value) if isinstance(value, str) else value for name, value in fields.items()}
    with case.record("edit", coder=who, coding=id, **told, **({"span": list(span)} if span else {})) as change:
        old = change.get(Coding, id)
        if old is None:
            raise NotFound(f"no coding {id!r} in this case. case.quotes().frame lists them with their ids.")
        if old.withdrawn:
            raise OptionError(
                f"coding {id!r} ({clip(old.quote)!r} as {old.code!r}) was withdrawn: there is nothing to change. "
                "case.undo() brings it back, or code the words with again=True."
            )
        if code is not None and (old.codebook, old.code) == (fields["codebook"], fields["code"]):
            del fields["version"]  # the same code: still a coding by the book as it was
        if span is not None:
            found = change.get(Text, old.text)
            assert found is not None  # the store keeps every text that a coding is on
            start, end = span_of(found.content, span, "", old.source)
            fields |= {"start": start, "end": end, "quote": found.content[start:end]}
        new = replace(old, **fields)
        _make_room(change, new)
        change.put(new)
    return new


def _check(snapshot: Snapshot, fields: dict[str, Any]) -> None:
    """Check what is given by the rules of `code`."""
    for name, choices in (("stance", STANCES), ("basis", BASES)):
        if fields.get(name):
            option(name, fields[name], choices)
    for name in ("holder", "target"):
        if fields.get(name):
            party(snapshot, name, fields[name])
    if fields.get("voice"):
        fields["voice"] = snapshot.voices[snapshot.voice_number(fields["voice"])].id
    if fields.get("phase"):
        known("phase", fields["phase"], [p["id"] for p in snapshot.study.phases], "study.yaml")
    dates.interval(fields.get("time_from", ""), fields.get("time_to", ""))


def _make_room(change: Changes, new: Coding) -> None:
    """Let a coding take the place of a withdrawn one that nothing names; OptionError where its place is taken."""
    same = {name: getattr(new, name) for name in Coding.IDENTITY}
    for other in change.find(Coding, **same):
        if other.id == new.id:
            continue
        where = f"{clip(new.quote)!r} is coded {new.code!r} by {new.coder} already (coding {other.id!r})"
        if not other.withdrawn:
            raise OptionError(f"{where}. Change that one, or withdraw one of the two: case.uncode({other.id!r}).")
        if change.find(Memo, about=f"coding:{other.id}") or any(
            other.id in claim.links or other.id in claim.disposed for claim in change.find(Claim)
        ):
            raise OptionError(
                f"{where}: that coding was withdrawn, and a memo or a claim names it. To have it back: case.code(..., "
                "again=True); then withdraw the other one."
            )
        change.drop(Coding, other.id)
