"""Since when: an event number, a date or time, a report's folder, or the last report of this session."""

import datetime as dt
import html
import re
from collections.abc import Sequence
from operator import index
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from qualcase._kernel.ids import digest
from qualcase.errors import NotFound, OptionError, StoreError
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import LANGUAGES, label

When: TypeAlias = int | str | PathLike[str] | dt.date | None
REPORTED = "report"  # among the workings of a case: the event of the last report that it wrote
PAGE = "report.html"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
_WAYS = 'Say an event (since=12), a day (since="2026-03-31") or the folder of a report (since="out").'


def event_since(since: When, snapshot: Snapshot, history: Sequence[Any]) -> tuple[int, str]:
    """Give the number of the event that `since` means, and the texts of the report it was read from ("" for none).

    Raises OptionError where it means none, and says what can be said.
    """
    if since is None:
        if REPORTED not in snapshot.workings:
            raise OptionError(f"this case has written no report since it was opened. {_WAYS}")
        return int(snapshot.workings[REPORTED]), ""
    if isinstance(since, dt.date):  # a datetime is one, too
        return _by(since.isoformat(), history), ""
    if isinstance(since, str) and _DAY.fullmatch(since.strip()):
        return _by(since.strip(), history), ""
    if isinstance(since, (str, PathLike)):
        return _stamped(Path(since))
    try:
        return index(since), ""
    except TypeError:
        raise OptionError(f"since={since!r} is no event, day or report. {_WAYS}") from None


def texts_of(snapshot: Snapshot) -> str:
    """Give what a report's stamp calls the texts."""
    return digest(*sorted(source.text for source in snapshot.sources))[:12]


def _by(said: str, history: Sequence[Any]) -> int:
    """Give the last event before a time; a time without a zone is UTC, as in the history; a day begins at midnight."""
    try:
        when = dt.datetime.fromisoformat(said)
    except ValueError as error:
        raise OptionError(f"since={said!r} is no date or time ({error}). {_WAYS}") from None
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max((event.seq for event in history if dt.datetime.fromisoformat(event.at) < when), default=0)


def _stamped(path: Path) -> tuple[int, str]:
    """Read the event in the stamp of a report: its folder, or its page."""
    page = path / PAGE if path.is_dir() else path
    if not page.is_file():
        raise OptionError(f"there is no {PAGE} in {str(path)!r}, and it is no date. {_WAYS}")
    try:
        held = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{page} cannot be read: {error}. {_WAYS}") from error
    words = " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", held[held.rfind("<footer") :])).split())
    for lang in LANGUAGES:
        if found := re.search(_stamp(lang), words):
            return int(found["event"]), found["corpus"]
    raise OptionError(f"{page} has no stamp of a qualcase report, so its event is not known. {_WAYS}")


def _stamp(lang: str) -> str:
    """Give the pattern of a report's stamp: its words in a language, as they stand in the catalogue."""
    fields = ("version", "corpus", "books", "coder", "event")
    marks = {name: f"\0{name}\0" for name in fields}
    try:
        pattern = re.escape(label("report.stamp", lang, **marks))
    except NotFound as error:  # the stamp has come to say more
        raise AssertionError(str(error)) from error
    groups = {"corpus": r"(?P<corpus>[0-9a-f]{12})", "event": r"(?P<event>[0-9]+)"}
    for name, mark in marks.items():
        pattern = pattern.replace(re.escape(mark), groups.get(name, ".*?"))
    return pattern
