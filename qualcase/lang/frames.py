"""Frames: words around a common word in which it judges nothing ("buka puasa"), or in which alone it does ("ikut")."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from qualcase._kernel.remark import Remark, remark
from qualcase.lang.clauses import Clause, skip_particles
from qualcase.lang.questions import denying_question
from qualcase.lang.roots import Lang

_LONGEST = 3  # words of a phrase beside the word itself


class Frame(NamedTuple):
    """The phrases that stand right in front of a word and right behind it; none on either side is any words."""

    front: frozenset[str]
    behind: frozenset[str]


def framed(clause: Clause, lang: Lang) -> Remark | None:
    """Read a common word by its frame: "putus sekolah", "good at it"; "ikut" where nothing is decided."""
    cue = " ".join(clause.cue)
    other = _table("other sense", lang).get(cue)
    phrase = _phrase(clause, cue, other) if other else ""
    if phrase:
        return remark("hint.sense", phrase=phrase, cue=cue)
    alone = _table("judged only", lang).get(cue)
    if alone and not denying_question(clause, lang) and not _phrase(clause, cue, alone):
        return remark("hint.seldom", cue=cue)
    return None


def _phrase(clause: Clause, cue: str, frame: Frame) -> str:
    """Give a cue with the words of its frame that stand beside it; nothing where none does."""
    if not (frame.front or frame.behind):
        return cue
    for n in range(1, _LONGEST + 1):
        words = " ".join(clause.before[-n:])
        if words in frame.front:
            return f"{words} {cue}"
    behind = clause.after if clause.pause else (*clause.after, *clause.rest)
    for start in (behind, skip_particles(behind)):
        for n in range(1, _LONGEST + 1):
            words = " ".join(start[:n])
            if words in frame.behind:
                return f"{cue} {words}"
    return ""


@cache
def _table(kind: str, lang: Lang) -> dict[str, Frame]:
    """Give the frame of each word that is heard in talk of a language: Indonesian talk has English words as well."""
    own = _read()[f"{lang} {kind}"]
    return own if lang == "en" else _read()[f"en {kind}"] | own


@cache
def _read() -> dict[str, dict[str, Frame]]:
    """Read the frames of each section of their list, by word."""
    found: dict[str, dict[str, Frame]] = {}
    table: dict[str, Frame] = {}
    for line in Path(__file__).with_name("frames.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            table = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            heads, _, sides = line.partition("<")
            front, _, behind = sides.partition(">")
            for word in _phrases(heads):
                known = table.get(word, Frame(frozenset(), frozenset()))
                table[word] = Frame(known.front | _phrases(front), known.behind | _phrases(behind))
    return found


def _phrases(written: str) -> frozenset[str]:
    return frozenset(phrase.replace("+", " ") for phrase in written.split())
