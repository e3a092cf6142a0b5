"""Columns are as wide as their words need, pages as wide as the columns need."""

from hypothesis import given
from hypothesis import strategies as st

from qualcase.formats.page_fit import LONG, MARGIN, SHORT, fit
from qualcase.render.sheet import Column, Sheet

UPRIGHT, ACROSS = SHORT - 2 * MARGIN, LONG - 2 * MARGIN


def test_a_long_word_is_not_broken_where_there_is_room():
    column = Column("Kepercayaan", ["ditanya", "tidak ditanya, tetapi membicarakannya"])
    fitted = fit(Sheet("t", (column,) * 6))
    assert fitted.turned
    assert min(fitted.parts[0].widths) > 15 * 0.45 * fitted.face * 20


def test_short_columns_stand_upright_whatever_width_they_ask_for():
    assert not fit(Sheet("t", tuple(Column(f"c{n}", ["x"], width=4) for n in range(6)))).turned


def test_the_long_texts_get_the_room():
    said = ["kata " * 60] * 20
    few, much = fit(Sheet("t", (Column("Kode", ["trust"] * 20), Column("Kutipan", said, width=4)))).parts[0].widths
    assert much > 4 * few


def test_a_quote_and_its_code_stand_side_by_side():
    """The coded table is read row by row, so its columns of sentences close up before it comes in parts."""
    said = ["kata " * 60] * 20
    short = tuple(Column(f"kolom {n}", ["pengalaman sendiri"] * 20) for n in range(5))
    quotes = (Column("Kutipan", said, width=4), Column("Terjemahan", said, width=4))
    fitted = fit(Sheet("t", (*short, *quotes)))
    assert (fitted.turned, len(fitted.parts)) == (True, 1)
    assert len(fit(Sheet("t", (*short, *quotes, *quotes))).parts) > 1


def test_nothing_and_no_rows_fit_too():
    assert fit(Sheet("t", ())).parts == ()
    assert len(fit(Sheet("t", (Column("a", []), Column("b", [])))).parts) == 1


TEXTS = st.text("abc -\n😀م", max_size=60)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from((0.4, 1.0, 3.0)), TEXTS, TEXTS), min_size=1, max_size=20))
def test_each_column_stands_once_and_no_part_is_wider_than_its_page(columns):
    made = tuple(Column(f"{n}", [a, b], rowhead=head, width=w) for n, (head, w, a, b) in enumerate(columns))
    fitted = fit(Sheet("t", made))
    keys = next((n + 1 for n in (2, 1, 0) if n < len(made) and made[n].rowhead), 0) if len(fitted.parts) > 1 else 0
    shown = [c.head for n, part in enumerate(fitted.parts) for c in part.columns[keys if n else 0 :]]
    assert shown == [c.head for c in made]
    for part in fitted.parts:
        assert sum(part.widths) <= (ACROSS if fitted.turned else UPRIGHT)
        assert min(part.widths) > 0
