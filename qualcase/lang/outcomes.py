"""What came of it: a promise kept, broken or open; being heard without effect; a motive that undoes the deed.

Each function reads one idea and gives its reason, or nothing.
"""

from qualcase._kernel.remark import Remark, remark
from qualcase.lang import asidewords as lists
from qualcase.lang.clauses import Clause, first_phrase, negates, skip_particles
from qualcase.lang.roots import Lang


def broken(clause: Clause, lang: Lang) -> Remark | None:
    """Read a promise that was not kept: "janji mulu", "dijanjikan jalan, sampai sekarang ...", "..., terus hilang"."""
    if lists.PROMISES.isdisjoint(clause.cue) or _kept(clause):
        return None
    rest, following = clause.rest, clause.following
    found = [word for word in (*clause.after[:1], *rest[:1], *following[:1]) if word in lists.BROKEN_OFF]
    found += [word for word in rest if word in lists.CONTRASTS]
    found += [word for word in following[:4] if negates(word, lang)]
    found += [word for word in (*rest, *following)[:6] if word in lists.STILL]
    found += [word for word in (*clause.after, *rest, *following) if word in lists.CAME_TO_NOTHING]
    return remark("hint.promised", word=found[0], cue=" ".join(clause.cue)) if found else None


def unkept_so_far(clause: Clause, lang: Lang) -> Remark | None:
    """Read a promise of which nothing tells whether it was kept; and one that somebody would not make."""
    if lists.PROMISES.isdisjoint(clause.cue) or _kept(clause) or first_phrase(clause.after[:4], lists.EMPTY):
        return None
    if any(negates(word, lang) for word in clause.after):
        return None
    return remark("hint.promise_open", cue=" ".join(clause.cue))


def without_effect(clause: Clause) -> Remark | None:
    """Read being asked or heard that changed nothing: "diundang, tapi keputusannya sudah ada"."""
    if lists.HEARINGS.isdisjoint(clause.cue):
        return None
    for behind in (clause.rest, clause.following):
        if behind[:1] and behind[0] in lists.TURNED:
            found = first_phrase(behind[1:], lists.SETTLED)
            if found:
                return remark("hint.without_effect", word=found, cue=" ".join(clause.cue))
    return None


def forced(clause: Clause) -> Remark | None:
    """Read a motive that undoes what is said: "setuju karena takut", "open because they had to"."""
    rest = clause.rest
    if rest[:1] and rest[0] in lists.BECAUSE:
        found = first_phrase(rest[1:4], lists.UNWILLING)
        return remark("hint.forced", word=found, cue=" ".join(clause.cue)) if found else None
    return None


def too_easily(clause: Clause) -> Remark | None:
    """Read an excess that is regretted: "terlalu gampang percaya", "too easily trusted"."""
    before = clause.before
    if before[-2:-1] and before[-2] in lists.TOO and before[-1] in lists.EASILY:
        return remark("hint.excess", phrase=" ".join(before[-2:]), cue=" ".join(clause.cue))
    return None


def few(clause: Clause, lang: Lang) -> Remark | None:
    """Read how few there are of whom it is said: "yang lanjut cuma empat orang"."""
    behind = skip_particles((*clause.after, *clause.rest))
    before = clause.before[:-1] if clause.before and negates(clause.before[-1], lang) else clause.before
    of_whom = before[-1:] and before[-1] in lists.RELATIVE
    if of_whom and behind[:1] and behind[0] in lists.ONLY and behind[1:2] and behind[1] in lists.FEW:
        return remark("hint.few", word=" ".join(behind[:2]), cue=" ".join(clause.cue))
    return None


def echoed(clause: Clause) -> bool:
    """Say whether what was said is what was done: "kalau janji datang ya datang"."""
    after = clause.after
    at = next((n for n, word in enumerate(after) if word in ("ya", "yo") and n), 0)
    return at > 0 and after[at + 1 : at + 2] == after[:1]


def _kept(clause: Clause) -> bool:
    """Say whether words around a promise say that it was kept, or name it as a measure: "sesuai janji"."""
    behind = (*clause.after, *clause.rest, *clause.following)
    if echoed(clause):
        return True
    return not (lists.KEEPING.isdisjoint(clause.before[-4:]) and lists.KEPT.isdisjoint(behind))
