"""Placeholder until the kernel's own stands here."""

from dataclasses import dataclass

from qualcase.conclude.rules import Verdict


@dataclass(frozen=True, slots=True)
class Why:
    """Why a verdict reads as it does."""

    verdict: Verdict

    def text(self, *, lang: str = "en") -> str:
        """Say it."""
        return f"Label {self.verdict.because}"


def why(verdict: Verdict) -> Why:
    """Say why."""
    return Why(verdict)
