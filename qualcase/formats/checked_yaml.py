"""YAML as a student writes it: every scalar stays text, every value knows its line, every error says what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_args, get_type_hints

from qualcase.formats.findings import Findings

Place: TypeAlias = tuple[str | int, ...]  # ("codes", 3, "label")
T = TypeVar("T")

DEEPEST = 30  # levels; a file that goes deeper is an attack or a mistake
_ODD_BREAK = re.compile("[\n\x85\u2028\u2029]")  # what YAML counts as a line's end, and editors do not
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """A file as dicts, lists, texts and None (an empty value), with the line of every value."""

    data: Any
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """Give the line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)


def read_text(path: Path, findings: Findings) -> str | None:
    """Read a UTF-8 file with LF line ends; None and a finding if it is not there or not UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        findings.error(0, "unreadable", why=error.strerror or str(error))
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.error(0, "utf16")
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        findings.error(raw.count(b"\n", 0, error.start) + 1, "not_utf8")
        return None


def load_yaml(text: str, findings: Findings) -> Plain | None:
    """Read YAML text into plain data with lines; None and findings if its syntax is broken or it is empty."""
    import yaml

    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        findings.error(line, "control_character", code=f"U+{ord(control.group()):04X}")
        return None
    builder = _Builder(findings, _line_numbers(text))
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        return builder.document(events)
    except _TooDeepError:
        return None
    except yaml.MarkedYAMLError as error:
        _syntax_error(error, text, builder)
    except yaml.YAMLError as error:
        findings.error(0, "yaml_syntax", problem=str(error))
    return None


def dump_yaml(plain: Any) -> str:
    """Write plain data as readable YAML that `load_yaml` reads back: fields in order, long texts in blocks."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(dumper: Any, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    written: str = yaml.dump(plain, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)
    return written


def validated(cls: type[T], plain: Plain, findings: Findings) -> T | None:
    """Give the data as a dataclass, or None and a finding for every field that is unknown, missing or wrong."""
    from pydantic import ValidationError

    try:
        value: T = _adapter(cls).validate_python(given(plain.data))  # type: ignore[arg-type]
        return value
    except ValidationError as error:
        _explain(error.errors(include_url=False), cls, plain, findings)
        return None


@cache
def _adapter(cls: type[Any]) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(cls)  # some 20 ms to build


def given(data: Any) -> Any:
    """Give the data without fields that were left empty."""
    if isinstance(data, dict):
        return {key: given(value) for key, value in data.items() if value is not None}
    return [given(item) for item in data] if isinstance(data, list) else data


class _TooDeepError(Exception):
    pass


@dataclass(slots=True)
class _Builder:
    findings: Findings
    real: list[int] | None  # editor's line by YAML's line, where they differ
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, mark: Any) -> int:
        if self.real is None:
            return int(mark.line) + 1
        return self.real[min(int(mark.line), len(self.real) - 1)]

    def document(self, events: Iterator[Any]) -> Plain | None:
        import yaml

        data, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self.findings.error(self.line(event.start_mark), "second_document")
            elif isinstance(event, yaml.NodeEvent):
                value = self.value(event, events, () if documents == 1 else (f"document {documents}",))
                data = value if documents == 1 else data
        if data is None and not self.findings.found:
            self.findings.error(0, "empty_file")
        return None if data is None else Plain(data, self.lines)

    def value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        import yaml

        line = self.line(event.start_mark)
        self.lines.setdefault(place, line)
        if isinstance(event, yaml.AliasEvent):
            self.findings.error(line, "alias", name=event.anchor)
            return None
        if event.tag is not None:
            self.findings.error(line, "tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            plain_style = not event.style  # "" in the C loader, None in the pure one
            return None if plain_style and event.value in ("", "~") else event.value
        if len(place) > DEEPEST:
            self.findings.error(line, "too_deep", most=DEEPEST)
            raise _TooDeepError
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, place)
        return self.mapping(events, place)

    def sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        import yaml

        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, events, (*place, len(items))))
        return items

    def mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        import yaml

        found: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = self.line(event.start_mark)
            if isinstance(event, yaml.ScalarEvent):
                key = event.value
                here = (*place, key)
            else:
                self.findings.error(line, "key_not_text")
                key, here = None, (*place, f"line {line}")
                self.value(event, events, here)
            if key in found:
                self.findings.error(line, "repeated_key", field=key, first=self.lines[here])
                here = (*place, f"{key} again at {line}")
            self.lines.setdefault(here, line)
            value = self.value(next(events), events, here)
            if key is not None and key not in found:
                found[key] = value
        return found


def _line_numbers(text: str) -> list[int] | None:
    if not any(odd in text for odd in "\x85\u2028\u2029"):
        return None
    real = [1]
    for found in _ODD_BREAK.finditer(text):
        real.append(real[-1] + (found.group() == "\n"))
    return real


_PROBLEMS = (
    ("mapping values are not allowed", "yaml_colon"),
    ("found unexpected end of stream", "yaml_quote"),
    ("unknown escape", "yaml_escape"),
    ("cannot start any token", "yaml_start"),
    ("sequence entries are not allowed", "yaml_dash"),
    ("'-' indicator", "yaml_indent"),
    ("did not find expected key", "yaml_indent"),
    ("<block end>", "yaml_indent"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("',' or ']'", "yaml_bracket"),
    ("',' or '}'", "yaml_bracket"),
    ("maximum nesting depth", "too_deep"),  # libyaml from 0.2.6 on looks ahead and gives up before we do
)


def _syntax_error(error: Any, text: str, builder: _Builder) -> None:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or str(error)
    key = next((key for part, key in _PROBLEMS if part in problem), "yaml_syntax")
    if key in ("yaml_quote", "yaml_bracket") and error.context_mark is not None:
        mark = error.context_mark  # where the quote or the bracket was opened
    line = builder.line(mark) if mark is not None else 0
    written = text.split("\n")[line - 1 : line] if line else []
    if written and re.match(" *\t", written[0]):
        key = "yaml_tab"
    start = written[0].strip()[:60] if written else ""
    builder.findings.error(line, key, problem=problem, written=start, most=DEEPEST)


_NEEDS = {
    "string_type": "need_text", "tuple_type": "need_list", "list_type": "need_list", "dict_type": "need_fields",
    "dataclass_type": "need_fields", "int_type": "need_number", "int_parsing": "need_number",
    "bool_type": "need_yes_no", "bool_parsing": "need_yes_no",
}  # fmt: skip


def _explain(problems: list[Any], cls: type[Any], plain: Plain, findings: Findings) -> None:
    told = [(*_placed(problem["loc"], plain), problem) for problem in problems]
    deeper = {place[:size] for place, _, _ in told for size in range(len(place))}
    seen: set[Place] = set()
    for place, in_union, problem in told:
        if in_union and (place in deeper or place in seen):
            continue  # another reading of the same value says more, or the same
        seen.add(place)
        line, kind = plain.line(*place), problem["type"]
        name = _name(place, skip=("id", "en") if in_union else ()) or findings.path
        if kind == "missing":
            findings.error(line, "missing_field", field=problem["loc"][-1])
        elif kind == "unexpected_keyword_argument":
            field_names = [item.name for item in fields(_class_at(cls, place[:-1])) if item.init]
            findings.error(line, "unknown_field", near=(str(place[-1]), field_names), field=place[-1])
        elif kind == "literal_error":
            choices = re.findall(r"'([^']*)'", problem["ctx"]["expected"])
            findings.error(line, "no_choice", near=(str(problem["input"]), choices), field=name, value=problem["input"])
        elif problem["input"] is None:
            findings.error(line, "empty_item", field=name)
        else:
            either = "need_word_or_pattern" if "indicators" in place else "need_text_or_languages"
            need = either if in_union else _NEEDS.get(kind, "need_other")
            findings.error(line, need, field=name, problem=problem["msg"])


def _placed(loc: tuple[str | int, ...], plain: Plain) -> tuple[Place, bool]:
    """Give the place in the file that pydantic means, and whether it tried several kinds of value there."""
    place: Place = ()
    in_union = False
    for step in loc:
        if (*place, step) in plain.lines:
            place = (*place, step)
        elif step in ("str", "bool") or "[" in str(step):  # the name of the kind that it tried
            in_union = True
    return place, in_union


def _name(place: Place, skip: tuple[str, ...]) -> str:
    return next((step for step in reversed(place) if isinstance(step, str) and step not in skip), "")


def _class_at(cls: type[Any], place: Place) -> type[Any]:
    for step in place:
        hint = get_type_hints(cls).get(step) if isinstance(step, str) else None
        cls = _dataclass_in(hint) or cls
    return cls


def _dataclass_in(hint: Any) -> type[Any] | None:
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    return next((found for part in get_args(hint) if (found := _dataclass_in(part)) is not None), None)
