"""What a cell unfolds in a notebook: its quotes and their places, without a script, and never too much of it."""

import re

import pytest
from lxml import html as lxml_html
from small_study import study

from qualcase.render.sheet import Column, Sheet
from qualcase.results import unfolding
from qualcase.results.unfolding import unfolded


def cells(case, result):
    return lxml_html.fromstring(unfolded(result.sheet(), case.snapshot)).findall(".//details")


def test_a_cell_unfolds_the_quotes_behind_its_number_and_where_they_stand(case):
    m = case.where(role="member").matrix("code", "role")
    drawn = cells(case, m)
    assert len(drawn) == int((m.codings > 0).sum())
    quotes = m.quotes(m.rows.names[0], "member")
    shown = [item.text_content() for item in drawn[0].iter("li")]
    assert len(shown) == min(len(quotes), unfolding.QUOTES + 1)
    assert quotes.data["quote"][0] in shown[0]
    assert quotes.places()[0] in shown[0]
    assert drawn[0].findtext("summary") == m.sheet().columns[1].cells[0]


def test_a_cell_says_how_many_quotes_it_keeps_back(case, monkeypatch):
    monkeypatch.setattr(unfolding, "QUOTES", 1)
    m = case.matrix("code", "role")
    first = next(row for row in cells(case, m) if len(list(row.iter("li"))) == 2)
    total = int(re.search(r"\((\d+)\)", first.findtext("summary")).group(1))
    assert list(first.iter("li"))[1].text_content() == f"… dan {total - 1} lagi"


def test_a_display_stays_small_and_says_which_cells_stay_shut(case, monkeypatch):
    whole = case.matrix("code", "role")._repr_html_()
    monkeypatch.setattr(unfolding, "SIZE", 20_000)
    cut = case.matrix("code", "role")._repr_html_()
    assert len(cut) < len(whole)
    shut = whole.count("<details") - cut.count("<details")
    assert shut > 0
    assert f"{shut} sel tidak dapat dibuka" in cut


def test_a_long_table_shows_its_first_rows_and_how_many_more():
    many = Sheet("t", (Column("a", ["baris"] * 1000), Column("b", ["2"] * 1000, tint=[0.5] * 1000)))
    drawn = lxml_html.fromstring(unfolded(many, None))
    assert len(drawn.findall(".//tbody/tr")) == unfolding.ROWS
    assert drawn.findtext(".//figcaption/p") == "… dan 700 baris lagi"
    wide = Sheet("t", (Column("a", ["x" * 5000] * 100),))
    assert len(unfolded(wide, None)) < unfolding.SIZE + 20_000


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "</details>"])
def test_hostile_words_stay_words(tmp_path, words):
    people = {"A": ("head", "community")}
    one = study(tmp_path / "s", people, [{"voice": "A", "stance": "supports", "quote": words}])
    drawn = one.matrix("code", "role")._repr_html_()
    assert "<script>" not in drawn
    assert drawn.count("</details>") == drawn.count("<details>") > 0


def test_the_coded_table_unfolds_nothing_since_the_words_stand_in_it(case):
    assert "<details" not in case.where(role="member", code="trust").quotes()._repr_html_()
