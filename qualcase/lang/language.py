"""Which language is spoken, by the small words that every sentence of a language holds, else by any word that tells."""

import re
from functools import lru_cache
from typing import Literal

from qualcase._kernel.checks import option
from qualcase.lang.affixes import PARTICLES, POSSESSIVES, SUFFIXES
from qualcase.lang.english import root as english_root
from qualcase.lang.roots import Lang, explained, root, spelled_out
from qualcase.lang.wordfiles import english, loans, regional
from qualcase.lang.wordlists import FUNCTION, HEDGES, NEGATORS
from qualcase.lang.words import words

Spoken = Literal["id", "en", "jv", "su", "mixed"]

_MIXED = 0.2  # the rarer language's share of the small words from which talk counts as mixed
_REGIONAL = 0.4  # the share from which words of Javanese or Sundanese do so: a few of them season any talk
_SHAPE = re.compile(
    r"th|ck|gh|sh|wh|ph|ee|oo|[xq]|[ts]ion|(?:ness|ment|ful|able|ous|ive|ing|ly|ed|'(?:ll|ve|re|d|t|m))$"
)
_CLITIC = re.compile(rf"(.{{3,}}?)-?({'|'.join((*POSSESSIVES, *PARTICLES))})|(.+)-({'|'.join(SUFFIXES)})")
_PREFIX = re.compile(r"(?:di|nge|ng|meng?|mem|ke|ter|ber|pe)-(.+)")
_SMALL = {lang: FUNCTION[lang] | NEGATORS[lang] | HEDGES[lang] for lang in ("id", "en")}


def language(text: str, *, otherwise: Lang = "id") -> Spoken:
    """Say in which language a text is, or that it mixes; `otherwise` where no word tells.

    Function words tell: "budget approval-nya lama" is Indonesian with loans, not mixed. Only where there are none do
    other words count.

    >>> language("kita percaya sama perusahaan"), language("we trust the company"), language("kulo mboten ngertos")
    ('id', 'en', 'jv')
    """
    option("otherwise", otherwise, ("id", "en"))
    found = words(text)
    forms = [spelled_out(form) for form in found.forms]
    named = [_inside_capital(text, start) for start in found.start.tolist()]
    count = {lang: sum(form in small and form not in regional() for form in forms) for lang, small in _SMALL.items()}
    count["id"] += sum(_small_behind_hyphen(form) for form in forms)
    local = [regional()[form] for form, name in zip(forms, named, strict=True) if form in regional() and not name]
    if not sum(count.values()):
        told = [word_language(form) for form, name in zip(forms, named, strict=True) if not name]
        count = {lang: told.count(lang) + told.count("mixed") for lang in ("id", "en")}
    total = sum(count.values()) + len(local)
    if not total:
        return otherwise
    if len(local) >= _REGIONAL * total:
        most: Spoken = "jv" if 2 * local.count("jv") >= len(local) else "su"
        return most if 2 * len(local) >= total else "mixed"
    if min(count.values()) >= _MIXED * sum(count.values()):
        return "mixed"
    return "id" if count["id"] > count["en"] else "en"


def word_language(form: str) -> Spoken | Literal[""]:
    """Say of which language a word is; nothing where its form does not tell, or it is a loan at home in both.

    "mixed" is a foreign word with Indonesian affixes.

    >>> [word_language(form) for form in ("kepercayaan", "nggak", "trust", "decision-nya", "kulo", "WhatsApp")]
    ['id', 'id', 'en', 'mixed', 'jv', '']
    """
    return _word(spelled_out(form))


@lru_cache(1 << 16)
def _word(form: str) -> Spoken | Literal[""]:
    if form in regional():
        return "jv" if regional()[form] == "jv" else "su"
    if form in _SMALL["id"]:
        return "id"
    if form in _SMALL["en"] or form in english():
        return "en"
    if form in loans():
        return ""
    if explained(form) is not None and root(form) not in loans():
        return "id"
    leaning = _CLITIC.fullmatch(form) or _PREFIX.fullmatch(form)
    if leaning:
        host = next(group for group in leaning.groups() if group)
        return "mixed" if _word(host) == "en" or host in loans() else _word(host) or "id"
    if root(form) in loans():
        return "mixed"
    if root(form) != form:
        return "id"
    if _english_forms(form) or _SHAPE.search(form):
        return "en"
    return ""


def _english_forms(form: str) -> bool:
    """Say whether a word is another form of a common English one: "villages'", "promising"."""
    return english_root(form) != form and english_root(form) in english()


def _inside_capital(text: str, start: int) -> bool:
    """Say whether a word has a capital that no beginning of a sentence gave it: a name, most often."""
    return text[start].isupper() and text[max(start - 3, 0) : start].rstrip()[-1:] not in ("", ".", "!", "?", ":", '"')


def _small_behind_hyphen(form: str) -> bool:
    return "-" in form and form.rpartition("-")[2] in ("nya", "an", "in")
