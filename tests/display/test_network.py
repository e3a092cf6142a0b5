"""The code network: which codes meet, and where its lines lead."""

import pytest


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


def test_a_network_is_drawn_by_matplotlib_on_request(case):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    axes = case.network(within="turn").plot()
    assert axes.figure is not None
    pyplot.close(axes.figure)
