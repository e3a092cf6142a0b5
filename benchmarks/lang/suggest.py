"""Indicators found in millions of words: in new texts, and again after the codebook was edited.

`python -m benchmarks.lang.suggest [documents]`
"""

import re
import sys
from collections.abc import Callable

import numpy as np

from benchmarks.make import Corpus, corpus
from benchmarks.measure import measure, row
from qualcase.lang.indicators import Hits, Indicator, find, indicator
from qualcase.lang.lexicon import Index, Lexicon
from qualcase.lang.roots import listed, root

WORD = re.compile(r"(?:[^\W_]|(?<=[^\W\d_])['-](?=[^\W\d_]))+")


Found = list[tuple[int, int, int, int]]


def peer(data: Corpus, indicators: list[Indicator], stem: dict[str, str]) -> Callable[[], Found]:
    """Give the loop one would write: a regular expression, a dict of stems, and a trie of phrases."""
    trie: dict = {}
    for number, one in enumerate(indicators):
        node = trie
        for word in one.words:
            node = node.setdefault(word.text, {})
        node.setdefault("", []).append(number)

    def run() -> Found:
        hits: Found = []
        for text_number, (text, turns) in enumerate(zip(data.texts, data.turns, strict=True)):
            lines = iter([*turns.tolist()[1:], len(text) + 1])
            wall = next(lines)
            active: list[tuple[dict, int]] = []
            for match in WORD.finditer(text.lower()):
                start, end = match.span()
                if start >= wall:
                    active = []
                    while start >= wall:
                        wall = next(lines)
                stemmed = stem[match[0]]
                going = []
                for node, begin in [*active, (trie, start)]:
                    found = node.get(stemmed)
                    if found:
                        going.append((found, begin))
                        hits += [(text_number, begin, end, number) for number in found.get("", ())]
                active = going
        return hits

    return run


def rows(hits: Hits) -> Found:
    columns = (hits.text, hits.start, hits.end, hits.indicator)
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def main(docs: int = 1000) -> None:
    data = corpus(docs)
    indicators = [indicator(written) for written in data.stems + data.phrases]
    added = [written for written in sorted(listed())[::200] if written not in data.stems]
    edited = [indicator(written) for written in data.stems[20:] + added + data.phrases[:40] + data.phrases[50:]]
    keys = [str(n) for n in range(docs)]
    lexicon = Lexicon()

    def read(keys: list[str]) -> Index:
        return lexicon.index(keys, lambda key: data.texts[int(key.split("/")[-1])])

    index = read(keys)
    words = index.type.size
    find(index, indicators, walls=data.turns)  # from here on the stems are known
    runs = iter(range(sys.maxsize))

    def new_texts() -> Hits:
        run = next(runs)
        unread = [f"{run}/{key}" for key in keys]
        hits = find(read(unread), indicators, walls=data.turns)
        lexicon.forget(unread)
        return hits

    stem = {form: root(form) for form in lexicon.forms}
    loop = peer(data, indicators, stem)
    assert rows(new_texts()) == sorted(loop()), "the two do not find the same"
    again = peer(data, edited, stem)
    assert rows(find(index, edited, walls=data.turns)) == sorted(again())

    slow = measure(loop, repeats=1 if docs > 300 else 5)
    for name, ours, rate in (
        ("suggest, new texts, stems known", measure(new_texts), 5),
        ("suggest again, codebook edited", measure(lambda: find(index, edited, walls=data.turns)), 30),
    ):
        row(name, words, ours, slow, f"{words / ours / 1e3:.1f} M words/s, goal >= {rate} and >= 6 x")
    hits = find(index, indicators, walls=data.turns)
    print(f"{hits.text.size:,} hits, {np.unique(index.type).size:,} types")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
