"""One person coding one source at a time: takes ops, gives answers, and tells what others recorded.

Nothing here knows how messages travel. What is recorded is recorded by the verbs of the case, is on disk before the
answer says ok, and rests on what the front end has seen: a step is written only if nothing else was since the look at
the case that it rests on (`case.unmoved`); else it looks again, and refuses where its coding says something else now.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from qualcase.coding.code import turns_of
from qualcase.coding.rounds import hidden_from
from qualcase.coding.suggest import suggest
from qualcase.coding.suggestions import Suggestions
from qualcase.errors import OptionError, QualcaseError
from qualcase.lang.search import find_words
from qualcase.model.codebook import text
from qualcase.model.nouns import (
    Asked,
    Aspect,
    Book,
    Claim,
    Coder,
    Coding,
    Decision,
    Published,
    Settlement,
    Translation,
)
from qualcase.model.nouns import Memo as Note
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import said
from qualcase.results.talk import lexicon_of
from qualcase.widget import differences, recording
from qualcase.widget import messages as m
from qualcase.widget.recording import Annotated, refusal
from qualcase.widget.shown import (
    Plain,
    codes_shown,
    coding_shown,
    memos_shown,
    own_rows,
    recent,
    source_shown,
    sources_shown,
    vocabulary,
    words_of,
)

Heard: TypeAlias = Callable[[Plain], object]

STEPS = ("code", "in_vivo", "edit", "uncode", "accept", "reject", "memo", "settle")  # what is undone here
ASIDE = {Coder, Decision, Claim, Settlement, Published, Translation, Aspect, Asked}  # changes that show nowhere here
REMEMBERED = 500  # answers kept, for an op that is sent again

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the case to read."""

    snapshot: Snapshot


class Session:
    """What one front end is connected to: a case, an open source, who codes.

    `blind`: what other coders recorded is not sent; so is what a blind round hides from this coder. `compare`: two
    coders whose differences are shown first. `handle` may be called from any thread, one op at a time.
    """

    def __init__(
        self, case: Annotated, source: str, *, coder: str, lang: str = "", blind: bool = False,
        compare: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        snapshot = case.snapshot
        self.case, self.coder, self._apart, self.compare = case, coder, blind, compare
        self.lang = lang or snapshot.lang
        self.source = snapshot.sources[snapshot.source_number(source)].id
        self.filters: Plain = {}
        self._lock, self._busy, self._missed = threading.RLock(), False, False
        self._heard: list[Heard] = []
        self._answers: OrderedDict[str, Plain] = OrderedDict()
        self._hints: Suggestions | None = None
        self._by = "sentence"
        self._look(snapshot)
        self._unwatch = case.watch(self.notice)

    @property
    def blind(self) -> bool:
        """Whether work of other coders is kept from this one: by choice, or by an open round."""
        return self._apart or bool(self._hidden)

    def close(self) -> None:
        """Stop listening to the case; the front ends are told."""
        self._unwatch()
        self.tell({"event": "closed"})

    def listen(self, heard: Heard) -> Callable[[], None]:
        """Call `heard` with every push; what is given back ends that."""
        self._heard.append(heard)
        return lambda: self._heard.remove(heard) if heard in self._heard else None

    def tell(self, message: Plain) -> None:
        """Say something to every front end that listens."""
        for heard in tuple(self._heard):
            heard(message)

    def notice(self) -> None:
        """Tell the front ends what was recorded elsewhere; never waits for an op that another thread is at."""
        self._missed = True  # whoever is at an op looks at this when it is done
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._missed = False
            if not self._busy and (changes := self._changes()):
                self.tell({"event": "changes", "changes": changes})
        finally:
            self._lock.release()

    def handle(self, message: Any, answer: Heard | None = None) -> Plain:
        """Do what a message asks, and give the answer; `answer` is called with it before anything later is pushed."""
        with self._lock:
            self._busy = True
            try:
                reply = self._answered(message)
                if answer is not None:
                    answer(reply)
            finally:
                self._busy = False
        if self._missed:
            self.notice()
        return reply

    # answers

    def _answered(self, message: Any) -> Plain:
        if not isinstance(message, Mapping) or not isinstance(message.get("id"), str):
            error = m.Refusal("message", "this is no op: an object with an id and an op is expected.")
            return {"re": None, **error.body()}
        id = message["id"]
        if id in self._answers:
            return self._answers[id]
        body, changes = self._tried(message), {}
        if "state" not in body:
            try:
                changes = self._changes()
            except QualcaseError as error:  # a file that cannot be read any more: the answer says so
                body = body if "error" in body else refusal(error).body()
        reply = {"re": id, **body, **({"changes": changes} if changes else {})}
        if "error" not in body and body.get("state") is None:
            self._answers[id] = {key: value for key, value in reply.items() if key != "changes"}
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        return reply

    def _tried(self, message: Mapping[str, Any]) -> Plain:
        try:
            op = m.op_of(message)
        except OptionError as error:
            return m.Refusal("message", str(error)).body()
        try:
            return {"ok": True, **self._do(op)}
        except m.Refusal as refused:
            return refused.body()
        except QualcaseError as error:
            return refusal(error).body()
        except Exception as error:  # the front end waits for an answer, whatever went wrong here
            _log.exception("an op went wrong: %s", message.get("op"))
            return m.Refusal("failed", f"{type(error).__name__}: {error}", "", "The log has the whole of it.").body()

    def _do(self, op: m.Op) -> Plain:
        match op:
            case m.Open():
                return self._open(op)
            case m.View():
                return self._view(op)
            case m.Poll():
                return {}
            case m.Search():
                return {"hits": self._search(op.words)}
            case m.Code():
                return recording.code(self.case, self.coder, self.source, op)
            case m.InVivo():
                return recording.in_vivo(self.case, self.coder, self.source, op)
            case m.Change():
                return recording.change(self.case, self.coder, op)
            case m.Move():
                return recording.move(self.case, self.coder, op)
            case m.Uncode():
                return recording.uncode(self.case, self.coder, op)
            case m.Memo():
                return {"memo": self.case.memo(op.text, about=op.about, kind=op.kind, coder=self.coder).id}
            case m.Suggest():
                return self._suggest(op.by)
            case m.Accept():
                hints = self._chosen(op.keys)
                if op.code or op.stance or op.quote:
                    hints = hints.change(code=op.code, stance=op.stance, quote=op.quote)
                return {"codings": [row.id for row in self.case.accept(hints, coder=self.coder)]}
            case m.Reject():
                self.case.reject(self._chosen(op.keys), reason=op.reason, coder=self.coder)
                return {}
            case m.Compare() | m.Settle() | m.SettleAgreed():
                return self._together(op)
            case m.Undo():
                return {"did": self._did(self.case.undo(coder=self.coder, among=STEPS))}
            case m.Redo():
                return {"did": self._did(self.case.redo(coder=self.coder, among=STEPS))}

    # looking

    def _open(self, op: m.Open) -> Plain:
        if op.protocol != m.PROTOCOL:
            raise m.Refusal(
                "protocol", f"this page speaks protocol {op.protocol}, and qualcase {m.PROTOCOL}", "",
                "Run the cell again, or reload the page.",
            )  # fmt: skip
        return {"protocol": m.PROTOCOL, "state": self._state()}

    def _view(self, op: m.View) -> Plain:
        if op.filters is not None:
            self.filters = op.filters
        if not op.source:
            return {}
        snapshot = self.case.snapshot
        self.source = snapshot.sources[snapshot.source_number(op.source)].id
        self._hints = None
        return {"state": self._state()}

    def _state(self) -> Plain:
        snapshot = self.case.snapshot
        self._look(snapshot)
        codings = self._codings(snapshot)
        path = self.case.path
        return {
            "event": snapshot.event, "coder": self.coder, "lang": self.lang,
            "title": text(snapshot.study.title, self.lang), "file": path.name if path is not None else "",
            "read_only": self.case.read_only, "blind": self.blind, "compare": list(self.compare or ()),
            **words_of(self.lang), **vocabulary(snapshot, self.coder, self.lang, own=self.blind),
            "sources": list(self._progress.values()),
            "source": source_shown(snapshot, snapshot.source_number(self.source), self.lang),
            "codes": codes_shown(snapshot, self.lang), "codings": codings, **self._told, "filters": self.filters,
        }  # fmt: skip

    def _look(self, snapshot: Snapshot) -> None:
        """Remember what the front end knows from now on."""
        self._event = snapshot.event
        self._hidden = hidden_from(snapshot.rounds, snapshot.assignments, self.coder)
        self._names = {ref.name for ref in snapshot.codes}
        self._progress = {one["id"]: one for one in sources_shown(snapshot, self.coder, self.lang)}
        self._shown: set[str] = set()
        self._told = self._lists(snapshot)

    def _codings(self, snapshot: Snapshot) -> list[Plain]:
        rows = [row for row in self.case.rows(Coding, source=self.source) if self._shows(row)]
        self._shown = {row.id for row in rows}
        self._told = self._lists(snapshot)
        return [coding_shown(snapshot, row, self.coder) for row in rows]

    def _shows(self, row: Coding) -> bool:
        return not row.withdrawn and row.source == self.source and not self._hides(row)

    def _hides(self, row: Coding | Note) -> bool:
        """Say whether a row must not reach this coder: the work of others, while coding is blind."""
        theirs = (row.coder if isinstance(row, Coding) else row.author) != self.coder
        return (self._apart and theirs) or self._hidden.row(row)

    def _changes(self) -> Plain:
        """Give what moved since the front ends were told last; nothing where nothing did."""
        snapshot = self.case.snapshot
        if snapshot.event == self._event:
            return {}
        touched = self.case.touched(self._event)
        self._hidden = hidden_from(snapshot.rounds, snapshot.assignments, self.coder)
        changes: Plain = {"event": snapshot.event}
        lost = self._names - {ref.name for ref in snapshot.codes}
        if lost or not touched.keys() <= ASIDE | {Coding, Note, Book}:
            changes["text"] = True
        if Book in touched:
            changes["codes"] = codes_shown(snapshot, self.lang)
        if Coding in touched:
            changes |= self._moved(snapshot, touched[Coding])
        lists = self._lists(snapshot)
        changes |= {name: part for name, part in lists.items() if part != self._told[name]}
        progress = {one["id"]: one for one in sources_shown(snapshot, self.coder, self.lang)}
        moved = [one for id, one in progress.items() if one != self._progress.get(id)]
        changes |= {"sources": moved} if moved else {}
        self._event, self._names = snapshot.event, {ref.name for ref in snapshot.codes}
        self._progress, self._told = progress, lists
        return changes

    def _lists(self, snapshot: Snapshot) -> Plain:
        return {
            "memos": memos_shown(snapshot, self.source, self._shown, self._hides),
            "recent": recent(snapshot, self.coder),
        }

    def _moved(self, snapshot: Snapshot, ids: list[str]) -> Plain:
        found = {row.id: row for id in ids for row in self.case.rows(Coding, id=id)}
        rows = [found[id] for id in ids if id in found and self._shows(found[id])]
        gone = [id for id in ids if id in self._shown and not (id in found and self._shows(found[id]))]
        self._shown = (self._shown | {row.id for row in rows}) - set(gone)
        shown = {"codings": [coding_shown(snapshot, row, self.coder) for row in rows], "gone": gone}
        return {name: part for name, part in shown.items() if part}

    def _search(self, words: str) -> list[list[int]]:
        snapshot = self.case.snapshot
        number = snapshot.source_number(self.source)
        walls = np.unique(np.array(turns_of(self.case, self.source), np.int64))
        lexicon = lexicon_of(snapshot)
        with lexicon.lock:
            index = lexicon.index([snapshot.sources[number].text], snapshot.texts)
            hits = find_words(index, [words], [walls])
        return np.unique(np.stack((hits.start, hits.end), axis=1), axis=0).tolist()  # type: ignore[no-any-return]

    # suggestions

    def _suggest(self, by: str) -> Plain:
        part: Snapshot = self.case.where(source=self.source).snapshot
        part = part.keep(own_rows(part, self.coder))  # what others coded is no reason not to propose it here
        if self.blind:
            part = replace(part, decided={key: one for key, one in part.decided.items() if one.coder == self.coder})
        self._hints, self._by = suggest(_Part(part), by=by), by  # type: ignore[arg-type]
        data, run = self._hints.data, self._hints.run
        plain = ("key", "code", "stance", "basis", "holder", "by")
        shown = [
            {
                **{name: data[name][n] for name in plain}, "start": int(data["start"][n]), "end": int(data["end"][n]),
                "hedge": bool(data["hedge"][n]), "not_yet": bool(data["not_yet"][n]), "because": because,
                "score": None if np.isnan(data["score"][n]) else float(data["score"][n]),
            }
            for n, because in enumerate(self._hints.reasons(self.lang))
        ]  # fmt: skip
        return {"suggestions": shown, "remarks": [said(one, self.lang) for one in run.remarks]}

    def _chosen(self, keys: list[str]) -> Suggestions:
        """Give proposals by their keys, made again where this session did not make them."""
        if self._hints is None:
            self._suggest(self._by)
        assert self._hints is not None
        place = {key: n for n, key in enumerate(self._hints.data["key"])}
        if not keys or not set(keys) <= place.keys():
            raise m.Refusal("refused", "A suggestion is no longer there.", "", "Ask for suggestions again.")
        return self._hints[[place[key] for key in keys]]

    # differences of two coders

    def _together(self, op: m.Compare | m.Settle | m.SettleAgreed) -> Plain:
        if self._apart:
            raise m.Refusal(
                "refused", "Here the work of others is hidden.", "", "Open it without blind to see it side by side."
            )
        match op:
            case m.Compare():
                return differences.compare(self.case, self.coder, self.source, self.lang, op)
            case m.Settle():
                return differences.settle(self.case, self.coder, self.lang, op)
            case m.SettleAgreed():
                return differences.settle_agreed(self.case, self.coder, self.source, op)

    def _did(self, event: Any) -> Plain:
        return {"event": event.undoes, "verb": event.arguments["verb"]}
