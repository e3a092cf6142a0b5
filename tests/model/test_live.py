import sqlite3
import warnings
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import small_cases

import qualcase as qc
from qualcase.errors import OptionError
from qualcase.model.live import MANY, Live
from qualcase.model.nouns import BASES, STANCES, Coding, Memo, Segments, Source, Text, Voice


def told(snapshot):
    """Everything that a snapshot says, in names: the order of the codings and the numbers do not matter."""
    codings, out = snapshot.codings, {}
    for n, id in enumerate(codings.ids):
        names = {
            "coder": codings.coders, "stance": STANCES, "basis": BASES, "holder": codings.parties,
            "target": codings.parties, "aspect": codings.aspects, "phase": codings.phases,
        }  # fmt: skip
        said = {name: among[at] if (at := int(getattr(codings, name)[n])) >= 0 else "" for name, among in names.items()}
        place = [snapshot.sources[codings.source[n]].id, int(codings.start[n]), int(codings.end[n])]
        flags = [bool(getattr(codings, name)[n]) for name in ("hedge", "not_yet", "key", "withdrawn")]
        out[id] = (snapshot.codes[codings.code[n]].name, *said.values(), *place, *flags, int(codings.since[n]))
    kept = frozenset(codings.ids[snapshot.rows])
    coding, voice = snapshot.speakers
    speak = frozenset((codings.ids[c], snapshot.voices[v].id) for c, v in zip(coding, voice, strict=True))
    return out, kept, speak, snapshot.memos, tuple(ref.name for ref in snapshot.codes)


def words_of(snapshot):
    return [replace(row, memo="", time="", created="") for row in snapshot.details(list(snapshot.codings.ids))]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["code", "edit", "withdraw", "drop", "memo", "undo", "redo", "voice"]),
        st.integers(0, 30),
        st.sampled_from(["", "a", "b", "c"]),
        st.booleans(),
    ),
    max_size=10,
)


@settings(max_examples=40)
@given(small_cases(), CHANGES)
def test_a_snapshot_that_caught_up_equals_one_built_anew_and_older_ones_never_change(small, changes):
    case = small.case
    looks = []
    for what, at, aspect, look in changes:
        change_one(case, what, at, aspect)
        if not look:  # several events may pass between two looks
            continue
        snapshot = case.snapshot
        assert told(snapshot) == told(Live(case._store).snapshot())
        looks.append((snapshot, told(snapshot), words_of(snapshot)))
    for snapshot, was, words in looks:
        assert told(snapshot) == was
        assert words_of(snapshot) == words


def change_one(case, what, at, aspect):
    codings = case.rows(Coding)
    if what in ("undo", "redo"):
        with suppress(OptionError):
            getattr(case, what)()
        return
    with case.record(what) as change:
        if what == "memo":
            change.put(Memo(f"m{at}", "case", text=aspect))
        elif what == "voice":
            change.put(Voice(f"V{at}", "member", "community"))
        elif codings and what != "code":
            row = codings[at % len(codings)]
            if what == "drop":
                change.drop(Coding, row.id)
            else:
                change.put(replace(row, aspect=aspect, withdrawn=what == "withdraw"))
        elif what == "code":
            source = case.snapshot.sources[0]
            text = case.snapshot.text(0)
            end = 1 + at % len(text)
            row = Coding(f"n{at}", source.id, source.text, 0, end, text[:end], "small", "visit", "budi", aspect=aspect)
            if not change.find(Coding, **{name: getattr(row, name) for name in Coding.IDENTITY}):
                change.put(row)


def test_looking_again_costs_nothing_and_a_coding_costs_one_row(case, monkeypatch):
    before = case.snapshot
    assert case.snapshot is before
    monkeypatch.setattr(Live, "_build", lambda *_: pytest.fail("built anew"))
    case.code("Judul", "trust", source="YL-01", span=(0, 5))
    assert len(case.snapshot.codings) == len(before.codings) + 1
    assert case.snapshot.units is before.units


def test_a_coding_that_was_undone_is_gone_and_one_that_was_redone_is_there(case):
    before = case.snapshot
    made = case.code("", "trust", source="YL-01", span=(0, 5), aspect="new")
    assert made.id in case.snapshot.codings.ids
    case.undo()
    after = case.snapshot
    assert made.id not in after.codings.ids
    assert told(after) == told(before)
    case.redo()
    assert told(case.snapshot) == told(Live(case._store).snapshot())
    assert made.id in case.snapshot.codings.ids[case.snapshot.rows]


def test_many_codings_at_once_are_read_at_one_go(case, monkeypatch):
    before = case.snapshot
    monkeypatch.setattr(Live, "_catch_up", lambda *_: pytest.fail("caught up one by one"))
    text = before.sources[0].text
    words = before.text(0)
    with case.record("merge") as change:
        change.put_all(
            Coding(f"x{n}", before.sources[0].id, text, n, n + 2, words[n : n + 2], "four-elements", "trust", "ani")
            for n in range(MANY + 1)
        )
    assert len(case.snapshot.codings) == len(before.codings) + MANY + 1


def test_a_view_shows_its_quotes_after_the_coding_was_taken_back(case):
    case.code("Judul", "trust", source="YL-01", span=(0, 5), stance="supports", memo="first")
    view = case.where(coder="tester")
    case.undo()
    assert view.quotes().frame[["source", "code", "stance", "coder"]].values.tolist() == [
        ["YL-01", "trust", "supports", "tester"]
    ]
    assert case.where(coder="ani").snapshot.codings is not view.snapshot.codings


def test_a_case_without_anything_answers_every_question():
    empty = qc.Case(coder="ani")
    for result in (
        empty.sources(), empty.informants(), empty.count("code"), empty.count("role"), empty.quotes(),
        empty.matrix("code", "role"), empty.matrix("source", "code"), empty.cooccur(within="turn"),
        empty.cooccur(within="overlap"), empty.cooccur(within="source"),
    ):  # fmt: skip
        assert len(result) == len(result.frame) == 0
        assert result.sheet(lang="en").title in repr(result) or repr(result)
        assert result._repr_html_()
    for by in ("code", "role", "side", "voice", "source", "kind", "stance", "basis", "aspect", "phase"):
        assert empty.matrix(by, by).codings.size == 0


def test_a_text_without_turns_or_voices_is_nobodys_evidence():
    case = qc.Case(coder="ani")
    case.use("four-elements")
    with case.record("made") as change:
        change.put(Text("h", "percaya sekali"), Source("D", "document", "h"), Segments("D", "h", "1"))
    case.code("percaya", "trust", source="D", stance="supports")
    counted = case.count("code")
    assert counted.frame["codings"].sum() == 0
    assert [(s.rule, s.dropped.size) for s in counted.steps] == [("step.no_voice", 1)]
    assert case.quotes().frame["turn"].tolist() == [0]
    assert case.where(code="trust", near="trust", within="turn").quotes().ids == set()


def test_words_that_somebody_moved_are_noticed_when_the_case_opens(tmp_path):
    path = tmp_path / "x.qualcase"
    with qc.Case(path, coder="ani") as case:
        case.use("four-elements")
        (tmp_path / "a.txt").write_text("YL: Saya percaya.\nPW: Oh.\n", encoding="utf-8")
        case.add(tmp_path / "a.txt")
        case.code("percaya", "trust", source="a")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        qc.Case(path).snapshot  # noqa: B018
    with sqlite3.connect(path) as con:
        con.execute("UPDATE coding SET start = start + 1")
    con.close()
    with qc.Case(path) as case, pytest.warns(UserWarning, match="1 codings do not quote the words at their place"):
        case.snapshot  # noqa: B018


def test_sources_lie_apart_on_one_line(case):
    snapshot = case.snapshot
    assert (np.diff(snapshot.base) == 2**32).all()
    for kind in ("turn", "sentence", "paragraph"):
        unit = snapshot.unit(kind)
        assert (np.diff(unit.start) > 0).all()
        assert (unit.start[1:] >= unit.end[:-1]).all()
