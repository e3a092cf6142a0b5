from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.lexicon import Lexicon
from qualcase.lang.words import words

TEXT = st.text(st.sampled_from("aAbÉé'’- \n1ıİΣσς\U00010400"), max_size=60)


@given(st.lists(TEXT, max_size=5))
def test_the_index_holds_every_word_of_every_text(texts):
    lexicon = Lexicon()
    index = lexicon.index([str(n) for n in range(len(texts))], lambda key: texts[int(key)])
    for n, text in enumerate(texts):
        found = words(text)
        here = slice(index.first[n], index.first[n + 1])
        assert [lexicon.forms[one] for one in index.type[here]] == found.forms
        np.testing.assert_array_equal(index.start[here], found.start)
        np.testing.assert_array_equal(index.end[here], found.end)
    assert len(set(lexicon.forms)) == len(lexicon.forms)
    assert np.count_nonzero(lexicon._slot_type >= 0) + lexicon._more_hash.size == len(lexicon.forms)
    numbers = np.repeat(range(len(texts)), np.diff(index.first))
    np.testing.assert_array_equal(index.text_of(np.arange(index.type.size)), numbers)


def test_many_words_share_slots_and_keep_their_own_types():
    made = ["".join(letters) for letters in product("bcdfghjklm", "aeiou", "bcdfghjklmnpqrstvwxyz", "aeiou")]
    made += [word + word[::-1] + other for word in made for other in ("", "n", "ng", "s", "k", "r")]
    lexicon = Lexicon()
    first = lexicon.index(["a"], lambda _: " ".join(made[::2]))
    second = lexicon.index(["b"], lambda _: " ".join(made))
    assert [lexicon.forms[one] for one in second.type] == made
    assert [lexicon.forms[one] for one in first.type] == made[::2]


def test_a_text_is_read_once():
    asked = []
    lexicon = Lexicon()

    def text(key):
        asked.append(key)
        return "kita percaya"

    lexicon.index(["a", "b"], text)
    index = lexicon.index(["b", "a", "c"], text)
    assert asked == ["a", "b", "c"]
    assert index.texts == 3
    lexicon.forget(["a", "nobody"])
    lexicon.index(["a", "b"], text)
    assert asked == ["a", "b", "c", "a"]


def test_roots_are_found_among_words_that_come_later():
    lexicon = Lexicon()
    lexicon.index(["a"], lambda _: "percaya kita")
    assert lexicon.with_root("percaya", "id") == [0]
    lexicon.index(["b"], lambda _: "janji kepercayaan")
    assert [lexicon.forms[n] for n in lexicon.with_root("percaya", "id")] == ["percaya", "kepercayaan"]
    assert lexicon.with_root("tepat", "id") == []
