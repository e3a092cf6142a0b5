"""Token patterns: whether spaCy's Matcher takes them on our tokens, and where they match."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.indicators import Hits, find, indicator
from qualcase.lang.lexicon import Index
from qualcase.lang.pipeline import nlp
from qualcase.lang.roots import Lang, root
from qualcase.lang.spelling import usual
from qualcase.model.token_patterns import TokenPattern, Written

Ints = NDArray[np.int64]

KEYS = (
    "ORTH", "TEXT", "LOWER", "NORM", "LEMMA", "SHAPE", "LENGTH", "OP", "SPACY", "IS_ALPHA", "IS_ASCII", "IS_DIGIT",
    "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT",
    "IS_RIGHT_PUNCT", "IS_CURRENCY", "IS_STOP", "IS_SENT_START", "SENT_START", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL",
)  # fmt: skip


def problem(pattern: TokenPattern) -> str:
    """Say in English what is wrong with a token pattern; "" if nothing is.

    Parts of speech, dependencies, entities and own attributes are: our tokens have none.

    >>> problem(({"LEMMA": "janji"},)), problem(({"LEMA": "janji"},))[:29]
    ('', "a token has no 'LEMA'; it has")
    """
    from spacy.matcher import Matcher
    from spacy.schemas import validate_token_pattern
    from spacy.vocab import Vocab

    unknown = next((key for token in pattern for key in token if key.upper() not in KEYS), None)
    if unknown is not None:
        return f"a token has no {unknown!r}; it has {', '.join(KEYS)}"
    for said in validate_token_pattern(list(pattern)):
        return re.sub(r"^\[pattern( -> )?(.*?)\] ", lambda at: f"{at[2]}: " if at[2] else "", said)
    try:
        Matcher(Vocab()).add("pattern", [list(pattern)])
    except (ValueError, re.error) as error:
        return str(error)
    return ""


def find_written(
    index: Index, text: Callable[[int], str], written: Sequence[tuple[Written, Lang]], walls: Sequence[Ints]
) -> Hits:
    """Find indicators as they stand in a codebook, words and token patterns, in the texts of an index.

    `text`: the words of a text by its number, asked for where there are patterns. `walls` as in `find`.
    """
    words = {n: indicator(one, lang=lang) for n, (one, lang) in enumerate(written) if isinstance(one, str)}
    patterns = {n: (one, lang) for n, (one, lang) in enumerate(written) if not isinstance(one, str)}
    found = [(find(index, list(words.values()), walls=walls), [*words])]
    if patterns:
        found.append((find_tokens([*map(text, range(index.texts))], list(patterns.values()), walls), [*patterns]))
    columns = ((hits.text, hits.start, hits.end, np.array(which, np.int64)[hits.indicator]) for hits, which in found)
    return Hits(*map(np.concatenate, zip(*columns, strict=True)))


def find_tokens(texts: Sequence[str], patterns: Sequence[tuple[TokenPattern, Lang]], walls: Sequence[Ints]) -> Hits:
    """Find token patterns, each in the tokens of its language's pipeline; the longest match where some overlap.

    A LEMMA is any word with the root wanted: `{LEMMA: menepati}` finds "ditepatin"; a NORM any that is usually spelt
    so. `walls`: for each text the rising places (code points) that no match may cross.
    """
    from spacy.matcher import Matcher

    found: list[tuple[int, int, int, int]] = []
    for lang in sorted({lang for _, lang in patterns}):
        pipeline = nlp(lang)
        matcher = Matcher(pipeline.vocab)
        for n, (pattern, its) in enumerate(patterns):
            if its == lang:
                matcher.add(str(n), [_as_tokens_have_it(pattern, lang)], greedy="LONGEST")
        for t, (doc, places) in enumerate(zip(pipeline.pipe(texts), walls, strict=True)):
            token = doc.to_array("IDX").astype(np.int64)
            cuts = np.unique(np.concatenate(([0, len(doc)], np.searchsorted(token, places)))).tolist()
            for first, last in pairwise(cuts):
                for key, a, b in matcher(doc[first:last]):
                    span = doc[first + a : first + b]
                    found.append((t, span.start_char, span.end_char, int(pipeline.vocab.strings[key])))
    text, start, end, which = np.array(sorted(found), np.int64).reshape(-1, 4).T
    return Hits(text, start, end, which)


def _as_tokens_have_it(pattern: TokenPattern, lang: Lang) -> list[dict[str, Any]]:
    """Put the root in the place of each lemma that is wanted, the usual spelling in that of each norm."""
    ways: dict[str, Callable[[str], str]] = {"LEMMA": partial(root, lang=lang)}
    if lang == "id":
        ways["NORM"] = usual
    return [{key: _put(value, ways.get(key.upper())) for key, value in token.items()} for token in pattern]


def _put(value: Any, way: Callable[[str], str] | None) -> Any:
    if way is None:
        return value
    if isinstance(value, dict):  # not the letters of a regular expression, nor a fuzzy form
        return {key: _put(one, way if key.upper() in ("IN", "NOT_IN") else None) for key, one in value.items()}
    return [way(one) for one in value] if isinstance(value, list) else way(value)
