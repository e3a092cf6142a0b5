"""Made data of known size for the benchmarks; the same seed gives the same data."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.roots import listed

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    texts: list[str]
    turns: list[Ints]  # for each text the places where turns start, behind the speaker's label
    stems: list[str]  # 200 roots, as single-word indicators
    phrases: list[str]  # 60 phrases of two or three roots that occur


def corpus(docs: int = 1000, words: int = 4000, types: int = 30_000, seed: int = 2) -> Corpus:
    """Make interviews: affixed words by Zipf's law (1.05), turns of about 35 words with a label, sentences of 12.

    The roots are those on the list and invented ones, 6,000 together.
    """
    rng = np.random.default_rng(seed)
    syllables = [a + b for a in "bcdghjklmprstwy" for b in "aiuo"]
    made = ["".join(rng.choice(syllables, 3)) + rng.choice(list("nkrst")) for _ in range(8000)]
    roots = list(dict.fromkeys([*sorted(listed()), *made]))[:6000]
    rng.shuffle(roots)
    prefixes = ["", "", "me", "di", "ber", "ter", "pe", "ke", "nge"]
    suffixes = ["", "", "nya", "an", "kan", "in", "lah", "i"]
    forms: dict[str, int] = {}
    while len(forms) < types:
        which = int(rng.integers(len(roots)))
        word = rng.choice(prefixes) + roots[which] + rng.choice(suffixes)
        forms.setdefault(f"{word}-{word}" if rng.random() < 0.03 else word, which)
    names, root_of = list(forms), np.array(list(forms.values()))
    weight = 1 / np.arange(1, types + 1) ** 1.05
    texts, turns, said = [], [], []
    for _ in range(docs):
        spoken = rng.choice(types, words, p=weight / weight.sum())
        said.append(spoken)
        lengths = np.maximum(rng.lognormal(np.log(35), 0.8, words), 1).astype(int)
        cuts = np.minimum(np.cumsum(lengths), words)
        parts, starts, at, begin = [], [], 0, 0
        for number, end in enumerate(cuts[: np.searchsorted(cuts, words) + 1].tolist()):
            label = f"{'PW' if number % 2 else 'YL'}: "
            line = " ".join(
                names[w].capitalize() if i % 12 == 0 else names[w] + ("." if i % 12 == 11 else "")
                for i, w in enumerate(spoken[begin:end].tolist())
            )
            starts.append(at + len(label))
            parts.append(f"{label}{line}\n")
            at, begin = at + len(parts[-1]), end
        texts.append("".join(parts))
        turns.append(np.array(starts))
    ranks = rng.choice(np.arange(60, min(6000, types)), 200, replace=False)
    stems = list(dict.fromkeys(roots[root_of[rank]] for rank in ranks))
    phrases = []
    for n in range(60):
        spoken = said[int(rng.integers(docs))]
        at = int(rng.integers(words - 3))
        phrases.append(" ".join(roots[root_of[w]] for w in spoken[at : at + 2 + n % 2]))
    return Corpus(texts, turns, stems, phrases)


@dataclass(frozen=True, slots=True, eq=False)
class Codings:
    """Columns of codings, each (n,), and what they refer to."""

    doc: Ints
    code: Ints
    start: Ints
    end: Ints
    coder: Ints
    informant: Ints
    role: Ints
    role_of: Ints  # (informants,)
    turn_start: Ints  # of every document alike: 80 turns of equal length
    chars: int


def codings(
    n: int, docs: int, codes: int = 50, seed: int = 1, chars: int = 25_000, *, median: float = 120, coders: int = 3
) -> Codings:
    """Make codings of rank-weighted codes, their lengths lognormal (`median` 2,500: dense), within 5 to 4,000."""
    rng = np.random.default_rng(seed)
    doc = np.sort(rng.integers(0, docs, n))
    weight = 1 / np.arange(1, codes + 1)
    code = rng.choice(codes, n, p=weight / weight.sum())
    length = np.clip(rng.lognormal(np.log(median), 0.7, n), 5, 4000).astype(np.int64)
    start = rng.integers(0, chars - length)
    informants = max(4, int(0.8 * docs))
    informant_of = rng.integers(0, informants, docs)
    role_of = rng.integers(0, 6, informants)
    informant = informant_of[doc]
    turn_start = np.arange(80) * (chars // 80)
    return Codings(
        doc, code, start, start + length, rng.integers(0, coders, n), informant, role_of[informant], role_of,
        turn_start, chars,
    )  # fmt: skip


def ratings(units: int = 100_000, coders: int = 3, codes: int = 50, seed: int = 6) -> NDArray[np.int8]:
    """Make binary ratings (coders, units, codes), -1 where missing: four in five kept, few false."""
    rng = np.random.default_rng(seed)
    share = 0.3 / np.arange(1, codes + 1) ** 0.7
    truth = rng.random((units, codes)) < share
    false = 0.02 * share / share[0] + 0.001
    rated = np.empty((coders, units, codes), np.int8)
    for coder in range(coders):
        kept = rng.random((units, codes)) < 0.8
        wrong = rng.random((units, codes)) < false
        rated[coder] = (truth & kept) | (~truth & wrong)
    rated[rng.random(rated.shape) < 0.05] = -1
    return rated


def continuum(n: int, coders: int = 3, seed: int = 7) -> tuple[list[Ints], int]:
    """Make `n` disjoint spans for each coder on a line of 60 * n characters: ([(n, 2), ...], length of the line)."""
    rng = np.random.default_rng(seed)
    line = 60 * n
    return [np.sort(rng.choice(line, 2 * n, replace=False)).reshape(n, 2) for _ in range(coders)], line
