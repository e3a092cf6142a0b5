"""The card of a case: what is in it and the next step."""

from small_study import study

import qualcase as qc
from qualcase.results.card import card

PEOPLE = {"A": ("head", "community"), "C": ("officer", "company")}


def test_each_stage_names_its_next_step(tmp_path):
    with qc.Case() as empty:
        assert repr(empty).endswith('Next: case.add("a folder or a transcript")')
    uncoded = study(tmp_path / "a", PEOPLE, [])
    assert "case.suggest" in card(uncoded.snapshot).hint
    coded = study(tmp_path / "b", PEOPLE, [{"voice": "A", "stance": "supports"}])
    assert "case.triangulate()" in card(coded.snapshot).hint


def test_the_card_counts_what_there_is(tmp_path):
    said = [{"voice": "A", "stance": "supports"}, {"voice": "C", "stance": "supports", "technique": "document"}]
    pairs = dict(card(study(tmp_path / "s", PEOPLE, said).snapshot).pairs)
    assert pairs["sources"] == "1 interview, 1 document"
    assert pairs["voices"] == "A, C"
    assert pairs["codings"] == "2 by ani"


def test_a_view_says_its_filters_and_hostile_titles_stay_text(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [{"voice": "A", "stance": "supports"}], title="<script>alert(1)</script>")
    view = case.where(code="trust")
    assert dict(card(view.snapshot).pairs)["filters"] == "code=trust"
    assert repr(view).startswith("View of <script>")
    assert "<script>" not in case._repr_html_()
