"""What a codebook must hold for two people to use it alike; checked on the file as written, so that all errors show."""

import re
from collections.abc import Iterator
from typing import Any

from qualcase._kernel.ids import slug
from qualcase.errors import OptionError
from qualcase.formats.checked_yaml import Place, Plain, given
from qualcase.formats.findings import Findings
from qualcase.lang.token_patterns import problem
from qualcase.model.codebook_diff import version_key
from qualcase.model.token_patterns import shown, token_pattern

FORMAT = 1
NO_CODE = "none"  # a near miss that belongs to no code
SHORT = 20  # characters that fit the head of a table
ASKED_OF_ACTIVE = ("definition", "use_when", "do_not_use_when")
LANGUAGES = ("id", "en")
_SLUG = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")
_INDICATOR = re.compile(r"=?\*?[^\s*=]+\*?( =?\*?[^\s*=]+\*?)*")
_TEXTS = ("label", "short", "definition", "full_definition", "theory", "memo")


def check_entries(plain: Plain, findings: Findings) -> None:
    """Find what a kind of field cannot tell: ids, labels, parents, poles, what active codes lack, wrong references."""
    data = given(plain.data)
    if not isinstance(data, dict):
        return
    _check_head(data, plain, findings)
    listed = data.get("codes")
    entries = [
        (number, entry)
        for number, entry in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(entry, dict)
    ]
    if not entries and (listed is None or listed == []):
        findings.error(plain.line("codes"), "no_codes")
    languages = {*LANGUAGES, *_strings(data.get("languages"))}
    ids = [entry["id"] for _, entry in entries if isinstance(entry.get("id"), str)]
    _check_unique(entries, plain, findings)
    _check_parents(entries, plain, findings)
    _check_same_indicators(entries, plain, findings)
    for number, entry in entries:
        _check_entry(entry, ("codes", number), ids, plain, findings)
        for place, text in _texts(entry, ("codes", number)):
            for lang in text.keys() - languages:
                findings.error(
                    plain.line(*place, lang), "unknown_language", near=(lang, sorted(languages)), language=lang
                )


def _check_head(data: dict[str, Any], plain: Plain, findings: Findings) -> None:
    written = data.get("format", str(FORMAT))
    if isinstance(written, str) and written.isdigit() and int(written) != FORMAT:
        findings.error(plain.line("format"), "newer_format", found=written, known=FORMAT)
    version = data.get("version")
    if isinstance(version, str):
        try:
            version_key(version)
        except OptionError:
            findings.error(plain.line("version"), "bad_version", version=version)
    name = data.get("name")
    if isinstance(name, str) and not _SLUG.fullmatch(name):
        findings.error(plain.line("name"), "bad_id", id=name, proposed=slug(name))


def _check_unique(entries: list[tuple[int, dict[str, Any]]], plain: Plain, findings: Findings) -> None:
    ids: dict[str, int] = {}
    labels: dict[tuple[str, str], int] = {}
    for number, entry in entries:
        if isinstance(id := entry.get("id"), str):
            line = plain.line("codes", number, "id")
            first = ids.setdefault(id.casefold(), line)
            if first != line:
                findings.error(line, "duplicate_id", id=id, first=first)
        label = entry.get("label")
        by_language = label if isinstance(label, dict) else {"": label}
        for lang, written in by_language.items():
            if isinstance(written, str) and written:
                line = plain.line("codes", number, "label", lang)
                first = labels.setdefault((lang, " ".join(written.casefold().split())), line)
                if first != line:
                    findings.error(line, "duplicate_label", label=written, first=first)


def _check_parents(entries: list[tuple[int, dict[str, Any]]], plain: Plain, findings: Findings) -> None:
    above: dict[str, str] = {}
    line: dict[str, int] = {}
    for number, entry in entries:
        id, parent = entry.get("id"), entry.get("parent", "")
        if isinstance(id, str) and isinstance(parent, str) and id not in above:
            above[id] = parent or id.rpartition(".")[0]
            line[id] = plain.line("codes", number, "parent" if parent else "id")
    for id, parent in above.items():
        if parent and parent not in above:
            findings.error(
                line[id], "unknown_parent", near=(parent, [key for key in above if key != id]), parent=parent
            )
    told: set[str] = set()
    for id in above:
        path = [id]
        while (up := above.get(path[-1], "")) and up not in path:
            path.append(up)
        if up == id and id not in told:
            told.update(path)
            findings.error(line[id], "parent_cycle", path=" > ".join([*path, id]))


def _check_same_indicators(entries: list[tuple[int, dict[str, Any]]], plain: Plain, findings: Findings) -> None:
    seen: dict[frozenset[tuple[str, str, str]], str] = {}
    for number, entry in entries:
        by_language = entry.get("indicators")
        words = frozenset(
            (lang, pole, word.casefold())
            for lang, by_pole in (by_language.items() if isinstance(by_language, dict) else ())
            for pole, listed in (by_pole.items() if isinstance(by_pole, dict) else ())
            for word in _written(listed)
        )
        first = seen.setdefault(words, str(entry.get("id", ""))) if words else ""
        if words and first != entry.get("id"):
            findings.warning(plain.line("codes", number, "indicators"), "same_indicators", other=first)


def _check_entry(entry: dict[str, Any], at: Place, ids: list[str], plain: Plain, findings: Findings) -> None:
    id, kind = entry.get("id"), entry.get("kind", "descriptive")
    if isinstance(id, str) and not _SLUG.fullmatch(id):
        findings.error(plain.line(*at, "id"), "bad_id", id=id, proposed=slug(id))
    short = entry.get("short")
    for text in short.values() if isinstance(short, dict) else [short]:
        if isinstance(text, str) and len(text) > SHORT:
            findings.warning(plain.line(*at, "short"), "long_short", text=text, most=SHORT, size=len(text))
    if kind == "evaluative" and "poles" not in entry:
        findings.error(plain.line(*at, "kind"), "no_poles", id=id)
    if kind in ("descriptive", "link") and "poles" in entry:
        findings.error(plain.line(*at, "poles"), "poles_of_other_kind", id=id, kind=kind)
    lacking = [name for name in ASKED_OF_ACTIVE if not entry.get(name)]
    if id and lacking and entry.get("status", "active") == "active":
        findings.warning(plain.line(*at), "lacking", id=id, fields=", ".join(lacking))
    misses = entry.get("near_misses")
    for number, miss in enumerate(misses if isinstance(misses, list) else []):
        code = miss.get("code") if isinstance(miss, dict) else None
        if isinstance(code, str) and code not in ids and code != NO_CODE:
            line = plain.line(*at, "near_misses", number, "code")
            findings.error(line, "unknown_code", near=(code, ids), code=code)
    for place, written in _indicators(entry, at):
        if isinstance(written, str) and not _INDICATOR.fullmatch(written):
            findings.error(plain.line(*place), "bad_indicator", word=written)
        if _is_pattern(written) and (wrong := problem(token_pattern(written))):
            findings.error(plain.line(*place), "bad_pattern", pattern=shown(written), problem=wrong)


def _texts(entry: dict[str, Any], at: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Give what is written a language each, with its place."""
    for name in (*_TEXTS, "indicators", "excluded_senses"):
        if isinstance(text := entry.get(name), dict):
            yield (*at, name), text
    for name in ("use_when", "do_not_use_when"):
        listed = entry.get(name)
        for number, text in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(text, dict):
                yield (*at, name, number), text


def _indicators(entry: dict[str, Any], at: Place) -> Iterator[tuple[Place, Any]]:
    by_language = entry.get("indicators")
    for lang, by_pole in by_language.items() if isinstance(by_language, dict) else ():
        for pole, listed in by_pole.items() if isinstance(by_pole, dict) else ():
            for number, written in enumerate(listed if isinstance(listed, list) else []):
                yield (*at, "indicators", lang, pole, number), written


def _is_pattern(written: Any) -> bool:
    return isinstance(written, list) and all(isinstance(token, dict) for token in written)


def _written(listed: Any) -> list[str]:
    listed = listed if isinstance(listed, list) else []
    return [shown(item) for item in listed if isinstance(item, str) or _is_pattern(item)]


def _strings(listed: Any) -> list[str]:
    return [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
