"""Propose indicators: words of what people coded and the codebook's indicators did not find."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.coding.fired import coded, fired, unit_at
from qualcase.coding.suggest import By
from qualcase.errors import OptionError
from qualcase.lang.contrast import log_likelihood, log_ratio
from qualcase.lang.indicators import indicator
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import ADDITIVE, HEDGES, NEGATORS, WEAKENERS
from qualcase.lang.words import words as form_words
from qualcase.model import spans
from qualcase.model.evidence import stance_of
from qualcase.model.nouns import STANCES
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.model.units import Units
from qualcase.render.labels import label
from qualcase.render.numbers import percent, written
from qualcase.render.sheet import Column, Sheet
from qualcase.results.concordance import Concordance, talk_notes
from qualcase.results.table import call
from qualcase.results.talk import Talk, talk
from qualcase.results.vocabulary import Vocabulary, check_counts, counted, vocabulary
from qualcase.results.word_table import WordTable

Flags = NDArray[np.bool_]
EVIDENCE = 6.63  # the least log-likelihood of a proposal: p < .01 for one word
_NEVER_ALONE = frozenset().union(*(some[lang] for some in (NEGATORS, WEAKENERS, HEDGES, ADDITIVE) for lang in some))
_YAML_WORDS = ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
COLUMNS = ("code", "indicator", "pole", "informants", "quotes", "coded", "elsewhere", "share", "ll", "log_ratio",
           "supports", "contradicts")  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Learned(WordTable):
    """Proposed indicators; none of them is in a codebook until a person writes it there."""

    missed: tuple[Ints, ...]  # for each its words in coded units that the book did not find, numbers in the index
    others: tuple[Ints, ...]  # and in units without the code
    lang: Lang

    def quotes(self, indicator: str, code: str = "", *, elsewhere: bool = False) -> Concordance:
        """Put a proposed indicator in its context: where it was coded and not found, or `elsewhere`."""
        pairs = list(zip(self.data["indicator"], self.data["code"], strict=True))
        known("indicator", indicator, self.data["indicator"], "this table")
        at = [n for n, (one, of) in enumerate(pairs) if one == indicator and code in ("", of)]
        side = self.others if elsewhere else self.missed
        return self.in_context(np.concatenate([np.empty(0, np.int64), *(side[n] for n in at)]), indicator)

    def to_add(self, code: str) -> str:
        """Give the proposals for a code as lines for its entry in the codebook file, to choose from by hand."""
        name = self.snapshot.codes[self.snapshot.code_number(code)].name
        lines = [f"# {name}", "indicators:", f"  {self.lang}:"]
        for pole in ("positive", "negative"):
            words = [w for w, c, p in zip(self.data["indicator"], self.data["code"], self.data["pole"], strict=True)
                     if c == name and p == pole]  # fmt: skip
            lines += [f"    {pole}: [{', '.join(map(_quoted, words))}]"] if words else []
        return "\n".join(lines) + "\n"

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the proposals out: code, indicator, pole; informants, quotes, elsewhere; evidence and size."""
        lang = lang or self.snapshot.lang
        data, snapshot = self.data, self.snapshot
        columns = (
            Column(label("head.code", lang), [snapshot.name("code", c, lang) for c in data["code"]], width=1.4),
            Column(label("indicators.indicator", lang), list(data["indicator"]), rowhead=True, width=1.4),
            Column(label("indicators.pole", lang), [label(f"indicators.{p}", lang) for p in data["pole"]]),
            Column(label("words.informants", lang), written(data["informants"], lang), align="right"),
            Column(
                label("learn.quotes", lang), written(data["quotes"], lang), align="right",
                links=[one.tolist() for one in self.missed],
            ),
            Column(
                label("learn.elsewhere", lang), written(data["elsewhere"], lang), align="right",
                links=[one.tolist() for one in self.others],
            ),
            Column(label("indicators.share", lang), [percent(s, lang) for s in data["share"]], align="right"),
            Column(label("keyness.ll", lang), written(data["ll"], lang, 1), align="right"),
            Column(label("keyness.log_ratio", lang), written(data["log_ratio"], lang, 1), align="right"),
        )  # fmt: skip
        notes = (
            label("learn.note", lang, by=label(f"unit.{self.call.arguments['by']}", lang)), label("learn.add", lang),
            *((label("note.coder", lang, coder=self.call.coder),) if self.call.coder else ()),
            *talk_notes(self.talk, lang, coded=False),
        )  # fmt: skip
        return Sheet(label("learn.title", lang), columns, notes=notes, lang=lang)


def learn(case: Reads, code: str | None = None, *, by: By = "sentence", least: int = 3, top: int = 10) -> Learned:
    """Propose indicators: words of what people coded and the codebook's indicators did not find.

    Nothing is added to a codebook. Read the quotes, choose, write what you chose into the codebook file
    (`.to_add(code)` gives the lines), raise its version, and take it into use: `case.use("codebook.yaml")`.

    Parameters
    ----------
    code
        One code; without it every code that has codings.
    by
        The unit counted: "sentence" or "turn".
    least
        In how many coded units that the book did not find a word must occur.
    top
        How many words are proposed for a code, those with the most evidence first.

    Returns
    -------
    Learned
        `.frame`, a row for each code and word: `code`, `indicator` (a root or two that stand together, as a codebook
        has them), `pole` (positive where more of its codings support than contradict), `informants` (who say it in
        `quotes`), `quotes` (coded units that the book did not find and that hold it), `coded` (all coded units that
        do), `elsewhere` (units without the code that do), `share` (coded of both), `ll`, `log_ratio` (units of `quotes`
        against those elsewhere), `supports`, `contradicts` (codings in `quotes`). `.quotes("pabrik")`.

    Raises
    ------
    OptionError
        The case has no codings, or no such unit.
    NotFound
        No such code.

    Notes
    -----
    The measures are those of `keyness`, over units instead of words; below a log-likelihood of 6.63 (p < .01 for one
    word) nothing is proposed, nor are people's names, numbers, or a negator or hedge alone. A word that one informant
    alone says tells of that person; a small `share` finds more than was meant. What nobody read counts as elsewhere.

    Examples
    --------
    >>> found = case.learn("trust")
    >>> bool((found.frame["log_ratio"] > 0).all())
    True
    >>> print(found.to_add("trust").splitlines()[0])
    # trust
    """
    option("by", by, ("sentence", "turn"))
    check_counts(least=least, top=top)
    snapshot = case.snapshot
    wanted = [snapshot.code_number(code)] if code is not None else range(len(snapshot.codes))
    rows, coder = coded(snapshot)
    if not rows.size:
        raise OptionError(
            "nothing is coded yet, so there is nothing to learn from. case.code(...) or case.accept(...)."
        )
    said = talk(snapshot, coded=False)
    unit = snapshot.units[by]
    words = _features(said, unit, vocabulary(said, "roots"))
    book = _found_by_book(said, unit)
    lang: Lang = "en" if snapshot.study.language == "en" else "id"
    found = [row for number in wanted for row in _of_code(snapshot, number, rows, unit, words, book, lang, least, top)]
    data: dict[str, Any] = {name: [row[n] for row in found] for n, name in enumerate(COLUMNS)}
    made = call("learn", snapshot, coder=coder, code=code, by=by, least=least, top=top)
    missed, others = (tuple(row[n] for row in found) for n in (-2, -1))
    return Learned(data, snapshot, made, (), said, missed, others, lang)


@dataclass(frozen=True, slots=True, eq=False)
class _Features:
    """Words and pairs of neighbours, with the units that hold them: each (k,), a row for each time.

    `feature`: numbers in `names`. `unit`. `word`: number in the talk's index. `voice`. `told`: (units,), which units
    hold words of an informant at all. `people`: what informants and speakers are called, in lower case.
    """

    feature: Ints
    unit: Ints
    word: Ints
    voice: Ints
    names: list[str]
    told: Flags
    people: frozenset[str]


def _features(said: Talk, unit: Units, vocab: Vocabulary) -> _Features:
    """Gather roots and pairs of neighbouring roots that hold no stop word and that a codebook could name."""
    first, _ = said.place(vocab.word)
    at = unit_at(unit, first)
    voice = said.voice(said.stretch(vocab.word))
    told = np.zeros(unit.start.size, np.bool_)
    told[at[at >= 0]] = True
    n = len(vocab.names)
    full = ~vocab.empty[vocab.item] & (at >= 0)
    one = np.flatnonzero(full)
    two = np.flatnonzero(full[:-1] & full[1:] & (at[:-1] == at[1:]) & (np.diff(vocab.word) == 1))
    pair, of = np.unique(vocab.item[two] * max(n, 1) + vocab.item[two + 1], return_inverse=True)
    names = [*vocab.names, *(f"{vocab.names[p // n]} {vocab.names[p % n]}" for p in pair.tolist())]
    place = np.concatenate((one, two))
    called = (name for one in said.snapshot.voices for name in (one.id, *one.speakers))
    people = frozenset(part for name in called for part in form_words(name).forms)
    return _Features(
        np.concatenate((vocab.item[one], n + of)), at[place], vocab.word[place], voice[place], names, told, people
    )


def _found_by_book(said: Talk, unit: Units) -> dict[int, Ints]:
    """Give for each code the units in which an indicator of it occurs."""
    try:
        found = fired(said, unit)
    except OptionError:  # a book without indicators finds nothing
        return {}
    code = found.code
    return {one: np.unique(found.unit[(code == one) & (found.unit >= 0)]) for one in np.unique(code).tolist()}


def _of_code(
    snapshot: Snapshot, number: int, rows: Ints, unit: Units, words: _Features, book: dict[int, Ints], lang: Lang,
    least: int, top: int,
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """Give a row for each word proposed for a code, with its places in coded units and elsewhere."""
    mine = rows[snapshot.codings.code[rows] == number]
    coding, at = spans.incidence(*snapshot.spans(mine), unit.start, unit.end)
    has, missed = (np.zeros(unit.start.size, np.bool_) for _ in range(2))
    has[at] = True
    missed[at] = True
    missed[book.get(number, at[:0])] = False
    missed &= words.told
    rest = words.told & ~has
    n = len(words.names)

    def units(of: Flags) -> Ints:
        here = of[words.unit]
        pairs = np.unique(words.feature[here] * unit.start.size + words.unit[here])
        return np.bincount(pairs // max(unit.start.size, 1), minlength=n)

    a, b, c, d = units(missed), units(rest), int(missed.sum()), int(rest.sum())
    ll, ratio = log_likelihood(a, b, c, d), log_ratio(a, b, c, d)
    enough = np.flatnonzero((a >= least) & (ratio > 0) & (ll >= EVIDENCE))
    enough = enough[np.lexsort((enough, -a[enough], -ll[enough]))]
    every = units(has)
    here, there = missed[words.unit], rest[words.unit]
    for feature in _nameable(enough.tolist(), words.names, lang, words.people, top):
        is_it = words.feature == feature
        found, others = words.word[is_it & here], words.word[is_it & there]
        who, _ = counted(words.feature[is_it & here] * 0, words.voice[is_it & here], 1, len(snapshot.voices))
        stances = stance_of(snapshot, mine[np.unique(coding[np.isin(at, words.unit[is_it & here])])])
        plus, minus = (int((stances == STANCES.index(s)).sum()) for s in ("supports", "contradicts"))
        share = every[feature] / max(every[feature] + b[feature], 1)
        yield (
            snapshot.codes[number].name, _as_written(words.names[feature], lang),
            "negative" if minus > plus else "positive", int(who[0]), int(a[feature]), int(every[feature]),
            int(b[feature]), float(share), float(ll[feature]), float(ratio[feature]), plus, minus, found, others,
        )  # fmt: skip


def _nameable(features: list[int], names: list[str], lang: Lang, barred: frozenset[str], top: int) -> list[int]:
    """Keep the first that a codebook can name, each once: no names of people, no number, no negator or hedge alone."""
    kept: dict[str, int] = {}
    for feature in features:
        parts = names[feature].split()
        written = _as_written(names[feature], lang) if barred.isdisjoint(parts) else ""
        if written and (len(parts) > 1 or parts[0] not in _NEVER_ALONE) and not any(p.isnumeric() for p in parts):
            kept.setdefault(written, feature)
        if len(kept) == top:
            break
    return list(kept.values())


def _as_written(name: str, lang: Lang) -> str:
    """Write a root, or two, as a codebook finds it: "=form" where a word is not its own root; "" if it cannot."""
    parts = []
    for part in name.split():
        try:
            (word,) = indicator(part, lang=lang).words
        except (OptionError, ValueError):
            return ""
        parts.append(part if word.kind == "root" and word.text == part else f"={part}")
    return " ".join(parts)


def _quoted(word: str) -> str:
    """Write a word for YAML: plain where it holds letters alone."""
    plain = all(part.isalpha() for part in word.split()) and word not in _YAML_WORDS
    return word if plain else f'"{word}"'
