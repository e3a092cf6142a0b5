"""What a snapshot is made of: units of text laid end to end, codings in units, filters, names of codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from qualcase.model.codebook import Code

Ints = NDArray[np.int64]
T = TypeVar("T")


class shared(cached_property[T]):
    """A property worked out once for the whole case, and the same for every part of it."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Any:
        return self if instance is None else super().__get__(getattr(instance, "whole", None) or instance, owner)


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The turns, sentences or paragraphs of all sources, laid end to end: each (u,), sorted by start.

    `voice`: -1 where nobody known speaks. `place`: the number within its source, from 1. `begin`: seconds, NaN untimed.
    """

    start: Ints
    end: Ints
    source: Ints
    voice: Ints
    place: Ints
    begin: NDArray[np.float64]
    label: Sequence[str]
    question: Sequence[str]


class Incidence(NamedTuple):
    """Codings in units: one entry for each coding in a unit; `n_units` is the denominator."""

    unit: Ints
    code: Ints
    coding: Ints
    n_units: int


class Filter(NamedTuple):
    """One filter of a view: its name, its value, and whether it narrows the universe or the codings only."""

    name: str
    value: Any
    universe: bool

    def __str__(self) -> str:
        value = ", ".join(map(str, self.value)) if isinstance(self.value, tuple) else str(self.value)
        return f"{self.name}={value}"


class CodeRef(NamedTuple):
    """A code as the case knows it: the name to say it by, its book, its entry (None if the book lost it)."""

    name: str
    book: str
    entry: Code | None
