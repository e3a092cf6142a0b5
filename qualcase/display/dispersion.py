"""Where in the texts words are said: early or late, everywhere or at one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.lang.contrast import unevenness
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints
from qualcase.reduce.kwic import occurrences
from qualcase.render.html import fragment
from qualcase.render.labels import label
from qualcase.render.numbers import number, written
from qualcase.render.sheet import Column, Sheet
from qualcase.render.strips import Strip, strip_text, strips_svg
from qualcase.results.concordance import Concordance, concordance, talk_notes
from qualcase.results.table import Table, call
from qualcase.results.talk import Speakers, Talk, talk


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dispersion(Table):
    """For each word and each source the places at which the word is said."""

    talk: Talk
    what: tuple[str, ...]
    start: tuple[tuple[Ints, ...], ...]  # for each word and source, on the line of all texts
    end: tuple[tuple[Ints, ...], ...]

    def quotes(self, word: str, source: str = "") -> Concordance:
        """Put a word in its context, in all sources or in one."""
        n = self.what.index(known("word", word, self.what, "this figure"))
        names = [self.snapshot.sources[s].id for s in self.talk.sources.tolist()]
        which = [names.index(known("source", source, names, "this figure"))] if source else range(len(names))
        none = np.empty(0, np.int64)
        start, end = (np.concatenate([none, *(side[n][s] for s in which)]) for side in (self.start, self.end))
        return concordance(self.talk, start, end, what=word, made=self.call)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the figure out as a table: for each word and source the strip, the informants, the times."""
        lang = lang or self.snapshot.lang
        data = self.data
        columns = (
            Column(label("words.word", lang), list(data["word"]), rowhead=True),
            Column(label("head.source", lang), list(data["source"]), rowhead=True),
            Column(label("dispersion.strip", lang), [strip_text(at) for at in data["at"]], width=3),
            Column(label("words.informants", lang), written(data["informants"], lang), align="right"),
            Column(label("words.words", lang), written(data["times"], lang), align="right"),
            Column(label("words.rate", lang), written(data["per_thousand"], lang, 2), align="right"),
        )
        dp = ", ".join(f"{word} {number(one, lang, 2)}" for word, one in zip(self.what, self._dp(), strict=True))
        notes = (label("dispersion.note", lang), label("dispersion.dp", lang, dp=dp), *talk_notes(self.talk, lang))
        return Sheet(self.title(lang), columns, notes=notes, lang=lang)

    def title(self, lang: str = "") -> str:
        """Say what it shows."""
        return label("dispersion.title", lang or self.snapshot.lang, what=", ".join(self.what))

    def svg(self, *, lang: str = "") -> str:
        """Draw the figure as SVG: a strip for each source, a mark for each time a word is said."""
        lang = lang or self.snapshot.lang
        blocks = []
        step = len(self.talk.sources)
        for n, word in enumerate(self.what):
            at, times, names = (self.data[key][n * step : (n + 1) * step] for key in ("at", "times", "source"))
            strips = [Strip(s, places, number(k, lang)) for s, places, k in zip(names, at, times, strict=True)]
            blocks.append((word, strips))
        ends = label("dispersion.begins", lang), label("dispersion.ends", lang)
        return strips_svg(blocks, ends=ends, title=self.title(lang), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw the figure with matplotlib on `ax` or on new axes; give the Axes."""
        from qualcase.render.figure import strips

        lang = self.snapshot.lang
        rows = [f"{word} · {source}" if len(self.what) > 1 else source
                for word, source in zip(self.data["word"], self.data["source"], strict=True)]  # fmt: skip
        return strips(list(self.data["at"]), rows, axis=label("dispersion.strip", lang), title=self.title(), ax=ax)

    def _dp(self) -> Any:
        times = np.array(self.data["times"], np.int64).reshape(len(self.what), -1)
        totals = np.array(self.data["words"], np.int64)[: times.shape[1]]
        return unevenness(times, totals)

    def _repr_html_(self) -> str:
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.sheet().notes)
        return fragment(
            f'<figure class="picture"><figcaption>{escape(self.title())}</figcaption>{self.svg()}'
            f"<figcaption>{notes}</figcaption></figure>"
        )


def dispersion(case: Reads, what: str | Iterable[str], *, speakers: Speakers = "informants") -> Dispersion:
    """Show where in the sources words are said: a strip for each source, from its beginning to its end.

    Parameters
    ----------
    what
        A word, or several, written as in `kwic`.
    speakers
        The informants, or "everyone": those who ask, too.

    Returns
    -------
    Dispersion
        Shows itself in a notebook as a figure, as text with strips of marks; `.plot()` gives matplotlib Axes. `.frame`,
        a row for each word and source: `word`, `source`, `informants`, `times`, `words` (said in the source),
        `per_thousand`, `at` (where, as shares of the source's characters, 0 to 1). `.quotes("janji", "YL-01")`.

    Raises
    ------
    OptionError
        There is nothing to search for, or it is no word.

    Examples
    --------
    >>> figure = case.dispersion(["percaya", "janji"])
    >>> figure.svg().startswith("<svg")
    True
    >>> len(figure.quotes("percaya")) == len(case.kwic("percaya"))
    True
    """
    snapshot = case.snapshot
    said = talk(snapshot, speakers)
    asked = (what,) if isinstance(what, str) else tuple(what)
    start, end, which = occurrences(said, asked)
    at = np.searchsorted(said.end, start, "right")
    voice, source = said.voice(at), snapshot.units["turn"].source[said.turn[at]]
    sizes = [len(snapshot.text(n)) for n in said.sources.tolist()]
    words = np.zeros(len(snapshot.sources), np.int64)
    np.add.at(words, snapshot.units["turn"].source[said.turn], said.high - said.low)
    rows: list[tuple[Any, ...]] = []
    starts: list[tuple[Ints, ...]] = []
    ends: list[tuple[Ints, ...]] = []
    for n, word in enumerate(asked):
        here = [np.flatnonzero((which == n) & (source == s)) for s in said.sources.tolist()]
        starts.append(tuple(start[one] for one in here))
        ends.append(tuple(end[one] for one in here))
        for s, size, one in zip(said.sources.tolist(), sizes, here, strict=True):
            places = ((start[one] - snapshot.base[s]) / max(size, 1)).tolist()
            told = np.unique(voice[one][voice[one] >= 0]).size
            rate = 1000 * one.size / words[s] if words[s] else float("nan")
            rows.append((word, snapshot.sources[s].id, told, one.size, int(words[s]), rate, tuple(places)))
    names = ("word", "source", "informants", "times", "words", "per_thousand", "at")
    data: dict[str, Any] = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    data["at"] = np.fromiter(data["at"], object, len(rows))
    made = call("dispersion", snapshot, what=", ".join(asked), speakers=speakers)
    return Dispersion(data, snapshot, made, (), said, asked, tuple(starts), tuple(ends))
