"""The README's Python runs as it stands, and its links lead somewhere."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", README, re.S)
    known: dict[str, object] = {}
    for example in examples:
        assert len(example.strip().splitlines()) <= 32
        exec(compile(example, "README.md", "exec"), known)
    said = capsys.readouterr().out
    assert "trust" in said
    assert "rina menemukan 1 dari" in " ".join(said.split())
    assert (tmp_path / "out" / "report.html").stat().st_size > 100_000


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_a_link_of_the_readme_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).exists()
