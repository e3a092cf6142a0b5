"""Room for words."""

from hypothesis import example, given
from hypothesis import strategies as st

from qualcase.render.measure import fold, places, width, wrap

WORDS = st.text("abw WÅ字e\u0301", max_size=60)


@given(WORDS, st.integers(2, 30))
def test_folded_lines_fit_and_lose_nothing(text, room):
    lines = fold(text, room)
    assert all(places(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_where_a_line_can_hold_them():
    assert fold("kunjungan rutin ke kelompok", 12) == ["kunjungan", "rutin ke", "kelompok"]
    assert fold("baris satu\n\nbaris dua", 40) == ["baris satu", "", "baris dua"]
    assert fold("pertanggungjawaban", 10) == ["pertanggun", "gjawaban"]


def test_a_terminal_gives_two_places_to_wide_characters_and_none_to_marks():
    assert places("abc") == 3
    assert places("字") == 2
    assert places("e\u0301") == 1


@given(WORDS, st.floats(40, 300))
@example("Kepuasan warga terhadap perusahaan selama pandemi", 80.0)
def test_wrapped_names_fit_and_say_when_they_are_cut(text, room):
    lines = wrap(text, room, most=2)
    assert len(lines) <= 2
    assert all(width(line) <= room + 1e-6 or len(line) == 1 for line in lines)
    whole = "".join(text.split())
    assert "".join(lines).replace(" ", "") == whole or lines[-1].endswith("…")
