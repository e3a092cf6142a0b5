"""What two coders differ in, as the front end shows it side by side, and how it is settled there."""

from qualcase._kernel.ids import digest
from qualcase._kernel.text import clip
from qualcase.coding.compare import Comparison
from qualcase.coding.rounds import blinded, refuse_hidden
from qualcase.errors import OptionError
from qualcase.model.evidence import CONSENSUS
from qualcase.model.nouns import Coding
from qualcase.model.snapshot import Snapshot
from qualcase.widget import messages as m
from qualcase.widget.recording import Annotated, resting
from qualcase.widget.shown import Plain, coding_shown, version_of

AS_IT_COUNTS = ("stance", "basis", "holder", "target", "quote", "start", "end")  # of a coding within a comparison


def compare(case: Annotated, coder: str, source: str, lang: str, op: m.Compare) -> Plain:
    """Give the differences of two coders, how many codings they agree on, and what the comparison leaves out."""
    snapshot = case.snapshot
    found = _compared(case, snapshot, coder, op.first, op.second)
    agreed, here = found.agreed, "" if op.all else source
    return {
        "coders": coders_of(snapshot), "first": found.coders[0], "second": found.coders[1],
        "differences": [_difference(case, found, n, coder, lang) for n in _of(found, here)],
        "agreed": {"n": len(_of(agreed, here)), "open": len(_of(agreed.open, here))},
        "remarks": list(found.sheet(lang=lang).notes),
    }  # fmt: skip


def settle(case: Annotated, coder: str, lang: str, op: m.Settle) -> Plain:
    """Settle one difference, if both codings and how it was settled are as the front end saw them."""

    def step(snapshot: Snapshot) -> Plain:
        found = _compared(case, snapshot, coder, op.first, op.second)
        n = next((n for n in range(len(found)) if _id(found, n) == op.difference), None)
        shown = _difference(case, found, n, coder, lang) if n is not None else None
        if n is None or shown is None or shown["v"] != op.v:
            what = "This difference was changed elsewhere." if shown else "The two do not differ in this any more."
            where = f"{shown['source']}: {clip(shown['passage']['text'])!r}" if shown else ""
            raise m.Refusal("stale", what, where, "Look at it as it is now.", {"difference": shown})
        given = {name: getattr(op, name) for name in ("quote", "code", "stance", "basis", "holder", "target")}
        given = {name: value for name, value in given.items() if value is not None}
        (made,) = case.settle(found[n], keep=op.keep, reason=op.reason, coder=coder, **given)
        return {"codings": list(made.made)}

    return resting(case, step)


def settle_agreed(case: Annotated, coder: str, source: str, op: m.SettleAgreed) -> Plain:
    """Take what both agree on into the consensus, in one step; what was settled before stays as it is."""

    def step(snapshot: Snapshot) -> Plain:
        found = _compared(case, snapshot, coder, op.first, op.second).agreed.open
        rows = _of(found, "" if op.all else source)
        if not rows:
            raise OptionError("all that both agree on is settled already.")
        return {"codings": [id for one in case.settle(found[rows], coder=coder) for id in one.made]}

    return resting(case, step)


def coders_of(snapshot: Snapshot) -> list[str]:
    """Give who coded, in the order of their first codings; the consensus, which comes of comparing, is left out."""
    codings = snapshot.codings
    numbers = dict.fromkeys(codings.coder[snapshot.rows].tolist())
    return [name for n in numbers if (name := codings.coders[n]) != CONSENSUS]


def _compared(case: Annotated, snapshot: Snapshot, coder: str, first: str, second: str) -> Comparison:
    """Compare two coders of the whole case; where none are named, the first two that coded."""
    refuse_hidden(blinded(snapshot, coder))
    if not (first and second):
        coders = coders_of(snapshot)
        if len(coders) < 2:
            raise OptionError("a comparison needs two coders. Here is one only: case.merge(...) brings others in.")
        first, second = coders[:2]
    found: Comparison = case.compare(first, second)
    return found


def _of(found: Comparison, source: str) -> list[int]:
    """Give the rows of a source; all where none is named."""
    return [n for n, one in enumerate(found.data["source"]) if not source or one == source]


def _id(found: Comparison, n: int) -> str:
    return f"{found.data['first_id'][n]}-{found.data['second_id'][n]}"


def _difference(case: Annotated, found: Comparison, n: int, coder: str, lang: str) -> Plain:
    data, snapshot = found.data, found.snapshot
    sides = [_side(case, found, n, side, coder) for side in ("first", "second")]
    shown: Plain = {
        "id": _id(found, n), "differs": data["differs"][n].split("; "), "cause": data["cause"][n],
        "said": list(found[n].in_words(lang)[0]),
        "source": data["source"][n], "first": sides[0], "second": sides[1],
        "settled": {"kept": data["kept"][n].split("; ") if data["kept"][n] else [], "reason": data["reason"][n]}
        if data["settled"][n] else None,
    }  # fmt: skip
    spans = [(side["start"], side["end"]) for side in sides if side]
    passage = _passage(snapshot, data["source"][n], min(a for a, _ in spans), max(b for _, b in spans))
    version = digest(repr(([side and side["v"] for side in sides], shown["settled"])))[:12]
    return {**shown, "v": version, "passage": passage}


def _side(case: Annotated, found: Comparison, n: int, side: str, coder: str) -> Plain | None:
    """Give one coder's coding as it counts, what falls back to the codebook and the speaker filled in."""
    data = found.data
    there = case.rows(Coding, id=data[f"{side}_id"][n]) if data[f"{side}_id"][n] else []
    if not there:
        return None
    counts = {name: data[f"{side}_{name}"][n] for name in AS_IT_COUNTS}
    return {**coding_shown(found.snapshot, there[0], coder), **counts, "v": version_of(there[0])}


def _passage(snapshot: Snapshot, source: str, start: int, end: int) -> Plain:
    """Give the turns that a span touches, or its own words outside every turn."""
    number = snapshot.source_number(source)
    turn, base = snapshot.units["turn"], int(snapshot.base[number])
    here = ((turn.source == number) & (turn.start < base + end) & (turn.end > base + start)).nonzero()[0]
    speaker, locator = "", source
    if here.size:
        first = int(here[0])
        start, end = min(start, int(turn.start[first]) - base), max(end, int(turn.end[here[-1]]) - base)
        speaker = snapshot.voices[turn.voice[first]].id if turn.voice[first] >= 0 else ""
        locator = f"{source}, {int(turn.place[first])}"
    return {"start": start, "text": snapshot.text(number)[start:end], "speaker": speaker, "locator": locator}
