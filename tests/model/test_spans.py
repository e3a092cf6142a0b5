import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import spans_at_random

from qualcase.model import spans


def columns(pairs):
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def characters(pairs):
    return {at for start, end in pairs for at in range(start, end)}


def written(found):
    return [(int(start), int(end)) for start, end in zip(*found, strict=True)]


def maximal(marked):
    """The runs of a set of places."""
    return [(at, next(e for e in range(at, 99) if e not in marked)) for at in sorted(marked) if at - 1 not in marked]


def test_spans_that_touch_become_one():
    assert written(spans.merge(*columns([(4, 6), (0, 2), (2, 4), (9, 9), (8, 10)]))) == [(0, 6), (8, 10)]


@given(spans_at_random())
def test_the_union_of_spans_has_their_characters_and_no_others(pairs):
    assert written(spans.merge(*columns(pairs))) == maximal(characters(pairs))


@given(spans_at_random(), spans_at_random())
def test_what_two_sets_of_spans_share_and_do_not_share_is_what_their_characters_say(a, b):
    in_a, in_b = characters(a), characters(b)
    assert written(spans.intersect(columns(a), columns(b))) == maximal(in_a & in_b)
    assert written(spans.subtract(columns(a), columns(b))) == maximal(in_a - in_b)


@given(spans_at_random(), spans_at_random(), st.none() | st.integers(0, 9))
def test_a_span_is_near_another_if_so_few_characters_lie_between(pairs, others, distance):
    def near(span, other):
        between = min((abs(p - q) - 1 for p in range(*span) for q in range(*other)), default=None)
        return between is not None and between <= (-1 if distance is None else distance)

    found = spans.others_near(*columns(pairs), columns(others), distance)
    assert found.tolist() == [sum(near(span, other) for other in others) for span in pairs]


@given(spans_at_random(), spans_at_random())
def test_a_span_is_in_every_unit_that_holds_one_of_its_characters(pairs, pieces):
    units = maximal(characters(pieces))
    span, unit = spans.incidence(*columns(pairs), *columns(units))
    expected = [
        (n, u)
        for n, pair in enumerate(pairs)
        for u, piece in enumerate(units)
        if characters([pair]) & characters([piece])
    ]
    assert list(zip(span.tolist(), unit.tolist(), strict=True)) == expected


def overlaps(pairs, code, n_codes):
    table = np.zeros((n_codes, n_codes), np.int64)
    for i, a in enumerate(pairs):
        for j, b in enumerate(pairs[:i]):
            if characters([a]) & characters([b]):
                table[code[i], code[j]] += 1
                if code[i] != code[j]:
                    table[code[j], code[i]] += 1
    return table.tolist()


@given(spans_at_random(), st.data(), st.integers(1, 5), st.integers(1, 7))
def test_overlapping_pairs_are_counted_whichever_way_they_are_counted(pairs, data, n_codes, few):
    code = data.draw(st.lists(st.integers(0, n_codes - 1), min_size=len(pairs), max_size=len(pairs)))
    start, end = columns(pairs)
    expected = overlaps(pairs, code, n_codes)
    assert spans.overlap_counts(start, end, np.array(code, np.int64), n_codes).tolist() == expected
    assert spans.overlap_counts(start, end, np.array(code, np.int64), n_codes, chunk=few).tolist() == expected


@given(spans_at_random(), st.data(), st.integers(1, 3))
def test_dense_overlaps_are_counted_in_blocks_without_a_pair_array(pairs, data, block):
    pairs = sorted(pair for pair in pairs if pair[1] > pair[0])
    code = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(pairs), max_size=len(pairs))), np.int64)
    table = spans._count_by_depth(*columns(pairs), code, 3, block=block)
    both = table + table.T
    np.fill_diagonal(both, table.diagonal())
    assert both.tolist() == overlaps(pairs, code.tolist(), 3)


def test_dense_overlaps_need_memory_for_the_table_only():
    import tracemalloc

    n = 20_000  # all of them overlap: 2e8 pairs
    start, end, code = np.arange(n), np.arange(n) + n, np.arange(n) % 50
    tracemalloc.start()
    table = spans.overlap_counts(start, end, code, 50)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.triu(table).sum() == n * (n - 1) // 2
    assert peak < 40e6


def test_no_spans_give_no_spans():
    assert written(spans.merge(*columns([]))) == []
    assert spans.overlap_counts(*columns([]), np.empty(0, np.int64), 3).tolist() == [[0] * 3] * 3
