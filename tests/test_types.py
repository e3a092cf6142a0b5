"""What a type checker says of a user's script."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """\
import qualcase as qc

case = qc.Case()
view = case.where(code="trust", stance="supports")
reveal_type(view)
reveal_type(view.cooccur(within="turn"))
case.where(cod="trust")
view.code("a quote", "trust", source="YL-01")
view.cooccur(within="page")
"""


@pytest.mark.slow
def test_a_view_is_typed_and_a_type_checker_refuses_to_record_through_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--follow-imports=silent", "--config-file=", str(script)]
    said = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False).stdout
    lines = {int(line.split(":")[1]): line for line in said.splitlines() if line.count(":") >= 2}
    assert 'Revealed type is "qualcase.case.View"' in lines[5]
    assert "Cooccurrence" in lines[6]
    assert 'Unexpected keyword argument "cod"' in lines[7]
    assert '"View" has no attribute "code"' in lines[8]
    assert "incompatible type" in lines[9]
