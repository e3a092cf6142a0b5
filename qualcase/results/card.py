"""The card that a case or a view shows of itself: what is in it, and the next step."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcase.model.codebook import text
from qualcase.model.snapshot import Snapshot
from qualcase.render.characters import printable
from qualcase.render.labels import label
from qualcase.render.measure import fold
from qualcase.render.numbers import number
from qualcase.render.plain import screen


@dataclass(frozen=True, slots=True)
class Card:
    """A title, a line for each thing, and what to do next."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    hint: str
    lang: str = "en"

    def text(self) -> str:
        """Give the card as plain text."""
        if not self.pairs:
            return f"{self.title}: {label('card.nothing', self.lang)} {self.hint}"
        width = max(len(name) for name, _ in self.pairs)
        room = screen()
        lines = []
        for name, value in self.pairs:
            first, *rest = fold(printable(value), room - width - 4)
            lines += [f"  {name:<{width}}  {first}", *(f"  {'':<{width}}  {line}" for line in rest)]
        hint = [f"  {line}" for line in fold(self.hint, room - 2)]
        return "\n".join([*fold(printable(self.title), room), *lines, *hint])

    def html(self) -> str:
        """Give the card for a notebook."""
        from qualcase.render import html

        return html.fragment(html.card(self.title, self.pairs, note=self.hint, lang=self.lang))


def card(snapshot: Snapshot, path: Path | None = None) -> Card:
    """Sum a case or a view up, in the language of the study; a case without anything in it speaks English."""
    lang = snapshot.lang if snapshot.sources or snapshot.books else "en"
    title = text(snapshot.study.title, lang)
    if snapshot.filters:
        name = label("card.view", lang, title=title or label("card.case", lang))
    else:
        name = title or label("card.in", lang, where=path or label("card.memory", lang))
    if not snapshot.sources and not snapshot.books:
        return Card(name, (), label("card.next_add", lang), lang)
    codings, rows = snapshot.codings, snapshot.rows
    heard = snapshot.voices_in & snapshot.has_source & ~snapshot.interviewer
    kinds = [s.kind for s, keep in zip(snapshot.sources, snapshot.sources_in, strict=True) if keep]
    coders = ", ".join(codings.coders[n] for n in np.unique(codings.coder[rows]))
    books = [label("card.codes", lang, name=b.name, version=b.version, n=len(b)) for b in snapshot.books]
    pairs = {
        "filters": "; ".join(map(str, snapshot.filters)),
        "synthetic": label("card.teaching", lang) if snapshot.study.synthetic else "",
        "sources": _counted(kinds, lang),
        "voices": ", ".join(v.id for v, keep in zip(snapshot.voices, heard, strict=True) if keep),
        "codebook": ", ".join(books),
        "blind": _blind(snapshot, lang),
        "codings": label("card.by", lang, n=number(rows.size, lang), coders=coders) if rows.size
        else label("card.none", lang),
        "claims": number(len(snapshot.claims), lang) if snapshot.claims else "",
        "file": str(path) if path else "",
    }  # fmt: skip
    shown = tuple((label(f"card.{key}", lang), value) for key, value in pairs.items() if value)
    return Card(name, shown, label(_next(snapshot), lang), lang)


def _blind(snapshot: Snapshot, lang: str) -> str:
    """Say which blind rounds hide codings, and whose are shown; nothing where none does."""
    rounds = ", ".join(snapshot.hidden)
    who = snapshot.seen_by
    return label(f"card.blind_{'of' if who else 'nobody'}", lang, rounds=rounds, coder=who) if rounds else ""


def _counted(kinds: list[str], lang: str) -> str:
    """Say how many sources there are of each kind; Indonesian nouns stay as they are."""
    counted = {kind: kinds.count(kind) for kind in kinds}
    plural = {kind: "s" if lang == "en" and n > 1 else "" for kind, n in counted.items()}
    return ", ".join(f"{n} {label(f'kind.{kind}', lang)}{plural[kind]}" for kind, n in counted.items())


def _next(snapshot: Snapshot) -> str:
    """Give the key of the next step."""
    if not snapshot.sources:
        return "card.next_add"
    if not snapshot.books:
        return "card.next_use"
    return "card.next_show" if snapshot.rows.size else "card.next_code"
