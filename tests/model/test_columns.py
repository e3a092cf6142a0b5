from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcase.model.columns import FETCH, Codings, Columns

ROW = dict.fromkeys(FETCH, "") | {"source": "S", "codebook": "b", "code": "c", "coder": "ani", "start": 0, "end": 4}
ROW |= dict.fromkeys(("hedge", "not_yet", "key", "withdrawn"), False)


def row(id, **given):
    return tuple((ROW | {"id": id} | given)[name] for name in FETCH)


def told(codings):
    """What the columns say, in names."""
    out = {}
    for n, id in enumerate(codings.ids):
        aspect = codings.aspects[codings.aspect[n]] if codings.aspect[n] >= 0 else ""
        out[id] = (aspect, int(codings.end[n]), int(codings.since[n]), bool(codings.key[n]))
    return out


def test_five_codings_are_five_rows_of_numbers():
    columns = Columns(["b/c", "b/d"], ["S", "T"], ["YL"])
    columns.put([
        row("1"), row("2", source="T", code="d", voice="YL"), row("3", stance="mixed", aspect="visits"),
        row("4", time_from="2019", time_to="2020"), row("5", holder="community", key=True),
    ])  # fmt: skip
    codings = columns.view()
    assert codings.source.tolist() == [0, 1, 0, 0, 0]
    assert codings.code.tolist() == [0, 1, 0, 0, 0]
    assert codings.voice.tolist() == [-1, 0, -1, -1, -1]
    assert codings.stance.tolist() == [-1, -1, 2, -1, -1]
    assert (codings.until - codings.since).tolist() == [0, 0, 0, 731, 0]
    assert codings.parties == ("community",)
    assert codings.aspects == ("visits",)
    assert codings.key.tolist() == [False] * 4 + [True]


ROWS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from("abc"), st.integers(1, 9)), max_size=5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), ROWS),
        st.tuples(st.just("drop"), st.sets(st.integers(0, 12), max_size=3)),
    ),
    max_size=12,
)  # fmt: skip


@given(STEPS)
def test_columns_say_what_was_put_and_an_older_look_at_them_never_changes(steps):
    columns, there, looks = Columns(["b/c"], ["S"], []), {}, []
    for what, given_rows in steps:
        if what == "put":
            now = {str(key): (aspect, end, 0, end > 5) for key, aspect, end in given_rows}
            columns.put([row(id, aspect=a, end=e, key=k) for id, (a, e, _, k) in now.items()])
            there = there | now
        else:
            columns.drop(map(str, given_rows))
            there = {key: said for key, said in there.items() if int(key) not in given_rows}
        looks.append((columns.view(), dict(there)))
        for look, was in looks:
            assert told(look) == was
            assert {getattr(look, f.name).size for f in fields(Codings) if f.type in ("Ints", "Flags")} <= {len(was)}


def test_names_are_numbered_in_the_order_in_which_they_come():
    columns = Columns(["b/c"], ["S"], [])
    columns.put([row(str(n), coder=coder) for n, coder in enumerate(("zoe", "ani", "zoe", "mia", "budi"))])
    assert columns.view().coders == ("zoe", "ani", "mia", "budi")


def test_appending_copies_nothing_that_was_handed_out():
    columns = Columns(["b/c"], ["S"], [])
    columns.put([row(str(n)) for n in range(100)])
    columns.put([row("100")])  # grows, with room behind the end
    before = columns.view()
    columns.put([row("101")])
    assert np.shares_memory(before.start, columns.view().start)
    columns.put([row("3", end=9)])
    assert not np.shares_memory(before.end, columns.view().end)
    assert before.end[3] == 4
