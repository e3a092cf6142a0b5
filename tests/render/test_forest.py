"""Forest plots."""

import math

import pytest
from lxml import etree

from qualcase.render.forest import Row, forest_svg

NAME = "{http://www.w3.org/2000/svg}"


def test_dots_and_lines_stand_on_one_scale_up_to_one():
    rows = [Row("<a>", 0.5, 0.0, 1.0), Row("b", 1.0), Row("c", math.nan)]
    drawn = etree.fromstring(forest_svg(rows, axis="alpha", title="t", lang="en"))
    dots = [float(dot.get("cx")) for dot in drawn.iter(f"{NAME}circle")]
    line = next(path.get("d") for path in drawn.iter(f"{NAME}path") if path.get("stroke-width") == "2")
    low, high = float(line.split()[0][1:]), float(line.split("H")[1])
    assert dots == [pytest.approx((low + high) / 2), pytest.approx(high)]
    texts = [text.text for text in drawn.iter(f"{NAME}text")]
    assert texts[:6] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert texts[6:] == ["alpha", "<a>", "0.50", "b", "1.00", "c", "–"]
    assert max(float(text.get("x")) for text in drawn.iter(f"{NAME}text")) < float(drawn.get("width"))


def test_the_scale_goes_down_to_the_lowest_value():
    drawn = etree.fromstring(forest_svg([Row("a", -0.3, -0.45, 0.1)], axis="alpha", lang="en"))
    texts = [text.text for text in drawn.iter(f"{NAME}text")]
    assert texts[:3] == ["−0.6", "−0.4", "−0.2"]
    path = next(path for path in drawn.iter(f"{NAME}path") if path.get("stroke-width") == "2")
    ticks = {text.text: float(text.get("x")) for text in drawn.iter(f"{NAME}text")}
    assert float(next(drawn.iter(f"{NAME}circle")).get("cx")) == pytest.approx(
        (ticks["−0.4"] + ticks["−0.2"]) / 2, abs=0.2
    )
    axis = next(path.get("d") for path in drawn.iter(f"{NAME}path") if path.get("d").count("H"))
    assert [float(end) for end in (axis[1:].split()[0], axis.split("H")[1])] == [ticks["−0.6"], ticks["1.0"]]
    assert ticks["−0.6"] < float(path.get("d").split()[0][1:]) < ticks["−0.4"]


def test_nothing_is_drawn_as_nothing():
    assert not list(etree.fromstring(forest_svg([], axis="alpha")).iter(f"{NAME}circle"))
