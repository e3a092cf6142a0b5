"""The neutral table."""

import pytest

from qualcase.errors import OptionError
from qualcase.render.sheet import Column, Sheet


def test_a_table_is_called_by_its_number_in_its_language():
    columns = (Column("Kode", ["trust"]), Column("n", ["3"]))
    assert Sheet("Kutipan", columns, number="4.1").caption == "Tabel 4.1 Kutipan"
    assert Sheet("Quotes", columns, number="4.1", lang="en").caption == "Table 4.1 Quotes"
    assert Sheet("Quotes", columns).caption == "Quotes"


def test_a_table_is_read_row_by_row():
    sheet = Sheet("t", (Column("a", ["1", "2"]), Column("b", ["x", "y"])))
    assert list(sheet.rows()) == [("1", "x"), ("2", "y")]
    assert len(sheet) == 2
    assert list(Sheet("t", ()).rows()) == []


def test_the_source_stands_below_the_notes():
    sheet = Sheet("t", (), notes=("-- tidak ditanya.",), source="wawancara 2024")
    assert sheet.remarks == ("-- tidak ditanya.", "Sumber: wawancara 2024")


@pytest.mark.parametrize("more", [{"cells": ["1"]}, {"links": [[1]]}, {"tint": [0.5]}])
def test_a_column_that_is_too_short_is_named(more):
    short = Column("pendek", **({"cells": ["1", "2"]} | more))
    with pytest.raises(OptionError, match="'pendek' of table 'Kutipan' has 1"):
        Sheet("Kutipan", (Column("Kode", ["a", "b"]), short))
