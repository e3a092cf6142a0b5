"""Ask an assistant about every passage, or read its proposals from a frame; keep what may stand, say what may not."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from qualcase._kernel.ids import digest
from qualcase._kernel.remark import Remark, remark
from qualcase.coding.assistants import (
    Ask,
    CodeBrief,
    Located,
    Proposal,
    answers,
    checked_proposal,
    identity_of,
    located,
)
from qualcase.coding.gathered import Found, Gathered
from qualcase.coding.passages import Passages, passages
from qualcase.coding.suggestions import Refused
from qualcase.errors import OptionError
from qualcase.model.codebook import CLOSED, text
from qualcase.model.snapshot import Snapshot

NEEDED = ("source", "code")
_TAKEN = ("quote", "start", "end", "stance", "score", "because")


def ask(gathered: Gathered, snapshot: Snapshot, by: str, assistant: Callable[[list[Ask]], Any]) -> None:
    """Ask an assistant about each passage that the view keeps, and take in what it answers."""
    said = passages(snapshot, by)
    asks = _asks(snapshot, said)
    name = gathered.name(getattr(assistant, "__name__", "") or type(assistant).__name__)
    came = answers(asks, assistant(list(asks)))
    base = snapshot.base[said.source]
    found = []
    for n, proposal, place in came.kept:
        low = int(said.start[n] - base[n])
        spot = int(said.source[n]), low + place.start, low + place.end
        found.append(_found(snapshot, spot, proposal, name, repaired=place.repaired))
    gathered.add(name, found, identity=identity_of(assistant))
    sources = [snapshot.sources[n].id for n in said.source.tolist()]
    gathered.refused += [Refused(name, sources[one.ask], one.code, one.quote, one.why) for one in came.refused]
    if came.declined:
        gathered.remarks += (remark("suggest.declined", name=name, n=came.declined, all=len(asks)),)


def take_frame(gathered: Gathered, snapshot: Snapshot, frame: Any) -> None:
    """Take in the proposals of a DataFrame: source, code, and quote or start and end. OptionError if it is none."""
    rows = _rows(frame)
    name = gathered.name("frame")
    briefs = {brief.code: brief for brief in _briefs(snapshot, snapshot.lang)}
    found = []
    for row in rows:
        proposal = Proposal(row["code"], row["quote"], row["stance"] or None, row["score"], row["because"])
        place = checked_proposal(proposal, briefs) or _spot(snapshot, row)
        if isinstance(place, Remark):
            gathered.refused.append(Refused(name, row["source"], row["code"], row["quote"], place))
        else:
            spot, repaired = place
            found.append(_found(snapshot, spot, proposal, name, repaired=repaired))
    gathered.add(name, found, identity=digest(*(sorted(row.items()) for row in rows))[:12])


def _found(snapshot: Snapshot, spot: tuple[int, int, int], proposal: Proposal, name: str, *, repaired: bool) -> Found:
    because: tuple[Remark | str, ...] = (remark("suggest.says", name=name, because=proposal.because or "–"),)
    because += (remark("suggest.repaired"),) if repaired else ()
    score = float("nan") if proposal.score is None else proposal.score
    code = snapshot.code_number(proposal.code)
    return Found(*spot, code, proposal.stance or "unsure", False, False, because, score)


def _asks(snapshot: Snapshot, said: Passages) -> tuple[Ask, ...]:
    briefs: dict[str, tuple[CodeBrief, ...]] = {}
    made = []
    for n, words in enumerate(said.text):
        source = snapshot.sources[int(said.source[n])]
        lang = source.language or snapshot.lang
        if lang not in briefs:
            briefs[lang] = _briefs(snapshot, lang)
        number = digest(source.text, int(said.start[n]), int(said.end[n]))[:16]
        made.append(Ask(number, words, said.before[n], briefs[lang], lang))
    return tuple(made)


def _briefs(snapshot: Snapshot, lang: str) -> tuple[CodeBrief, ...]:
    """Tell of the codes that may be applied what an assistant needs to know of them."""
    made = []
    for ref in snapshot.codes:
        entry = ref.entry
        if entry is None or entry.status in CLOSED:
            continue
        poles = (text(entry.poles.positive, lang), text(entry.poles.negative, lang)) if entry.poles else None
        made.append(
            CodeBrief(
                ref.name,
                text(entry.label, lang),
                text(entry.full_definition or entry.definition, lang),
                tuple(text(one, lang) for one in entry.use_when),
                tuple(text(one, lang) for one in entry.do_not_use_when),
                tuple(one.quote for one in entry.examples),
                poles,
            )
        )
    return tuple(made)


def _rows(frame: Any) -> list[dict[str, Any]]:
    """Read the rows of a frame, every field of the type it must have; what is missing or NaN is empty."""
    names = list(getattr(frame, "columns", ()))
    if not hasattr(frame, "to_dict") or not all(name in names for name in NEEDED):
        raise OptionError(
            f"using={type(frame).__name__} is none of 'cues', 'learner', a function, a DataFrame with the columns "
            f"source, code and quote (or start and end), or a list of these{f'; it has {names}' if names else ''}."
        )
    if "quote" not in names and not {"start", "end"} <= set(names):
        raise OptionError(f"a frame of proposals needs quote, or start and end; it has {', '.join(map(str, names))}.")
    return [_row(row) for row in frame.to_dict("records")]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    given = {
        key: value for key in (*NEEDED, *_TAKEN)
        if (value := row.get(key)) is not None and not (isinstance(value, float) and math.isnan(value))
    }  # fmt: skip
    read: dict[str, Any] = {key: str(given.get(key, "")) for key in (*NEEDED, "quote", "stance", "because")}
    for key, kind in (("start", int), ("end", int), ("score", float)):
        try:
            read[key] = kind(given[key]) if key in given else None
        except (TypeError, ValueError):
            read[key] = None
    return read


def _spot(snapshot: Snapshot, row: dict[str, Any]) -> tuple[tuple[int, int, int], bool] | Remark:
    """Find the words of a row: (source, start, end), and whether the quote was repaired; or why they cannot stand."""
    ids = [source.id for source in snapshot.sources]
    if row["source"] not in ids or not snapshot.sources_in[ids.index(row["source"])]:
        return remark("refused.no_source", source=row["source"])
    number = ids.index(row["source"])
    turn = snapshot.units["turn"]
    here = np.flatnonzero(snapshot.eligible(turn) & (turn.source == number))
    spans = [(int(turn.start[t] - snapshot.base[number]), int(turn.end[t] - snapshot.base[number])) for t in here]
    words = snapshot.text(number)
    low, high, quote = row["start"], row["end"], row["quote"]
    if low is not None and high is not None:
        inside = [(a, b) for a, b in spans if a <= low < high <= b]
        if not inside:
            return remark("refused.no_turn")
        if not quote or words[low:high] == quote:
            return (number, low, high), False
        spans = inside
    return _once(list(_in_turns(words, spans, quote)), number)


def _in_turns(words: str, spans: list[tuple[int, int]], quote: str) -> Iterator[Located | Remark]:
    for low, high in spans:
        place = located(words[low:high], quote)
        if isinstance(place, Located):
            yield Located(low + place.start, low + place.end, place.repaired)
        elif place.key == "refused.ambiguous":
            yield place


def _once(found: list[Located | Remark], source: int) -> tuple[tuple[int, int, int], bool] | Remark:
    exact = [one for one in found if isinstance(one, Remark) or not one.repaired]
    found = exact or found
    if not found:
        return remark("refused.unlocated")
    if len(found) > 1 or isinstance(found[0], Remark):
        return remark("refused.ambiguous", n=len(found))
    return (source, found[0].start, found[0].end), found[0].repaired
