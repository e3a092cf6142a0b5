"""What things are called in Indonesian and English, from one catalogue."""

import csv
import io
from functools import cache
from importlib.resources import files
from typing import Any

from qualcase._kernel.checks import did_you_mean, known
from qualcase._kernel.remark import Remark
from qualcase.errors import NotFound

LANGUAGES = ("en", "id")


def label(key: str, lang: str, /, **fields: Any) -> str:
    """Say `key` in a language, with `fields` in its placeholders; remarks among them are said in that language too.

    Raises NotFound for a key, a language or a field that there is none of.
    """
    words = _catalogue().get((key, lang))
    if words is None:
        known("language", lang, LANGUAGES, "qualcase")
        raise NotFound(f"no label {key!r} in labels.csv. {did_you_mean(key, keys())}")
    if "{" not in words:
        return words
    try:
        return words.format(
            **{name: said(it, lang) if isinstance(it, (Remark, tuple)) else it for name, it in fields.items()}
        )
    except KeyError as error:
        raise NotFound(f"label {key!r} needs the field {error}, and was given {sorted(fields)}.") from None


def said(what: Remark | tuple[Remark, ...] | str, lang: str) -> str:
    """Say a remark in a language, or several in a row, none twice; a text, such as an error's message, as it is."""
    if isinstance(what, tuple):
        return "; ".join(dict.fromkeys(said(one, lang) for one in what))
    return what if isinstance(what, str) else label(what.key, lang, **what.facts)


def under(prefix: str, lang: str) -> dict[str, str]:
    """Give all that stands under a prefix, without it, with the placeholders unfilled: for a page that fills them."""
    whole = f"{prefix}."
    return {
        key.removeprefix(whole): said
        for (key, at), said in _catalogue().items()
        if at == lang and key.startswith(whole)
    }


def keys() -> tuple[str, ...]:
    """Give every key of the catalogue, in its order."""
    return tuple(key for key, lang in _catalogue() if lang == "en")


@cache
def _catalogue() -> dict[tuple[str, str], str]:
    lines = io.StringIO(files("qualcase.render").joinpath("labels.csv").read_text(encoding="utf-8"), newline="")
    return {(row["key"], lang): row[lang] for row in csv.DictReader(lines) for lang in LANGUAGES}
