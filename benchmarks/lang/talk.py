"""How well sentences, stance and holders are read in labelled talk, beside what else can be installed; and how fast.

`python -m benchmarks.lang.talk [samples] [held]`: the rules may be tuned on `dev`; with `held` the other part is
printed too, figures only. `samples` is the folder of the real talk; without it the made turns alone are read. Cues in
natural interviews, `natural.csv`, are read as those of `stance.csv` and `holder.csv` are, where there is such a file.
Rivals that are not installed are named: `pip install pysbd`. spaCy and NLTK come with the library.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import measure

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from talk_data import Cue, has, rows
from talk_scores import accuracy, holders, pole_of, sentence_f1, split_by_us, stances

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
    return "for" if (pole_of(cue) == "positive") != negated else "against"


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
    of_stance(split, samples, "stance")
    of_holders(split, "holder")
    if has("natural"):
        of_stance(split, samples, "natural")
        of_holders(split, "natural")


def of_stance(split: str, samples: Path | None, file: str) -> None:
    """Print how well the cues of one file are read, beside the two rules that one would write first."""
    ours = stances(split, samples, name=file)
    if not ours:
        return
    print(f"{split}: {file}, share right of {len(ours)} cues")
    for name, found in (
        ("qualcase", ours),
        (f"a window of {WINDOW} words", stances(split, samples, by_window, file)),
        ("nltk.mark_negation", stances(split, samples, by_mark_negation, file)),
    ):
        english = [one for one in found if one[0].row["lang"] == "en"]
        natural = [one for one in found if one[0].row["origin"] == "real"]
        parts = f", English {accuracy(english):.3f}" if english else ""
        parts += f", real talk {accuracy(natural):.3f}" if natural else ""
        print(f"  {name:<28}{accuracy(found):.3f}{parts}")
    decided = [one for one in ours if one[1] != "unsure"]
    print(f"  decided by qualcase: {len(decided)}" + (f", of them right {accuracy(decided):.3f}" if decided else ""))
    print(f"  by kind: {shares(ours, 'kind')}")


def of_holders(split: str, file: str) -> None:
    """Print how often the holder of a cue and the basis of the judgement are right."""
    whose = holders(split, file)
    if whose:
        right = [sum(parts) / len(whose) for parts in zip(*((who, basis) for _, who, basis in whose), strict=True)]
        print(f"{split}: {file}, holder {right[0]:.3f}, basis {right[1]:.3f} of {len(whose)} cues")


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
