"""The two tables of published ratings that lie beside the tests give what was printed of them."""

import csv

import pytest

from qualcase.coding import agreement as ag


def ratings_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[1:] for row in csv.reader(file)][1:]
    return ag.from_values([[int(cell) if cell.isdecimal() else cell for cell in row] for row in rows])


def test_six_psychiatrists(data):
    ratings, categories = ratings_of(data / "ratings/fleiss-1971.csv")
    assert ratings.shape == (30, 6)
    assert len(categories) == 5
    assert ag.fleiss(ratings).value == pytest.approx(0.430, abs=5e-4)


def test_five_observers_with_missing_ratings(data):
    ratings, categories = ratings_of(data / "ratings/hayes-krippendorff-2007.csv")
    assert ratings.shape == (40, 5)
    assert (ratings < 0).sum() > 20
    assert ag.alpha(ratings, metric="ordinal", scores=categories).value == pytest.approx(0.7598, abs=5e-5)
