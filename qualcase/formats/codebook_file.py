"""Codebook files: read, write, and find those that are shipped."""

from pathlib import Path

from qualcase._kernel.shipped import shipped
from qualcase.errors import FormatError
from qualcase.formats.checked_yaml import dump_yaml, load_yaml, read_text, validated
from qualcase.formats.codebook_check import check_entries
from qualcase.formats.findings import Finding, Findings, Lang, errors
from qualcase.model.codebook import Codebook

SUFFIXES = (".yaml", ".yml")


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook file; FormatError with every error and its line if there are any."""
    path = Path(path)
    book, found = checked_codebook(path, "en")
    wrong = errors(found)
    if book is None or wrong:
        listed = "\n".join(f"  line {finding.line}: {finding.message}" for finding in wrong)
        raise FormatError(f"the codebook {path.name} has {len(wrong)} error{'s' * (len(wrong) != 1)}:\n{listed}")
    return book


def check_codebook(path: str | Path, lang: Lang = "id") -> list[Finding]:
    """Check a codebook file and give everything that is wrong or missing in it, in the order of its lines."""
    return checked_codebook(Path(path), lang)[1]


def write_codebook(book: Codebook, path: str | Path) -> None:
    """Write a codebook as readable YAML, its fields always in the same order."""
    Path(path).write_bytes(dump_yaml(book.content()).encode("utf-8"))


def shipped_codebooks() -> dict[str, Path]:
    """Give the files of the codebooks that come with qualcase, by name."""
    folder = shipped("codebooks")
    return {path.stem: path for path in sorted(folder.glob("*.y*ml")) if path.suffix in SUFFIXES}


def checked_codebook(path: Path, lang: Lang) -> tuple[Codebook | None, list[Finding]]:
    """Give the book, or None if it cannot be read, and everything that is wrong or missing in it."""
    findings = Findings(path.name, lang)
    text = read_text(path, findings)
    plain = load_yaml(text, findings) if text is not None else None
    if plain is None:
        return None, sorted(findings.found)
    book = validated(Codebook, plain, findings)
    check_entries(plain, findings)
    return book, sorted(findings.found)
