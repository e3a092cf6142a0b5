"""What every transcript reader hands on: the text, its turns, and an account of what it decided."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcase._kernel.remark import Remark


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's words without the label: `text[start:end]`; times in seconds; speaker "" is unknown."""

    start: int
    end: int
    speaker: str = ""
    begin: float | None = None
    finish: float | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment on `text[start:end]`."""

    start: int
    end: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line (from 1) that the reader could not place, and why."""

    line: int
    text: str
    why: Remark


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: NFC text with LF line ends, and its turns in order; no turns is prose, from `since` on."""

    text: str
    turns: tuple[Turn, ...]
    layout: str
    encoding: str
    unplaced: tuple[Unplaced, ...] = ()
    dropped: tuple[Remark, ...] = ()
    comments: tuple[Comment, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    since: int = 0  # where its words begin, behind a YAML head

    @property
    def speakers(self) -> dict[str, int]:
        """Count the turns of each speaker, the most frequent first."""
        return dict(Counter(turn.speaker for turn in self.turns).most_common())
