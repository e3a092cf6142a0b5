"""Stance: whether the words around a cue affirm it or deny it. A hint for a person to decide on, never a finding."""

from dataclasses import dataclass
from typing import Literal

from qualcase._kernel.checks import option
from qualcase._kernel.remark import Remark, remark
from qualcase.lang import wordlists as lists
from qualcase.lang.asides import compared, halved, laughed, told, undecided, urged
from qualcase.lang.asidewords import DUTIES
from qualcase.lang.clauses import Clause, Forms, clause_around, first_phrase, heard, negates
from qualcase.lang.conditions import unreal
from qualcase.lang.frames import framed
from qualcase.lang.outcomes import broken, few, forced, too_easily, unkept_so_far, without_effect
from qualcase.lang.questions import asked, wondering
from qualcase.lang.reversals import Pole, over, turned
from qualcase.lang.roots import Lang
from qualcase.lang.senses import general, other_sense, private, supposed

Stance = Literal["supports", "contradicts", "mixed", "unsure"]

_NEAR = 5  # words between a negator and the cue it denies


@dataclass(frozen=True, slots=True)
class Hint:
    """What the words around a cue say about it, and which words decided."""

    stance: Stance
    hedge: bool
    not_yet: bool
    because: Remark


def stance(text: str, start: int, end: int, *, pole: Pole, lang: Lang = "id") -> Hint:
    """Say whether a cue at text[start:end] (code points) affirms or denies, by the words of its clause.

    `pole`: what the cue stands for where nothing denies it. `lang`: "id" is Indonesian talk with its English words.
    A cue with a listed negator in its clause never supports what it would support alone; where the rules do not tell
    (two negators, a question, an "if", another sense of the word), the hint is "unsure".

    >>> text = "Ya puas sih belum, tapi curiga juga nggak."
    >>> stance(text, 3, 7, pole="positive").stance, stance(text, 24, 30, pole="negative").stance
    ('contradicts', 'supports')
    """
    option("lang", lang, ("id", "en"))
    option("pole", pole, ("positive", "negative"))
    clause = clause_around(text, start, end, lang)
    decided, not_yet, because = _decide(clause, pole, lang)
    return Hint(decided, _hedged(clause, lang), not_yet, because)


def _decide(clause: Clause, pole: Pole, lang: Lang) -> tuple[Stance, bool, Remark]:
    """Ask first what makes the clause no statement of the cue, then who denies it, then what else turns it."""
    because = framed(clause, lang)
    if because:
        return "unsure", False, because
    gone = over(clause, pole, lang) or _disappointed(clause, pole, lang)
    if gone:
        return _denied(clause, pole, lang) or (_flipped(pole), False, gone)  # "awalnya ga percaya, tapi ..." is denied
    for doubt in _DOUBTS:
        because = doubt(clause, lang)
        if because and not (pole == "negative" and because.facts.get("word") in DUTIES):  # "harus ngemis" is a fact
            return "unsure", False, because
    because = unkept_so_far(clause, lang) if pole == "positive" else None
    if because:
        return "unsure", False, because
    because = halved(clause)
    if because:
        return "mixed", False, because
    denied = _denied(clause, pole, lang)
    turn = turned(clause, pole, lang) or few(clause, lang)
    if denied and turn:
        return "unsure", denied[1], turn
    if turn:
        return _flipped(pole), False, turn
    return denied or (_alone(pole), False, remark("hint.plain", cue=" ".join(clause.cue)))


def _disappointed(clause: Clause, pole: Pole, lang: Lang) -> Remark | None:
    """Read what something good came to: a broken promise, a hearing without effect, a forced consent."""
    if pole == "negative":
        return None
    return broken(clause, lang) or without_effect(clause) or forced(clause) or too_easily(clause)


def _denied(clause: Clause, pole: Pole, lang: Lang) -> tuple[Stance, bool, Remark] | None:
    """Say what the negators and weakeners of the clause make of the cue, if it has any."""
    before, cue = _main(clause.before, lang), " ".join(clause.cue)
    weak = _WEAKENERS[lang]
    front = [n for n in range(len(before)) if _denies(before, n, lang)]
    faint = [n for n in range(len(before)) if before[n] in weak and not _slight(before, n)]
    tail = _tail(clause)
    if first_phrase(before, lists.CLEFTS):
        tail = ()
    elif before[:1] and before[0] in lists.HEADLESS:  # "yang saya suka itu mereka ga ..."
        tail = tail[: next((n for n, word in enumerate(tail) if word in lists.COPULAS), len(tail))]
    back = [n for n, word in enumerate(tail) if negates(word, lang) or word in weak]
    inner = [word for word in clause.cue if word.startswith("ketidak")] if pole == "positive" else []
    if len(front) + len(faint) + len(back) + len(inner) > 1:
        named = [before[n] for n in sorted(front + faint)] + inner + [tail[n] for n in back]
        not_yet = bool(lists.NOT_YET.intersection(named))
        return "unsure", not_yet, remark("hint.cancel", one=named[0], other=named[1], cue=cue)
    if not front + faint + back + inner:
        return None
    if inner:
        return "contradicts", False, remark("hint.lacking", cue=cue)
    if back:
        return _behind(tail, back[0], cue, pole)
    at = (front + faint)[0]
    word, between = before[at], before[at + 1 :]
    not_yet = word in lists.NOT_YET or (word == "not" and "yet" in (*between, *clause.after))
    why = _unclear(word, between, pole, bool(faint), not_yet, lang)
    if why:
        return "unsure", not_yet, remark("hint.unclear", word=word, cue=cue, but=why)
    return _flipped(pole), not_yet, remark("hint.before_so_far" if not_yet else "hint.before", word=word, cue=cue)


def _main(before: Forms, lang: Lang) -> Forms:
    """Leave out a relative clause with a negator that is itself the subject: "yang nggak dapat ya (ada yang marah)"."""
    if before[1:2] and before[0] in lists.HEADLESS and negates(before[1], lang):
        at = next((n for n in range(3, len(before)) if before[n] in lists.PREDICATES), 0)
        return before[at:] if at else before
    return before


def _tail(clause: Clause) -> Forms:
    """Give the words behind the cue, and a last word set off by a comma: "puas sih, belum"."""
    rest = clause.rest
    alone = rest and not clause.question and not set(rest[1:]) - lists.TRAILING
    return (*clause.after, *rest) if alone else clause.after


def _behind(tail: Forms, at: int, cue: str, pole: Pole) -> tuple[Stance, bool, Remark]:
    word = tail[at]
    not_yet = word in lists.NOT_YET or tail[at : at + 2] == ("not", "yet")
    further = set(tail[at + 1 :])
    whose = set(tail[:at]) - lists.PARTICLES - lists.DEGREES  # "komitmen mereka belum kelihatan"
    if len(whose) <= 2 * bool(further & lists.VISIBLE) and further <= lists.TRAILING | lists.VISIBLE:
        if (not_yet or word == "kurang") and pole == "negative":
            return "unsure", not_yet, remark("hint.behind_open", word=word, cue=cue)
        return _flipped(pole), not_yet, remark("hint.behind_so_far" if not_yet else "hint.behind", word=word, cue=cue)
    return "unsure", False, remark("hint.behind_another", word=word, cue=cue)


def _unclear(word: str, between: Forms, pole: Pole, weak: bool, not_yet: bool, lang: Lang) -> Remark | None:
    """Say why a single negator in front does not settle it, or nothing."""
    if between[:1] and between[0] in lists.DENIED_RELATION:
        return remark("hint.but.denies", other=between[0])
    if word in lists.FORBIDDING:
        return remark("hint.but.forbids")
    used = [one for one in between if one in _USES_UP[lang]]
    if used and not first_phrase((word, *between), lists.DENIED_NAMES):
        return remark("hint.but.goes_with", other=used[0])
    if len(between) > _NEAR and word not in lists.NOBODY:
        return remark("hint.but.far")
    if between[:1] and between[0] in lists.PRONOUNS and not weak:
        return remark("hint.but.answer")
    never = "pernah" in between or "ever" in between or word in lists.RARE
    if pole == "negative" and (weak or not_yet) and not never:
        return remark("hint.but.less")
    return None


def _denies(before: Forms, n: int, lang: Lang) -> bool:
    """Say whether the word at `n` is a negator that counts: not that of "ga cuma"."""
    if not negates(before[n], lang):
        return False
    following = before[n + 1 : n + 4]
    if following[:1] and following[0] in lists.NOT_YET:  # "teu acan": one negator of two words
        return False
    if following[:1] and following[0] in _ADDITIVE[lang]:
        return False
    return not (following[:1] in (("sampai",), ("sampe",)) and following[1:] == ("di", "situ"))


def _slight(before: Forms, n: int) -> bool:
    """Say whether a weakener weakens nothing: that of "kurang lebih", of "a little"."""
    return before[n + 1 : n + 2] == ("lebih",) or before[max(n - 1, 0) : n] == ("a",)


def _hedged(clause: Clause, lang: Lang) -> bool:
    whole = (*clause.before, *clause.cue, *clause.after)
    for n, word in enumerate(whole):
        softened = n > 0 and negates(whole[n - 1], lang)
        if word in (_SOFTENED if softened else _HEDGES)[lang] and word not in clause.cue:
            return True
        if any(whole[n : n + len(phrase)] == phrase for phrase in _HEDGING_PHRASES[lang]):
            return True
    return False


def _alone(pole: Pole) -> Stance:
    return "supports" if pole == "positive" else "contradicts"


def _flipped(pole: Pole) -> Stance:
    return "contradicts" if pole == "positive" else "supports"


_DOUBTS = (
    other_sense, supposed, private, general, asked, wondering, told, compared, unreal, undecided, laughed,
    urged,
)  # fmt: skip
_WEAKENERS, _USES_UP, _ADDITIVE = heard(lists.WEAKENERS), heard(lists.USES_UP), heard(lists.ADDITIVE)
_SOFTENED, _HEDGES = heard(lists.SOFTENED), heard(lists.HEDGES)
_HEDGING_PHRASES: dict[str, tuple[Forms, ...]] = {
    "id": lists.HEDGING_PHRASES["id"] + lists.HEDGING_PHRASES["en"], "en": lists.HEDGING_PHRASES["en"],
}  # fmt: skip
