"""Who speaks how much, as a picture."""

import numpy as np

from qualcase.export.sampling import talked
from qualcase.lang.words import words
from qualcase.model.asked import INTERVIEWED
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.bars import Bars, grouped_bars_svg
from qualcase.render.labels import label
from qualcase.render.numbers import number, percent


def spoken(snapshot: Snapshot) -> tuple[Ints, Ints]:
    """Count the words in interviews, group discussions, surveys: of those who tell, of those who ask, (voices,) each.

    Words whose speaker is unknown are nobody's.
    """
    turn, size = snapshot.units["turn"], len(snapshot.voices)
    told, asked = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for n, source in enumerate(snapshot.sources):
        if source.kind not in INTERVIEWED or not snapshot.sources_in[n]:
            continue
        at = words(snapshot.text(n)).start + snapshot.base[n]
        turns = np.flatnonzero((turn.source == n) & (turn.voice >= 0))
        counts = np.searchsorted(at, turn.end[turns]) - np.searchsorted(at, turn.start[turns])
        asks = snapshot.asking[turns]
        np.add.at(told, turn.voice[turns[~asks]], counts[~asks])
        np.add.at(asked, turn.voice[turns[asks]], counts[asks])
    told[~talked(snapshot)] = 0
    return told, asked


def speaking_title(lang: str) -> str:
    """Say what the picture shows."""
    return label("speaking.title", lang)


def speaking_svg(snapshot: Snapshot, lang: str) -> str:
    """Draw a bar for each informant, grouped by side, those who ask apart; nothing where nobody was spoken with."""
    told, asked = spoken(snapshot)
    if not told.any():
        return ""
    total = int(told.sum())
    named = {side: snapshot.name("side", side, lang) if side else "" for side in _sides(snapshot)}
    groups = []
    for side, name in named.items():
        own = [n for n in np.flatnonzero(told).tolist() if snapshot.voices[n].side == side]
        if own:
            share = _counted(int(told[own].sum()), total, lang)
            groups.append(Bars(f"{name}: {share}" if name else "", [_bar(snapshot, told, n, total, lang) for n in own]))
    asking = np.flatnonzero(asked).tolist()
    if asking:
        bars = [(snapshot.voices[n].id, float(asked[n]), number(int(asked[n]), lang)) for n in asking]
        groups.append(Bars(label("speaking.asking", lang), bars, hollow=True))
    return grouped_bars_svg(groups, title=speaking_title(lang), lang=lang)


def _sides(snapshot: Snapshot) -> list[str]:
    declared = [side["id"] for side in snapshot.study.sides]
    return list(dict.fromkeys([*declared, *(voice.side for voice in snapshot.voices)]))


def _bar(snapshot: Snapshot, told: Ints, n: int, total: int, lang: str) -> tuple[str, float, str]:
    voice = snapshot.voices[n]
    role = snapshot.name("role", voice.role, lang) if voice.role else ""
    return (f"{voice.id} · {role}" if role else voice.id, float(told[n]), _counted(int(told[n]), total, lang))


def _counted(n: int, total: int, lang: str) -> str:
    return f"{number(n, lang)} ({percent(n / total, lang)})"
