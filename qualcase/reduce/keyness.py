"""Which words set one group's talk apart from another's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from qualcase._kernel.checks import known
from qualcase.errors import OptionError
from qualcase.lang.contrast import log_likelihood, log_ratio, unevenness
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Flags, Ints
from qualcase.reduce.groups import Across, Group, groups, heads
from qualcase.render.labels import label
from qualcase.render.numbers import number, percent, written
from qualcase.render.sheet import Column, Sheet
from qualcase.results.concordance import Concordance, talk_notes
from qualcase.results.table import call
from qualcase.results.talk import Speakers, talk
from qualcase.results.vocabulary import Of, Vocabulary, behind, check_counts, counted, forms_of, vocabulary
from qualcase.results.word_table import WordTable

Names: TypeAlias = str | Iterable[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Keyness(WordTable):
    """Words that are said more often in one part of the talk than in another."""

    vocabulary: Vocabulary
    items: Ints  # the words shown, numbers in the vocabulary
    here: Ints  # places in the vocabulary's words
    there: Ints
    across: Across
    target: tuple[str, ...]
    against: tuple[str, ...]  # nothing: the rest
    distinct: int  # words that could have been shown

    def quotes(self, word: str, *, rest: bool = False) -> Concordance:
        """Put a word in its context, as the target says it, or the `rest` that it is compared with."""
        items = self.vocabulary.numbers(word, first=self.items)
        at = self.there if rest else self.here
        return self.in_context(self.vocabulary.word[at[np.isin(self.vocabulary.item[at], items)]], word)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the words out: informants and words of both parts, then evidence and size of the difference."""
        lang = lang or self.snapshot.lang
        data = self.data
        most = [
            f"{v} {percent(share, lang)}" if v else ""
            for v, share in zip(data["most_by"], data["most_share"], strict=True)
        ]
        columns = (
            Column(label("words.word", lang), list(data["word"]), rowhead=True),
            Column(label("words.informants", lang), written(data["informants"], lang), align="right"),
            Column(
                label("keyness.here", lang), _rates(data["words"], data["per_thousand"], lang), align="right",
                links=behind(self.vocabulary, self.items, self.here),
            ),
            Column(label("keyness.informants_rest", lang), written(data["informants_rest"], lang), align="right"),
            Column(
                label("keyness.there", lang), _rates(data["words_rest"], data["per_thousand_rest"], lang),
                align="right", links=behind(self.vocabulary, self.items, self.there),
            ),
            Column(label("keyness.ll", lang), written(data["ll"], lang, 1), align="right"),
            Column(label("keyness.log_ratio", lang), written(data["log_ratio"], lang, 1), align="right"),
            Column(label("keyness.ll_least", lang), written(data["ll_least"], lang, 1), align="right"),
            Column(label("keyness.most", lang), most, align="right"),
            Column(label("keyness.dp", lang), written(data["dp"], lang, 2), align="right"),
        )  # fmt: skip
        sizes = {"n": len(self.items), "all": self.distinct, "here": self.here.size, "rest": self.there.size}
        notes = (
            label("keyness.shown", lang, **{name: number(n, lang) for name, n in sizes.items()}),
            label("keyness.note", lang),
            label("keyness.careful", lang),
            *talk_notes(self.talk, lang),
        )
        return Sheet(self._title(lang), columns, notes=notes, lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw how many times more often, as log ratio, with matplotlib on `ax` or on new axes."""
        from qualcase.render.figure import bars

        lang = self.snapshot.lang
        series = [("", list(self.data["log_ratio"]))]
        return bars(
            series, list(self.data["word"]), axis=label("keyness.log_ratio", lang), title=self._title(lang), ax=ax
        )

    def _title(self, lang: str) -> str:
        here, there = (
            ", ".join(heads(self.snapshot, self.across, names, lang)) for names in (self.target, self.against)
        )
        return label("keyness.title", lang, here=here, there=there or label("keyness.rest", lang))


def keyness(
    case: Reads, target: Names, against: Names | None = None, *, across: Across, of: Of = "roots",
    speakers: Speakers = "informants", stop_words: bool = False, least: int = 3, top: int = 30,
) -> Keyness:  # fmt: skip
    """Show which words set the talk of a role, a side, an informant, or under a code apart from the other talk.

    Parameters
    ----------
    target
        Whose words, by name: `case.keyness("member", across="role")`; several together in a list.
    against
        What they are compared with; without it all other talk. Words under two codes count for the target alone.
    across
        What the names are: "role", "side", "voice", "source", "kind" or "code".
    of
        What counts as one word: all forms with one root, or each form.
    speakers
        The informants, or "everyone": those who ask, too. By role, side or informant, those who ask are left out.
    stop_words
        Whether words that carry no topic count. Negators and hedges always do.
    least
        How often the target must say a word.
    top
        How many words are shown, those with the most evidence first.

    Returns
    -------
    Keyness
        `.frame`, a row for each word that the target says more often: `word`, `informants`, `informants_rest`, `words`,
        `words_rest`, `per_thousand`, `per_thousand_rest`, `ll` (log-likelihood), `log_ratio`, `ll_least` (the least
        `ll` if any one informant of the target had said nothing; NaN for a single one), `most_by` and `most_share` (who
        says it most often, and the share of the target's), `dp` (spread over the target's informants: 0 even, 1 one
        person; NaN for a single one), `forms`. `.quotes(word)` and `.quotes(word, rest=True)` put it in its context.

    Raises
    ------
    OptionError
        Nothing is left to compare with, or no such option.
    NotFound
        No such role, side, informant, source, kind or code in this talk.

    Notes
    -----
    ll = 2 (a ln(a / E1) + b ln(b / E2)) (Rayson and Garside 2000, Comparing corpora: 1-6): evidence of a difference.
    log_ratio = log2 of the two relative frequencies' ratio, half an occurrence for none (Hardie 2014): its size. dp:
    Gries 2008, International Journal of Corpus Linguistics 13: 403-437, normalised. The critical values of ll (3.84,
    6.63, 10.83 for p < .05, .01, .001) hold for words chosen independently. Words of one person are not: a word with a
    small `ll_least` tells of that person, and not of the group.

    Examples
    --------
    >>> key = case.keyness("company", across="side")
    >>> bool((key.frame["log_ratio"] > 0).all())
    True
    >>> key = case.keyness("trust", across="code")
    >>> bool(len(key.quotes(key.frame["word"][0])) == key.frame["words"][0])
    True
    """
    check_counts(least=least, top=top)
    snapshot = case.snapshot
    said = talk(snapshot, speakers)
    vocab = vocabulary(said, of)
    every = groups(said, vocab.word, across)
    targets, others = _named(target, every, across), _named(against or (), every, across)
    n_words = vocab.word.size
    asked = _marks(targets, n_words)
    rest = _marks(others if against else every, n_words)
    if not against and across in ("source", "kind", "code"):
        rest[:] = True
    here, there = np.flatnonzero(asked), np.flatnonzero(rest & ~asked)
    if not here.size or not there.size:
        raise OptionError(
            f"there are no words to compare: {here.size} words of {target!r}, {there.size} to compare them with."
        )
    n, voices = len(vocab.names), len(snapshot.voices)
    voice = said.voice(said.stretch(vocab.word))
    (who, a), (who_rest, b) = (counted(vocab.item[at], voice[at], n, voices) for at in (here, there))
    c, d = here.size, there.size
    ll, ratio = log_likelihood(a, b, c, d), log_ratio(a, b, c, d)
    kept = np.flatnonzero((a >= least) & (a * d > b * c) & (stop_words | ~vocab.empty))
    items = kept[np.lexsort((kept, -a[kept], -ll[kept]))][:top]
    by_voice, totals = _by_voice(vocab.item[here], voice[here], items, voices)
    # with each informant in turn left out of the target
    without = log_likelihood(a[items, None] - by_voice, b[items, None], c - totals, d)
    turned = (a[items, None] - by_voice) * d <= b[items, None] * (c - totals)
    alone = np.count_nonzero(totals) < 2
    least_ll = np.where(turned, 0, without).min(axis=1, initial=np.inf) if not alone else np.full(items.size, np.nan)
    most = by_voice.argmax(axis=1) if items.size and voices else np.zeros(items.size, np.int64)
    share = by_voice.max(axis=1, initial=0) / np.maximum(a[items], 1)
    data: dict[str, Any] = {
        "word": [vocab.names[i] for i in items.tolist()], "informants": who[items], "informants_rest": who_rest[items],
        "words": a[items], "words_rest": b[items], "per_thousand": 1000 * a[items] / c,
        "per_thousand_rest": 1000 * b[items] / d, "ll": ll[items], "log_ratio": ratio[items], "ll_least": least_ll,
        "most_by": [snapshot.voices[v].id if s else "" for v, s in zip(most.tolist(), share.tolist(), strict=True)],
        "most_share": share, "dp": unevenness(by_voice, totals), "forms": forms_of(said, vocab, items),
    }  # fmt: skip
    names = tuple(group.name for group in targets), tuple(group.name for group in others)
    coder = snapshot.evidence.coder if across == "code" else ""
    made = call(
        "keyness", snapshot, coder=coder, target=", ".join(names[0]), against=", ".join(names[1]), across=across, of=of,
        speakers=speakers, least=least, top=top,
    )  # fmt: skip
    return Keyness(data, snapshot, made, (), said, vocab, items, here, there, across, *names, kept.size)


def _named(names: Names, every: list[Group], across: str) -> list[Group]:
    wanted = [names] if isinstance(names, str) else list(names)
    there = [group.name for group in every]
    return [every[there.index(known(across, name, there, "this talk"))] for name in wanted]


def _marks(some: list[Group], n: int) -> Flags:
    """Mark the words of some groups: (n,)."""
    marked = np.zeros(n, np.bool_)
    for group in some:
        marked[group.at] = True
    return marked


def _by_voice(item: Ints, voice: Ints, items: Ints, n_voices: int) -> tuple[Ints, Ints]:
    """Count some items by informant, (items, voices), and all words of each informant: (voices,)."""
    told = voice >= 0
    totals = np.bincount(voice[told], minlength=n_voices)
    kept = told & np.isin(item, items)
    order = np.argsort(items)
    row = order[np.searchsorted(items, item[kept], sorter=order)]
    counts = np.bincount(row * n_voices + voice[kept], minlength=items.size * n_voices)
    return counts.reshape(items.size, n_voices), totals


def _rates(words: Any, rates: Any, lang: str) -> list[str]:
    return [f"{n} ({r})" for n, r in zip(written(words, lang), written(rates, lang, 1), strict=True)]
