"""Which words are said together more often than their frequencies would have it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from qualcase._kernel.checks import option
from qualcase.errors import NotFound, OptionError
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints
from qualcase.reduce.kwic import occurrences
from qualcase.render.labels import label
from qualcase.render.numbers import number, written
from qualcase.render.sheet import Column, Sheet
from qualcase.results.concordance import Concordance, concordance, talk_notes
from qualcase.results.table import call
from qualcase.results.talk import Speakers, Talk, talk
from qualcase.results.vocabulary import Of, Vocabulary, check_counts, counted, vocabulary
from qualcase.results.word_table import WordTable

Measure: TypeAlias = Literal["log_likelihood", "pmi", "t_score", "chi_squared", "dice"]
MEASURES = {"log_likelihood": "likelihood_ratio", "pmi": "pmi", "t_score": "student_t", "chi_squared": "chi_sq",
            "dice": "dice"}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Collocations(WordTable):
    """Pairs of words, the first said before the second."""

    first: tuple[Ints, ...]  # for each pair its first words, numbers in the talk's index, rising
    second: tuple[Ints, ...]  # and its second words
    measure: Measure
    distinct: int  # pairs that could have been shown

    def quotes(self, first: str, second: str) -> Concordance:
        """Put a pair in its context: from its first word to its second. NotFound if the table does not have it."""
        pairs = list(zip(self.data["first"], self.data["second"], strict=True))
        if (first, second) not in pairs:
            near = [" ".join(pair) for pair in pairs if first in pair or second in pair]
            raise NotFound(
                f"no pair {first!r}, {second!r} in this table. With one of them: {', '.join(near) or 'none'}."
            )
        at = pairs.index((first, second))
        start, _ = self.talk.place(self.first[at])
        _, end = self.talk.place(self.second[at])
        return concordance(self.talk, start, end, what=f"{first} … {second}", made=self.call)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the pairs out: informants, times, how often each is said, the measure."""
        lang = lang or self.snapshot.lang
        data = self.data
        links = [first.tolist() for first in self.first]
        columns = (
            Column(label("collocations.first", lang), list(data["first"]), rowhead=True),
            Column(label("collocations.second", lang), list(data["second"]), rowhead=True),
            Column(label("words.informants", lang), written(data["informants"], lang), align="right"),
            Column(label("words.words", lang), written(data["times"], lang), align="right", links=links),
            Column(label("collocations.of_first", lang), written(data["first_times"], lang), align="right"),
            Column(label("collocations.of_second", lang), written(data["second_times"], lang), align="right"),
            Column(label(f"collocations.{self.measure}", lang), written(data["score"], lang, 2), align="right"),
        )
        window = self.call.arguments["window"]
        notes = (
            label(
                "collocations.shown", lang, n=number(len(self), lang), all=number(self.distinct, lang), window=window
            ),
            *talk_notes(self.talk, lang),
        )
        return Sheet(label("collocations.title", lang), columns, notes=notes, lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw the measure of each pair with matplotlib on `ax` or on new axes; give the Axes."""
        from qualcase.render.figure import bars

        lang = self.snapshot.lang
        pairs = [" ".join(pair) for pair in zip(self.data["first"], self.data["second"], strict=True)]
        name = label(f"collocations.{self.measure}", lang)
        return bars([("", list(self.data["score"]))], pairs, axis=name, title=label("collocations.title", lang), ax=ax)


def collocations(
    case: Reads, what: str | Iterable[str] | None = None, *, window: int = 2, measure: Measure = "log_likelihood",
    of: Of = "roots", speakers: Speakers = "informants", stop_words: bool = False, least: int = 3, top: int = 30,
) -> Collocations:  # fmt: skip
    """Show which words are said together more often than their frequencies would have it.

    A pair is two words of one turn, the first before the second, at most `window` - 1 words apart::

        window=2    kerja sama          neighbours
        window=4    kerja keras dan sama    also these

    Parameters
    ----------
    what
        Only pairs with this word in them, written as in `kwic`; without it all pairs.
    window
        How many words a pair may span, both included, from 2.
    measure
        "log_likelihood", "pmi" (pointwise mutual information), "t_score", "chi_squared" or "dice".
    of
        What counts as one word: all forms with one root, or each form.
    speakers
        The informants, or "everyone": those who ask, too.
    stop_words
        Whether pairs count that hold a word without a topic. Negators and hedges always do.
    least
        How often a pair must be said.
    top
        How many pairs are shown, those with the greatest measure first.

    Returns
    -------
    Collocations
        `.frame`, a row for each pair: `first`, `second`, `informants` (who say it), `times`, `first_times`,
        `second_times` (how often each word is said), `score`. `.quotes("kerja", "sama")` puts a pair in its context.

    Raises
    ------
    OptionError
        No such measure, or a window below 2.

    Notes
    -----
    The measures are those of `nltk.metrics.BigramAssocMeasures`; the log-likelihood is Dunning's (1993, Computational
    Linguistics 19: 61-74). For a wider window nltk divides the pair's count by the places it may take.

    Examples
    --------
    >>> pairs = case.collocations("tangan")
    >>> pairs.frame.loc[0, ["first", "second"]].tolist()
    ['tanda', 'tangan']
    >>> bool(len(pairs.quotes("tanda", "tangan")) == pairs.frame["times"][0])
    True
    """
    option("measure", measure, get_args(Measure))
    check_counts(least=least, top=top)
    if window < 2:
        raise OptionError(f"window={window} holds no pair. Give the number of words that a pair may span, from 2.")
    snapshot = case.snapshot
    said = talk(snapshot, speakers)
    vocab = vocabulary(said, of)
    n, voices = max(len(vocab.names), 1), len(snapshot.voices)
    times = np.bincount(vocab.item, minlength=n)
    a, b = pairs_within(said, vocab.word, window)
    kept = np.ones(a.size, np.bool_) if stop_words else ~(vocab.empty[vocab.item[a]] | vocab.empty[vocab.item[b]])
    if what is not None:
        wanted = _asked(said, vocab, what)
        kept &= wanted[a] | wanted[b]
    a, b = a[kept], b[kept]
    key = vocab.item[a] * n + vocab.item[b]
    pair, often = np.unique(key, return_counts=True)
    pair, often = pair[often >= least], often[often >= least]
    which = np.searchsorted(pair, key)
    frequent = np.flatnonzero(np.append(pair, -1)[which] == key)
    a, b, which = a[frequent], b[frequent], which[frequent]
    who, _ = counted(which, said.voice(said.stretch(vocab.word[a])), pair.size, voices)
    score = scores(pair, often, times, window, measure)
    shown = np.lexsort((-often, -who, -score))[:top]
    first, second = pair[shown] // n, pair[shown] % n
    names = vocab.names
    data: dict[str, Any] = {
        "first": [names[i] for i in first.tolist()], "second": [names[i] for i in second.tolist()],
        "informants": who[shown], "times": often[shown], "first_times": times[first], "second_times": times[second],
        "score": score[shown],
    }  # fmt: skip
    at = [np.flatnonzero(which == one) for one in shown.tolist()]
    asked = what if what is None or isinstance(what, str) else ", ".join(what)
    made = call(
        "collocations", snapshot, what=asked, window=window, measure=measure, of=of, speakers=speakers, least=least,
        top=top,
    )  # fmt: skip
    firsts, seconds = (tuple(vocab.word[side[one]] for one in at) for side in (a, b))
    return Collocations(data, snapshot, made, (), said, firsts, seconds, measure, pair.size)


def pairs_within(said: Talk, word: Ints, window: int) -> tuple[Ints, Ints]:
    """Pair the words of one stretch that are at most `window` - 1 apart: places among `word`, first and second."""
    stretch = said.stretch(word)
    found = []
    for apart in range(1, window):
        first = np.flatnonzero(stretch[apart:] == stretch[:-apart])
        found.append((first, first + apart))
    firsts, seconds = zip(*found, strict=True)
    return np.concatenate(firsts), np.concatenate(seconds)


def scores(pair: Ints, often: Ints, times: Ints, window: int, measure: Measure) -> Any:
    """Give nltk's measure of association for pairs: (pairs,); NaN where it is not defined.

    `pair`: first * items + second. `often`: how often each is said. `times`: (items,), how often each word is said.
    """
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures
    from nltk.probability import FreqDist

    n = times.size
    finder = BigramCollocationFinder(
        FreqDist(dict(enumerate(times.tolist()))),
        FreqDist({divmod(key, n): count for key, count in zip(pair.tolist(), often.tolist(), strict=True)}),
        window_size=window,
    )
    scored: Callable[..., float] = getattr(BigramAssocMeasures, MEASURES[measure])

    def score(first: int, second: int) -> float:
        try:
            found = finder.score_ngram(scored, first, second)
        except (ValueError, ZeroDivisionError):  # of so few words, or of so many times, that a margin is empty
            return np.nan
        return np.nan if found is None else found

    return np.fromiter((score(*divmod(key, n)) for key in pair.tolist()), np.float64, pair.size)


def _asked(said: Talk, vocab: Vocabulary, what: str | Iterable[str]) -> Any:
    """Say which words are asked for: (n,)."""
    start, end, _ = occurrences(said, what)
    first, last = said.place(vocab.word)
    return (np.searchsorted(np.sort(start), last, "left") - np.searchsorted(np.sort(end), first, "right")) > 0
