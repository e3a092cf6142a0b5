"""How far two coders went together, code by code: counts, and a sentence or three."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcase.coding.pairing import Pair, Put
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Call, Table

if TYPE_CHECKING:
    import pandas as pd

COUNTS = ("first", "second", "both", "same_ends", "other_stance", "other_code", "only_first", "only_second")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ByCode(Table):
    """How far two coders went together, a row for each code.

    `data["taken_for"]`: of each code of the second coder's, the codes that the first gave the same words, with how
    often, the most frequent first.
    """

    coders: tuple[str, str]

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: code, the counts (first, second, both, same_ends, ...), taken_for ("promise (1); ...")."""
        import pandas as pd

        taken = ["; ".join(f"{code} ({n})" for code, n in row) for row in self.data["taken_for"]]
        return pd.DataFrame({**self.data, "taken_for": taken})

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay it out, with a sentence or three for each code under it."""
        lang = lang or self.snapshot.lang
        data, (one, two) = self.data, self.coders
        heads = {name: label(f"compare.n.{name}", lang, first=one, second=two) for name in COUNTS}
        names = [called(self.snapshot, code, lang) for code in data["code"]]
        columns = [
            Column(label("head.code", lang), names, rowhead=True, width=2),
            *(Column(heads[name], [number(n, lang) for n in data[name]], align="right") for name in COUNTS),
        ]
        words = [f"{name}: {self._words(n, lang)}" for n, name in enumerate(names)]
        words += [label("note.synthetic", lang)] if self.snapshot.study.synthetic else []
        title = label("compare.by_code", lang, first=one, second=two)
        return Sheet(title, tuple(columns), notes=(label("compare.by_code_note", lang), *words), lang=lang)

    def _words(self, n: int, lang: str) -> str:
        """Say in a sentence or three what one code's row means for the first coder."""
        (one, two), row = self.coders, {name: column[n] for name, column in self.data.items()}
        counts = {name: number(row[name], lang) for name in COUNTS[2:]}
        facts = {"first": one, "second": two, "second_n": number(row["second"], lang), **counts}
        taken = "; ".join(f"{called(self.snapshot, code, lang)} ({number(n, lang)})" for code, n in row["taken_for"])
        said = [
            label("compare.words.found" if row["second"] else "compare.words.none", lang, **facts),
            label("compare.words.more", lang, **facts) if row["only_first"] else "",
            label("compare.words.taken", lang, taken=taken, second=two) if taken else "",
            label("compare.words.stance", lang, **facts) if row["other_stance"] else "",
        ]
        return " ".join(filter(None, said))


def by_code(pairs: Iterable[Pair], snapshot: Snapshot, made: Call, coders: tuple[str, str]) -> ByCode:
    """Count what became of the codings of each code that either of the two used, in the order of the codebooks."""
    counts: dict[str, Counter[str]] = {}
    taken: dict[str, Counter[str]] = {}
    for pair in pairs:
        names = [named(snapshot, put) if put else "" for put in pair]
        for side, name in zip(("first", "second"), names, strict=True):
            if name:
                counts.setdefault(name, Counter())[side] += 1
        for name in dict.fromkeys(filter(None, names)):
            counts[name].update(_became(pair, names))
        if all(names) and names[0] != names[1]:
            taken.setdefault(names[1], Counter())[names[0]] += 1
    codes = [ref.name for ref in snapshot.codes if ref.name in counts]
    codes += sorted(counts.keys() - set(codes))
    data: dict[str, list[Any]] = {"code": codes}
    data |= {name: [counts[code][name] for code in codes] for name in COUNTS}
    data["taken_for"] = [tuple(taken[code].most_common()) if code in taken else () for code in codes]
    return ByCode(data, snapshot, made, (), coders)


def _became(pair: Pair, names: list[str]) -> list[str]:
    """Give the counts that a pair adds to for each code in it."""
    if "" in names:
        return ["only_first" if names[0] else "only_second"]
    if names[0] != names[1]:
        return ["other_code"]
    told = {"same_ends": "ends" not in pair.differs, "other_stance": "stance" in pair.differs}
    return ["both", *(name for name, so in told.items() if so)]


def named(snapshot: Snapshot, put: Put) -> str:
    """Give the name of a coding's code here: bare, or book/code where several books have it or none does."""
    numbers = snapshot.code_numbers
    full = f"{put.book}/{put.code}"
    return snapshot.codes[numbers[full]].name if full in numbers else full


def called(snapshot: Snapshot, code: str, lang: str) -> str:
    """Give the label of a code, or its name where this case does not have it."""
    return snapshot.name("code", code, lang) if code in snapshot.code_numbers else code
