"""Words in their context: a line for each time they are said, with what stands left and right of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from qualcase._kernel.checks import option
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.snapshot import Snapshot
from qualcase.render.characters import safe
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Call, Ints, Table
from qualcase.results.talk import Talk
from qualcase.results.unfolding import Passages, unfolded

Sort: TypeAlias = Literal["source", "left", "right", "hit"]
FORMS = 12  # named under a concordance


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Concordance(Table):
    """Lines of words in context; `.frame` has them in the order in which they are shown."""

    talk: Talk
    what: str
    stretch: Ints  # of the talk, in which each line's words begin

    @property
    def informants(self) -> int:
        """How many informants say it."""
        voice = self.talk.voice(self.stretch)
        return int(np.unique(voice[voice >= 0]).size)

    @property
    def forms(self) -> dict[str, int]:
        """The words found as they are said, in lower case, the most frequent first."""
        return dict(Counter(" ".join(hit.lower().split()) for hit in self.data["hit"]).most_common())

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the lines out: place, informant, role, then the words between their left and right context."""
        lang = lang or self.snapshot.lang
        data, snapshot = self.data, self.snapshot
        places = [
            label("place.turn", lang, source=s, turn=t) for s, t in zip(data["source"], data["turn"], strict=True)
        ]
        columns = (
            Column(label("head.place", lang), places, width=0.9),
            Column(label("head.voice", lang), list(data["voice"]), rowhead=True, width=0.6),
            Column(label("head.role", lang), [snapshot.name("role", r, lang) if r else "" for r in data["role"]]),
            Column(label("kwic.left", lang), list(data["left"]), align="right", width=3),
            Column(label("kwic.hit", lang), list(data["hit"]), align="center", width=0.9),
            Column(label("kwic.right", lang), list(data["right"]), width=3),
            Column(label("kwic.codes", lang), [_codes(snapshot, codes, lang) for codes in data["codes"]], width=1.2),
        )
        forms = self.forms
        said = [f"{form} ({number(n, lang)})" for form, n in list(forms.items())[:FORMS]]
        more = ", …" if len(forms) > FORMS else ""
        words = len(self.talk)
        notes = (
            label(
                "kwic.counts", lang, voices=number(self.informants, lang), heard=number(snapshot.heard.sum(), lang),
                n=number(len(self), lang), words=number(words, lang),
                rate=number(1000 * len(self) / words if words else float("nan"), lang, 2),
            ),
            *((label("kwic.forms", lang, forms=", ".join(said) + more),) if said else ()),
            *talk_notes(self.talk, lang),
        )  # fmt: skip
        return Sheet(label("kwic.title", lang, what=self.what), columns, notes=notes, lang=lang, quotes=True)

    def _repr_html_(self) -> str:
        return unfolded(self.sheet(), None)  # the words stand in the table already


def concordance(
    talk: Talk, start: Ints, end: Ints, *, what: str, made: Call, sort: Sort = "source", width: int = 60
) -> Concordance:
    """Put words in their context: a line for each span of `start` to `end`, on the line of all texts.

    `width`: characters of context on each side, cut at a word, never beyond the turn.
    """
    option("sort", sort, ("source", "left", "right", "hit"))
    if width < 0:
        raise OptionError(f"width={width} is no number of characters. Give 0 or more.")
    snapshot = talk.snapshot
    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    stretch = np.searchsorted(talk.end, start, "right")
    rows = list(_rows(talk, start, end, stretch, width))
    if sort != "source":
        at = {"left": 5, "right": 7, "hit": 6}[sort]
        turned = -1 if sort == "left" else 1
        keys = [row[at].casefold().split()[::turned] for row in rows]
        order = np.array(sorted(range(len(rows)), key=keys.__getitem__), np.int64)
        rows, start, end, stretch = [rows[n] for n in order.tolist()], start[order], end[order], stretch[order]
    names = ("source", "voice", "role", "side", "turn", "left", "hit", "right", "start", "end")
    data: dict[str, Any] = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    data["codes"] = _codes_at(snapshot, start, end)
    return Concordance(data, snapshot, made, (), talk, what, stretch)


def in_context(talk: Talk, *, width: int = 40) -> Passages:
    """Give what draws words of a talk, by their numbers in its index, for a cell that unfolds."""

    def passages(numbers: Sequence[int], most: int) -> tuple[list[str], int]:
        shown = np.asarray(numbers[:most], np.int64)
        start, end = talk.place(shown)
        rows = _rows(talk, start, end, talk.stretch(shown), width)
        lang = talk.snapshot.lang
        items = [
            f"{safe(left)} <b>{safe(hit)}</b> {safe(right)} "
            f"<cite>{safe(label('place.turn', lang, source=source, turn=turn))}</cite>"
            for source, _, _, _, turn, left, hit, right, _, _ in rows
        ]
        return items, len(numbers)

    return passages


def talk_notes(talk: Talk, lang: str, *, coded: bool = True) -> tuple[str, ...]:
    """Say under a table whose words it counts, and in which part of the case; `coded` as in `talk`."""
    snapshot = talk.snapshot
    coded = coded and any(not one.universe for one in snapshot.filters)
    return (
        label(f"talk.{talk.speakers}", lang),
        *((label("note.view", lang, filters="; ".join(map(str, snapshot.filters))),) if snapshot.filters else ()),
        *((label("talk.coded", lang, coder=snapshot.evidence.coder),) if coded else ()),
        *((label("note.synthetic", lang),) if snapshot.study.synthetic else ()),
    )


def _rows(talk: Talk, start: Ints, end: Ints, stretch: Ints, width: int) -> Any:
    """Give source, voice, role, side, turn, left, hit, right, start, end of each line."""
    snapshot = talk.snapshot
    turn = talk.turn[stretch]
    units = snapshot.units["turn"]
    source = units.source[turn]
    base = snapshot.base[source]
    for s, a, b, first, last, v, place in zip(
        source.tolist(), (start - base).tolist(), (end - base).tolist(), (units.start[turn] - base).tolist(),
        (units.end[turn] - base).tolist(), units.voice[turn].tolist(), units.place[turn].tolist(), strict=True,
    ):  # fmt: skip
        text = snapshot.text(s)
        voice = snapshot.voices[v] if v >= 0 else None
        named = (voice.id, voice.role, voice.side) if voice else ("", "", "")
        before, after = _before(text, first, a, width), _after(text, b, last, width)
        yield (snapshot.sources[s].id, *named, place, before, " ".join(text[a:b].split()), after, a, b)


def _before(text: str, first: int, end: int, width: int) -> str:
    """Give at most `width` characters before a place, whole words of the turn that begins at `first`."""
    begin = max(first, end - width)
    piece = text[begin:end]
    if begin > first and not text[begin - 1].isspace() and not piece[:1].isspace():
        piece = piece.lstrip().partition(" ")[2] if " " in piece else ""
    return " ".join(piece.split())


def _after(text: str, begin: int, last: int, width: int) -> str:
    """Give at most `width` characters after a place, whole words of the turn that ends at `last`."""
    end = min(last, begin + width)
    piece = text[begin:end]
    if end < last and not text[end].isspace() and not piece[-1:].isspace():
        piece = piece.rpartition(" ")[0]
    return " ".join(piece.split())


def _codes_at(snapshot: Snapshot, start: Ints, end: Ints) -> list[str]:
    """Name the codes that each line's words have: those of the evidence, or of everybody where nobody said whose."""
    try:
        rows = snapshot.evidence.rows
    except OptionError:  # several coded, and nobody said whose codings count
        rows = snapshot.rows
    low, high = snapshot.spans(rows)
    order = np.argsort(start, kind="stable")
    units = spans.incidence(low, high, *_apart(start[order], end[order]))
    codes: list[set[int]] = [set() for _ in range(start.size)]
    for coding, line in zip(*(found.tolist() for found in units), strict=True):
        codes[order[line]].add(int(snapshot.codings.code[rows[coding]]))
    return ["; ".join(snapshot.codes[n].name for n in sorted(some)) for some in codes]


def _apart(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Keep rising spans from overlapping, so that they can be looked up: each ends where the next begins."""
    return start, np.minimum(end, np.append(start[1:], np.iinfo(np.int64).max)) if start.size else end


def _codes(snapshot: Snapshot, codes: str, lang: str) -> str:
    return "; ".join(snapshot.name("code", code, lang) for code in codes.split("; ") if code)
