"""Anchors: from a number to its quotes, the same on every run."""

from dataclasses import replace

import numpy as np
import pytest
from lxml import html as lxml_html
from small_study import study

from qualcase.export.anchors import Anchors

PEOPLE = {"A": ("head", "community"), "C": ("officer", "company")}
SAID = [{"voice": "A", "stance": "supports"}, {"voice": "C", "stance": "supports"}, {"voice": "A", "code": "visits"}]


def test_one_coding_is_its_quote_and_several_are_a_set(tmp_path):
    snapshot = study(tmp_path / "s", PEOPLE, SAID).snapshot
    anchors = Anchors(snapshot, np.arange(3))
    assert anchors.numbers([]) is None
    assert anchors.numbers([1]) == f"#{anchors.quote(1)}"
    assert anchors.numbers([2, 0, 2]) == anchors.numbers(np.array([0, 2])) != anchors.numbers([0, 1])
    assert list(anchors.sets.values()) == [(0, 2), (0, 1)]
    assert anchors.numbers([0, 1, 2]) == "#quotes"


def test_a_coding_that_is_no_evidence_has_a_set_of_its_own(tmp_path):
    snapshot = study(tmp_path / "s", PEOPLE, SAID).snapshot
    anchors = Anchors(snapshot, np.array([0, 1]))
    assert anchors.numbers([2]).startswith("#e-")


def test_an_id_from_a_strange_file_gives_a_plain_anchor(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID)
    ids = list(case.snapshot.codings.ids)
    ids[0] = 'x" onclick="alert(1) é'
    snapshot = replace(case.snapshot, codings=replace(case.snapshot.codings, ids=ids))
    assert Anchors(snapshot, np.arange(3)).quote(0)[2:].isalnum()


def test_what_a_rule_left_out_can_still_be_read_in_the_report(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID)
    with pytest.warns(UserWarning, match="only the interviewer's words"):
        case.code("And what about that?", "visits", source="A-int", turn=3)
    page = lxml_html.fromstring(case.report(tmp_path / "out", lang="en").page.read_text("utf-8"))
    ids = {e.get("id") for e in page.iter()}
    assert {a.get("href")[1:] for a in page.iter("a")} <= ids
    left_out = [e for e in page.iterfind(".//section[@class='set']//li") if "And what about that?" in e.text_content()]
    assert len(left_out) == 1
    assert not list(left_out[0].iter("a"))
    assert "the interviewer" in page.text_content()
