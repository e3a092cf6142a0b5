"""Argument checks whose messages help."""

import difflib
from collections.abc import Iterable

from qualcase.errors import NotFound, OptionError


def nearest(name: str, choices: Iterable[str]) -> str | None:
    """Give the choice spelled most like `name`, or None if none is near."""
    folded = {choice.casefold(): choice for choice in choices}
    match = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else None


def did_you_mean(name: str, choices: Iterable[str], *, most: int = 12) -> str:
    """Give the end of a message: the nearest spelling, else the choices there are."""
    choices = list(choices)
    near = nearest(name, choices)
    if near is not None:
        return f"Did you mean {near!r}?"
    if not choices:
        return "There are none yet."
    shown = ", ".join(map(repr, choices[:most]))
    return f"There are: {shown}{', ...' if len(choices) > most else ''}."


def option(name: str, value: object, choices: Iterable[str]) -> str:
    """Give `value` if it is one of `choices`, else raise OptionError that lists them."""
    choices = list(choices)
    if value in choices:
        return str(value)
    raise OptionError(f"{name}={value!r} is no option. {did_you_mean(str(value), choices)}")


def known(what: str, value: str, choices: Iterable[str], where: str) -> str:
    """Give `value` if it is one of `choices`, else raise NotFound: what, where, the nearest spelling."""
    choices = list(choices)
    if value in choices:
        return value
    raise NotFound(f"no {what} {value!r} in {where}. {did_you_mean(value, choices)}")
