"""The words of a talk by who says them, where, or under which code."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from qualcase._kernel.checks import option
from qualcase.model.snapshot import Flags, Ints, Snapshot
from qualcase.reduce.axes import UNSET, code_axis
from qualcase.render.labels import label
from qualcase.results.talk import Talk, meeting

Across: TypeAlias = Literal["role", "side", "voice", "source", "kind", "code"]
ACROSS: tuple[Across, ...] = get_args(Across)


class Group(NamedTuple):
    """A group of words: its name, its words (places in the talk's words, rising), who could say them: (voices,)."""

    name: str
    at: Ints
    heard: Flags


def groups(talk: Talk, word: Ints, across: Across) -> list[Group]:
    """Sort the words of a talk by role, side, informant, source, kind of source, or by the codes over them.

    Words of those who ask have no role, side or informant here. By code, words count under each code that a coding of
    the evidence gives them, and under the codes above it; another direction of judgement is a group of its own.
    """
    option("across", across, ACROSS)
    snapshot = talk.snapshot
    if across == "code":
        return _by_code(talk, word)
    voice, source = talk.voice(talk.stretch(word)), talk.sources[talk.index.text_of(word)]
    here = np.flatnonzero(snapshot.sources_in).tolist()
    if across in ("source", "kind"):
        of_source = [getattr(one, {"source": "id"}.get(across, across)) for one in snapshot.sources]
        names = tuple(dict.fromkeys(of_source[n] for n in here))
        value = _numbered(of_source, names)[source]
        heard = [snapshot.heard & snapshot.heard_in(np.array([one == name for one in of_source])) for name in names]
    else:
        of_voice = [getattr(one, {"voice": "id"}.get(across, across)) or UNSET for one in snapshot.voices]
        told = np.unique(voice[voice >= 0])
        used = dict.fromkeys(of_voice[n] for n in sorted(told.tolist(), key=lambda n: _rank(snapshot, n)))
        names = tuple(used)
        value = np.append(_numbered(of_voice, names), -1)[voice]
        heard = [snapshot.heard & np.array([one == name for one in of_voice]) for name in names]
    order = np.argsort(value, kind="stable")
    edges = np.searchsorted(value[order], np.arange(len(names) + 1))
    return [Group(name, order[edges[n] : edges[n + 1]], heard[n]) for n, name in enumerate(names)]


def heads(snapshot: Snapshot, across: Across, names: Iterable[str], lang: str) -> list[str]:
    """Say the names of groups in a language."""
    if across == "code":
        axis = code_axis(snapshot.evidence)
        said = dict(zip(axis.names, axis.heads(snapshot, lang), strict=True))
        return [said[name] for name in names]
    return [_head(snapshot, across, name, lang) for name in names]


def _by_code(talk: Talk, word: Ints) -> list[Group]:
    snapshot = talk.snapshot
    axis = code_axis(snapshot.evidence)
    first, last = talk.place(word)
    found = []
    for at, name in enumerate(axis.names):
        rows = np.unique(snapshot.evidence.coding[axis.member[at][axis.value]])
        found.append(Group(name, meeting(first, last, *snapshot.spans(rows)), snapshot.heard))
    return found


def _numbered(values: list[str], names: tuple[str, ...]) -> Ints:
    place = {name: n for n, name in enumerate(names)}
    return np.array([place.get(value, -1) for value in values], np.int64)


def _rank(snapshot: Snapshot, voice: int) -> tuple[int, int]:
    roles = snapshot.roles()
    role = snapshot.voices[voice].role
    return (roles.index(role) if role in roles else len(roles), voice)


def _head(snapshot: Snapshot, across: Across, name: str, lang: str) -> str:
    if name == UNSET:
        return label("value.unset", lang)
    if across == "kind":
        return label(f"kind.{name}", lang)
    return snapshot.name(across, name, lang) if across in ("role", "side") else name
