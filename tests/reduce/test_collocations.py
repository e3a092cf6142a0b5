from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from qualcase.errors import NotFound, OptionError
from qualcase.lang.words import words
from qualcase.reduce.collocations import MEASURES, scores


def test_the_log_likelihood_gives_the_number_of_dunning():
    # "the swiss" in his table 1 (1993: 71): 110 together, 2,442 with the first alone, 111 with the second, 29,114 none
    times = np.array([110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114 - (110 + 2442) - (110 + 111)])
    assert scores(np.array([1]), np.array([110]), times, 2, "log_likelihood").round(2).tolist() == [270.72]


WORDS = st.lists(st.sampled_from(["satu", "dua", "tiga", "empat"]), min_size=2, max_size=25)


@given(WORDS, st.integers(2, 5), st.sampled_from(sorted(MEASURES)))
def test_the_measures_are_those_of_nltk(spoken, window, measure):
    finder = BigramCollocationFinder.from_words(spoken, window_size=window)
    names = sorted(set(spoken))
    times = np.array([spoken.count(name) for name in names])
    pairs = {(names.index(a), names.index(b)): n for (a, b), n in finder.ngram_fd.items()}
    keys, often = np.array([a * len(names) + b for a, b in pairs]), np.array(list(pairs.values()))
    ours = dict(zip(pairs, scores(keys, often, times, window, measure).tolist(), strict=True))
    scored = getattr(BigramAssocMeasures, MEASURES[measure])
    for (a, b), score in ours.items():
        try:
            assert score == pytest.approx(finder.score_ngram(scored, names[a], names[b]))
        except (ValueError, ZeroDivisionError):  # nltk itself cannot say
            assert np.isnan(score)


@pytest.mark.parametrize("window", [2, 4])
def test_pairs_stay_within_a_turn_and_informants_are_counted(case, window):
    table = case.collocations(window=window, of="forms", stop_words=True, least=1, top=100_000)
    pairs, who = Counter(), {}
    snapshot = case.snapshot
    turn = snapshot.units["turn"]
    for n in np.flatnonzero(snapshot.eligible(turn)).tolist():
        base = snapshot.base[turn.source[n]]
        forms = words(snapshot.text(int(turn.source[n]))[turn.start[n] - base : turn.end[n] - base]).forms
        for first, second in combinations(range(len(forms)), 2):
            if second - first < window:
                pair = forms[first], forms[second]
                pairs[pair] += 1
                who.setdefault(pair, set()).add(int(turn.voice[n]))
    got = {(r.first, r.second): (r.times, r.informants) for r in table.frame.itertuples()}
    assert got == {pair: (n, len(who[pair])) for pair, n in pairs.items()}


def test_a_pair_stands_in_its_context(case):
    pairs = case.collocations("tangan")
    assert all("tangan" in pair for pair in zip(pairs.frame["first"], pairs.frame["second"], strict=True))
    lines = pairs.quotes("tanda", "tangan")
    assert len(lines) == pairs.frame["times"][0]
    assert all(" " in hit or "-" in hit for hit in lines.frame["hit"])
    with pytest.raises(NotFound, match=r"no pair 'tangan', 'tanda'.*tanda tangan"):
        pairs.quotes("tangan", "tanda")


def test_what_is_no_option_is_refused(case):
    with pytest.raises(OptionError, match="window=1"):
        case.collocations(window=1)
    with pytest.raises(OptionError, match="measure='ll'"):
        case.collocations(measure="ll")
    assert len(case.collocations("zzzz")) == 0
