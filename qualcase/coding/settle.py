"""Settle what coders differ in: one, both, none, or something else goes to the consensus, with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Literal, TypeAlias

from qualcase._kernel.checks import option
from qualcase._kernel.ids import new_id
from qualcase.coding.code import coding_by, now, turns_of
from qualcase.coding.compare import Comparison
from qualcase.coding.pairing import Pair
from qualcase.errors import OptionError
from qualcase.model.codebook import CLOSED
from qualcase.model.evidence import CONSENSUS, ground, pole
from qualcase.model.locate import locate
from qualcase.model.nouns import BASES, STANCES, Basis, Coder, Coding, Settlement, Stance, Text
from qualcase.model.protocols import Changes, Records
from qualcase.model.snapshot import Snapshot

Keep: TypeAlias = str  # a coder, or one of these
KEEPS: tuple[Literal["both", "neither"], ...] = ("both", "neither")
NOT_COMPARED = ("voice", "aspect", "time", "time_from", "time_to", "phase", "memo")
_identity = attrgetter(*Coding.IDENTITY)


def settle(
    case: Records,
    differences: Comparison,
    *,
    keep: Keep = "",
    reason: str = "",
    quote: str = "",
    code: str = "",
    stance: Stance | None = None,
    basis: Basis | None = None,
    holder: str | None = None,
    target: str | None = None,
    coder: str = "",
) -> list[Settlement]:
    """Record how differences between two coders were settled, one or many at once; the outcome is the consensus's.

    The coders' own codings stay as they are. What they agreed on goes to the consensus by
    `case.settle(found.agreed)`, without a reason. Settling the same again changes nothing; settling it otherwise
    replaces what came of it before. `case.undo()` takes a step back.

    Parameters
    ----------
    differences
        Of `case.compare(...)`: all of them, some, `found.where(differs="stance")`, or one, `found[3]`.
    keep
        Whose coding stands: a coder's name, "both", or "neither". Left out where what follows says what stands instead.
    reason
        Why; without one nothing that differs is settled.
    quote, code, stance, basis, holder, target
        A new coding: only in what the two differ; the rest is what both say.
    coder
        Who settles.

    Returns
    -------
    list of Settlement
        One for each difference: the codings it came from, whose stand, why, by whom, and the consensus's codings.

    Raises
    ------
    OptionError
        There is no reason, or nothing says what stands; the two codings cannot both stand; a coding was changed since
        they were compared; the second coder is in another case.

    Examples
    --------
    >>> found = case.compare("ani", "budi")
    >>> case.settle(found[0], keep="both")
    Traceback (most recent call last):
    qualcase.errors.OptionError: settling a difference needs a reason: case.settle(..., reason="...").
    """
    who = coding_by(case, coder)
    if not isinstance(differences, Comparison):
        raise OptionError(
            f"settle takes differences, case.settle(case.compare('ani', 'budi')[0], ...), not {differences!r}."
        )
    if differences.call.arguments.get("of"):
        raise OptionError("the second coder's codings are in another case. Bring them in first: case.merge(...).")
    decision = _decided(case.snapshot, differences, keep, reason.strip(), {
        "code": code, "stance": stance, "basis": basis, "holder": holder, "target": target, "quote": quote or None,
    })  # fmt: skip
    with case.record("settle", coder=who, settled=len(differences), keep=keep, reason=reason) as change:
        return _Settling(case, change, decision, who).all(differences)


@dataclass(frozen=True, slots=True)
class _Decision:
    """What stands: those whose codings do, and what a new coding says in place of what the two differ in."""

    kept: tuple[str, ...]
    reason: str
    says: dict[str, str]


def _decided(snapshot: Snapshot, found: Comparison, keep: str, reason: str, given: Mapping[str, Any]) -> _Decision:
    differing = any(found.data["differs"])
    says = {name: value for name, value in given.items() if value is not None and not (name == "code" and not value)}
    if differing and not reason:
        raise OptionError('settling a difference needs a reason: case.settle(..., reason="...").')
    if says and keep:
        raise OptionError(
            f"keep={keep!r} keeps what is there, and {', '.join(says)} make a new coding. Give one of the two."
        )
    if says:
        option("stance", says.get("stance", "neutral"), STANCES)
        option("basis", says.get("basis", "observed"), BASES)
        if "code" in says:
            entry = snapshot.codes[snapshot.code_number(says["code"])].entry
            if entry is None or entry.status in CLOSED:
                raise OptionError(f"code {says['code']!r} can no longer be applied. Settle it with one that can.")
        return _Decision((CONSENSUS,), reason, {name: str(value) for name, value in says.items()})
    if not keep and differing:
        one, two = found.coders
        raise OptionError(
            f"say what stands: keep={one!r}, {two!r}, 'both' or 'neither'; or what does instead, as in stance='mixed'."
        )
    option("keep", keep or "both", (*found.coders, *KEEPS))
    kept = {"": found.coders, "both": found.coders, "neither": ()}.get(keep, (keep,))
    return _Decision(kept, reason, {})


class _Settling:
    """One step of settling: what is on record of the consensus and of settlements, and what comes of it."""

    def __init__(self, case: Records, change: Changes, decision: _Decision, who: str) -> None:
        self.case, self.change, self.decision, self.who = case, change, decision, who
        self.at = now()
        self.consensus = {_identity(row): row for row in change.find(Coding, coder=CONSENSUS)}
        self.by_id = {row.id: row for row in self.consensus.values()}
        self.settled = {row.id: row for row in change.find(Settlement)}
        self.on: dict[str, list[Settlement]] = {}  # settlements by the codings they are on
        for row in self.settled.values():
            for key in row.came_from:
                self.on.setdefault(key, []).append(row)
        self.put: dict[str, Coding] = {}
        self.texts: dict[str, str] = {}

    def all(self, found: Comparison) -> list[Settlement]:
        ids = [*found.data["first_id"], *found.data["second_id"]]
        wanted = {key for key in ids if key}
        there = self._codings(wanted)
        done = []
        for n, pair in enumerate(found.shown):
            rows = [there[key] for key in (found.data["first_id"][n], found.data["second_id"][n]) if key]
            _check_unchanged(pair, rows, found.snapshot)
            done.append(self.one(found, n, pair, rows))
        if self.put and self.change.get(Coder, CONSENSUS) is None:
            self.change.put(Coder(CONSENSUS, new_id()))
        self.change.put_all(self.put.values())
        self.change.put_all(done)
        return done

    def _codings(self, ids: set[str]) -> dict[str, Coding]:
        if len(ids) > 500:
            found = {row.id: row for row in self.change.find(Coding) if row.id in ids}
        else:
            found = {key: row for key in ids if (row := self.change.get(Coding, key)) is not None}
        if ids - found.keys():
            raise OptionError("codings in this comparison are no longer on record. Compare again, then settle.")
        return found

    def one(self, found: Comparison, n: int, pair: Pair, rows: list[Coding]) -> Settlement:
        decision, data = self.decision, found.data
        codes = tuple(dict.fromkeys(filter(None, (data["first_code"][n], data["second_code"][n]))))
        start, end = min(row.start for row in rows), max(row.end for row in rows)
        came_from = tuple(row.id for row in rows)
        key = Settlement.key(rows[0].text, start, end, codes, came_from)
        old = self.settled.get(key)
        kept = decision.kept if decision.says else tuple(row.coder for row in rows if row.coder in decision.kept)
        if old is not None and not decision.says and (old.kept, old.reason) == (kept, decision.reason):
            return old
        outcome = list(self._outcome(pair, rows, kept))
        if old is not None and self._taken_back(old, kept, outcome):
            return old
        made = [self._stands(row) for row in outcome]
        quote = self._text(rows[0].text)[start:end]
        settled = Settlement(
            key, rows[0].source, rows[0].text, start, end, quote, codes, kept, decision.reason, self.who,
            old.created if old else self.at, came_from, tuple(row.id for row in made),
        )  # fmt: skip
        if old is not None and replace(settled, author=old.author) == old:
            return old
        self._replace(settled, {row.coder for row in rows})
        return settled

    def _taken_back(self, old: Settlement, kept: tuple[str, ...], outcome: Sequence[Coding]) -> bool:
        """Whether it was decided so before and somebody withdrew what came of it: a cell run again leaves it so."""
        there = [self.consensus.get(_identity(replace(row, coder=CONSENSUS))) for row in outcome]
        same = (old.kept, old.reason) == (kept, self.decision.reason)
        return same and bool(there) and all(row and row.withdrawn and row.id in old.made for row in there)

    def _outcome(self, pair: Pair, rows: list[Coding], kept: Sequence[str]) -> Iterator[Coding]:
        """Give the consensus's codings: those that are kept, one where both say the same, or the new one."""
        alike = not pair.differs
        if self.decision.says:
            yield self._new(pair, rows)
        elif alike:
            blank = {n: getattr(rows[1], n) for n in NOT_COMPARED if not getattr(rows[0], n)}
            yield replace(rows[0], **blank)
        else:
            chosen = [row for row in rows if row.coder in kept]
            if len({_identity(replace(row, coder=CONSENSUS)) for row in chosen}) < len(chosen):
                raise OptionError(
                    f"{rows[0].quote[:60]!r} cannot stand twice under {rows[0].code!r}: the two codings have the same "
                    f"words and differ in {', '.join(pair.differs)}. Keep one, or say what stands instead."
                )
            yield from chosen

    def _new(self, pair: Pair, rows: list[Coding]) -> Coding:
        """Give a coding that says what was decided, and else what both say; the words are the first one's."""
        says: dict[str, Any] = dict(self.decision.says)
        first, lacking = rows[0], [name for name in _unlike(pair, rows) if name not in says]
        if lacking:
            raise OptionError(
                f"on {first.quote[:60]!r} the two differ in {' and '.join(lacking)} too: say "
                f"{', '.join(f'{name}=' for name in lacking)}, or keep one of them."
            )
        if pair.first and pair.second and pair.first.stance:
            says.setdefault("stance", pair.first.stance)  # what both say, also where one is read from the codebook
        if "code" in says:
            ref = self.case.snapshot.codes[self.case.snapshot.code_number(says["code"])]
            version = next(book.version for book in self.case.snapshot.books if book.name == ref.book)
            says |= {"codebook": ref.book, "code": ref.name.split("/")[-1], "version": version}
        if quote := says.pop("quote", ""):
            near = min(row.start for row in rows), max(row.end for row in rows)
            turns = [turn for turn in turns_of(self.case, first.source) if turn[0] < near[1] and near[0] < turn[1]]
            text = self._text(first.text)
            start, end = locate(text, quote, where=first.source, turns=turns or [near])
            says |= {"quote": text[start:end], "start": start, "end": end}
        return replace(first, **says)

    def _stands(self, row: Coding) -> Coding:
        """Put a coding on the consensus's record; one of the same words, code and direction is brought up to date."""
        row = replace(row, id=new_id(), coder=CONSENSUS, origin="settled", created=self.at, withdrawn=False)
        old = self.consensus.get(_identity(row))
        if old is not None:
            row = replace(row, id=old.id, created=old.created, origin=old.origin)
        self.consensus[_identity(row)] = self.by_id[row.id] = self.put[row.id] = row
        return row

    def _replace(self, settled: Settlement, coders: set[str]) -> None:
        """Take back what came of earlier decisions of these coders on these codings, where it does not stand again."""
        earlier = {one.id: one for key in settled.came_from for one in self.on.get(key, ())}
        for one in earlier.values():
            if one.id != settled.id and {self._coder(key) for key in one.came_from} != coders:
                continue
            for key in set(one.made) - set(settled.made):
                row = self.by_id.get(key)
                if row is not None and not self._made_elsewhere(key, one.id):
                    self.by_id[key] = self.consensus[_identity(row)] = self.put[key] = replace(row, withdrawn=True)
            if one.id != settled.id:
                self.change.drop(Settlement, one.id)
                self.settled.pop(one.id, None)
        self.settled[settled.id] = settled
        for key in settled.came_from:
            self.on[key] = [one for one in self.on.get(key, ()) if one.id in self.settled and one.id != settled.id]
            self.on[key].append(settled)

    def _made_elsewhere(self, key: str, but: str) -> bool:
        return any(key in one.made for one in self.settled.values() if one.id != but)

    def _coder(self, key: str) -> str:
        row = self.change.get(Coding, key)
        return row.coder if row else ""

    def _text(self, key: str) -> str:
        if key not in self.texts:
            found = self.change.get(Text, key)
            self.texts[key] = found.content if found else ""
        return self.texts[key]


def _unlike(pair: Pair, rows: list[Coding]) -> list[str]:
    """Give what a new coding has to say, because the two say different things of it."""
    a, b = pair
    if a is None or b is None:
        return []
    found = [name for name in ("code", "stance") if getattr(a, name) != getattr(b, name)]
    found += [name for name in ("holder", "target") if getattr(rows[0], name) != getattr(rows[1], name)]
    return [*found, *(["basis"] if a.basis != b.basis and a.basis and b.basis else [])]


def _check_unchanged(pair: Pair, rows: list[Coding], snapshot: Snapshot) -> None:
    """Raise OptionError where a coding is no longer what was compared."""
    for put, row in zip((put for put in pair if put), rows, strict=True):
        codings = snapshot.codings
        stance, basis = int(codings.stance[put.row]), int(codings.basis[put.row])
        then = put.start, put.end, put.code, pole(stance), ground(basis), False
        if (row.start, row.end, row.code, row.stance, row.basis, row.withdrawn) != then:
            raise OptionError(
                f"{row.quote[:60]!r} by {row.coder} was changed or withdrawn since they were compared. Compare again."
            )
