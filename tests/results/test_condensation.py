"""The reduction record: words first, then codings; nothing is dropped without a rule."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_study import study

from qualcase.lang.words import words
from qualcase.model.nouns import Coding
from qualcase.results.condensation import _covered

PEOPLE = {"A": ("head", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "A", "stance": "supports", "words": "We trust them all."},
    {"voice": "A", "code": "visits", "words": "trust them"},
    {"voice": "C", "stance": "supports", "words": "They trust us."},
]


def record(case):
    return case.triangulate("trust").condensation()


def test_words_go_from_all_that_was_said_to_what_is_coded(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [SAID[0], SAID[2]])
    found = record(case).frame
    steps = found[found["of"] == "words"]
    assert steps["rule"].tolist() == ["words.interviewer", "words.unplaced", "words.uncoded"]
    outside = steps.set_index("rule").loc["words.unplaced", "dropped"]  # labels and headings: in no turn
    assert steps["came_in"].iloc[0] - outside == case.sources().frame["words"].sum()
    assert steps["kept"].iloc[1] == case.informants().frame["words"].sum()
    assert steps["kept"].iloc[2] == 4  # "We trust them all"; what is told of others is set aside
    assert (steps["came_in"] - steps["dropped"] == steps["kept"]).all()
    assert (steps["kept"].to_numpy()[:-1] == steps["came_in"].to_numpy()[1:]).all()
    assert steps["who"].tolist() == ["", "", "ani"]
    assert record(case).ratio == 4 / steps["came_in"].iloc[0]


def test_turns_that_lost_words_and_codings_that_were_left_out_are_named(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [SAID[0], SAID[2]])
    found = record(case).frame.set_index("rule")
    assert "A-int:2" in found.loc["words.uncoded", "ids"]
    assert "A-int:4" not in found.loc["words.uncoded", "ids"]
    assert len(found.loc["step.attributed", "ids"]) == found.loc["step.attributed", "dropped"] == 1


def test_a_rule_about_codings_says_whose_and_of_which_day_they_are(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [SAID[0], SAID[2]])
    day = max(row.created[:10] for row in case.rows(Coding))
    case.code("trust us", "visits", source="C-int", coder="budi")
    found = case.where(coder="ani").triangulate("trust").condensation().frame.set_index("rule")
    assert found.loc["step.attributed", ["who", "when"]].tolist() == ["ani", day]
    assert found.loc["step.view", ["who", "when"]].tolist() == ["", ""]  # nobody noted who looked
    whole = study(tmp_path / "w", PEOPLE, [SAID[0]]).matrix("code", "role").condensation().frame
    assert whole.iloc[-1][["rule", "who", "when"]].tolist() == ["step.none", "ani", whole["when"].iloc[-2]]


def test_a_word_under_two_codings_counts_once(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [SAID[0]])
    once = case.matrix("code", "role").condensation().frame["kept"].iloc[2]
    case.code("trust them", "visits", source="A-int")
    assert case.matrix("code", "role").condensation().frame["kept"].iloc[2] == once == 4


def test_a_view_records_what_lies_outside_it(case):
    found = case.where(code="trust", role="member").matrix("code", "role").condensation().frame
    view = found[found["rule"] == "step.view"].iloc[0]
    assert view["came_in"] == len(case.quotes())
    assert view["kept"] == len(case.where(code="trust", role="member").quotes())
    assert "words.other_voice" in found["rule"].tolist()


def test_words_kept_are_those_that_share_a_character_with_a_coding(case):
    snapshot = case.snapshot
    found = case.matrix("code", "role").condensation().frame
    kept = 0
    for n in range(len(snapshot.sources)):
        here = [r for r in snapshot.evidence.rows if snapshot.codings.source[r] == n]
        coded = {i for r in here for i in range(snapshot.codings.start[r], snapshot.codings.end[r])}
        turns = snapshot.units["turn"]
        mine = {
            i - int(snapshot.base[n])
            for t in np.flatnonzero((turns.source == n) & (turns.voice >= 0))
            if not snapshot.interviewer[turns.voice[t]]
            for i in range(turns.start[t], turns.end[t])
        }
        said = words(snapshot.text(n))
        spans = zip(said.start.tolist(), said.end.tolist(), strict=True)
        kept += sum(a in mine and not coded.isdisjoint(range(a, b)) for a, b in spans)
    assert found[found["of"] == "words"]["kept"].iloc[-1] == kept


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6))),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6))),
)
def test_covered_words_are_those_that_meet_a_span(these, those):
    first, size = np.array(these, np.int64).reshape(-1, 2).T
    start, length = np.array(those, np.int64).reshape(-1, 2).T
    found = _covered(first, first + size, start, start + length).tolist()
    assert found == [any(s < a + n and s + k > a for s, k in those) for a, n in these]


def test_the_record_speaks_both_languages_and_links_what_was_dropped(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [SAID[0], SAID[2]])
    sheet = record(case).sheet(lang="id")
    assert sheet.columns[1].cells[0] == "kata pewawancara"
    assert [len(links) for links in sheet.columns[3].links] == [0, 0, 0, 1]
    assert [len(links) for links in sheet.columns[4].links] == [0, 0, 0, 1]
    assert "Reduction ratio" in " ".join(record(case).sheet(lang="en").notes)
