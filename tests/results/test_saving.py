"""Sheets are saved in the format of the suffix, numbered in a row."""

import pytest

from qualcase.errors import OptionError
from qualcase.render.sheet import Column, Sheet
from qualcase.results.saving import save

SHEETS = [Sheet(title, (Column("Kode", ["a"]),)) for title in ("Satu", "Dua")]


def test_several_tables_take_the_numbers_that_follow(tmp_path):
    text = save(SHEETS, tmp_path / "t.html", number="4.9").read_text("utf-8")
    assert "Tabel 4.9" in text
    assert "Tabel 4.10" in text


def test_a_suffix_in_capitals_is_the_same_format(tmp_path):
    assert save(SHEETS, tmp_path / "T.HTML").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["t", "t.pdf", "t.xls"])
def test_another_suffix_is_refused_with_those_there_are(tmp_path, name):
    with pytest.raises(OptionError, match=r"\.docx"):
        save(SHEETS, tmp_path / name)
    assert not list(tmp_path.iterdir())
