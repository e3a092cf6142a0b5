"""The sources as spaCy Docs with the codings on them, and spans of Docs as proposals."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np

from qualcase._kernel.checks import option
from qualcase.errors import OptionError
from qualcase.lang.pipeline import nlp as pipeline
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.labels import said

Group: TypeAlias = Literal["coder", "code"]
TURNS = "turns"
COLUMNS = ("source", "start", "end", "quote", "code", "stance", "because")


def docs(case: Reads, *, by: Group = "coder", nlp: Any = None) -> Iterator[Any]:
    """Show the sources as spaCy Docs, each with its turns and the codings of this view as groups of spans.

    Every span lies at exactly the offsets of its coding. Where a coding or a turn begins or ends within a token, the
    token is cut there: a coding of "CDO" on "CDO-nya" makes two tokens of it. Nothing of a Doc is stored; `proposals`
    makes suggestions of its spans.

    Parameters
    ----------
    by
        Which codings make one group of spans: a coder's (`doc.spans["consensus"]`) or a code's (`doc.spans["trust"]`).
    nlp
        A spaCy pipeline of your own; without it, that of `qualcase.lang.nlp` for each source's language. A pipeline
        that parses finds its own sentences; else they are those of the case, with what lies between turns apart.

    Returns
    -------
    iterator of Doc
        One for each source of the view: `doc._.source` its id; `doc.spans["turns"]` its turns, labelled with who
        speaks ("" nobody known); each span of a coding has the code as `label_` and the coding's id as `id_`,
        `span._.coding` (every field of it), `span._.coder`, `span._.stance` and `span._.because` (the memo).

    Raises
    ------
    OptionError
        A coder or a code is called "turns", as that group of spans is.

    Examples
    --------
    >>> doc = next(case.where(source="YL-01").docs())
    >>> span = doc.spans["consensus"][0]
    >>> doc._.source, doc.text[span.start_char : span.end_char] == span._.coding["quote"]
    ('YL-01', True)
    """
    option("by", by, ("coder", "code"))
    snapshot = case.snapshot
    names = list(snapshot.codings.coders) if by == "coder" else [ref.name for ref in snapshot.codes]
    if TURNS in names:
        raise OptionError(f"a {by} of this case is called {TURNS!r}, as the group of turns is: say by=, another way.")
    return _docs(snapshot, by, nlp)


def proposals(docs: Iterable[Any], *, spans: str) -> Any:
    """Give the spans of Docs as a frame of proposals, for `case.suggest(using=...)`.

    The label of a span is the code; its stance and its reason are those of `span._.stance` and `span._.because`, else
    the hint of the words around it, as `suggest` gives it.

    Parameters
    ----------
    docs
        As `case.docs()` gives them, with spans added by a SpanRuler, a span categorizer, a person.
    spans
        The name of the group of spans.

    Returns
    -------
    DataFrame
        A row for each span: source, start, end (code points, half-open), quote, code, stance, because.

    Raises
    ------
    OptionError
        No Doc has such a group of spans, or a Doc with one is of no source.
    """
    import pandas as pd

    rows, seen = [], set[str]()
    for doc in docs:
        seen.update(doc.spans)
        if spans in doc.spans:
            if not (doc.has_extension("source") and doc._.source):
                raise OptionError(
                    "a Doc of no source has no place in a case. Take those of case.docs(), or set doc._.source."
                )
            for span in doc.spans[spans]:
                because = span._.because or said(span._.hint.because, "en" if doc.lang_ == "en" else "id")
                place = (doc._.source, span.start_char, span.end_char, span.text)
                rows.append((*place, span.label_, span._.stance, because))
    if spans not in seen:
        there = ", ".join(map(repr, sorted(seen))) or "none"
        raise OptionError(f"no Doc has spans under {spans!r}; there are: {there}.")
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _docs(snapshot: Snapshot, by: Group, nlp: Any) -> Iterator[Any]:
    from qualcase.lang import components

    components.extend()
    ours: dict[str, Any] = {}
    codings, turn = snapshot.codings, snapshot.units["turn"]
    for source in np.flatnonzero(snapshot.sources_in).tolist():
        rows = snapshot.rows[codings.source[snapshot.rows] == source]
        rows = rows[np.lexsort((-codings.end[rows], codings.start[rows]))]
        at = np.flatnonzero(turn.source == source)
        start = np.concatenate((codings.start[rows], turn.start[at] - snapshot.base[source]))
        end = np.concatenate((codings.end[rows], turn.end[at] - snapshot.base[source]))
        lang = "en" if (snapshot.sources[source].language or snapshot.lang) == "en" else "id"
        if nlp is None and lang not in ours:
            ours[lang] = pipeline(lang)  # type: ignore[arg-type]
        made = nlp or ours[lang]
        doc = made(cut_tokens(made.make_doc(snapshot.text(source)), start, end))
        if not doc.has_annotation("DEP"):
            components.mark_sentences(doc, _sentence_starts(snapshot, source, doc))
        doc._.source = snapshot.sources[source].id
        coded = snapshot.details(codings.ids[rows].tolist())
        components.put_codings(doc, {coding.id: asdict(coding) for coding in coded})
        groups: dict[str, list[Any]] = {}
        names = [snapshot.codes[n].name for n in codings.code[rows].tolist()]
        for coding, name in zip(coded, names, strict=True):
            span = doc.char_span(coding.start, coding.end, label=name, span_id=coding.id)
            groups.setdefault(coding.coder if by == "coder" else name, []).append(span)
        voices = [snapshot.voices[v].id if v >= 0 else "" for v in turn.voice[at].tolist()]
        groups[TURNS] = [
            doc.char_span(a, b, label=voice, span_id=str(place))
            for a, b, voice, place in zip(
                start[rows.size :].tolist(), end[rows.size :].tolist(), voices, turn.place[at].tolist(), strict=True
            )
        ]
        for name, spans in groups.items():
            doc.spans[name] = spans
        yield doc


def cut_tokens(doc: Any, start: Ints, end: Ints) -> Any:
    """Give a Doc of the same text whose tokens begin at every `start` and end at every `end` (code points).

    `doc` has tokens alone, no step has run on it. A space becomes a token of its own where it is the first or the last
    character of a span::

        tokens    |CDO-nya| |datang|
        span      |===|                   |CDO|-nya| |datang|
    """
    first = doc.to_array("IDX").astype(np.int64)
    last = first + doc.to_array("LENGTH").astype(np.int64)
    begins, ends = (set(np.setdiff1d(there, had).tolist()) for there, had in ((start, first), (end, last)))
    places = sorted(begins | ends)
    if not places:
        return doc
    words: list[str] = []
    spaces: list[bool] = []
    norms: list[int] = []
    norm = doc.to_array("NORM").tolist()
    for token, a, b in zip(doc, first.tolist(), last.tolist(), strict=True):
        inner = places[bisect_right(places, a) : bisect_left(places, b)]
        pieces = [token.text[x - a : y - a] for x, y in pairwise((a, *inner, b))]
        apart = bool(token.whitespace_) and (b in begins or b + 1 in ends)
        words += [*pieces, " "] if apart else pieces
        spaces += [False] * (len(pieces) - 1) + ([False, False] if apart else [bool(token.whitespace_)])
        norms += [doc.vocab[piece].norm for piece in pieces] if inner else [norm[token.i]]
        norms += [doc.vocab[" "].norm] if apart else []
    made = type(doc)(doc.vocab, words=words, spaces=spaces)
    return made.from_array(["NORM"], np.array(norms, np.uint64))


def _sentence_starts(snapshot: Snapshot, source: int, doc: Any) -> Ints:
    """Give where the case's sentences begin, and what stands behind a turn: the next one's label, a heading."""
    sentence, turn = snapshot.units["sentence"], snapshot.units["turn"]
    token = doc.to_array("IDX").astype(np.int64)[doc.to_array("IS_SPACE") == 0]
    behind = np.searchsorted(token, turn.end[turn.source == source] - snapshot.base[source])
    behind = token[behind[behind < token.size]]
    return np.concatenate((sentence.start[sentence.source == source] - snapshot.base[source], behind))
