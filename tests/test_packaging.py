"""What is installed: every package of the tree, under licences that a permissive library may build on."""

import configparser
import re
from importlib import metadata
from pathlib import Path

import qualcase

ROOT = Path(__file__).parents[1]


def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_setup_lists_every_package_of_the_tree() -> None:
    listed = set(setup()["options"]["packages"].split())
    tree = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "qualcase").rglob("*.py")}
    assert {name for name in listed if "_data" not in name and name != "qualcase.export.page"} == tree
    assert {"qualcase._data.corpus", "qualcase._data.codebooks"} <= listed


def test_the_version_is_said_once() -> None:
    assert setup()["metadata"]["version"] == "attr: qualcase.__version__"
    assert f"## {qualcase.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {qualcase.__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def needed(lines: str) -> set[str]:
    return {re.split(r"[^\w.-]", line.strip())[0].lower() for line in lines.splitlines() if line.strip()}


def test_nothing_that_is_needed_to_run_is_under_the_gpl() -> None:
    waiting, seen = needed(setup()["options"]["install_requires"]), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # asked for on another system only
            continue
        words = " ".join([found.metadata.get("License") or "", found.metadata.get("License-Expression") or "",
                          *(found.metadata.get_all("Classifier") or [])])  # fmt: skip
        assert not re.search(r"\b[AL]?GPL|General Public License", words[:4000]), f"{name}: {words[:200]}"
        waiting |= {re.split(r"[^\w.-]", line)[0].lower() for line in found.requires or [] if "extra ==" not in line}
    assert {"numpy", "pandas", "spacy", "nltk", "networkx"} <= seen
