"""Who was asked about what: without it, silence and never asked cannot be told apart."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase.model.evidence import Line
from qualcase.model.snapshot import Snapshot

Flags = NDArray[np.bool_]

INTERVIEWED = ("interview", "group discussion", "survey")


class AskedAbout(NamedTuple):
    """Which voices were asked, (voices,), and by which rule that is known, a key of the label catalogue for each."""

    voices: Flags
    rule: tuple[str, ...]


def asked_about(snapshot: Snapshot, code: str) -> AskedAbout:
    """Find who was asked about a code.

    The register outranks question tags on turns, which outrank the roles in the guide, which outrank "assumed asked".
    In the register the nearest answer wins: on the code, then on what is below it (a yes only: a part not asked about
    leaves the rest), then on those above it. A question not put drops out, and the others about the code decide.
    Tags and guide count a question about the code, one above or one below it; they tell nothing of a code that no
    question is about. A voice without any source was not asked.
    """
    chain, below = _kin(snapshot, code)
    questions = {q.id: set(q.codes) for q in snapshot.questions if set(q.codes) & below.union(*chain)}
    register: dict[str, dict[str, str]] = {}
    for row in snapshot.asked:
        register.setdefault(row.voice, {})[row.about] = row.asked
    tags, interviewed = _put(snapshot)
    asked, rules = [], []
    for number, voice in enumerate(snapshot.voices):
        rows = register.get(voice.id, {})
        listed = _registered(rows, questions, chain, below)
        left = questions.keys() - rows.keys()
        if listed is not None:
            answer, rule = listed, "asked.register"
        elif not snapshot.has_source[number]:
            answer, rule = False, "asked.no_source"
        elif questions and tags.get(number):
            answer, rule = bool(tags[number] & left), "asked.tags"
        elif questions:
            put = any(not q.roles or voice.role in q.roles for q in snapshot.questions if q.id in left)
            answer, rule = put and bool(interviewed[number]), "asked.guide"
        else:
            answer, rule = True, "asked.assumed"
        if not answer and len(left) < len(questions):
            rule = "asked.register"
        asked.append(answer)
        rules.append(rule)
    return AskedAbout(np.array(asked, np.bool_), tuple(rules))


def asked_in(snapshot: Snapshot, line: Line) -> Flags:
    """Say who was asked about a line, (voices,): in the direction that the codebook declares for it or for its parts.

    Nobody was asked about a direction that only coders gave.
    """
    if line.declared:
        return asked_about(snapshot, line.code).voices
    asked = np.zeros(len(snapshot.voices), np.bool_)
    for part in (ref.name for n, ref in enumerate(snapshot.codes) if n in line.strands):
        asked |= asked_about(snapshot, part).voices
    return asked


def _registered(
    rows: dict[str, str], questions: dict[str, set[str]], chain: list[set[str]], below: set[str]
) -> bool | None:
    """Give the nearest answer that the register has for a voice: on a code, or yes to a question about it."""

    def said(codes: set[str]) -> list[str]:
        return [rows[name] for name in codes if name in rows]

    def put(codes: set[str]) -> bool:
        return any(rows.get(id) == "yes" for id, about in questions.items() if about & codes)

    for distance, codes in enumerate(chain):
        if own := said(codes):
            return "yes" in own
        if put(codes) or (distance == 0 and ("yes" in said(below) or put(below))):
            return True
    return None


def _kin(snapshot: Snapshot, code: str) -> tuple[list[set[str]], set[str]]:
    """Give the names of a code, then of its parent and so on up; and those of all below it."""
    number = snapshot.code_number(code)
    below = _names(snapshot, (n for n in snapshot.subtree(code).tolist() if n != number))
    chain = [_names(snapshot, [number])]
    ref = snapshot.codes[number]
    while ref.entry is not None and ref.entry.above:
        number = snapshot.code_number(f"{ref.book}/{ref.entry.above}")
        chain.append(_names(snapshot, [number]))
        ref = snapshot.codes[number]
    return chain, below


def _names(snapshot: Snapshot, numbers: Iterable[int]) -> set[str]:
    """All names that codes go by: alone, and with their book."""
    bare = {(snapshot.codes[n].book, snapshot.codes[n].name.split("/")[-1]) for n in numbers}
    return {name for book, code in bare for name in (code, f"{book}/{code}")}


def _put(snapshot: Snapshot) -> tuple[dict[int, set[str]], Flags]:
    """Give the tags, and who was interviewed: looked up once for all codes."""
    known: dict[int, tuple[dict[int, set[str]], Flags]] = snapshot.workings.get("asked", {})
    if snapshot.event not in known:
        known = snapshot.workings["asked"] = {snapshot.event: (_tags(snapshot), _interviewed(snapshot))}
    return known[snapshot.event]


def _tags(snapshot: Snapshot) -> dict[int, set[str]]:
    """The guide questions that the turns of each voice's sources are tagged with."""
    turn = snapshot.units["turn"]
    by_source: dict[int, set[str]] = {}
    for source, question in zip(turn.source.tolist(), turn.question, strict=True):
        if question:
            by_source.setdefault(source, set()).add(question)
    tags: dict[int, set[str]] = {}
    for source, voice in set(zip(turn.source.tolist(), turn.voice.tolist(), strict=True)) if by_source else ():
        if voice >= 0 and source in by_source:
            tags.setdefault(voice, set()).update(by_source[source])
    return tags


def _interviewed(snapshot: Snapshot) -> Flags:
    """Which voices were spoken with, not only observed or read."""
    return snapshot.heard_in(np.array([source.kind in INTERVIEWED for source in snapshot.sources], np.bool_))
