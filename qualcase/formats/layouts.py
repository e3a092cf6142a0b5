"""Which layout a plain-text transcript has, and its turns; prose has none."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from qualcase._kernel.checks import did_you_mean, option
from qualcase._kernel.remark import Remark, remark
from qualcase._kernel.text import line_of
from qualcase.errors import FormatError
from qualcase.formats.document import Turn, Unplaced
from qualcase.formats.labels import LAYOUTS, Label, find_labels, is_fact, is_namelike, is_no_person, tidy

PROSE = "prose"
_PLAIN = ("name: text", "name TAB text")  # a label that occurs once is thin evidence there
_HEADED = ("name: text", "**name:** text", "letter and number: text")  # lines of facts at the top look alike
_FIELD = re.compile(
    r"^[ \t]*[*_]{0,2}([^\W\d_][^\n:：*]{0,59}?)[*_]{0,2}[ \t]*[:：](?!//)[*_]{0,2}[ \t]*([^\n]*)$", re.M
)
_LEGEND = re.compile(
    r"^[ \t#*_]*(?:keterangan|legenda?|singkatan|kode|key|abbreviations?)(?: [^\W\d_]+)?[ \t]*[:：]?[ \t*_]*$",
    re.M | re.I,
)
_ENTRY = re.compile(r"^[ \t]*(?:[-*•][ \t]+)?([^\s:：=][^\n:：=]{0,20}?)[ \t]*[:：=][ \t]*[^\n]{1,60}$", re.M)
_BLOCK = re.compile(r"(?:^[^\S\n]*\S[^\n]*(?:\n|\Z))+", re.M)
_HEADING = re.compile(r"^(?:#{1,6}[ \t][^\n]*|[-*_=]{3,}[ \t]*)$", re.M)
_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text's turns, the layout they were found by, and what was left over."""

    turns: tuple[Turn, ...]
    layout: str
    unplaced: tuple[Unplaced, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    since: int = 0  # where the words begin, behind a YAML head


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that something opens: a label, a heading, a note."""

    start: int
    words: int
    name: str
    begin: float | None = None
    why: Remark | None = None
    spoken: bool = True


def cut(
    text: str,
    *,
    layout: str | None = None,
    speakers: Sequence[str] | None = None,
    bold: Collection[int] = (),
) -> Cut:
    """Find the turns of `text`; without evidence of at least two who speak again and again it is prose.

    `layout` and `speakers` are the researcher's word against the evidence; `bold`: the starts of lines whose label is
    set in bold. Raises OptionError for an unknown layout, FormatError where a layout or speaker given finds no turn.
    """
    if layout is not None:
        option("layout", layout, (*LAYOUTS, PROSE))
    meta, since = _yaml_head(text)
    head = _head_end(text, since)
    legends = _legends(text, since)
    labels = {} if layout == PROSE else find_labels(text, since=since, speakers=speakers)
    for found in labels.values():
        found[:] = [label for label in found if not any(start <= label.start < end for start, end in legends)]
    if layout in labels:
        labels = {layout: labels[layout]}
    given = "speakers" if speakers is not None else "layout" if layout is not None else ""
    chosen = _choose(text, labels, head, bold, given)
    if chosen is None:
        if layout not in (None, PROSE) or (speakers is not None and layout is None):
            raise FormatError(_nothing_found(text, layout, speakers))
        _fields(text[since:head], meta)
        return Cut((), PROSE, _doubts(text, labels) if layout is None else (), meta, since)
    name, turning, aside = chosen
    first = turning[0].start
    unplaced = facts(text, since, first, meta, why=remark("unplaced.before_turns"))
    pieces = [*(_Piece(label.start, label.words, label.name, label.begin) for label in turning), *aside]
    headings = ((heading.start(), heading.end()) for heading in _HEADING.finditer(text, first))
    below = ((start, end) for start, end in legends if start > first)
    for what, places in (("heading", headings), ("legend", below)):
        pieces += [_Piece(*place, "", why=remark(f"unplaced.{what}"), spoken=False) for place in places]
    turns, left = _turns(text, sorted(pieces, key=lambda piece: piece.start))
    return Cut(tuple(turns), name, tuple(sorted(unplaced + left, key=lambda line: line.line)), meta)


def _choose(
    text: str, labels: dict[str, list[Label]], head: int, bold: Collection[int], given: str
) -> tuple[str, list[Label], list[_Piece]] | None:
    """Give the layout's name, the labels that open turns, and what opens something else; None for prose."""
    found: dict[str, list[Label]] = {}
    for layout in LAYOUTS:
        at = [label for label in labels.get(layout, ()) if label.start >= head or layout not in _HEADED]
        if given or _convinces(text, layout, at):
            found[layout] = at
    found = {layout: at for layout, at in found.items() if at}
    if not found:
        return None
    repeated = {layout: _repeated(at, given) for layout, at in found.items()}
    weight = {layout: sum(label.name in repeated[layout] for label in at) for layout, at in found.items()}
    best = next(layout for layout in found if weight[layout] >= 0.8 * max(weight.values()))
    people = repeated[best]
    mixed = [best]
    if best != "letter and number: text":
        for layout, at in labels.items():
            more = [label for label in at if label.name in people and layout != "letter and number: text"]
            if layout != best and len(more) >= 2:
                mixed.append(layout)
    lines: dict[int, Label] = {}
    for layout in LAYOUTS:
        for label in labels[layout] if layout in mixed else ():
            below = label.start >= head or layout not in _HEADED
            if below and (label.name in people or layout == best):
                lines.setdefault(label.start, label)
    ordered = [lines[start] for start in sorted(lines)]
    turning, aside = _sort_out(text, ordered, people, bold, given)
    if not turning:
        return None
    used = Counter(label.layout for label in turning)
    names = [best, *sorted((layout for layout in used if layout != best and used[layout] >= 2), key=LAYOUTS.index)]
    if best == "name: text" and sum(label.start in bold for label in turning) > len(turning) / 2:
        names[0] = "bold name: text"
    return " + ".join(names), turning, aside


def _sort_out(
    text: str, labels: list[Label], people: set[str], bold: Collection[int], given: str
) -> tuple[list[Label], list[_Piece]]:
    """Part the labels that open turns from those that are no person's and those that occur once."""
    turning: list[Label] = []
    aside: list[_Piece] = []
    for label in labels:
        if label.name in people:
            turning.append(label)
        elif not turning and label.layout in _HEADED:
            continue  # a line of facts before the first turn
        elif is_no_person(label.name):
            why = remark("unplaced.no_person", name=label.name)
            aside.append(_Piece(label.start, _paragraph_end(text, label.start), "", why=why, spoken=False))
        elif not is_namelike(label.name) or (label.name[0].islower() and not given):
            continue
        elif given or label.layout not in _PLAIN or label.start in bold:
            turning.append(label)
        else:
            why = remark("unplaced.once", name=label.name)
            aside.append(_Piece(label.start, label.words, "", label.begin, why))
    return turning, aside


def _turns(text: str, pieces: list[_Piece]) -> tuple[list[Turn], list[Unplaced]]:
    turns: list[Turn] = []
    unplaced: list[Unplaced] = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        stop = len(text) if after is None else after.start
        if piece.why:
            unplaced.append(_line(text, piece.start, piece.why))
        start, end = _stripped(text, piece.words, stop)
        if start < end and not piece.spoken:
            unplaced.append(_line(text, start, remark("unplaced.no_label")))
        if start < end:
            turns.append(Turn(start, end, piece.name, piece.begin))
        elif piece.spoken:
            unplaced.append(_line(text, piece.start, remark("unplaced.no_words")))
    return turns, unplaced


def _line(text: str, start: int, why: Remark) -> Unplaced:
    end = text.find("\n", start)
    return Unplaced(line_of(text, start), text[start : end if end >= 0 else None].strip(), why)


def _paragraph_end(text: str, start: int) -> int:
    blank = re.compile(r"\n[ \t]*\n").search(text, start)
    return blank.end() if blank else len(text)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    end = start + len(words.rstrip())
    return min(start + len(words) - len(words.lstrip()), end), end


def _repeated(labels: Iterable[Label], given: str = "") -> set[str]:
    """Name the speakers: those whom the researcher named, else whose label occurs at least twice."""
    counts = Counter(label.name for label in labels)
    if given == "speakers":
        return set(counts)
    people = {name for name in counts if is_namelike(name) and not is_no_person(name)}
    again = {name for name in people if counts[name] >= 2}
    return again if again or not given else people


def _convinces(text: str, layout: str, labels: list[Label]) -> bool:
    """Say whether labels are many and regular enough to be speakers': two of them, each again and again."""
    people = _repeated(labels)
    if len(people) < 2:
        return False
    count = sum(label.name in people for label in labels)
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    if layout == "name TAB text":
        return count >= 0.5 * lines
    if layout == "[time] name text":
        stamped = len(re.findall(r"^[\[(<]?\d{1,3}:\d{2}", text, re.M))
        return count >= 0.9 * stamped
    starts = {label.start for label in labels}
    loose = sum(block.start() not in starts for block in _BLOCK.finditer(text, labels[0].start))
    return count >= 0.05 * lines and count >= 0.2 * (count + loose)


def _yaml_head(text: str) -> tuple[dict[str, str], int]:
    """Read the simple `key: value` lines and lists of a YAML head; give them and where the head ends."""
    found = _YAML.match(text)
    if found is None:
        return {}, 0
    meta: dict[str, str] = {}
    key = ""
    for line in found[1].split("\n"):
        entry = re.match(r"([\w][\w -]*):(?:[ \t]+(.*))?$", line)
        item = re.match(r"[ \t]*-[ \t]+(.*)$", line)
        if entry:
            key = entry[1].strip()
            meta[key] = (entry[2] or "").strip().strip("\"'")
        elif item and key:
            meta[key] = "; ".join(filter(None, (meta[key], item[1].strip().strip("\"'"))))
    return meta, found.end()


def _head_end(text: str, since: int) -> int:
    """Give where the lines of facts at the top (date, place, who was there) end; a key that comes again is no fact."""
    end = since
    seen: set[str] = set()
    for block in _BLOCK.finditer(text, since):
        fields: list[re.Match[str]] = []
        again = False
        for found in _FIELD.finditer(text, block.start(), block.end()):
            again = found[1] in seen
            if again:
                break
            seen.add(found[1])
            fields.append(found)
        named = [entry for entry in fields if is_fact(tidy(entry[1]))]
        if not fields and not again and (end == since or _HEADING.match(block[0])):
            continue  # a title
        if len(named) * 3 < max(len(fields), 1) or max(len(entry[2]) for entry in fields) > 80:
            break
        if again and named[0] is not fields[0]:
            break
        end = named[-1].end() if again else block.end()
        if again:
            break
    return end


def _legends(text: str, since: int) -> list[tuple[int, int]]:
    """Find the lists that explain the labels, "Keterangan:" with "P: peneliti" below; they are no turns."""
    legends = []
    for head in _LEGEND.finditer(text, since):
        seen: set[str] = set()
        end = head.end()
        for entry in _ENTRY.finditer(text, end + 1):
            if entry.start() != end + 1 or entry[1] in seen:
                break
            seen.add(entry[1])
            end = entry.end()
        if seen:
            legends.append((head.start(), end))
    return legends


def facts(text: str, since: int, end: int, meta: dict[str, str], *, why: Remark) -> list[Unplaced]:
    """Put the `key: value` lines of a stretch without turns into `meta`, and give its other lines."""
    unplaced: list[Unplaced] = []
    for line, row in enumerate(text[since:end].split("\n"), start=line_of(text, since)):
        if _HEADING.fullmatch(row):
            unplaced.append(Unplaced(line, row.strip(), remark("unplaced.heading")))
        elif row.strip() and not _fields(row, meta):
            unplaced.append(Unplaced(line, row.strip(), why))
    return unplaced


def _fields(text: str, meta: dict[str, str]) -> bool:
    """Put the `key: value` lines of `text` into `meta`; say whether there was one."""
    found = list(_FIELD.finditer(text))
    for entry in found:
        key, value = tidy(entry[1]), entry[2].strip()
        meta[key] = "; ".join(filter(None, (meta.get(key, ""), value)))
    return bool(found)


def _doubts(text: str, labels: dict[str, list[Label]]) -> tuple[Unplaced, ...]:
    """Name the likeliest layout of a text taken for prose, if any label occurs again and again."""
    best = max(labels, key=lambda layout: len(_repeated(labels[layout])), default="")
    people = _repeated(labels.get(best, ()))
    if not people:
        return ()
    first = next(label for label in labels[best] if label.name in people)
    names = ", ".join(sorted(people)[:4])
    return (_line(text, first.start, remark("unplaced.irregular", names=names, layout=repr(best))),)


def _nothing_found(text: str, layout: str | None, speakers: Sequence[str] | None) -> str:
    if speakers is None:
        return f"no line of this text has the layout {layout!r}. Leave layout= out to see what is found."
    there = sorted({label.name for labels in find_labels(text).values() for label in labels if is_namelike(label.name)})
    named = ", ".join(map(repr, speakers))
    return f"no turn of this text begins with {named}. {did_you_mean(speakers[0] if speakers else '', there)}"
