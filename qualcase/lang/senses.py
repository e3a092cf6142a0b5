"""Whether a cue means what the codebook means by it here: other senses, opinions, private matters, sayings.

Each function reads one idea and gives its reason, or nothing.
"""

from collections.abc import Sequence

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import Clause, Forms, first_phrase, heard, negates, skip_particles
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import LOST, PARTICLES, PRONOUNS


def other_sense(clause: Clause, lang: Lang) -> Remark | None:
    """Read fixed phrases in which the word says something else ("percaya diri"), openers ("Jujur, ..."), names."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    near = (*before[-3:], *clause.cue, *after[:3])
    phrase = first_phrase(near, [phrase for word in clause.cue for phrase in _SENSES[lang].get(word, ())])
    if phrase:
        return remark("hint.sense", phrase=phrase, cue=cue)
    if cue in lists.MARKERS and not set(before) - PARTICLES:
        aside = clause.pause and not after and clause.rest
        if aside or (after[:1] and after[0] in PRONOUNS and len(after) > 1):
            return remark("hint.sense", phrase=cue, cue=cue)
    compound = _compound(clause)
    if compound:
        return remark("hint.sense", phrase=compound, cue=cue)
    if clause.capital and before[-1:] and before[-1] in lists.NAMED:
        return remark("hint.sense", phrase=f"{before[-1]} {cue}", cue=cue)
    return None


def supposed(clause: Clause, lang: Lang) -> Remark | None:
    """Read "I believe it was May", "I can't believe it"."""
    cue, before = " ".join(clause.cue), clause.before
    afraid = cue == "afraid" and before[-1:] == ("i'm",) and clause.after[:1] in (("i",), ("we",), ("the",), ("that",))
    if cue not in lists.OPINIONS | lists.CERTAIN and not afraid:
        return None
    i_alone = before[-1:] == ("i",) and not clause.after
    aside = i_alone and clause.pause and bool(clause.lead or before[:-1] or clause.rest)
    aside |= i_alone and bool(clause.lead) and not clause.rest
    surprise = cue == "believe" and before[-2:-1] == ("i",) and negates(before[-1], lang)
    doubtful = cue in ("sure", "certain") and clause.after[:1] and clause.after[0] in lists.WH
    dated = cue == "yakin" and not lists.DATES.isdisjoint(clause.after[:3]) and clause.after[0] not in lists.LINKING
    if doubtful or dated:  # "not sure what year", "yakin itu hari Kamis"
        return remark("hint.supposed", cue=cue)
    a_clause = not lists.VERBS.isdisjoint(_until(clause.after, "and", "or")[:6]) or clause.rest[:1] == ("that",)
    a_clause = a_clause and cue not in lists.CERTAIN
    return remark("hint.supposed", cue=cue) if afraid or aside or surprise or a_clause else None


def private(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is no relationship: "puas makan", "setia sama istrinya", "believes in God"."""
    after = skip_particles(clause.after)
    if " ".join(clause.cue) in lists.FOND and after[:1] and after[0] in lists.LEISURE:
        return remark("hint.private", word=after[0], cue=" ".join(clause.cue))
    about = after[:2] if after[:1] and after[0] in lists.LINKING else after[:1]
    found = [word for word in about if word in lists.PRIVATE]
    found += [word for word in clause.before[:1] if word in lists.PRIVATE_FIRST | lists.BEASTS]
    return remark("hint.private", word=found[0], cue=" ".join(clause.cue)) if found else None


def general(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is said of the thing in general: "kepercayaan itu mahal", "trust takes years"."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    opens = not (clause.lead or before) and after[:1] and after[0] in lists.ABSTRACT and cue.endswith(lists.NOUNS)
    if opens and _LOST[lang].isdisjoint(after):
        return remark("hint.general", cue=cue)
    gerund = before[-1:] == ("being",) and len(before) < 3 and not lists.VERBS.isdisjoint(after[:1])
    denied = any(negates(word, lang) for word in (*before, *after))
    if gerund or (before[-2:] == ("yang", "namanya") and not denied):
        return remark("hint.general", cue=cue)
    return None


def _compound(clause: Clause) -> str:
    """Give the words that with the cue name or mean another thing: "a fair while", "survei kepuasan"; or nothing."""
    cue, before, after = " ".join(clause.cue), clause.before, clause.after
    if any(word.startswith("self-") for word in clause.cue):
        return cue
    if cue == "fairly" and after:
        return f"fairly {after[0]}"
    behind = (*after, *clause.rest)
    if cue == "fair" and before[-1:] == ("a",) and behind[:1] and behind[0] in lists.MEASURES:
        return f"fair {behind[0]}"
    if cue == "fair" and before[-3:-2] in (("to",), ("at",)) and before[-2] in ("a", "the"):  # "to a boat fair"
        return f"{before[-1]} fair"
    if cue in ("happy", "glad") and behind[:1] == ("to",) and behind[1:2] and behind[1] in lists.TALKING:
        return f"{cue} to {behind[1]}"
    if before[-1:] and before[-1] in lists.INSTRUMENTS:
        return f"{before[-1]} {cue}"
    events = [word for word in (*clause.lead[-2:], *before)[-3:] if word in lists.EVENTS and cue in lists.ENDING]
    return f"{events[0]} {cue}" if events else ""


def _until(words: Forms, *stops: str) -> Forms:
    end = min((words.index(stop) for stop in stops if stop in words), default=len(words))
    return words[:end]


def _by_word(phrases: Sequence[str]) -> dict[str, list[str]]:
    """Give the phrases that each word stands in."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        for word in phrase.split():
            found.setdefault(word, []).append(phrase)
    return found


_SENSES = {
    "id": _by_word(lists.OTHER_SENSES["id"] + lists.OTHER_SENSES["en"]), "en": _by_word(lists.OTHER_SENSES["en"]),
}  # fmt: skip
_LOST = heard(LOST)
