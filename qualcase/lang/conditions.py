"""Conditions and wishes: what is not said to be so. An "if" that means "whenever", or names a topic, tells of facts."""

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import Clause, Forms, first_phrase, heard
from qualcase.lang.holderwords import FIRST, OTHERS, TITLES
from qualcase.lang.outcomes import echoed
from qualcase.lang.questions import denying_question
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import ADJOINING, BREAKS, PARTICLES, PRONOUNS, TAGS


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
    factual = not lists.REAL_AFTER_ALL.isdisjoint(before[at:]) or echoed(clause)
    if found and not (factual or _topic(before, at) or _whole(clause, at)):
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


def _topic(words: Forms, at: int) -> bool:
    """Say whether "kalau" only names who or what is spoken of: "kalau saya sih", "kalau soal dana"."""
    if any(words[at + 1 : at + 1 + len(phrase)] == phrase for phrase in _IN_PASSING):
        return True
    if words[at] not in lists.TOPICAL:
        return False
    behind = words[at + 1 : at + 5]
    if not _SPOKEN_OF.isdisjoint(words[at + 1 :]):  # "kalau bidan yang sekarang orangnya sabar"
        return True
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
    if between[:1] == ("bisa",):  # "kalau bisa lebih tegas"
        return False
    if split and (not lists.PERSONS.isdisjoint(between[split + 1 :])):  # "kalau dibagi rata ya kita seneng"
        return False
    alone = clause.before[at] in lists.TOPICAL and not clause.lead and not set(clause.before[:at]) - PARTICLES
    if "ya" in clause.after[:-1] and clause.before[at + 1 : at + 2] == ("mau",):  # "kalau mau dipercaya ya buka"
        return False
    return alone and not set(clause.rest) - lists.ADDRESSED - TAGS and lists.PERSONS.isdisjoint(clause.after)


def _person(words: Forms, n: int) -> bool:
    """Say whether a person follows, and not only a time: "selama mereka jujur", not "selama saya kerja"."""
    return words[n : n + 1] != () and words[n] in lists.PERSONS and lists.PLACED.isdisjoint(words[n + 1 : n + 2])


_SPOKEN_OF = frozenset({"orangnya", "orange"})
_IN_PASSING = tuple(tuple(phrase.split()) for phrase in lists.IN_PASSING)
_ADVERBS = lists.REAL_AFTER_ALL | lists.THOUGHT | lists.UNREAL["id"] | lists.REPORTING["id"][0] | {
    "soalnya", "makanya", "biasanya", "kayaknya", "rasanya", "pokoknya", "enaknya", "masalahnya", "artinya", "misalnya",
}  # fmt: skip
_UNREAL, _IFS, _BREAKS = (heard(table) for table in (lists.UNREAL, lists.IFS, BREAKS))
