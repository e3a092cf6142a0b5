"""Argument checks whose messages help."""

import difflib
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from qualcase.errors import NotFound, OptionError


def nearest(name: str, choices: Iterable[str]) -> str | None:
    """Give the choice spelled most like `name`, or None if none is near."""
    name = str(name)  # somebody may have given a number
    folded = {choice.casefold(): choice for choice in choices}
    match = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else None


def as_path(what: str, value: object) -> Path:
    """Give `value` as a path if it is a text or a path, else raise OptionError: `what` was to be given."""
    if isinstance(value, str | PathLike):
        return Path(value)
    raise OptionError(f'{what} must be a text or a path, not {value!r}. Put it in quotes, as in "out/name".')


def names(value: str | Iterable[str]) -> tuple[str, ...]:
    """Give one name or several as several; OptionError for what is no text."""
    several = (value,) if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)
    for one in several:
        if not isinstance(one, str):
            raise OptionError(f"{one!r} is no name, for a name is a text. Put it in quotes: {str(one)!r}.")
    return several


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
