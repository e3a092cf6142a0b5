"""The front end's own tests, run by Node: offsets against an oracle, the queue, keys, contrast, what is built."""

import shutil
import subprocess
from pathlib import Path

import pytest

JS = Path(__file__).parent / "js"


@pytest.mark.slow
def test_the_front_end_passes_its_own_tests() -> None:
    node = shutil.which("node")
    if node is None or not (JS / "node_modules").is_dir():
        pytest.skip("needs Node: in tests/widget/js, npm ci")
    command = [
        node,
        "--test",
        "--test-force-exit",
        "--test-timeout=60000",
        *sorted(path.name for path in JS.glob("*.test.mjs")),
    ]
    done = subprocess.run(command, cwd=JS, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
