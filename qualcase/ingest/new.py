"""Make a study folder: a new one, from transcripts somebody has, or a copy of the example."""

import shutil
from pathlib import Path

from qualcase._kernel.checks import did_you_mean, known
from qualcase._kernel.ids import free, slug
from qualcase._kernel.shipped import shipped
from qualcase.errors import FormatError, QualcaseError
from qualcase.formats.checked_csv import write_table
from qualcase.formats.codebook_file import shipped_codebooks
from qualcase.formats.read import SUFFIXES, read
from qualcase.formats.study import read_study
from qualcase.formats.study_layout import INFORMANTS
from qualcase.formats.study_sources import guess_kind
from qualcase.ingest.speakers import ANSWERING, asks
from qualcase.model.nouns import RESEARCHER

STUDY = """\
format: 1
title:
  id: {title}
  en: {title}
language: id
questions: []        # - {{id: q1, text: {{id: ..., en: ...}}}}
criteria: []         # - {{id: k1, text: {{id: ..., en: ...}}}}
sides:               # the interests that meet: company, community, government, ...
  - {{id: researcher, label: {{id: Peneliti, en: Researcher}}}}
roles:               # in the order in which tables show them
  - {{id: interviewer, label: {{id: Pewawancara, en: Interviewer}}, side: researcher}}
phases: []           # - {{id: start, label: {{id: ..., en: ...}}, from: "2019", to: "2019"}}
parties: []          # who takes part in the story: - {{id: ..., label: {{id: ..., en: ...}}, side: ...}}
population: []       # - {{id: ..., label: {{id: ..., en: ...}}, n: 100, criteria: [k1]}}
codebooks: [{codebook}]
"""


def new_study(folder: str | Path, *, transcripts: str | Path | None = None, codebook: str = "four-elements") -> str:
    """Make a study folder and say what to fill in; with `transcripts`, copy them in and find out who speaks.

    Raises FormatError if the folder is there and not empty, or the transcripts are not; NotFound for a codebook.
    """
    folder = Path(folder)
    known("codebook", codebook, shipped_codebooks(), "the codebooks that come with qualcase")
    _empty(folder)
    found = _transcripts(Path(transcripts)) if transcripts is not None else []
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    title = folder.resolve().name.replace("-", " ")
    (folder / "study.yaml").write_text(STUDY.format(title=_quoted(title), codebook=codebook), encoding="utf-8")
    voices: dict[str, dict[str, str]] = {}
    sources: list[dict[str, str]] = []
    said: list[str] = []
    for path in found:
        shutil.copyfile(path, folder / "sources" / path.name)
        sources.append(_described(path, _own_id(path, sources, said), voices, said))
    informants = list(voices.values()) or [{"id": "", "role": "", "side": "", "speaker": ""}]
    write_table(folder / "informants.csv", INFORMANTS, [row for row in informants if row["id"]])
    columns = ("id", "file", "kind", "voices", "date", "place", "interviewer", "language", "title")
    write_table(folder / "sources.csv", columns, sources)
    lacking = sum(not row["role"] for row in voices.values())
    return "\n".join([
        f"Study folder {folder} made, with {len(sources)} sources and {len(voices)} voices.", *said,
        "Next:",
        "  put transcripts into sources/, one line for each informant into informants.csv" if not sources
        else f"  informants.csv: {lacking} voices still need a role, and a side",
        "  sources.csv: dates and places; study.yaml: title, questions, roles, sides",
        f"  qualcase check {folder}",
    ])  # fmt: skip


SOLUTION = ("codings", "memos.csv", "claims.yaml", "settled.csv")  # what an exercise leaves to the student


def copy_example(folder: str | Path, *, study: str = "omah-kreteg", exercise: bool = False) -> str:
    """Copy an example study that comes with qualcase; as an exercise without codings, memos and claims.

    Raises NotFound with the nearest name if there is none such, FormatError if the folder is there and not empty.
    """
    studies = sorted(path.name for path in shipped("corpus").iterdir() if (path / "study.yaml").is_file())
    known("study", study, studies, "the examples that come with qualcase")
    folder = Path(folder)
    _empty(folder)
    left_out = ("__pycache__", "*.py", *((*SOLUTION, "SHA256SUMS") if exercise else ()))  # sums of what is left out
    shutil.copytree(shipped("corpus") / study, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*left_out))
    if exercise:
        return (
            f"The example {study} is in {folder}, without codings. It is synthetic teaching material.\n"
            f"Next, in Python, with a name of your own:\n"
            f'  case = qc.open("{study}.qualcase", coder="me")\n'
            f"  case.add({str(folder)!r})\n"
            f'  case.codebooks["{read_study(folder).codebooks[0]}"]  # the codes, and when to use which\n'
            f'  case.code("words of a transcript", "a-code", source="a-source", stance="supports")\n'
            f'  case.compare("me", "{_solved_by(study)}", of="{study}").by_code()'
        )
    return (
        f"The example {study} is in {folder}. It is synthetic teaching material.\n"
        f"Next:\n  qualcase report {folder} --out out"
    )


def _solved_by(study: str) -> str:
    """Give whose codings an example's own are: the consensus, or its only coder."""
    coders = sorted(path.stem for path in (shipped("corpus") / study / "codings").glob("*.csv"))
    return "consensus" if "consensus" in coders else coders[0]


def _empty(folder: Path) -> None:
    if folder.is_file():
        raise FormatError(f"{folder} is a file. Give the name of a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise FormatError(f"{folder} is there and not empty. Nothing was written; give the name of a new folder.")


def _transcripts(place: Path) -> list[Path]:
    if not place.is_dir():
        beside = sorted(p.name for p in place.parent.iterdir() if p.is_dir()) if place.parent.is_dir() else []
        raise FormatError(f"there is no folder {str(place)!r} of transcripts. {did_you_mean(place.name, beside)}")
    found = sorted(p for p in place.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith((".", "~$")))
    if not found:
        raise FormatError(f"{place} holds no transcript that can be read ({', '.join(SUFFIXES)}).")
    return found


def _quoted(text: str) -> str:
    """Give a text in quotes, as YAML reads it back, whatever letters it has."""
    import yaml

    written: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))
    return written.rstrip("\n")


def _own_id(path: Path, sources: list[dict[str, str]], said: list[str]) -> str:
    """Give a transcript an id that none of the sources has, after its file, and say so where that is not its name."""
    wanted = slug(path.stem).upper() if path.stem.isupper() else path.stem
    taken = {row["id"]: row["file"] for row in sources}
    id = free(wanted, taken)
    if id != wanted:
        said.append(
            f"  {path.name}: its id is {id}, since {wanted} is taken by {taken[wanted]}; "
            "if both are one transcript, take one out"
        )
    return id


def _described(path: Path, id: str, voices: dict[str, dict[str, str]], said: list[str]) -> dict[str, str]:
    """Describe one transcript, and note the voices heard in it."""
    row = {"id": id, "file": path.name, "kind": guess_kind(path.name)}
    try:
        document = read(path)
    except QualcaseError as error:
        said.append(f"  {path.name} cannot be read: {error}")
        return row
    accounts: list[str] = []
    asking: list[str] = []
    labels = [name for name in document.speakers if name]
    for name in labels:
        asking_one = asks(name, labels)
        generic = not asking_one and name.casefold() in ANSWERING  # "R" of another transcript is another person
        id = "interviewer" if asking_one else row["id"] if generic else name
        role, side = ("interviewer", RESEARCHER) if asking_one else ("", "")
        there = voices.setdefault(id, {"id": id, "role": role, "side": side, "speaker": ""})
        spoken = [*filter(None, there["speaker"].split(";")), *([] if generic else [name])]
        there["speaker"] = ";".join(dict.fromkeys(spoken))
        (asking if asking_one else accounts).append(id)
    if not labels and row["kind"] in ("interview", "group discussion"):
        said.append(
            f"  {path.name}: no speakers were found, so it is read as prose of one voice. "
            "Label the turns: 'Name: words'."
        )
    said.append(
        f"  {path.name}: {document.layout}, " + (", ".join(f"{n} {k}" for n, k in document.speakers.items()) or "prose")
    )
    return row | {"voices": ";".join(dict.fromkeys(accounts)), "interviewer": ";".join(dict.fromkeys(asking))}
