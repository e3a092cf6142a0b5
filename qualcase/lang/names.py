"""Names of persons and places in talk: those of the study's register first, then what a form of address leads to."""

import re
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.wordlists import FUNCTION

Ints = NDArray[np.int64]

# forms of address; those that talk writes small too come first
_SMALL_ADDRESS = (
    "pak|bapak|bpk|bu|ibu|mas|mbak|mba|kak|kang|akang|teh|teteh|aa|abah|ambu|emak|mak|mang|bang|abang|cak|ning|gus|nyai"
)
_ADDRESS = (
    "bude|pakde|bulik|paklik|om|tante|ustaz|ustad|ustadz|ustazah|kiai|kyai|haji|hajah|h|hj|hjh|sdr|sdri|tn|ny|dr|drs|dra|"
    "ir|prof|mr|mrs|ms|miss|sir|madam"
)
_OFFICE = "rt|rw|lurah|kades|camat|bupati|kadus|sekdes|haji|hajah|h|hj|guru|dokter|bidan|ustaz|kiai|ketua|dr|ir"
_PLACE = (
    "desa|dusun|kampung|kp|kelurahan|kecamatan|kec|kabupaten|kab|kota|provinsi|pulau|sungai|gunung|pantai|jalan|jl|"
    "village|district|regency|province|river|mount"
)


def _capital(words: str) -> str:
    return "|".join(word.upper() if word in ("rt", "rw") else word.title() for word in words.split("|"))


_NAME = r"[^\W\d_a-z][\w'\u2019]*[a-z\u00e0-\u00ff][\w'\u2019]*"  # a capital, and not all of them
_LED = re.compile(
    rf"\b(?:(?:{_SMALL_ADDRESS}|{_capital(_SMALL_ADDRESS)}|{_capital(_ADDRESS)})\.?(?: (?:{_capital(_OFFICE)})\.?)*"
    rf"|(?:{_capital(_PLACE)})\.?) (?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
_ROLES = frozenset("|".join((_SMALL_ADDRESS, _ADDRESS, _OFFICE, _PLACE)).split("|"))
_NO_NAME = FUNCTION["id"] | FUNCTION["en"] | _ROLES


def names(text: str, *, register: Iterable[str] = ()) -> Ints:
    """Find names: (n, 2), code points, half-open, in order, none within another.

    `register`: names of persons and places that the study knows; each is found wherever it stands as it is written, as
    a word of its own. Besides, capitalised words behind a form of address or a kind of place ("Bu Setia", "Desa
    Sukamaju"); a hint, not a search for every name, so no ground to call a text free of them.

    >>> text = "Kata Bu Setia, warga Desa Harapan Jaya setia."
    >>> [text[a:b] for a, b in names(text)]
    ['Setia', 'Harapan Jaya']
    """
    found = [match.span() for match in _registered(tuple(register)).finditer(text)]
    for match in _LED.finditer(text):
        start, end = _trimmed(text, *match.span("name"))
        if start < end and not any(a < end and start < b for a, b in found):
            found.append((start, end))
    return np.array(sorted(found), np.int64).reshape(-1, 2)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """End a name before the first word that is none: "Bu Yati Kita ..."."""
    for word in re.finditer(r"\S+", text[start:end]):
        if word[0].lower() in _NO_NAME:
            return start, start + len(text[start : start + word.start()].rstrip())
    return start, end


@lru_cache(64)
def _registered(register: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((name for name in register if name.strip()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")
