"""What makes a clause no plain statement of its cue: hearsay, another party, an if or a wish, both sides weighed.

Each function reads one idea and gives its reason, or nothing.
"""

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import Clause, Forms, first_phrase, heard, negates, skip_particles
from qualcase.lang.holderwords import FIRST, OTHERS, TITLES
from qualcase.lang.questions import denying_question
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import ADJOINING, BREAKS, PARTICLES, PRONOUNS, TAGS


def told(clause: Clause, lang: Lang) -> Remark | None:
    """Read hearsay: "katanya ...", "dia bilang warga puas", "she says"."""
    alone, with_subject = _REPORTING[lang]
    before, cue = clause.before, " ".join(clause.cue)
    near = [word for word in (*before, *skip_particles(clause.after)[:1]) if word in alone]
    start = (*clause.lead, *before) if _BREAKS[lang].isdisjoint(clause.lead) else before
    if start[:1] == ("kata",) and PRONOUNS.isdisjoint(start[1:2]):
        near.append(" ".join(start[:2]))
    near += [first_phrase((*clause.lead[-2:], *before), lists.TOLD)]
    if any(near):
        return remark("hint.told", word=next(filter(None, near)), cue=cue)
    lead = clause.lead[-4:]
    whole = (*lead, *before)
    for n in range(max(len(lead) - 1, 1), len(whole)):
        if whole[n] in with_subject and _others(whole[:n], lang):
            return remark("hint.told", word=whole[n], cue=cue)
    return None


def compared(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is said of another party: "yang lain mah kabur", "lebih terbuka daripada dinas"."""
    start = " ".join(clause.before[:3]) + " "
    found = [phrase for phrase in lists.OTHERS if start.startswith(f"{phrase} ")]
    around = (*clause.lead[:2], *clause.before, *clause.after)
    opens = around[:1] != () and around[0] in lists.AT_ONCE  # "daripada pusing sendiri ..."
    for n, word in enumerate(around[opens:], start=opens):
        if word in lists.COMPARING and lists.EARLIER.isdisjoint((*around[n + 1 :], *clause.rest[:3])):
            found.append(word)
    if (
        clause.before[-1:] == ("lebih",)
        and {"dari", "sama"} & set(clause.after)
        and lists.EARLIER.isdisjoint(clause.after)
    ):
        found.append("lebih")
    return remark("hint.compared", word=found[0], cue=" ".join(clause.cue)) if found else None


def unreal(clause: Clause, lang: Lang) -> Remark | None:
    """Read conditions and wishes, and what would follow from a condition."""
    before, cue = clause.before, " ".join(clause.cue)
    if denying_question(clause, lang):
        return None
    found = [n for n, word in enumerate(before) if word in _UNREAL[lang] and not _factual(clause, n)]
    found += [len(before) - 1] if before[-1:] == ("biar",) else []
    found += [0] if before[:1] == ("coba",) and before[1:2] and before[1] in _IFS[lang] else []
    found += [n for n in range(len(before) - 1) if before[n] in lists.WHILE and before[n + 1] in lists.PERSONS]
    at = found[-1] if found else 0
    if found and not (_topic(before, at) or _whole(clause, at)) and lists.REAL_AFTER_ALL.isdisjoint(before[at:]):
        return remark("hint.unreal", word=before[at], cue=cue)
    obliged = first_phrase((*before, *clause.cue), lists.OBLIGED)
    if obliged:
        return remark("hint.unreal", word=obliged, cue=cue)
    if not clause.lead and before[:1] and before[0] in ADJOINING and clause.pause:
        return remark("hint.unreal", word=before[0], cue=cue)
    lead = clause.lead
    ifs = [n for n, word in enumerate(lead) if word in _IFS[lang] or (word in lists.WHILE and _person(lead, n + 1))]
    if ifs and not (_topic(lead, ifs[-1]) or _usual(clause, ifs[-1])) and _BREAKS[lang].isdisjoint(lead[ifs[-1] + 1 :]):
        return remark("hint.condition", word=lead[ifs[-1]], cue=cue)
    rest = clause.rest
    if rest[:1] and rest[0] in _IFS[lang] and not lists.ONLY_THEN.isdisjoint(before[:2]):
        return remark("hint.unreal", word=rest[0], cue=cue)
    if rest[:1] and (rest[0] in lists.ONLY_IF or (rest[0] in lists.WHILE and _person(rest, 1))):
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
    shared = first_phrase(before, lists.SHARED)
    behind = (*after, *clause.rest)
    if shared and first_phrase(behind, (shared,)) and any(negates(word, lang) for word in behind):
        return remark("hint.weighs", word=shared, cue=cue)
    for n, word in enumerate(after):
        if negates(word, lang):
            if set(after[n + 1 :]) & set(clause.cue):
                return remark("hint.between", word=word, cue=cue)
            if n and after[n - 1] in _ALTERNATIVE[lang]:
                return remark("hint.open", word=f"{after[n - 1]} {word}", cue=cue)
    return None


def halved(clause: Clause) -> Remark | None:
    """Read "antara percaya dan tidak", "setengah percaya", "lima puluh lima puluh"."""
    cue = " ".join(clause.cue)
    if "antara" in clause.before and set(clause.after) & {"dan", "sama"}:
        return remark("hint.weighs", word="antara", cue=cue)
    half = first_phrase(clause.before[-5:], lists.HALVES)
    return remark("hint.halves", word=half, cue=cue) if half else None


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


def _factual(clause: Clause, n: int) -> bool:
    """Say whether a word of conditions and wishes tells of facts here: "I'd say", "we'd been", "tanpa harus ..."."""
    before, word = clause.before, clause.before[n]
    behind = (*before, *clause.cue)[n + 1]
    if word in _IFS["id"] or word in _IFS["en"]:
        return n + 3 <= len(before) and _usual(clause, len(clause.lead) + n)
    if behind in ("say", "admit"):
        return True
    if word in lists.DUTIES and n and before[n - 1] in ADJOINING:
        return True
    return (word == "would" or word.endswith("'d")) and (behind in lists.HAD or behind.endswith("ed"))


def _usual(clause: Clause, at: int) -> bool:
    """Say whether an "if" at `at` means "whenever": "kalau ditanya pura-pura sibuk", "if you ring them they come"."""
    words = (*clause.lead, *clause.before)
    behind = tuple(
        word for word in words[at + 1 :] if word not in PARTICLES | lists.PERSONS | lists.ADDRESSED | {"lagi", "pas"}
    )
    if not lists.YET_TO_COME.isdisjoint((*words[at + 1 :], *clause.after)):
        return False
    fronted = (*clause.lead, *clause.before)[:at]
    if fronted and _somebody(fronted) and len(words) - at > 3:  # "Bu RT kalau rapat ..."
        return True
    if behind[:1] and behind[0] in lists.RECURRING:
        return True
    if behind[:1] and behind[0] in lists.THERE_IS and behind[1:2] and behind[1] in lists.OCCASIONS:
        return True
    return not lists.USUALLY.isdisjoint(words) or (
        words[at] == "if" and words[at + 1 : at + 2] != () and words[at + 1] in lists.YOU
    )


def _somebody(words: Forms) -> bool:
    """Say whether words end with a person other than the speaker: "petugasnya", "Bu RT", "cucu saya"."""
    last = next((word for word in reversed(words) if word not in FIRST | {"itu", "tuh", "mah", "sih", "ini"}), "")
    named = words[-2:-1] != () and words[-2] in TITLES
    return named or (last != "" and (last in OTHERS or (last.endswith("nya") and last not in _ADVERBS)))


def _whole(clause: Clause, at: int) -> bool:
    """Say whether an "if" opens a sentence that has no other clause: "yen warga kene yo wis percoyo, Mas"."""
    between = clause.before[at + 1 :]
    split = next((n for n, word in enumerate(between) if word in ("ya", "yo") and n > 1), 0)
    if split and _person(between, split + 1):  # "kalau dibagi rata ya kita seneng"
        return False
    alone = clause.before[at] in lists.TOPICAL and not clause.lead and not set(clause.before[:at]) - PARTICLES
    if "ya" in clause.after[:-1] and clause.before[at + 1 : at + 2] == ("mau",):  # "kalau mau dipercaya ya buka"
        return False
    return alone and not set(clause.rest) - lists.ADDRESSED - TAGS and lists.PERSONS.isdisjoint(clause.after)


def _person(words: Forms, n: int) -> bool:
    """Say whether a person follows, and not only a time: "selama mereka jujur", not "selama saya kerja"."""
    return words[n : n + 1] != () and words[n] in lists.PERSONS and lists.PLACED.isdisjoint(words[n + 1 : n + 2])


def _others(before: Forms, lang: Lang) -> bool:
    """Say whether the subject of a saying verb is somebody else: no "saya", no negator before it."""
    near = before[-3:]
    if near[-1].partition("'")[0] in PRONOUNS:  # "I'd say"
        return False
    if near[-1] in _NO_SUBJECT or any(negates(word, lang) for word in near):
        return False
    return PRONOUNS.isdisjoint(near)


_ADVERBS = lists.REAL_AFTER_ALL | lists.THOUGHT | lists.UNREAL["id"] | lists.REPORTING["id"][0] | {
    "soalnya", "makanya", "biasanya", "kayaknya", "rasanya", "pokoknya", "enaknya", "masalahnya", "artinya", "misalnya",
}  # fmt: skip
_NO_SUBJECT = frozenset({"siapa", "boleh", "bisa", "mau", "to", "a", "the", "can", "could", "would", "might"})
_REPORTING = {
    "id": tuple(a | b for a, b in zip(lists.REPORTING["id"], lists.REPORTING["en"], strict=True)),
    "en": lists.REPORTING["en"],
}
_UNREAL, _IFS, _BREAKS, _ALTERNATIVE = (heard(table) for table in (lists.UNREAL, lists.IFS, BREAKS, lists.ALTERNATIVE))
