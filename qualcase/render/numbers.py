"""Numbers and dates as Indonesian and English readers write them."""

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import SupportsFloat

MISSING = "–"
MINUS = "−"
_INDONESIAN = str.maketrans(",.", ".,")
_MONTHS = {
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
    "id": "Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember",
}
_NUMBERS = {
    lang: re.compile(
        rf"(?P<minus>[−-])?(?P<whole>0|[1-9]\d{{0,2}}(?:{group}\d{{3}})*|[1-9]\d*)"
        rf"(?:{point}(?P<digits>\d{{1,12}}))?(?P<share>%)?",
        re.ASCII,
    )
    for lang, group, point in (("en", ",", r"\."), ("id", r"\.", ","))
}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def number(x: SupportsFloat | None, lang: str, digits: int | None = None) -> str:
    """Write a number: 1.234,5 (id), 1,234.5 (en), "–" for NaN or None; `digits` after the decimal sign, or as it is."""
    if x is None:
        return MISSING
    value = float(x)
    if not math.isfinite(value):
        return MISSING if math.isnan(value) else f"{MINUS if value < 0 else ''}∞"
    if digits is not None:
        text = f"{abs(value):,.{digits}f}"
    else:
        text = f"{abs(value):,}".removesuffix(".0")
    minus = MINUS if value < 0 and text.strip("0.,") else ""
    return minus + (text.translate(_INDONESIAN) if lang == "id" else text)


def written(values: Iterable[SupportsFloat | None], lang: str, digits: int | None = None) -> list[str]:
    """Write the numbers of a column."""
    return [number(value, lang, digits) for value in values]


def read_number(text: str, lang: str) -> tuple[float, str] | None:
    """Read a number as `number` or `percent` writes it, with the format by which Excel shows it so; None for others."""
    found = _NUMBERS[lang].fullmatch(text)
    if found is None:
        return None
    minus, whole, digits, share = (found[name] or "" for name in ("minus", "whole", "digits", "share"))
    grouped = not whole.isdecimal()
    value = float(f"{re.sub('[.,]', '', whole)}.{digits or 0}")
    places = ("#,##0" if grouped else "0") + ("." + "0" * len(digits) if digits else "")
    return (-value if minus else value) / (100 if share else 1), places + share


def percent(share: SupportsFloat | None, lang: str, digits: int = 0) -> str:
    """Write a share (0 to 1) as a percentage: 0.815 is 82%, with one digit 81,5% (id)."""
    if share is None or math.isnan(float(share)):
        return MISSING
    return f"{number(float(share) * 100, lang, digits)}%"


def date(iso: str, lang: str) -> str:
    """Write an ISO date, month, year or interval: "2026-11-24" is "24 November 2026"; anything else stays as it is."""
    first, slash, last = iso.partition("/")
    if slash:
        ends = ["" if end in ("", "..") else date(end, lang) for end in (first, last)]
        return " – ".join(ends).strip()
    found = _DATE.fullmatch(iso.strip())
    if found is None:
        return iso
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return iso
    words = [str(day) if day else "", _MONTHS[lang].split(",")[month - 1] if month else "", str(year)]
    return " ".join(filter(None, words))
