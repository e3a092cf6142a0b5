"""Who was asked about what: without it, silence and never asked cannot be told apart."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    What is said of a code's parent or of its children holds for the code. A voice without any source was not asked.
    Tags and guide tell nothing of a code that no question is about.
    """
    family = _family(snapshot, code)
    questions = [q for q in snapshot.questions if family & set(q.codes)]
    about = family | {q.id for q in questions}
    register: dict[str, list[str]] = {}
    for row in snapshot.asked:
        if row.about in about:
            register.setdefault(row.voice, []).append(row.asked)
    tags = _tags(snapshot)
    interviewed = _interviewed(snapshot)
    asked, rules = [], []
    for number, voice in enumerate(snapshot.voices):
        if voice.id in register:
            answer, rule = "yes" in register[voice.id], "asked.register"
        elif not snapshot.has_source[number]:
            answer, rule = False, "asked.no_source"
        elif questions and tags.get(number):
            answer, rule = bool(tags[number] & {q.id for q in questions}), "asked.tags"
        elif questions:
            put = any(not q.roles or voice.role in q.roles for q in questions)
            answer, rule = put and bool(interviewed[number]), "asked.guide"
        else:
            answer, rule = True, "asked.assumed"
        asked.append(answer)
        rules.append(rule)
    return AskedAbout(np.array(asked, np.bool_), tuple(rules))


def _family(snapshot: Snapshot, code: str) -> set[str]:
    """A code, all above and all below it, by every name they go by."""
    numbers = {snapshot.code_number(code), *map(int, snapshot.subtree(code))}
    ref = snapshot.codes[snapshot.code_number(code)]
    while ref.entry is not None and ref.entry.above:
        parent = snapshot.code_number(f"{ref.book}/{ref.entry.above}")
        numbers.add(parent)
        ref = snapshot.codes[parent]
    names = {snapshot.codes[n].name for n in numbers}
    return names | {name.split("/")[-1] for name in names}


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
