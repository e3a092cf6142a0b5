"""Write a note about anything."""

from qualcase._kernel.checks import did_you_mean
from qualcase._kernel.ids import digest
from qualcase._kernel.text import clip
from qualcase.coding.code import coding_by, now
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Coding, Memo
from qualcase.model.protocols import Records

KINDS = ("case", "source", "code", "coding", "voice", "claim")


def memo(case: Records, text: str, *, about: str = "case", kind: str = "", coder: str = "") -> Memo:
    """Record a note about the case, a source, a code, a coding, a voice or a claim.

    Parameters
    ----------
    about
        "case", or "source:YL-01", "code:trust", "coding:<id>", "voice:YL", "claim:<id>".
    kind
        What sort of note, in your own words: theory, method, reflexive, ...

    Raises
    ------
    NotFound
        What it is about is not in the case.
    OptionError
        Nothing is written, it is about nothing a memo can be about, or no coder is known.

    Examples
    --------
    >>> case.memo("Tanya lagi soal siapa yang memutuskan.", about="source:XX", coder="ani")
    Traceback (most recent call last):
    qualcase.errors.NotFound: no source 'XX' in this case. ...
    """
    author = coding_by(case, coder)
    if not isinstance(text, str) or not text.strip():
        raise OptionError(
            "this memo is empty. Give the words first: case.memo('what I noticed', about='source:YL-01')."
        )
    _check(case, about)
    note = Memo(digest(about, author, kind, text)[:16], about, kind, author, text, now())
    with case.record("memo", coder=author, about=about, text=text) as change:
        there = change.get(Memo, note.id)
        if there is None:
            change.put(note)
    return there or note


def _check(case: Records, about: str) -> None:
    what, _, name = str(about).partition(":")
    if what not in KINDS or bool(name) == (what == "case"):
        raise OptionError(
            f"about={clip(repr(about))} is nothing a memo can be about. {did_you_mean(what, KINDS)} "
            "Write 'case', or a kind and an id: 'source:YL-01'."
        )
    snapshot = case.snapshot
    if what == "source":
        snapshot.source_number(name)
    elif what == "voice":
        snapshot.voice_number(name)
    elif what == "code":
        snapshot.code_number(name)
    elif what == "claim" and name not in {claim.id for claim in snapshot.claims}:
        raise NotFound(f"no claim {name!r} in this case. {did_you_mean(name, (c.id for c in snapshot.claims))}")
    elif what == "coding" and not case.rows(Coding, id=name):
        raise NotFound(f"no coding {name!r} in this case. case.quotes().frame lists them with their ids.")
