"""The card that a case or a view shows of itself: what is in it, and the next step."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcase.model.codebook import text
from qualcase.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Card:
    """A title, a line for each thing, and what to do next."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    hint: str

    def text(self) -> str:
        """Give the card as plain text."""
        if not self.pairs:
            return f"{self.title}: nothing in it yet. {self.hint}"
        width = max(len(name) for name, _ in self.pairs)
        lines = [f"  {name:<{width}}  {value}" for name, value in self.pairs]
        return "\n".join([self.title, *lines, f"  {self.hint}"])

    def html(self) -> str:
        """Give the card for a notebook."""
        from qualcase.render import html

        return html.fragment(html.card(self.title, self.pairs, note=self.hint))


def card(snapshot: Snapshot, path: Path | None = None) -> Card:
    """Sum a case or a view up."""
    title = text(snapshot.study.title, snapshot.lang)
    name = f"View of {title or 'a case'}" if snapshot.filters else title or f"Case in {path or 'memory'}"
    if not snapshot.sources and not snapshot.books:
        return Card(name, (), 'Next: case.add("a folder or a transcript")')
    codings, rows = snapshot.codings, snapshot.rows
    heard = snapshot.voices_in & snapshot.has_source
    kinds = [s.kind for s, keep in zip(snapshot.sources, snapshot.sources_in, strict=True) if keep]
    coders = [codings.coders[n] for n in np.unique(codings.coder[rows])]
    pairs = [
        ("filters", "; ".join(map(str, snapshot.filters))),
        ("synthetic", "teaching material, no real people" if snapshot.study.synthetic else ""),
        ("sources", _counted(kinds)),
        (
            "voices",
            ", ".join(v.id for v, keep in zip(snapshot.voices, heard & ~snapshot.interviewer, strict=True) if keep),
        ),
        ("codebook", ", ".join(f"{book.name} {book.version} ({len(book)} codes)" for book in snapshot.books)),
        ("codings", f"{rows.size} by {', '.join(coders)}" if rows.size else "none yet"),
        ("claims", str(len(snapshot.claims)) if snapshot.claims else ""),
        ("file", str(path) if path else ""),
    ]
    return Card(name, tuple((k, v) for k, v in pairs if v), _next(snapshot))


def _counted(kinds: list[str]) -> str:
    return ", ".join(
        f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) > 1 else ''}" for kind in dict.fromkeys(kinds)
    )


def _next(snapshot: Snapshot) -> str:
    if not snapshot.sources:
        return 'Next: case.add("a folder or a transcript")'
    if not snapshot.books:
        return 'Next: case.use("four-elements"), or a codebook file of your own'
    if not snapshot.rows.size:
        return 'Next: case.suggest(by="sentence"), or case.code("the words", "a code", source="...")'
    return 'Next: case.matrix("code", "role"), case.triangulate(), case.report("out")'
