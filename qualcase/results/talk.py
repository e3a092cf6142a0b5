"""The words of a case or of a part of it: who says which, where. What `kwic`, `words` and their kin count in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import option
from qualcase.lang.lexicon import Index, Lexicon
from qualcase.model import spans
from qualcase.model.snapshot import Snapshot

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Speakers: TypeAlias = Literal["informants", "everyone"]


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """Stretches of text that somebody says, and the words in them.

    `index`: the words of the universe's texts; `sources`: (texts,), the source that each of them is. `start`, `end`:
    (s,), rising and disjoint, on the line of all texts; `turn`: (s,), the turn each stretch lies in. `low`, `high`:
    (s,), its words, numbers in the index, half-open. `walls`: for each text the places that no phrase may cross: where
    turns start and end.
    """

    snapshot: Snapshot
    index: Index
    sources: Ints
    start: Ints
    end: Ints
    turn: Ints
    low: Ints
    high: Ints
    speakers: Speakers
    walls: Sequence[Ints]

    def __len__(self) -> int:
        """How many words there are."""
        return int((self.high - self.low).sum())

    @property
    def word(self) -> Ints:
        """The words, rising: (n,), numbers in the index."""
        return ranges(self.low, self.high)

    def stretch(self, word: Ints) -> Ints:
        """Give the stretch in which each of the talk's words lies: (n,)."""
        return np.searchsorted(self.low, word, "right") - 1

    def voice(self, stretch: Ints) -> Ints:
        """Give who speaks in stretches: (n,), the number of an informant, -1 for those who ask and for nobody known."""
        turn = self.turn[stretch]
        return np.where(self.snapshot.asking[turn], -1, self.snapshot.units["turn"].voice[turn])

    def place(self, word: Ints) -> tuple[Ints, Ints]:
        """Give where words begin and end on the line of all texts."""
        base = self.snapshot.base[self.sources[self.index.text_of(word)]]
        return base + self.index.start[word], base + self.index.end[word]

    @property
    def said(self) -> Ints:
        """How many words each voice says: (voices,)."""
        voice = self.voice(np.arange(self.turn.size))
        known = voice >= 0
        n = np.zeros(len(self.snapshot.voices), np.int64)
        np.add.at(n, voice[known], (self.high - self.low)[known])
        return n


def talk(snapshot: Snapshot, speakers: Speakers = "informants", *, coded: bool = True) -> Talk:
    """Gather what the informants of a view say, or everyone in its sources, those who ask included.

    Filters of codings keep the words under the codings that count as evidence: `case.where(code="trust")` is what was
    coded as trust; unless `coded`, they are passed over. OptionError for such a filter where several coded and nobody
    said whose codings count.
    """
    option("speakers", speakers, ("informants", "everyone"))
    asked = (snapshot, speakers, coded)
    last = snapshot.workings.get("talk")  # of one snapshot: a search is seldom alone
    if last is None or any(one is not other for one, other in zip(last[0], asked, strict=True)):
        last = snapshot.workings["talk"] = (asked, _gathered(*asked))
    found: Talk = last[1]
    return found


def _gathered(snapshot: Snapshot, speakers: Speakers, coded: bool) -> Talk:
    sources = np.flatnonzero(snapshot.sources_in)
    lexicon = lexicon_of(snapshot)
    with lexicon.lock:
        index = lexicon.index([snapshot.sources[n].text for n in sources.tolist()], snapshot.texts)
    turn = snapshot.units["turn"]
    start, end, at = turn.start, turn.end, np.flatnonzero(_spoken(snapshot, speakers))
    start, end = start[at], end[at]
    if coded and any(not one.universe for one in snapshot.filters):
        start, end = spans.intersect((start, end), spans.merge(*snapshot.spans(snapshot.evidence.rows)))
        pieces, units = spans.incidence(start, end, turn.start, turn.end)  # adjacent turns were joined
        start, end = np.maximum(start[pieces], turn.start[units]), np.minimum(end[pieces], turn.end[units])
        kept = np.isin(units, at)
        start, end, at = start[kept], end[kept], units[kept]
    base = np.repeat(snapshot.base[sources], np.diff(index.first))
    low, high = _words_in(base + index.start, base + index.end, start, end)
    return Talk(snapshot, index, sources, start, end, at, low, high, speakers, _walls(snapshot, sources))


def lexicon_of(snapshot: Snapshot) -> Lexicon:
    """Give the case's lexicon: each text is read once, each form analysed once."""
    found: Lexicon = snapshot.workings.setdefault("lexicon", Lexicon())
    return found


def _walls(snapshot: Snapshot, sources: Ints) -> list[Ints]:
    turn = snapshot.units["turn"]
    low, high = (np.searchsorted(turn.source, sources, side) for side in ("left", "right"))
    ends = zip(low.tolist(), high.tolist(), snapshot.base[sources].tolist(), strict=True)
    return [np.unique(np.concatenate((turn.start[a:b], turn.end[a:b]))) - base for a, b, base in ends]


def ranges(low: Ints, high: Ints) -> Ints:
    """Lay half-open ranges of numbers end to end."""
    size = high - low
    return np.repeat(low - np.cumsum(size) + size, size) + np.arange(size.sum())


def meeting(first: Ints, last: Ints, start: Ints, end: Ints) -> Ints:
    """Give the words, by their number among `first` to `last`, that share a character with some span: (m,), rising."""
    return ranges(*_words_in(first, last, *spans.merge(start, end)))


def _words_in(first: Ints, last: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Give for each span, rising and disjoint, the words that share a character with it; one word is in one span."""
    low, high = np.searchsorted(last, start, "right"), np.searchsorted(first, end, "left")
    if low.size:
        low[1:] = np.maximum(low[1:], np.maximum.accumulate(high)[:-1])
    return low, np.maximum(low, high)


def _spoken(snapshot: Snapshot, speakers: Speakers) -> Flags:
    """Say which turns are read: informants' of the universe; with everyone also all others beside theirs."""
    turn = snapshot.units["turn"]
    told = snapshot.eligible(turn)
    if speakers == "informants":
        return told
    others = snapshot.asking | (turn.voice < 0)
    if not any(one.name in ("voice", "role", "side") for one in snapshot.filters):
        others |= snapshot.literature[turn.source]
        return told | (others & snapshot.sources_in[turn.source])
    beside = np.zeros(len(snapshot.sources), np.bool_)
    beside[turn.source[told]] = True
    return told | (others & beside[turn.source])
