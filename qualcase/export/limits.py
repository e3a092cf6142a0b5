"""What a study cannot show, in sentences: each stands only where the record has its facts."""

from collections.abc import Iterator

import numpy as np

from qualcase.export.coders import Coders
from qualcase.export.sampling import people, talked
from qualcase.model.asked import asked_about
from qualcase.model.codebook import text
from qualcase.model.evidence import ATTRIBUTED, UNSET
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.prose import listed, say


def limitations(snapshot: Snapshot, lang: str, made: Coders, *, coded: bool) -> Iterator[str]:
    """Say what the study cannot show."""
    yield from who_was_heard(snapshot, lang)
    if coded:
        yield from who_was_asked(snapshot, lang)
        yield from evidence_limits(snapshot, lang)
    yield from coder_limits(made, lang)
    if snapshot.study.synthetic:
        yield label("limits.synthetic", lang)


def who_was_heard(snapshot: Snapshot, lang: str) -> Iterator[str]:
    """Name the roles with one voice, one side that speaks alone, and the parties not heard."""
    spoke = talked(snapshot)
    heard = [snapshot.voices[n] for n in people(snapshot) if spoke[n]]
    roles = [voice.role for voice in heard if voice.role]
    alone = [snapshot.name("role", role, lang) for role in dict.fromkeys(roles) if roles.count(role) == 1]
    if alone:
        yield say("limits.one_voice", lang, roles=listed(alone, lang))
    sides = {voice.side for voice in heard}
    if len(heard) > 1 and len(sides) == 1 and "" not in sides:
        yield say("limits.one_side", lang, side=snapshot.name("side", sides.pop(), lang))
    if missing := parties_not_heard(snapshot, lang):
        yield say("limits.not_heard", lang, parties="; ".join(missing))


def who_was_asked(snapshot: Snapshot, lang: str) -> Iterator[str]:
    """Name who was not asked about a code that is in use, and the codes where some are only taken as asked."""
    spoke = talked(snapshot)
    heard = [n for n in people(snapshot) if spoke[n]]
    used = snapshot.evidence.lines(*snapshot.top_codes)
    codes = dict.fromkeys(line.code for line in used if snapshot.evidence.pairs(line).size)
    missed: list[str] = []
    assumed: list[str] = []
    for code in codes:
        about = asked_about(snapshot, code)
        out = [snapshot.voices[n].id for n in heard if not about.voices[n]]
        name = snapshot.name("code", code, lang)
        if any(about.rule[n] == "asked.assumed" for n in heard):
            assumed.append(name)
        if out:
            missed.append(label("limits.not_asked_code", lang, code=name, voices=listed(out, lang)))
    if missed:
        yield say("limits.not_asked", lang, codes="; ".join(missed))
    if assumed:
        yield say("limits.assumed", lang, codes=listed(assumed, lang))


def evidence_limits(snapshot: Snapshot, lang: str) -> Iterator[str]:
    """Say how many codings tell of others, how many have no stance, and that all came by one technique."""
    evidence = snapshot.evidence
    told = np.unique(evidence.coding[evidence.basis == ATTRIBUTED]).size
    if told:
        yield say("limits.attributed", lang, told, all=number(evidence.rows.size, lang))
    evaluative = np.array([bool(ref.entry and ref.entry.kind == "evaluative") for ref in snapshot.codes], np.bool_)
    unset = evidence.coding[evidence.stance == UNSET]
    open_ = np.unique(unset[evaluative[snapshot.codings.code[unset]]]).size
    if open_:
        yield say("limits.unset", lang, open_)
    kinds = {snapshot.sources[n].kind for n in np.unique(snapshot.codings.source[evidence.rows]).tolist()}
    if len(kinds) == 1:
        yield say("limits.one_technique", lang, kind=label(f"kind.{kinds.pop()}", lang))


def coder_limits(made: Coders, lang: str) -> Iterator[str]:
    """Say that one person coded alone, or what keeps the agreement of several from being reliability."""
    if len(made.names) == 1:
        yield say("limits.one_coder", lang, coder=made.names[0])
    elif len(made.names) > 1:
        yield (
            say("limits.not_compared", lang, coders=listed(made.names, lang))
            if made.agreement is None
            else label("limits.independent", lang)
        )


def parties_not_heard(snapshot: Snapshot, lang: str) -> list[str]:
    """Name the parties of the story none of whose side or roles was heard."""
    heard = snapshot.voices_in & snapshot.has_source & ~snapshot.interviewer
    there = {
        name
        for voice, keep in zip(snapshot.voices, heard, strict=True)
        if keep
        for name in (voice.id, voice.role, voice.side)
    }
    return [
        text(party.get("label", party["id"]), lang)
        for party in snapshot.study.parties
        if not there & set(party.get("roles", [party["id"], party.get("side", "")]))
    ]
