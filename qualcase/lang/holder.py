"""Whose judgement a cue is, and how the speaker knows of it. A hint for a person to decide on, never a finding."""

from dataclasses import dataclass
from typing import Literal

from qualcase._kernel.checks import option
from qualcase._kernel.remark import Remark, remark
from qualcase.lang import holderwords as lists
from qualcase.lang.asidewords import LINKING, VERBS
from qualcase.lang.clauses import Clause, Forms, clause_around, first_phrase, negates, skip_particles
from qualcase.lang.conditions import unreal
from qualcase.lang.questions import asked
from qualcase.lang.roots import Lang, root
from qualcase.lang.wordlists import BREAKS, PARTICLES
from qualcase.lang.words import words

_BEFORE = 200  # characters in front of a cue in which a quotation begins, or somebody says that he was there
_QUOTES = '"\u201c\u201d\u00ab\u00bb'
_COPULAS = frozenset({"itu", "tuh", "ya", "adalah", "kuwi", "teh", "is", "was"})
_AS_OBJECT = LINKING | lists.BY | {"bagi", "buat", "untuk", "for"}

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
    by = _quoted(text, start) or _word_of(before)
    if by:
        return Holding("other", "attributed", remark("holder.told", word=by, cue=cue))
    word, first = _towards(clause, names) or _subject(clause, own, lang)
    doubt = asked(clause, lang) or unreal(clause, lang)
    if doubt and not (first and own):
        return Holding("speaker" if first else "other", "unsure", doubt)
    if first:
        if names & lists.SUPPOSING and _speaks_of_another(clause):
            return Holding("speaker", "unsure", remark("holder.supposes", word=word, cue=cue))
        return Holding("speaker", "first_hand", remark("holder.first", word=word, cue=cue))
    if word:
        there = first_phrase(tuple(words(text[max(start - _BEFORE, 0) : start]).forms), lists.PRESENT) != ""
        return _of_another(clause, word, cue, names, before, own or there)
    if own or names & lists.QUALITIES:
        return Holding("speaker", "first_hand", remark("holder.nobody_own", cue=cue))
    return Holding("other", "attributed", remark("holder.nobody", cue=cue))


def _of_another(clause: Clause, word: str, cue: str, names: set[str], before: Forms, there: bool) -> Holding:
    """Say whose judgement a cue is that is said of others."""
    refusing = first_phrase(before, lists.REFUSING)
    if refusing:
        return Holding("other", "unsure", remark("holder.refuses", word=refusing, cue=cue))
    undergone = cue.startswith("di") or (cue.endswith("ed") and not lists.BEING.isdisjoint(clause.before[-3:]))
    undergone |= not lists.FEELING.isdisjoint(clause.before[-3:])
    known = next((n for n, one in enumerate(clause.before) if one in lists.KNOWING), len(clause.before))
    undergone |= not lists.FIRST.isdisjoint(clause.before[known:])  # "mereka tahu kami serius"
    if names & lists.QUALITIES and not undergone:
        return Holding("speaker", "first_hand", remark("holder.judged", word=word, cue=cue))
    if not lists.ACTS.isdisjoint((*names, *clause.cue)):
        seen = there or not lists.SEEN.isdisjoint(before)
        return Holding("other", "observed" if seen else "unsure", remark("holder.acts", word=word, cue=cue))
    return Holding("other", "attributed", remark("holder.other", word=word, cue=cue))


def _quoted(text: str, start: int) -> str:
    """Give the word that leads to somebody else's words which the cue stands in: 'Bu Tini bilang, "Saya ..."'."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    marks = [n for n in range(begin, start) if text[n] in _QUOTES]
    closed = marks and text[marks[-1]] in "\u201d\u00bb"
    if closed or not marks or (text[marks[-1]] == '"' and sum(text[n] == '"' for n in marks) % 2 == 0):
        return ""
    leading = words(text[begin : marks[-1]]).forms[-8:]
    at = next((n for n in range(len(leading) - 1, -1, -1) if leading[n] in lists.SAYING), None)
    if at is None or (at and leading[at - 1] in lists.FIRST and leading[max(at - 2, 0)] not in lists.OTHERS):
        return ""
    return leading[at]


def _towards(clause: Clause, names: set[str]) -> tuple[str, bool] | None:
    """Find who feels something toward another: "dipercaya warga", "bank percaya sama kami", "yang ragu itu ..."."""
    after = skip_particles(clause.after)
    if clause.before[-1:] in (("yang",), ("sing",), ("nu",)) and clause.after[:1] and clause.after[0] in _COPULAS:
        who = skip_particles(clause.after)
        return None if not who or who[0] in lists.FIRST else (who[0], False)
    if not names & lists.ATTITUDES:
        return None
    behind = after[1:] if after[:1] and after[0] in LINKING | lists.AGENTS else after
    if " ".join(clause.cue).startswith("di"):
        if behind[:1] and behind[0] in lists.FIRST:
            return behind[0], True
        return next(((word, False) for word in behind[:2] if word in lists.OTHERS | lists.TITLES), None)
    toward_us = behind[:1] and behind[0] in lists.OBJECTS and (after[0] in LINKING or behind[0] in ("us", "me"))
    if toward_us and lists.FIRST.isdisjoint(clause.before) and not clause.lead:
        named = [word for word in clause.before if word not in PARTICLES and not negates(word, "id")]
        return (named[0], False) if named else None
    return None


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


def _nearest(said: Forms, own: bool, lang: Lang) -> tuple[str, bool] | None:
    """Read the last person in front of a cue that is no object ("sama kami") and no role ("sebagai ketua")."""
    said = _without_roles(said)
    ours = lists.OWN_GROUP if own else lists.OWN_SIDE
    for n in range(len(said) - 1, -1, -1):
        word, last, following = said[n], said[n - 1] if n else "", said[n + 1] if n + 1 < len(said) else ""
        if last in LINKING:
            continue
        if word in lists.FIRST:
            known = _known_by(said[:n])
            if known:
                return known, False
            if last in ours:
                return f"{last} {word}", True
            return (f"{last} {word}", False) if last in lists.OTHERS | lists.TITLES else (word, True)
        if last in lists.OWNERS:
            return f"{last} {word}", word in ours
        titled = word in lists.TITLES and following and following not in lists.FIRST | PARTICLES
        if titled and not negates(following, lang):
            return f"{word} {following}", False
        if (
            last in lists.FIRST
            and (word in lists.OTHERS or word == "para")
            and _AS_OBJECT.isdisjoint(said[max(n - 2, 0) : n - 1])
        ):
            return f"{last} {word}", True  # "kami warga", "we parents"
        if (word in lists.OTHERS or _stem(word) in lists.OTHERS) and word not in lists.TITLES:
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


def _known_by(said: Forms) -> str:
    """Give who knows or feels what follows of the speaker: "mereka tahu kalau kami ..."."""
    while said and said[-1] in lists.JOINING:
        said = said[:-1]
    if said[-1:] and said[-1] in lists.KNOWING and lists.FIRST.isdisjoint(said):
        return next((word for word in said[-3:-1] if word in lists.OTHERS), "")
    return ""


def _stem(word: str) -> str:
    """Take off an ending of possession: "bojoku", "bapakku", "tetangganya"."""
    return word.removesuffix("nya").removesuffix("ku").removesuffix("ne")


def _without_roles(said: Forms) -> Forms:
    for n, word in enumerate(said):
        if word in ("sebagai", "as"):
            role = 3 if said[n + 1 : n + 2] in (("a",), ("the",)) else 2
            return (*said[:n], *said[n + role :])
    return said


def _speaks_of_another(clause: Clause) -> bool:
    """Say whether a clause follows: "saya yakin mereka puas", not "saya percaya sama mereka"."""
    after = clause.after
    return after[:1] != () and after[0] not in LINKING and not (lists.OTHERS | VERBS).isdisjoint(after)
