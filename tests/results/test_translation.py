"""What quotes say in another language: sentence by sentence where the turn and its translation go in step."""

from pathlib import Path

import pytest

import qualcase as qc

ENGLISH = """\
turn,original,translation
2,Saya percaya pada mereka. Dulu belum percaya.,I trust them. I used not to.
4,Mereka menepati kata. Saya jadi lebih percaya diri.,"They keep their word, and I am surer of myself."
"""


@pytest.fixture
def spoken(folder: Path) -> qc.Case:
    (folder / "translations").mkdir()
    (folder / "translations" / "A-01.en.csv").write_text(ENGLISH, encoding="utf-8")
    case = qc.Case(coder="ani")
    assert not case.add(folder).problems
    return case


def translations(case: qc.Case, *quotes: str) -> list[str]:
    for quote in quotes:
        case.code(quote, "promise", source="A-01")
    return case.quotes().frame["translation"].tolist()


def test_the_sentences_that_a_quote_touches_are_given(spoken: qc.Case) -> None:
    assert translations(spoken, "Dulu belum") == ["I used not to."]
    assert translations(spoken, "mereka. Dulu") == ["I trust them. I used not to.", "I used not to."]


def test_a_turn_whose_translation_has_other_sentences_is_given_whole(spoken: qc.Case) -> None:
    assert translations(spoken, "Mereka menepati kata.") == ["They keep their word, and I am surer of myself."]


def test_a_turn_without_a_translation_has_none(spoken: qc.Case) -> None:
    assert translations(spoken, "Janjinya begitu") == [""]
    assert "Terjemahan" not in [column.head for column in spoken.quotes().sheet().columns]


def test_the_coded_table_has_a_column_for_it_and_the_english_report_shows_it(spoken: qc.Case, tmp_path: Path) -> None:
    translations(spoken, "Dulu belum")
    sheet = spoken.quotes().sheet(lang="id")
    heads = [column.head for column in sheet.columns]
    assert heads[3:5] == ["Kutipan", "Terjemahan"]
    assert sheet.columns[4].cells == ["I used not to."]
    assert "I used not to." in spoken.report(tmp_path / "en", lang="en").page.read_text(encoding="utf-8")
    page = spoken.report(tmp_path / "id", lang="id").page.read_text(encoding="utf-8")
    assert '<p class="translation">' not in page


def test_a_quote_over_two_turns_joins_both(spoken: qc.Case) -> None:
    text = spoken.snapshot.text(0)
    span = text.index("Dulu"), text.index("Mereka") + 6
    spoken.code(text[slice(*span)], "promise", source="A-01", span=span)
    assert spoken.quotes().frame["translation"].tolist() == [
        "I used not to. They keep their word, and I am surer of myself."
    ]
