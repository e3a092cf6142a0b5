import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import study
from strategies import BY, laid_out, places, said_by_one, small_cases

from qualcase.errors import NotFound, OptionError
from qualcase.reduce.axes import AXES
from qualcase.reduce.matrix import cell_counts, matrix

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=30)


@given(ROWS)
def test_a_cell_counts_each_thing_once(rows):
    cells, thing = np.array(rows, np.int64).reshape(-1, 2).T
    expected = [len({t for c, t in rows if c == cell}) for cell in range(4)]
    assert cell_counts(cells, thing, 4).tolist() == expected
    assert cell_counts(cells, thing * 10**5, 4).tolist() == expected  # too many to keep a table of them


@given(small_cases(), BY, BY)
def test_each_cell_counts_distinct_voices_then_distinct_codings_and_knows_which(small, rows, columns):
    crossed = small.case.matrix(rows, columns)
    voices, codings = {}, {}
    for said, speak in laid_out(small, rows, columns).items():
        for voice in speak:
            for r in places(small, rows, said, voice):
                for c in places(small, columns, said, voice):
                    voices.setdefault((r, c), set()).add(voice)
                    codings.setdefault((r, c), set()).add(said.id)
    cells = {(r.row, r.column): (r.voices, r.codings) for r in crossed.frame.itertuples() if r.voices or r.codings}
    assert cells == {cell: (len(who), len(codings[cell])) for cell, who in voices.items()}
    for cell, which in codings.items():
        assert crossed.quotes(*cell).ids == which
    assert (crossed.frame["eligible"].where(crossed.frame["eligible"] >= 0) >= crossed.frame["voices"]).sum() == (
        crossed.frame["eligible"] >= 0
    ).sum()


@given(small_cases(), st.sampled_from(["code", "voice"]))
def test_every_cell_of_the_sheet_leads_to_its_codings(small, columns):
    crossed = small.case.matrix("code", columns)
    sheet = crossed.sheet(lang="en")
    for c, column in enumerate(sheet.columns[1:]):
        for r, links in enumerate(column.links):
            assert list(links) == crossed.cell(r, c).tolist()
            assert len(links) == crossed.codings[r, c]


def test_five_codings_make_three_cells(case):
    part = case.where(code="trust", role=("member", "group-head"))
    crossed = part.matrix("code", "role")
    assert crossed.columns.names == ("group-head", "member")
    assert crossed.frame["row"].unique().tolist() == [
        "trust", "trust: community -> government", "trust: company -> community",
    ]  # fmt: skip
    assert crossed.sheet(lang="en").columns[1].head.endswith("(n\u00a0=\u00a01)")
    assert crossed.sheet(lang="en").columns[1].cells[0] == f"1 ({crossed.codings[0, 0]})"


def test_who_speaks_of_a_code_and_of_one_below_it_is_one_voice():
    small = said_by_one("trust", "trust.care", "trust.word", "visit")
    for by in ("role", "voice", "source"):
        crossed = small.matrix("code", by)
        cells = {row.row: (row.voices, row.codings) for row in crossed.frame.itertuples() if row.codings}
        assert cells == {"trust": (1, 3), "trust.care": (1, 1), "trust.word": (1, 1), "visit": (1, 1)}
        assert small.matrix(by, "code").voices.tolist() == crossed.voices.T.tolist()
    assert small.count("code").frame["voices"].tolist() == [1, 1, 1, 0, 1]


def test_nobody_asked_is_not_the_same_as_asked_and_silent(tmp_path):
    people = {"A": ("member", "community"), "B": ("leader", "community"), "C": ("cdo", "company")}
    said = [
        {"voice": "A", "stance": "supports"},
        {"voice": "C", "stance": "supports", "holder": "company", "target": "community"},
    ]
    case = study(tmp_path, people, said, asked={("C", "trust"): "no"})
    sheet = case.matrix("code", "role").sheet(lang="en")
    rows = {row[0]: row[1:] for row in sheet.rows()}
    assert rows == {
        "Trust": ("1 (1)", "0", "--"),
        "Trust: Side company → Side community": ("--", "--", "1 (1)"),  # nobody is asked in another direction
        "Visits": ("0", "0", "0"),
    }
    assert "--: nobody in this column was asked about the code; 0: asked, and nothing coded." in sheet.notes
    for by, cells in (("voice", ("1 (1)", "0", "--")), ("side", ("1 (1)", "--"))):
        assert next(iter(case.matrix("code", by).sheet(lang="en").rows()))[1:] == cells
    for plain in (case.matrix("role", "code"), case.matrix("code", "source")):
        sheet = plain.sheet(lang="en")
        assert "--" not in {cell for column in sheet.columns for cell in column.cells}
        assert not any(note.startswith("--") for note in sheet.notes)


def test_one_talkative_person_is_one_voice(case):
    crossed = case.matrix("code", "voice")
    assert crossed.voices.max() == 1
    assert crossed.codings.max() > 10


def test_a_matrix_without_codings_still_lays_out_its_places(case):
    empty = case.where(code="trust", coder=[])
    crossed = empty.matrix("code", "role")
    assert crossed.voices.sum() == 0
    assert "0" in crossed.sheet(lang="en").columns[1].cells
    assert repr(crossed)
    assert crossed._repr_html_()


def test_what_evidence_cannot_be_laid_out_by_is_refused(case):
    with pytest.raises(OptionError, match="Did you mean 'role'"):
        case.matrix("code", "roles")
    with pytest.raises(NotFound, match=r"no row 'trst' in this matrix. Did you mean 'trust'"):
        case.matrix("code", "role").quotes("trst", "member")


def test_every_axis_is_labelled_in_both_languages(case):
    for by in AXES:
        for lang in ("id", "en"):
            assert len(matrix(case, by, by).sheet(lang=lang)) == len(matrix(case, by, by).rows.names)
