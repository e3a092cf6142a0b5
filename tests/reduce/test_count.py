import pytest
from hypothesis import given
from strategies import BY, places, small_cases

from qualcase.errors import NotFound


@given(small_cases(), BY)
def test_voices_come_first_and_a_row_knows_its_codings(small, by):
    counted = small.case.count(by)
    voices, codings = {}, {}
    for said, speak in small.evidence().items():
        for voice in speak:
            for name in places(small, by, said, voice):
                voices.setdefault(name, set()).add(voice)
                codings.setdefault(name, set()).add(said.id)
    columns = (counted.frame[name] for name in ("name", "voices", "codings"))
    rows = {name: (v, c) for name, v, c in zip(*columns, strict=True) if c}
    assert rows == {name: (len(who), len(codings[name])) for name, who in voices.items()}
    for name, which in codings.items():
        assert counted.quotes(name).ids == which
    assert (counted.frame["voices"] <= counted.frame["eligible"]).all()


def test_the_denominator_is_who_could_have_spoken_and_not_who_did(case):
    part = case.where(code="commitment", stance="contradicts")
    sheet = part.count("code").sheet(lang="en")
    assert sheet.columns[1].cells[0].endswith("/5")
    assert case.where(side="community").count("code").sheet(lang="en").columns[1].cells[0].endswith("/2")
    assert part.count("role").sheet(lang="en").columns[1].cells[0].endswith("/1")


def test_a_row_that_is_not_there_is_answered_with_the_nearest(case):
    with pytest.raises(NotFound, match=r"no row 'trst' in this count. Did you mean 'trust'"):
        case.count("code").quotes("trst")
