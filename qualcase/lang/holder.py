"""Whose judgement a cue is, and on what basis the speaker knows it. A hint for a person to decide on, never a finding."""

from dataclasses import dataclass
from typing import Literal

from qualcase._kernel.checks import option
from qualcase._kernel.remark import Remark, remark
from qualcase.lang import holderwords as lists
from qualcase.lang.clauses import Clause, Forms, clause_around, negates
from qualcase.lang.roots import Lang, root
from qualcase.lang.wordlists import BREAKS, LINKING, PARTICLES, VERBS

Who = Literal["speaker", "other", "unsure"]
Basis = Literal["first_hand", "attributed", "observed", "unsure"]


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a judgement, seen from who speaks, and how the speaker knows of it."""

    who: Who
    basis: Basis
    because: Remark


def holder(text: str, start: int, end: int, *, own: bool, lang: Lang = "id") -> Holding:
    """Say whose judgement a cue at text[start:end] (code points) is, by the person that its clause speaks of.

    `own`: whether the speaker is of the side whose judgement the code is about (a resident, where residents trust).
    Then a judgement without a subject is the speaker's; else it is somebody's that the speaker tells of. "speaker" is
    also "we" of the own group, and whoever judges another ("mereka jujur").

    >>> hint = holder("Masyarakat percaya sama kami.", 11, 18, own=False)
    >>> hint.who, hint.basis
    ('other', 'attributed')
    """
    option("lang", lang, ("id", "en"))
    clause = clause_around(text, start, end, lang)
    cue = " ".join(clause.cue)
    names = {cue, root(cue, lang=lang) if len(clause.cue) == 1 else cue}
    before = f" {' '.join((*clause.lead, *clause.before))} "
    everybody = next((one for one in lists.EVERYBODY if f" {one} " in before), "")
    if everybody:
        return Holding("unsure", "unsure", remark("holder.everybody", word=everybody, cue=cue))
    if names & lists.MUTUAL:
        because = remark("holder.mutual", cue=cue)
        return Holding("speaker", "first_hand", because) if own else Holding("unsure", "unsure", because)
    word, first = _subject(clause, lang)
    if first:
        if names & lists.SUPPOSING and _speaks_of_another(clause):
            return Holding("speaker", "unsure", remark("holder.supposes", word=word, cue=cue))
        return Holding("speaker", "first_hand", remark("holder.first", word=word, cue=cue))
    if word:
        return _of_another(clause, word, cue, names, before, own)
    if own:
        return Holding("speaker", "first_hand", remark("holder.nobody_own", cue=cue))
    return Holding("other", "attributed", remark("holder.nobody", cue=cue))


def _of_another(clause: Clause, word: str, cue: str, names: set[str], before: str, own: bool) -> Holding:
    """Say whose judgement a cue is that is said of others."""
    refusing = next((one for one in lists.REFUSING if f" {one} " in before), "")
    if refusing:
        return Holding("other", "unsure", remark("holder.refuses", word=refusing, cue=cue))
    undergone = cue.startswith("di") or (cue.endswith("ed") and not lists.BEING.isdisjoint(clause.before[-3:]))
    if names & lists.QUALITIES and not undergone:
        return Holding("speaker", "first_hand", remark("holder.judged", word=word, cue=cue))
    if names & lists.ACTS:
        seen = own or not lists.SEEN.isdisjoint(before.split())
        return Holding("other", "observed" if seen else "unsure", remark("holder.acts", word=word, cue=cue))
    return Holding("other", "attributed", remark("holder.other", word=word, cue=cue))


def _subject(clause: Clause, lang: Lang) -> tuple[str, bool]:
    """Find whom the cue is said of, and whether that is the speaker: in front of it, behind it, or earlier."""
    before = clause.before
    if "pada" in before[-2:]:  # "pada males": of several others
        return "pada", False
    found = _nearest(before, lang) or _behind(clause.after)
    if not found and clause.lead and clause.lead[-1] in BREAKS["id"] | BREAKS["en"]:
        found = _nearest(clause.lead, lang)
    return found or ("", False)


def _nearest(words: Forms, lang: Lang) -> tuple[str, bool] | None:
    """Read the last person in front of a cue that is no object ("sama kami") and no role ("sebagai ketua")."""
    words = _without_roles(words)
    for n in range(len(words) - 1, -1, -1):
        word, last, following = words[n], words[n - 1] if n else "", words[n + 1] if n + 1 < len(words) else ""
        if last in LINKING:
            continue
        if word in lists.FIRST:
            if last in lists.OWN_GROUP:
                return f"{last} {word}", True
            return (f"{last} {word}", False) if last in lists.OTHERS | lists.TITLES else (word, True)
        if last in lists.OWNERS:
            return f"{last} {word}", word in lists.OWN_GROUP
        titled = word in lists.TITLES and following and following not in lists.FIRST | PARTICLES
        if titled and not negates(following, lang):
            return f"{word} {following}", False
        if word in lists.OTHERS - lists.TITLES:
            return word, False
    return None


def _behind(after: Forms) -> tuple[str, bool] | None:
    """Read a person right behind a cue: "bangga kami", "kepercayaan masyarakat", "suspicion among the farmers"."""
    for word in after[:5]:
        if word in lists.FIRST:
            return word, True
        if word in lists.OTHERS:
            return word, False
        if word not in PARTICLES | lists.DEGREES | lists.PLACES:
            return None
    return None


def _without_roles(words: Forms) -> Forms:
    for n, word in enumerate(words):
        if word in ("sebagai", "as"):
            role = 3 if words[n + 1 : n + 2] in (("a",), ("the",)) else 2
            return (*words[:n], *words[n + role :])
    return words


def _speaks_of_another(clause: Clause) -> bool:
    """Say whether a clause follows: "saya yakin mereka puas", not "saya percaya sama mereka"."""
    after = clause.after
    return after[:1] != () and after[0] not in LINKING and not (lists.OTHERS | VERBS).isdisjoint(after)
