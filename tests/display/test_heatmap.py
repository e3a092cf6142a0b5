"""The heat map: the numbers drawn, and where they lead."""

import re

import pytest

from qualcase.errors import OptionError


def test_a_heat_map_writes_each_number_and_links_it(case):
    drawn = case.heatmap("code", "role", value="codings")
    seen = []
    svg = drawn.svg(lang="id", href=lambda rows: seen.append(len(rows)) or f"#e{len(rows)}")
    matrix = case.matrix("code", "role")
    assert sorted(seen) == sorted(n for n in matrix.codings.reshape(-1).tolist() if n)
    assert len(re.findall('<a href="#e', svg)) == len(seen)
    assert "Ketua kelompok" in svg
    assert "<a" not in drawn.svg(lang="en")
    with pytest.raises(OptionError, match="value"):
        case.heatmap(value="words")


def test_a_heat_map_says_whose_codings_it_counts(case):
    drawn = case.heatmap()
    assert drawn.title("id").endswith("Bukti: pengodean oleh consensus.")
    assert "Evidence: the codings of consensus." in drawn.svg(lang="en")
    assert "consensus." in drawn._repr_html_()


def test_a_heat_map_is_drawn_by_matplotlib_on_request(case):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    axes = case.heatmap().plot()
    assert axes.figure is not None
    pyplot.close(axes.figure)
