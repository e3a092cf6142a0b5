import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.formats.checked_csv import flag, one_of, read_table, write_table
from qualcase.formats.findings import Findings


def read(tmp_path, raw, known=("id", "role", "quote")):
    path = tmp_path / "x.csv"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    findings = Findings("x.csv", "en")
    table = read_table(path, known, findings)
    return table, [(finding.line, finding.message) for finding in findings.found]


def test_cells_are_text_and_lines_are_those_of_the_file(tmp_path):
    table, messages = read(tmp_path, 'id,quote,role\n01,"a\nb",x\n\n ,,\n02, c ,\n')
    assert messages == []
    assert [line.number for line in table.lines] == [2, 6]
    assert table.lines[0]["quote"] == "a\nb"
    assert (table.lines[1]["quote"], table.lines[1].verbatim("quote")) == ("c", " c ")
    assert table.lines[0]["id"] == "01"
    assert table.lines[0]["nothing"] == ""


@pytest.mark.parametrize("raw", ["\ufeffID; Role \r\nRT;head, or so\r\n", "id\trole\nRT\thead, or so\n"])
def test_what_spreadsheets_write_is_read(tmp_path, raw):
    table, messages = read(tmp_path, raw)
    assert messages == []
    assert table.columns == ("id", "role")
    assert table.lines[0]["role"] == "head, or so"


def test_short_lines_are_filled_and_long_ones_told(tmp_path):
    table, messages = read(tmp_path, "id,role\nRT\nPK,officer,,\nIW,a,b\n")
    assert [line["role"] for line in table.lines] == ["", "officer", "a"]
    assert messages == [(4, "The line has 3 cells, the head 2. Put a text with commas in quotes.")]


def test_what_is_wrong_with_a_head_is_told(tmp_path):
    assert read(tmp_path, "")[1] == [(0, "The first line must name the columns.")]
    assert read(tmp_path, "id,role,id\n")[1] == [(1, "The column id is there twice.")]
    assert read(tmp_path, "id,colour\n")[0].unknown == ("colour",)
    assert read(tmp_path, b"id\ncaf\xe9\n")[1][0][0] == 2


def test_a_cell_may_hold_a_whole_text(tmp_path):
    long = "x" * 200_000
    assert read(tmp_path, f"id\n{long}\n")[0].lines[0]["id"] == long


def test_a_table_that_is_not_there_is_empty(tmp_path):
    findings = Findings("x.csv", "en")
    assert read_table(tmp_path / "none.csv", ("id",), findings).lines == ()
    assert findings.found == []


def test_lists_flags_and_choices_are_read_from_cells(tmp_path):
    table, _ = read(tmp_path, "id,role,quote\n a ; b;,yes,supprts\n,no,mixed\n,perhaps,\n")
    findings = Findings("x.csv", "en")
    assert table.lines[0].listed("id") == ("a", "b")
    assert [flag(line, "role", findings) for line in table.lines] == [True, False, False]
    assert [one_of(line, "quote", ("supports", "mixed"), findings) for line in table.lines] == ["", "mixed", ""]
    assert [(finding.line, finding.message) for finding in findings.found] == [
        (4, "role must be true or false, or empty."),
        (2, "supprts cannot be the quote. Did you mean supports?"),
    ]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)


@given(rows=st.lists(st.fixed_dictionaries({"id": cells.map(lambda x: "x" + x), "quote": cells}), max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "x.csv"
    write_table(path, ["id", "quote"], rows)
    table = read_table(path, ("id", "quote"), Findings("x.csv", "en"))
    assert [line.cells for line in table.lines] == rows
