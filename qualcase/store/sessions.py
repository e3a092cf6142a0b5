"""Who has a case file open to write, so that a writer that meets a lock can be told."""

import datetime as dt
import getpass
import os
import socket
import sqlite3
from pathlib import Path


def register(con: sqlite3.Connection, actor: str) -> None:
    """Note this process as a writer, in the transaction under way."""
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    row = (os.getpid(), socket.gethostname(), _user(), actor, since)
    con.execute("INSERT OR REPLACE INTO session (pid, host, user, actor, since) VALUES (?, ?, ?, ?, ?)", row)


def leave(con: sqlite3.Connection) -> None:
    """Take this process off the list, and those of this machine that are gone."""
    for pid, host in con.execute("SELECT pid, host FROM session").fetchall():
        if host == socket.gethostname() and (pid == os.getpid() or not _alive(pid)):
            con.execute("DELETE FROM session WHERE pid = ? AND host = ?", (pid, host))


def held_by(con: sqlite3.Connection, path: Path | None, waited: float) -> str:
    """Say who may be holding the lock, and what to do."""
    here = socket.gethostname()
    rows = con.execute("SELECT pid, host, user, actor, since FROM session").fetchall()
    others = [
        f"{actor or user} (process {pid} on {host}, since {since[:16].replace('T', ' ')} UTC)"
        for pid, host, user, actor, since in rows
        if (pid, host) != (os.getpid(), here) and (host != here or _alive(pid))
    ]
    who = " or ".join(others) or "another program that has the file open"
    return f"{path} is being written by {who}; waited {waited:g} s. Nothing of this step was written: do it again when that is done."


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
