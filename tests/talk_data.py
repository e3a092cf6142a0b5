"""The labelled talk of `tests/data/talk`, with every offset checked as it is read; its README says how it was made."""

import csv
import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "talk"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Cue:
    """One row about one cue word: `text` is the turn, and `row` has its labels."""

    text: str
    start: int
    end: int
    row: Row


def rows(name: str, *, split: str = "") -> list[Row]:
    """Read the rows of `name`.csv, all or those of one split ("dev", "held")."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, strict=True) if split in ("", row["split"])]


def has(name: str) -> bool:
    """Say whether there is a file `name`.csv."""
    return (FOLDER / f"{name}.csv").exists()


def cues(name: str, *, split: str = "", samples: Path | None = None) -> list[Cue]:
    """Read "stance", "holder" or another file with their columns.

    Turns of real talk come from the folder `samples`, and are left out without it.

    Raises ValueError where the cue does not stand at its offsets as a word of its own, or a passage is not the
    one that was labelled.
    """
    texts: dict[str, str] = {}
    found = []
    for row in rows(name, split=split):
        text = row["text"]
        if row.get("file"):
            if samples is None:
                continue
            if row["file"] not in texts:
                texts[row["file"]] = real_text(samples / row["file"])
            text = texts[row["file"]][int(row["passage_start"]) : int(row["passage_end"])]
            if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
                raise ValueError(f"{name} {row['id']}: {row['file']} has another passage there")
        start, end = int(row["start"]), int(row["end"])
        whole_word = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if not row["cue"] or text[start:end] != row["cue"] or not whole_word:
            raise ValueError(f"{name} {row['id']}: {text[start:end]!r} stands there, not the word {row['cue']!r}")
        found.append(Cue(text, start, end, row))
    return found


def real_text(path: Path) -> str:
    """Read a sample as it was labelled: NFC, LF; subtitles and tables keep their stamps and quotes."""
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))


def sentences(row: Row) -> list[tuple[int, int]]:
    """Give the sentences of a row of "sentences" as spans without the white space around them.

    Raises ValueError where the ends do not rise, stand inside a word, or leave words behind the last of them.
    """
    text, spans, begin = row["text"], [], 0
    for end in map(int, row["boundaries"].split()):
        piece = text[begin:end]
        if not piece.strip() or piece != piece.rstrip() or not (end == len(text) or text[end].isspace()):
            raise ValueError(f"sentences {row['id']}: no sentence ends at {end}")
        spans.append((begin + len(piece) - len(piece.lstrip()), end))
        begin = end
    if begin != len(text):
        raise ValueError(f"sentences {row['id']}: words behind the last end")
    return spans


def words(row: Row) -> list[tuple[str, str]]:
    """Give the words of a row of "language" with the language of each; empty where it has no labels by word.

    Raises ValueError where the spans do not rise or do not stand around whole words.
    """
    text, found, last = row["text"], [], 0
    for label in row["words"].split():
        start, end, language = label.split(":")
        word = text[int(start) : int(end)]
        around = text[max(int(start) - 1, 0) : int(start)] + text[int(end) : int(end) + 1]
        if int(start) < last or not word or any(c.isspace() for c in word) or any(c.isalnum() for c in around):
            raise ValueError(f"language {row['id']}: no word stands at {start}:{end}")
        found.append((word, language))
        last = int(end)
    return found
