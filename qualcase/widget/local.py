"""`qualcase code`: a case file on a page in the browser, until it is stopped."""

import sys
import threading
import webbrowser

import numpy as np

from qualcase.errors import NotFound, OptionError
from qualcase.model.snapshot import Snapshot
from qualcase.widget.recording import Annotated
from qualcase.widget.server import Page
from qualcase.widget.session import Session


def page_of(
    case: Annotated, *, source: str = "", coder: str = "", lang: str = "", blind: bool = False, port: int = 0
) -> Page:
    """Make the page of a case, ready to serve.

    Raises OptionError where nobody says who codes, or the port is taken; NotFound for a source that is not there.
    """
    snapshot = case.snapshot
    who = coder or _only_coder(snapshot)
    session = Session(case, source or _last_source(snapshot, who), coder=who, lang=lang, blind=blind)
    try:
        return Page(session, port)
    except (OSError, OverflowError) as error:
        session.close()
        raise OptionError(f"port {port} cannot be used: {error}. Leave --port out to take any free one.") from error


def serve(page: Page, *, browser: bool) -> None:
    """Serve until it is stopped with Ctrl+C; Enter gives another link."""
    session = page.session
    link = page.link()
    print(f"{session.source} in {session.case.path}, coded by {session.coder}: {link}", flush=True)
    print("The link works once. Enter gives a new one; Ctrl+C stops.", flush=True)
    if browser:
        webbrowser.open(link)
    threading.Thread(target=_new_links, args=(page,), daemon=True).start()
    try:
        page.serve_forever()
    finally:
        session.close()
        page.server_close()


def _new_links(page: Page) -> None:
    """Give a link for each Enter."""
    for _ in sys.stdin:
        print(page.link(), flush=True)


def _only_coder(snapshot: Snapshot) -> str:
    """Give the coder of a case that one person codes; OptionError where it is not clear who is at work."""
    coders = [snapshot.codings.coders[n] for n in np.unique(snapshot.codings.coder[snapshot.rows]).tolist()]
    if len(coders) == 1:
        return str(coders[0])
    there = f"{', '.join(coders)} coded in it" if coders else "nobody coded in it yet"
    raise OptionError(f"who codes? Say it with --coder NAME; {there}.")


def _last_source(snapshot: Snapshot, coder: str) -> str:
    """Give the source that a coder coded in last, else the first."""
    codings, rows = snapshot.codings, snapshot.rows
    if not snapshot.sources:
        raise NotFound("there is no source in this case yet. case.add('a folder or a transcript') takes some in.")
    own = rows[codings.coder[rows] == codings.coders.index(coder)] if coder in codings.coders else rows[:0]
    return str(snapshot.sources[int(codings.source[own[-1]]) if own.size else 0].id)
