"""How good the indicators of a codebook are: what each finds, and what came of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcase._kernel.checks import option
from qualcase.coding.decisions import decisions
from qualcase.coding.fired import Fired, coded, fired
from qualcase.coding.suggest import By
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number, percent, written
from qualcase.render.sheet import Column, Sheet
from qualcase.results.concordance import Concordance, concordance, talk_notes
from qualcase.results.table import call
from qualcase.results.talk import talk
from qualcase.results.word_table import WordTable


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IndicatorTable(WordTable):
    """The indicators of the codebooks in their order, each with what it found."""

    fired: Fired

    def quotes(self, indicator: str, code: str = "") -> Concordance:
        """Put what an indicator found in its context; of one code, where several have it."""
        wanted = [
            n for n, one in enumerate(self.fired.indicators)
            if one.written == indicator and (not code or self.snapshot.code_number(code) == one.code)
        ]  # fmt: skip
        if not wanted:
            raise OptionError(
                f"no indicator {indicator!r} {f'of {code} ' if code else ''}in the codebooks of this case."
            )
        at = np.isin(self.fired.indicator, wanted)
        return concordance(self.talk, self.fired.start[at], self.fired.end[at], what=indicator, made=self.call)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the indicators out: code, indicator, pole; what it found, what of that is coded; what was decided."""
        lang = lang or self.snapshot.lang
        data, snapshot = self.data, self.snapshot
        links = self._words()
        by = label(f"unit.{self.call.arguments['by']}", lang)
        columns = (
            Column(label("head.code", lang), [snapshot.name("code", c, lang) for c in data["code"]], width=1.4),
            Column(label("indicators.indicator", lang), list(data["indicator"]), rowhead=True, width=1.4),
            Column(label("indicators.pole", lang), [label(f"indicators.{p}", lang) for p in data["pole"]]),
            Column(label("words.informants", lang), written(data["informants"], lang), align="right"),
            Column(label("indicators.fired", lang), written(data["fired"], lang), align="right", links=links),
            Column(label("indicators.coded", lang), written(data["coded"], lang), align="right"),
            Column(label("indicators.share", lang), [percent(s, lang) for s in data["share"]], align="right"),
            Column(label("indicators.alone", lang), written(data["alone"], lang), align="right"),
            Column(label("indicators.accepted", lang), written(data["accepted"], lang), align="right"),
            Column(label("indicators.rejected", lang), written(data["rejected"], lang), align="right"),
        )
        coder = (label("note.coder", lang, coder=self.call.coder),) if self.call.coder else ()
        silent = sum(n == 0 for n in data["fired"])
        notes = (
            label("indicators.note", lang, by=by), label("indicators.silent", lang, n=number(silent, lang)), *coder,
            *talk_notes(self.talk, lang, coded=False),
        )  # fmt: skip
        return Sheet(label("indicators.title", lang), columns, notes=notes, lang=lang)

    def _words(self) -> list[list[int]]:
        """Give for each indicator the first words of what it found, by their number in the talk's index."""
        word = self.talk.word
        first, _ = self.talk.place(word)
        at = word[np.minimum(np.searchsorted(first, self.fired.start), word.size - 1)] if word.size else word
        return [np.unique(at[self.fired.indicator == n]).tolist() for n in range(len(self.fired.indicators))]


def indicators(case: Reads, *, by: By = "sentence") -> IndicatorTable:
    """Show how good the indicators of the codebook are: how often each fired, what came of it, what it alone found.

    Parameters
    ----------
    by
        The unit counted: "sentence" or "turn".

    Returns
    -------
    IndicatorTable
        `.frame`, a row for each indicator: `code`, `indicator`, `pole`, `lang`; `informants` (in whose words it
        occurs), `fired` (units in which it occurs), `coded` (those that have the code), `share` (coded of fired, NaN if
        it never fired), `alone` (units that have the code and in which no other indicator of it occurs); `accepted`,
        `rejected` (decisions on suggestions that it gave, also under earlier forms of the codebook).
        `.quotes("percaya")` puts what it found in its context.

    Raises
    ------
    OptionError
        The case has no indicators, or no such unit.

    Notes
    -----
    `share` is precision only where the whole text has been coded: what nobody has read yet counts as not coded.

    Examples
    --------
    >>> table = case.indicators().frame.set_index(["code", "indicator"])
    >>> bool(table.loc[("trust", "percaya"), "fired"] >= table.loc[("trust", "percaya"), "coded"])
    True
    """
    option("by", by, ("sentence", "turn"))
    snapshot = case.snapshot
    said = talk(snapshot, coded=False)
    unit = snapshot.units[by]
    found = fired(said, unit)
    rows, coder = coded(snapshot)
    n = len(found.indicators)
    inside = found.unit >= 0
    pairs = np.unique(np.stack((found.unit, found.indicator))[:, inside], axis=1)
    code = np.array([one.code for one in found.indicators], np.int64)
    has = _has_code(snapshot, rows, unit.start, unit.end, pairs[0], code[pairs[1]])
    key = pairs[0] * max(len(snapshot.codes), 1) + code[pairs[1]]
    _, back, together = np.unique(key, return_inverse=True, return_counts=True)
    alone = has & (together[back] == 1)
    voice = said.voice(np.searchsorted(said.end, found.start, "right"))
    told = np.unique(np.stack((found.indicator, voice))[:, voice >= 0], axis=1)[0]
    times, of_these, only = (np.bincount(which, minlength=n) for which in (pairs[1], pairs[1][has], pairs[1][alone]))
    decided = decisions(snapshot, found.indicator, code, found.start, found.end)
    accepted, rejected = decided.by_cue(n)
    data: dict[str, Any] = {
        "code": [snapshot.codes[one.code].name for one in found.indicators],
        "indicator": [one.written for one in found.indicators], "pole": [one.pole for one in found.indicators],
        "lang": [one.lang for one in found.indicators], "informants": np.bincount(told, minlength=n), "fired": times,
        "coded": of_these, "share": np.divide(of_these, times, out=np.full(n, np.nan), where=times > 0), "alone": only,
        "accepted": accepted, "rejected": rejected,
    }  # fmt: skip
    made = call("indicators", snapshot, coder=coder, by=by)
    return IndicatorTable(data, snapshot, made, (), said, found)


def _has_code(snapshot: Snapshot, rows: Ints, start: Ints, end: Ints, unit: Ints, code: Ints) -> Any:
    """Say which pairs of a unit and a code have a coding of that code, or of one below it."""
    coding, at = spans.incidence(*snapshot.spans(rows), start, end)
    n = max(len(snapshot.codes), 1)
    there = at * n + snapshot.codings.code[rows[coding]]
    has = np.zeros(unit.size, np.bool_)
    for one in np.unique(code).tolist():
        below = snapshot.subtrees[one]
        units = at[np.isin(there % n, below)]
        mine = code == one
        has[mine] = np.isin(unit[mine], units)
    return has
