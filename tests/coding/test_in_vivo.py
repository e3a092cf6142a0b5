"""A code made of a participant's own words."""

from pathlib import Path

import pytest

import qualcase as qc
from qualcase.model.nouns import Coding


def test_words_become_a_draft_code_and_are_its_first_coding(small: qc.Case) -> None:
    row = small.in_vivo("menepati kata", source="A-01")
    code = small.codebook.code("menepati-kata")
    assert (code.label, code.origin, code.status, code.kind) == ("menepati kata", "in_vivo", "draft", "descriptive")
    assert [(example.quote, example.source) for example in code.examples] == [("menepati kata", "A-01")]
    assert (row.code, row.quote, row.version, small.codebook.version) == (code.id, "menepati kata", "1.1.0", "1.1.0")
    assert small.codebook.changelog[-1].version == "1.1.0"
    assert [event.verb for event in small.history][-1] == "in_vivo"


def test_a_code_below_another_stands_in_its_subtree(small: qc.Case) -> None:
    row = small.in_vivo("menepati kata", source="A-01", label="Kata. yang ditepati", parent="promise")
    assert row.code == "promise.kata-yang-ditepati"
    assert small.codebook.subtree("promise") == ("promise", "promise.kata-yang-ditepati")


def test_undo_takes_code_and_coding_back_together(small: qc.Case) -> None:
    book = small.codebook
    small.in_vivo("menepati kata", source="A-01")
    small.undo()
    assert small.codebook == book
    assert small.rows(Coding) == []


def test_undo_is_refused_once_others_use_the_code(small: qc.Case) -> None:
    small.in_vivo("menepati kata", source="A-01")
    small.code("Kami curiga.", "menepati-kata", source="B-01", coder="budi")
    with pytest.raises(qc.OptionError, match="code by budi"):
        small.undo()


def test_a_name_that_is_taken_is_refused_or_told_apart(small: qc.Case) -> None:
    with pytest.raises(qc.OptionError, match=r"called 'janji' already: 'promise'"):
        small.in_vivo("Janjinya", source="A-01", label="janji")
    assert small.in_vivo("percaya diri", source="A-01", label="Trust!").code == "trust-2"


def test_of_several_books_one_is_named(small: qc.Case) -> None:
    small.use("triple-bottom-line")
    with pytest.raises(qc.OptionError, match="several codebooks"):
        small.in_vivo("menepati kata", source="A-01")
    assert small.in_vivo("menepati kata", source="A-01", book="small").codebook == "small"
    assert small.in_vivo("percaya diri", source="A-01", parent="trust").codebook == "small"
    with pytest.raises(qc.NotFound, match="Did you mean 'small'"):
        small.in_vivo("curiga", source="B-01", book="smal")


def test_a_name_in_one_book_leaves_the_names_in_another_as_they_are(small: qc.Case) -> None:
    small.use("triple-bottom-line")
    taken = small.codebooks["triple-bottom-line"].tops[0]
    row = small.in_vivo("menepati kata", source="A-01", label=f"{taken}?", book="small")
    assert row.code == f"{taken}-2"
    assert taken in {ref.name for ref in small.snapshot.codes}


def test_a_case_without_a_codebook_gets_one(tmp_path: Path) -> None:
    file = tmp_path / "H-01.txt"
    file.write_text("PW: Apa?\nAN: Airnya jernih.\nPW: Lalu?\nAN: Begitu.\n", encoding="utf-8")
    case = qc.Case(coder="ani")
    case.add(file)
    case.in_vivo("jernih", source="H-01")
    case.in_vivo("Begitu", source="H-01")
    assert (case.codebook.name, case.codebook.version, case.codebook.ids) == ("in-vivo", "0.2.0", ("jernih", "begitu"))


def test_what_others_added_to_the_book_meanwhile_stays(tmp_path: Path) -> None:
    from wells import write_wells

    write_wells(tmp_path / "well")
    with qc.Case(tmp_path / "w.qualcase", coder="ani") as ani, qc.Case(tmp_path / "w.qualcase", coder="budi") as budi:
        ani.add(tmp_path / "well")
        assert budi.codebook.ids == ("trust", "promise")
        budi.in_vivo("curiga", source="B-01")
        ani.in_vivo("menepati kata", source="A-01")
        assert ani.codebook.ids == ("trust", "promise", "curiga", "menepati-kata")


def test_words_that_are_not_there_make_no_code(small: qc.Case) -> None:
    with pytest.raises(qc.QuoteError, match="nearest passage"):
        small.in_vivo("nowhere said", source="A-01")
    assert small.codebook.version == "1.0.0"
