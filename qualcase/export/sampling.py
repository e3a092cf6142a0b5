"""Whom the study heard, chosen by what, and how much of the population that is."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from qualcase.model.asked import INTERVIEWED
from qualcase.model.codebook import text
from qualcase.model.nouns import RESEARCHER, Voice
from qualcase.model.snapshot import Flags, Snapshot
from qualcase.render.labels import keys, label
from qualcase.render.numbers import date, number
from qualcase.render.sheet import Column, Sheet

NOT_HEARD = ("refused", "unreachable", "withdrew")
NO_PERSON = ("issuer", "team")


class Share(NamedTuple):
    """How many of a population were heard: who, and who was sought in vain; None where that is not on record."""

    name: str
    total: int
    heard: tuple[str, ...] | None
    missed: tuple[str, ...]

    def say(self, lang: str) -> str:
        """Say it in a line."""
        total = number(self.total, lang)
        if self.heard is None:
            return label("sampling.unknown_share", lang, name=self.name, total=total)
        fields = {"name": self.name, "total": total, "heard": number(len(self.heard), lang)}
        said = label("sampling.share", lang, **fields, voices=", ".join(self.heard) or "–")
        return said + (label("sampling.missed", lang, voices=", ".join(self.missed)) if self.missed else "")


def talked(snapshot: Snapshot) -> Flags:
    """Which voices were spoken with: in an interview, a group discussion, a survey. (voices,)"""
    kinds = np.array([source.kind in INTERVIEWED for source in snapshot.sources], np.bool_)
    own = np.array([voice.side != RESEARCHER for voice in snapshot.voices], np.bool_)
    return snapshot.heard_in(kinds & snapshot.sources_in) & snapshot.voices_in & own


def people(snapshot: Snapshot) -> list[int]:
    """Give the numbers of the informants, in role order: those heard, and those sought who have no source."""
    spoke, roles = talked(snapshot), snapshot.roles()
    found = [
        n
        for n, voice in enumerate(snapshot.voices)
        if snapshot.voices_in[n]
        and voice.side != RESEARCHER
        and voice.status not in NO_PERSON
        and (spoke[n] or not snapshot.has_source[n])
    ]
    return sorted(found, key=lambda n: (roles.index(snapshot.voices[n].role), n))


def status(snapshot: Snapshot, number: int, lang: str) -> str:
    """Say what came of an informant: as recorded, else that there was an interview."""
    said = snapshot.voices[number].status or ("interviewed" if talked(snapshot)[number] else "")
    return label(f"status.{said}", lang) if f"status.{said}" in keys() else said


def minutes(voice: Voice) -> float | None:
    """Give how long somebody was spoken with, in minutes; None where no number is recorded."""
    said = str(voice.attributes.get("minutes", "")).strip().replace(",", ".")
    try:
        found = float(said)
    except ValueError:
        return None
    return found if 0 < found < float("inf") else None


def criteria(snapshot: Snapshot, ids: Iterable[str], lang: str) -> list[str]:
    """Say criteria in the study's words, without the full stop."""
    words = {str(c["id"]): text(c.get("text", ""), lang) or str(c["id"]) for c in snapshot.study.criteria}
    return [words.get(one, one).rstrip(". ") for one in ids]


def shares(snapshot: Snapshot, lang: str) -> list[Share]:
    """Give how much of each population was heard.

    Only a population that names its `criteria` or `roles` says which informants are of it; nothing is guessed.
    """
    spoke = talked(snapshot)
    found = []
    for group in snapshot.study.population:
        name = text(group.get("label", group.get("id", "")), lang)
        wanted, roles = ({*group.get(name, ())} for name in ("criteria", "roles"))
        if not wanted | roles:
            found.append(Share(name, int(group["n"]), None, ()))
            continue
        own = [n for n in people(snapshot) if wanted & {*snapshot.voices[n].criteria}]
        own += [n for n in people(snapshot) if snapshot.voices[n].role in roles and n not in own]
        heard = tuple(snapshot.voices[n].id for n in own if spoke[n])
        missed = tuple(snapshot.voices[n].id for n in own if not spoke[n] and snapshot.voices[n].status in NOT_HEARD)
        found.append(Share(name, int(group["n"]), heard, missed))
    return found


def sampling(snapshot: Snapshot, lang: str) -> Sheet:
    """Lay out who was chosen: role, side, criterion in words, when, how reached, why; no column without any value."""
    here = people(snapshot)
    voices = [snapshot.voices[n] for n in here]

    def told(name: str) -> list[str]:
        return [str(v.attributes.get(name, "") or "") for v in voices]

    def named(kind: str) -> list[str]:
        return [snapshot.name(kind, key, lang) if (key := getattr(v, kind)) else "" for v in voices]

    rows: list[tuple[str, Sequence[str], dict[str, Any]]] = [
        ("head.no", [number(n, lang) for n in range(1, len(here) + 1)], {"align": "right", "width": 0.4}),
        ("sampling.code", [v.id for v in voices], {"rowhead": True, "width": 0.6}),
        ("head.role", named("role"), {}),
        ("head.side", named("side"), {}),
        ("sampling.criterion", ["\n".join(criteria(snapshot, v.criteria, lang)) for v in voices], {"width": 2}),
        ("head.date", [_when(snapshot, n, lang) for n in here], {}),
        ("sampling.minutes", [number(minutes(v), lang) if minutes(v) else "" for v in voices], {"align": "right"}),
        ("sampling.reached", told("reached"), {"width": 1.4}),
        ("sampling.reason", told("reason"), {"width": 2}),
        ("head.status", [status(snapshot, n, lang) for n in here], {}),
    ]
    columns = tuple(Column(label(head, lang), cells, **look) for head, cells, look in rows if any(cells))
    notes = [share.say(lang) for share in shares(snapshot, lang)]
    missed = [snapshot.voices[n] for n in here if snapshot.voices[n].status in NOT_HEARD]
    if missed:
        said = ", ".join(f"{v.id} ({label(f'status.{v.status}', lang)})" for v in missed)
        notes.insert(0, label("sampling.sought", lang, voices=said))
    notes += [label("note.synthetic", lang)] if snapshot.study.synthetic else []
    return Sheet(label("sampling.title", lang), columns, notes=tuple(notes), lang=lang)


def sampling_shown(snapshot: Snapshot, lang: str, draw: Callable[[Sheet], str]) -> str:
    """Draw the sampling table; nothing where nobody is on record."""
    return draw(sampling(snapshot, lang)) if people(snapshot) else ""


def _when(snapshot: Snapshot, number: int, lang: str) -> str:
    """Say when somebody was spoken with: as the list of informants has it, else by the dates of the sources."""
    voice = snapshot.voices[number]
    if said := str(voice.attributes.get("date", "") or ""):
        return date(said, lang)
    days = [
        s.date for s, kept in zip(snapshot.sources, snapshot.sources_in, strict=True)
        if kept and s.date and s.kind in INTERVIEWED and voice.id in s.voices
    ]  # fmt: skip
    return "; ".join(date(day, lang) for day in dict.fromkeys(days))
