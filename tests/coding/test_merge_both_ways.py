"""Merging as a law: twice is once, both ways give the same codings, and nothing of either is lost."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wells import book, write_wells

import qualcase as qc
from qualcase.model.nouns import Coding
from qualcase.render.labels import said

QUOTES = [
    ("Saya percaya pada mereka.", "A-01"), ("Saya percaya", "A-01"), ("Dulu belum percaya.", "A-01"),
    ("Mereka menepati kata.", "A-01"), ("Kami curiga.", "B-01"),
]  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["code", "uncode", "memo", "recode"]), st.sampled_from(QUOTES),
        st.sampled_from(["trust", "promise"]), st.sampled_from(["supports", "contradicts", None]),
        st.sampled_from(["", "company"]),
    ),
    max_size=6,
)  # fmt: skip
WORKED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wells(tmp_path_factory.mktemp("study"))


@contextmanager
def worked(study: Path, *parts: tuple[str, list]) -> Iterator[list[qc.Case]]:  # type: ignore[type-arg]
    """Give a case file of the study for each coder, with what she did in it."""
    with TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = []
        for coder, steps in parts:
            case = qc.Case(Path(place) / f"{coder}.qualcase", coder=coder)
            case.add(study)
            for step in steps:
                act(case, *step)
            cases.append(case)
        try:
            yield cases
        finally:
            for case in cases:
                case.close()


def act(case: qc.Case, verb: str, quote: tuple[str, str], code: str, stance: str | None, holder: str) -> None:
    mine = [row for row in case.rows(Coding) if not row.withdrawn]
    if verb == "code":
        case.code(quote[0], code, source=quote[1], stance=stance, holder=holder)  # type: ignore[arg-type]
    elif verb == "memo":
        case.memo(f"tentang {code}", about=f"code:{code}")
    elif mine and verb == "uncode":
        case.uncode(mine[0])
    elif mine:
        case.recode(mine[-1], code=code)


def content(case: qc.Case, *coders: str) -> set[tuple[object, ...]]:
    names = (*Coding.IDENTITY, "stance", "memo", "withdrawn", "was")
    return {tuple(getattr(row, name) for name in names) for row in case.rows(Coding) if row.coder in coders}


@WORKED
@given(ani=STEPS, budi=STEPS)
def test_merging_twice_is_merging_once(study: Path, ani: list, budi: list) -> None:  # type: ignore[type-arg]
    with worked(study, ("ani", ani), ("budi", budi)) as (ours, theirs):
        ours.merge(theirs.path)
        once, n = {row.id: row for row in ours.rows(Coding)}, len(ours.history)
        assert set(ours.merge(theirs.path).frame["outcome"]) <= {"there already"}
        assert {row.id: row for row in ours.rows(Coding)} == once
        assert len(ours.history) == n


@WORKED
@given(ani=STEPS, budi=STEPS)
def test_both_ways_give_the_same_codings_and_nothing_of_either_is_lost(study: Path, ani: list, budi: list) -> None:  # type: ignore[type-arg]
    with worked(study, ("ani", ani), ("budi", budi)) as (a, b):
        of_ani, of_budi = content(a, "ani"), content(b, "budi")
        a.merge(b.path)
        assert content(a, "ani") == of_ani
        assert content(a, "budi") == of_budi
        b.merge(a.path)
        assert content(b, "ani", "budi") == content(a, "ani", "budi") == of_ani | of_budi
        assert {row.id for row in a.rows(Coding)} == {row.id for row in b.rows(Coding)}
        assert a.verify_chain() == b.verify_chain() == []


@WORKED
@given(steps=STEPS, more=STEPS)
def test_a_copy_that_was_worked_on_comes_back_as_it_is(study: Path, steps: list, more: list) -> None:  # type: ignore[type-arg]
    with worked(study, ("budi", steps)) as (budi,), TemporaryDirectory() as place:
        lead = qc.Case(Path(place) / "lead.qualcase", coder="lead")
        lead.add(study)
        lead.merge(budi.path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for step in more:
                act(budi, *step)
        lead.merge(budi.path)
        here = {row.id: row for row in lead.rows(Coding)}
        by_content = {row.content for row in here.values()}
        for row in budi.rows(Coding):
            assert row.id in here or row.content in by_content
            assert row.withdrawn or row.content in by_content or here[row.id].withdrawn
        n = len(lead.history)
        lead.merge(budi.path)
        assert len(lead.history) == n
        lead.close()


def newer(study: Path, place: Path, *changes: tuple[str, str]) -> Path:
    text = book(version="2.0.0")
    for old, new in changes:
        text = text.replace(old, new)
    path = place / "v2.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["file", "csv"])
def test_another_version_is_refused_with_the_reason_or_mapped_code_by_code(
    study: Path, tmp_path: Path, form: str
) -> None:
    code = ("code", QUOTES[0], "trust", "supports", "")
    with worked(study, ("ani", []), ("budi", [code])) as (ani, budi):
        ani.use(newer(study, tmp_path, ("id: trust", "id: reliance")))
        other = budi.path
        if form == "csv":
            other = tmp_path / "budi.csv"
            other.write_text(f"source,quote,code,stance\nA-01,{QUOTES[0][0]},trust,supports\n", encoding="utf-8")
        refused = ani.merge(other)
        assert refused.frame["outcome"].tolist() == ["conflict"]
        assert "trust" in said(refused.rows[0][4], "en")
        assert ani.rows(Coding) == []
        with pytest.raises(qc.NotFound, match="Did you mean 'reliance'"):
            ani.merge(other, codes={"trust": "relianc"})
        with pytest.raises(qc.NotFound, match="Did you mean 'trust'"):
            ani.merge(other, codes={"trusd": "reliance"})
        merged = ani.merge(other, codes={"trust": "reliance"})
        assert merged.frame["outcome"].tolist() == ["came"]
        (row,) = ani.rows(Coding)
        assert (row.code, row.was, row.version) == ("reliance", "trust", "2.0.0")
        assert ani.merge(other, codes={"trust": "reliance"}).frame["outcome"].tolist() == ["there already"]
        assert len(ani.rows(Coding)) == 1


def test_a_coding_recoded_here_does_not_come_a_second_time(study: Path) -> None:
    with worked(study, ("ani", []), ("budi", [("code", QUOTES[0], "trust", "supports", "")])) as (ani, budi):
        ani.merge(budi.path)
        ani.recode(ani.rows(Coding)[0], code="promise", reason="salah kode")
        assert ani.merge(budi.path).frame["outcome"].tolist() == ["there already"]
        assert [(row.code, row.was) for row in ani.rows(Coding)] == [("promise", "trust")]
        assert budi.merge(ani.path).frame["outcome"].tolist() == ["conflict"]  # her own stays as she has it
        assert [row.code for row in budi.rows(Coding)] == ["trust"]


def test_codings_that_took_each_others_codes_there_take_them_here(study: Path) -> None:
    code = ("code", QUOTES[0], "trust", "supports", "")
    with worked(study, ("ani", []), ("budi", [code])) as (ani, budi):
        ani.merge(budi.path)
        first = budi.rows(Coding)[0]
        budi.recode(first, code="promise")
        budi.code(*QUOTES[0][:1], "trust", source="A-01", stance="contradicts")
        assert ani.merge(budi.path).frame["outcome"].tolist() == ["updated", "came"]
        assert content(ani, "budi") == content(budi, "budi")
        assert {row.id for row in ani.rows(Coding)} == {row.id for row in budi.rows(Coding)}
        n = len(ani.history)
        ani.merge(budi.path)
        assert len(ani.history) == n
        ani.undo()
        assert [(row.id, row.code) for row in ani.rows(Coding)] == [(first.id, "trust")]
