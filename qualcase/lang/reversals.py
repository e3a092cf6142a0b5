"""What turns a cue without a negator: a past that is over, a promise not kept, a question that denies, a loss."""

from typing import Literal

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import Clause, Forms, first_phrase, heard, negates, skip_particles
from qualcase.lang.questions import answered, denying_question
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import AFTERWARDS, DEGREES, EASED, LOST

Pole = Literal["positive", "negative"]


def over(clause: Clause, pole: Pole, lang: Lang) -> Remark | None:
    """Read what has not lasted: "dulu percaya, sekarang nggak", "katanya transparan, nyatanya ..."."""
    if pole == "negative":
        return None
    cue, rest = " ".join(clause.cue), (*clause.rest, *clause.following)
    ended = next((n for n, word in enumerate(clause.after) if word == "until"), None)
    if ended is not None and clause.after[ended + 1 : ended + 2] != ("now",):
        return remark("hint.past", word="until", cue=cue)
    if not lists.CONFIRMED.isdisjoint(rest[:4]):
        return None
    once = [word for n, word in enumerate(clause.before) if word in lists.THOUGHT and not _ever_since(clause.before, n)]
    early = first_phrase((*clause.before, *clause.after), lists.EARLY)
    once += [early] if early else []
    now = next((n for n, word in enumerate(rest) if word in lists.NOW), len(rest))
    if once and ("used" in once or any(negates(word, lang) for word in rest[now : now + 4])):
        return remark("hint.past", word=once[0], cue=cue)
    changed = now < len(rest) and lists.SAME.isdisjoint(rest[now : now + 4])
    if now < len(rest) and not changed and lists.PROMISES.isdisjoint(clause.cue):
        return None
    if changed and (early or not lists.PAST.isdisjoint(once)):
        return remark("hint.past", word=once[0], cue=cue)
    once += [word for word in clause.before if word in lists.SAID_ONLY]
    if once and not (lists.CONTRASTS | lists.TURNS).isdisjoint((*clause.rest[:1], *clause.following[:1])):
        return remark("hint.past", word=once[0], cue=cue)
    return None


def turned(clause: Clause, pole: Pole, lang: Lang) -> Remark | None:
    """Read what turns a cue without a negator: a question that denies, one's own "no" to it, a loss."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    question = denying_question(clause, lang)
    if question:
        return remark("hint.rhetorical", word=question, cue=cue)
    answer = answered(clause, lang)
    if answer and answer not in lists.YES:
        return remark("hint.answered", word=answer, cue=cue)
    far = first_phrase((*clause.lead[-2:], *before)[-3:], lists.FAR)
    if far:
        return remark("hint.before", word=far, cue=cue)
    if pole == "negative":
        eased = [word for word in after[:5] if word in EASED]
        return remark("hint.lost", word=eased[0], cue=cue) if eased else None
    gone = [word for word in before[-3:] if word not in AFTERWARDS]
    spent = AFTERWARDS if not lists.THANKS.isdisjoint(clause.cue) else frozenset()  # "alhamdulillah habis": sold out
    lost = [word for word in (*gone, *after[:5]) if word in _LOST[lang] and word not in spent]
    if lost:
        return remark("hint.lost", word=lost[0], cue=cue)
    sunk = after.index("turun") if "turun" in after[:5] else len(after)
    if sunk < len(after) and set(after[sunk + 1 :]) <= DEGREES:  # "kepercayaan warga turun drastis"
        return remark("hint.lost", word="turun", cue=cue)
    empty = first_phrase(skip_particles(after)[:4], lists.EMPTY)
    return remark("hint.only", word=empty, cue=cue) if empty else None


def _ever_since(before: Forms, n: int) -> bool:
    """Say whether a word of the past only begins what has lasted: "dari dulu", "sejak awal"."""
    return before[max(n - 1, 0) : n] in (("dari",), ("sejak",), ("ti",), ("ket",), ("since",))


_LOST = heard(LOST)
