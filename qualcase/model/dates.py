"""Dates as researchers write them: a year, a month, a day, open at either end; as half-open stretches of days."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcase.errors import OptionError

Ints = NDArray[np.int64]

FIRST, LAST = 1, dt.date.max.toordinal() + 1  # open ends
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def stretch(date: str) -> tuple[int, int]:
    """Give the days of a year ("2019"), a month ("2019-06") or a day, as ordinals, half-open.

    Raises OptionError for anything else.
    """
    found = _DATE.fullmatch(date.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day).toordinal()
        if day is not None:
            return first, first + 1
        if month is not None:
            return first, first + calendar.monthrange(year or 0, month)[1]
        return first, first + 365 + calendar.isleap(year or 0)
    except ValueError:
        raise OptionError(f"{date!r} is no date. Write 2019, 2019-06 or 2019-06-21.") from None


def interval(since: str, until: str) -> tuple[int, int]:
    """Give the days from the first of `since` to the last of `until`, half-open; "" is an open end; both "" is (0, 0).

    Raises OptionError if it ends before it begins.
    """
    if not since and not until:
        return 0, 0
    first = stretch(since)[0] if since and since != ".." else FIRST
    last = stretch(until)[1] if until and until != ".." else LAST
    if last <= first:
        raise OptionError(f"the time from {since!r} to {until!r} ends before it begins.")
    return first, last


def period(text: str) -> tuple[int, int]:
    """Give the days of an ISO 8601 / EDTF interval such as "2019/2020-06", "2019-06/..", or of one date.

    Raises OptionError if it is neither, or open at both ends.
    """
    since, slash, until = text.partition("/")
    if slash and not since.strip(".") and not until.strip("."):
        raise OptionError(f"{text!r} is no interval. Give a date on one side of the slash at least, such as 2019/..")
    return interval(since, until) if slash else stretch(text)


def ordinals(since: Sequence[str], until: Sequence[str]) -> tuple[Ints, Ints]:
    """Give the stretches of many pairs of dates: two (n,) arrays."""
    dated = {n: pair for n, pair in enumerate(zip(since, until, strict=True)) if pair[0] or pair[1]}
    known = {pair: interval(*pair) for pair in set(dated.values())}
    both = np.zeros((2, len(since)), np.int64)
    if dated:
        both[:, list(dated)] = np.array([known[pair] for pair in dated.values()]).T
    return both[0], both[1]
