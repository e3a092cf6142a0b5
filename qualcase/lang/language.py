"""Which language is spoken, by the small words that every sentence of a language holds."""

from typing import Literal

from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import FUNCTION, HEDGES, NEGATORS
from qualcase.lang.words import words

_MIXED = 0.2  # the rarer language's share of the small words from which talk counts as mixed


def language(text: str, *, otherwise: Lang = "id") -> Literal["id", "en", "mixed"]:
    """Say whether a text is Indonesian, English or mixes both; `otherwise` where it holds no telling word.

    Only function words tell: "budget approval-nya lama" is Indonesian with loans, not mixed.

    >>> language("kita percaya sama perusahaan"), language("we trust the company")
    ('id', 'en')
    """
    forms = words(text).forms
    indonesian, english = (_telling(forms, lang) for lang in ("id", "en"))
    indonesian += sum("-" in form and form.rpartition("-")[2] in ("nya", "an", "in") for form in forms)
    if not indonesian + english:
        return otherwise
    if min(indonesian, english) >= _MIXED * (indonesian + english):
        return "mixed"
    return "id" if indonesian > english else "en"


def _telling(forms: list[str], lang: Lang) -> int:
    """Count the small words of a language."""
    small = FUNCTION[lang] | NEGATORS[lang] | HEDGES[lang]
    return sum(form in small for form in forms)
