import csv
import io
from pathlib import Path

import pytest
from dialogues import dialogues, told
from hypothesis import given
from hypothesis import strategies as st

from qualcase._kernel.remark import remark
from qualcase.errors import FormatError
from qualcase.formats.turn_table import read_turn_table

DATA = Path(__file__).parents[1] / "data" / "formats"


def test_a_blank_speaker_is_the_one_above_and_unknown_at_the_start():
    found = read_turn_table((DATA / "turns.csv").read_bytes())
    assert told(found) == [
        ("", "(suara motor)"),
        ("Rina", "Kapan digali?\nIbu ingat?"),
        ("Lastri", "NA"),
        ("Lastri", "null"),
        ("Rina", "Tidak; sungguh?"),
    ]
    assert [turn.begin for turn in found.turns] == [None, 90, None, 105, None]
    assert found.text.startswith("(suara motor)\nRina: Kapan digali?\nIbu ingat?\nLastri: NA\n")
    assert found.dropped == (remark("lost.columns", names="no"),)


@given(
    said=dialogues(paragraphs=2),
    mark=st.sampled_from(",;\t"),
    heads=st.sampled_from([("speaker", "words"), ("Pembicara", "Ujaran"), ("NAMA", "Teks")]),
)
def test_a_dialogue_in_a_table_comes_back_row_by_row(said, mark, heads):
    table = io.StringIO()
    csv.writer(table, delimiter=mark).writerows([heads, *said])
    assert told(read_turn_table(table.getvalue().encode())) == said


def test_whispers_table_counts_milliseconds():
    found = read_turn_table(b'start\tend\ttext\n43810\t47850\tHello\n48350\t54570\tIt\'s "me"\n')
    assert [(turn.begin, turn.finish) for turn in found.turns] == [(43.81, 47.85), (48.35, 54.57)]
    assert told(found)[1] == ("", 'It\'s "me"')


def test_a_row_without_words_is_reported():
    found = read_turn_table(b"speaker,words,no\nRina,Halo,1\nLastri,,2\n\n")
    assert [(line.line, line.text) for line in found.unplaced] == [(3, "Lastri |  | 2")]


@pytest.mark.parametrize("table", ["tag,description\na,b\n", "id,text\n1,a\n", "word\nx\n"])
def test_a_table_of_something_else_is_refused_with_its_columns(table):
    with pytest.raises(FormatError, match="its columns are"):
        read_turn_table(table.encode())


def test_only_the_speakers_named_are_speakers():
    data = (DATA / "turns.csv").read_bytes()
    assert set(read_turn_table(data, speakers=["Rina"]).speakers) == {"", "Rina"}
    with pytest.raises(FormatError, match="Did you mean 'Rina'"):
        read_turn_table(data, speakers=["Rini"])
