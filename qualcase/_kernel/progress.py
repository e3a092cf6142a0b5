"""A progress bar on stderr, when somebody is there to see it."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def progress(items: Iterable[Item], what: str, *, total: int, least: int = 20) -> Iterator[Item]:
    """Pass `items` on, with a bar if stderr is a terminal and there are at least `least` of them."""
    if total < least or not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(items, desc=what, total=total, file=sys.stderr, leave=False)
