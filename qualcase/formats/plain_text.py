"""Transcripts and notes in plain text or Markdown."""

from collections.abc import Sequence

from qualcase.formats.document import Document
from qualcase.formats.encoding import read_text
from qualcase.formats.layouts import cut


def read_plain_text(
    data: bytes, *, layout: str | None = None, speakers: Sequence[str] | None = None, encoding: str | None = None
) -> Document:
    """Read a plain text: the whole of it, labels included, and the turns that its layout shows.

    Raises FormatError for bytes that are no text, and where a layout or speaker given finds no turn.
    """
    text, name, garbled = read_text(data, encoding=encoding)
    found = cut(text, layout=layout, speakers=speakers)
    unplaced = (*garbled, *found.unplaced)
    return Document(text, found.turns, found.layout, name, unplaced, meta=found.meta, since=found.since)
