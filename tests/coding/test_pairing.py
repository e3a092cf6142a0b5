"""Which coding answers which: hand-made cases, and a slow pairing by every pair of two as the oracle."""

from hypothesis import given
from hypothesis import strategies as st

from qualcase.coding.pairing import Pair, Put, pair_up


def put(start: int, end: int, code: str = "trust", **more: str) -> Put:
    given = {"text": "t", "book": "b", "holder": "", "target": "", "stance": "supports", "basis": "first_hand", **more}
    return Put(start=start, end=end, code=code, row=0, **given)


def test_the_same_code_is_paired_before_a_longer_overlap_of_another() -> None:
    trust, other, theirs = put(0, 10), put(0, 20, "commitment"), put(5, 20)
    assert pair_up([trust, other], [theirs]) == [Pair(trust, theirs), Pair(other, None)]


def test_a_coding_answers_one_alone_and_the_likest_is_taken() -> None:
    near, far, theirs = put(0, 10), put(0, 30), put(0, 11)
    assert set(pair_up([far, near], [theirs])) == {Pair(near, theirs), Pair(far, None)}


def test_what_only_touches_or_is_of_another_text_or_book_is_not_paired() -> None:
    ours = put(0, 10)
    for theirs in (put(10, 20), put(0, 10, text="u"), put(0, 10, book="c", code="visits")):
        assert set(pair_up([ours], [theirs])) == {Pair(ours, None), Pair(None, theirs)}


def test_opposite_stances_on_the_same_words_are_a_difference_of_stance() -> None:
    whole, part, theirs = put(0, 40), put(10, 20, stance="contradicts"), put(10, 20)
    assert set(pair_up([whole, part], [theirs])) == {Pair(part, theirs), Pair(whole, None)}
    assert Pair(part, theirs).differs == ("stance",)


def test_a_basis_that_nobody_wrote_down_differs_from_none() -> None:
    assert Pair(put(0, 9), put(0, 9, basis="")).differs == ()


def test_many_codings_over_one_another_are_paired_at_once() -> None:
    ours = [put(0, 1000 + n) for n in range(700)]
    theirs = [put(0, 1000 + n) for n in range(700)]
    assert all(pair.differs == () for pair in pair_up(ours, theirs))


def test_two_differ_in_all_that_is_unlike_the_costliest_first() -> None:
    ours = put(0, 10)
    assert Pair(ours, put(0, 10)).differs == ()
    assert Pair(ours, put(0, 9)).differs == ("ends",)
    assert Pair(ours, put(0, 9, stance="contradicts", basis="attributed")).differs == ("stance", "basis", "ends")
    assert Pair(ours, put(0, 10, holder="company")).differs == ("direction",)
    assert Pair(ours, put(0, 10, "commitment", stance="contradicts")).differs == ("code",)
    assert Pair(ours, None).differs == ("only first",)
    assert Pair(None, ours).differs == ("only second",)


PUTS = st.lists(
    st.builds(
        lambda start, length, code, stance, text: put(start, start + length, code, stance=stance, text=text),
        st.integers(0, 30), st.integers(1, 12), st.sampled_from(["trust", "commitment"]),
        st.sampled_from(["supports", "contradicts"]), st.sampled_from("tu"),
    ),
    max_size=8,
    unique=True,
)  # fmt: skip


@given(PUTS, PUTS)
def test_pairing_takes_the_likest_pair_of_all_again_and_again(ours: list[Put], theirs: list[Put]) -> None:
    pairs = pair_up(ours, theirs)
    rest_a, rest_b, expected = list(ours), list(theirs), []
    while True:
        every = [(likeness(a, b), ours.index(a), theirs.index(b)) for a in rest_a for b in rest_b]
        left = [item for item in every if item[0] is not None]
        if not left:
            break
        _, n, m = min(left)
        expected.append(Pair(ours[n], theirs[m]))
        rest_a.remove(ours[n])
        rest_b.remove(theirs[m])
    expected += [Pair(a, None) for a in rest_a] + [Pair(None, b) for b in rest_b]
    assert sorted(pairs, key=repr) == sorted(expected, key=repr)


def likeness(a: Put, b: Put) -> tuple[bool, bool, bool, float] | None:
    shared = len({*range(a.start, a.end)} & {*range(b.start, b.end)})
    if a.text != b.text or not shared:
        return None
    whole = max(a.end, b.end) - min(a.start, b.start)
    return a.code != b.code, shared < whole, a.stance != b.stance, -shared / whole


@given(PUTS, PUTS)
def test_every_coding_is_in_one_pair_and_sides_may_be_changed(ours: list[Put], theirs: list[Put]) -> None:
    pairs = pair_up(ours, theirs)
    assert sorted((p.first for p in pairs if p.first), key=repr) == sorted(ours, key=repr)
    assert sorted((p.second for p in pairs if p.second), key=repr) == sorted(theirs, key=repr)
    turned = pair_up(theirs, ours)
    assert len(turned) == len(pairs)
