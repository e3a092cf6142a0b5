"""What to say where a verb is not called as it is to be called."""

from collections.abc import Callable
from functools import wraps
from inspect import isfunction, signature
from typing import Any, TypeVar

from qualcase.errors import OptionError

Class = TypeVar("Class", bound=type)


def explained(cls: Class) -> Class:
    """Let the verbs of a class say how they are called, where they are called otherwise."""
    for name, verb in list(vars(cls).items()):
        if isfunction(verb) and verb.__module__ != cls.__module__ and not hasattr(verb, "__wrapped__"):
            setattr(cls, name, _explained(name, verb))
    return cls


def _explained(name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
    of = signature(verb)

    @wraps(verb)
    def said(*given: Any, **named: Any) -> Any:
        try:
            of.bind(*given, **named)
        except TypeError as error:
            shown = ", ".join([*map(repr, given[1:]), *(f"{key}={value!r}" for key, value in named.items())])
            takes = [one.replace(annotation=one.empty) for one in list(of.parameters.values())[1:]]
            called = f"{name}{of.replace(parameters=takes, return_annotation=of.empty)}"
            raise OptionError(
                f"{name}({_short(shown)}): {error}. It is called as {called}; help(case.{name}) explains each."
            ) from None
        return verb(*given, **named)

    return said


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
