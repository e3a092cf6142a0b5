"""Characters that no document may hold, and those that HTML reads as its own."""

import re
from collections.abc import Sequence
from html import escape

_CONTROLS = bytes(set(range(32)) - {9, 10}) + b"\x7f"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c]")
_APART = "\ue000"  # stands between texts that are escaped together


def printable(text: str) -> str:
    """Give `text` fit for XML, HTML and UTF-8: other line ends become LF, other control characters the mark U+FFFD."""
    try:
        raw = text.encode()
        if len(raw) == len(raw.translate(None, _CONTROLS)) and "\ufffe" not in text and "\uffff" not in text:
            return text
    except UnicodeEncodeError:
        pass
    return _FORBIDDEN.sub("\ufffd", _LINE_END.sub("\n", text))


def safe(text: str) -> str:
    """Give a text printable and escaped for HTML."""
    return escape(printable(text))


def escaped(texts: Sequence[str]) -> list[str]:
    """Give many texts printable and escaped for HTML, at one go."""
    joined = _APART.join(texts)
    if joined.count(_APART) != len(texts) - 1:
        return [safe(text) for text in texts]
    return escape(printable(joined)).split(_APART)
