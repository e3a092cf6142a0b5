"""Courses from stage to stage as small pictures."""

import math

import pytest
from lxml import etree

from qualcase.render.courses import Course, Point, courses_svg
from qualcase.render.figure import courses

NAME = "{http://www.w3.org/2000/svg}"
MANY = [
    Course("<all>", [Point(0.5, 0.0, 1.0), Point(1.0, hollow=True)]),
    Course("b", [Point(math.nan), Point(0.5)]),
]


def test_dots_and_intervals_stand_on_one_scale_and_what_is_missing_is_not_drawn() -> None:
    drawn = etree.fromstring(courses_svg(MANY, ["one", "two"], title="t", lang="en"))
    dots = [float(dot.get("cy")) for dot in drawn.iter(f"{NAME}circle")]
    upright = next(path.get("d") for path in drawn.iter(f"{NAME}path") if path.get("stroke-width") == "2")
    low, high = float(upright.split()[1].split("V")[0]), float(upright.split("V")[1])
    assert dots == [pytest.approx((low + high) / 2), pytest.approx(high), pytest.approx((low + high) / 2)]
    hollow = [dot.get("fill") == "Canvas" for dot in drawn.iter(f"{NAME}circle")]
    assert hollow == [False, True, False]
    joined = [path for path in drawn.iter(f"{NAME}path") if "L" in path.get("d")]
    assert len(joined) == 1
    texts = [text.text for text in drawn.iter(f"{NAME}text")]
    assert texts == ["<all>", "0.0", "0.5", "1.0", "one", "two", "b", "0.0", "0.5", "1.0", "one", "two"]
    assert max(float(text.get("x")) for text in drawn.iter(f"{NAME}text")) < float(drawn.get("width"))


def test_the_scale_goes_down_to_the_lowest_end_of_an_interval() -> None:
    drawn = courses_svg([Course("a", [Point(0.1, -0.33, 0.5), Point(0.2)])], ["one", "two"], lang="en")
    assert "−0.4" in drawn


def test_many_courses_go_on_in_the_next_row() -> None:
    drawn = etree.fromstring(courses_svg([Course("a", [Point(0.5)] * 3)] * 7, ["1", "2", "3"]))
    places = {(dot.get("cx"), dot.get("cy")) for dot in drawn.iter(f"{NAME}circle")}
    assert len(places) == 21
    assert float(drawn.get("width")) < 760


def test_nothing_is_drawn_as_nothing() -> None:
    assert not list(etree.fromstring(courses_svg([], [])).iter(f"{NAME}circle"))


def test_matplotlib_draws_a_line_for_each_course_over_the_stages() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    axes = courses(MANY, ["one", "two"], axis="alpha", title="t")
    assert [line.get_label() for line in axes.lines] == ["<all>", "b"]
    assert [text.get_text() for text in axes.get_xticklabels()] == ["one", "two"]
    pyplot.close("all")
