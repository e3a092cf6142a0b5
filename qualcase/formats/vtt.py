"""Subtitles: WebVTT and SRT, as Teams, Zoom, Whisper and others write them."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcase._kernel.remark import Remark, remark
from qualcase.errors import FormatError
from qualcase.formats.document import Document, Unplaced
from qualcase.formats.encoding import read_text
from qualcase.formats.labels import is_namelike, is_no_person, seconds, tidy
from qualcase.formats.rebuilt import Said, only, rebuilt

_CLOCK = r"-?(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>.]*)*[ \t]+([^<>]*)>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|s|ruby|rt|lang|font)(?:[. ][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}", re.I)
_NAMED = re.compile(r"[ \t]*(?:[-–>][ \t]*)?([^\W\d_][^\n\t:：]{0,39}?)[ \t]*(?::[ \t]+|:$|：[ \t]*)")


@dataclass(frozen=True, slots=True)
class _Cue:
    begin: float | None
    finish: float | None
    words: str


def read_vtt(data: bytes, *, speakers: Sequence[str] | None = None, encoding: str | None = None) -> Document:
    """Read subtitles: cues of one speaker that follow each other become one turn; cues of nobody stay apart.

    Speakers are the voices `<v Name>`, or the names before a colon if most cues begin with one. Raises
    FormatError if there is no cue.
    """
    raw, name, garbled = read_text(data, encoding=encoding)
    kind = "vtt" if raw.startswith("WEBVTT") else "srt"
    cues, unplaced, dropped = _cues(raw)
    if not cues:
        raise FormatError("no cue such as '00:01.000 --> 00:02.000' is in this subtitle file. Export it again.")
    voiced = any(found[1] for cue in cues for found in _VOICE.finditer(cue.words))
    said = list(_by_voice(cues) if voiced else _by_name(cues, speakers))
    if speakers is not None:
        said = only(said, speakers)
    how = "voices" if voiced else "name: text" if any(who for who, *_ in said) else "segments"
    text, turns = rebuilt(_joined(said))
    return Document(
        text, turns, f"{kind} {how}", name, (*garbled, *unplaced), tuple(dropped), meta={"cues": str(len(cues))}
    )


def _cues(text: str) -> tuple[list[_Cue], list[Unplaced], list[Remark]]:
    """Cut a file into cues; a line that is no cue's and no id is reported."""
    cues: list[_Cue] = []
    unplaced: list[Unplaced] = []
    notes = 0
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        timing = TIMING.fullmatch(rows[at])
        if timing:
            stop = _payload_end(rows, at + 1)
            words = "\n".join(row.strip() for row in rows[at + 1 : stop])
            cues.append(_Cue(seconds(timing[1]), seconds(timing[2]), words))
            at = stop
        elif re.match(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)", rows[at]):
            notes += 1
            at = next((row for row in range(at, len(rows)) if not rows[row].strip()), len(rows))
        else:
            is_id = at + 1 < len(rows) and TIMING.fullmatch(rows[at + 1])
            head = at < 1 or not cues  # the signature and what follows it
            if rows[at].strip() and not is_id and not head:
                unplaced.append(Unplaced(at + 1, rows[at].strip(), remark("unplaced.outside_cues")))
            at += 1
    return cues, unplaced, [remark("lost.blocks", n=notes)] if notes else []


def _payload_end(rows: list[str], at: int) -> int:
    """Give the row after a cue's last: a blank one, or the next cue's id or timing where the blank is missing."""
    while at < len(rows) and rows[at].strip():
        if TIMING.fullmatch(rows[at]):
            return at
        follows = at + 1 < len(rows) and TIMING.fullmatch(rows[at + 1])
        if follows and rows[at].strip().isdigit():
            return at
        at += 1
    return at


def _by_voice(cues: Iterable[_Cue]) -> Iterator[Said]:
    for cue in cues:
        who, at = "", 0
        for found in _VOICE.finditer(cue.words):
            yield who, _plain(cue.words[at : found.start()]), cue.begin, cue.finish
            who, at = tidy(_plain(found[1] or "")), found.end()
        yield who, _plain(cue.words[at:]), cue.begin, cue.finish


def _by_name(cues: Sequence[_Cue], speakers: Sequence[str] | None) -> Iterator[Said]:
    rows = [(cue, [_plain(row) for row in cue.words.split("\n")]) for cue in cues]
    found = [_NAMED.match(lines[0]) for _, lines in rows]
    names = {tidy(named[1]) for named in found if named}
    people = {name for name in names if is_namelike(name) and not is_no_person(name)}
    if speakers is not None:
        people = set(speakers)
    elif 2 * sum(named is not None and tidy(named[1]) in people for named in found) <= len(rows):
        people = set()
    for cue, lines in rows:
        who = ""
        for line in lines:
            named = _NAMED.match(line)
            if named and tidy(named[1]) in people:
                who, line = tidy(named[1]), line[named.end() :]
            yield who, line.strip(), cue.begin, cue.finish


def _joined(said: Iterable[Said]) -> list[Said]:
    """Join what one speaker says in cues that follow each other; and what nobody says in one cue."""
    turns: list[Said] = []
    for who, words, begin, finish in said:
        if not words:
            continue
        if turns:
            before, sofar, since, until = turns[-1]
            if before == who and (who or (since, until) == (begin, finish)):
                turns[-1] = (who, f"{sofar} {words}", since, finish)
                continue
        turns.append((who, words, begin, finish))
    return turns


def _plain(words: str) -> str:
    return unicodedata.normalize("NFC", " ".join(html.unescape(_TAG.sub("", words)).split()))
