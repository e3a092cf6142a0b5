"""Figures by matplotlib: each is drawn on axes that are given, or on new ones, and gives them back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.optional import require
from qualcase.render.courses import Course


def axes(ax: Any, height: float) -> Any:
    """Give `ax`, or new axes of a height in inches."""
    if ax is not None:
        return ax
    pyplot = require("matplotlib.pyplot", extra="plot")
    return pyplot.subplots(figsize=(8, height), layout="constrained")[1]


def heat(values: NDArray[Any], rows: Sequence[str], columns: Sequence[str], *, title: str, ax: Any = None) -> Any:
    """Draw numbers in a grid, each in its cell, darker for more."""
    ax = axes(ax, 1.6 + 0.36 * len(rows))
    ax.imshow(values, cmap="Blues", aspect="auto")
    ax.set_yticks(range(values.shape[0]), rows)
    ax.set_xticks(range(values.shape[1]), columns, rotation=30, ha="right")
    ax.set_title(title, fontsize="medium")
    top = values.max(initial=1)
    for (r, c), n in np.ndenumerate(values):
        ax.text(c, r, str(n), ha="center", va="center", color="white" if n > top / 2 else "black")
    return ax


def dots(
    values: Sequence[float], rows: Sequence[str], *, axis: str, title: str, low: Sequence[float] = (),
    high: Sequence[float] = (), ax: Any = None,
) -> Any:  # fmt: skip
    """Draw a share for each row as a dot between 0 and 1, the first on top, with its interval; NaN draws none."""
    ax = axes(ax, 1.2 + 0.32 * len(rows))
    places = list(range(len(rows)))[::-1]
    ax.hlines(places, np.nanmin([0.0, *values, *low]), 1, color="0.85", linewidth=1, zorder=0)
    if low:
        ax.hlines(places, low, high, color="#3a7ca5", linewidth=2)
    ax.plot(values, places, "o", color="#3a7ca5")
    ax.set_yticks(places, rows)
    ax.set_xlim(right=1.03)
    ax.set_xlabel(axis)
    ax.set_title(title, fontsize="medium")
    return ax


def opposed(
    left: tuple[str, Sequence[int]], right: tuple[str, Sequence[int]], middle: tuple[str, Sequence[int]],
    rows: Sequence[str], *, title: str, ax: Any = None,
) -> Any:  # fmt: skip
    """Draw bars to both sides of a middle line, the first row on top; what is of two minds straddles the line."""
    ax = axes(ax, 1.4 + 0.36 * len(rows))
    places = np.arange(len(rows))[::-1]
    half = np.asarray(middle[1], float) / 2
    drawn: Mapping[str, tuple[Any, Any, str]] = {
        left[0]: (-half - np.asarray(left[1]), left[1], "#b5654a"),
        middle[0]: (-half, middle[1], "0.75"),
        right[0]: (half, right[1], "#3a7ca5"),
    }
    for name, (start, width, color) in drawn.items():
        ax.barh(places, width, left=start, height=0.7, color=color, label=name)
        for place, begin, n in zip(places, start, width, strict=True):
            if n:
                ax.text(begin + n / 2, place, str(n), ha="center", va="center", fontsize="small", color="black")
    ax.axvline(0, color="0.3", linewidth=0.8)
    ax.set_yticks(places, rows)
    ax.set_xticks([])
    ax.set_title(title, fontsize="medium")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=3, frameon=False)
    return ax


def bars(
    series: Sequence[tuple[str, Sequence[float]]], rows: Sequence[str], *, axis: str, title: str, ax: Any = None
) -> Any:
    """Draw bars for each row, the first on top, one for each series; NaN draws none."""
    ax = axes(ax, 1.4 + 0.2 * len(rows) * max(len(series), 1.5))
    places = np.arange(len(rows))[::-1]
    height = 0.8 / max(len(series), 1)
    for n, (name, values) in enumerate(series):
        middle = places + 0.4 - height * (n + 0.5)
        ax.barh(middle, np.nan_to_num(np.asarray(values, float)), height=height * 0.9, label=name)
    ax.set_yticks(places, rows)
    ax.set_xlabel(axis)
    ax.set_title(title, fontsize="medium")
    if len(series) > 1:
        ax.legend(frameon=False)
    return ax


def strips(at: Sequence[Sequence[float]], rows: Sequence[str], *, axis: str, title: str, ax: Any = None) -> Any:
    """Draw a strip for each row, the first on top, with a mark at each place (0 to 1)."""
    ax = axes(ax, 1.2 + 0.3 * len(rows))
    places = list(range(len(rows)))[::-1]
    ax.hlines(places, 0, 1, color="0.85", linewidth=1, zorder=0)
    ax.eventplot([np.asarray(one, float) for one in at], lineoffsets=places, linelengths=0.7, color="#3a7ca5")
    ax.set_yticks(places, rows)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xlabel(axis)
    ax.set_title(title, fontsize="medium")
    return ax


def courses(many: Sequence[Course], stages: Sequence[str], *, axis: str, title: str, ax: Any = None) -> Any:
    """Draw a line for each course from stage to stage, the first one thick and with its intervals; NaN draws none."""
    ax = axes(ax, max(4.5, 0.25 * len(many)))
    places = range(len(stages))
    for n, (name, points) in enumerate(many):
        values = np.array([point.value for point in points], float)
        look: dict[str, Any] = {"color": "#3a7ca5", "linewidth": 2.5, "zorder": 3} if not n else {"linewidth": 1}
        ax.plot(places, values, marker="o", label=name, **look)
        if not n:
            ax.vlines(places, [p.low for p in points], [p.high for p in points], color="#3a7ca5", linewidth=2)
    ax.set_xticks(places, stages)
    ax.set_xlim(-0.4, len(stages) - 0.6)
    ax.set_ylim(top=1.03)
    ax.set_ylabel(axis)
    ax.set_title(title, fontsize="medium")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize="small")
    return ax
