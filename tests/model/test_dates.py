import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import OptionError
from qualcase.model import dates


def days(first, last):
    return dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal() + 1


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2019-12", "2019-12-01", "2019-12-31"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        (" 2019-06-21 ", "2019-06-21", "2019-06-21"),
        ("2019/2020-06", "2019-01-01", "2020-06-30"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_year_a_month_and_an_interval_are_all_their_days(written, first, last):
    assert dates.period(written) == days(first, last)


def test_an_interval_may_be_open_at_either_end():
    assert dates.period("2019-06/..") == days("2019-06-01", "9999-12-31")
    assert dates.period("/2019-06") == (dates.FIRST, days("2019-06-30", "2019-06-30")[1])
    assert dates.interval("2019", "") == (days("2019-01-01", "2019-01-01")[0], dates.LAST)
    assert dates.interval("", "") == (0, 0)


@pytest.mark.parametrize(
    "written",
    ["", "2019-13", "2019-00", "2019-06-00", "2019-02-29", "0000", "last year", "2019-6", "/", "../..", "2020/2019"],
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(OptionError, match=r"no date|no interval|before it begins"):
        dates.period(written)


@given(st.lists(st.tuples(st.sampled_from(["", "2019", "2019-06-21"]), st.sampled_from(["", "2020", "2021-02"]))))
def test_many_dates_are_read_as_each_is_alone(pairs):
    since, until = dates.ordinals([a for a, _ in pairs], [b for _, b in pairs])
    assert list(zip(since.tolist(), until.tolist(), strict=True)) == [dates.interval(*pair) for pair in pairs]
