from dataclasses import replace

import pytest
from hypothesis import given
from small_study import study
from strategies import BY, laid_out, places, small_cases

from qualcase.errors import NotFound
from qualcase.model.nouns import Segments


@given(small_cases(), BY)
def test_voices_come_first_and_a_row_knows_its_codings(small, by):
    counted = small.case.count(by)
    voices, codings = {}, {}
    for said, speak in laid_out(small, by).items():
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
    assert sheet.columns[1].cells[0].endswith("/10")
    assert case.where(side="community").count("code").sheet(lang="en").columns[1].cells[0].endswith("/4")
    assert part.count("role").sheet(lang="en").columns[1].cells[0].endswith("/1")


def test_a_row_that_is_not_there_is_answered_with_the_nearest(case):
    with pytest.raises(NotFound, match=r"no row 'trst' in this count. Did you mean 'trust'"):
        case.count("code").quotes("trst")


PEOPLE = {"A": ("member", "community"), "B": ("member", "community"), "C": ("cdo", "company")}
TURNED = {"holder": "company", "target": "community"}


def test_directions_are_never_pooled_where_no_row_says_the_direction(tmp_path):
    said = [{"voice": "A", "stance": "supports"}, {"voice": "C", "stance": "supports", **TURNED}]
    case = study(tmp_path, PEOPLE, said)
    for by in ("stance", "basis", "kind"):
        counted = case.count(by)
        assert counted.frame["codings"].sum() == 1
        assert [(s.rule, s.dropped.tolist()) for s in counted.steps] == [("step.direction", [1])]
        sheet = counted.sheet(lang="en")
        assert "Left out: 1 codings (codings in another direction than the codebook's)." in sheet.notes
        assert case.matrix(by, "role").codings.sum() == 1
    assert case.count("code").frame["codings"].tolist() == [1, 1, 0]
    assert case.matrix("stance", "code").codings.sum() == 2
    assert "step.direction" in {rule.rule for rule in case.count("stance").condensation().rules}


def test_a_view_of_a_holder_or_a_target_chose_the_direction_itself(tmp_path):
    said = [{"voice": "A", "stance": "supports"}, {"voice": "C", "stance": "supports", **TURNED}]
    case = study(tmp_path, PEOPLE, said)
    for way in ({"holder": "company"}, {"target": "community"}):
        counted = case.where(**way).count("stance")
        assert (counted.frame["codings"].tolist(), counted.steps) == ([1], ())
    assert case.where(holder=("community", "company")).count("stance").frame["codings"].tolist() == [2]


def test_codings_without_a_stance_have_a_row_and_a_note(tmp_path):
    case = study(tmp_path, PEOPLE, [{"voice": "A", "stance": "supports"}, {"voice": "B"}, {"voice": "C"}])
    note = "2 codings have no stance: they count for coverage and never for direction."
    for table in (case.count("stance"), case.matrix("code", "stance"), case.matrix("stance", "role")):
        assert note in table.sheet(lang="en").notes
    assert case.count("stance").sheet(lang="en").columns[0].cells == ["supports", "not set"]
    assert note not in case.count("code").sheet(lang="en").notes
    assert not any("no stance" in n for n in case.where(stance="supports").count("stance").sheet(lang="en").notes)


def test_codings_that_count_for_several_voices_are_said_to(tmp_path):
    case = study(tmp_path, PEOPLE, [{"voice": "A", "stance": "supports"}])
    assert not any("several" in note for note in case.count("code").sheet(lang="en").notes)
    turn = case.snapshot.units["turn"]
    with case.record("two speak") as change:
        cut = change.get(Segments, "A-int")
        voices = ["B" if voice == "A" and n % 4 == 1 else voice for n, voice in enumerate(cut.turns["voice"])]
        change.put(replace(cut, turns={**cut.turns, "voice": voices}))
    whole = (int(turn.start[0]), int(turn.end[turn.source == 0][-1]))
    case.code("", "trust", source="A-int", span=whole, stance="supports")
    for table in (case.count("stance"), case.matrix("code", "role")):
        assert "1 codings count for several voices." in table.sheet(lang="en").notes
    assert not any("several" in n for n in case.where(voice="A").count("code").sheet(lang="en").notes)
