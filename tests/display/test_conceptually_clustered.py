"""The conceptually clustered matrix: informants down, concepts that belong together across."""

from small_study import study

PEOPLE = {"Z": ("head", "community"), "B": ("member", "community"), "A": ("member", "community")}
SAID = [{"voice": "A", "stance": "supports"}, {"voice": "Z", "code": "visits"}]


def test_informants_stand_by_role_then_by_name(tmp_path):
    m = study(tmp_path / "s", PEOPLE, SAID).conceptually_clustered()
    assert m.row_names == ("Z", "A", "B")
    assert [column.head for column in m.sheet(lang="id").columns] == [
        "Peran",
        "Kode informan",
        "Kepercayaan",
        "Kunjungan",
    ]
    assert m.sheet(lang="id").columns[0].cells == ["Peran head", "Peran member", "Peran member"]


def test_blocks_of_codes_are_named_under_the_table(tmp_path):
    m = study(tmp_path / "s", PEOPLE, SAID).conceptually_clustered(
        {"what is felt": ["trust"], "what is done": ["visits"]}
    )
    notes = m.sheet(lang="en").notes
    assert "what is felt: Trust" in notes
    assert "what is done: Visits" in notes


def test_each_cell_leads_to_the_words_of_that_person(case):
    m = case.conceptually_clustered()
    for row in m.row_names:
        for column in m.column_names:
            assert set(m.quotes(row, column).frame["voice"]) <= {row}


def test_somebody_without_a_role_has_a_row_too(tmp_path):
    m = study(tmp_path / "s", {"A": ("", "community"), "B": ("member", "community")}, SAID[:1]).conceptually_clustered()
    assert set(m.row_names) == {"A", "B"}
