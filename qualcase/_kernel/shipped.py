"""Where the example study and the codebooks that come with qualcase lie."""

from pathlib import Path
from typing import Literal


def shipped(kind: Literal["corpus", "codebooks"]) -> Path:
    """Give the folder of what is shipped: in the package as installed, or at the root of a source checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind
