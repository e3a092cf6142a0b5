"""Agreement of the same coders round by round: whether they have learned to read alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from qualcase.coding.agree import Agreement
from qualcase.errors import OptionError
from qualcase.model.snapshot import Snapshot
from qualcase.render.courses import Course, Point, courses_svg
from qualcase.render.html import fragment
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.prose import listed
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table, call

if TYPE_CHECKING:
    from qualcase.model.nouns import Round

NOW = "now"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RoundAgreement(Table):
    """Agreement of the same coders in each closed round as it stood, and in what is on record now.

    `.frame`, a row for each code of each round, and one "overall" in each: `round` ("" for what is on record now),
    `kind` ("independent", "discussion"; "now"), `closed`, `n` and `sources` (how many are compared there), `code`,
    `percent`, the coefficient and its interval (`alpha`, `alpha_low`, `alpha_high`), `reason` (why it is undefined).
    A code that nobody used in a round has no row there.
    """

    rounds: tuple[tuple[str, str], ...]  # name and kind, in the order of closing; the last is what is on record now
    found: tuple[Agreement, ...]  # of each of them
    left_out: tuple[str, ...]  # rounds in which these coders cannot be compared

    def __getitem__(self, round: str) -> Agreement:
        """Give the agreement in one round, "now" for what is on record."""
        for (name, kind), one in zip(self.rounds, self.found, strict=True):
            if round == (name or kind):
                return one
        raise OptionError(f"there is no round {round!r} here; there are {', '.join(n or k for n, k in self.rounds)}.")

    @property
    def coders(self) -> tuple[str, ...]:
        """Those who are compared, in every round the same."""
        return self.found[0].coders

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out the codes by the rounds: the coefficient, with its interval."""
        lang = lang or self.snapshot.lang
        columns = [
            Column(label("head.code", lang), [course.name for course in self.courses(lang)], rowhead=True, width=2)
        ]
        for k, (name, one) in enumerate(zip(self.names(lang), self.found, strict=True)):
            head = label("rounds.agree.head", lang, round=name, n=number(one.data["n"][-1], lang))
            said = [_said(course.points[k], lang) for course in self.courses(lang)]
            columns.append(Column(head, said, align="right"))
        return Sheet(self.title(lang), tuple(columns), notes=tuple(self._notes(lang)), lang=lang)

    def names(self, lang: str) -> list[str]:
        """Name the rounds."""
        return [name or label("rounds.agree.now", lang) for name, _ in self.rounds]

    def courses(self, lang: str) -> list[Course]:
        """Give the course of every code through the rounds, and first that of all; NaN where it was not used."""
        first = self.found[0].coefficients[0]
        by_round: list[dict[str, Point]] = []
        named: dict[str, str] = {}
        for (_, kind), one in zip(self.rounds, self.found, strict=True):
            ends = (one.data[key] for key in (first, f"{first}_low", f"{first}_high"))
            apart = kind == "independent"
            points = [Point(value, low, high, not apart) for value, low, high in zip(*ends, strict=True)]
            by_round.append(dict(zip(one.data["code"], points, strict=True)))
            named |= dict(zip(one.data["code"], one.rows(lang), strict=True))
        none = Point(math.nan)
        order = ["overall", *sorted(named.keys() - {"overall"}, key=self._place)]
        return [Course(named[code], [points.get(code, none) for points in by_round]) for code in order]

    def svg(self, *, lang: str = "") -> str:
        """Draw a small picture for each code with values in two rounds: its coefficient and interval in each."""
        lang = lang or self.snapshot.lang
        return courses_svg(self._drawn(lang), self.names(lang), title=self.title(lang), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw a line for each code with matplotlib on `ax` or on new axes; overall has its interval. Give the Axes."""
        from qualcase.render.figure import courses

        lang = self.snapshot.lang
        axis = self.found[0].called(self.found[0].coefficients[0], lang)
        return courses(self._drawn(lang), self.names(lang), axis=axis, title=self.title(lang), ax=ax)

    def title(self, lang: str = "") -> str:
        """Say what the table and the figure show."""
        lang = lang or self.snapshot.lang
        one = self.found[0]
        name = one.called(one.coefficients[0], lang)
        return label("rounds.agree.title", lang, name=name, coders=", ".join(self.coders))

    def _drawn(self, lang: str) -> list[Course]:
        """Give the courses that have two values at least: one value goes nowhere."""
        return [one for one in self.courses(lang) if sum(not math.isnan(point.value) for point in one.points) > 1]

    def _place(self, code: str) -> tuple[int, str]:
        places = {ref.name: n for n, ref in enumerate(self.snapshot.codes)}
        return places.get(code.partition(": ")[0], len(places)), code

    def _notes(self, lang: str) -> list[str]:
        names = self.names(lang)
        apart = [name for name, (_, kind) in zip(names, self.rounds, strict=True) if kind == "independent"]
        after = [name for name in names if name not in apart]
        said = [label("rounds.agree.reliability", lang, rounds=listed(apart, lang))] if apart else []
        said += [] if apart else [label("rounds.agree.no_reliability", lang)]
        said += [label("rounds.agree.hollow", lang, rounds=listed(after, lang))] if after else []
        said.append(label("rounds.agree.drawn", lang))
        for name, one in zip(names, self.found, strict=True):
            facts = {"unit": label(f"unit.{one.by}", lang), "sources": ", ".join(one.rated.sources)}
            said.append(label("rounds.agree.units", lang, round=name, n=number(one.rated.start.size, lang), **facts))
        if len({tuple(one.rated.sources) for one in self.found}) > 1:
            said.append(label("rounds.agree.unlike", lang))
        one = self.found[0]
        level = number(100 * one.level, lang)
        said.append(label("rounds.agree.paired", lang, level=level, draws=number(one.draws, lang), seed=one.seed))
        if self.left_out:
            lost = [name or label("rounds.agree.now", lang) for name in self.left_out]
            said.append(label("rounds.agree.left_out", lang, rounds=listed(lost, lang)))
        if self.snapshot.study.synthetic:
            said.append(label("note.synthetic", lang))
        return said

    def _repr_html_(self) -> str:
        # no zero-argument super: a class with slots is made anew
        picture = f'<figure class="picture"><figcaption>{escape(self.title())}</figcaption>{self.svg()}</figure>'
        return Table._repr_html_(self) + fragment(picture)


def round_agreement(
    snapshot: Snapshot, of_rounds: Sequence[tuple["Round | None", Agreement]], left_out: Sequence[str]
) -> RoundAgreement:
    """Put the agreement in each round beside the others; None is what is on record now."""
    first = of_rounds[0][1].coefficients[0]
    columns = ("code", "percent", first, f"{first}_low", f"{first}_high", "reason")
    data: dict[str, list[Any]] = {name: [] for name in ("round", "kind", "closed", "n", "sources", *columns)}
    for round, one in of_rounds:
        size, sources = len(one), len(one.rated.sources)
        of_round = (round.id, round.kind, round.closed) if round else ("", NOW, "")
        for name, value in zip(("round", "kind", "closed", "sources"), (*of_round, sources), strict=True):
            data[name] += [value] * size
        for name in ("n", *columns):
            data[name] += one.data[name]
    rounds = tuple((round.id, round.kind) if round else ("", NOW) for round, _ in of_rounds)
    found = tuple(one for _, one in of_rounds)
    made = call("rounds.agree", snapshot, coders=found[0].coders, by=found[0].by)
    return RoundAgreement(data, snapshot, made, (), rounds, found, tuple(left_out))


def _said(point: Point, lang: str) -> str:
    if math.isnan(point.low):
        return number(point.value, lang, 2)
    facts = {name: number(getattr(point, name), lang, 2) for name in ("value", "low", "high")}
    return label("rounds.agree.value", lang, **facts)
