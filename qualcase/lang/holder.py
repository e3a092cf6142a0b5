"""Whose judgement a cue is, and how the speaker knows of it. A hint for a person to decide on, never a finding."""

from dataclasses import dataclass
from typing import Literal

from qualcase._kernel.checks import option
from qualcase._kernel.remark import Remark, remark
from qualcase.lang import holderwords as lists
from qualcase.lang.asides import unreal
from qualcase.lang.asidewords import LINKING, VERBS
from qualcase.lang.clauses import Clause, Forms, clause_around, first_phrase, negates
from qualcase.lang.questions import asked
from qualcase.lang.roots import Lang, root
from qualcase.lang.wordlists import BREAKS, PARTICLES

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
    before = (*clause.lead, *clause.before)
    everybody = first_phrase(before, lists.EVERYBODY)
    if everybody:
        return Holding("unsure", "unsure", remark("holder.everybody", word=everybody, cue=cue))
    if names & lists.MUTUAL:
        because = remark("holder.mutual", cue=cue)
        return Holding("speaker", "first_hand", because) if own else Holding("unsure", "unsure", because)
    by = _word_of(before)
    if by:
        return Holding("other", "attributed", remark("holder.told", word=by, cue=cue))
    word, first = _subject(clause, own, lang)
    doubt = asked(clause, lang) or unreal(clause, lang)
    if doubt and not (first and own):
        return Holding("speaker" if first else "other", "unsure", doubt)
    if first:
        if names & lists.SUPPOSING and _speaks_of_another(clause):
            return Holding("speaker", "unsure", remark("holder.supposes", word=word, cue=cue))
        return Holding("speaker", "first_hand", remark("holder.first", word=word, cue=cue))
    if word:
        return _of_another(clause, word, cue, names, before, own)
    if own or names & lists.QUALITIES:
        return Holding("speaker", "first_hand", remark("holder.nobody_own", cue=cue))
    return Holding("other", "attributed", remark("holder.nobody", cue=cue))


def _of_another(clause: Clause, word: str, cue: str, names: set[str], before: Forms, own: bool) -> Holding:
    """Say whose judgement a cue is that is said of others."""
    refusing = first_phrase(before, lists.REFUSING)
    if refusing:
        return Holding("other", "unsure", remark("holder.refuses", word=refusing, cue=cue))
    undergone = cue.startswith("di") or (cue.endswith("ed") and not lists.BEING.isdisjoint(clause.before[-3:]))
    if names & lists.QUALITIES and not undergone:
        return Holding("speaker", "first_hand", remark("holder.judged", word=word, cue=cue))
    if names & lists.ACTS:
        seen = own or not lists.SEEN.isdisjoint(before)
        return Holding("other", "observed" if seen else "unsure", remark("holder.acts", word=word, cue=cue))
    return Holding("other", "attributed", remark("holder.other", word=word, cue=cue))


def _word_of(before: Forms) -> str:
    """Give whose word it is: "menurut warga", "kata Bu RT", "they told me"; nothing where it is the speaker's own."""
    for n, word in enumerate(before):
        around = before[max(n - 2, 0) : n + 3]
        named = lists.TITLES | lists.OTHERS
        if word in lists.BY and not named.isdisjoint(around) and lists.FIRST.isdisjoint(around):
            return word
    return ""


def _subject(clause: Clause, own: bool, lang: Lang) -> tuple[str, bool]:
    """Find whom the cue is said of, and whether that is the speaker: in front of it, behind it, or earlier."""
    before = clause.before
    if "pada" in before[-2:]:  # "pada males": of several others
        return "pada", False
    some = first_phrase(before, lists.SOME)
    if some:
        return some, False
    found = _nearest(before, own, lang) or _behind(clause.after, own)
    if not found and clause.lead and clause.lead[-1] in BREAKS["id"] | BREAKS["en"]:
        found = _nearest(clause.lead, own, lang)
    return found or ("", False)


def _nearest(words: Forms, own: bool, lang: Lang) -> tuple[str, bool] | None:
    """Read the last person in front of a cue that is no object ("sama kami") and no role ("sebagai ketua")."""
    words = _without_roles(words)
    ours = lists.OWN_GROUP if own else lists.OWN_SIDE
    for n in range(len(words) - 1, -1, -1):
        word, last, following = words[n], words[n - 1] if n else "", words[n + 1] if n + 1 < len(words) else ""
        if last in LINKING:
            continue
        if word in lists.FIRST:
            if last in ours:
                return f"{last} {word}", True
            return (f"{last} {word}", False) if last in lists.OTHERS | lists.TITLES else (word, True)
        if last in lists.OWNERS:
            return f"{last} {word}", word in ours
        titled = word in lists.TITLES and following and following not in lists.FIRST | PARTICLES
        if titled and not negates(following, lang):
            return f"{word} {following}", False
        if word in lists.OTHERS - lists.TITLES:
            owned = following in lists.FIRST
            return word, (owned and word in ours) or (
                not own and word in lists.OWN_SIDE - {"pihak", "tim"} and not owned
            )
    return None


def _behind(after: Forms, own: bool) -> tuple[str, bool] | None:
    """Read a person right behind a cue: "bangga kami", "kepercayaan masyarakat", "suspicion among the farmers"."""
    for word in after[:5]:
        if word in lists.FIRST:
            return word, True
        if word in lists.OTHERS:
            return word, not own and word in lists.OWN_SIDE
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
