"""The case as a study folder: all of it, readable, the same twice, and read back whole."""

import pytest
from small_study import study

import qualcase as qc
from qualcase.errors import FormatError

PEOPLE = {"A": ("head", "community"), "C": ("officer", "company")}
SAID = [{"voice": "A", "stance": "supports", "aspect": "visits"}, {"voice": "C", "stance": "supports"}]


@pytest.fixture
def small(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID)
    case.claim("They trust.", rests_on=case.where(code="trust", aspect="visits"))
    case.memo("Look again.", about="source:A-int")
    return case


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_read_back_gives_the_same_findings(small, tmp_path):
    back = qc.open(small.archive(tmp_path / "a"))
    assert back.quotes().frame.drop(columns="id").equals(small.quotes().frame.drop(columns="id"))
    assert back.quotes().ids == small.quotes().ids
    assert back.triangulate().frame.equals(small.triangulate().frame)
    assert back.verify().frame.equals(small.verify().frame)
    assert back.verify()[back.claims[0].id].changed == ()


def test_writing_twice_gives_the_same_bytes(small, tmp_path):
    once, twice = (files(small.archive(tmp_path / name)) for name in ("a", "b"))
    assert once == twice
    assert {"study.yaml", "informants.csv", "sources.csv", "claims.yaml", "history.jsonl"} <= set(once)


def test_a_report_of_what_was_read_back_is_the_same(small, tmp_path):
    back = qc.open(small.archive(tmp_path / "a"))
    pages = [
        case.report(tmp_path / name).page.read_text("utf-8").split("<footer>")[0]
        for name, case in (("x", small), ("y", back))
    ]
    assert pages[0] == pages[1]


def test_a_folder_of_something_else_is_left_alone(small, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    with pytest.raises(FormatError):
        small.archive(tmp_path / "other")
    assert files(tmp_path / "other") == {"thesis.txt": b"mine"}
