"""What a new version of a codebook does to codings on record: they stand, move, or are to be looked at again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias

from qualcase._kernel.checks import known
from qualcase.errors import OptionError
from qualcase.model.codebook import CLOSED, Codebook
from qualcase.model.codebook_diff import CodebookDiff
from qualcase.model.nouns import Asked, Claim, Coding, Memo, Question, Settlement
from qualcase.model.protocols import Changes

Fate: TypeAlias = Literal["stand", "move", "review", "left out", "orphaned"]
_identity = attrgetter(*Coding.IDENTITY)


class Effect(NamedTuple):
    """What a new version does to the codings of a code: their fate, the code they move to, what changed in the code."""

    code: str
    fate: Fate
    to: str
    what: tuple[str, ...]
    fields: tuple[str, ...]


def effects(old: Codebook, new: Codebook, codes: Mapping[str, str] | None = None) -> tuple[CodebookDiff, list[Effect]]:
    """Give the changes from one version to another, and what becomes of the codings of each code that changed.

    `codes`: codes that left the book, or were merged, split or retired -> those that take their codings over.

    Raises NotFound for a code that a book does not have; OptionError for one that is still applied, or cannot be.
    """
    diff, moves = old.diff(new), dict(codes or {})
    for was, to in moves.items():
        known("code", was, old.ids, f"codebook {old.name!r} {old.version}")
        known("code", to, new.ids, f"codebook {new.name!r} {new.version}")
        if was in new and new.code(was).status not in CLOSED:
            raise OptionError(
                f"code {was!r} is still applied in {new.version}, and its codings stay with it. In the book, give it "
                f"status: merged (or split, retired) first; or move some codings: case.recode(..., code={to!r})."
            )
        if new.code(to).status in CLOSED:
            raise OptionError(f"code {to!r} is {new.code(to).status} in {new.version}: it takes no codings over.")
    moves |= {one.was: one.code for one in diff.changes if one.what == "renamed" and one.was not in moves}
    by_code: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for one in diff.changes:
        by_code.setdefault(one.was if one.what == "renamed" else one.code, []).append((one.what, one.fields))
    found = []
    for code, changed in by_code.items():
        what = tuple(name for name, _ in changed)
        fields = tuple(dict.fromkeys(name for _, names in changed for name in names))
        found.append(Effect(code, _fate(code, what, moves), moves.get(code, ""), what, fields))
    return diff, found


def _fate(code: str, what: tuple[str, ...], moves: Mapping[str, str]) -> Fate:
    if code in moves:
        return "move"
    if "removed" in what:
        return "orphaned"
    if {"redefined", "split", "merged"} & set(what):
        return "review"
    return "left out" if "retired" in what else "stand"


def carry_over(change: Changes, book: Codebook, found: Iterable[Effect]) -> int:
    """Carry codings over to a new version of their book: moved, or marked to be looked at again. Give how many changed.

    What names a code that moved names the new one: claims, notes, the guide, who was asked, what was settled.
    """
    fate = {one.code: one for one in found if one.fate in ("move", "review")}
    rows = [row for row in change.find(Coding, codebook=book.name) if row.code in fate] if fate else []
    review = [row for row in rows if fate[row.code].fate == "review" and not row.withdrawn and not row.needs_review]
    change.put_all(replace(row, needs_review=True) for row in review)
    moves = {one.code: one.to for one in fate.values() if one.fate == "move"}
    moved = [row for row in rows if row.code in moves]
    give_code(change, moved, {row.id: (book.name, moves[row.code]) for row in moved})
    if moves:
        _name_anew(change, moves | {f"{book.name}/{was}": f"{book.name}/{to}" for was, to in moves.items()})
    return len(review) + len(moved)


def give_code(
    change: Changes, rows: Iterable[Coding], to: Mapping[str, tuple[str, str]], **also: object
) -> list[Coding]:
    """Give codings another code, book and code by their ids, and keep which they had; give them as they are then.

    Where a coder has the same words under that code already, the two become one: the coding that is there stands, to be
    looked at again if it says something else, and the other is withdrawn. `also`: fields that are set besides.
    """
    rows = list(rows)
    books = {book for book, _ in to.values()}
    there = {_identity(row): row for book in books for row in change.find(Coding, codebook=book)}
    made = []
    for row in rows:
        book, code = to[row.id]
        anew = (book, code) != (row.codebook, row.code)
        was = {"was": row.code if book == row.codebook else f"{row.codebook}/{row.code}"} if anew else {}
        goal = replace(row, codebook=book, code=code, **was, **also)  # type: ignore[arg-type]
        other = there.get(_identity(goal))
        if other is not None and other.id != row.id and not row.withdrawn:
            said = other if not other.withdrawn else replace(goal, id=other.id, created=other.created)
            unlike = (said.stance, said.basis) != (row.stance, row.basis)
            there[_identity(goal)] = said = replace(said, needs_review=said.needs_review or unlike)
            change.put(said, replace(row, withdrawn=True))
            made.append(said)
        elif other is None or other.id == row.id:
            there.pop(_identity(row), None)
            there[_identity(goal)] = goal
            change.put(goal)
            made.append(goal)
    return made


def _name_anew(change: Changes, moves: Mapping[str, str]) -> None:
    """Let rows that name a code name the one that took its codings over."""

    def anew(names: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(moves.get(name, name) for name in names))

    for claim in change.find(Claim):
        named = claim.rests_on.get("code")
        if named:
            code = moves.get(named, named) if isinstance(named, str) else type(named)(anew(named))
            change.put(replace(claim, rests_on={**claim.rests_on, "code": code}))
    for memo in change.find(Memo):
        kind, _, about = memo.about.partition(":")
        if kind == "code" and about in moves:
            change.put(replace(memo, about=f"code:{moves[about]}"))
    for question in change.find(Question):
        change.put(replace(question, codes=tuple(anew(question.codes))))
    for asked in change.find(Asked):
        if asked.about in moves:
            change.drop(Asked, asked.id)
            about = moves[asked.about]
            if change.get(Asked, f"{asked.voice} {about}") is None:
                change.put(replace(asked, id=f"{asked.voice} {about}", about=about))
    for settled in change.find(Settlement):
        change.put(replace(settled, codes=tuple(anew(settled.codes))))
