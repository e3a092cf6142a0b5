from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.coding.alike import Alike, Cosine, Dense, grams
from qualcase.lang.words import words

TEXTS = st.lists(st.text("ab nya-", max_size=12), min_size=2, max_size=8)


def counted(text: str) -> Counter[str]:
    line = f"\n{' '.join(words(text).forms)}\n"
    return Counter(line[at : at + n] for n in range(2, 6) for at in range(len(line) - n + 1))


def cosine(one: int, other: int, texts: list[str]) -> float:
    """The cosine of two texts, worked out gram by gram over the distinct texts."""
    distinct = [counted(text) for text in dict.fromkeys(texts)]
    held = Counter(gram for text in distinct for gram in text)
    idf = {gram: 1 + log((1 + len(distinct)) / (1 + n)) for gram, n in held.items() if n > 1}
    weigh = [
        {gram: (1 + log(n)) * idf[gram] for gram, n in counted(text).items() if gram in idf}
        for text in (texts[one], texts[other])
    ]
    length = [sum(w * w for w in row.values()) ** 0.5 for row in weigh]
    return (
        sum(w * weigh[1].get(gram, 0) for gram, w in weigh[0].items()) / (length[0] * length[1]) if all(length) else 0.0
    )


@given(TEXTS)
def test_runs_of_characters_are_counted_text_by_text(texts: list[str]) -> None:
    found = grams(texts)
    assert [sorted(row.data.tolist()) for row in found] == [sorted(counted(text).values()) for text in texts]


@given(TEXTS)
def test_cosines_are_those_of_weighed_counts(texts: list[str]) -> None:
    found = Cosine(texts).block(np.arange(len(texts)), np.array([0, 1]))
    wanted = [[cosine(row, column, texts) for column in (0, 1)] for row in range(len(texts))]
    assert found == pytest.approx(np.array(wanted), abs=1e-5)


def test_spellings_of_a_word_read_alike() -> None:
    texts = ["kami belum percaya", "kami blm percaya kok", "harga cabai naik", "harga cabai turun lagi"]
    found = Cosine(texts).block(np.array([0]), np.arange(4))[0]
    assert found[1] > 3 * max(found[2], found[3])


def test_passages_not_learned_from_are_centred_as_the_others() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(9, 4)).astype(np.float32)
    learned = np.array([0, 2, 3, 5, 8])
    alike = Alike(learned, [Dense(rows)], [], np.zeros(9, np.int64))
    length = (rows - rows.mean(0)) / np.linalg.norm(rows - rows.mean(0), axis=1, keepdims=True)
    centred = length - length[learned].mean(0)
    assert alike.kernel == pytest.approx(centred[learned] @ centred[learned].T + 1, abs=1e-5)
    assert alike.to_learned(np.arange(9)) == pytest.approx(centred @ centred[learned].T + 1, abs=1e-5)


def test_within_a_side_words_count_and_across_sides_they_do_not() -> None:
    texts = ["kita percaya", "kami percaya", "kita percaya", "harga lain", "kami lain"]
    cosines, side = Cosine(texts), np.array([0, 0, 1, 0, 1])
    every = np.arange(5)
    found = Alike(every, [cosines, Dense(np.zeros((5, 1)))], [cosines], side)
    raw = cosines.block(every, every) * np.where(side[:, None] == side, 2, 1) / 3
    mean = raw.mean(0)
    assert raw[0, 1] > 0.1
    assert found.kernel == pytest.approx(raw - mean - mean[:, None] + mean.mean() + 1, abs=1e-5)
