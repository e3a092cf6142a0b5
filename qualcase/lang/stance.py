"""Stance: whether the words around a cue affirm it or deny it. A hint for a person to decide on, never a finding."""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcase._kernel.checks import option
from qualcase._kernel.remark import Remark, remark
from qualcase.lang import wordlists as lists
from qualcase.lang.roots import Lang
from qualcase.lang.sentences import sentences
from qualcase.lang.words import words

Stance = Literal["supports", "contradicts", "mixed", "unsure"]
Pole = Literal["positive", "negative"]

_PAUSE = re.compile(r"[,;:()\u2026\u2013\u2014]|\.\.|--| - ")
_WINDOW = 400  # characters on either side in which the cue's sentence is looked for
_NEAR = 5  # words between a negator and the cue it denies


@dataclass(frozen=True, slots=True)
class Hint:
    """What the words around a cue say about it, and which words decided."""

    stance: Stance
    hedge: bool
    not_yet: bool
    because: Remark


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around a cue, up to a pause or a word that opens another clause; in lower case."""

    before: tuple[str, ...]
    cue: tuple[str, ...]
    after: tuple[str, ...]
    rest: tuple[str, ...]  # of the sentence, behind the clause
    question: bool  # the sentence ends with a question mark


def stance(text: str, start: int, end: int, *, pole: Pole, lang: Lang = "id") -> Hint:
    """Say whether a cue at text[start:end] (code points) affirms or denies, by the words of its clause.

    `pole`: what the cue stands for where nothing denies it. `lang`: "id" is Indonesian talk with its English words.
    A cue with a listed negator in its clause never supports what it would support alone; where the rules do not tell
    (two negators, a question, an "if"), the hint is "unsure".

    >>> text = "Ya puas sih belum, tapi curiga juga nggak."
    >>> stance(text, 3, 7, pole="positive").stance, stance(text, 24, 30, pole="negative").stance
    ('contradicts', 'supports')
    """
    option("lang", lang, ("id", "en"))
    option("pole", pole, ("positive", "negative"))
    clause = clause_around(text, start, end, lang)
    hedge = _hedged(clause, lang)
    decided, not_yet, because = _decide(clause, pole, lang)
    return Hint(decided, hedge, not_yet, because)


def clause_around(text: str, start: int, end: int, lang: Lang = "id") -> Clause:
    """Give the clause that a cue at text[start:end] stands in."""
    low, high = max(start - _WINDOW, 0), min(end + _WINDOW, len(text))
    low = max(text.rfind("\n", low, start), low)  # no sentence runs over a line's end
    line_end = text.find("\n", end, high)
    high = line_end if line_end >= 0 else high
    spans = sentences(text[low:high]) + low
    inside = spans[(spans[:, 0] < end) & (spans[:, 1] > start)]
    begin, finish = (int(inside[0, 0]), int(inside[-1, 1])) if len(inside) else (start, end)
    found = words(text[begin:finish])
    at, to = found.start + begin, found.end + begin
    first, last = int(np.searchsorted(to, start, "right")), int(np.searchsorted(at, end, "left"))
    forms, negators = found.forms, _negators(lang)
    gaps = zip(to[:-1].tolist(), at[1:].tolist(), strict=True)
    pauses = [True, *(bool(_PAUSE.search(text, a, b)) for a, b in gaps), True]  # before each word, and at the end

    def opens(n: int) -> bool:
        word = forms[n]
        if n and _negates(forms[n - 1], negators) and word in _STILL_DENIED:
            return False
        return any(word in lists.BREAKS[one] for one in _langs(lang))

    left = first
    while not pauses[left] and not opens(left - 1):
        left -= 1
    right = last
    while not pauses[right] and not opens(right) and not _subordinates(forms[right], lang):
        right += 1
    return Clause(
        tuple(forms[left:first]), tuple(forms[first:last]), tuple(forms[last:right]), tuple(forms[right:]),
        text[begin:finish].rstrip("\"'\u201d\u2019)*_ ").endswith("?"),
    )  # fmt: skip


def _decide(clause: Clause, pole: Pole, lang: Lang) -> tuple[Stance, bool, Remark]:
    before, after = clause.before, clause.after
    cue = " ".join(clause.cue)
    negators = _negators(lang)
    doubt = _doubt(clause, negators, lang)
    if doubt:
        return doubt[0], False, doubt[1]
    weak = {word for one in _langs(lang) for word in lists.WEAKENERS[one]}
    front = [n for n in range(len(before)) if _denies(before, n, negators, lang)]
    faint = [n for n, word in enumerate(before) if word in weak and before[n + 1 : n + 2] != ("lebih",)]
    tail = _tail(clause)
    back = [n for n, word in enumerate(tail) if _negates(word, negators) or word in weak]
    inner = [word for word in clause.cue if word.startswith("ketidak")] if pole == "positive" else []
    if len(front) + len(faint) + len(back) + len(inner) > 1:
        named = [before[n] for n in sorted(front + faint)] + inner + [tail[n] for n in back]
        not_yet = bool(lists.NOT_YET.intersection(named))
        return "unsure", not_yet, remark("hint.cancel", one=named[0], other=named[1], cue=cue)
    if not front + faint + back + inner:
        return ("supports" if pole == "positive" else "contradicts"), False, remark("hint.plain", cue=cue)
    if inner:
        return "contradicts", False, remark("hint.lacking", cue=cue)
    if back:
        return _behind(tail, back[0], cue, pole)
    at = (front + faint)[0]
    word, between = before[at], before[at + 1 :]
    not_yet = word in lists.NOT_YET or (word == "not" and "yet" in (*between, *after))
    why = _unclear(word, between, pole, bool(faint), not_yet, lang)
    if why:
        return "unsure", not_yet, remark("hint.unclear", word=word, cue=cue, but=why)
    return _flipped(pole), not_yet, remark("hint.before_so_far" if not_yet else "hint.before", word=word, cue=cue)


def _doubt(clause: Clause, negators: frozenset[str], lang: Lang) -> tuple[Stance, Remark] | None:
    """Give what makes a clause no plain statement, if anything does."""
    before, after = clause.before, clause.after
    cue = " ".join(clause.cue)
    whole = (*before, *after)
    if clause.question and not (clause.rest and _is_tag(clause.rest, negators)):
        answered = clause.rest and not set(clause.rest) <= lists.TAGS | negators
        if not answered:
            return "unsure", remark("hint.question", cue=cue)
    for word in before:
        if word in lists.DOUBTING:
            return "unsure", remark("hint.doubt", word=word, cue=cue)
    for word, following in zip(before, (*before[1:], *clause.cue), strict=False):
        if word in lists.RHETORICAL and following in lists.RHETORICAL_VERBS:
            return "unsure", remark("hint.rhetorical", word=f"{word} {following}", cue=cue)
    unreal = [n for n, word in enumerate(before) if any(word in lists.UNREAL[one] for one in _langs(lang))]
    if unreal and not lists.PRONOUNS.intersection(_topics(before, unreal[-1])):
        return "unsure", remark("hint.unreal", word=before[unreal[-1]], cue=cue)
    for word, middle, again in zip(before, before[1:], before[2:], strict=False):
        if word == again and _negates(middle, negators):
            return "unsure", remark("hint.no_choice", word=f"{word} {middle} {again}", cue=cue)
    if "antara" in before and set(after) & {"dan", "sama"}:
        return "mixed", remark("hint.weighs", word="antara", cue=cue)
    if before and before[-1] in ("setengah", "setengah-setengah", "half"):
        return "mixed", remark("hint.halves", word=before[-1], cue=cue)
    fading = [word for word in whole if any(word in lists.FADING[one] for one in _langs(lang))]
    if fading:
        return "unsure", remark("hint.fading", word=fading[0], cue=cue)
    for n, word in enumerate(after):
        if _negates(word, negators):
            if set(after[n + 1 :]) & set(clause.cue):
                return "unsure", remark("hint.between", word=word, cue=cue)
            if n and any(after[n - 1] in lists.ALTERNATIVE[one] for one in _langs(lang)):
                return "unsure", remark("hint.open", word=f"{after[n - 1]} {word}", cue=cue)
    return None


def _topics(before: tuple[str, ...], at: int) -> tuple[str, ...]:
    """Give the pronoun of "kalau saya sih ...", where "kalau" names who speaks and no condition."""
    behind = before[at + 1 : at + 3]
    spoken = before[at] in ("kalau", "kalo", "klo") and len(behind) == 2 and behind[1] in ("sih", "mah")
    return behind[:1] if spoken else ()


def _tail(clause: Clause) -> tuple[str, ...]:
    """Give the words behind the cue, and a last word set off by a comma: "puas sih, belum"."""
    rest = clause.rest
    alone = rest and not clause.question and not set(rest[1:]) - lists.TRAILING
    return (*clause.after, *rest) if alone else clause.after


def _behind(tail: tuple[str, ...], at: int, cue: str, pole: Pole) -> tuple[Stance, bool, Remark]:
    word = tail[at]
    not_yet = word in lists.NOT_YET or tail[at : at + 2] == ("not", "yet")
    if set(tail[:at]) <= lists.PARTICLES | {"masih", "still"} and set(tail[at + 1 :]) <= lists.TRAILING:
        if (not_yet or word == "kurang") and pole == "negative":
            return "unsure", not_yet, remark("hint.behind_open", word=word, cue=cue)
        return _flipped(pole), not_yet, remark("hint.behind_so_far" if not_yet else "hint.behind", word=word, cue=cue)
    return "unsure", False, remark("hint.behind_another", word=word, cue=cue)


def _unclear(word: str, between: tuple[str, ...], pole: Pole, weak: bool, not_yet: bool, lang: Lang) -> Remark | None:
    """Say why a single negator in front does not settle it, or nothing."""
    if between[:1] and between[0] in lists.DENIED_RELATION:
        return remark("hint.but.denies", other=between[0])
    if word in lists.FORBIDDING:
        return remark("hint.but.forbids")
    used = [one for one in between if any(one in lists.USES_UP[known] for known in _langs(lang))]
    if used:
        return remark("hint.but.goes_with", other=used[0])
    if len(between) > _NEAR:
        return remark("hint.but.far")
    if between[:1] and between[0] in lists.PRONOUNS:
        return remark("hint.but.answer")
    if pole == "negative" and (weak or not_yet):
        return remark("hint.but.less")
    return None


def _denies(before: tuple[str, ...], n: int, negators: frozenset[str], lang: Lang) -> bool:
    """Say whether the word at `n` is a negator that counts: not that of "ga cuma"."""
    if not _negates(before[n], negators):
        return False
    following = before[n + 1 : n + 4]
    if following[:1] and any(following[0] in lists.ADDITIVE[one] for one in _langs(lang)):
        return False
    return not (following[:1] in (("sampai",), ("sampe",)) and following[1:] == ("di", "situ"))


def _hedged(clause: Clause, lang: Lang) -> bool:
    whole = (*clause.before, *clause.cue, *clause.after)
    negators = _negators(lang)
    for n, word in enumerate(whole):
        denied = n > 0 and _negates(whole[n - 1], negators)
        for one in _langs(lang):
            if word in (lists.SOFTENED[one] if denied else lists.HEDGES[one]) and word not in clause.cue:
                return True
            if any(whole[n : n + len(phrase)] == phrase for phrase in lists.HEDGING_PHRASES[one]):
                return True
    return False


def _negators(lang: Lang) -> frozenset[str]:
    return lists.NEGATORS["en"] if lang == "en" else _MIXED_NEGATORS


def _negates(word: str, negators: frozenset[str]) -> bool:
    return word in negators or word.endswith("n't")


def _langs(lang: Lang) -> tuple[Lang, ...]:
    return ("en",) if lang == "en" else ("id", "en")


def _subordinates(word: str, lang: Lang) -> bool:
    return any(word in lists.SUBORDINATORS[one] for one in _langs(lang))


def _is_tag(rest: tuple[str, ...], negators: frozenset[str]) -> bool:
    """Say whether what follows only asks for assent ("ya kan?"); with a negator it is a question ("nggak?")."""
    return set(rest) <= lists.TAGS and not any(_negates(word, negators) for word in rest)


def _flipped(pole: Pole) -> Stance:
    return "contradicts" if pole == "positive" else "supports"


_MIXED_NEGATORS = (lists.NEGATORS["id"] | lists.NEGATORS["en"]) - {"no"}
_STILL_DENIED = frozenset().union(
    lists.DENIED_RELATION, *lists.ADDITIVE.values(), *lists.SOFTENED.values()
)  # "bukan karena", "ga cuma", "not so": the negator's clause goes on
