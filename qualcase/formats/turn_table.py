"""Tables of turns: a row for each, with columns for the speaker, the words and the time."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from qualcase._kernel.remark import remark
from qualcase.errors import FormatError
from qualcase.formats.checked_csv import LONGEST_CELL
from qualcase.formats.document import Document, Unplaced
from qualcase.formats.encoding import read_text
from qualcase.formats.labels import seconds, tidy
from qualcase.formats.rebuilt import Said, only, rebuilt

_HEADS = {
    "speaker": "speaker|speaker name|name|voice|who|participant|speaker label|pembicara|penutur|nama|nama pembicara|"
    "partisipan|informan|narasumber|tokoh|penutur/pembicara",
    "words": "words|text|utterance|transcript|content|speech|turn|sentence|ujaran|teks|tuturan|isi|transkrip|kalimat|"
    "percakapan|pernyataan|jawaban",
    "begin": "timestamp|time|start|begin|start time|start_time|begin time|from|waktu|mulai|waktu mulai|jam|menit",
    "finish": "end|stop|finish|end time|end_time|to|selesai|akhir|waktu selesai",
}
_COLUMN = {head: what for what, heads in _HEADS.items() for head in heads.split("|")}


def turn_columns(heads: Sequence[str]) -> dict[str, int]:
    """Find the columns of the speaker, the words and the times by their usual names in English and Indonesian."""
    columns: dict[str, int] = {}
    for number, head in enumerate(heads):
        what = _COLUMN.get(" ".join(tidy(head).casefold().split()))
        if what:
            columns.setdefault(what, number)
    return columns if "words" in columns and len(columns) > 1 else {}


def read_turn_table(data: bytes, *, speakers: Sequence[str] | None = None, encoding: str | None = None) -> Document:
    """Read a CSV or TSV table of turns; a blank speaker is the one above; the text becomes "Name: words" lines.

    Answers such as "NA" and "null" stay words. Raises FormatError without a column of words and one of speakers or
    times, or where none of `speakers` speaks.
    """
    text, name, garbled = read_text(data, encoding=encoding)
    rows = _rows(text)
    heads = rows.pop(0)[1] if rows else []
    columns = turn_columns(heads)
    if not columns:
        there = ", ".join(repr(head) for head in heads[:12])
        raise FormatError(
            f"no turns are in this table: its columns are {there}. "
            "Name one 'words' and one 'speaker' or 'timestamp' (or 'ujaran' and 'pembicara' or 'waktu')."
        )
    said: list[Said] = []
    unplaced = list(garbled)
    who = ""
    scale = 0.001 if _in_milliseconds(rows, columns, heads) else 1.0
    for line, row in rows:
        cells = {what: row[at].strip() if at < len(row) else "" for what, at in columns.items()}
        who = tidy(cells.get("speaker", "")) or who
        if cells["words"]:
            begin, finish = (time_of(cells.get(what, ""), scale) for what in ("begin", "finish"))
            said.append((who, cells["words"], begin, finish))
        elif any(cell.strip() for cell in row):
            unplaced.append(Unplaced(line, " | ".join(row), remark("unplaced.row_without_words")))
    if speakers is not None:
        said = only(said, speakers)
    rebuilt_text, turns = rebuilt(said)
    others = [head for at, head in enumerate(heads) if at not in columns.values() and head.strip()]
    dropped = (remark("lost.columns", names=", ".join(others)),) if others else ()
    return Document(rebuilt_text, turns, "table of turns", name, tuple(unplaced), dropped)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Give the rows that are not empty, each with its last line in the file."""
    head = text.lstrip("\n").split("\n", 1)[0]
    mark = max("\t;,|", key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise FormatError(
            f"line {reader.line_num} of this table cannot be read ({error}); "
            "a quotation mark may be left open before it. Save it again as CSV UTF-8."
        ) from None


def _in_milliseconds(rows: Iterable[tuple[int, list[str]]], columns: dict[str, int], heads: Sequence[str]) -> bool:
    """Say whether the times are Whisper's: columns `start` and `end` of whole numbers, in milliseconds."""
    if "speaker" in columns or [head.strip().casefold() for head in heads[:2]] != ["start", "end"]:
        return False
    return all(re.fullmatch(r"\d+", cell.strip()) for _, row in rows for cell in row[:2])


def time_of(cell: str, scale: float = 1.0) -> float | None:
    """Give the seconds in a cell such as "0:01:30", "[01:30]" or "90.5" times `scale`; None if it is no time."""
    cell = cell.strip("[]() \n")
    if re.fullmatch(r"\d{1,12}(?:[.,]\d{1,9})?", cell):
        return round(float(cell.replace(",", ".")) * scale, 3)
    return seconds(cell)
