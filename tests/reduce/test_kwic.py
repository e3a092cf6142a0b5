import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import study
from strategies import SIDE, small_cases

from qualcase.errors import OptionError

HOSTILE = "<script>alert('x')</script> =1+1"


def told(small, among=frozenset(SIDE)):
    return [turn for turn in small.told("turn") if turn.voice in among]


@given(
    small_cases(),
    st.sampled_from(["a", "b", "[ab]", "cd", r"\w", "x?d"]),
    st.sampled_from([frozenset(SIDE), frozenset(("M1",))]),
)
def test_a_pattern_is_found_in_each_turn_of_an_informant_and_nowhere_else(small, written, among):
    lines = small.case.where(voice=among).kwic(re.compile(written))
    expected = set()
    for turn in told(small, among):
        places = sorted(at for _, at in turn.characters)
        text = small.case.snapshot.text(small.case.snapshot.source_number(turn.source))
        a, b = places[0], places[-1] + 1
        found = re.compile(written).finditer(text, a, b)
        expected |= {(turn.source, turn.voice, *match.span(), match.group()) for match in found}
    got = {(r.source, r.voice, r.start, r.end, r.hit) for r in lines.frame.itertuples()}
    assert got == {one for one in expected if one[2] < one[3]}
    assert lines.informants == len({voice for _, voice, *_ in got})


def test_every_line_stands_in_its_text_and_keeps_to_its_turn(case):
    snapshot = case.snapshot
    lines = case.kwic("percaya", width=25)
    for row in lines.frame.itertuples():
        text = snapshot.text(snapshot.source_number(row.source))
        around = " ".join(text[max(0, row.start - 60) : row.end + 60].split())
        assert " ".join(text[row.start : row.end].split()) == row.hit
        assert row.left in around
        assert row.right in around
        assert max(len(row.left), len(row.right)) <= 25
        turn = snapshot.units["turn"]
        number = snapshot.source_number(row.source)
        at = next(n for n in range(turn.start.size) if (turn.source[n], turn.place[n]) == (number, row.turn))
        base = int(snapshot.base[turn.source[at]])
        assert turn.start[at] - base <= row.start < row.end <= turn.end[at] - base
        assert snapshot.voices[turn.voice[at]].id == row.voice


def test_lines_sort_by_the_nearest_word_on_either_side(case):
    left = [row.split()[::-1] for row in case.kwic("percaya", sort="left").frame["left"].str.casefold()]
    right = [row.split() for row in case.kwic("percaya", sort="right").frame["right"].str.casefold()]
    assert left == sorted(left)
    assert right == sorted(right)
    assert left[0] != left[-1]


def test_interviewers_are_read_on_demand_only(case):
    asked = case.kwic("percaya", speakers="everyone").frame
    own = case.kwic("percaya").frame
    assert set(asked["voice"]) - set(own["voice"]) == {"PW"}
    assert len(asked[asked["voice"] != "PW"]) == len(own)


def test_a_view_of_codings_is_searched_under_its_codings(case):
    lines = case.where(code="trust").kwic("percaya")
    assert 0 < len(lines) < len(case.kwic("percaya"))
    assert all("trust" in codes for codes in lines.frame["codes"])
    assert "consensus" in " ".join(lines.sheet(lang="en").notes)


def test_counts_of_informants_come_before_counts_of_words(case):
    lines = case.kwic("percaya")
    assert lines.sheet(lang="en").notes[0].startswith(f"{lines.informants} of 10 informants, {len(lines)} times")


def test_what_is_searched_for_must_be_something(case):
    with pytest.raises(OptionError, match="nothing to search for"):
        case.kwic([])
    with pytest.raises(OptionError, match="no word"):
        case.kwic("!!")
    with pytest.raises(OptionError, match="sort='up'"):
        case.kwic("percaya", sort="up")
    assert len(case.kwic("zzzz")) == 0
    assert case.kwic("zzzz").frame.columns.tolist() == case.kwic("percaya").frame.columns.tolist()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_hostile_words_stay_words_in_every_display(tmp_path, lang):
    people = {"A": ("head", "community")}
    one = study(tmp_path / "s", people, [{"voice": "A", "code": "trust", "stance": "supports", "words": HOSTILE}])
    lines = one.kwic("script", sort="hit")
    assert len(lines) == 2
    assert "<script" not in lines._repr_html_()
    assert "<script" not in one.words(least=1)._repr_html_()
    page = lines.to(tmp_path / "k.html", lang=lang).read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<script>" in repr(lines)
