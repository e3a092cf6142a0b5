"""Charts as SVG."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcase.render.measure import width
from qualcase.render.svg import Edge, Node, bars_svg, heatmap_svg, network_svg

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text("aW <&é字", max_size=40)


def texts(svg: str) -> list[tuple[str, float, float, float]]:
    """Give each unturned text with its left, its right and its base line, inside the drawing."""
    drawn = etree.fromstring(svg)
    moved = re.search(r"translate\((-?[\d.]+) (-?[\d.]+)\)", svg)
    dx, dy = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
    found = []
    for element in drawn.iter(f"{SVG}text"):
        if element.get("transform"):
            continue
        text = "".join(element.itertext())
        share = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor"), 0.0)
        left = float(element.get("x")) + dx - share * width(text)
        found.append((text, left, left + width(text), float(element.get("y")) + dy))
    return found


def size(svg: str) -> tuple[float, float]:
    drawn = etree.fromstring(svg)
    return float(drawn.get("width")), float(drawn.get("height"))


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4), st.data())
def test_no_text_of_a_heat_map_is_cut(rows, columns, data):
    value = st.floats(0, 99) | st.just(math.nan)
    values = [[data.draw(value) for _ in columns] for _ in rows]
    svg = heatmap_svg(rows, columns, values, title="Kode menurut peran")
    wide, tall = size(svg)
    assert all(left >= 0 and right <= wide and 8 <= y <= tall for _, left, right, y in texts(svg))


def test_long_heads_of_columns_are_turned_and_stay_inside():
    svg = heatmap_svg(["a"], ["CDO", "Pengawas lapangan perusahaan"], [[1, 2]])
    heads = [e for e in etree.fromstring(svg).iter(f"{SVG}text") if e.get("transform")]
    assert len(heads) == 2
    x, y = float(heads[1].get("x")), float(heads[1].get("y"))
    reach = width("Pengawas lapangan perusahaan") * math.sqrt(0.5)
    assert x + reach <= size(svg)[0]
    assert y - reach >= 0


def test_darker_is_more_and_nothing_known_is_an_empty_frame():
    svg = heatmap_svg(["a"], ["b", "c", "d"], np.array([[1.0, 4.0, math.nan]]), cell_labels=[["1 (2)", "4 (9)", "--"]])
    rects = list(etree.fromstring(svg).iter(f"{SVG}rect"))
    shades = [float(r.get("fill-opacity")) for r in rects[:2]]
    assert shades[0] < shades[1]
    assert rects[2].get("fill") == "none"
    assert [t[0] for t in texts(svg)] == ["b", "c", "d", "a", "1 (2)", "4 (9)", "--"]


def test_numbers_are_written_in_the_language():
    assert "2,50" in heatmap_svg(["a"], ["b"], [[2.5]])
    assert "2.50" in heatmap_svg(["a"], ["b"], [[2.5]], lang="en")


def test_bars_are_as_long_as_their_numbers():
    svg = bars_svg(["a & <b>", "c", "d"], [2.0, 4.0, math.nan], title="Suara")
    assert [float(r.get("width")) for r in etree.fromstring(svg).iter(f"{SVG}rect")] == [160.0, 320.0, 0.0]
    assert {"a & <b>", "2", "4", "–"} <= {t[0] for t in texts(svg)}
    wide, tall = size(svg)
    assert all(left >= 0 and right <= wide and y <= tall for _, left, right, y in texts(svg))


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 9), NAMES, st.integers(0, 9)), max_size=8))
def test_no_name_of_a_network_is_cut(nodes):
    edges = [(a, b, 1.0, "3") for a, b in itertools.combinations(range(len(nodes)), 2)]
    svg = network_svg(nodes, edges, title="Jaringan")
    wide, tall = size(svg)
    assert all(left >= -1 and right <= wide + 1 and 8 <= y <= tall for _, left, right, y in texts(svg))


def test_names_of_near_nodes_keep_clear_of_each_other():
    nodes = [Node(0.03 * n, 0.02 * n, 1, f"Kepercayaan {n}", n) for n in range(4)] + [Node(1, 1, 1, "Jauh", 5)]
    lines = texts(network_svg(nodes, []))
    for (_, a, b, y), (_, c, d, z) in itertools.combinations(lines, 2):
        assert min(b, d) <= max(a, c) or abs(y - z) >= 13


def test_an_arrow_points_from_cause_to_effect():
    nodes = [Node(0, 0, 1, "a"), Node(1, 0, 1, "b")]
    plain, pointed = (network_svg(nodes, [Edge(0, 1, 1, "", arrow)]) for arrow in (False, True))
    paths = [p.get("d") for p in etree.fromstring(pointed).iter(f"{SVG}path")]
    assert len(paths) == len(list(etree.fromstring(plain).iter(f"{SVG}path"))) + 1
    tip, *wings = (float(x) for x in re.findall(r"[ML]([\d.]+) ", paths[1]))
    assert all(wing < tip for wing in wings)


@pytest.mark.parametrize(
    "svg",
    [
        heatmap_svg([], [], [], title='<&"'),
        bars_svg([], [], title='<&"'),
        network_svg([], [], title='<&"', lang="en"),
        heatmap_svg(["<script>"], ["</svg>"], [[0]], title='<&"'),
    ],
)
def test_charts_have_a_name_and_the_ink_of_the_page(svg):
    drawn = etree.fromstring(svg)
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == drawn.findtext(f"{SVG}title") == '<&"'
    assert drawn.get("fill") == "currentColor"
    assert "script" not in {etree.QName(e).localname for e in drawn.iter()}
