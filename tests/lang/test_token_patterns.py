"""Token patterns: what is no pattern, and where patterns match."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.roots import root
from qualcase.lang.token_patterns import find_tokens, problem


def found(text, *patterns, walls=(), lang="id"):
    hits = find_tokens([text], [(one, lang) for one in patterns], [np.array(walls, np.int64)])
    return [(text[a:b], n) for a, b, n in zip(hits.start, hits.end, hits.indicator, strict=True)]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (({"LEMMA": "percaya"}, {"OP": "*"}, {"lower": {"IN": ["penuh", "banget"]}}), ""),
        (({"LENGTH": {">=": 3}, "IS_ALPHA": True},), ""),
        (({"LEMA": "percaya"},), "'LEMA'"),
        (({"POS": "VERB"},), "'POS'"),
        (({"_": {"negated": True}},), "'_'"),
        (({"IS_ALPHA": "maybe"},), "IS_ALPHA"),
        (({"LOWER": "a", "OP": "??"},), "OP"),
        (({"LOWER": {"REGEX": "((("}},), "unterminated"),
        ((), "at least 1"),
    ],
)
def test_what_is_wrong_with_a_pattern_is_said(pattern, said):
    assert said in problem(pattern)
    assert bool(problem(pattern)) == bool(said)


def test_a_pattern_finds_tokens_by_root_spelling_and_form():
    text = "Janjinya ga ditepatin. Mereka menepati janji, nggak bohong."
    lemma, norm = ({"LEMMA": "menepati"}, {"LEMMA": "janji", "OP": "?"}), ({"NORM": "gak"}, {"IS_ALPHA": True})
    assert found(text, lemma, norm) == [
        ("ga ditepatin", 1), ("ditepatin", 0), ("menepati janji", 0), ("nggak bohong", 1),
    ]  # fmt: skip
    several = ({"LEMMA": {"IN": ["menepati", "pembohong"]}},)
    assert [words for words, _ in found(text, several)] == ["ditepatin", "menepati", "bohong"]
    assert found("They kept promises.", ({"LEMMA": "keep"}, {"LEMMA": "promise"}), lang="en") == [("kept promises", 0)]


def test_no_match_runs_from_one_turn_into_the_next():
    text = "A: percaya\nB: penuh\nA: percaya penuh"
    walls = [3, 10, 14, 19, 23, 36]
    pair = ({"LEMMA": "percaya"}, {"OP": "*"}, {"LOWER": "penuh"})
    assert found(text, pair, walls=walls) == [("percaya penuh", 0)]
    assert found(text, pair) == [(text[3:], 0)]


@given(st.lists(st.sampled_from(["percaya", "penuh", "ditepatin", ",", "Kita"]), max_size=12))
def test_where_a_plain_pattern_matches_is_where_the_words_stand(words):
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:n]) for n in range(len(words))]
    pairs = [n for n in range(len(words) - 1) if root(words[n]) == "tepat" and words[n + 1] == "penuh"]
    hits = find_tokens([text], [(({"LEMMA": "tepat"}, {"LOWER": "penuh"}), "id")], [np.empty(0, np.int64)])
    assert hits.start.tolist() == [starts[n] for n in pairs]
