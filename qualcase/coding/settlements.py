"""Which settlement on record settles which difference."""

from collections.abc import Iterable, Sequence

from qualcase.coding.pairing import Pair
from qualcase.model.nouns import Settlement


def settlements_of(
    found: Sequence[Pair], settled: Iterable[Settlement], ids: Iterable[tuple[str, str]]
) -> list[Settlement | None]:
    """Give how each pair was settled: the settlement of these very codings, `ids` of each pair, else of their words.

    By their words only settlements that name no codings are found, as somebody types them into a table.
    """
    rows = list(settled)
    if not rows:
        return [None] * len(found)
    by_codings = {frozenset(one.came_from): one for one in rows if one.came_from}
    by_text: dict[str, list[Settlement]] = {}
    for one in rows:
        if not one.came_from:
            by_text.setdefault(one.text, []).append(one)
    return [
        by_codings.get(frozenset(filter(None, pair_ids))) or (_by_words(pair, by_text) if by_text else None)
        for pair, pair_ids in zip(found, ids, strict=True)
    ]


def _by_words(pair: Pair, by_text: dict[str, list[Settlement]]) -> Settlement | None:
    """Give the settlement on a pair's codes, or one of them, that is most about its words."""
    puts = [put for put in pair if put is not None]
    start, end = min(put.start for put in puts), max(put.end for put in puts)
    codes = {f"{put.book}/{put.code}" for put in puts}
    bare = {put.code: f"{put.book}/{put.code}" for put in puts}
    near = []
    for one in by_text.get(puts[0].text, ()):
        shared = min(one.end, end) - max(one.start, start)
        about = {bare.get(code, code) for code in one.codes}
        if shared > 0 and about & codes:
            near.append(((about == codes, shared / (max(one.end, end) - min(one.start, start))), one))
    return max(near, key=lambda item: item[0])[1] if near else None
