"""The documentation builds without a warning or an address outside; its pages run; it names every verb."""

import doctest
import importlib.util
import inspect
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import qualcase as qc
from qualcase import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(set(DOCS.glob("how-to/*.md")) - {DOCS / "how-to" / "index.md"})
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```", re.S | re.M)
STAGES = ("ingest", "coding", "reduce", "display", "conclude", "export")


def verbs() -> list[tuple[str, str]]:
    """Each verb with its stage, as the packages have it; `where` is a selection of `reduce` in a wrapper."""
    found = []
    for name, verb in inspect.getmembers(qc.Case, inspect.isfunction):
        package = verb.__module__.split(".")[1]
        if package in STAGES:
            found.append((package, name))
    return found


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("sphinx"), reason='needs sphinx: pip install -e ".[docs]"')
def test_the_documentation_builds_without_a_warning_or_an_address_outside(tmp_path: Path) -> None:
    shutil.copytree(
        DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("_build", "jupyter_execute", ".jupyter_cache")
    )
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "docs", "built"],
        cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    for page in (tmp_path / "built").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)=\"((?:https?:)?//[^\"]+)", text)
        assert not fetched, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_how_to_page_says_to_type_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    assert {kind for kind, _ in blocks} == {"python", "console"}
    for kind, text in blocks:
        if kind == "python":
            exec(compile(text, page.name, "exec"), known)
            continue
        for line in text.strip().splitlines():
            command, *given = shlex.split(line, comments=True)
            assert command == "qualcase", line
            assert cli.main(given) == cli.OK, line


@pytest.mark.parametrize("page", ["tour", "tur", "method"])
def test_what_a_page_prints_is_what_the_library_says(page: str, case: qc.Case) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    session = "\n".join(re.findall(r"^```pycon\n(.*?)^```", text, re.S | re.M))
    test = doctest.DocTestParser().get_doctest(session, {"case": case}, page, f"{page}.md", 0)
    assert test.examples
    runner, said = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS), list[str]()
    runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


@pytest.mark.parametrize(("stage", "verb"), verbs())
def test_the_reference_has_every_verb_on_the_page_of_its_stage(stage: str, verb: str) -> None:
    page = (DOCS / "reference" / f"{stage}.md").read_text(encoding="utf-8")
    assert f".. automethod:: qualcase.Case.{verb}\n" in page


@pytest.mark.parametrize("link", sorted(set(re.findall(r"pictures/[\w-]+\.png", "".join(
    path.read_text(encoding="utf-8") for path in [*DOCS.rglob("*.md"), ROOT / "README.md"]
)))))  # fmt: skip
def test_a_picture_is_there_and_small(link: str) -> None:
    assert 1_000 < (DOCS / link).stat().st_size < 150_000


def test_the_glossary_calls_things_as_the_catalogue_and_the_codebook_do() -> None:
    from qualcase.render.labels import label

    said = (DOCS / "glossary.md").read_text(encoding="utf-8")
    keys = ("report.triangulation", "head.stance", "head.basis", "head.voice", "head.holder", "head.target")
    labels = ("agreement", "partial", "silence", "dissonance", "untested", "no_evidence")
    for key in (*keys, *(f"label.{name}" for name in labels)):
        for lang in ("en", "id"):
            assert label(key, lang).lower() in said.lower(), key
    linked = set(re.findall(r"\[`(\w+)`\]\(reference/(\w+)\.md\)", said))
    assert linked
    assert linked <= {(verb, stage) for stage, verb in verbs()}
