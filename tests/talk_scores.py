"""How well the labelled talk is read: each row with what was read of it, so that shares can be told apart by kind.

Cue words have a pole of their own: that of their row, or else `negative.txt` lists the negative ones, and all others
are positive.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from talk_data import FOLDER, Cue, cues, rows, sentences

from qualcase.lang.holder import holder
from qualcase.lang.sentences import sentences as found_sentences
from qualcase.lang.stance import Pole, stance

PREFIXES = ("di", "ke", "ter", "ber", "memper", "me", "mem", "men", "meng", "meny", "nge", "ng", "ny", "pe", "per")
READ_AS = {"supports": "for", "contradicts": "against", "mixed": "unsure", "unsure": "unsure"}


def poles() -> tuple[str, ...]:
    """Read how negative cue words begin; `$` ends a whole word."""
    lines = (FOLDER / "negative.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


NEGATIVE = poles()


def pole(cue: str) -> Pole:
    """Give the pole of a cue word, a prefix set aside."""
    word = cue.lower().replace(" ", "-")
    stems = {
        word,
        *(word.removeprefix(p).lstrip("-") for p in PREFIXES if word.startswith(p) and len(word) > len(p) + 3),
    }
    return "negative" if any(f"{stem}$".startswith(NEGATIVE) for stem in stems) else "positive"


def pole_of(cue: Cue) -> Pole:
    """Give the pole of a labelled cue: its row's own, or that of the word."""
    given = cue.row.get("pole")
    return cast("Pole", given) if given else pole(cue.row["cue"])


def read_stance(cue: Cue) -> str:
    """Read a labelled cue by the library: "for", "against" or "unsure"."""
    lang = "en" if cue.row["lang"] == "en" else "id"
    return READ_AS[stance(cue.text, cue.start, cue.end, pole=pole_of(cue), lang=lang).stance]


def stances(
    split: str, samples: Path | None, read: Callable[[Cue], str] = read_stance, name: str = "stance"
) -> list[tuple[Cue, str]]:
    """Read the cues of `name`.csv: each with what `read` makes of it."""
    return [(cue, read(cue)) for cue in cues(name, split=split, samples=samples)]


def accuracy(found: list[tuple[Cue, str]]) -> float:
    """Give the share of cues read as they are labelled."""
    return sum(cue.row["label"] == said for cue, said in found) / len(found)


def holders(split: str, name: str = "holder") -> list[tuple[Cue, bool, bool]]:
    """Read the cues of `name`.csv that are a judgement: each, whether the holder is right, whether the basis is."""
    found = []
    for cue in cues(name, split=split):
        if not cue.row["holder"] or cue.row.get("kind") == "not-a-cue":
            continue
        own, lang = cue.row["side"] == "public", "en" if cue.row["lang"] == "en" else "id"
        hint = holder(cue.text, cue.start, cue.end, own=own, lang=lang)
        found.append((cue, hint.who == cue.row["holder"], hint.basis == cue.row["basis"]))
    return found


def split_by_us(text: str) -> set[int]:
    """Give where the library ends the sentences of a text."""
    return {int(end) for _, end in found_sentences(text)}


def sentence_f1(split: str, ends: Callable[[str], set[int]] = split_by_us) -> float:
    """Give F1 over the ends of sentences, of all passages of a split together."""
    right = found = labelled = 0
    for row in rows("sentences", split=split):
        wanted, got = {end for _, end in sentences(row)}, ends(row["text"])
        right, found, labelled = right + len(wanted & got), found + len(got), labelled + len(wanted)
    return 2 * right / (found + labelled)
