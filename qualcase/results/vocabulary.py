"""What words are counted as: their roots or their forms, and which carry no topic."""

from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.errors import OptionError
from qualcase.lang.lexicon import Lexicon
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import stopwords
from qualcase.results.talk import Talk

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Of: TypeAlias = Literal["roots", "forms"]

_CLITICS = ("-nya", "nya", "lah", "kah", "pun")


class Vocabulary(NamedTuple):
    """What each of a talk's words is counted as. `item`: (n,), numbers in `names`. `empty`: (names,), the stop words.

    A root is empty if only stop words are counted as it; a stop word is never counted as another's root.
    """

    word: Ints
    item: Ints
    names: list[str]
    empty: Flags

    def numbers(self, name: str, first: Ints) -> list[int]:
        """Give what is called so: the one among the `first`, else all; NotFound with the nearest spelling."""
        known("word", name, self.names, "this talk")
        called = [n for n, one in enumerate(self.names) if one == name]
        return [n for n in called if n in first] or called


def vocabulary(talk: Talk, of: Of) -> Vocabulary:
    """Say what the words of a talk are counted as: roots by the language of their source, or forms as said.

    Stop words are forms of their own, so that "keadaan" counts as "ada" and "ada" does not; negators are none.
    """
    option("of", of, ("roots", "forms"))
    lexicon, word = talk.index.lexicon, talk.word
    type_ = talk.index.type[word]
    with lexicon.lock:
        stop = stop_flags(lexicon)
        if of == "forms":
            return _compact(word, type_.astype(np.int64), lexicon.forms, stop)
        names: list[str] = []
        number: dict[tuple[str, bool], int] = {}
        empty: list[bool] = []
        item = np.empty(word.size, np.int64)
        source = talk.sources[talk.index.text_of(word)]
        speaks = np.array([_language(talk, n) for n in range(len(talk.snapshot.sources))])
        for lang in np.unique(speaks[source]).tolist():
            of_type = np.empty(len(lexicon.forms), np.int64)
            for n, (form, root) in enumerate(zip(lexicon.forms, lexicon.roots(lang), strict=True)):
                key = (form if stop[n] else root, bool(stop[n]))
                if key not in number:
                    number[key] = len(names)
                    names.append(key[0])
                    empty.append(key[1])
                of_type[n] = number[key]
            here = speaks[source] == lang
            item[here] = of_type[type_[here]]
    return _compact(word, item, names, np.array(empty, np.bool_))


def counted(item: Ints, voice: Ints, n_items: int, n_voices: int) -> tuple[Ints, Ints]:
    """Count the informants and the words of each item: (items,) each; `item`, `voice`: (n,), a voice of -1 is nobody.

    Returns informants, words.
    """
    known = voice >= 0
    pairs = np.unique(item[known] * n_voices + voice[known])
    return np.bincount(pairs // max(n_voices, 1), minlength=n_items), np.bincount(item, minlength=n_items)


def stop_flags(lexicon: Lexicon) -> Flags:
    """Say which forms are stop words in Indonesian or English, also with a clitic ("adanya", "itulah"): (forms,)."""
    listed = stopwords("id") | stopwords("en")
    return np.array([form in listed or _bare(form) in listed for form in lexicon.forms], np.bool_)


def _bare(form: str) -> str:
    return next((form.removesuffix(one) for one in _CLITICS if form.endswith(one)), form)


def _language(talk: Talk, source: int) -> Lang:
    spoken = talk.snapshot.sources[source].language or talk.snapshot.study.language
    return "en" if spoken == "en" else "id"


def _compact(word: Ints, item: Ints, names: list[str], empty: Flags) -> Vocabulary:
    """Keep the names that occur, in the order of the alphabet."""
    used = np.unique(item)
    order = np.array(sorted(used.tolist(), key=lambda n: (names[n], bool(empty[n]))), np.int64)
    place = np.full(len(names), -1, np.int64)
    place[order] = np.arange(order.size)
    return Vocabulary(word, place[item], [names[n] for n in order.tolist()], empty[order])


def forms_of(talk: Talk, vocabulary: Vocabulary, items: Ints, most: int = 8) -> list[str]:
    """List the forms that each item is said in, the most frequent first: "percaya 21, percayanya 1"."""
    shown = np.isin(vocabulary.item, items)
    types = len(talk.index.lexicon.forms)
    pair, times = np.unique(
        vocabulary.item[shown] * types + talk.index.type[vocabulary.word[shown]], return_counts=True
    )
    forms = talk.index.lexicon.forms
    said: dict[int, list[tuple[int, str]]] = {}
    for key, n in zip(pair.tolist(), times.tolist(), strict=True):
        said.setdefault(key // types, []).append((-n, forms[key % types]))
    return [", ".join(f"{form} {-n}" for n, form in sorted(said[item])[:most]) for item in items.tolist()]


def behind(vocabulary: Vocabulary, items: Ints, at: Ints) -> list[list[int]]:
    """Give for each item the words, by their number in the index, that are counted as it among some places."""
    item = vocabulary.item[at]
    shown = at[np.isin(item, items)]
    order = shown[np.argsort(vocabulary.item[shown], kind="stable")]
    found = vocabulary.item[order]
    low, high = np.searchsorted(found, items, "left"), np.searchsorted(found, items, "right")
    return [vocabulary.word[order[a:b]].tolist() for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def check_counts(**given: int) -> None:
    """Raise OptionError for a number of things that is below one."""
    for name, value in given.items():
        if value < 1:
            raise OptionError(f"{name}={value} is no number of words. Give 1 or more.")
