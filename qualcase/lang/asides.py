"""What makes a clause no plain statement of its cue: hearsay, another party, both sides weighed.

Each function reads one idea and gives its reason, or nothing.
"""

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import Clause, Forms, first_phrase, heard, negates, skip_particles
from qualcase.lang.holderwords import FIRST, OTHERS
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import BREAKS, PRONOUNS


def told(clause: Clause, lang: Lang) -> Remark | None:
    """Read hearsay: "katanya ...", "dia bilang warga puas", "she says"."""
    alone, with_subject = _REPORTING[lang]
    before, cue = clause.before, " ".join(clause.cue)
    near = [word for word in (*before, *skip_particles(clause.after)[:1]) if word in alone]
    start = (*clause.lead, *before) if _BREAKS[lang].isdisjoint(clause.lead) else before
    if start[:1] and start[0] in alone and lists.CONTRASTS.isdisjoint(start):
        near.append(start[0])
    if start[:1] == ("kata",) and PRONOUNS.isdisjoint(start[1:2]):
        near.append(" ".join(start[:2]))
    near += [first_phrase((*clause.lead[-2:], *before), lists.TOLD)]
    if any(near):
        return remark("hint.told", word=next(filter(None, near)), cue=cue)
    lead = clause.lead[-4:]
    whole = (*lead, *before)
    for n in range(max(len(lead) - 1, 1), len(whole)):
        if whole[n] in with_subject and _others(whole[:n], lang) and not _quoted(clause, whole, n):
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
    if _own_choice(clause):
        found = []
    if (
        clause.before[-1:] == ("lebih",)
        and not _own_choice(clause)
        and clause.before[-2:-1] != ("kurang",)
        and {"dari", "sama"} & set(clause.after)
        and lists.EARLIER.isdisjoint(clause.after)
    ):
        found.append("lebih")
    return remark("hint.compared", word=found[0], cue=" ".join(clause.cue)) if found else None


def _own_choice(clause: Clause) -> bool:
    """Say whether the speaker prefers what is spoken of: "saya lebih senang di sini daripada ..."."""
    return clause.before[-1:] == ("lebih",) and clause.before[-2:-1] != () and clause.before[-2] in FIRST


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


def laughed(clause: Clause, lang: Lang) -> Remark | None:
    """Read what is said of all and laughed at: "puas semua, hahaha"."""
    behind = (*clause.after, *clause.rest)
    laughter = next((word for word in behind if word in lists.LAUGHTER), "")
    if laughter and first_phrase(behind, lists.ALL_OF_IT):
        return remark("hint.laughed", word=laughter, cue=" ".join(clause.cue))
    return None


def urged(clause: Clause, lang: Lang) -> Remark | None:
    """Read what somebody is asked to do: "Dengerin warga, udah itu aja", "mereka bisa bantu ngomong, kan"."""
    cue, behind = " ".join(clause.cue), (*clause.after, *clause.rest)
    opens = cue in lists.URGED and not (clause.lead or clause.before) and not clause.question
    suggested = clause.before[-1:] == ("bisa",) and "kan" in behind and not cue.startswith(("di", "ter"))
    if suggested or (opens and behind and lists.NOT_URGED.isdisjoint(behind[:4])):
        return remark("hint.urged", cue=cue)
    return None


def halved(clause: Clause) -> Remark | None:
    """Read "antara percaya dan tidak", "setengah percaya", "lima puluh lima puluh"."""
    cue = " ".join(clause.cue)
    if "antara" in clause.before and set(clause.after) & {"dan", "sama"}:
        return remark("hint.weighs", word="antara", cue=cue)
    half = first_phrase(clause.before[-5:], lists.HALVES)
    return remark("hint.halves", word=half, cue=cue) if half else None


def _quoted(clause: Clause, whole: Forms, n: int) -> bool:
    """Say whether a saying verb at `n` is followed by the words themselves: "bilang, kita percaya", "bilang terima"."""
    after_pause = n + 1 == len(whole) - len(clause.before)
    said = whole[n + 1 : n + 2]
    return said != () and (said[0] in lists.THANKING or (after_pause and said[0] in lists.QUOTED))


def _others(before: Forms, lang: Lang) -> bool:
    """Say whether the subject of a saying verb is somebody else: no "saya", no negator before it."""
    near = before[-3:]
    if near[-1] in FIRST and near[-2:-1] and near[-2] in OTHERS:  # "tetangga saya bilang"
        return True
    if near[-1].partition("'")[0] in PRONOUNS:  # "I'd say"
        return False
    if near[-1] in _NO_SUBJECT or any(negates(word, lang) for word in near):
        return False
    return PRONOUNS.isdisjoint(near)


_NO_SUBJECT = frozenset({"siapa", "boleh", "bisa", "mau", "to", "a", "the", "can", "could", "would", "might"})
_REPORTING = {
    "id": tuple(a | b for a, b in zip(lists.REPORTING["id"], lists.REPORTING["en"], strict=True)),
    "en": lists.REPORTING["en"],
}
_BREAKS, _ALTERNATIVE = heard(BREAKS), heard(lists.ALTERNATIVE)
