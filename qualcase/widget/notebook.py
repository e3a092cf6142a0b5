"""The session as a widget of JupyterLab, VS Code and Colab."""

from typing import Any

import anywidget
import numpy as np

from qualcase.render.html import card, fragment
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.widget.assets import asset
from qualcase.widget.session import Session


class Coding(anywidget.AnyWidget):  # type: ignore[misc, unused-ignore]
    """A transcript to code by hand, where it is shown.

    Its state holds the program of the page and no word of a transcript; texts and codings go as messages. Where it
    cannot live (a saved notebook, paper), a card says what it was.

    Attributes
    ----------
    session
        What it is connected to.
    """

    def __init__(self, session: Session) -> None:
        self._esm, self._css = asset("coder.js"), asset("coder.css")
        super().__init__()
        self.session = session
        self.on_msg(self._receive)
        self._unheard = session.listen(self.send)

    def _receive(self, _: object, content: Any, __: object) -> None:
        self.session.handle(content, self.send)

    def close(self) -> None:
        """Take it off the screen, and stop following the case; the case stays open."""
        if self.comm is not None:
            self.session.close()
            self._unheard()
        super().close()

    def __repr__(self) -> str:
        said = self.session
        return f"Coding by hand: {said.source}, by {said.coder}"

    def _repr_mimebundle_(self, **how: Any) -> Any:
        shown = super()._repr_mimebundle_(**how)
        if shown is None:
            return None
        data, *more = shown if isinstance(shown, tuple) else (shown,)
        return {**data, "text/html": fragment(self._card())}, *more

    def _card(self) -> str:
        """Say which source, who codes, how far: no word of the transcript."""
        said = self.session
        lang, snapshot = said.lang, said.case.snapshot
        codings = snapshot.codings
        own = [n for n, name in enumerate(codings.coders) if name == said.coder]
        here = codings.source[snapshot.rows] == snapshot.source_number(said.source)
        n = int((here & np.isin(codings.coder[snapshot.rows], own)).sum())
        pairs = [(label("widget.source", lang), said.source), (label("widget.codings", lang), number(n, lang))]
        note = label("widget.card", lang, source=said.source, coder=said.coder)
        return card(label("widget.title", lang), pairs, note=note, lang=lang)
