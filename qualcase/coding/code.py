"""Put a code on words."""

import datetime as dt
import re
import warnings
from dataclasses import replace

from qualcase._kernel.checks import did_you_mean, known, option
from qualcase._kernel.ids import new_id
from qualcase._kernel.text import clip
from qualcase.errors import OptionError, QuoteError, StoreError
from qualcase.model import dates
from qualcase.model.codebook import CLOSED, Code
from qualcase.model.locate import locate
from qualcase.model.nouns import BASES, STANCES, Basis, Coder, Coding, Segments, Source, Stance, Text
from qualcase.model.protocols import Changes, Records
from qualcase.model.snapshot import Snapshot
from qualcase.model.units import CodeRef

BARE_ANSWERS = {
    "ya", "iya", "iyo", "ho oh", "heeh", "betul", "bener", "benar", "setuju", "oke", "ok", "yes", "yeah", "yep",
    "right", "sure",
}  # fmt: skip


def code(
    case: Records,
    quote: str,
    code: str,
    *,
    source: str,
    turn: int | None = None,
    span: tuple[int, int] | None = None,
    stance: Stance | None = None,
    basis: Basis | None = None,
    holder: str = "",
    target: str = "",
    voice: str = "",
    aspect: str = "",
    time: str = "",
    since: str = "",
    until: str = "",
    phase: str = "",
    hedge: bool = False,
    not_yet: bool = False,
    key: bool = False,
    memo: str = "",
    coder: str = "",
    again: bool = False,
) -> Coding:
    """Record that words say something about a code.

    The words are found in the source: exactly, or apart from case, white space, quote marks and dashes; what is kept
    are the source's own words. Coding the same words again changes nothing; with another stance, basis, aspect or memo
    it updates the coding in one event. A coding that was withdrawn stays so, unless `again=True`, which also makes it a
    coding by the codebook's present version.

    Parameters
    ----------
    quote, code
        The words, verbatim; the code's id (`book/code` where two books have it).
    source
        The source's id.
    turn, span
        Where a quote occurs more than once: the turn's number, or the span itself (code points, half-open).
    stance
        What the words say about the code's positive pole; an evaluative coding without one counts as unset.
    basis, holder, target
        Only where they differ from what the codebook and the speaker's side give.
    voice
        Whose account it is, where the speaker or writer reports somebody else's own words.
    aspect
        What in particular it is about ("regular visits").
    time, since, until, phase
        The time talked about: as said, as dates (2019, 2019-06, 2019-06-21; one may be open), as a phase of the study.

    Raises
    ------
    QuoteError
        The quote is not there (the nearest passage is shown), or more than once (each place is named).
    NotFound
        No such source, code, voice or phase; the nearest spelling is given.
    OptionError
        No coder is known, or a value is none of those allowed.

    Warns
    -----
    UserWarning
        The words are a bare "ya", or the interviewer's alone: they are recorded, and you are told.

    Examples
    --------
    >>> trust = case.code("belum percaya", "trust", source="YL-01", stance="contradicts", coder="ani")  # doctest: +SKIP
    """
    snapshot = case.snapshot
    who = coding_by(case, coder)
    ref, entry, version = open_code(snapshot, code)
    found = case.rows(Source, id=snapshot.sources[snapshot.source_number(source)].id)[0]
    text = case.rows(Text, hash=found.text)[0].content
    start, end = (
        span_of(text, span, quote, source)
        if span is not None
        else locate(text, quote, where=source, turns=turns_of(case, source), turn=turn)
    )
    if phase:
        known("phase", phase, [p["id"] for p in snapshot.study.phases], "study.yaml")
    dates.interval(since, until)
    row = Coding(
        id=new_id(), source=found.id, text=found.text, start=start, end=end, quote=text[start:end],
        codebook=ref.book, code=entry.id, coder=who,
        stance=option("stance", stance, STANCES) if stance else "",
        basis=option("basis", basis, BASES) if basis else "",
        holder=party(snapshot, "holder", holder), target=party(snapshot, "target", target),
        voice=snapshot.voices[snapshot.voice_number(voice)].id if voice else "",
        aspect=aspect, time=time, time_from=since, time_to=until, phase=phase, hedge=hedge, not_yet=not_yet, key=key,
        memo=memo, version=version, created=now(),
    )  # fmt: skip
    with case.record("code", coder=who, quote=clip(quote), code=code, source=source) as change:
        made = record_coding(change, row, again=again)
    if found_doubtful := doubt(case, made, found):
        warnings.warn(found_doubtful, stacklevel=2)
    return made


def doubt(case: Records, row: Coding, source: Source) -> str:
    """Say what a researcher may not have meant: words that are not the informant's own. It is recorded all the same."""
    words = clip(row.quote)
    if re.sub(r"[\W_]+", " ", row.quote).strip().casefold() in BARE_ANSWERS:
        return f"{words!r} is a bare answer: what it says stands in the question, and the question may have led to it."
    snapshot = case.snapshot
    turn, base = snapshot.units["turn"], int(snapshot.base[snapshot.source_number(source.id)])
    first = int(turn.end.searchsorted(base + row.start, "right"))
    last = int(turn.start.searchsorted(base + row.end, "left"))
    speaking = {snapshot.voices[n].id if n >= 0 else "" for n in turn.voice[first:last].tolist()}
    if speaking and speaking <= set(source.interviewers) - set(source.voices):
        return f"{words!r} is only the interviewer's words: the coding is kept, and never counts as evidence."
    return ""


def record_coding(change: Changes, row: Coding, *, again: bool = False) -> Coding:
    """Put a coding on record, or update the one with its span, code, coder and direction; give what is there then."""
    there = change.find(Coding, **{name: getattr(row, name) for name in Coding.IDENTITY})
    if there:
        old = there[0]
        if old.withdrawn and not again:
            warnings.warn(
                f"{clip(old.quote)!r} as {old.code!r} by {old.coder} was withdrawn and stays so. "
                "To have it back: case.undo(), or code it with again=True.",
                stacklevel=4,
            )
            return old
        version = row.version if again else old.version  # coding it anew is coding by the book as it is now
        row = replace(
            row, id=old.id, created=old.created, origin=old.origin, version=version, was=old.was,
            needs_review=old.needs_review and not again,
        )  # fmt: skip
    if change.get(Coder, row.coder) is None:
        change.put(Coder(row.coder, new_id()))
    change.put(row)
    return row


def coding_by(case: Records, coder: str) -> str:
    """Give the coder named here or for the whole case; OptionError if neither is, StoreError in a read-only case."""
    if case.read_only:
        raise StoreError(case.read_only)
    who = coder or case.coder
    if not who:
        raise OptionError("who is acting? Say it once, qc.open(path, coder='ani'), or here, coder='ani'.")
    return who


def open_code(snapshot: Snapshot, name: str) -> tuple[CodeRef, Code, str]:
    """Give a code that codings can be made of: how it is known, its entry, its book's version.

    Raises NotFound if there is none, OptionError if it takes no more codings.
    """
    ref = snapshot.codes[snapshot.code_number(name)]
    if ref.entry is None or ref.entry.status in CLOSED:
        status = ref.entry.status if ref.entry else "gone"
        open_codes = [other.name for other in snapshot.codes if other.entry and other.entry.status not in CLOSED]
        raise OptionError(
            f"code {name!r} is {status} in codebook {ref.book!r}: it can be read, but no longer applied. "
            f"{did_you_mean('', open_codes)}"
        )
    return ref, ref.entry, next(book.version for book in snapshot.books if book.name == ref.book)


def turns_of(case: Records, source: str) -> list[tuple[int, int]]:
    """Give the spans of a source's turns."""
    cut = case.rows(Segments, source=source)
    return list(zip(cut[0].turns["start"], cut[0].turns["end"], strict=True)) if cut and cut[0].turns else []


def now() -> str:
    """Give the time now, ISO 8601 in UTC to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def span_of(text: str, span: tuple[int, int], quote: str, source: str) -> tuple[int, int]:
    """Give a span as two ints; QuoteError if it is outside the text, or a quote is given and other words are there."""
    start, end = map(int, span)  # of a frame they are NumPy's
    if not 0 <= start < end <= len(text):
        raise QuoteError(
            f"span {start} to {end} is outside {source}, which has characters 0 to {len(text)}; "
            "a span begins before it ends."
        )
    there = text[start:end]
    if quote.strip() and quote.casefold().split() != there.casefold().split():
        raise QuoteError(
            f"span {start} to {end} of {source} reads {clip(there)!r}, and the quote is {clip(quote)!r}. "
            "Leave span= out to look for the quote, or give '' to take what is there."
        )
    return start, end


def party(snapshot: Snapshot, what: str, name: str) -> str:
    """Give a holder or target; NotFound if it is no side, role, party or voice of a study that declares its sides."""
    study = snapshot.study
    if name and study.sides:
        declared = [item["id"] for item in (*study.sides, *study.roles, *study.parties)]
        known(what, name, dict.fromkeys([*declared, *(voice.id for voice in snapshot.voices)]), "this case")
    return name
