"""The case: one object whose body is the index of the library, grouped by stage."""

import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import wraps
from inspect import signature
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar

from qualcase._kernel.asked import explained
from qualcase._kernel.checks import as_path, did_you_mean
from qualcase.coding.accept import accept
from qualcase.coding.agree import agree
from qualcase.coding.annotate import annotate
from qualcase.coding.assign import assign
from qualcase.coding.close_round import close_round
from qualcase.coding.code import code
from qualcase.coding.compare import compare
from qualcase.coding.docs import docs
from qualcase.coding.edit import edit
from qualcase.coding.impact import impact
from qualcase.coding.in_vivo import in_vivo
from qualcase.coding.indicators import indicators
from qualcase.coding.learn import learn
from qualcase.coding.memo import memo
from qualcase.coding.merge import merge
from qualcase.coding.recode import recode
from qualcase.coding.reject import reject
from qualcase.coding.round_table import Rounds, round_table
from qualcase.coding.rounds import Hidden, blinded, hidden_from
from qualcase.coding.settle import settle
from qualcase.coding.suggest import suggest
from qualcase.coding.uncode import uncode
from qualcase.coding.use import use
from qualcase.conclude.changes import changes
from qualcase.conclude.claim import claim
from qualcase.conclude.published import published
from qualcase.conclude.triangulate import triangulate
from qualcase.conclude.verify import verify
from qualcase.display.checklist import checklist
from qualcase.display.conceptually_clustered import conceptually_clustered
from qualcase.display.dispersion import dispersion
from qualcase.display.heatmap import heatmap
from qualcase.display.highlight import highlight
from qualcase.display.network import network
from qualcase.display.role_ordered import role_ordered
from qualcase.display.side_by_side import side_by_side
from qualcase.errors import OptionError, StoreError
from qualcase.export.archive import archive
from qualcase.export.report import report
from qualcase.export.to import to
from qualcase.ingest.add import add
from qualcase.model.codebook import Codebook
from qualcase.model.live import Live
from qualcase.model.nouns import Assignment, Claim, Round
from qualcase.model.protocols import Changes
from qualcase.model.snapshot import Snapshot
from qualcase.reduce.collocations import collocations
from qualcase.reduce.cooccur import cooccur
from qualcase.reduce.count import count
from qualcase.reduce.keyness import keyness
from qualcase.reduce.kwic import kwic
from qualcase.reduce.listing import informants, sources
from qualcase.reduce.matrix import matrix
from qualcase.reduce.quotes import quotes
from qualcase.reduce.text import text
from qualcase.reduce.where import select
from qualcase.reduce.words import words
from qualcase.results.card import card
from qualcase.results.history import History
from qualcase.store.past import Moves
from qualcase.store.store import Event, Store

Row = TypeVar("Row")
Given = ParamSpec("Given")
Result = TypeVar("Result")
Me = TypeVar("Me", bound="Reading")


def _viewed(
    select: Callable[Concatenate[Snapshot, Given], Snapshot],
) -> "Callable[Concatenate[Reading, Given], View]":
    """Make of a selection the verb that gives a view of it, with the selection's signature and words."""

    @wraps(select)
    def where(case: "Reading", /, *given: Given.args, **named: Given.kwargs) -> "View":
        filters = list(signature(select).parameters)[1:]
        if given:
            raise OptionError(f"where takes filters by their names, where(code={given[0]!r}), not {given[0]!r} alone.")
        for name in named:
            if name not in filters:
                raise OptionError(f"where has no filter {name!r}. {did_you_mean(name, filters)}")
        return View(select(case.snapshot, *given, **named))

    return where


@explained
class Reading:
    """The verbs that read: pure functions of a snapshot. A view has these alone."""

    snapshot: Any

    # 2 coding
    suggest = suggest
    indicators = indicators
    learn = learn
    agree = agree
    compare = compare
    impact = impact
    docs = docs
    # 3 reduce
    where = _viewed(select)
    sources = sources
    informants = informants
    count = count
    quotes = quotes
    matrix = matrix
    cooccur = cooccur
    text = text
    kwic = kwic
    words = words
    collocations = collocations
    keyness = keyness
    # 4 display
    role_ordered = role_ordered
    conceptually_clustered = conceptually_clustered
    checklist = checklist
    highlight = highlight
    heatmap = heatmap
    dispersion = dispersion
    network = network
    side_by_side = side_by_side
    # 5 conclude
    triangulate = triangulate
    verify = verify
    published = published
    changes = changes
    # 6 export
    report = report
    to = to

    def pipe(
        self: Me, verb: Callable[Concatenate[Me, Given], Result], *given: Given.args, **named: Given.kwargs
    ) -> Result:
        """Apply a verb of your own: `case.pipe(f, x)` is `f(case, x)`."""
        return verb(self, *given, **named)

    @property
    def codebook(self) -> Codebook:
        """The codebook in use; OptionError if there is none, or more than one (`codebooks` has them all)."""
        books = self.codebooks
        if len(books) != 1:
            names = ", ".join(books) or "none: case.use('four-elements') takes one into use"
            raise OptionError(f"this case has {len(books)} codebooks ({names}). case.codebooks['name'] gives one.")
        return next(iter(books.values()))

    @property
    def codebooks(self) -> dict[str, Codebook]:
        """The codebooks in use, by name."""
        snapshot = self.snapshot
        return {book.name: book.speaking(snapshot.lang) for book in snapshot.books}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims on record; `verify()` sets each beside its evidence."""
        found: tuple[Claim, ...] = self.snapshot.claims
        return found

    @property
    def rounds(self) -> Rounds:
        """The rounds of coding: who has what, and how far each has come, by source and coder."""
        return round_table(self.snapshot)


class View(Reading):
    """A part of a case, as `where` keeps it: it reads, and cannot record."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __repr__(self) -> str:
        return card(self.snapshot).text()

    def _repr_html_(self) -> str:
        return card(self.snapshot).html()


@explained
class Case(Reading):
    """A bounded case: its sources, voices, codebook, codings and claims, on record in one file or in memory.

    Parameters
    ----------
    path
        The case file; without one the case lives in memory.
    coder
        Who acts: every recording verb notes it, and it may be overridden there.

    Examples
    --------
    >>> qc.Case()
    Case in memory: nothing in it yet. Next: case.add("a folder or a transcript")
    """

    def __init__(self, path: str | Path | None = None, *, coder: str = "") -> None:
        if not isinstance(coder, str):
            raise OptionError(f"coder={coder!r} is no name. Put it in quotes: coder={str(coder)!r}.")
        self._store = Store.open(as_path("a case file", path) if path is not None else None)
        self._live = Live(self._store)
        self._seen: tuple[Snapshot, str, Snapshot] | None = None  # the last snapshot, who looked, and what is shown
        self.read_only = ""  # why nothing can be recorded here, and the way
        self.coder = coder
        self._watching: list[Callable[[], object]] = []

    # 1 ingest
    add = add
    # 2 coding
    use = use
    code = code
    in_vivo = in_vivo
    annotate = annotate
    edit = edit
    uncode = uncode
    accept = accept
    reject = reject
    merge = merge
    memo = memo
    assign = assign
    close_round = close_round
    settle = settle
    recode = recode
    # 5 conclude
    claim = claim
    # 6 export
    archive = archive

    @property
    def path(self) -> Path | None:
        """The case file; None for a case in memory."""
        return self._store.path

    @property
    def snapshot(self) -> Snapshot:
        """The case as it is on record now, what other notebooks wrote included."""
        whole = self._live.snapshot()
        if self._seen is None or self._seen[:2] != (whole, self.coder):
            self._seen = whole, self.coder, blinded(whole, self.coder)
        return self._seen[2]

    def rows(self, noun: type[Row], **equal: object) -> list[Row]:
        """Give the rows on record of a noun, those alone whose fields equal what is given.

        While a blind round is open, the others' work in it is not among them.
        """
        rows, hidden = self._store.rows(noun, **equal), self._hidden
        return [row for row in rows if not hidden.row(row)] if hidden else rows

    @property
    def _hidden(self) -> Hidden:
        return hidden_from(self._store.rows(Round), self._store.rows(Assignment), self.coder)

    @contextmanager
    def record(self, verb: str, *, coder: str = "", **arguments: Any) -> Iterator[Changes]:
        """Open one transaction: what is put or dropped in it becomes one event, or nothing does."""
        self._check_recordable()
        with self._store.record(verb, actor=coder or self.coder, arguments=arguments) as change:
            yield change
        if change.event is not None:
            self._tell()

    def touched(self, since: int) -> dict[type[Any], list[str]]:
        """Give the keys of the rows that events after `since` wrote or dropped, by noun."""
        return self._store.touched(since)

    def unmoved(self, event: int) -> AbstractContextManager[None]:
        """Let one step in the block be recorded only if `event` is still the last one; other threads wait.

        Raises Moved (a StoreError), with nothing written, where it is not.
        """
        return self._store.unmoved(event)

    def watch(self, told: Callable[[], object]) -> Callable[[], None]:
        """Call `told` after each step that is recorded through this case; what is given back ends that."""
        self._watching.append(told)
        return lambda: self._watching.remove(told) if told in self._watching else None

    def _tell(self) -> None:
        for told in tuple(self._watching):
            told()

    @property
    def history(self) -> History:
        """Every event: when, who, which verb, with what; of others, while a blind round is open, only that it was."""
        events = self._store.history()
        if self._hidden:
            events = [e if e.actor == self.coder else replace(e, arguments={}) for e in events]
        return History(tuple(events), self.snapshot.lang)

    def since(self, event: int) -> tuple[View, View, Moves]:
        """Give the case as it was after an event, as it is, and the rows that moved in between; `changes` reads them.

        Raises OptionError if there is no such event; StoreError where the history is broken.
        """
        with self._store.reading():
            now = self.snapshot
            if not 0 <= event <= now.event:
                raise OptionError(
                    f"there is no event {event} in this case, whose last is {now.event}. case.history lists them; "
                    "0 is the case before anything was recorded."
                )
            moves, was = self._store.past(event)
        before = View(blinded(Live(was, checked=True).snapshot(), self.coder))
        return before, View(now), self._hidden.without(moves)

    def undo(self, *, coder: str = "", among: Collection[str] = ()) -> Event:
        """Take back this coder's last event, also one of another notebook.

        OptionError if later work rests on it, or if it is of none of the verbs in `among`, where any are given.
        """
        return self._taken_back(self._store.undo, coder, among)

    def redo(self, *, coder: str = "", among: Collection[str] = ()) -> Event:
        """Do again what the last undo took back."""
        return self._taken_back(self._store.redo, coder, among)

    def _taken_back(self, step: Callable[[str, Collection[str]], Event], coder: str, among: Collection[str]) -> Event:
        self._check_recordable()
        event = step(coder or self.coder, among)
        self._tell()
        return event

    def _check_recordable(self) -> None:
        if self.read_only:
            raise StoreError(self.read_only)

    def verify_chain(self) -> list[str]:
        """Give what is broken in the history's chain of hashes; an empty list is good."""
        return self._store.verify_chain()

    def close(self) -> None:
        """Close the case file; one plain file stays. A case that goes out of use closes itself."""
        self._store.close()

    def __enter__(self) -> "Case":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return card(self.snapshot, self.path).text()

    def _repr_html_(self) -> str:
        return card(self.snapshot, self.path).html()


def open_case(path: str | Path, *, coder: str = "") -> Case:
    """Open a case file, made if it is not there, or a study folder, which opens read-only.

    Parameters
    ----------
    path
        A case file (`omah.qualcase`), or a study folder.
    coder
        Who acts.

    Raises
    ------
    StoreError
        The file is no case, comes from a newer qualcase, or is damaged; it stays as it is.
    FormatError
        The folder is no study, or has errors; each is listed with its place.
    """
    path = as_path("what qc.open opens", path)
    if not path.is_dir():
        return Case(path, coder=coder)
    case = Case(coder=coder)
    added = case.add(path)
    unplaced = [*added.refused, *added.problems]
    if unplaced:
        warnings.warn(
            f"{len(unplaced)} things in {path} could not be placed, and the case is without them: "
            f"{'; '.join(unplaced[:3])}{'; ...' if len(unplaced) > 3 else ''} (qualcase check {path} lists them all).",
            stacklevel=2,
        )
    case.read_only = (
        f"{path} is a study folder and opens read-only. To record, make a case file of it: "
        f'qc.open("{path.name}.qualcase", coder="...").add("{path}").'
    )
    return case
