"""Search finds what `re` finds, and no word by an affix of another language."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import OptionError
from qualcase.lang.lexicon import Lexicon
from qualcase.lang.search import find_words, finder, literal, pattern

PATTERNS = [
    "ka",
    r"\bka",
    "kak?",
    "ka+",
    "k",
    "ka|s",
    "(?i:k)a",
    r"ka\w*",
    "s[ai]",
    "ika",
    "kaka",
    "a*",
    "KA",
    r"si\b",
    "ſ",
    "k{2}a",
]


def found(text: str, *written: str) -> list[str]:
    index = Lexicon().index(["t"], lambda key: text)
    hits = find_words(index, written, [np.empty(0, np.int64)])
    return [text[a:b] for a, b in zip(hits.start.tolist(), hits.end.tolist(), strict=True)]


@given(
    st.sampled_from(PATTERNS), st.sampled_from([0, re.IGNORECASE, re.IGNORECASE | re.ASCII]),
    st.text("kKaAsSiIıİſ\u212a é\n", max_size=30), st.lists(st.integers(0, 30), max_size=6, unique=True),
)  # fmt: skip
def test_a_pattern_is_found_where_re_finds_it_stretch_by_stretch(written, flags, text, cuts):
    wanted = re.compile(written, flags)
    edges = sorted(min(cut, len(text)) for cut in cuts)
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    start, end = (np.array(side, np.int64) for side in ([a for a, _ in pairs], [b for _, b in pairs]))
    expected = [m.span() for a, b in pairs for m in wanted.finditer(text, a, b) if m.group()]
    assert list(finder(wanted, {})(text, start, end)) == expected


def test_places_are_code_points_and_matches_never_overlap():
    text = "“é” ka, kakaka é KA"
    spans = finder(re.compile("ka(?:ka)?", re.IGNORECASE), {})(text, np.array([0, 9]), np.array([9, len(text)]))
    assert [text[a:b] for a, b in spans] == ["ka", "kaka", "KA"]
    spans = finder(re.compile("kaka", re.IGNORECASE), {})(text, np.array([0]), np.array([len(text)]))
    assert [text[a:b] for a, b in spans] == ["kaka"]
    assert [m.group() for m in re.finditer("aa", "aaaa")] == [
        "aaaa"[a:b] for a, b in finder(re.compile("aa"), {})("aaaa", np.array([0]), np.array([4]))
    ]


def test_the_letters_that_every_match_begins_with_are_read_off_a_pattern():
    said = {r"\bpercaya\w*": "percaya", "Janji?": "janj", "a|b": "", r"\w+": "", "per(caya)?": "per", "é": "", "x*": ""}
    assert {one: literal(re.compile(one)) for one in said} == said
    assert literal(re.compile("a b", re.VERBOSE)) == ""


def test_a_root_finds_its_forms_and_english_is_read_where_indonesian_is_not():
    assert found("Mereka dipercaya, kepercayaannya hilang.", "percaya") == ["dipercaya", "kepercayaannya"]
    assert found("We trusted them; trusting is hard.", "trust") == ["trusted", "trusting"]
    assert found("kami datang hari Kamis", "kami") == ["kami"]


def test_words_phrases_patterns_and_forms_are_found_side_by_side():
    text = "Janjinya ditepati. Tepat janji, berjanji lagi."
    assert found(text, "tepat janji", "=janji", "berj*") == ["Tepat janji", "janji", "berjanji"]


def test_a_broken_expression_says_where_it_breaks():
    with pytest.raises(OptionError, match=r"no regular expression: .*position 0"):
        pattern("(percaya")
