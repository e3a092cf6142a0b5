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


def annotate(
    case: "Annotated",
    source: str,
    *,
    coder: str = "",
    lang: str = "",
    blind: bool = False,
    compare: tuple[str, str] | None = None,
) -> "Coding":
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
    compare
        Two coders whose differences are shown first, side by side, to be settled; "g" opens the same.

    Returns
    -------
    Coding
        The widget; as the last line of a cell it shows itself. A saved notebook keeps no word of the transcript.

    Raises
    ------
    NotFound
        No such source, or no such coder to compare.
    OptionError
        No coder is known, no such language, or the two cannot be compared.
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
    if compare is not None:
        if blind:
            raise OptionError("blind=True hides what others coded, and compare=... shows it. Give one of the two.")
        if not isinstance(compare, (tuple, list)) or len(compare) != 2:
            raise OptionError(f"compare takes two coders, compare=('ani', 'budi'), not {compare!r}.")
        case.compare(*compare)
    require("anywidget", extra="notebook")
    from qualcase.widget.notebook import Coding
    from qualcase.widget.session import Session

    return Coding(Session(case, source, coder=who, lang=lang, blind=blind, compare=compare))
