"""The highlighted transcript: codings on the words they are of."""

import pytest
from small_study import study

from qualcase.errors import NotFound

PEOPLE = {"A": ("head", "community"), "B": ("member", "community")}
SAID = [
    {"voice": "A", "stance": "supports"},
    {"voice": "A", "code": "visits", "words": "Sentence 1 of A"},
    {"voice": "B", "code": "visits", "words": "<script>alert(1)</script> مرحبا 👩‍👩‍👧 \\frac"},
]


@pytest.fixture
def small(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID[:1] + SAID[2:])


def test_hostile_words_are_text_on_a_highlighted_transcript(small):
    html = small.highlight("B-int").html()
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "مرحبا 👩‍👩‍👧 \\frac" in html
    assert "<mark" in html
    assert "visits" in repr(small.highlight("B-int"))


def test_a_view_highlights_its_own_codings_only(small):
    assert "<mark" not in small.where(code="trust").highlight("B-int").html()
    with pytest.raises(NotFound, match="no source 'B-in'"):
        small.highlight("B-in")


def test_a_transcript_says_whose_codings_it_shows(small):
    small.code("Sentence 1 of A.", "visits", source="A-int", coder="budi")
    assert "those of ani, budi." in small.highlight("A-int").html(lang="en")
    assert "milik budi." in small.where(coder="budi").highlight("A-int").html(lang="id")
    assert "No codings" in small.where(coder="budi").highlight("B-int").html(lang="en")
