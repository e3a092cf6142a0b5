"""The protocol for assistants: what they are asked, what they may answer, and where an answer's quote stands.

An assistant is any callable that takes a list of Ask and gives a list of answers, as long. It sees words and codes, no
names, roles, memos or codings. What it says is text to be checked: only known codes and found quotes get through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from qualcase._kernel.remark import Remark, remark
from qualcase.errors import OptionError
from qualcase.model.locate import places
from qualcase.model.nouns import STANCES

_LONGEST_REASON = 300  # characters kept of what an assistant says for itself


@dataclass(frozen=True, slots=True)
class CodeBrief:
    """A code as an assistant is told of it, in the language of the passage."""

    code: str
    label: str
    definition: str
    use_when: tuple[str, ...] = ()
    do_not_use_when: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    poles: tuple[str, str] | None = None  # positive, negative; None for a descriptive code, which takes no stance


@dataclass(frozen=True, slots=True)
class Ask:
    """One passage to be read: `text`, and `before`, the question or whatever was said before it."""

    id: str
    text: str
    before: str
    codes: tuple[CodeBrief, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code for words of the passage asked about; `quote` must stand there, word for word.

    `stance`: supports, contradicts, mixed or neutral. `score`: higher is surer; it orders, and is no probability.
    """

    code: str
    quote: str
    stance: str | None = None
    score: float | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """No answer, and why. It says nothing about the passage: never that the codes are absent."""

    reason: str = ""


class Located(NamedTuple):
    """Where a quote stands (code points, half-open), and whether it was found only after folding."""

    start: int
    end: int
    repaired: bool


class Answered(NamedTuple):
    """An answer that may be proposed: which ask it answers, the proposal, where its quote stands in the asked text."""

    ask: int
    proposal: Proposal
    place: Located


class Refusal(NamedTuple):
    """An answer that may not, and why; `ask` is -1 for a row of a frame."""

    ask: int
    code: str
    quote: str
    why: Remark
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of asking: answers kept and refused, and how many asks were declined."""

    kept: tuple[Answered, ...]
    refused: tuple[Refusal, ...]
    declined: int
    declined_why: tuple[str, ...] = field(default=())


def located(text: str, quote: str) -> Located | Remark:
    """Find a quote in a text: exactly, else with white space, case, quotation marks and dashes made alike.

    No distance between spellings and no beginnings of words: a quote that is not there is refused, and one that stands
    there twice as well.

    >>> located("Dia bilang “ga  percaya” - titik.", 'bilang "GA percaya"')
    Located(start=4, end=24, repaired=True)
    """
    found = places(text, quote)
    if len(found) != 1:
        return remark("refused.ambiguous", n=len(found)) if found else remark("refused.unlocated")
    start, end = found[0]
    return Located(start, end, text[start:end] != quote.strip())


def answers(asks: Sequence[Ask], given: object) -> Answers:
    """Check what an assistant answered. OptionError where it is no list as long as the asks."""
    if not isinstance(given, Sequence) or isinstance(given, (str, bytes)) or len(given) != len(asks):
        size = f"{len(given)} answers" if isinstance(given, Sequence) else f"a {type(given).__name__}"
        raise OptionError(
            f"the assistant was asked {len(asks)} times and gave {size}. It must give a list, one answer for each: "
            "a list of qualcase.Proposal, empty where nothing is there, None where it has no answer."
        )
    kept: list[Answered] = []
    refused: list[Refusal] = []
    silent: list[str] = []
    for n, (ask, answer) in enumerate(zip(asks, given, strict=True)):
        if answer is None or isinstance(answer, Declined):
            silent.append(answer.reason if answer else "")
            continue
        if isinstance(answer, (str, bytes, Mapping, Proposal)) or not isinstance(answer, Iterable):
            refused.append(Refusal(n, "", str(answer)[:80], remark("refused.no_list")))
            continue
        for one in answer:
            proposal = _read(one)
            checked = checked_proposal(proposal, {code.code: code for code in ask.codes}) if proposal else None
            place = located(ask.text, proposal.quote) if proposal and checked is None else None
            if proposal is None or checked is not None or not isinstance(place, Located):
                why = checked or place or remark("refused.unreadable")
                said = (proposal.code, proposal.quote) if proposal else ("", str(one)[:80])
                refused.append(Refusal(n, *said, why))  # type: ignore[arg-type]
            else:
                kept.append(Answered(n, proposal, place))
    return Answers(tuple(kept), tuple(refused), len(silent), tuple(dict.fromkeys(filter(None, silent))))


def checked_proposal(proposal: Proposal, codes: Mapping[str, CodeBrief]) -> Remark | None:
    """Say why a proposal may not stand, its quote aside; None if it may."""
    if proposal.code not in codes:
        return remark("refused.no_code", code=proposal.code)
    if proposal.stance and proposal.stance not in (*STANCES, "unsure"):
        return remark("refused.no_stance", stance=proposal.stance)
    if proposal.stance and proposal.stance != "unsure" and codes[proposal.code].poles is None:
        return remark("refused.descriptive", code=proposal.code)
    return None


def identity_of(assistant: object) -> str:
    """Give what an assistant says it is (model, revision, parameters), "" where it says nothing."""
    said = getattr(assistant, "identity", "")
    return "; ".join(f"{key}: {value}" for key, value in said.items()) if isinstance(said, Mapping) else str(said or "")


def _read(one: object) -> Proposal | None:
    """Read one answer, a Proposal or a mapping with its fields; None where it is neither."""
    if isinstance(one, Mapping):
        given = {name: one[name] for name in (f.name for f in fields(Proposal)) if one.get(name) is not None}
        if not isinstance(given.get("code"), str) or not isinstance(given.get("quote"), str):
            return None
        one = Proposal(**given)
    if not isinstance(one, Proposal) or not isinstance(one.code, str) or not isinstance(one.quote, str):
        return None
    score: Any = one.score
    try:
        score = None if score is None or float(score) != float(score) else float(score)
    except (TypeError, ValueError):
        return None
    because = " ".join(str(one.because).split())[:_LONGEST_REASON]
    stance = one.stance if one.stance is None else str(one.stance)
    return Proposal(one.code, one.quote, stance, score, because)
