"""The ops that write codings: each rests on what the front end has seen, and is refused where that moved on."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from qualcase._kernel.checks import option
from qualcase._kernel.ids import new_id
from qualcase._kernel.text import clip
from qualcase.coding.code import doubt, now, open_code, party, record_coding
from qualcase.errors import QualcaseError
from qualcase.model.nouns import BASES, STANCES, Coding, Source
from qualcase.model.protocols import Records
from qualcase.model.snapshot import Snapshot
from qualcase.store.file import is_locked
from qualcase.store.store import Moved
from qualcase.widget import messages as m
from qualcase.widget.shown import Plain, coding_shown, version_of

Done = TypeVar("Done")

TRIES = 20  # looks at the case before a step gives up because others keep recording


class Annotated(Records, Protocol):
    """A case, with the verbs that coding by hand calls."""

    @property
    def path(self) -> Any: ...  # noqa: D102
    def touched(self, since: int) -> dict[type[Any], list[str]]: ...  # noqa: D102
    def unmoved(self, event: int) -> Any: ...  # noqa: D102
    def watch(self, told: Callable[[], object]) -> Callable[[], None]: ...  # noqa: D102
    def undo(self, *, coder: str = "", among: Any = ()) -> Any: ...  # noqa: D102
    def redo(self, *, coder: str = "", among: Any = ()) -> Any: ...  # noqa: D102

    in_vivo: Any
    edit: Any
    uncode: Any
    accept: Any
    reject: Any
    memo: Any
    where: Any
    compare: Any
    settle: Any


def code(case: Annotated, coder: str, source: str, op: m.Code) -> Plain:
    """Put a code on words; what the coder has so coded already stays as it is, what was withdrawn comes back anew."""

    def step(snapshot: Snapshot) -> Plain:
        found, words = _quoted(case, snapshot, source, op)
        ref, entry, version = open_code(snapshot, op.code)
        row = Coding(
            id=new_id(), source=found.id, text=found.text, start=op.start, end=op.end, quote=words, codebook=ref.book,
            code=entry.id, coder=coder, stance=option("stance", op.stance, STANCES) if op.stance else "",
            basis=option("basis", op.basis, BASES) if op.basis else "", holder=party(snapshot, "holder", op.holder),
            target=party(snapshot, "target", op.target), aspect=op.aspect, hedge=op.hedge, not_yet=op.not_yet,
            key=op.key, memo=op.memo, version=version, created=now(),
        )  # fmt: skip
        there = case.rows(Coding, **{name: getattr(row, name) for name in Coding.IDENTITY})
        if there and not there[0].withdrawn:
            return {"coding": there[0].id, "already": True}
        with case.record("code", coder=coder, quote=clip(words), code=op.code, source=source) as change:
            made = record_coding(change, row, again=True)
        return {"coding": made.id, "already": False, **_doubted(case, made, found)}

    return resting(case, step)


def in_vivo(case: Annotated, coder: str, source: str, op: m.InVivo) -> Plain:
    """Make a code of the words and code them by it."""

    def step(snapshot: Snapshot) -> Plain:
        found, words = _quoted(case, snapshot, source, op)
        made = case.in_vivo(
            words, source=source, label=op.label, parent=op.parent, book=op.book, span=(op.start, op.end), coder=coder
        )
        named = case.snapshot.code_numbers[f"{made.codebook}/{made.code}"]
        return {"coding": made.id, "code": case.snapshot.codes[named].name, **_doubted(case, made, found)}

    return resting(case, step)


def change(case: Annotated, coder: str, op: m.Change) -> Plain:
    """Change what a coding says."""

    def step(snapshot: Snapshot) -> Plain:
        _expected(case, snapshot, coder, op)
        given = {name: getattr(op, name) for name in m.Change.__slots__ if name not in ("coding", "v")}
        return {"coding": case.edit(op.coding, coder=coder, **given).id}

    return resting(case, step)


def move(case: Annotated, coder: str, op: m.Move) -> Plain:
    """Move the ends of a coding."""

    def step(snapshot: Snapshot) -> Plain:
        row = _expected(case, snapshot, coder, op)
        found, _ = _quoted(case, snapshot, row.source, op)
        moved = case.edit(op.coding, span=(op.start, op.end), coder=coder)
        return {"coding": moved.id, **_doubted(case, moved, found)}

    return resting(case, step)


def uncode(case: Annotated, coder: str, op: m.Uncode) -> Plain:
    """Withdraw a coding."""

    def step(snapshot: Snapshot) -> Plain:
        _expected(case, snapshot, coder, op)
        case.uncode(op.coding, coder=coder, reason=op.reason)
        return {"coding": op.coding}

    return resting(case, step)


def refusal(error: QualcaseError) -> m.Refusal:
    """Say an error of the case as the front end shows it: what happened, and what to do next."""
    if isinstance(error, Moved):
        return m.Refusal("busy", "Others keep recording in this file.", "", "Try again in a moment.")
    what, _, after = str(error).partition(". ")
    cause = error.__cause__
    kind = "busy" if cause is not None and is_locked(cause) else "refused"
    return m.Refusal(kind, what.rstrip(".") + ".", "", after)


def resting(case: Annotated, step: Callable[[Snapshot], Done]) -> Done:
    """Do a step that rests on a look at the case; where somebody recorded something in between, look and do it again.

    Raises Moved where that happens again and again.
    """
    for last in range(TRIES):
        snapshot = case.snapshot
        try:
            with case.unmoved(snapshot.event):
                return step(snapshot)
        except Moved:
            if last == TRIES - 1:
                raise
    raise AssertionError("the loop above ends by an answer or an error")


def _quoted(case: Annotated, snapshot: Snapshot, source: str, op: m.Code | m.InVivo | m.Move) -> tuple[Source, str]:
    """Give the source and the words of a span; Refusal where the front end sees other words there."""
    found = snapshot.sources[snapshot.source_number(source)]
    words = snapshot.texts(found.text)[op.start : op.end] if 0 <= op.start < op.end else ""
    if words != op.quote or not words.strip():
        where = f"{found.id}, {op.start} to {op.end}"
        raise m.Refusal(
            "text", f"{clip(op.quote)!r} is not what stands there: {clip(words)!r}.", where, "Open the source again."
        )
    return found, words


def _expected(case: Annotated, snapshot: Snapshot, coder: str, op: m.Change | m.Move | m.Uncode) -> Coding:
    """Give the coding that an op is on, if it still says what the front end saw; Refusal with how it is now if not."""
    there = case.rows(Coding, id=op.coding)
    row = there[0] if there and not there[0].withdrawn else None
    if row is not None and row.coder != coder:
        raise m.Refusal("refused", "This coding is another coder's.", "", "Code the words yourself.")
    if row is None or version_of(row) != op.v:
        shown = coding_shown(snapshot, row, coder) if row is not None else None
        what = "This coding was changed elsewhere." if row is not None else "This coding was withdrawn elsewhere."
        where = f"{row.source}: {clip(row.quote)!r}" if row is not None else ""
        raise m.Refusal("stale", what, where, "Look at it as it is now.", {"coding": shown})
    return row


def _doubted(case: Annotated, row: Coding, source: Source) -> Plain:
    """Give what a coder may not have meant, to be shown: the coding is recorded all the same."""
    found = doubt(case, row, source)
    return {"doubt": found} if found else {}
