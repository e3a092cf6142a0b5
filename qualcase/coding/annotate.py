"""Code a transcript by hand, in the notebook."""

from typing import TYPE_CHECKING

from qualcase._kernel.checks import known
from qualcase._kernel.optional import require
from qualcase.coding.code import coding_by
from qualcase.errors import OptionError
from qualcase.render.labels import LANGUAGES

if TYPE_CHECKING:
    from qualcase.widget.notebook import Coding
    from qualcase.widget.recording import Annotated


def annotate(case: "Annotated", source: str, *, coder: str = "", lang: str = "", blind: bool = False) -> "Coding":
    """Show a source to code by hand: choose words, press a key, and the coding is on record before it has its colour.

    Works in JupyterLab, VS Code and Colab; without a notebook, `qualcase code FILE` shows the same in a browser. "?"
    lists the keys. What is coded there is as if `code` had recorded it: cells see it at once, and the widget sees what
    cells record. A change of a coding that somebody changed since is refused, and shown as it is now.

    Parameters
    ----------
    source
        The source's id; the widget can go to any other.
    coder
        Who codes, where it is not who opened the case.
    lang
        The language of the page: "id" or "en"; the study's, where it is left out.
    blind
        Hide what other coders recorded: it is not sent to the page.

    Returns
    -------
    Coding
        The widget; as the last line of a cell it shows itself. A saved notebook keeps no word of the transcript.

    Raises
    ------
    NotFound
        No such source.
    OptionError
        No coder is known, or no such language.
    StoreError
        The case is read-only.
    MissingPackage
        anywidget is not installed.

    Examples
    --------
    >>> case.annotate("YL-01", coder="ani")
    Coding by hand: YL-01, by ani
    """
    who = coding_by(case, coder)
    case.snapshot.source_number(source)
    if lang:
        known("language", lang, LANGUAGES, "qualcase")
    if not isinstance(blind, bool):
        raise OptionError(f"blind={blind!r} is no choice: True hides what others coded, False shows it.")
    require("anywidget", extra="notebook")
    from qualcase.widget.notebook import Coding
    from qualcase.widget.session import Session

    return Coding(Session(case, source, coder=who, lang=lang, blind=blind))
