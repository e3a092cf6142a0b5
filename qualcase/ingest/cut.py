"""Cut a text into turns, paragraphs and sentences."""

import re
from collections.abc import Mapping
from typing import Any

from qualcase.formats.document import Document
from qualcase.lang.sentences import sentences
from qualcase.model.nouns import Segments

SPLITTER = "2"  # of turns, paragraphs and sentences together: stored with what it cut
_PARAGRAPH = re.compile(r"\S(?:.*\S)?")


def cut(source: str, text_hash: str, document: Document, voice: Mapping[str, str]) -> Segments:
    """Cut one source: its turns, or, in prose, its paragraphs as turns of the one whose account it is.

    A YAML head is no part of the account.

    `voice`: the voice of each label; "" is that of prose and of words without a label.
    """
    text = document.text
    if document.turns:
        rows = [
            (turn.start, turn.end, voice.get(turn.speaker, ""), turn.speaker, turn.begin, turn.finish, "")
            for turn in document.turns
        ]
        paragraphs = [span for turn in document.turns for span in _paragraphs(text, turn.start, turn.end)]
    else:
        paragraphs = turn_spans(document)
        rows = [(start, end, voice.get("", ""), "", None, None, "") for start, end in paragraphs]
    names = ("start", "end", "voice", "label", "begin", "finish", "question")
    columns: dict[str, list[Any]] = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    pieces = [[start + a, start + b] for start, end in paragraphs for a, b in sentences(text[start:end]).tolist()]
    return Segments(source, text_hash, SPLITTER, columns, [list(span) for span in paragraphs], pieces)


def turn_spans(document: Document) -> list[tuple[int, int]]:
    """Give the spans of a document's turns, as `cut` makes them: its paragraphs in prose."""
    text, turns = document.text, document.turns
    return [(turn.start, turn.end) for turn in turns] or _paragraphs(text, document.since, len(text))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _PARAGRAPH.finditer(text, start, end)]
