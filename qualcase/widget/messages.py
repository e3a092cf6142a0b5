"""What front end and session say to each other: JSON, protocol 1.

Every offset is in code points within the text of the open source, half-open. Texts and codings travel in these
messages alone, never in the widget's state, so that a saved notebook holds no word of a transcript.

Front end to session: one op, `id` chosen by the front end, different for every message of every view::

    {"id": "k3f9-12", "op": "code", "start": 1203, "end": 1217, "quote": "belum percaya", "code": "trust"}

The ops are the dataclasses below; a field without a default must be given, one that is not known is refused. The same
`id` again is answered as before and done once: after a lost answer an op may be sent again.

Session to front end: one answer to each op, and pushes for what was recorded elsewhere (another widget, a cell)::

    {"re": "k3f9-12", "ok": true, "coding": "5d0c...", "already": false, "changes": CHANGES}
    {"re": "k3f9-1", "ok": true, "protocol": 1, "state": STATE}
    {"re": "k3f9-13", "error": {"kind": "stale", "what": "...", "where": "...", "next": "..."}, "coding": CODING | null,
     "changes": CHANGES}
    {"event": "changes", "changes": CHANGES}
    {"event": "closed"}

`ok` says that it is on disk. Several views may show one session: each applies `state` and `changes` of every message
and the pushes, and knows its own answers by `re`. An error leaves everything as it was. Its `kind`: "stale" (somebody
changed that coding since: CODING is how it is now, null if it is gone; or that difference), "refused" (the case says
why), "text" (the words are not there: the source has another text by now, open it again), "message" (not as described
here), "protocol" (`open` with another protocol: the cell must run again), "busy" (another program writes the file: try
again), "failed" (an error of qualcase itself). `what`, `where` and `next` are to be shown as text; `where` and `next`
may be "".

STATE, in the answer to `open` and to `view` with another source::

    {"event": 41,                      number of the last event that this shows
     "coder": "ani", "lang": "id", "title": "Omah Kreteg", "file": "omah.qualcase",     file: "" in memory
     "read_only": "",                  why nothing can be recorded, "" if it can
     "blind": false,                   true: what others coded is not sent
     "compare": [],                    two coders whose differences are to be shown first
     "labels": {"saved": "tersimpan", ...},                     every `widget.*` of labels.csv; {n} is for the page
     "stances": [["supports", "mendukung"], ...], "bases": [["first_hand", "pengalaman sendiri"], ...],
     "parties": [["company", "Perusahaan"], ...],               holders and targets there are
     "aspects": ["kunjungan", ...],                             in use so far, by this coder where blind
     "sources": [{"id": "YL-01", "title": "", "kind": "wawancara", "turns": 96, "coded": 12, "codings": 40}, ...],
     "source": SOURCE, "codes": [CODE, ...], "codings": [CODING, ...], "memos": [MEMO, ...],
     "recent": ["trust", ...],         at most nine codes, the last one used first
     "filters": {}}                    as `view` set them; the session only keeps them

`turns` counts the turns that are not an interviewer's, `coded` those with a coding of this coder, `codings` this
coder's. SOURCE::

    {"id": "YL-01", "title": "", "kind": "wawancara", "lang": "id", "text": "9f2c...",
     "content": "PW: Sebelum ada program...",
     "turns": [{"n": 1, "speaker": "PW", "role": "Pewawancara", "asking": true, "locator": "YL-01, 1", "time": "",
                "start": 250, "end": 297, "question": ""}, ...],
     "sentences": [[250, 268], [269, 297], ...]}

`content` is the whole text, `text` its hash. `turns` are in text order and do not overlap. `n` is 0 for words outside
every turn (a heading): they are shown and cannot be cited by a turn, but can be coded. `time`: "00:01:07" or "".
`question`: what the guide's question says, "" if unknown. `sentences` are in text order: where a sentence cursor
stops. CODE, in codebook order::

    {"id": "trust.integrity", "label": "Integritas", "short": "", "path": ["Kepercayaan"], "parent": "trust",
     "kind": "evaluative", "poles": {"positive": "percaya", "negative": "tidak percaya"} | null,
     "holder": "community", "target": "company", "definition": "...", "use_when": ["..."], "do_not_use_when": ["..."],
     "examples": [{"quote": "...", "source": "YL-01", "note": "..."}],
     "near_misses": [{"quote": "...", "code": "none", "why": "..."}], "book": "hon-grunig-1999", "version": "1.0.0",
     "open": true, "hue": 205}

`id` is what `code` takes ("book/code" where two books have it). `open` is false where the code takes no more codings.
`hue`: 0 to 359, the code's colour everywhere in qualcase. CODING::

    {"id": "5d0c...", "v": "81fe02ab", "start": 1203, "end": 1217, "code": "trust", "stance": "contradicts",
     "basis": "", "holder": "", "target": "", "aspect": "", "hedge": false, "not_yet": true, "key": false, "memo": "",
     "coder": "ani", "mine": true, "origin": "hand", "version": "1.0.0"}

`v` names what the coding says: send it with a change, and the change is refused if somebody else changed it since. An
empty field is not set: the codebook's and the speaker's holds. Only `mine` can be changed. MEMO::

    {"id": "77aa...", "about": "coding:5d0c...", "kind": "", "author": "ani", "text": "...",
     "created": "2026-11-24T18:30:53+00:00"}

CHANGES, everything that moved since the last message; a part that did not move is left out::

    {"event": 42, "codings": [CODING, ...], "gone": ["id", ...], "memos": [MEMO, ...], "codes": [CODE, ...],
     "sources": [...], "recent": [...], "text": true}

`codings` (of the open source) and `sources` replace those of the same id; `gone` are withdrawn or no longer shown;
`memos`, `codes` and `recent` replace the whole list. `text`: the open source's text, its turns or what is hidden
changed: send `open` again.

SUGGESTION, in the answer to `suggest`: `{"re": ..., "ok": true, "suggestions": [...], "remarks": ["..."]}`::

    {"key": "a41c...", "start": 1190, "end": 1240, "code": "trust", "stance": "contradicts" | "unsure", "basis": "",
     "holder": "", "hedge": false, "not_yet": true, "because": "curiga (indikator): ...", "by": "cues", "score": null}

COMPARISON, in the answer to `compare`: `{"re": ..., "ok": true, ...}`::

    {"coders": ["ani", "budi"], "first": "ani", "second": "budi", "differences": [DIFFERENCE, ...],
     "agreed": {"n": 40, "open": 12},  codings on which both agree, and those that the consensus does not have yet
     "remarks": ["..."]}               how many were compared, and what was left out

DIFFERENCE, the costliest for the evidence first::

    {"id": "5d0c...-91ab...", "v": "77c1...", "differs": ["stance"], "cause": "opposite", "said": ["arah", "..."],
     "source": "YL-01", "first": SIDE | null, "second": SIDE | null,        null: that coder has nothing there
     "passage": {"start": 1190, "text": "...", "speaker": "YL", "locator": "YL-01, 12"},
     "settled": {"kept": ["ani"], "reason": "..."} | null}

`differs` and `cause` are those of `case.compare`, `said` the same in words. `v` names what both codings say and how it
was settled: send it with `settle`, which is refused ("stale", with `"difference": DIFFERENCE | null`) if any of it
moved since. A SIDE is a CODING with its `quote`, in which stance, basis, holder and target are as they count: the
codebook's and the speaker's filled in. `passage` are the turns that the two touch, of whichever source.

An answer may have `"doubt": "..."`: it is recorded, and the coder is told that the words are a bare "ya", or the
interviewer's. The answer to `in_vivo` has `"code"`, the new code's id, too; to `search` `"hits": [[start, end], ...]`;
to `memo` `"memo": "its id"`; to `accept`, `settle` and `settle_agreed` `"codings": [ids]`; to `undo` and `redo`
`"did": {"event": 43, "verb": "code"}`.

The page that both front ends build, as tests find it: the root is `.qc-coder`; each turn `.qc-turn[data-start]` with
its words in one `.qc-words` of one text node; each coding a button `.qc-chip[data-coding][data-code]`, `data-state`
"waiting" until the answer came, then "saved"; the text pane `.qc-text` takes the keys; the code picker `.qc-picker
input`, its rows `.qc-code[data-code]`; `.qc-source` the choice of source; `.qc-status` (role status) says what is
saved, `data-waiting` how many ops wait; `.qc-error` (role alert); `.qc-suggestion[data-key]`; `.qc-memo` the memo's
field; `.qc-help`; `.qc-compare` the differences side by side, `data-difference` the id of the one shown.

`static/coder.js` exports `default {render({model, el})}`, which gives what cleans up; of `model` it uses
`send(message)`, `on("msg:custom", heard)` and `off("msg:custom", heard)` alone, so that a notebook and the local page
can both be it.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeAlias, get_type_hints

from qualcase._kernel.checks import did_you_mean
from qualcase._kernel.text import clip
from qualcase.errors import OptionError

PROTOCOL = 1
LONGEST = 100_000  # characters of one text in a message: a memo, a quote


@dataclass(frozen=True, slots=True)
class Open:
    """Ask for everything there is to show: first of all, and after `text` in changes. Answer: state."""

    protocol: int


@dataclass(frozen=True, slots=True)
class View:
    """Open another source (answer: state), or keep the filters that the front end set; it filters by itself."""

    source: str = ""
    filters: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """Ask what others recorded since: on focus, and when nothing was heard for some seconds. Answer: changes."""


@dataclass(frozen=True, slots=True)
class Code:
    """Put a code on words. Answer: coding (its id); `already` where it was so coded before and stays as it is."""

    start: int
    end: int
    quote: str
    code: str
    stance: str = ""
    basis: str = ""
    holder: str = ""
    target: str = ""
    aspect: str = ""
    hedge: bool = False
    not_yet: bool = False
    key: bool = False
    memo: str = ""


@dataclass(frozen=True, slots=True)
class InVivo:
    """Make a code of the words, by the label given or by the words themselves, and code them by it, in one step.

    `parent`: a code that it stands under. `book`: where several are in use and there is no parent.
    """

    start: int
    end: int
    quote: str
    label: str = ""
    parent: str = ""
    book: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Change what a coding says; what is left out (or null) stays. Answer: coding."""

    coding: str
    v: str
    code: str | None = None
    stance: str | None = None
    basis: str | None = None
    holder: str | None = None
    target: str | None = None
    aspect: str | None = None
    hedge: bool | None = None
    not_yet: bool | None = None
    key: bool | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Move the ends of a coding; `quote` are the words it then has. Answer: coding."""

    coding: str
    v: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Uncode:
    """Withdraw a coding. Answer: coding."""

    coding: str
    v: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """Write a note about "case", "source:YL-01", "code:trust" or "coding:<id>". Answer: memo."""

    about: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Suggest:
    """Ask for proposals in the open source, by "sentence" or "turn". Answer: suggestions, remarks."""

    by: str = "sentence"


@dataclass(frozen=True, slots=True)
class Accept:
    """Take proposals, with another code, stance or words where given (words: of one alone). Answer: codings."""

    keys: list[str]
    code: str | None = None
    stance: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Turn proposals down."""

    keys: list[str]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back this coder's last step of coding. Answer: did."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what was taken back. Answer: did."""


@dataclass(frozen=True, slots=True)
class Search:
    """Find words in the open source: by their roots, "=form", "janji*", a phrase. Answer: hits."""

    words: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Ask what two coders differ in, in the open source or in all; the first two, if none named. Answer: COMPARISON."""

    first: str = ""
    second: str = ""
    all: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """Settle one difference between two coders, with the reason. Answer: codings, of the consensus.

    `keep`: a coder, "both" or "neither". Without it the rest says what stands instead; what is null is as both have it.
    """

    first: str
    second: str
    difference: str
    v: str
    reason: str
    keep: str = ""
    quote: str | None = None
    code: str | None = None
    stance: str | None = None
    basis: str | None = None
    holder: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class SettleAgreed:
    """Take all that two coders agree on, in the open source or in all, into the consensus. Answer: codings."""

    first: str
    second: str
    all: bool = False


Op: TypeAlias = (
    Open | View | Poll | Code | InVivo | Change | Move | Uncode | Memo | Suggest | Accept | Reject | Undo | Redo
    | Search | Compare | Settle | SettleAgreed
)  # fmt: skip
OPS: dict[str, type[Any]] = {
    "open": Open, "view": View, "poll": Poll, "code": Code, "in_vivo": InVivo, "change": Change, "move": Move,
    "uncode": Uncode, "memo": Memo, "suggest": Suggest, "accept": Accept, "reject": Reject, "undo": Undo, "redo": Redo,
    "search": Search, "compare": Compare, "settle": Settle, "settle_agreed": SettleAgreed,
}  # fmt: skip


@dataclass(eq=False)
class Refusal(Exception):
    """An error on its way to the front end; `coding` and `event` as the module says."""

    kind: str
    what: str
    where: str = ""
    next: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Give it as the answer has it."""
        error = {"kind": self.kind, "what": self.what, "where": self.where, "next": self.next}
        return {"error": error, **self.more}


def op_of(message: Mapping[str, Any]) -> Op:
    """Read an op out of a message; OptionError for one that is not as described here."""
    name = message.get("op")
    kind = OPS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise OptionError(f"no op {clip(repr(name))}. {did_you_mean(str(name), OPS)}")
    given = {key: value for key, value in message.items() if key not in ("op", "id")}
    hints = get_type_hints(kind)
    for key in given:
        if key not in hints:
            raise OptionError(f"{name} has no field {clip(repr(key))}. {did_you_mean(str(key), hints)}")
    for one in fields(kind):
        if one.name not in given:
            if one.default is MISSING and one.default_factory is MISSING:
                raise OptionError(f"{name} lacks its field {one.name!r}.")
        elif not _is(given[one.name], hints[one.name]):
            raise OptionError(f"{name}: {one.name}={clip(repr(given[one.name]))} is not what that field holds.")
    op: Op = kind(**given)
    return op


def _is(value: object, hint: Any) -> bool:
    """Say whether a value out of JSON fits an annotation of the dataclasses above."""
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint == list[str]:
        return isinstance(value, list) and all(_is(one, str) for one in value)
    if hint is str:
        return isinstance(value, str) and len(value) <= LONGEST and not _unpaired(value)
    if hint is bool:
        return isinstance(value, bool)
    if hint == dict[str, Any] | None:
        return value is None or isinstance(value, dict)
    return value is None or _is(value, next(one for one in hint.__args__ if one is not type(None)))


def _unpaired(text: str) -> bool:
    """Say whether a text holds half a character: no file can keep it."""
    return any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False
