"""Which words are said, by how many informants and how often."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints
from qualcase.reduce.groups import Across, Group, groups, heads
from qualcase.render.labels import label
from qualcase.render.numbers import number, written
from qualcase.render.sheet import Column, Sheet
from qualcase.results.concordance import Concordance, talk_notes
from qualcase.results.table import call
from qualcase.results.talk import Speakers, talk
from qualcase.results.vocabulary import Of, Vocabulary, behind, check_counts, counted, forms_of, vocabulary
from qualcase.results.word_table import WordTable


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Words(WordTable):
    """Words, and who says them how often, in each group."""

    vocabulary: Vocabulary
    items: Ints  # the words shown, numbers in the vocabulary
    groups: tuple[Group, ...]
    across: Across | None
    distinct: int  # words that could have been shown

    def quotes(self, word: str, group: str = "") -> Concordance:
        """Put a word in its context, everywhere or in one group; a word that the table does not show, too."""
        at = np.arange(self.vocabulary.word.size)
        if group:
            every = [one.name for one in self.groups]
            at = self.groups[every.index(known("group", group, every, "this table"))].at
        items = self.vocabulary.numbers(word, first=self.items)
        return self.in_context(self.vocabulary.word[at[np.isin(self.vocabulary.item[at], items)]], word)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the words out: informants, words, per thousand; with groups these three in one cell for each."""
        lang = lang or self.snapshot.lang
        columns = [
            Column(label("words.word", lang), list(self.data["word"][:: max(len(self.groups), 1)]), rowhead=True)
        ]
        if self.across is None:
            links = behind(self.vocabulary, self.items, np.arange(self.vocabulary.word.size))
            columns += [
                Column(label("words.informants", lang), written(self.data["informants"], lang), align="right"),
                Column(label("words.words", lang), written(self.data["words"], lang), align="right", links=links),
                Column(label("words.rate", lang), written(self.data["per_thousand"], lang, 2), align="right"),
            ]
            if any(self.data["forms"]):
                columns.append(Column(label("words.forms", lang), list(self.data["forms"]), width=3))
        else:
            columns += list(self._by_group(self.across, lang))
        n = number(len(self.items), lang)
        notes = (
            label("words.shown", lang, n=n, all=number(self.distinct, lang), of=number(len(self.talk), lang)),
            *((label("words.cell", lang),) if self.across else ()),
            *((label("words.across_code", lang),) if self.across == "code" else ()),
            *talk_notes(self.talk, lang),
        )
        return Sheet(label("words.title", lang), tuple(columns), notes=notes, lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw how often each word is said, in a thousand words, with matplotlib on `ax` or on new axes."""
        from qualcase.render.figure import bars

        step, lang = max(len(self.groups), 1), self.snapshot.lang
        names = [self.vocabulary.names[n] for n in self.items.tolist()]
        rates = np.array(self.data["per_thousand"], float).reshape(-1, step).T
        labels = heads(self.snapshot, self.across, [g.name for g in self.groups], lang) if self.across else [""]
        series = list(zip(labels, rates.tolist(), strict=True))
        return bars(series, names, axis=label("words.rate", lang), title=label("words.title", lang), ax=ax)

    def _by_group(self, across: Across, lang: str) -> Iterator[Column]:
        step = len(self.groups)
        names = heads(self.snapshot, across, [group.name for group in self.groups], lang)
        top = max(self.data["per_thousand"], default=0.0) or 1.0
        for n, (name, group) in enumerate(zip(names, self.groups, strict=True)):
            voices, words, rates = (self.data[key][n::step] for key in ("informants", "words", "per_thousand"))
            cells = [
                f"{number(v, lang)} / {number(w, lang)} ({number(r, lang, 1)})" if w else "0"
                for v, w, r in zip(voices, words, rates, strict=True)
            ]
            head = name if across in ("voice", "code") else f"{name} ({number(group.heard.sum(), lang)})"
            links = behind(self.vocabulary, self.items, group.at)
            yield Column(head, cells, align="right", links=links, tint=[r / top for r in rates])


def words(
    case: Reads, across: Across | None = None, *, of: Of = "roots", speakers: Speakers = "informants",
    stop_words: bool = False, least: int = 2, top: int = 50,
) -> Words:  # fmt: skip
    """Show which words are said, by how many informants and how often; those that most informants say come first.

    Parameters
    ----------
    across
        The groups compared: "role", "side", "voice", "source", "kind", or "code": the words under its codings.
    of
        What counts as one word: all forms with one root, or each form.
    speakers
        The informants, or "everyone": those who ask, too.
    stop_words
        Whether words that carry no topic count ("yang", "the"). Negators and hedges are never left out.
    least
        How often a word must be said, altogether.
    top
        How many words are shown; the table says of how many.

    Returns
    -------
    Words
        `.frame`, a row for each word, and for each of its groups: `word`, `group` (with `across`), `informants` (who
        say it), `words` (how often), `per_thousand` (of all words of the group, stop words included), `forms` (of a
        root, the most frequent first). `.quotes("tepat", "member")` puts a word in its context.

    Raises
    ------
    OptionError
        No such option; across="code" where several coded and nobody said whose codings count.

    Examples
    --------
    >>> table = case.words("role")
    >>> row = table.frame.query("word == 'orang' and group == 'member'").iloc[0]
    >>> bool(len(table.quotes("orang", "member")) == row["words"])
    True
    """
    check_counts(least=least, top=top)
    said = talk(case.snapshot, speakers)
    vocab = vocabulary(said, of)
    voice = said.voice(said.stretch(vocab.word))
    n, voices = len(vocab.names), len(case.snapshot.voices)
    informants, times = counted(vocab.item, voice, n, voices)
    kept = np.flatnonzero((times >= least) & (stop_words | ~vocab.empty))
    items = kept[np.lexsort((kept, -times[kept], -informants[kept]))][:top]
    made_of = tuple(groups(said, vocab.word, across)) if across is not None else ()
    every = [group.at for group in made_of] if across is not None else [np.arange(vocab.word.size)]
    counts = [counted(vocab.item[at], voice[at], n, voices) for at in every]
    who, often = (
        np.array([pair[i][items] for pair in counts], np.int64).reshape(len(every), items.size).T for i in (0, 1)
    )
    size = np.array([at.size for at in every], float)
    rate = np.divide(1000 * often, size, out=np.full(often.shape, np.nan), where=size > 0)
    step = len(every)
    forms = forms_of(said, vocab, items) if of == "roots" else [""] * items.size
    data: dict[str, Any] = {
        "word": np.repeat([vocab.names[i] for i in items.tolist()], step).tolist(),
        **({"group": [group.name for group in made_of] * items.size} if across is not None else {}),
        "informants": who.ravel().tolist(), "words": often.ravel().tolist(), "per_thousand": rate.ravel().tolist(),
        "forms": [one for one in forms for _ in range(step)],
    }  # fmt: skip
    coder = case.snapshot.evidence.coder if across == "code" else ""
    made = call("words", case.snapshot, coder=coder, across=across, of=of, speakers=speakers, least=least, top=top)
    return Words(data, case.snapshot, made, (), said, vocab, items, made_of, across, kept.size)
