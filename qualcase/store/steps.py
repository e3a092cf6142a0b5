"""The steps from one format of the case file to the next."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from typing import NamedTuple


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


def _new_in_3(con: sqlite3.Connection) -> None:
    coding = (
        '"id" TEXT NOT NULL PRIMARY KEY, "source" TEXT NOT NULL, "text" TEXT NOT NULL, "start" INTEGER NOT NULL, '
        '"end" INTEGER NOT NULL, "quote" TEXT NOT NULL, "codebook" TEXT NOT NULL, "code" TEXT NOT NULL, '
        '"coder" TEXT NOT NULL, "stance" TEXT NOT NULL, "basis" TEXT NOT NULL, "holder" TEXT NOT NULL, '
        '"target" TEXT NOT NULL, "voice" TEXT NOT NULL, "aspect" TEXT NOT NULL, "time" TEXT NOT NULL, '
        '"time_from" TEXT NOT NULL, "time_to" TEXT NOT NULL, "phase" TEXT NOT NULL, "hedge" INTEGER NOT NULL, '
        '"not_yet" INTEGER NOT NULL, "key" INTEGER NOT NULL, "memo" TEXT NOT NULL, "origin" TEXT NOT NULL, '
        '"version" TEXT NOT NULL, "created" TEXT NOT NULL, "withdrawn" INTEGER NOT NULL, "was" TEXT NOT NULL, '
        '"needs_review" INTEGER NOT NULL'
    )
    for statement in (
        """ALTER TABLE coding ADD COLUMN "was" TEXT NOT NULL DEFAULT ''""",
        'ALTER TABLE coding ADD COLUMN "needs_review" INTEGER NOT NULL DEFAULT 0',
        """ALTER TABLE settlement ADD COLUMN "came_from" TEXT NOT NULL DEFAULT '[]'""",
        """ALTER TABLE settlement ADD COLUMN "made" TEXT NOT NULL DEFAULT '[]'""",
        f'CREATE TABLE "stood" ({coding}, "round" TEXT NOT NULL, rev INTEGER NOT NULL) STRICT',
        'CREATE TABLE "round" ("id" TEXT NOT NULL PRIMARY KEY, "kind" TEXT NOT NULL, "blind" INTEGER NOT NULL, '
        '"opened" TEXT NOT NULL, "closed" TEXT NOT NULL, "author" TEXT NOT NULL, rev INTEGER NOT NULL) STRICT',
        'CREATE TABLE "assignment" ("id" TEXT NOT NULL PRIMARY KEY, "round" TEXT NOT NULL, "coder" TEXT NOT NULL, '
        '"source" TEXT NOT NULL, "done" INTEGER NOT NULL, "created" TEXT NOT NULL, rev INTEGER NOT NULL) STRICT',
    ):
        con.execute(statement)


STEPS = (
    Step(2, "translations, settlements, published findings, labels of aspects", _new_in_2),
    Step(3, "rounds, assignments, codings as they stood; what codings were, and whether to look again", _new_in_3),
)


def step_up(con: sqlite3.Connection) -> None:
    """Take an open case file through the steps it lacks, each recorded in it."""
    have = con.execute("PRAGMA user_version").fetchone()[0]
    for step in (step for step in STEPS if step.format > have):
        con.execute("BEGIN IMMEDIATE")
        step.change(con)
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        con.execute("INSERT INTO migration VALUES (?, ?, ?)", (step.format, step.name, at))
        con.execute(f"PRAGMA user_version = {step.format}")
        con.execute("COMMIT")
