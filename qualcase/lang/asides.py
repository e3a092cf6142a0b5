"""What makes a clause no plain statement of its cue: another sense, a question, hearsay, an if, a loss.

Each function reads one idea and gives its reason, or nothing.
"""

from typing import Literal

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import wordlists as lists
from qualcase.lang.clauses import NEGATORS, Clause, Forms, heard, negates
from qualcase.lang.roots import Lang


def other_sense(clause: Clause, lang: Lang) -> Remark | None:
    """Read fixed phrases in which the word says something else: "percaya diri", "to be fair"."""
    cue = " ".join(clause.cue)
    near = " ".join((*clause.before[-3:], *clause.cue, *clause.after[:3]))
    for phrase in _SENSES[lang]:
        if phrase in near and not set(phrase.split()).isdisjoint(clause.cue) and _has(near, phrase):
            return remark("hint.sense", phrase=phrase, cue=cue)
    if clause.cue == ("fairly",) and clause.after:
        return remark("hint.sense", phrase=f"fairly {clause.after[0]}", cue=cue)
    return None


def supposed(clause: Clause, lang: Lang) -> Remark | None:
    """Read "I believe it was May", "I can't believe it"."""
    cue, before = " ".join(clause.cue), clause.before
    if cue not in lists.OPINIONS:
        return None
    i_alone = before[-1:] == ("i",) and not clause.after
    aside = i_alone and clause.pause and bool(clause.lead or before[:-1] or clause.rest)
    aside |= i_alone and bool(clause.lead) and not clause.rest
    surprise = cue == "believe" and before[-2:-1] == ("i",) and negates(before[-1], lang)
    a_clause = not lists.VERBS.isdisjoint(clause.after[:6]) or clause.rest[:1] == ("that",)
    return remark("hint.supposed", cue=cue) if aside or surprise or a_clause else None


def private(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is no relationship: "puas makan", "setia sama istrinya", "believes in God"."""
    after = clause.after[:4]
    while after[:1] and after[0] in lists.PARTICLES:
        after = after[1:]
    to = 2 if after[:1] and after[0] in lists.LINKING else 1
    found = [word for word in (*clause.before[:1], *after[:to]) if word in lists.PRIVATE]
    found = [word for word in found if word in after[:to] or word in ("tidur", "makan", "rasanya")]
    return remark("hint.private", word=found[0], cue=" ".join(clause.cue)) if found else None


def asked(clause: Clause, lang: Lang) -> Remark | None:
    """Read questions, but for those that only ask for assent ("ya kan?") and those that deny."""
    cue, rest = " ".join(clause.cue), clause.rest
    if not lists.WHETHER.isdisjoint(clause.before):
        return remark("hint.question", cue=cue)
    if not clause.question or denying_question(clause, lang):
        return None
    to_somebody = bool(clause.before) and clause.before[0] in lists.ADDRESSED
    if not rest or set(rest) <= lists.TAGS | NEGATORS[lang] | lists.ADDRESSED:
        tag = [word for word in (*clause.before, *clause.after, *rest) if word in ("kan", "right", "dong")]
        negated = any(negates(word, lang) for word in (*clause.after, *rest))
        if to_somebody or not (tag or (rest and not negated)) or (negated and not tag):
            return remark("hint.question", cue=cue)
        return None
    whole = (*clause.lead, *clause.before)
    if not _ASKING[lang].isdisjoint(whole) or not lists.INVERTED.isdisjoint(whole[:1]):
        return remark("hint.question", cue=cue)
    return None


def wondering(clause: Clause, lang: Lang) -> Remark | None:
    """Read "bukannya ...", "siapa yang ...", and "masa nggak ..." with its negator."""
    word = next((word for word in clause.before if word in lists.WONDERING), "")
    if word and not denying_question(clause, lang):
        return remark("hint.doubt", word=word, cue=" ".join(clause.cue))
    return None


def told(clause: Clause, lang: Lang) -> Remark | None:
    """Read hearsay: "katanya ...", "dia bilang warga puas", "she says"."""
    alone, with_subject = _REPORTING[lang]
    before, cue = clause.before, " ".join(clause.cue)
    near = [word for word in (*before, *_skip(clause.after)[:1]) if word in alone]
    if before[:1] == ("kata",) and lists.PRONOUNS.isdisjoint(before[1:2]):
        near.append(" ".join(before[:2]))
    if near:
        return remark("hint.told", word=near[0], cue=cue)
    before = (*clause.lead[-4:], *before)
    for n in range(max(min(len(clause.lead), 4) - 1, 1), len(before)):
        if before[n] in with_subject and _others(before[:n], lang):
            return remark("hint.told", word=before[n], cue=cue)
    return None


def compared(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is said of another party: "yang lain mah kabur"."""
    start = " ".join(clause.before[:3])
    found = [phrase for phrase in lists.OTHERS if f"{start} ".startswith(f"{phrase} ")]
    found += [word for word in (*clause.before, *clause.after) if word in lists.COMPARING]
    return remark("hint.compared", word=found[0], cue=" ".join(clause.cue)) if found else None


def unreal(clause: Clause, lang: Lang) -> Remark | None:
    """Read conditions and wishes, and what would follow from a condition."""
    before, cue = clause.before, " ".join(clause.cue)
    if denying_question(clause, lang):
        return None
    found = [n for n, word in enumerate(before) if word in _UNREAL[lang] and before[n + 1 : n + 2] != ("say",)]
    found += [n for n in range(len(before) - 1) if before[n] in lists.WHILE and before[n + 1] in lists.PERSONS]
    if found and not _topic(clause, found[-1]) and lists.REAL_AFTER_ALL.isdisjoint(before[found[-1] :]):
        return remark("hint.unreal", word=before[found[-1]], cue=cue)
    if not clause.lead and before[:1] and before[0] in lists.ADJOINING and clause.pause:
        return remark("hint.unreal", word=before[0], cue=cue)
    ifs = [word for word in clause.lead if word in _IFS[lang]]
    then = [word for word in before if word in _CONSEQUENCE[lang]]
    if ifs and then:
        return remark("hint.condition", word=ifs[0], other=then[0], cue=cue)
    if clause.rest[:1] and clause.rest[0] in ("asal", "asalkan", "provided", "unless"):
        return remark("hint.unreal", word=clause.rest[0], cue=cue)
    return None


def undecided(clause: Clause, lang: Lang) -> Remark | None:
    """Read "percaya nggak percaya", "percaya atau nggak", "mau nggak mau"."""
    before, after, cue = clause.before, clause.after, " ".join(clause.cue)
    for word, middle, again in zip(before, before[1:], before[2:], strict=False):
        if word == again and negates(middle, lang):
            return remark("hint.no_choice", word=f"{word} {middle} {again}", cue=cue)
    if before[-2:-1] == clause.cue and before and negates(before[-1], lang):
        return remark("hint.between", word=before[-1], cue=cue)
    for n, word in enumerate(after):
        if negates(word, lang):
            if set(after[n + 1 :]) & set(clause.cue):
                return remark("hint.between", word=word, cue=cue)
            if n and after[n - 1] in _ALTERNATIVE[lang]:
                return remark("hint.open", word=f"{after[n - 1]} {word}", cue=cue)
    return None


DOUBTS = (other_sense, supposed, private, asked, wondering, told, compared, unreal, undecided)


def halved(clause: Clause) -> Remark | None:
    """Read "antara percaya dan tidak", "setengah percaya", "lima puluh lima puluh"."""
    cue = " ".join(clause.cue)
    if "antara" in clause.before and set(clause.after) & {"dan", "sama"}:
        return remark("hint.weighs", word="antara", cue=cue)
    before = " ".join(clause.before[-5:])
    found = [phrase for phrase in lists.HALVES if _has(before, phrase)]
    last = clause.before[-1:]
    if found and (last != ("half",) or clause.before[-2:-1] != ("the",)):
        return remark("hint.halves", word=found[0], cue=cue)
    return None


def turned(clause: Clause, pole: Literal["positive", "negative"], lang: Lang) -> Remark | None:
    """Read what turns a cue without a negator: a question that denies, a loss, a past, an empty promise."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    question = denying_question(clause, lang)
    if question:
        return remark("hint.rhetorical", word=question, cue=cue)
    if pole == "negative":
        return None
    lost = [word for word in (*before[-3:], *after[:5]) if word in _LOST[lang]]
    if lost:
        return remark("hint.lost", word=lost[0], cue=cue)
    far = [phrase for phrase in lists.FAR if _has(" ".join(before[-3:]), phrase)]
    if far:
        return remark("hint.before", word=far[0], cue=cue)
    if after[:1] and after[0] in lists.ONLY:
        return remark("hint.only", word=after[0], cue=cue)
    return _over(clause, lang)


def _over(clause: Clause, lang: Lang) -> Remark | None:
    """Read what has not lasted: "dulu percaya, sekarang nggak", "dijanjiin, eh ..."."""
    cue, rest = " ".join(clause.cue), (*clause.rest, *clause.following)
    once = [word for word in clause.before if word in _PAST[lang]]
    now = next((n for n, word in enumerate(rest) if word in lists.NOW), len(rest))
    if once and ("used" in once or any(negates(word, lang) for word in rest[now : now + 4])):
        return remark("hint.past", word=once[0], cue=cue)
    if lists.PROMISES.isdisjoint(clause.cue):
        return None
    broken = [word for word in (*clause.after[:1], *clause.rest[:1], *clause.following[:1]) if word in lists.BROKEN_OFF]
    broken += [word for word in clause.rest if word in lists.CONTRASTS]
    broken += [word for word in clause.following[:4] if negates(word, lang)]
    return remark("hint.promised", word=broken[0], cue=cue) if broken else None


def denying_question(clause: Clause, lang: Lang) -> str:
    """Give the words of a question that expects no answer: "mana ada", "siapa bilang", "how can"; else nothing."""
    whole = clause.before
    ifs = [n for n, word in enumerate(whole) if word in _IFS[lang] and whole[n - 1 : n] != ("as",)]
    before = " ".join(whole[ifs[-1] + 1 :] if ifs else whole)
    found = [phrase for phrase in _DENYING[lang] if _has(before, phrase)]
    first = clause.before[0] if clause.before else ""
    if first in lists.DOUBTING:
        found.append(first)
    if clause.question and clause.after in (("mana",), ("apanya",), ("apaan",)):
        found.append(clause.after[0])
    if clause.question and clause.rest == ("coba",):
        found.append("coba")
    return found[0] if found else ""


def _topic(clause: Clause, at: int) -> bool:
    """Say whether "kalau" only names who or what is spoken of: "kalau saya sih", "kalau soal dana"."""
    before = clause.before
    if before[at] not in ("kalau", "kalo", "klo", "nek", "yen"):
        return False
    behind = before[at + 1 : at + 4]
    if behind[:1] and behind[0] in lists.TOPICS | lists.CONCEDED:
        return True
    if behind and behind[0] in lists.PRONOUNS and {"sih", "mah", "pribadi"} & set(behind[1:]):
        return True
    return len(behind) == 1 and behind[0] in lists.ALONE


def _others(before: Forms, lang: Lang) -> bool:
    """Say whether the subject of a saying verb is somebody else: no "saya", no negator before it."""
    near = before[-3:]
    return (
        lists.PRONOUNS.isdisjoint(near)
        and not any(negates(word, lang) for word in near)
        and near[-1] not in _NO_SUBJECT
    )


def _skip(after: Forms) -> Forms:
    while after[:1] and after[0] in lists.PARTICLES:
        after = after[1:]
    return after


def _has(line: str, phrase: str) -> bool:
    return f" {phrase} " in f" {line} "


_NO_SUBJECT = frozenset({"siapa", "boleh", "bisa", "mau", "to", "a", "the", "can", "could", "would", "might"})
_SENSES = {"id": lists.OTHER_SENSES["id"] + lists.OTHER_SENSES["en"], "en": lists.OTHER_SENSES["en"]}
_DENYING = {"id": lists.DENYING_QUESTIONS["id"] + lists.DENYING_QUESTIONS["en"], "en": lists.DENYING_QUESTIONS["en"]}
_REPORTING = {
    "id": tuple(a | b for a, b in zip(lists.REPORTING["id"], lists.REPORTING["en"], strict=True)),
    "en": lists.REPORTING["en"],
}
_ASKING, _UNREAL, _IFS = heard(lists.ASKING), heard(lists.UNREAL), heard(lists.IFS)
_CONSEQUENCE, _ALTERNATIVE = heard(lists.CONSEQUENCE), heard(lists.ALTERNATIVE)
_LOST, _PAST = heard(lists.LOST), heard(lists.PAST)
