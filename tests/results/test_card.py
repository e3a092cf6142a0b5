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


def test_an_indonesian_study_has_an_indonesian_card(tmp_path):
    said = [{"voice": "A", "stance": "supports"}, {"voice": "C", "stance": "supports", "technique": "document"}]
    case = study(tmp_path / "s", PEOPLE, said, lang="id")
    pairs = dict(card(case.snapshot).pairs)
    assert pairs["sumber"] == "1 wawancara, 1 dokumen"
    assert pairs["pengodean"] == "2 oleh ani"
    assert repr(case.where(code="trust")).startswith("Bagian dari")
    assert 'lang="id"' in case._repr_html_()


def test_no_line_of_a_card_is_longer_than_the_terminal(tmp_path, monkeypatch):
    case = study(tmp_path / "s", PEOPLE, [{"voice": "A", "stance": "supports"}], title="A long title " * 20)
    for places in (80, 120):
        monkeypatch.setenv("COLUMNS", str(places))
        for shown in (case, case.history, case.matrix("code", "role"), case.quotes()):
            assert max(map(len, repr(shown).splitlines())) <= places
