"""What suggest gives: proposed codings with their reasons, to be read, changed, accepted or rejected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase._kernel.ids import digest
from qualcase._kernel.remark import Remark
from qualcase.coding.code import party
from qualcase.coding.whose import is_of
from qualcase.errors import OptionError
from qualcase.model.locate import locate
from qualcase.model.nouns import STANCES
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label, said
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table

Ints = NDArray[np.int64]
SHOWN = ("source", "voice", "start", "end", "quote", "code", "stance", "basis", "holder", "target",
         "hedge", "not_yet", "because", "by", "score", "confidence", "decided")  # fmt: skip
COLUMNS = (*SHOWN, "entry", "key", "proposed")
HINTS = ("supports", "contradicts", "mixed", "neutral", "unsure")


class Proposed(NamedTuple):
    """A proposal as it was made: the key of a decision on it, its place, its code, its entry's hash, its hints."""

    key: str
    source: str
    start: int
    end: int
    code: str
    entry: str
    stance: str
    holder: str
    target: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer of an assistant that is not proposed, and why."""

    by: str
    source: str
    code: str
    quote: str
    why: Remark


@dataclass(frozen=True, slots=True)
class Measured:
    """How well the learner finds one code in the words of informants it did not learn from.

    `passages`, `informants`: how many it had to learn from. The rest is None where that is too few. `direction`: of the
    coded passages whose direction it tells, how many it tells rightly; `declared`: how many are in the codebook's own.
    """

    code: str
    passages: int
    informants: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    direction: float | None = None
    declared: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """How suggestions were found, so that what is accepted can say where it came from.

    `id`: the same for the same call on the same case. `identities`: what each assistant says it is; "" where it says
    nothing, and the run is not repeatable. `remarks`: what a reader should know of it.
    """

    id: str
    identities: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    refused: tuple[Refused, ...] = ()
    measured: tuple[Measured, ...] = ()
    below: Mapping[str, Sequence[Any]] | None = None  # what the learner nearly proposed, in columns


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Suggestions(Table):
    """Proposed codings, each with its reasons; nothing of them is stored.

    `data["because"]`: of each proposal the remarks that give its reasons, one for each indicator or assistant.
    """

    run: Run

    @property
    def frame(self) -> Any:
        """A row for each proposal; `suggest` names the columns."""
        import pandas as pd

        data = {name: list(self.data[name]) for name in SHOWN}
        return pd.DataFrame({**data, "because": self.reasons(self.snapshot.lang)})

    @property
    def refused(self) -> Any:
        """What assistants answered and cannot be proposed, as a DataFrame: by, source, code, quote, why."""
        import pandas as pd

        lang = self.snapshot.lang
        rows = [(one.by, one.source, one.code, one.quote, said(one.why, lang)) for one in self.run.refused]
        return pd.DataFrame(rows, columns=["by", "source", "code", "quote", "why"])

    @property
    def measured(self) -> Any:
        """How well the learner does on informants it did not learn from, as a DataFrame.

        Columns: code; passages and informants it learned from; precision, recall, f1 (NaN: too few, or none proposed);
        direction (of the coded passages whose direction it tells, the share told rightly; NaN: none) and declared (the
        share of these that is in the codebook's own).
        """
        import pandas as pd

        names = ("code", "passages", "informants", "precision", "recall", "f1", "direction", "declared")
        rows = [[getattr(one, name) for name in names] for one in self.run.measured]
        return pd.DataFrame(rows, columns=list(names)).astype(dict.fromkeys(names[3:], float))

    def reasons(self, lang: str) -> list[str]:
        """Say of each proposal, in a language, by which words it was found and what the words around them say."""
        return [said(because, lang) for because in self.data["because"]]

    def where(
        self, *, code: str | None = None, source: str | None = None, voice: str | None = None,
        stance: str | None = None, by: str | None = None,
    ) -> "Suggestions":  # fmt: skip
        """Keep the proposals of a code (with its subtree), a source, a voice, with a stance hint, by an assistant."""
        snapshot = self.snapshot
        keep = np.ones(len(self), np.bool_)
        if code is not None:
            names = {snapshot.codes[n].name for n in snapshot.subtree(code)}
            keep &= np.array([c in names for c in self.data["code"]], np.bool_)
        for name, value in (("source", source), ("voice", voice)):
            if value is not None:
                there = [one.id for one in (snapshot.sources if name == "source" else snapshot.voices)]
                known(name, value, there, "this case")
                keep &= np.array([v == value for v in self.data[name]], np.bool_)
        if stance is not None:
            option("stance", stance, HINTS)
            keep &= np.array([s == stance for s in self.data["stance"]], np.bool_)
        if by is not None:
            known("assistant", by, list(self.run.identities), "this run")
            keep &= np.array([by in names.split(", ") for names in self.data["by"]], np.bool_)
        return self[np.flatnonzero(keep)]

    def uncertain(self) -> "Suggestions":
        """Put first what the learner is least sure of, passages it nearly proposed too: the order to code in.

        Raises OptionError where no learner was used.
        """
        if self.run.below is None:
            raise OptionError("only a learner says how sure it is: case.suggest(by='sentence', using='learner').")
        data = {name: [*self.data[name], *self.run.below[name]] for name in COLUMNS}
        sure = np.abs(np.array(data["score"], np.float64))
        every = replace(self, data=data)
        return every[np.argsort(np.where(np.isnan(sure), np.inf, sure), kind="stable")]

    def change(
        self, *, code: str | None = None, stance: str | None = None, holder: str | None = None,
        target: str | None = None, quote: str | None = None,
    ) -> "Suggestions":  # fmt: skip
        """Correct proposals before accepting them: `case.accept(hints[3].change(code="trust", stance="contradicts"))`.

        The history keeps how many were changed. With another code the proposal as it was counts as rejected.

        Parameters
        ----------
        code, stance
            What all of these should say.
        holder, target
            Whose judgement it is about whom. The one left out stays, else is the codebook's own; where both would be
            one party ("company" as holder of trust in it), it is turned round.
        quote
            Fewer or more words of the same turn; of one proposal only.

        Raises
        ------
        NotFound
            No such code, holder or target.
        QuoteError
            The quote is not in the turn, or more than once.
        OptionError
            No such stance, or a quote for several proposals.
        """
        snapshot = self.snapshot
        data = {name: list(self.data[name]) for name in COLUMNS}
        if stance is not None:
            data["stance"] = [option("stance", stance, STANCES)] * len(self)
        if code is not None:
            data["code"] = [snapshot.codes[snapshot.code_number(code)].name] * len(self)
            data |= {name: [""] * len(self) for name in ("basis", "holder", "target")}  # another code, another holder
        if holder is not None or target is not None:
            self._aim(data, holder, target)
        if quote is not None:
            if len(self) != 1:
                raise OptionError(f"a quote is of one proposal, and these are {len(self)}: hints[3].change(quote=...).")
            turn, number = snapshot.units["turn"], snapshot.source_number(data["source"][0])
            at = int(np.searchsorted(turn.end, snapshot.base[number] + data["start"][0], "right"))
            low, high = (int(edge[at] - snapshot.base[number]) for edge in (turn.start, turn.end))
            start, end = locate(snapshot.text(number)[low:high], quote, where=f"this turn of {data['source'][0]}")
            data["start"], data["end"] = [low + start], [low + end]
            data["quote"] = [snapshot.text(number)[low + start : low + end]]
        places = zip(data["source"], data["start"], data["end"], data["code"], strict=True)
        keyed = [proposal_key(snapshot, *place) for place in places]
        data["entry"], data["key"] = [entry for entry, _ in keyed], [key for _, key in keyed]
        return replace(self, data=data)

    def _aim(self, data: dict[str, list[Any]], holder: str | None, target: str | None) -> None:
        """Put a holder or a target in; the one not given stays, is the codebook's own, or is turned round."""
        given = {
            name: party(self.snapshot, name, value or "") for name, value in (("holder", holder), ("target", target))
        }
        for n, code in enumerate(data["code"]):
            own = self._declared(code)
            was = data["holder"][n] or own[0]
            now, whom = given["holder"] or was, given["target"] or data["target"][n] or own[1]
            if now == whom and holder is None:
                now = own[1] if whom == own[0] else own[0]
            elif now == whom and target is None:
                whom = own[0] if now == own[1] else own[1]
            data["holder"][n], data["target"][n] = now, whom
            if now != was:
                data["basis"][n] = ""  # it was said of another holder

    def _declared(self, code: str) -> tuple[str, str]:
        """Give whose judgement about whom a code is by the codebook."""
        entry = self.snapshot.codes[self.snapshot.code_number(code)].entry
        return (entry.holder, entry.target) if entry else ("", "")

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
                "basis": self._basis(n), **self._direction(n),
                "hedge": self.data["hedge"][n], "not_yet": self.data["not_yet"][n], "memo": reasons[n],
                "version": versions[ref.book],
            }  # fmt: skip

    def _direction(self, n: int) -> dict[str, str]:
        """Give holder and target of a proposal where both are known and are not the codebook's own."""
        way = (self.data["holder"][n], self.data["target"][n])
        other = all(way) and way != self._declared(self.data["code"][n])
        return dict(zip(("holder", "target"), way if other else ("", ""), strict=True))

    def _basis(self, n: int) -> str:
        """Give the basis of a proposal where it is another one than the speaker's side gives."""
        voice = self.snapshot.voices[self.snapshot.voice_number(self.data["voice"][n])]
        hint: str = self.data["basis"][n]
        holder = self._direction(n)["holder"] or self._declared(self.data["code"][n])[0]
        usual = "first_hand" if is_of(voice, holder) else "attributed"
        return "" if hint == usual else hint

    def decided(self) -> Iterator[tuple["Proposed", str]]:
        """Give what each proposal was when it was made, and the code it has now: a decision is on what was proposed."""
        yield from zip(self.data["proposed"], self.data["code"], strict=True)

    def _changed(self) -> int:
        """Count the proposals that were changed in code, words, stance or direction."""
        now = zip(*(self.data[name] for name in ("key", "stance", "holder", "target")), strict=True)
        return sum((was.key, *was[6:]) != one for was, one in zip(self.data["proposed"], now, strict=True))

    def origin(self) -> dict[str, Any]:
        """Say where these come from, for the history: the run, by whom, the scores, how many were changed."""
        by = sorted({name for names in self.data["by"] for name in names.split(", ")})
        scores = {
            key: round(float(score), 4)
            for key, score in zip(self.data["key"], self.data["score"], strict=True)
            if not np.isnan(score)
        }
        identities = {name: said for name in by if (said := self.run.identities.get(name))}
        told: dict[str, Any] = {"run": self.run.id, "by": ", ".join(by), "changed": self._changed()}
        return told | ({"identity": identities} if identities else {}) | ({"scores": scores} if scores else {})

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the proposals out: where, which code, the words, the hint, the reason, how such ones were decided on."""
        lang = lang or self.snapshot.lang
        data = self.data
        columns = [
            Column(label("head.no", lang), [str(n) for n in range(len(self))], align="right", width=0.4),
            Column(label("head.voice", lang), list(data["voice"]), rowhead=True, width=0.7),
            Column(label("head.code", lang), [self.snapshot.name("code", c, lang) for c in data["code"]]),
            Column(label("head.quote", lang), list(data["quote"]), width=4),
            Column(label("head.stance", lang), [label(f"stance.{s}", lang) for s in data["stance"]]),
            Column(label("head.basis", lang), [label(f"basis.{b}", lang) if b else "" for b in data["basis"]]),
            Column(label("head.holder", lang), [self.snapshot.called(h, lang) if h else "" for h in data["holder"]]),
            Column(label("head.target", lang), [self.snapshot.called(t, lang) if t else "" for t in data["target"]]),
            Column(label("suggest.because", lang), self.reasons(lang), width=2),
        ]
        if len(self.run.identities) > 1:
            columns.append(Column(label("suggest.by", lang), list(data["by"])))
        if any(data["decided"]):
            shares = [
                label("suggest.decided", lang, accepted=number(round(share * n), lang), n=number(n, lang)) if n else ""
                for share, n in zip(data["confidence"], data["decided"], strict=True)
            ]
            columns.append(Column(label("suggest.confidence", lang), shares))
        return Sheet(label("suggest.title", lang), tuple(columns), notes=self._notes(lang), lang=lang)

    def _notes(self, lang: str) -> tuple[str, ...]:
        measured = [self._measured(one, lang) for one in self.run.measured]
        counts: dict[str, int] = {}
        for one in self.run.refused:
            counts[f"{one.why.key}.short"] = counts.get(f"{one.why.key}.short", 0) + 1
        refused = ", ".join(f"{label(key, lang)} {number(n, lang)}" for key, n in counts.items())
        return (
            label("suggest.note", lang),
            *([label("suggest.measured", lang), *measured] if measured else []),
            *(said(one, lang) for one in self.run.remarks),
            *([label("suggest.refused", lang, n=number(len(self.run.refused), lang), why=refused)] if refused else []),
        )

    def _measured(self, one: Measured, lang: str) -> str:
        told = {
            "code": self.snapshot.name("code", one.code, lang), "n": number(one.passages, lang),
            "informants": number(one.informants, lang),
        }  # fmt: skip
        if one.recall is None:
            return label("suggest.too_few", lang, **told)
        shares = {
            name: number(value, lang, 2) for name, value in (("precision", one.precision), ("recall", one.recall))
        }
        found = label("suggest.measured_code", lang, **told, **shares)
        if one.direction is None:
            return found
        right = {name: number(getattr(one, name), lang, 2) for name in ("direction", "declared")}
        return f"{found} {label('suggest.measured_direction', lang, **right)}"


def proposal_key(snapshot: Snapshot, source: str, start: int, end: int, code: str) -> tuple[str, str]:
    """Give the hash of the code's entry, and the key by which a decision on this proposal is kept."""
    ref = snapshot.codes[snapshot.code_number(code)]
    book = next(book for book in snapshot.books if book.name == ref.book)
    entry = book.entry_hash(ref.entry.id) if ref.entry else ""
    text = snapshot.sources[snapshot.source_number(source)].text
    return entry, digest(text, start, end, ref.name, entry)[:24]


def proposals(given: object, verb: str) -> None:
    """Raise OptionError if something else than suggestions is given to the verb that decides on them."""
    if not isinstance(given, Suggestions):
        raise OptionError(
            f"{verb} takes what suggest gives, all of it or a part: hints = case.suggest(by='sentence'); "
            f"case.{verb}(hints[[0, 3]]), or case.{verb}(hints.where(code='...'))."
        )
