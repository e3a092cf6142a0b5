"""The code network: which codes meet, where its lines lead, and that its codes keep clear of each other."""

from itertools import combinations, pairwise
from math import dist

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


@pytest.mark.parametrize("least", [1, 4, 99])
def test_codes_that_meet_no_other_stand_in_rows_beneath_and_crowd_nobody(case, least):
    net = case.network(within="turn", least=least)
    graph, place = net.graph, net.layout()
    alone = {name: place[name] for name in graph if not graph.degree(name)}
    assert list(place)
    assert set(place) == set(graph)
    assert all(y < 0 for _, y in alone.values())
    assert all(0 <= x <= 1 and 0 <= y <= 1 for name, (x, y) in place.items() if name not in alone)
    assert min(dist(a, b) for a, b in combinations(place.values(), 2)) > 0.03
    assert min((dist(a, b) for a, b in combinations(alone.values(), 2)), default=1) > 0.12


def test_groups_of_codes_that_are_not_joined_lie_side_by_side(case):
    import networkx as nx

    net = case.network(within="turn")
    groups = [list("abc"), list("de"), list("fg")]
    graph = nx.Graph([pair for group in groups for pair in combinations(group, 2)], both=1)
    place = net.layout(graph)
    ends = [(min(place[node][0] for node in group), max(place[node][0] for node in group)) for group in groups]
    assert all(right < left for (_, right), (left, _) in pairwise(ends))


def test_a_network_can_be_saved_for_other_programs(case, tmp_path):
    import networkx as nx

    back = nx.read_graphml(case.network(within="turn").to(tmp_path / "codes.graphml"))
    assert set(back) == set(case.network(within="turn").graph)


def test_a_network_is_drawn_by_matplotlib_on_request(case):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    axes = case.network(within="turn").plot()
    assert axes.figure is not None
    pyplot.close(axes.figure)
