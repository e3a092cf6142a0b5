"""The spaCy pipeline beside spaCy's own: how soon it is there, and how fast it reads interviews.

`python -m benchmarks.lang.nlp [copies]`: the example study's texts, so many times.
"""

import sys
from functools import partial

import spacy

import qualcase as qc
from benchmarks.measure import measure, row
from qualcase._kernel.shipped import shipped
from qualcase.lang import nlp


def read(pipeline: spacy.Language, texts: list[str]) -> int:
    return sum(len(pipeline.make_doc(text)) for text in texts)


def every_step(pipeline: spacy.Language, texts: list[str]) -> int:
    return sum(map(len, pipeline.pipe(texts)))


def main(copies: int = 5) -> None:
    case = qc.open(shipped("corpus") / "omah-kreteg")
    texts = [case.snapshot.text(n) for n in range(len(case.snapshot.sources))] * copies
    for lang in ("id", "en"):
        goal = " s, goal < 0.3 s CPU" if lang == "id" else " s"
        ours = measure(partial(nlp, lang), repeats=3)
        row(f"built, {lang}", 1, ours, measure(partial(spacy.blank, lang), repeats=3), f"{ours / 1e3:.2f}{goal}")
        pipeline, stock = nlp(lang), spacy.blank(lang)
        words = read(pipeline, texts)
        fast, slow = (measure(partial(read, one, texts), repeats=3) for one in (pipeline, stock))
        rate = f"{words / fast / 1e3:.2f} M tokens/s"
        row(f"tokens, {lang}", words, fast, slow, f"{rate}, goal >= 4 x" if lang == "id" else rate)
        whole = measure(partial(every_step, pipeline, texts), repeats=3)
        row(
            f"all steps, beside spaCy's tokens alone, {lang}",
            words,
            whole,
            slow,
            f"{words / whole / 1e3:.2f} M tokens/s",
        )
    ours = measure(lambda: list(case.docs()), repeats=3)
    row("docs, with the codings on them", len(case.snapshot.rows), ours)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
