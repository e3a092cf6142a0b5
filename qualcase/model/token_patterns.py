"""Token patterns among the indicators of a codebook: what spaCy's Matcher takes, as a file of texts can hold it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

TokenPattern: TypeAlias = tuple[dict[str, Any], ...]  # what each token must be, in order
Written: TypeAlias = str | TokenPattern

_YES_NO = ("IS_", "LIKE_", "SPACY", "SENT_START")


def token_pattern(tokens: Iterable[Mapping[str, Any]]) -> TokenPattern:
    """Give a token pattern as it is used, its yes and no and its lengths made of texts.

    >>> token_pattern([{"LEMMA": "janji"}, {"IS_ALPHA": "true", "LENGTH": {">=": "3"}}])
    ({'LEMMA': 'janji'}, {'IS_ALPHA': True, 'LENGTH': {'>=': 3}})
    """
    return tuple({key: _value(key.upper(), value) for key, value in token.items()} for token in tokens)


def shown(written: Written) -> str:
    """Give an indicator on one line, as one would write it.

    >>> shown(({"LEMMA": {"IN": ["janji", "ikrar"]}}, {"IS_PUNCT": False, "OP": "?"}))
    '{LEMMA: {IN: [janji, ikrar]}} {IS_PUNCT: false, OP: ?}'
    """
    return written if isinstance(written, str) else " ".join(map(_shown, written))


def _value(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {operator: _value(key, one) for operator, one in value.items()}
    if isinstance(value, list | tuple):
        return [_value(key, one) for one in value]
    if key.startswith(_YES_NO) and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    return int(value) if key == "LENGTH" and isinstance(value, str) and value.isdecimal() else value


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
