"""What the front end is sent: the open source, codes, codings and notes as JSON, as `messages` describes them."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np

from qualcase._kernel.ids import digest
from qualcase.model.codebook import CLOSED, Code, text
from qualcase.model.nouns import BASES, STANCES, Coding, Memo
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.labels import label, under
from qualcase.render.palette import hue
from qualcase.render.transcript import aside, clock

Plain: TypeAlias = dict[str, Any]

RECENT = 9  # codes that a figure key reaches
_EVERY_FIELD = attrgetter(*Coding.__dataclass_fields__)
_AS_IT_IS = (
    "id", "start", "end", "stance", "basis", "holder", "target", "aspect", "hedge", "not_yet", "key", "memo", "coder",
    "origin", "version",
)  # fmt: skip


def words_of(lang: str) -> Plain:
    """Give what buttons and messages say: labels, stances, bases."""
    return {
        "labels": under("widget", lang),
        "stances": [[one, label(f"stance.{one}", lang)] for one in STANCES],
        "bases": [[one, label(f"basis.{one}", lang)] for one in BASES],
    }


def source_shown(snapshot: Snapshot, number: int, lang: str) -> Plain:
    """Give a source: its turns, what stands between them, where its sentences end."""
    source, base, content = snapshot.sources[number], int(snapshot.base[number]), snapshot.text(number)
    turn, sentence = snapshot.units["turn"], snapshot.units["sentence"]
    questions = {one.id: text(one.text, lang) for one in snapshot.questions}
    turns: list[Plain] = []
    at = 0
    for u in np.flatnonzero(turn.source == number).tolist():
        voice = snapshot.voices[turn.voice[u]] if turn.voice[u] >= 0 else None
        start, end, place = int(turn.start[u]) - base, int(turn.end[u]) - base, int(turn.place[u])
        said_by = turn.label[u] if turn.label else ""
        turns += _between(content, at, start, said_by or (voice.id if voice else ""))
        asked = turn.question[u] if turn.question else ""
        turns.append({
            "n": place, "speaker": voice.id if voice else said_by,
            "role": snapshot.name("role", voice.role, lang) if voice and voice.role else "",
            "asking": bool(snapshot.asking[u]), "locator": f"{source.id}, {place}",
            "time": clock(float(turn.begin[u])) if turn.begin[u] == turn.begin[u] else "",
            "start": start, "end": end, "question": questions.get(asked, asked),
        })  # fmt: skip
        at = end
    turns += _between(content + "\n", at, len(content) + 1, "")
    here = np.flatnonzero(sentence.source == number)
    cuts = np.stack((sentence.start[here], sentence.end[here]), axis=1) - base
    return {
        "id": source.id, "title": source.title, "kind": label(f"kind.{source.kind}", lang),
        "lang": source.language or snapshot.lang, "text": source.text, "content": content, "turns": turns,
        "sentences": cuts.tolist(),
    }  # fmt: skip


def _between(content: str, at: int, until: int, said_by: str) -> list[Plain]:
    """Give what stands between two turns, apart from the next one's label, as something that is not a turn."""
    low, high = aside(content[at:until], said_by)
    if low == high:
        return []
    return [{
        "n": 0, "speaker": "", "role": "", "asking": False, "locator": "", "time": "", "start": at + low,
        "end": at + high, "question": "",
    }]  # fmt: skip


def codes_shown(snapshot: Snapshot, lang: str) -> list[Plain]:
    """Give the codes of all books in their order, each below its parent."""
    return [_code_shown(snapshot, n, ref.entry, lang) for n, ref in enumerate(snapshot.codes) if ref.entry is not None]


def _code_shown(snapshot: Snapshot, number: int, entry: Code, lang: str) -> Plain:
    ref = snapshot.codes[number]
    book = next(one for one in snapshot.books if one.name == ref.book)
    path: list[str] = []
    above = entry.above
    while above in book and len(path) < len(book):
        path.insert(0, text(book.code(above).label, lang))
        above = book.code(above).above
    names = snapshot.code_numbers
    parent = names.get(f"{ref.book}/{entry.above}") if entry.above else None
    return {
        "id": ref.name, "label": text(entry.label, lang), "short": text(entry.short, lang), "path": path,
        "parent": snapshot.codes[parent].name if parent is not None else "", "kind": entry.kind,
        "poles": {"positive": text(entry.poles.positive, lang), "negative": text(entry.poles.negative, lang)}
        if entry.poles else None,
        "holder": entry.holder, "target": entry.target, "definition": text(entry.definition, lang),
        "use_when": [text(one, lang) for one in entry.use_when],
        "do_not_use_when": [text(one, lang) for one in entry.do_not_use_when],
        "examples": [{"quote": e.quote, "source": e.source, "note": text(e.note, lang)} for e in entry.examples],
        "near_misses": [{"quote": e.quote, "code": e.code, "why": text(e.why, lang)} for e in entry.near_misses],
        "book": ref.book, "version": book.version, "open": entry.status not in CLOSED, "hue": hue(number),
    }  # fmt: skip


def version_of(row: Coding) -> str:
    """Name what a coding says; any change of it gives another name."""
    return digest(repr(_EVERY_FIELD(row)))[:12]


def coding_shown(snapshot: Snapshot, row: Coding, coder: str) -> Plain:
    """Give a coding."""
    number = snapshot.code_numbers.get(f"{row.codebook}/{row.code}")
    shown: Plain = {name: getattr(row, name) for name in _AS_IT_IS}
    named = snapshot.codes[number].name if number is not None else row.code
    return {**shown, "v": version_of(row), "code": named, "mine": row.coder == coder}


def memos_shown(snapshot: Snapshot, source: str, codings: Iterable[str], hides: Callable[[Memo], bool]) -> list[Plain]:
    """Give the notes on the case, a source, its codings, and any code."""
    here = {"case", f"source:{source}", *(f"coding:{id}" for id in codings)}
    return [
        {name: getattr(memo, name) for name in Memo.__dataclass_fields__}
        for memo in snapshot.memos
        if (memo.about in here or memo.about.startswith("code:")) and not hides(memo)
    ]


def sources_shown(snapshot: Snapshot, coder: str, lang: str) -> list[Plain]:
    """Give every source with how far this coder has come in it."""
    codings, turn = snapshot.codings, snapshot.units["turn"]
    rows = own_rows(snapshot, coder)
    start, end = snapshot.spans(rows)
    edge = np.zeros(turn.start.size + 1, np.int64)
    first, last = np.searchsorted(turn.end, start, "right"), np.searchsorted(turn.start, end, "left")
    np.add.at(edge, first[first < last], 1)
    np.add.at(edge, last[first < last], -1)
    answers = ~snapshot.asking
    n = len(snapshot.sources)
    turns = np.bincount(turn.source[answers], minlength=n)
    coded = np.bincount(turn.source[answers & (np.cumsum(edge)[:-1] > 0)], minlength=n)
    own = np.bincount(codings.source[rows], minlength=n)
    return [
        {
            "id": source.id, "title": source.title, "kind": label(f"kind.{source.kind}", lang), "turns": int(turns[k]),
            "coded": int(coded[k]), "codings": int(own[k]),
        }
        for k, source in enumerate(snapshot.sources)
    ]  # fmt: skip


def recent(snapshot: Snapshot, coder: str) -> list[str]:
    """Give the codes that a coder used last, the last one first."""
    used = snapshot.codings.code[own_rows(snapshot, coder)][::-1]
    codes, first = np.unique(used, return_index=True)
    order = codes[np.argsort(first)].tolist()
    entries = ((snapshot.codes[n].name, snapshot.codes[n].entry) for n in order)
    return [name for name, entry in entries if entry is not None and entry.status not in CLOSED][:RECENT]


def vocabulary(snapshot: Snapshot, coder: str, lang: str, *, own: bool) -> Plain:
    """Give whose judgements there are, and the aspects in use: of all coders, or this one's own."""
    study = snapshot.study
    listed: Iterable[Mapping[str, Any]] = (*study.sides, *study.roles, *study.parties)
    parties = {one["id"]: text(one.get("label", one["id"]), lang) for one in listed}
    codings = snapshot.codings
    aspect = codings.aspect[own_rows(snapshot, coder) if own else snapshot.rows]
    return {
        "parties": [[id, said] for id, said in (parties | {voice.id: voice.id for voice in snapshot.voices}).items()],
        "aspects": sorted(codings.aspects[n] for n in np.unique(aspect[aspect >= 0]).tolist()),
    }


def own_rows(snapshot: Snapshot, coder: str) -> Ints:
    """Give the rows of a coder's codings, in the order they were recorded."""
    codings, rows = snapshot.codings, snapshot.rows
    if coder not in codings.coders:
        return rows[:0]
    mine: Ints = rows[codings.coder[rows] == codings.coders.index(coder)]
    return mine
