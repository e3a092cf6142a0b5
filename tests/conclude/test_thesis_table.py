"""The table of a thesis: a theme a row, an informant a column, then what is the same, what differs, the verdict."""

import re

from small_study import study

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company"),
          "O": ("observer", "researcher")}  # fmt: skip


def small(folder, **more):
    return study(folder / "s", PEOPLE, [
        {"voice": "A", "stance": "supports", "aspect": "promises"},
        {"voice": "A", "stance": "supports", "aspect": "promises", "key": "true", "words": "The key one."},
        {"voice": "C", "stance": "contradicts", "words": "They trust us not."},
        {"voice": "O", "stance": "contradicts", "technique": "observation"},
    ], asked={("A", "trust"): "yes", ("B", "trust"): "yes", ("C", "trust"): "no"}, **more)  # fmt: skip


def columns(case, lang):
    return {column.head: column for column in case.triangulate().sheet(lang=lang).columns}


def test_a_cell_holds_the_sign_the_key_quote_and_its_place(tmp_path):
    found = columns(small(tmp_path), "id")
    assert found["A (Peran head)"].cells == ["(+) “The key one.”\nA-int, giliran 6 · 1 dari 2 pengodean"]
    assert len(found["A (Peran head)"].links[0]) == 2
    assert found["B (Peran member)"].cells == ["0"]
    assert found["C (Peran officer)"].cells[0].startswith("(o, tentang orang lain) “They trust us not.”")
    assert found["Observasi"].cells[0].startswith("(−) “Sentence 4 of O.”")


def test_groups_and_verdicts_are_said_in_the_language(tmp_path):
    case = small(tmp_path)
    for lang, word, other in (("id", "Peran", "Role"), ("en", "Role", "Peran")):
        table = case.triangulate().sheet(lang=lang)
        text = "\n".join(cell for column in table.columns[-5:] for cell in column.cells)
        assert f"{word} head ≠ {word} observer" in text
        assert f"{word} head: promises" in text
        assert other not in text + "".join(c.head for c in table.columns)
        assert not re.search(rf"(?<!{word} )\b(head|observer|officer)\b", text)


def test_who_was_not_asked_and_who_was_silent_are_told_apart(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [{"voice": "A", "stance": "supports"}],
                 asked={("B", "trust"): "yes", ("C", "trust"): "no"})  # fmt: skip
    found = columns(case, "en")
    assert (found["B (Role member)"].cells, found["C (Role officer)"].cells) == (["0"], ["--"])
    assert found["Conclusion"].cells == ["Not confirmed (one source); strength: none"]


def test_many_informants_are_shown_by_group(tmp_path):
    people = {f"M{n}": ("member", "community") for n in range(12)} | {"C": ("officer", "company")}
    case = study(tmp_path / "s", people, [{"voice": name, "stance": "supports"} for name in people])
    heads = [column.head for column in case.triangulate().sheet(lang="en").columns]
    assert "Role member" in heads
    assert "M1 (Role member)" not in heads
    found = columns(case, "en")["Role member"]
    assert found.cells[0].endswith("1 of 12 codings")
    assert len(found.links[0]) == 12


def test_up_to_twelve_informants_have_a_column_each(tmp_path):
    people = {f"M{n}": ("member", "community") for n in range(12)}
    case = study(tmp_path / "s", people, [{"voice": name, "stance": "supports"} for name in people])
    heads = [column.head for column in case.triangulate().sheet(lang="en").columns]
    assert [head for head in heads if "Role member" in head] == [f"M{n} (Role member)" for n in range(12)]


def test_who_is_quoted_in_a_note_is_not_silent_in_the_own_column(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [
        {"voice": "O", "stance": "supports", "technique": "observation", "words": "R said: we trust them."},
        {"voice": "B", "stance": "supports"},
    ], asked={("A", "trust"): "yes", ("B", "trust"): "yes"})  # fmt: skip
    case.code("we trust them", "trust", source="O-obs", stance="supports", voice="A")
    found = columns(case, "id")
    assert found["A (Peran head)"].cells == ["→ Observasi"]
    assert len(found["A (Peran head)"].links[0]) == 1
    assert columns(case, "en")["A (Role head)"].cells == ["→ Observation"]


def test_the_example_names_no_id_of_a_role(case):
    for lang in ("id", "en"):
        sheet = case.triangulate().sheet(lang=lang)
        text = "\n".join(cell for column in sheet.columns[-5:] for cell in column.cells)
        assert "group-head" not in text
        assert "cdo" not in text
