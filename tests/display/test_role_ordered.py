"""The role-ordered matrix: roles down, codes across."""

import pytest
from small_study import study

from qualcase.errors import NotFound, OptionError

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "B", "stance": "supports"},
    {"voice": "C", "stance": "supports", "holder": "company", "target": "community"},
    {"voice": "A", "code": "visits"},
]


@pytest.fixture
def small(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID)


def test_rows_stand_in_the_order_of_the_study_and_columns_in_that_of_the_book(small):
    m = small.role_ordered()
    assert m.row_names == ("head", "member", "officer")
    assert m.column_names == ("trust", "trust: company -> community", "visits")
    assert small.role_ordered(roles=["officer", "head"]).row_names == ("officer", "head")


def test_in_another_direction_than_the_books_nobody_was_asked(small):
    m = small.role_ordered()
    assert [cell.mark for cell in m.cells[0]] == ["0", "--", ""]


def test_a_number_leads_to_all_codings_of_its_cell(case):
    m = case.role_ordered()
    for r, row in enumerate(m.row_names):
        for c, column in enumerate(m.column_names):
            assert set(m.quotes(row, column).rows.tolist()) == set(m.cells[r][c].rows)


def test_the_cells_of_a_column_hold_every_coding_of_its_line_once(case):
    m, matrix = case.role_ordered(), case.matrix("code", "role").frame
    for c, name in enumerate(m.column_names):
        counted = matrix[matrix["row"] == name].set_index("column")["codings"]
        assert {row: len(cells[c].rows) for row, cells in zip(m.row_names, m.cells, strict=True)} == counted.to_dict()


def test_the_frame_has_a_row_for_each_entry_and_each_empty_cell(small):
    frame = small.role_ordered().frame
    assert len(frame) == 9
    assert frame[frame["mark"] == ""][["row", "column", "voice"]].to_numpy().tolist() == [
        ["head", "visits", "A"], ["member", "trust", "B"], ["officer", "trust: company -> community", "C"]
    ]  # fmt: skip
    assert all(len(ids) == 1 for ids in frame[frame["mark"] == ""]["ids"])


def test_the_record_tells_what_the_display_leaves_out(small):
    record = small.role_ordered(["visits"]).condensation().frame
    assert record[record["rule"] == "step.line"][["came_in", "dropped", "kept"]].to_numpy().tolist() == [[3, 2, 1]]


def test_the_rule_of_the_entries_and_the_marks_stand_under_the_table(small):
    for how in ("key", "all", "aspects"):
        notes = " ".join(small.role_ordered(entries=how).sheet(lang="en").notes)
        assert "Entries" in notes
        assert "-- not asked; 0 asked and silent" in notes


def test_who_only_tells_of_others_was_asked_as_a_triangulation_says(tmp_path):
    said = [{"voice": "B", "stance": "supports"}, {"voice": "C", "stance": "supports"}]
    case = study(tmp_path / "s", PEOPLE, said, asked={(v, "trust"): "yes" if v == "B" else "no" for v in PEOPLE})
    m = case.role_ordered(["trust"])
    eligible = {row: cells[0].eligible for row, cells in zip(m.row_names, m.cells, strict=True)}
    assert eligible == {"head": 0, "member": 1, "officer": 0}
    assert eligible == {group.name: group.eligible for group in case.triangulate("trust")["trust"].groups}
    assert m.cells[2][0].entries[0].attributed


@pytest.mark.parametrize("verb", ["role_ordered", "conceptually_clustered"])
def test_codings_without_a_stance_are_counted_under_the_table(tmp_path, verb):
    case = study(tmp_path / "s", PEOPLE, [{"voice": "B"}, {"voice": "B", "stance": "supports"}, {"voice": "A"}])
    assert "2 codings have no stance" in " ".join(getattr(case, verb)().sheet(lang="en").notes)
    decided = study(tmp_path / "d", PEOPLE, [{"voice": "B", "stance": "supports"}])
    assert "no stance:" not in " ".join(getattr(decided, verb)().sheet(lang="en").notes)


def test_what_is_not_there_is_refused(small, tmp_path):
    with pytest.raises(NotFound, match="no code 'trst'"):
        small.role_ordered(["trst"])
    with pytest.raises(NotFound, match="no role 'boss'"):
        small.role_ordered(roles=["boss"])
    with pytest.raises(OptionError, match="entries"):
        small.role_ordered(entries="best")
    with pytest.raises(OptionError, match="nothing here is coded"):
        study(tmp_path / "empty", PEOPLE, []).role_ordered()
