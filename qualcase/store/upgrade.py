"""Case files of older formats, brought up to date on a copy that then takes their place."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from qualcase.errors import StoreError
from qualcase.store.backups import copy, keep
from qualcase.store.file import connection, plain, told


class Step(NamedTuple):
    """One migration: the format it leads to, its name, and what it does to an open case file."""

    format: int
    name: str
    change: Callable[[sqlite3.Connection], object]


def _new_in_2(con: sqlite3.Connection) -> None:
    for statement in (
        'CREATE TABLE "aspect" ("id" TEXT NOT NULL PRIMARY KEY, "label" TEXT NOT NULL, rev INTEGER NOT NULL) STRICT',
        'CREATE TABLE "translation" ("id" TEXT NOT NULL PRIMARY KEY, "source" TEXT NOT NULL, "text" TEXT NOT NULL, '
        '"start" INTEGER NOT NULL, "end" INTEGER NOT NULL, "language" TEXT NOT NULL, "words" TEXT NOT NULL, '
        "rev INTEGER NOT NULL) STRICT",
        'CREATE TABLE "settlement" ("id" TEXT NOT NULL PRIMARY KEY, "source" TEXT NOT NULL, "text" TEXT NOT NULL, '
        '"start" INTEGER NOT NULL, "end" INTEGER NOT NULL, "quote" TEXT NOT NULL, "codes" TEXT NOT NULL, '
        '"kept" TEXT NOT NULL, "reason" TEXT NOT NULL, "author" TEXT NOT NULL, "created" TEXT NOT NULL, '
        "rev INTEGER NOT NULL) STRICT",
        'CREATE TABLE "published" ("id" TEXT NOT NULL PRIMARY KEY, "statement" TEXT NOT NULL, "kind" TEXT NOT NULL, '
        '"rests_on" TEXT NOT NULL, "polarity" TEXT NOT NULL, "evidence" TEXT NOT NULL, "heard" TEXT NOT NULL, '
        '"reference" TEXT NOT NULL, "memo" TEXT NOT NULL, rev INTEGER NOT NULL) STRICT',
    ):
        con.execute(statement)


STEPS = (Step(2, "translations, settlements, published findings, labels of aspects", _new_in_2),)


def upgrade(path: Path) -> None:
    """Take a case file through the steps it lacks, each recorded in it; a step that fails leaves the file as it was."""
    half = path.with_name(path.name + ".upgrade")
    with told(path), closing(connection(path, "rw")) as con:
        if not plain(con):
            raise StoreError(f"{path} has an older format and is open elsewhere. Close it there, then open it again.")
        keep(con, path)
        copy(con, half)
        try:
            with closing(connection(half, "rw")) as new:
                have = new.execute("PRAGMA user_version").fetchone()[0]
                for step in (step for step in STEPS if step.format > have):
                    new.execute("BEGIN IMMEDIATE")
                    step.change(new)
                    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                    new.execute("INSERT INTO migration VALUES (?, ?, ?)", (step.format, step.name, at))
                    new.execute(f"PRAGMA user_version = {step.format}")
                    new.execute("COMMIT")
        except BaseException:
            half.unlink()
            raise
    half.replace(path)
