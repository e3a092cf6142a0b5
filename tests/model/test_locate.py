import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import QuoteError
from qualcase.model.locate import locate, nearest_passage, placed

TEXT = "PW: Ya, percaya?\nYL: Ya, saya percaya. “Sudah  rapi” katanya.\nYL: Belum percaya – belum ya.\n"
TURNS = [(4, 16), (21, 61), (66, 91)]


def words(quote, **where):
    start, end = locate(TEXT, quote, where="YL-01", turns=TURNS, **where)
    return TEXT[start:end]


def test_a_quote_is_found_as_it_stands():
    assert locate(TEXT, "saya percaya", where="YL-01") == (25, 37)


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ('"sudah rapi"', "“Sudah  rapi”"),
        ("SAYA\n percaya.", "saya percaya."),
        ("Belum percaya - belum", "Belum percaya – belum"),
        ("  saya percaya  ", "saya percaya"),
    ],
)
def test_case_white_space_quote_marks_and_dashes_do_not_matter(quote, there):
    assert words(quote) == there


def test_the_same_letters_composed_or_not_are_the_same_words():
    assert locate("kopi café enak", "cafe\u0301", where="x") == (5, 9)


def test_an_exact_place_goes_before_one_in_another_case():
    assert locate("Rapi. rapi", "rapi", where="x") == (6, 10)


def test_whole_words_go_before_parts_of_words():
    assert locate("saya percaya. Ya!", "ya", where="x") == (14, 16)
    assert locate("percayakan", "percaya", where="x") == (0, 7)
    assert locate("Percayakan, dipercaya", "percaya", where="x") == (14, 21)


def test_a_quote_in_several_places_is_refused_and_each_is_named():
    with pytest.raises(QuoteError, match="3 times in YL-01: turn 1, turn 2, turn 3") as caught:
        words("percaya")
    assert "turn=1" in str(caught.value)
    assert words("percaya", turn=3) == "percaya"


def test_twice_in_one_turn_asks_for_more_words_and_never_for_that_turn():
    with pytest.raises(QuoteError, match="quote more of the words") as caught:
        locate("a b a b", "a", where="x", turns=[(0, 7)])
    assert "turn=" not in str(caught.value)


def test_places_outside_turns_are_named_by_line_and_never_offered_as_turns():
    with pytest.raises(QuoteError, match="line 1, turn 1") as caught:
        locate("x a\na", "a", where="x", turns=[(4, 5)])
    assert "say turn=1" in str(caught.value)
    with pytest.raises(QuoteError, match="and 4 more"):
        locate("a\n" * 12, "a", where="x")


def test_words_that_are_nowhere_are_answered_with_the_nearest_passage():
    with pytest.raises(QuoteError, match=r"not in YL-01.*Belum percaya"):
        words("belum percayaa sama")
    with pytest.raises(QuoteError, match="not in turn 1 of YL-01"):
        words("saya percaya", turn=1)
    with pytest.raises(QuoteError, match="has no turn 4"):
        words("percaya", turn=4)
    with pytest.raises(QuoteError, match="It is empty"):
        locate("", "x", where="x")
    with pytest.raises(QuoteError, match="empty quote"):
        locate("x", " ", where="x")


def test_a_huge_text_in_one_line_does_not_keep_anybody_waiting():
    text = "kata tanpa titik sama sekali " * 20_000
    found = nearest_passage(text, "kata tanpa titip sama sekali")
    assert "tanpa titik" in found
    assert len(found) <= 300


@given(st.text("ab .\n", min_size=1, max_size=30), st.data())
def test_any_words_of_a_text_are_found_where_they_are_or_named_ambiguous(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not quote.strip():
        return
    words = re.compile(r"\s+".join(map(re.escape, quote.split())))
    places = [at for at in range(len(text)) if words.match(text, at)]
    try:
        low, high = locate(text, quote, where="x")
    except QuoteError:
        assert len(places) > 1
    else:
        assert text[low:high].split() == quote.split()


def test_a_span_that_was_written_down_stands_if_the_words_are_there():
    assert placed("a b a", "a", 4, 5, where="x") == (4, 5)
    assert placed("a b a", "b", 4, 5, where="x") == (2, 3)
    assert placed("a b a", "", 4, 5, where="x") == (4, 5)
    assert placed("a b a", "b", None, None, where="x") == (2, 3)
    for start, end in ((-1, 5), (3, 3), (2, 9)):
        with pytest.raises(QuoteError, match=r"outside x|empty quote"):
            placed("a b a", "", start, end, where="x")
