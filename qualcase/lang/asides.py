"""What makes a clause no plain statement of its cue: another sense, a question, hearsay, an if, a loss.

Each function reads one idea and gives its reason, or nothing.
"""

from typing import Literal

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import NEGATORS, Clause, Forms, heard, negates
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import ADJOINING, BREAKS, LOST, PARTICLES, PRONOUNS, TAGS


def other_sense(clause: Clause, lang: Lang) -> Remark | None:
    """Read fixed phrases in which the word says something else ("percaya diri"), openers ("Jujur, ..."), names."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    near = " ".join((*before[-3:], *clause.cue, *after[:3]))
    for phrase in _SENSES[lang]:
        if phrase in near and not set(phrase.split()).isdisjoint(clause.cue) and _has(near, phrase):
            return remark("hint.sense", phrase=phrase, cue=cue)
    if cue in lists.MARKERS and not set(before) - PARTICLES:
        aside = clause.pause and not after and clause.rest
        if aside or (after[:1] and after[0] in PRONOUNS and len(after) > 1):
            return remark("hint.sense", phrase=cue, cue=cue)
    if cue == "fairly" and after:
        return remark("hint.sense", phrase=f"fairly {after[0]}", cue=cue)
    if clause.capital and before[-1:] and before[-1] in lists.NAMED:
        return remark("hint.sense", phrase=f"{before[-1]} {cue}", cue=cue)
    return None


def supposed(clause: Clause, lang: Lang) -> Remark | None:
    """Read "I believe it was May", "I can't believe it"."""
    cue, before = " ".join(clause.cue), clause.before
    afraid = cue == "afraid" and before[-1:] == ("i'm",) and clause.after[:1] in (("i",), ("we",), ("the",), ("that",))
    if cue not in lists.OPINIONS and not afraid:
        return None
    i_alone = before[-1:] == ("i",) and not clause.after
    aside = i_alone and clause.pause and bool(clause.lead or before[:-1] or clause.rest)
    aside |= i_alone and bool(clause.lead) and not clause.rest
    surprise = cue == "believe" and before[-2:-1] == ("i",) and negates(before[-1], lang)
    a_clause = not lists.VERBS.isdisjoint(_until(clause.after, "and", "or")[:6]) or clause.rest[:1] == ("that",)
    return remark("hint.supposed", cue=cue) if afraid or aside or surprise or a_clause else None


def private(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is no relationship: "puas makan", "setia sama istrinya", "believes in God"."""
    after = _skip(clause.after)
    about = after[:2] if after[:1] and after[0] in lists.LINKING else after[:1]
    found = [word for word in about if word in lists.PRIVATE]
    found += [word for word in clause.before[:1] if word in lists.PRIVATE_FIRST]
    return remark("hint.private", word=found[0], cue=" ".join(clause.cue)) if found else None


def asked(clause: Clause, lang: Lang) -> Remark | None:
    """Read questions, but for those that only ask for assent ("ya kan?"), that deny, or that are answered at once."""
    cue, rest = " ".join(clause.cue), clause.rest
    if not lists.WHETHER.isdisjoint(clause.before):
        return remark("hint.question", cue=cue)
    if not clause.question or denying_question(clause, lang) or _answer(clause, lang):
        return None
    to_somebody = bool(clause.before) and clause.before[0] in lists.ADDRESSED
    if not rest or set(rest) <= TAGS | NEGATORS[lang] | lists.ADDRESSED:
        tag = [word for word in (*clause.before, *clause.after, *rest) if word in ("kan", "right", "dong")]
        negated = any(negates(word, lang) for word in (*clause.after, *rest))
        if to_somebody or not (tag or (rest and not negated)):
            return remark("hint.question", cue=cue)
        return None
    whole = (*clause.lead, *clause.before)
    if not _ASKING[lang].isdisjoint(whole) or not lists.INVERTED.isdisjoint(whole[:1]):
        return remark("hint.question", cue=cue)
    return None


def wondering(clause: Clause, lang: Lang) -> Remark | None:
    """Read "bukannya ...", "siapa yang ...", "gimana nggak ..."."""
    word = next((word for word in clause.before if word in lists.WONDERING), "")
    if word and not denying_question(clause, lang):
        return remark("hint.doubt", word=word, cue=" ".join(clause.cue))
    return None


def told(clause: Clause, lang: Lang) -> Remark | None:
    """Read hearsay: "katanya ...", "dia bilang warga puas", "she says"."""
    alone, with_subject = _REPORTING[lang]
    before, cue = clause.before, " ".join(clause.cue)
    near = [word for word in (*before, *_skip(clause.after)[:1]) if word in alone]
    if before[:1] == ("kata",) and PRONOUNS.isdisjoint(before[1:2]):
        near.append(" ".join(before[:2]))
    if near:
        return remark("hint.told", word=near[0], cue=cue)
    lead = clause.lead[-4:]
    whole = (*lead, *before)
    for n in range(max(len(lead) - 1, 1), len(whole)):
        if whole[n] in with_subject and _others(whole[:n], lang):
            return remark("hint.told", word=whole[n], cue=cue)
    return None


def compared(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is said of another party: "yang lain mah kabur", "lebih terbuka daripada dinas"."""
    start = " ".join(clause.before[:3])
    found = [phrase for phrase in lists.OTHERS if f"{start} ".startswith(f"{phrase} ")]
    around = (*clause.lead[:2], *clause.before, *clause.after)
    found += [word for word in around if word in lists.COMPARING]
    if clause.before[-1:] == ("lebih",) and "dari" in clause.after:
        found.append("lebih")
    return remark("hint.compared", word=found[0], cue=" ".join(clause.cue)) if found else None


def unreal(clause: Clause, lang: Lang) -> Remark | None:
    """Read conditions and wishes, and what would follow from a condition."""
    before, cue = clause.before, " ".join(clause.cue)
    if denying_question(clause, lang):
        return None
    found = [n for n, word in enumerate(before) if word in _UNREAL[lang] and before[n + 1 : n + 2] != ("say",)]
    found += [n for n in range(len(before) - 1) if before[n] in lists.WHILE and before[n + 1] in lists.PERSONS]
    if (
        found
        and not _topic(before, found[-1])
        and not _whole(clause, found[-1])
        and lists.REAL_AFTER_ALL.isdisjoint(before[found[-1] :])
    ):
        return remark("hint.unreal", word=before[found[-1]], cue=cue)
    if not clause.lead and before[:1] and before[0] in ADJOINING and clause.pause:
        return remark("hint.unreal", word=before[0], cue=cue)
    lead = clause.lead
    ifs = [n for n, word in enumerate(lead) if word in _IFS[lang] or (word in lists.WHILE and _person(lead, n + 1))]
    if ifs and not _topic(lead, ifs[-1]) and _BREAKS[lang].isdisjoint(lead[ifs[-1] :]):
        return remark("hint.condition", word=lead[ifs[-1]], cue=cue)
    rest = clause.rest
    if rest[:1] and (
        rest[0] in ("asal", "asalkan", "provided", "unless") or (rest[0] in lists.WHILE and _person(rest, 1))
    ):
        return remark("hint.unreal", word=rest[0], cue=cue)
    return None


def undecided(clause: Clause, lang: Lang) -> Remark | None:
    """Read "percaya nggak percaya", "percaya atau nggak", "mau nggak mau"."""
    before, after, cue = clause.before, clause.after, " ".join(clause.cue)
    for word, middle, again in zip(before, before[1:], before[2:], strict=False):
        if word == again and negates(middle, lang):
            return remark("hint.no_choice", word=f"{word} {middle} {again}", cue=cue)
    if before and before[-2:-1] == clause.cue and negates(before[-1], lang):
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
    return remark("hint.halves", word=found[0], cue=cue) if found else None


def over(clause: Clause, pole: Literal["positive", "negative"], lang: Lang) -> Remark | None:
    """Read what has not lasted, or not come: "dulu percaya, sekarang nggak", "katanya transparan, nyatanya ..."."""
    if pole == "negative":
        return None
    cue, rest = " ".join(clause.cue), (*clause.rest, *clause.following)
    once = [word for word in clause.before if word in lists.THOUGHT]
    now = next((n for n, word in enumerate(rest) if word in lists.NOW), len(rest))
    if once and ("used" in once or any(negates(word, lang) for word in rest[now : now + 4])):
        return remark("hint.past", word=once[0], cue=cue)
    if once and (
        not lists.TURNED_OUT.isdisjoint(clause.rest[:2]) or not lists.TURNED_OUT.isdisjoint(clause.following[:1])
    ):
        return remark("hint.past", word=once[0], cue=cue)
    if lists.PROMISES.isdisjoint(clause.cue):
        return None
    broken = [word for word in (*clause.after[:1], *clause.rest[:1], *clause.following[:1]) if word in lists.BROKEN_OFF]
    broken += [word for word in clause.rest if word in lists.CONTRASTS]
    broken += [word for word in clause.following[:4] if negates(word, lang)]
    return remark("hint.promised", word=broken[0], cue=cue) if broken else None


def turned(clause: Clause, pole: Literal["positive", "negative"], lang: Lang) -> Remark | None:
    """Read what turns a cue without a negator: a question that denies, one's own "no" to it, a loss."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    question = denying_question(clause, lang)
    if question:
        return remark("hint.rhetorical", word=question, cue=cue)
    answer = _answer(clause, lang)
    if answer and answer not in lists.YES:
        return remark("hint.answered", word=answer, cue=cue)
    far = [phrase for phrase in lists.FAR if _has(" ".join(before[-3:]), phrase)]
    if far:
        return remark("hint.before", word=far[0], cue=cue)
    if pole == "negative":
        return None
    lost = [word for word in (*before[-3:], *after[:5]) if word in _LOST[lang]]
    if lost:
        return remark("hint.lost", word=lost[0], cue=cue)
    if after[:1] and after[0] in lists.ONLY:
        return remark("hint.only", word=after[0], cue=cue)
    return None


def denying_question(clause: Clause, lang: Lang) -> str:
    """Give the words of a question that expects no answer: "mana ada", "adil apanya", "how can"; else nothing."""
    whole = clause.before
    ifs = [n for n, word in enumerate(whole) if word in _IFS[lang] and whole[n - 1 : n] != ("as",)]
    whole = whole[ifs[-1] + 1 :] if ifs else whole
    before, after = " ".join(whole), " ".join(_skip(clause.after)[:2])
    found = [phrase for phrase in _DENYING[lang] if _has(before, phrase)]
    found += [phrase for phrase in lists.DENYING_BEHIND if f"{after} ".startswith(f"{phrase} ")]
    found = [one for one in found if clause.question or one not in ("di mana", "dimana", "mana")]
    if whole[:1] and (whole[0] in lists.DOUBTING or (clause.question and whole[0] in lists.OPENING_DENIAL)):
        found.append(whole[0])
    if clause.question and whole[-1:] and whole[-1] in lists.SO_CALLED:
        found.append(whole[-1])
    if clause.question and clause.rest == ("coba",):
        found.append("coba")
    return found[0] if found else ""


def _answer(clause: Clause, lang: Lang) -> str:
    """Give the word by which a speaker answers a question of one or two words at once: "Puas? Belum."; else nothing."""
    short = clause.question and not clause.lead and not clause.rest and len((*clause.before, *clause.after)) <= 2
    said = clause.following[:1]
    return (
        said[0] if short and said and (negates(said[0], lang) or said[0] in lists.YES or said[0] == "boro-boro") else ""
    )


def _topic(words: Forms, at: int) -> bool:
    """Say whether "kalau" only names who or what is spoken of: "kalau saya sih", "kalau soal dana"."""
    if words[at] not in lists.TOPICAL:
        return False
    behind = words[at + 1 : at + 5]
    if behind[:1] and behind[0] in lists.TOPICS | lists.CONCEDED:
        return True
    if behind[:1] and behind[0] in PRONOUNS and {"sih", "mah"} & set(behind[1:]):
        return True
    return bool(behind) and behind[0] in lists.ALONE


def _whole(clause: Clause, at: int) -> bool:
    """Say whether an "if" opens a sentence that has no other clause: "yen warga kene yo wis percoyo, Mas"."""
    alone = clause.before[at] in lists.TOPICAL and not clause.lead and not set(clause.before[:at]) - PARTICLES
    return alone and not set(clause.rest) - lists.ADDRESSED - TAGS and lists.PERSONS.isdisjoint(clause.after)


def _person(words: Forms, n: int) -> bool:
    return words[n : n + 1] != () and words[n] in lists.PERSONS


def _others(before: Forms, lang: Lang) -> bool:
    """Say whether the subject of a saying verb is somebody else: no "saya", no negator before it."""
    near = before[-3:]
    if near[-1] in _NO_SUBJECT or any(negates(word, lang) for word in near):
        return False
    return PRONOUNS.isdisjoint(near)


def _skip(after: Forms) -> Forms:
    while after[:1] and after[0] in PARTICLES:
        after = after[1:]
    return after


def _until(words: Forms, *stops: str) -> Forms:
    end = min((words.index(stop) for stop in stops if stop in words), default=len(words))
    return words[:end]


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
_BREAKS, _LOST, _ALTERNATIVE = heard(BREAKS), heard(LOST), heard(lists.ALTERNATIVE)
