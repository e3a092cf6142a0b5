"""The catalogue of two languages."""

import csv
import re
import string
from importlib.resources import files

import pytest

from qualcase.errors import NotFound
from qualcase.model.nouns import BASES, KINDS, STANCES, UNITS
from qualcase.render.labels import keys, label

ROWS = list(csv.reader(files("qualcase.render").joinpath("labels.csv").read_text(encoding="utf-8").splitlines()))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_label_says_the_same_in_both_languages(row):
    key, english, indonesian, _ = row
    assert re.fullmatch(r"[a-z_]+\.\S.*|key", key)
    assert english.strip()
    assert indonesian.strip()
    assert placeholders(english) == placeholders(indonesian)
    assert "" not in placeholders(english), "placeholders have names"


def test_no_key_stands_twice():
    names = [row[0] for row in ROWS]
    assert {name for name in names if names.count(name) > 1} == set()


def test_a_label_speaks_both_languages_and_takes_fields_as_they_are():
    assert label("stance.supports", "id") == "mendukung"
    assert label("stance.supports", "en") == "supports"
    assert label("caption.source", "id", source="{x} & <b>") == "Sumber: {x} & <b>"


def test_whatever_the_nouns_may_hold_has_a_label():
    nouns = {"stance": STANCES, "basis": BASES, "kind": KINDS, "unit": UNITS}
    wanted = {f"{topic}.{value}" for topic, values in nouns.items() for value in values}
    assert wanted <= set(keys())


def test_a_missing_key_is_an_error_that_names_it():
    with pytest.raises(NotFound, match=r"no label 'stance\.suports'.*Did you mean 'stance\.supports'"):
        label("stance.suports", "id")
    with pytest.raises(LookupError, match="no language 'jv'"):
        label("stance.supports", "jv")
    with pytest.raises(NotFound, match=r"'caption\.source' needs the field 'source'"):
        label("caption.source", "id")
