"""The labelled talk is read no worse than it was; those for stance and holder saw both splits, the others `dev`."""

import os
from pathlib import Path

import pytest
from talk_scores import accuracy, holders, pole, sentence_f1, stances

SAMPLES = Path(os.environ["QUALCASE_SAMPLES"]) if os.environ.get("QUALCASE_SAMPLES") else None


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.92), ("held", 0.83)])
def test_stance(split, floor):
    assert accuracy(stances(split, SAMPLES)) >= floor


def test_stance_of_natural_talk():  # `dev` alone was tuned on: `held` says how well talk is read
    assert accuracy(stances("dev", None, name="natural")) >= 0.85


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.97), ("held", 0.97)])
def test_sentences(split, floor):
    assert sentence_f1(split) >= floor


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.97), ("held", 0.93)])
def test_holder_and_basis(split, floor):
    found = holders(split)
    assert sum(who and basis for _, who, basis in found) / len(found) >= floor


def test_a_cue_has_the_pole_of_its_stem():
    words = ("percaya", "dikecewain", "keluarga", "keluar", "ngeluh", "unhappy", "happy")
    assert [pole(word) for word in words] == [
        "positive", "negative", "positive", "negative", "negative", "negative", "positive",
    ]  # fmt: skip
