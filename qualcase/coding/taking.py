"""Taking codings of another case in: what is here already, what came, what changed, what conflicts."""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from qualcase._kernel.remark import Remark, remark
from qualcase.coding.merged import Reason, Row
from qualcase.coding.rounds import hidden_from
from qualcase.model.nouns import Assignment, Coding, Round
from qualcase.model.protocols import Changes

TYPED = (
    "stance", "basis", "voice", "aspect", "time", "time_from", "time_to", "phase", "hedge", "not_yet", "key", "memo",
)  # fmt: skip


class Here:
    """The codings of this case that may be the same as others' codings, by what makes them the same, and by id."""

    def __init__(self, change: Changes, coders: Iterable[str], ids: Iterable[str], me: str) -> None:
        self.me, self.hidden = me, hidden_from(change.find(Round), change.find(Assignment), me)
        self.by_content: dict[tuple[Any, ...], Coding] = {}
        for coder in dict.fromkeys(coders):
            self.by_content |= {_identity(row): row for row in change.find(Coding, coder=coder)}
        self.by_id = {row.id: row for row in self.by_content.values()}
        self.others = change.on_record(Coding, [key for key in ids if key not in self.by_id])
        self.put: dict[str, Coding] = {}  # what came or changed, to be put at one go

    def take(self, row: Coding, reason: Remark | None) -> tuple[Row, str]:
        """Take a coding in unless there is a reason not to; give what became of it, and its id here.

        What an open blind round hides from whoever merges is not told of it.
        """
        outcome, key, why = self._put(row) if reason is None else ("conflict", "", reason)
        if self.hidden.hides(row.source, row.coder):
            return (outcome, row.source, "", "", remark("merged.why.hidden")), key
        return (outcome, row.source, row.code, row.quote, why), key

    def _put(self, row: Coding) -> tuple[str, str, Reason]:
        old = self._recoded(row) or self.by_content.get(_identity(row))
        if old is None:
            row = row if row.id not in self.by_id and row.id not in self.others else replace(row, id=row.content[:16])
            self._keep(row)
            return "came", row.id, ""
        if _identity(old) != _identity(row) and old.was == row.code:
            return "there already", old.id, ""  # it was given another code here since
        changed: dict[str, Any] = {n: getattr(row, n) for n in TYPED if getattr(row, n) != getattr(old, n)}
        if _identity(old) != _identity(row):
            changed |= {"code": row.code, "was": row.was}
        if row.withdrawn and not old.withdrawn:
            changed["withdrawn"] = True
        if old.needs_review and not row.needs_review and row.version not in ("", old.version):
            changed |= {"needs_review": False, "version": row.version}  # it was looked at again there
        if not changed:
            return "there already", old.id, ""
        shown = [(name, getattr(old, name), value) for name, value in changed.items() if name != "was"]
        differs = tuple(_differs(*one) for one in shown)
        if row.coder == self.me:
            return "conflict", old.id, remark("merged.why.own", differs=differs)
        if self.by_content.get(_identity(old)) is old:
            del self.by_content[_identity(old)]
        self._keep(replace(old, **changed))
        return "updated", old.id, differs

    def _recoded(self, row: Coding) -> Coding | None:
        """Give the very coding, by its id for life, where one of the two was given another code since."""
        old = self.by_id.get(row.id)
        if old is None or row.code in ("", old.code) or (old.coder, old.text, old.codebook) != _whose(row):
            return None
        same_words = (old.start, old.end, old.holder, old.target) == (row.start, row.end, row.holder, row.target)
        return old if same_words and (old.was == row.code or row.was == old.code) else None

    def _keep(self, row: Coding) -> None:
        self.by_content[_identity(row)] = self.by_id[row.id] = self.put[row.id] = row


_identity = attrgetter(*Coding.IDENTITY)
_whose = attrgetter("coder", "text", "codebook")


def _differs(field: str, here: Any, there: Any) -> Remark:
    return remark(
        "merged.why.differs", field=remark(f"field.{field}"), here=_value(field, here), there=_value(field, there)
    )


def _value(field: str, value: Any) -> Remark | str:
    """Say the value of a field of a coding."""
    if field in ("stance", "basis"):
        return remark(f"{field}.{value or 'unset'}")
    if isinstance(value, bool):
        return remark("value.yes" if value else "value.no")
    return str(value) or remark("value.unset")
