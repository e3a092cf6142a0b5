"""W7: search in millions of words beside `re` and nltk; counting words; the memory all of it takes.

`python -m benchmarks.reduce.kwic [documents]`
"""

import re
import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.make import Corpus, corpus
from benchmarks.measure import measure, row
from qualcase.lang.roots import listed
from qualcase.lang.words import words as read_words
from qualcase.model.live import Live
from qualcase.model.nouns import RESEARCHER, Segments, Source, Text, Voice
from qualcase.model.snapshot import Snapshot
from qualcase.reduce.collocations import collocations
from qualcase.reduce.keyness import keyness
from qualcase.reduce.kwic import kwic
from qualcase.reduce.words import words

WORD = r"[^\W_]+(?:[-'][^\W_]+)*"
LABEL = len("YL: ")


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Something that reads like a case."""

    snapshot: Snapshot


class Rows:
    """A record in memory, as `Live` reads it: a document an interview, its informant and the interviewer in turns."""

    seq = 1

    def __init__(self, data: Corpus) -> None:
        self.texts = {str(n): text for n, text in enumerate(data.texts)}
        informants = max(len(data.texts) * 4 // 5, 1)
        rows: list[Any] = [Voice(f"V{n:04}", f"R{n % 6}", f"side {n % 2}") for n in range(informants)]
        rows.append(Voice("PW", "interviewer", RESEARCHER))
        for n, (text, starts) in enumerate(zip(data.texts, data.turns, strict=True)):
            voice = f"V{n % informants:04}"
            spans = [(a, b - LABEL - 1) for a, b in pairwise([*starts.tolist(), len(text) + LABEL])]
            said = [voice if turn % 2 == 0 else "PW" for turn in range(len(spans))]
            columns = {"start": [a for a, _ in spans], "end": [b for _, b in spans], "voice": said}
            rows += [Source(f"S{n:04}", "interview", str(n), voices=(voice,))]
            rows += [Segments(f"S{n:04}", str(n), "1", columns, [], [])]
        self._rows = rows

    def reading(self):
        return nullcontext()

    def rows(self, noun: Any, **equal: object) -> list[Any]:
        return [one for one in self._rows if type(one) is noun]

    def get(self, noun: Any, key: str) -> Any:
        return Text(key, self.texts[key]) if noun is Text else None

    def columns(self, noun: Any, names: Any) -> list[tuple[Any, ...]]:
        return []


def spoken(snapshot: Snapshot, number: int, text: str) -> Iterator[tuple[str, str]]:
    """Give each word of an informant in a document with who says it."""
    turn = snapshot.units["turn"]
    for at in np.flatnonzero((turn.source == number) & ~snapshot.asking).tolist():
        a, b = (int(side[at] - snapshot.base[number]) for side in (turn.start, turn.end))
        voice = snapshot.voices[int(turn.voice[at])].id
        yield from ((voice, form) for form in read_words(text[a:b]).forms)


def by_loop(said: list[tuple[str, str]], snapshot: Snapshot) -> tuple[Counter[Any], dict[Any, set[str]]]:
    """Count words and informants by role in plain Python."""
    role = {voice.id: voice.role for voice in snapshot.voices}
    counts: Counter[Any] = Counter()
    who: dict[Any, set[str]] = defaultdict(set)
    for voice, form in said:
        counts[role[voice], form] += 1
        who[role[voice], form].add(voice)
    return counts, who


def finditer(texts: list[str], pattern: re.Pattern[str]) -> int:
    return sum(1 for text in texts for _ in pattern.finditer(text))


def main(docs: int = 1000) -> None:
    from nltk.text import ConcordanceIndex
    from nltk.tokenize import regexp_tokenize

    data = corpus(docs)
    study = Made(Live(Rows(data)).snapshot())
    bare = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n = len(words(study, "role", speakers="everyone").talk)
    keyness(study, "R0", across="role")
    collocations(study, least=20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n:,} words: {peak:,.0f} MB at most, {bare:,.0f} MB of it texts and their making; goal <= 1,000 MB")
    stem = sorted(
        listed().intersection(data.stems),
        key=lambda one: abs(finditer(data.texts, re.compile(rf"\b{one}")) - n // 2000),
    )[0]
    for name, pattern in (
        ("a literal", re.compile(stem, re.I)),
        ("a literal and \\w*", re.compile(rf"\b{stem}\w*", re.I)),
    ):
        found = kwic(study, pattern, speakers="everyone")
        assert len(found) == finditer(data.texts, pattern), "the two do not find the same"
        ours = measure(lambda p=pattern: kwic(study, p, speakers="everyone"))
        row(f"kwic, {name} (re.I)", n, ours, measure(lambda p=pattern: finditer(data.texts, p)),
            f">= 5 x; {len(found):,} lines")  # fmt: skip
    open_pattern = re.compile(rf"\w+{stem[1:]}", re.I)
    ours = measure(lambda: kwic(study, open_pattern, speakers="everyone"), repeats=1)
    row("kwic, no literal to begin with (re.I)", n, ours,
        measure(lambda: finditer(data.texts, open_pattern), repeats=1), "no goal")  # fmt: skip
    found = kwic(study, stem, speakers="everyone")
    by_re = measure(lambda: finditer(data.texts, re.compile(stem, re.I)))
    row("kwic, a root, beside a literal by re.I", n, measure(lambda: kwic(study, stem, speakers="everyone")), by_re,
        f"{len(found):,} lines")  # fmt: skip

    few = Made(Live(Rows(Corpus(data.texts[: docs // 10], data.turns[: docs // 10], [], []))).snapshot())
    tokens = [form for text in data.texts[: docs // 10] for form in read_words(text).forms]
    form = max(found.forms, key=found.forms.__getitem__)
    index = ConcordanceIndex(tokens)
    here = kwic(few, f"={form}", speakers="everyone")
    assert len(here) == len(index.find_concordance(form)), "the two do not find the same"
    ours = measure(lambda: kwic(few, f"={form}", speakers="everyone"))
    row("kwic, a form, beside nltk's concordance", len(tokens), ours,
        measure(lambda: index.find_concordance(form)), f"index built; {len(here):,} lines")  # fmt: skip

    def first() -> object:
        few.snapshot.workings.clear()
        return kwic(few, f"={form}", speakers="everyone")

    def nltk_first() -> list[Any]:
        read = [one for text in data.texts[: docs // 10] for one in regexp_tokenize(text.lower(), WORD)]
        return ConcordanceIndex(read).find_concordance(form)

    assert len(nltk_first()) == len(here)
    row("kwic, texts not read yet, beside nltk's", len(tokens), measure(first),
        measure(nltk_first), "regexp_tokenize, ConcordanceIndex")  # fmt: skip

    said = [
        (voice, form) for number, text in enumerate(data.texts) for voice, form in spoken(study.snapshot, number, text)
    ]
    counts, who = by_loop(said, study.snapshot)
    table = words(study, "role", of="forms", least=1, top=n).frame
    shown = set(table["word"])
    assert {(r.group, r.word): (r.words, r.informants) for r in table.itertuples() if r.words} == {
        key: (times, len(who[key])) for key, times in counts.items() if key[1] in shown
    }
    row("words of forms, by role", n, measure(lambda: words(study, "role", of="forms"), repeats=3),
        measure(lambda: by_loop(said, study.snapshot), repeats=3), "a loop over words with their speakers")  # fmt: skip
    row("words of roots, by role", n, measure(lambda: words(study, "role", speakers="everyone"), repeats=3))
    row("keyness, a role", n, measure(lambda: keyness(study, "R0", across="role"), repeats=3))
    row("collocations, a window of 4", n, measure(lambda: collocations(study, window=4, least=20), repeats=1))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
