"""What is said, as a text of NLTK: concordance, dispersion, counts."""

import re
from collections.abc import Iterator
from typing import Any

from qualcase._kernel.checks import option
from qualcase.lang.roots import root
from qualcase.lang.words import words
from qualcase.model.codebook import text as said_in
from qualcase.model.protocols import Reads
from qualcase.results.talk import Speakers, talk
from qualcase.results.vocabulary import Of

_SIGNS = re.compile(r"\S+")


def text(case: Reads, *, of: Of = "forms", speakers: Speakers = "informants") -> Any:
    """Show what is said as an `nltk.Text`: words and signs in order, to be looked at with NLTK's own tools.

    What needs no data from the network works: `concordance`, `concordance_list`, `count`, `vocab`, `index`, `plot`,
    `dispersion_plot` (with matplotlib). NLTK's `collocations` needs its stop words, in English; `case.collocations`
    has our own. `case.kwic` leads back to the words' places; this text does not.

    Parameters
    ----------
    of
        Words as they are written, or their roots in small letters: `text(of="roots").concordance("percaya")` finds
        every form.
    speakers
        The informants alone, or everyone, those who ask included. A view with filters of codings keeps the words under
        the codings that count as evidence.

    Returns
    -------
    nltk.Text
        Its tokens in the order of the sources.

    Raises
    ------
    OptionError
        Filters of codings where several coded and nobody said whose codings count.

    Examples
    --------
    >>> said = case.where(role="member").text(of="roots")
    >>> said.count("percaya") == len(said.concordance_list("percaya", lines=100)) > 0
    True
    """
    option("of", of, ("roots", "forms"))
    import nltk

    snapshot = case.snapshot
    said = talk(snapshot, speakers)
    tokens: list[str] = []
    for a, b, source in zip(
        said.start.tolist(), said.end.tolist(), snapshot.units["turn"].source[said.turn].tolist(), strict=True
    ):
        base = int(snapshot.base[source])
        english = (snapshot.sources[source].language or snapshot.lang) == "en"
        found = _tokens(snapshot.text(source)[a - base : b - base])
        tokens += (root(token, lang="en" if english else "id") for token in found) if of == "roots" else found
    return nltk.Text(tokens, name=said_in(snapshot.study.title, snapshot.lang))


def _tokens(text: str) -> Iterator[str]:
    """Give the words of a text and the signs between them."""
    found, after = words(text), 0
    for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True):
        yield from _SIGNS.findall(text, after, start)
        yield text[start:end]
        after = end
    yield from _SIGNS.findall(text, after)
