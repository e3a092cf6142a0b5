"""The lists of words that come with qualcase, as they are read from their files."""

from functools import cache
from pathlib import Path


def sections(name: str) -> dict[str, list[str]]:
    """Read a list of words: those under each `[heading]`, in the order of the file; `#` opens a comment."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words += line.split()
    return found


@cache
def spellings() -> dict[str, str]:
    """Give everyday spellings and abbreviations, each with its usual form."""
    lines = Path(__file__).with_name("spelling-id.txt").read_text("utf-8").splitlines()
    pairs = (line.split(None, 1) for line in lines if line and line[0] not in "#[")
    return {form: usual.strip() for form, usual in pairs}


@cache
def loans() -> frozenset[str]:
    """Give foreign words that Indonesian talk has made its own: no sign of another language, and never stemmed."""
    return frozenset(word for words in sections("loans.txt").values() for word in words)


@cache
def english() -> frozenset[str]:
    """Give common English words that are no Indonesian ones."""
    return frozenset(word for words in sections("words-en.txt").values() for word in words)


@cache
def regional() -> dict[str, str]:
    """Give Javanese and Sundanese words of daily talk, each with its language: jv or su."""
    return {word: lang for lang, words in sections("words-regional.txt").items() for word in words}
