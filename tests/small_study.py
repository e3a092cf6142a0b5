"""A small study built by hand: who there is, who said what; each thing said is a sentence of its own."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import qualcase as qc

TRUST: dict[str, Any] = {
    "id": "trust", "label": {"id": "Kepercayaan", "en": "Trust"}, "kind": "evaluative", "status": "draft",
    "holder": "community", "target": "company", "poles": {"positive": "trust", "negative": "distrust"},
}  # fmt: skip
VISITS: dict[str, Any] = {
    "id": "visits", "label": {"id": "Kunjungan", "en": "Visits"}, "kind": "descriptive", "status": "draft"
}  # fmt: skip
COLUMNS = ("source", "quote", "code", "stance", "basis", "holder", "target", "voice", "aspect", "key", "hedge")


def study(
    folder: Path,
    voices: Mapping[str, tuple[str, str]],
    said: Sequence[Mapping[str, Any]],
    *,
    codes: Sequence[Mapping[str, Any]] = (TRUST, VISITS),
    asked: Mapping[tuple[str, str], str] | None = None,
    claims: Sequence[Mapping[str, Any]] = (),
    lang: str = "en",
    coder: str = "ani",
    **more: Any,
) -> qc.Case:
    """Write the study and read it back.

    `voices`: id to role and side. `said`: voice, code ("trust"), stance, technique ("interview"), aspect, basis,
    holder, target, and words, else "Sentence 1 of A.". `asked`: (voice, code) to an
    answer. `more`: fields of study.yaml.
    """
    (folder / "sources").mkdir(parents=True)
    (folder / "codebooks").mkdir()
    (folder / "codings").mkdir()
    roles = {role: side for role, side in voices.values() if role}
    plain: dict[str, Any] = {
        "format": 1, "title": "A small study", "language": lang, "codebooks": ["small"],
        "sides": [{"id": side, "label": {"id": f"Pihak {side}", "en": f"Side {side}"}}
                  for side in dict.fromkeys([*roles.values(), "community", "company", "researcher"]) if side],
        "roles": [
            *({"id": role, "label": {"id": f"Peran {role}", "en": f"Role {role}"}, **({"side": side} if side else {})}
              for role, side in roles.items()),
            {"id": "interviewer", "label": "Interviewer", "side": "researcher"},
        ],
        **more,
    }  # fmt: skip
    _yaml(folder / "study.yaml", plain)
    book = {"format": 1, "name": "small", "version": "1.0.0", "title": "Small", "languages": ["id", "en"]}
    _yaml(folder / "codebooks" / "small.yaml", {**book, "codes": [dict(code) for code in codes]})
    people = [[name, role, side, name] for name, (role, side) in voices.items()]
    _csv(
        folder / "informants.csv", ("id", "role", "side", "speaker"), [*people, ["Q", "interviewer", "researcher", "Q"]]
    )
    texts: dict[tuple[str, str], list[str]] = {(name, "interview"): [] for name in voices if not _seen_only(name, said)}
    rows = []
    for n, item in enumerate(said, 1):
        key = (item["voice"], item.get("technique", "interview"))
        words = item.get("words", f"Sentence {n} of {item['voice']}.")
        texts.setdefault(key, []).append(words)
        rows.append([_id(*key), words, item.get("code", "trust"), *(item.get(c, "") for c in COLUMNS[3:7]), "",
                     *(item.get(c, "") for c in COLUMNS[8:])])  # fmt: skip
    sources = []
    for (name, technique), lines in texts.items():
        file = f"{_id(name, technique)}.txt"
        if technique == "interview":  # two rounds at least, so that it reads as a talk
            answers = ["Yes, do begin.", *lines, "That is all."]
            lines = [line for words in answers for line in ("Q: And what about that?", f"{name}: {words}")]
        (folder / "sources" / file).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        interviewer = "Q" if technique == "interview" else ""
        sources.append([_id(name, technique), file, technique, name, interviewer])
    _csv(folder / "sources.csv", ("id", "file", "kind", "voices", "interviewer"), sources)
    _csv(folder / "codings" / f"{coder}.csv", COLUMNS, rows)
    if asked is not None:
        _csv(folder / "asked.csv", ("voice", "about", "asked"), [[*key, answer] for key, answer in asked.items()])
    if claims:
        _yaml(folder / "claims.yaml", {"claims": [dict(claim) for claim in claims]})
    case = qc.Case(coder=coder)
    case.add(folder)
    return case


def ids(case: qc.Case, words: str) -> str:
    """Give the id of the coding on these words."""
    return next(row.id for row in case.rows(qc.model.nouns.Coding) if row.quote == words)


def _seen_only(name: str, said: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a voice is an observer or the issuer of documents: nobody who is interviewed."""
    techniques = {item.get("technique", "interview") for item in said if item["voice"] == name}
    return bool(techniques) and "interview" not in techniques


def _id(name: str, technique: str) -> str:
    return f"{name}-{technique[:3]}"


def _yaml(path: Path, plain: Any) -> None:
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML


def _csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
