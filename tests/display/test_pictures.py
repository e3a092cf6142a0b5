"""Heat map, network and the highlighted transcript: the numbers drawn, and where they lead."""

import re

import pytest
from small_study import study

from qualcase.errors import NotFound, OptionError

PEOPLE = {"A": ("head", "community"), "B": ("member", "community")}
SAID = [
    {"voice": "A", "stance": "supports"},
    {"voice": "A", "code": "visits", "words": "Sentence 1 of A"},
    {"voice": "B", "code": "visits", "words": "<script>alert(1)</script> مرحبا 👩‍👩‍👧 \\frac"},
]


@pytest.fixture
def small(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID[:1] + SAID[2:])


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


def test_a_network_joins_codes_that_meet_and_links_its_lines(case):
    net = case.network(within="turn")
    both = [d["both"] for _, _, d in net.graph.edges(data=True)]
    svg = net.svg(lang="id", href=lambda rows: f"#n{len(rows)}")
    assert svg.count("<a href") == len(both)
    assert net.layout() == case.network(within="turn").layout()
    assert len(case.network(within="turn", least=99).graph.edges) == 0
    for a, b, data in net.graph.edges(data=True):
        assert set(data["ids"].split()) == net.pairs.quotes(a, b).ids
        assert net.pairs.quotes(a, b).frame["turn"].nunique() <= data["both"] * 5


def test_a_network_can_be_saved_for_other_programs(case, tmp_path):
    import networkx as nx

    back = nx.read_graphml(case.network(within="turn").to(tmp_path / "codes.graphml"))
    assert set(back) == set(case.network(within="turn").graph)


def test_pictures_are_drawn_by_matplotlib_on_request(case):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    for picture in (case.heatmap(), case.network(within="turn")):
        axes = picture.plot()
        assert axes.figure is not None
        pyplot.close(axes.figure)


def test_hostile_words_are_text_on_a_highlighted_transcript(small):
    html = small.highlight("B-int").html()
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "مرحبا 👩‍👩‍👧 \\frac" in html
    assert "<mark" in html
    assert "visits" in repr(small.highlight("B-int"))


def test_a_view_highlights_its_own_codings_only(small):
    assert "<mark" not in small.where(code="trust").highlight("B-int").html()
    with pytest.raises(NotFound, match="no source 'B-in'"):
        small.highlight("B-in")
