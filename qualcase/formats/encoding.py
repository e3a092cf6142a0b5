"""From bytes to text: a byte-order mark, UTF-8, a pattern of NULs, or else cp1252; and which it was."""

import codecs
import re

from qualcase._kernel.remark import remark
from qualcase._kernel.text import clean, clip
from qualcase.errors import FormatError, OptionError
from qualcase.formats.document import Unplaced

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x7f\x80-\x84\x86-\x9f]")
_TWICE = re.compile(r"[ÂÃ][\x80-\xbfŠšŽžŒœŸ€†‡‰‹›™]|â€.")


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str]:
    """Give the text of `data`, its byte-order mark taken off, and the name of its encoding.

    Raises FormatError where the bytes do not fit, with the byte and the line; OptionError for an unknown `encoding`.
    """
    if encoding is not None:
        name = _known(encoding)
        mark = next((mark for mark, marked in _MARKS if data.startswith(mark) and marked.startswith(name)), b"")
        return _strict(data, name, skip=len(mark)), name
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, skip=len(mark)), name
    wide = _wide(data)
    if wide:
        return _strict(data, wide), wide
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, name = _strict(data, "cp1252"), "cp1252"
    strange = len(_CONTROLS.findall(text)) + text.count("\0")
    if strange > max(3, len(text) // 20):
        raise FormatError(
            f"this is no text: {strange} of its {len(text)} characters are control characters. "
            "Open it in the program it comes from and save it as .docx or .txt."
        )
    return text, name


def read_text(data: bytes, *, encoding: str | None = None) -> tuple[str, str, list[Unplaced]]:
    """Give the cleaned text of `data`, the name of its encoding, and the lines that look garbled.

    Raises as `decode` does.
    """
    raw, name = decode(data, encoding=encoding)
    text, _ = clean(raw)
    return text, name, garbled(text) if name == "cp1252" else []


def garbled(text: str) -> list[Unplaced]:
    """Name the lines of a cp1252 text that look as if UTF-8 had been pasted into it, such as "Ã©" for "é"."""
    why = remark("unplaced.garbled")
    rows = enumerate(text.split("\n"), start=1)
    return [Unplaced(line, clip(row, 120), why) for line, row in rows if _TWICE.search(row)]


def _wide(data: bytes) -> str:
    """Name the UTF-16 or UTF-32 whose NULs `data` shows: most characters of most scripts leave a byte empty."""
    sample = data[: 1 << 16]
    if b"\0" not in sample:
        return ""
    quarter = max(len(sample) // 4, 1)
    nul = [sample[i::4].count(0) / quarter for i in range(4)]
    if min(nul[2:]) > 0.9 > nul[0]:
        return "utf-32-le"
    if min(nul[:2]) > 0.9 > nul[3]:
        return "utf-32-be"
    even, odd = (nul[0] + nul[2]) / 2, (nul[1] + nul[3]) / 2
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else ""


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError, TypeError):
        raise OptionError(
            f"encoding={encoding!r} is unknown. Name one such as 'utf-8', 'cp1252', 'mac-roman' or 'utf-16-le'."
        ) from None
    return "utf-8" if found.name == "utf-8-sig" else found.name


def _strict(data: bytes, name: str, *, skip: int = 0) -> str:
    try:
        text = data[skip:].decode(name)
        text.encode("utf-8")  # a lone surrogate is no character
    except UnicodeDecodeError as error:
        at = skip + error.start
        line = data[skip:at].decode(name, "replace").count("\n") + 1
        raise FormatError(
            f"this is no {name}: byte {at} in line {line} ({data[at : at + 4].hex(' ')}) fits no character. "
            f"Name the encoding with encoding=, or save the file as UTF-8."
        ) from None
    except UnicodeError:
        raise FormatError(f"this is no {name}. Name the encoding with encoding=, or save the file as UTF-8.") from None
    return text
