"""One place that imports what need not be installed."""

import importlib
from types import ModuleType

from qualcase.errors import MissingPackage


def require(module: str, *, extra: str) -> ModuleType:
    """Import `module`, or raise MissingPackage with the line that installs it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        if error.name is not None and error.name.split(".")[0] != module.split(".")[0]:
            raise
        raise MissingPackage(
            f"{module.split('.')[0]} is not installed, and this needs it. "
            f'Install it with: pip install "qualcase[{extra}]"'
        ) from error
