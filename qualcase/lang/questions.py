"""Questions: which ask, which only ask for assent, which deny, which a speaker answers at once."""

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import NEGATORS, Clause, Forms, first_phrase, heard, negates, skip_particles
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import TAGS


def asked(clause: Clause, lang: Lang) -> Remark | None:
    """Read questions, but for those that only ask for assent ("ya kan?"), that deny, or that are answered at once."""
    cue, rest = " ".join(clause.cue), clause.rest
    if not lists.WHETHER.isdisjoint(clause.before):
        return remark("hint.question", cue=cue)
    if not clause.question or denying_question(clause, lang) or answered(clause, lang):
        return None
    to_somebody = bool(clause.before) and clause.before[0] in lists.ADDRESSED
    inverted = lang == "en" and not lists.INVERTED.isdisjoint(_opened(clause.before)[:1]) and not clause.lead
    if inverted and set(rest) <= {"that", "which"}:
        return remark("hint.question", cue=cue)
    if rest[:1] and negates(rest[0], lang) and not clause.pause:  # "terbuka nggak soal biaya?"
        return remark("hint.question", cue=cue)
    if not rest or set(rest) <= TAGS | NEGATORS[lang] | lists.ADDRESSED:
        tag = [word for word in (*clause.before, *clause.after, *rest) if word in ("kan", "right", "dong")]
        negated = any(negates(word, lang) for word in (*clause.after, *rest))
        if to_somebody or not (tag or (rest and not negated)):
            return remark("hint.question", cue=cue)
        return None
    whole = (*clause.lead, *clause.before)
    if not _ASKING[lang].isdisjoint(whole) or not lists.INVERTED.isdisjoint(_opened(whole)[:1]):
        return remark("hint.question", cue=cue)
    return None


def wondering(clause: Clause, lang: Lang) -> Remark | None:
    """Read "bukannya ...", "siapa yang ...", "gimana nggak ..."."""
    word = next((word for word in clause.before if word in lists.WONDERING), "")
    if clause.before[:1] == ("apa",) and any(negates(one, lang) for one in clause.before[1:2]):  # "apa ga bangga coba"
        word = "apa"
    if word and not denying_question(clause, lang):
        return remark("hint.doubt", word=word, cue=" ".join(clause.cue))
    return None


def denying_question(clause: Clause, lang: Lang) -> str:
    """Give the words of a question that expects no answer: "mana ada", "adil apanya", "how can"; else nothing."""
    whole = clause.before
    ifs = [n for n, word in enumerate(whole) if word in _IFS[lang] and whole[n - 1 : n] != ("as",)]
    whole = whole[ifs[-1] + 1 :] if ifs else (*clause.lead[-2:], *whole)
    found = first_phrase(whole, _DENYING[lang]) or ("mana" if clause.before == ("mana",) else "")
    if not found and clause.question:
        found = first_phrase(whole, _DENYING_IF_ASKED[lang]) or _by_place(clause)
    behind = " ".join(skip_particles(clause.after)[:2]) + " "
    denying = lists.DENYING_BEHIND + (lists.DENYING_BEHIND_IF_ASKED if clause.question else ())
    found = found or next((phrase for phrase in denying if behind.startswith(f"{phrase} ")), "")
    return found or (clause.before[0] if clause.before[:1] and clause.before[0] in lists.DOUBTING else "")


def _by_place(clause: Clause) -> str:
    """Read what denies by where it stands in a question: "emang ...", "begitu dibilang ...", "..., coba"."""
    before = clause.before
    if "kapan" in before and "pernah" in before:
        return "kapan pernah"
    if before[:1] and before[0] in lists.OPENING_DENIAL:
        return before[0]
    if before[-1:] and before[-1] in lists.SO_CALLED:
        return before[-1]
    return "coba" if clause.rest == ("coba",) else ""


def _opened(words: Forms) -> Forms:
    """Leave out what links a question to what was said before: "and", "so", "but"."""
    return words[1:] if words[:1] and words[0] in ("and", "so", "but", "or") else words


def answered(clause: Clause, lang: Lang) -> str:
    """Give the word by which a speaker answers a question of one or two words at once: "Puas? Belum."; else nothing."""
    short = clause.question and not clause.lead and not clause.rest and len((*clause.before, *clause.after)) <= 2
    said = clause.following[:3] if short else ()
    denied = [word for word in said if negates(word, lang) or word == "boro-boro"]
    return denied[0] if denied else said[0] if said and said[0] in lists.YES else ""


_DENYING = {"id": lists.DENYING["id"] + lists.DENYING["en"], "en": lists.DENYING["en"]}
_DENYING_IF_ASKED = {
    "id": lists.DENYING_IF_ASKED["id"] + lists.DENYING_IF_ASKED["en"],
    "en": lists.DENYING_IF_ASKED["en"],
}
_ASKING, _IFS = heard(lists.ASKING), heard(lists.IFS)
