"""Words in context: everywhere that they are said, in whichever form, with what stands around them."""

import re
from collections.abc import Iterable

import numpy as np

from qualcase.errors import OptionError
from qualcase.lang.search import find_words, finder, pattern
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints
from qualcase.results.concordance import Concordance, Sort, concordance
from qualcase.results.table import call
from qualcase.results.talk import Speakers, Talk, talk


def kwic(
    case: Reads, what: str | Iterable[str] | re.Pattern[str], *, sort: Sort = "source",
    speakers: Speakers = "informants", regex: bool = False, width: int = 60,
) -> Concordance:  # fmt: skip
    """Show words in context, a line for each time they are said.

    Parameters
    ----------
    what
        As in a codebook: "percaya" finds every form with that root (dipercaya, kepercayaan, percayain), "=percaya" this
        form alone, "janji*" a pattern, "tepat janji" a phrase, within a turn; several at once in a list. Or a regular
        expression: a compiled one, or a text with `regex=True`, then without regard to capitals.
    sort
        By place ("source"), by the words to the "left", nearest first, by those to the "right", or by the "hit".
    speakers
        The informants, or "everyone": those who ask, too.
    width
        Characters of context on each side.

    Returns
    -------
    Concordance
        `.frame`, a row for each time: `source`, `voice`, `role`, `side`, `turn`, `left`, `hit`, `right`, `start`,
        `end` (code points, half-open), `codes` (of the codings that touch the hit). `.informants`, `.forms` count. In a
        view of codings, `case.where(code="trust").kwic(...)`, only words under those codings are looked at.

    Raises
    ------
    OptionError
        `what` is empty, no word, or no regular expression.

    Examples
    --------
    >>> lines = case.kwic("percaya", sort="right")
    >>> {"percaya", "percayanya", "percaya-percaya"} <= set(lines.forms)
    True
    >>> len(case.kwic("percaya", speakers="everyone")) > len(lines)
    True
    """
    said = talk(case.snapshot, speakers)
    if isinstance(what, re.Pattern) or regex:
        if not isinstance(what, str | re.Pattern):
            raise OptionError("regex=True takes one regular expression; join several with '|'.")
        wanted = pattern(what) if isinstance(what, str) else what
        shown, (start, end) = wanted.pattern, _matching(said, wanted)
    else:
        start, end, _ = occurrences(said, what)
        shown = what if isinstance(what, str) else ", ".join(what)
    made = call("kwic", case.snapshot, what=shown, sort=sort, speakers=speakers)
    return concordance(said, start, end, what=shown, made=made, sort=sort, width=width)


def occurrences(said: Talk, what: str | Iterable[str]) -> tuple[Ints, Ints, Ints]:
    """Give where words are said, written as in a codebook: start, end on the line of all texts, which of them."""
    written = [what] if isinstance(what, str) else list(what)
    if not written:
        raise OptionError("there is nothing to search for. Write a word, =form, a pattern with *, or a phrase.")
    with said.index.lexicon.lock:
        hits = find_words(said.index, written, said.walls)
    base = said.snapshot.base[said.sources[hits.text]] if hits.text.size else hits.text
    start, end = base + hits.start, base + hits.end
    kept = _within(said, start, end)
    return start[kept], end[kept], hits.indicator[kept]


def _within(said: Talk, start: Ints, end: Ints) -> Ints:
    """Say which spans share a character with the talk."""
    at = np.searchsorted(said.end, start, "right")
    return np.flatnonzero(np.append(said.start, np.iinfo(np.int64).max)[at] < end)


def _matching(said: Talk, wanted: re.Pattern[str]) -> tuple[Ints, Ints]:
    found: list[tuple[int, int]] = []
    spans_of = finder(wanted, said.snapshot.workings.setdefault("lowered", {}))
    source = said.snapshot.units["turn"].source[said.turn]
    for n in said.sources.tolist():
        a, b = np.searchsorted(source, (n, n + 1))
        base = int(said.snapshot.base[n])
        spans = spans_of(said.snapshot.text(n), said.start[a:b] - base, said.end[a:b] - base)
        found += [(base + first, base + last) for first, last in spans]
    start, end = np.array(found, np.int64).reshape(-1, 2).T
    return start, end
