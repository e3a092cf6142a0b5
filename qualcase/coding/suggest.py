"""Propose codings by the codebook's indicators; a proposal is no evidence until a named person accepts it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase._kernel.ids import digest
from qualcase._kernel.remark import Remark, remark
from qualcase.coding.code import CLOSED
from qualcase.coding.whose import is_of, whose
from qualcase.errors import OptionError
from qualcase.lang.indicators import Hits, Indicator, find, indicator
from qualcase.lang.lexicon import Lexicon
from qualcase.lang.names import names
from qualcase.lang.stance import stance
from qualcase.model import spans
from qualcase.model.codebook import Code
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.model.units import Units
from qualcase.render.labels import label, said
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]
By: TypeAlias = Literal["sentence", "turn"]
_BESIDE_A_NAME = 60  # characters in which its form of address is looked for
SHOWN = ("source", "voice", "start", "end", "quote", "code", "stance", "basis", "holder", "hedge", "not_yet")
COLUMNS = (*SHOWN, "because", "entry", "key")


@dataclass(frozen=True, slots=True)
class Cue:
    """An indicator of a code: how it is written, the pole it points to, the language it is in."""

    code: int
    written: str
    pole: Literal["positive", "negative"]
    lang: Literal["id", "en"]
    found_by: Indicator
    excluded: bool = False  # a sense in which the code's words do not mean the code


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Suggestions(Table):
    """Proposed codings, each with its reasons; nothing of them is stored.

    `data["because"]`: of each proposal the remarks that give its reasons, one for each indicator.
    """

    @property
    def frame(self) -> Any:
        """Columns: source, voice, start, end, quote, code, stance, basis, holder, hedge, not_yet, because."""
        import pandas as pd

        data = {name: list(self.data[name]) for name in SHOWN}
        return pd.DataFrame({**data, "because": self.reasons(self.snapshot.lang)})

    def reasons(self, lang: str) -> list[str]:
        """Say of each proposal, in a language, by which words it was found and what the words around them say."""
        return [said(because, lang) for because in self.data["because"]]

    def where(
        self, *, code: str | None = None, source: str | None = None, voice: str | None = None, stance: str | None = None
    ) -> "Suggestions":
        """Keep the proposals of a code (with its subtree), a source, a voice, or with a stance hint."""
        snapshot = self.snapshot
        keep = np.ones(len(self), np.bool_)
        if code is not None:
            names = {snapshot.codes[n].name for n in snapshot.subtree(code)}
            keep &= np.array([c in names for c in self.data["code"]], np.bool_)
        for name, value in (("source", source), ("voice", voice)):
            if value is not None:
                known(
                    name,
                    value,
                    [s.id for s in (snapshot.sources if name == "source" else snapshot.voices)],
                    "this case",
                )
                keep &= np.array([v == value for v in self.data[name]], np.bool_)
        if stance is not None:
            option("stance", stance, ("supports", "contradicts", "mixed", "unsure"))
            keep &= np.array([s == stance for s in self.data["stance"]], np.bool_)
        return self[np.flatnonzero(keep)]

    def __getitem__(self, which: "int | slice | Sequence[int] | Ints") -> "Suggestions":
        """Keep some proposals by their place in the table: `hints[3]`, `hints[:10]`, `hints[[0, 4]]`."""
        try:
            places = np.atleast_1d(np.arange(len(self))[which])
        except IndexError as error:
            raise OptionError(
                f"there are suggestions 0 to {len(self) - 1}; {which!r} is none of them. Take some by their number: "
                "hints[3], hints[:10], hints[[0, 4]]; or hints.where(code='...')."
            ) from error
        return replace(self, data={name: [self.data[name][p] for p in places] for name in COLUMNS})

    def codings(self) -> Iterator[dict[str, Any]]:
        """Give each proposal as fields of a Coding; an unsure stance stays open."""
        snapshot = self.snapshot
        versions = {book.name: book.version for book in snapshot.books}
        reasons = self.reasons(snapshot.lang)
        for n in range(len(self)):
            ref = snapshot.codes[snapshot.code_number(self.data["code"][n])]
            source = snapshot.sources[snapshot.source_number(self.data["source"][n])]
            hint = self.data["stance"][n]
            yield {
                "source": source.id, "text": source.text, "start": int(self.data["start"][n]),
                "end": int(self.data["end"][n]), "quote": self.data["quote"][n], "codebook": ref.book,
                "code": ref.entry.id if ref.entry else ref.name, "stance": "" if hint == "unsure" else hint,
                "basis": self._basis(n, ref.entry),
                "hedge": self.data["hedge"][n], "not_yet": self.data["not_yet"][n], "memo": reasons[n],
                "version": versions[ref.book],
            }  # fmt: skip

    def _basis(self, n: int, entry: Code | None) -> str:
        """Give the basis of a proposal where it is another one than the speaker's side gives."""
        voice = self.snapshot.voices[self.snapshot.voice_number(self.data["voice"][n])]
        hint: str = self.data["basis"][n]
        usual = "first_hand" if entry and is_of(voice, entry.holder) else "attributed"
        return "" if hint == usual else hint

    def decided(self) -> Iterator[tuple[str, str, int, int, str, str]]:
        """Give the key of the decision on each proposal, then source, start, end, code, hash of the code's entry."""
        names = ("key", "source", "start", "end", "code", "entry")
        yield from zip(*(self.data[name] for name in names), strict=True)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the proposals out: where, which code, the words, the hint, the reason."""
        lang = lang or self.snapshot.lang
        data = self.data
        columns = (
            Column(label("head.no", lang), [str(n) for n in range(len(self))], align="right", width=0.4),
            Column(label("head.voice", lang), list(data["voice"]), rowhead=True, width=0.7),
            Column(label("head.code", lang), [self.snapshot.name("code", c, lang) for c in data["code"]]),
            Column(label("head.quote", lang), list(data["quote"]), width=4),
            Column(label("head.stance", lang), [label(f"stance.{s}", lang) for s in data["stance"]]),
            Column(label("head.basis", lang), [label(f"basis.{b}", lang) if b else "" for b in data["basis"]]),
            Column(label("head.holder", lang), [self.snapshot.called(h, lang) if h else "" for h in data["holder"]]),
            Column(label("suggest.because", lang), self.reasons(lang), width=2),
        )
        return Sheet(label("suggest.title", lang), columns, notes=(label("suggest.note", lang),), lang=lang)


def suggest(case: Reads, *, by: By) -> Suggestions:
    """Propose codings: units in which an indicator of a code occurs, with the reason and a hint of the stance.

    Nothing is stored, and a proposal is never evidence: `accept` makes codings of those a person has read. What was
    rejected is not proposed again unless the code's entry changed; what is coded already is not proposed, nor words
    that are a name ("Bu Setia").

    Parameters
    ----------
    by
        What is proposed: the sentence, or the whole turn.

    Returns
    -------
    Suggestions
        `.frame`, a row for each unit and code: `source`, `voice`, `start`, `end` (code points, half-open), `quote`,
        `code`, `stance` (supports, contradicts, mixed, unsure), `basis` and `holder` ("" where the words do not tell),
        `hedge`, `not_yet`, `because`. `.where(code=...)` and
        `hints[:10]` keep some.

    Raises
    ------
    OptionError
        The case has no codebook, or its codes have no indicators.

    Examples
    --------
    >>> hints = case.suggest(by="sentence")
    >>> all(hints.where(code="trust").frame["because"])
    True
    """
    option("by", by, ("sentence", "turn"))
    snapshot = case.snapshot
    cues = _cues(snapshot)
    if not cues:
        raise OptionError(
            "no code of this case has indicators to search by. Add indicators: to the codebook, then case.use it."
        )
    used = np.flatnonzero(snapshot.sources_in).tolist()
    keys = [snapshot.sources[n].text for n in used]
    turn, unit = snapshot.units["turn"], snapshot.units[by]
    walls = [np.unique(np.concatenate((turn.start[at], turn.end[at]))) - snapshot.base[n]
             for n in used for at in [turn.source == n]]  # fmt: skip
    lexicon = _lexicon(snapshot)
    with lexicon.lock:
        hits = find(lexicon.index(keys, snapshot.texts), [cue.found_by for cue in cues], walls=walls)
    rows = list(_proposals(snapshot, cues, hits, np.array(used), unit))
    data = {name: [row[n] for row in rows] for n, name in enumerate(COLUMNS)}
    return Suggestions(data, snapshot, call("suggest", snapshot, by=by), ())


def proposals(given: object, verb: str) -> None:
    """Raise OptionError if something else than suggestions is given to the verb that decides on them."""
    if not isinstance(given, Suggestions):
        raise OptionError(
            f"{verb} takes what suggest gives, all of it or a part: hints = case.suggest(by='sentence'); "
            f"case.{verb}(hints[[0, 3]]), or case.{verb}(hints.where(code='...'))."
        )


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
                found += [Cue(number, w, pole, lang, indicator(w, lang=lang)) for w in getattr(words, pole)]
            excluded = ref.entry.excluded_senses.get(lang, ())
            found += [Cue(number, w, "positive", lang, indicator(w, lang=lang), True) for w in excluded]
    return found


def _proposals(snapshot: Snapshot, cues: list[Cue], hits: Hits, used: Ints, unit: Units) -> Iterator[tuple[Any, ...]]:
    """Gather the hits of a code in a unit of an informant's words into one proposal."""
    source = used[hits.text] if hits.text.size else hits.text
    start, end = hits.start + snapshot.base[source], hits.end + snapshot.base[source]
    excluded = _in_excluded_sense(cues, hits, start, end) | _in_names(snapshot, hits, source)
    hit, at = spans.incidence(start, end, unit.start, unit.end)
    eligible = snapshot.eligible(unit)
    cells: dict[tuple[int, int], list[int]] = {}
    for h, u in zip(hit.tolist(), at.tolist(), strict=True):
        cue = cues[hits.indicator[h]]
        if eligible[u] and not cue.excluded and not excluded[h]:
            cells.setdefault((u, cue.code), []).append(h)
    decided = snapshot.decided
    coded = _coded(snapshot, unit)
    for (u, code), here in sorted(cells.items()):
        n = int(unit.source[u])
        low, high = int(unit.start[u] - snapshot.base[n]), int(unit.end[u] - snapshot.base[n])
        ref = snapshot.codes[code]
        book = next(book for book in snapshot.books if book.name == ref.book)
        entry = book.entry_hash(ref.entry.id) if ref.entry else ""
        key = digest(snapshot.sources[n].text, low, high, ref.name, entry)[:24]
        if key in decided or (u, code) in coded:
            continue
        text = snapshot.text(n)
        voice, spoken_in = snapshot.voices[int(unit.voice[u])], snapshot.sources[n]
        read = [cues[hits.indicator[h]] for h in here]
        places = [(int(hits.start[h]), int(hits.end[h])) for h in here]
        theirs = whose(ref.entry, spoken_in, voice, text, places, [cue.lang for cue in read])
        hint, *flags, because = _hint(text, read, places)
        yield (
            spoken_in.id, voice.id, low, high, text[low:high], ref.name, hint, theirs.basis, theirs.holder, *flags,
            because + theirs.because, entry, key,
        )  # fmt: skip


def _in_excluded_sense(cues: list[Cue], hits: Hits, start: Ints, end: Ints) -> NDArray[np.bool_]:
    """Which hits lie in an excluded sense of their own code ("percaya diri")."""
    code = np.array([cues[i].code for i in hits.indicator], np.int64)
    senses = np.array([cues[i].excluded for i in hits.indicator], np.bool_)
    inside = np.zeros(start.size, np.bool_)
    for one in np.unique(code[senses]):
        mine, of = np.flatnonzero(code == one), np.flatnonzero((code == one) & senses)
        inside[mine] = spans.others_near(start[mine], end[mine], (start[of], end[of])) > 0
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


def _coded(snapshot: Snapshot, unit: Units) -> set[tuple[int, int]]:
    """The units that hold a coding already, with its code."""
    rows = snapshot.rows
    span, at = spans.incidence(*snapshot.spans(rows), unit.start, unit.end)
    return set(zip(at.tolist(), snapshot.codings.code[rows[span]].tolist(), strict=True))


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
