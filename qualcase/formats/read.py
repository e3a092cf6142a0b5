"""One door to every file that a study's sources come in."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from qualcase._kernel.checks import did_you_mean
from qualcase.errors import FormatError, OptionError
from qualcase.formats.document import Document

TEXT = (".txt", ".md", ".markdown", ".text", "")
TABLE = (".csv", ".tsv", ".tab")
SUBTITLES = (".vtt", ".srt")
SUFFIXES = (*TEXT[:-1], ".docx", *SUBTITLES, *TABLE)

_LATER = {
    ".pdf": "PDF", ".odt": "OpenDocument", ".rtf": "RTF", ".doc": "old Word", ".eaf": "ELAN", ".textgrid": "Praat",
    ".cha": "CHAT", ".html": "a web page", ".htm": "a web page", ".xlsx": "Excel", ".xls": "Excel", ".epub": "EPUB",
    ".pages": "Pages", ".json": "JSON", ".jsonl": "JSON lines",
}  # fmt: skip
_SAVE = "Save it as .docx or .txt."
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SIGNS = (
    (b"%PDF", f"is a PDF, which is not read yet. {_SAVE}"),
    (b"{\\rtf", f"is RTF, which is not read yet. Open it in Word or LibreOffice. {_SAVE}"),
    (b"\x89PNG", "is a picture. Describe it in a text file, or type what it says."),
    (b"\xff\xd8\xff", "is a picture. Describe it in a text file, or type what it says."),
    (b"GIF8", "is a picture. Describe it in a text file, or type what it says."),
    (b"SQLite format 3\0", "is a database. Export the text from the program it comes from."),
    (b"ID3", "is a recording. Transcribe it first."),
    (b"RIFF", "is a recording. Transcribe it first."),
    (b"OggS", "is a recording. Transcribe it first."),
    (b"\x1f\x8b", "is a gzip archive. Unpack it first."),
    (b"7z\xbc\xaf", "is a 7-zip archive. Unpack it first."),
    (b"Rar!", "is a RAR archive. Unpack it first."),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_SRT = re.compile(rb"\s*\d+[ \t]*\r?\n[ \t]*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")


def read(
    path: str | Path, *, layout: str | None = None, speakers: Sequence[str] | None = None, encoding: str | None = None
) -> Document:
    """Read a transcript, note or document, by what the file holds rather than by what it is called.

    `layout` ("prose" for a text without turns) and `speakers` (the labels as written) overrule what is found in plain
    text and Word; `encoding` names that of a text file. Raises FormatError for a file that cannot be read, saying what
    it is and what next; OptionError for an option that the file does not have.
    """
    place = Path(path)
    if isinstance(speakers, str):
        raise OptionError(f"speakers={speakers!r} is one text. Give a list: speakers=[{speakers!r}].")
    if speakers is not None and not [name for name in speakers if name.strip()]:
        raise OptionError("speakers=[] names nobody. Leave it out, or give layout='prose' for a text without turns.")
    try:
        return _read(_bytes(place), place, layout, speakers, encoding)
    except (FormatError, OptionError) as error:
        raise type(error)(f"{place.name}: {error}") from None


def _read(
    data: bytes, place: Path, layout: str | None, speakers: Sequence[str] | None, encoding: str | None
) -> Document:
    from qualcase.formats.docx_text import read_docx
    from qualcase.formats.plain_text import read_plain_text
    from qualcase.formats.turn_table import read_turn_table
    from qualcase.formats.vtt import read_vtt

    suffix = place.suffix.lower()
    kind = _kind(data, suffix)
    if kind == "docx":
        if encoding is not None:
            raise OptionError("encoding= is for text files; a Word file names its own.")
        return read_docx(data, layout=layout, speakers=speakers)
    if kind == "text":
        return read_plain_text(data, layout=layout, speakers=speakers, encoding=encoding)
    if layout is not None:
        raise OptionError(f"layout={layout!r} is for plain text and Word; this file's own form tells its turns.")
    reader = read_vtt if kind == "subtitles" else read_turn_table
    return reader(data, speakers=speakers, encoding=encoding)


def _bytes(place: Path) -> bytes:
    if place.is_dir():
        raise FormatError("this is a folder. Read the files in it one by one.")
    try:
        data = place.read_bytes()
    except FileNotFoundError:
        there = sorted(entry.name for entry in place.parent.iterdir()) if place.parent.is_dir() else []
        raise FormatError(f"no such file in {place.parent}. {did_you_mean(place.name, there)}") from None
    except (OSError, ValueError) as error:
        raise FormatError(f"this file cannot be opened ({error}). Check its name and your right to read it.") from None
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise FormatError("this file is empty. Fetch it again, or take it out of the folder.")
    return data


def _kind(data: bytes, suffix: str) -> str:
    """Name the reader for a file, by its first bytes, then by its suffix."""
    if data.startswith(b"PK"):
        return _zip_kind(data, suffix)
    if data.startswith(_OLE):
        raise FormatError(_ole(data))
    for sign, what in _SIGNS:
        if data.startswith(sign):
            raise FormatError(f"this file {what}")
    if _HTML.match(data):
        raise FormatError(f"this file is a web page (HTML), whatever its name. Open it in Word or LibreOffice. {_SAVE}")
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") or suffix in SUBTITLES or _SRT.match(data):
        return "subtitles"
    if suffix in TABLE:
        return "table"
    if suffix in TEXT:
        return "text"
    if suffix == ".docx":
        raise FormatError("this is no Word file, whatever its name. If it is plain text, rename it to .txt.")
    if suffix in _LATER:
        raise FormatError(f"{_LATER[suffix]} files ({suffix}) are not read yet. {_SAVE}")
    raise FormatError(f"files of the kind {suffix!r} are not read. {_SAVE} Read are: {', '.join(SUFFIXES)}.")


def _zip_kind(data: bytes, suffix: str) -> str:
    """Tell a Word file from the other things that are zip files, by the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError):
        names = []
        if suffix == ".docx" or b"word/" in data:
            return "docx"  # cut off: its reader says so
    if any(name.startswith("word/") for name in names):
        return "docx"
    if b"opendocument.text" in data[:200]:
        raise FormatError(f"this file is OpenDocument, which is not read yet. {_SAVE}")
    if any(name.startswith("xl/") for name in names):
        raise FormatError("this file is an Excel workbook, which is not read yet. Save the sheet as CSV UTF-8.")
    if any(name.endswith(".qde") for name in names):
        raise FormatError("this file is a REFI-QDA project, not a source. Import it as a project.")
    raise FormatError(f"this file is a zip archive, not a transcript. Unpack it first. {_SAVE}")


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "this file is locked with a password. Open it in Word, take the password off, and save it."
    if "WordDocument".encode("utf-16-le") in data:
        return "this file is of the old Word kind (.doc), whatever its name. Open it in Word and save it as .docx."
    return f"this file is of an old Office kind, which is not read. Open it in its program. {_SAVE}"
