"""What is to be said to a reader, before it is known in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence without its words: a key of the label catalogue, and its facts, which may be remarks themselves."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def remark(key: str, /, **facts: Any) -> Remark:
    """Make a remark of a key of the label catalogue and its facts."""
    return Remark(key, facts)
