"""What a check finds in a file: the place, the level and a sentence that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from qualcase._kernel.checks import nearest
from qualcase.render.labels import label

Lang: TypeAlias = Literal["id", "en"]
Level: TypeAlias = Literal["error", "warning"]
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """An error or a warning at a line of a file; line 0 is the file as a whole."""

    path: str
    line: int
    message: str
    level: Level = "error"

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        return f"{self.place}: {self.level}: {self.message}"


class Findings:
    """Collects what is found in one file, in the words of one language."""

    def __init__(self, path: str, lang: Lang) -> None:
        self.path = path
        self.lang = lang
        self.found: list[Finding] = []

    def error(self, line: int, key: str, /, *, near: tuple[str, Iterable[str]] | None = None, **facts: object) -> None:
        """Add an error; `near` is a wrong name and the right ones, of which the nearest is proposed."""
        self._add(line, key, "error", near, facts)

    def warning(
        self, line: int, key: str, /, *, near: tuple[str, Iterable[str]] | None = None, **facts: object
    ) -> None:
        """Add a warning."""
        self._add(line, key, "warning", near, facts)

    def _add(
        self, line: int, key: str, level: Level, near: tuple[str, Iterable[str]] | None, facts: dict[str, object]
    ) -> None:
        message = label(f"check.{key}", self.lang, **facts)
        if near is not None:
            message = f"{message} {self._proposal(near[0], list(near[1]))}".rstrip()
        self.found.append(Finding(self.path, line, message, level))

    def _proposal(self, wrong: str, right: list[str]) -> str:
        match = nearest(wrong, right)
        if match is not None:
            return label("check.did_you_mean", self.lang, name=match)
        if not right:
            return ""
        names = ", ".join(right[:MOST_CHOICES]) + (", ..." if len(right) > MOST_CHOICES else "")
        return label("check.there_are", self.lang, names=names)


def errors(found: Iterable[Finding]) -> list[Finding]:
    """Give the errors among what was found, without the warnings."""
    return [finding for finding in found if finding.level == "error"]
