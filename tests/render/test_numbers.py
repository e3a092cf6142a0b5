"""Numbers and dates in two languages."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.render.numbers import date, number, percent, read_number


@pytest.mark.parametrize(
    ("x", "digits", "indonesian", "english"),
    [
        (1234.5, None, "1.234,5", "1,234.5"),
        (0.815, None, "0,815", "0.815"),
        (0.8154, 3, "0,815", "0.815"),
        (5000, None, "5.000", "5,000"),
        (np.int64(7), None, "7", "7"),
        (3.0, None, "3", "3"),
        (3.0, 2, "3,00", "3.00"),
        (-0.2, None, "−0,2", "−0.2"),
        (-0.001, 2, "0,00", "0.00"),
        (math.nan, 3, "–", "–"),
        (None, None, "–", "–"),
        (-math.inf, None, "−∞", "−∞"),
    ],
)
def test_numbers_are_written_as_readers_of_the_language_write_them(x, digits, indonesian, english):
    assert number(x, "id", digits) == indonesian
    assert number(x, "en", digits) == english


def test_shares_are_percentages():
    assert percent(0.815, "id", 1) == "81,5%"
    assert percent(0.815, "en") == "82%"
    assert percent(math.nan, "id") == "–"


@given(st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9), st.sampled_from(["id", "en"]), st.integers(0, 6))
def test_a_number_that_was_written_is_read_again(x, lang, digits):
    value, places = read_number(number(x, lang, digits), lang)
    assert value == pytest.approx(x, abs=0.51 * 10**-digits)
    assert places.partition(".")[2] == "0" * digits


@pytest.mark.parametrize("text", ["3 (7)", "--", "", "007", "1.2.3", "4/5", "–", "1,5,2", "٣"])
def test_what_is_no_number_is_not_read_as_one(text):
    assert read_number(text, "id") is None
    assert read_number(text, "en") is None


@pytest.mark.parametrize(
    ("iso", "indonesian", "english"),
    [
        ("2026-11-24", "24 November 2026", "24 November 2026"),
        ("2019-08", "Agustus 2019", "August 2019"),
        ("2019", "2019", "2019"),
        ("2019-03/2020-06", "Maret 2019 – Juni 2020", "March 2019 – June 2020"),
        ("2019-06/..", "Juni 2019 –", "June 2019 –"),
        ("../2019", "– 2019", "– 2019"),
        ("2026-11-24T09:30:00+07:00", "24 November 2026", "24 November 2026"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("sekitar Lebaran", "sekitar Lebaran", "sekitar Lebaran"),
        ("", "", ""),
    ],
)
def test_dates_are_written_in_words(iso, indonesian, english):
    assert date(iso, "id") == indonesian
    assert date(iso, "en") == english
