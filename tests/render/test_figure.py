"""Figures by matplotlib: they give their Axes, and show what is in the result."""

import numpy as np
import pytest

from qualcase.render.figure import dots, heat, opposed

pyplot = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def shut():
    pyplot.switch_backend("agg")
    yield
    pyplot.close("all")


def words(axes):
    return [text.get_text() for text in axes.texts]


def test_each_number_stands_in_its_cell():
    assert words(heat(np.array([[1, 20]]), ["r"], ["a", "b"], title="t")) == ["1", "20"]


def test_a_missing_share_draws_no_dot_and_the_first_row_is_on_top():
    axes = dots([0.5, float("nan")], ["first", "second"], axis="alpha", title="t")
    assert axes.get_yticks().tolist() == [1, 0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["first", "second"]
    assert axes.get_xlim()[0] < 0.01


def test_bars_go_to_both_sides_and_the_middle_straddles_the_line():
    axes = opposed(("against", [2]), ("for", [3]), ("both", [1]), ["row"], title="t")
    ends = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches)
    assert ends == [(-2.5, -0.5), (-0.5, 0.5), (0.5, 3.5)]
    assert words(axes) == ["2", "1", "3"]


@pytest.mark.parametrize("verb", ["matrix", "agree", "triangulate"])
def test_a_result_is_drawn_on_axes_that_are_given(case, verb):
    given = {"matrix": ("code", "role"), "agree": ("ani", "budi"), "triangulate": ()}[verb]
    _, own = pyplot.subplots()
    assert getattr(case, verb)(*given).plot(own) is own
    assert own.get_title()
