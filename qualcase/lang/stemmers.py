"""Other people's stemmers by name, to compare with our rules or to replicate a study that used one; none is needed."""

from collections.abc import Callable
from functools import cache
from typing import Literal

from qualcase._kernel.checks import option
from qualcase._kernel.optional import require

Using = Literal["rules", "sastrawi", "simplemma", "snowball"]
OTHERS: dict[Using, tuple[str, ...]] = {"sastrawi": ("id",), "simplemma": ("id", "en"), "snowball": ("id", "en")}


@cache
def stemmer(using: str, lang: str) -> Callable[[str], str]:
    """Give a back-end's function from a form to its root.

    "sastrawi": PySastrawi, Indonesian (its list of roots is under CC BY-NC-SA, so it is never a part of qualcase).
    "simplemma": lemmas from word lists. "snowball": stems by Porter's method, no words.

    Raises
    ------
    OptionError
        There is no such back-end, or not for this language.
    MissingPackage
        It is not installed.
    """
    option("using", using, ("rules", *(name for name, langs in OTHERS.items() if lang in langs)))
    if using == "sastrawi":
        factory = require("Sastrawi.Stemmer.StemmerFactory", extra="id").StemmerFactory()
        stem: Callable[[str], str] = factory.create_stemmer().stem
        return stem
    if using == "simplemma":
        lemmatize = require("simplemma", extra="id").lemmatize
        return lambda form: str(lemmatize(form, lang=lang)).lower()
    name = {"id": "indonesian", "en": "english"}[lang]
    word: Callable[[str], str] = require("snowballstemmer", extra="id").stemmer(name).stemWord
    return word
