"""Who has a case file open to write, so that a writer who meets a lock is told whose it is."""

import datetime as dt
import getpass
import os
import socket
import sqlite3
import sys


def register(con: sqlite3.Connection, session: str, actor: str) -> None:
    """Put a session on the list, and take those of this machine off that ended without closing."""
    here = socket.gethostname()
    listed = con.execute("SELECT id, pid FROM session WHERE host = ?", (here,)).fetchall()
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    con.execute("BEGIN IMMEDIATE")
    con.executemany("DELETE FROM session WHERE id = ?", [(key,) for key, pid in listed if not _alive(pid)])
    con.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", (session, os.getpid(), here, _user(), actor, since))
    con.execute("COMMIT")


def leave(con: sqlite3.Connection, session: str) -> None:
    """Take a session off the list."""
    if con.execute("SELECT 1 FROM session WHERE id = ?", (session,)).fetchone():
        con.execute("DELETE FROM session WHERE id = ?", (session,))


def others(con: sqlite3.Connection, session: str) -> list[str]:
    """Name those who have the file open to write, as far as is known: who, which process, where, since when."""
    here = socket.gethostname()
    rows = con.execute("SELECT pid, host, user, actor, since FROM session WHERE id <> ? ORDER BY since", (session,))
    return [
        f"{actor or user or 'somebody'} (process {pid} on {host}, since {since[:16].replace('T', ' ')} UTC)"
        for pid, host, user, actor, since in rows
        if host != here or _alive(pid)
    ]


def _user() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""


def _alive(pid: int) -> bool:
    if sys.platform == "win32":  # where os.kill would interrupt it
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        return bool(handle and ctypes.windll.kernel32.CloseHandle(handle))
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
