"""What changes from one version of a codebook to another, and what that does to codings."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from qualcase.errors import OptionError

Step: TypeAlias = Literal["major", "minor", "patch"]
What: TypeAlias = Literal[
    "added", "removed", "renamed", "split", "merged", "retired", "redefined", "moved", "indicators", "described"
]

STEPS: tuple[Step, ...] = get_args(Step)
_STEP: dict[What, Step] = {
    "added": "minor", "removed": "major", "renamed": "major", "split": "major", "merged": "major", "retired": "minor",
    "redefined": "minor", "moved": "minor", "indicators": "patch", "described": "patch",
}  # fmt: skip
_EFFECT: dict[What, str] = {
    "added": "no codings yet: what was coded before has to be looked through for it",
    "removed": "its codings would be left without a code: retire it instead",
    "renamed": "its codings move to the new id",
    "split": "its codings stay until each is given to one of the new codes",
    "merged": "its codings move to the code it was merged into, and keep what they were",
    "retired": "its codings are kept, and shown only when asked for; no new ones can be made",
    "redefined": "its codings need to be looked at again",
    "moved": "its codings stand; counts of the codes above it change",
    "indicators": "its codings stand; suggestions change, and those decided on are asked again",
    "described": "its codings stand",
}


def version_key(version: str) -> tuple[int, int, int]:
    """Give a semantic version as three numbers, to compare; OptionError if it is not one."""
    parts = version.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise OptionError(f"{version!r} is no version. Write three numbers, such as 1.0.0.")
    return int(parts[0]), int(parts[1]), int(parts[2])


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What changed in one code."""

    code: str
    what: What
    fields: tuple[str, ...] = ()
    was: str = ""  # the old id of a renamed code, the old parent of a moved one

    @property
    def effect(self) -> str:
        """What the change does to codings already made."""
        return _EFFECT[self.what]

    @property
    def needs_review(self) -> bool:
        """Whether codings of the code must be looked at again."""
        return self.what in ("redefined", "split", "removed")


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """What changes from one version of a codebook to another."""

    name: str
    old: str
    new: str
    changes: tuple[EntryChange, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def ids(self, what: What) -> tuple[str, ...]:
        """Give the codes that changed in one way."""
        return tuple(change.code for change in self.changes if change.what == what)

    @property
    def step(self) -> Step | None:
        """By which part of the version the changes have to show."""
        return min((_STEP[change.what] for change in self.changes), key=STEPS.index, default=None)

    @property
    def due(self) -> str:
        """The lowest version that the changed book may carry."""
        major, minor, patch = version_key(self.old)
        match self.step:
            case "major":
                return f"{major + 1}.0.0"
            case "minor":
                return f"{major}.{minor + 1}.0"
            case "patch":
                return f"{major}.{minor}.{patch + 1}"
            case None:
                return self.old

    @property
    def bumped(self) -> bool:
        """Whether the new version shows that the book changed."""
        return version_key(self.new) >= version_key(self.due)

    def __str__(self) -> str:
        head = f"codebook {self.name!r} {self.old} -> {self.new}"
        if not self.changes:
            return f"{head}: no changes"
        lines = [head] if self.bumped else [f"{head}: these changes ask for version {self.due} or higher"]
        for change in self.changes:
            said = f" (was {change.was})" if change.was else f" ({', '.join(change.fields)})" if change.fields else ""
            lines.append(f"  {change.code}: {change.what}{said}: {change.effect}")
        return "\n".join(lines)

    __repr__ = __str__
