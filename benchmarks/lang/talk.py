"""How well sentences, stance and holders are read in labelled talk, beside what else can be installed; and how fast.

`python -m benchmarks.lang.talk [samples] [held]`: the rules may be tuned on `dev`; with `held` the other third is
printed too, figures only. `samples` is the folder of the real talk; without it the made turns alone are read.
Rivals that are not installed are named: `pip install pysbd`. spaCy and NLTK come with the library.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import measure

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from talk_data import Cue, rows
from talk_scores import accuracy, holders, pole, sentence_f1, split_by_us, stances

from qualcase.lang.clauses import NEGATORS
from qualcase.lang.stance import stance
from qualcase.lang.words import words

WINDOW = 3
Ends = Callable[[str], set[int]]


def splitters() -> Iterator[tuple[str, Ends | None]]:
    """Give each splitter as a function from a text to the ends of its sentences; None where it is not installed."""
    yield "qualcase", split_by_us
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    punkt = PunktSentenceTokenizer()
    yield "nltk Punkt, untrained", lambda text: {end for _, end in punkt.span_tokenize(text)}
    import spacy

    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    yield "spaCy sentencizer (id)", lambda text: {len(text[: s.end_char].rstrip()) for s in nlp(text).sents}
    try:
        import pysbd
    except ImportError:
        yield "pysbd (en)", None
    else:
        segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
        yield "pysbd (en)", lambda text: {len(text[: s.end].rstrip()) for s in segmenter.segment(text)}


def by_window(cue: Cue) -> str:
    """Read a cue by the rule one would write: a negator among the three words in front turns it."""
    before = words(cue.text[: cue.start]).forms[-WINDOW:]
    return turned(cue, any(word in NEGATORS["id"] or word.endswith("n't") for word in before))


def by_mark_negation(cue: Cue) -> str:
    """Read a cue by NLTK's rule for English: negated from a negator to the next punctuation."""
    from nltk.sentiment.util import mark_negation
    from nltk.tokenize import NLTKWordTokenizer

    spans = list(NLTKWordTokenizer().span_tokenize(cue.text))
    marked = mark_negation([cue.text[a:b] for a, b in spans])
    at = next((n for n, (a, b) in enumerate(spans) if a <= cue.start < b), 0)
    return turned(cue, marked[at].endswith("_NEG"))


def turned(cue: Cue, negated: bool) -> str:
    """Give the direction of a cue, turned round where it is negated; such a rule is never unsure."""
    return "for" if (pole(cue.row["cue"]) == "positive") != negated else "against"


def shares(found: list[tuple[Cue, str]], key: str) -> str:
    """Say for each value of a column how many of how many cues are right."""
    of, right = (Counter(c.row[key] for c, said in found if which or c.row["label"] == said) for which in (1, 0))
    return ", ".join(f"{value} {right[value]}/{n}" for value, n in sorted(of.items()))


def quality(split: str, samples: Path | None) -> None:
    """Print the tables of one split."""
    labelled = sum(len(row["boundaries"].split()) for row in rows("sentences", split=split))
    print(f"\n{split}: sentences, F1 over {labelled} ends")
    for name, ends in splitters():
        print(f"  {name:<28}" + ("not installed" if ends is None else f"{sentence_f1(split, ends):.3f}"))
    ours = stances(split, samples)
    print(f"{split}: stance, share right of {len(ours)} cues")
    for name, found in (
        ("qualcase", ours),
        (f"a window of {WINDOW} words", stances(split, samples, by_window)),
        ("nltk.mark_negation", stances(split, samples, by_mark_negation)),
    ):
        english = [one for one in found if one[0].row["lang"] == "en"]
        natural = [one for one in found if one[0].row["origin"] == "real"]
        parts = f", English {accuracy(english):.3f}" + (f", real talk {accuracy(natural):.3f}" if natural else "")
        print(f"  {name:<28}{accuracy(found):.3f}{parts}")
    decided = [one for one in ours if one[1] != "unsure"]
    print(f"  decided by qualcase: {len(decided)}, of them right {accuracy(decided):.3f}")
    print(f"  by kind: {shares(ours, 'kind')}")
    whose = holders(split)
    right = [sum(parts) / len(whose) for parts in zip(*((who, basis) for _, who, basis in whose), strict=True)]
    print(f"{split}: holder {right[0]:.3f}, basis {right[1]:.3f} of {len(whose)} cues")


def speed() -> None:
    """Print words a second for sentences, and the time of 10,000 hints."""
    text = "\n".join(row["text"] for row in rows("sentences", split="dev")) * 20
    for name, ends in splitters():
        if ends is not None:
            print(f"  {name:<28}{len(text.split()) / measure(lambda e=ends: e(text), repeats=3):8.0f} thousand words/s")
    cues = [cue for cue, _ in stances("dev", None)]
    many = [cues[n % len(cues)] for n in range(10_000)]
    took = measure(lambda: [stance(c.text, c.start, c.end, pole="positive") for c in many], repeats=3)
    print(f"  10,000 stance hints         {took / 1e3:8.2f} s")


def main(*arguments: str) -> None:
    samples = next((Path(one) for one in arguments if one != "held"), None)
    for split in ("dev", "held") if "held" in arguments else ("dev",):
        quality(split, samples)
    print("\nspeed")
    speed()


if __name__ == "__main__":
    main(*sys.argv[1:])
