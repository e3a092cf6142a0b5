"""What moved since: each kind of thing that can move, the events that did it, and every way to say since when."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from small_study import ids, study

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import NOUNS, Asked, Coding, Published, Study, Voice

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
CLAIM = {"id": "k", "statement": {"id": "Dipercaya.", "en": "It is trusted."}, "rests_on": {"code": "trust",
         "aspect": "visits"}}  # fmt: skip


def said(**stances):
    return [{"voice": v, "stance": s, "basis": "first_hand", "aspect": "visits"} for v, s in stances.items()]


@pytest.fixture
def made(tmp_path):
    """A and B trust; C was asked and has said nothing yet."""
    asked = {(voice, "trust"): "yes" for voice in PEOPLE}
    return study(tmp_path / "s", PEOPLE, said(A="supports", B="supports"), asked=asked, claims=[CLAIM])


def rows(moved, *columns):
    return moved.frame[["kind", "what", "before", "after", *columns]].to_numpy().tolist()


def turn(case, words, stance):
    """Give the coding on these words another stance."""
    with case.record("code") as change:
        change.put(replace(change.get(Coding, ids(case, words)), stance=stance))


def test_a_coding_moves_its_cell_the_label_and_the_claim_and_each_names_its_event(made):
    made.memo("Not this one.")
    made.code("That is all.", "trust", source="C-int", stance="contradicts", basis="first_hand", aspect="visits")
    moved = made.changes(since=1)
    assert rows(moved, "events") == [
        ["codings", "trust", "2", "3", "3"],
        ["voices", "trust × officer", "0 (0)", "1 (1)", "3"],
        ["label", "trust", "agreement", "dissonance", "3"],
        ["direction", "trust", "supports", "contested", "3"],
        ["strength", "trust", moved["strength", "trust"].before, "contested", "3"],
        ["label", "k", "agreement", "dissonance", "3"],
        ["direction", "k", "supports", "contested", "3"],
        ["strength", "k", moved["strength", "k"].before, "contested", "3"],
        ["support", "k", "one-sided", "contested", "3"],
    ]
    assert moved.frame["came"].tolist() == [1] + [0] * 8
    (event,) = moved.events("support", "k")
    assert (event.seq, event.actor, event.verb) == (3, "ani", "code")
    assert moved.quotes("label", "trust").frame["quote"].tolist().count("That is all.") == 1
    assert moved.quotes("voices", "trust × officer").frame["voice"].tolist() == ["C"]


def test_numbers_are_those_that_the_verbs_give_of_both_moments(made):
    then = made.triangulate().frame, made.verify().frame, made.matrix("code", "role").frame
    event = len(made.history)
    made.code("That is all.", "trust", source="C-int", stance="contradicts", basis="first_hand", aspect="visits")
    made.uncode(ids(made, "Sentence 1 of A."))
    now = made.triangulate().frame, made.verify().frame, made.matrix("code", "role").frame
    found = {(kind, what): [before, after] for kind, what, before, after in rows(made.changes(since=event))}
    for n, word in ((0, "label"), (0, "direction"), (0, "strength"), (1, "support"), (1, "standing")):
        key = ["name", "id"][n]
        before, after = (dict(zip(frames[n][key], frames[n][word], strict=True)) for frames in (then, now))
        for name in before:
            assert found.get((word, name), [before[name]] * 2) == [before[name], after[name]]
            assert ((word, name) in found) == (before[name] != after[name])
    cells = [{f"{r.row} × {r.column}": f"{r.voices} ({r.codings})" for r in frames[2].itertuples()}
             for frames in (then, now)]  # fmt: skip
    assert {what: pair for (kind, what), pair in found.items() if kind == "voices"} == {
        cell: [cells[0][cell], cells[1][cell]] for cell in cells[1] if cells[0][cell] != cells[1][cell]
    }


def test_codings_that_came_went_and_changed_are_told_apart(made):
    gone, edited = ids(made, "Sentence 1 of A."), ids(made, "Sentence 2 of B.")
    made.uncode(gone)
    turn(made, "Sentence 2 of B.", "mixed")
    made.coder = "budi"
    made.code("That is all.", "trust", source="C-int", stance="supports")
    moved = made.changes(since=1)
    one = moved["codings", "trust"]
    assert (one.went, one.changed, len(one.came)) == ((gone,), (edited,), 1)
    assert moved.frame.loc[0, ["before", "after", "events"]].tolist() == ["2", "2", "2, 3, 4"]
    codings = moved.codings.set_index("id")
    assert codings.loc[gone, ["change", "quote", "events"]].tolist() == ["went", "Sentence 1 of A.", "2"]
    assert codings.loc[edited, ["change", "fields"]].tolist() == ["changed", "stance: supports -> mixed"]
    assert set(moved.quotes("codings", "trust").frame["quote"]) == {"Sentence 2 of B.", "That is all."}
    said = moved.sheet(lang="en").columns[3].cells[0]
    assert said.splitlines() == ["2", "new: 1", "gone: 1", "edited: 1", "by budi, ani"]


def test_where_nobody_said_whose_codings_count_numbers_are_not_compared(made):
    made.code("That is all.", "trust", source="C-int", stance="supports", coder="budi")
    moved = made.changes(since=1)
    assert rows(moved) == [["codings", "trust", "2", "3"], ["evidence", "coder", "ani", ""]]
    assert "nobody said" in " ".join(moved.sheet(lang="en").notes)
    with made.record("study") as change:
        change.put(replace(change.get(Study, "study"), evidence="budi"))
    moved = made.changes(since=1)
    assert rows(moved)[1] == ["evidence", "coder", "ani", "budi"]
    assert moved.frame["events"].tolist()[1] == "2, 3"
    assert "nobody said" not in " ".join(moved.sheet(lang="en").notes)


def test_who_was_asked_moves_a_label_without_any_coding(made):
    made.uncode(ids(made, "Sentence 2 of B."))
    with made.record("asked") as change:
        change.put(*(replace(change.get(Asked, f"{voice} trust"), asked="no") for voice in "BC"))
    moved = made.changes(since=2)
    assert ["label", "trust", "silence", "untested"] in rows(moved)
    assert set(moved.frame["events"]) == {"3"}


def test_an_informant_in_another_role_moves_cells_and_the_ground_is_named(made):
    made.memo("Nothing.")
    with made.record("add") as change:
        change.put(replace(change.get(Voice, "B"), role="head"))
    moved = made.changes(since=1)
    assert rows(moved, "events")[0] == ["informant", "B", "member, community", "head, community", "3"]
    assert moved["voices", "trust × head"].after == "2 (2)"
    assert moved["voices", "trust × member"].after == ""
    assert set(moved.frame["events"]) == {"3"}
    assert moved.sheet(lang="id").columns[2].cells[0] != "member, community"


def test_a_claim_that_came_was_edited_or_capped(made):
    made.claim("They rely on them.", rests_on=made.where(code="trust", aspect="visits"), id="n")
    assert ["support", "n", "", "one-sided"] in rows(made.changes(since=1))
    with made.record("claim") as change:
        change.put(*(replace(one, statement="They rely.", standing="rejected") for one in made.claims if one.id == "n"))
    moved = made.changes(since=2)
    assert rows(moved, "events") == [
        ["claim", "n", "They rely on them.", "They rely.", "3"],
        ["standing", "n", "tentative", "rejected", "3"],
    ]


def test_what_was_taken_back_did_not_move(made):
    made.code("That is all.", "trust", source="C-int", stance="contradicts")
    made.undo()
    moved = made.changes(since=1)
    assert (len(moved), len(moved.history)) == (0, 2)
    assert "Nothing moved." in moved.sheet(lang="en").notes
    assert "Tidak ada yang berubah." in moved.sheet(lang="id").notes
    with pytest.raises(NotFound):
        moved.quotes("codings", "trust")


def test_since_the_beginning_everything_came(made):
    moved = made.changes(since=0)
    assert {"codebook", "source", "informant", "codings", "voices", "label", "support"} <= set(moved.frame["kind"])
    assert set(moved.frame["before"]) == {"", "0"}
    for lang in ("id", "en"):
        assert len(moved.sheet(lang=lang)) == len(moved)


def test_the_events_beside_a_row_are_cut_short_and_say_so(made):
    for n in range(5):
        turn(made, "Sentence 1 of A.", ["contradicts", "mixed"][n % 2])
    cell = made.changes(since=1).sheet(lang="en").columns[4].cells[0]
    assert cell.splitlines()[0].startswith("2: code, ani, 20")
    assert cell.splitlines()[3:] == ["and 2 more"]


def test_a_new_codebook_is_named(made):
    made.use("four-elements")
    moved = made.changes(since=1)
    assert rows(moved, "events")[0] == ["codebook", "four-elements", "", made.codebooks["four-elements"].version, "2"]


# since when


def test_a_day_or_a_time_is_read_from_the_history(made):
    made.code("That is all.", "trust", source="C-int", stance="supports")
    first, second = (dt.datetime.fromisoformat(event.at) for event in made.history)
    tomorrow = (second + dt.timedelta(days=1)).date()
    assert made.changes(since=tomorrow.isoformat()).since == 2
    assert made.changes(since=tomorrow).since == 2
    assert made.changes(since="2020-01-01").since == 0
    between = second.astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert made.changes(since=between.isoformat()).since == (1 if first < second else 0)
    assert made.changes(since=second.replace(tzinfo=None).isoformat()).since == (1 if first < second else 0)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_report_says_since_when(made, tmp_path, lang):
    made.memo("Before.")
    made.report(tmp_path / "out", lang=lang)
    made.code("That is all.", "trust", source="C-int", stance="supports")
    for since in (tmp_path / "out", str(tmp_path / "out"), tmp_path / "out" / "report.html", None):
        moved = made.changes(since=since) if since else made.changes()
        assert moved.since == 2
        assert moved["codings", "trust"].events == (3,)


def test_a_report_of_a_view_counts_too(made, tmp_path):
    made.where(role="head").report(tmp_path / "out")
    assert made.changes().since == 1


def test_a_report_of_another_case_is_refused(made, tmp_path, small):
    small.report(tmp_path / "out")
    with pytest.raises(OptionError, match="is of other texts than this case"):
        made.changes(since=tmp_path / "out")


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (None, "has written no report since it was opened.*since=12.*since=\"out\""),
        (7, "no event 7 in this case, whose last is 1"),
        (-1, "no event -1"),
        ("2026-13-45", "is no date or time"),
        ("last week", "no report.html in 'last week', and it is no date"),
        (1.5, "is no event, day or report"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_moment_says_what_can(made, since, says):
    with pytest.raises(OptionError, match=says):
        made.changes(since=since)


def test_a_page_that_is_no_report_is_refused(made, tmp_path):
    (tmp_path / "report.html").write_text("<footer>event 1</footer>", encoding="utf-8")
    with pytest.raises(OptionError, match="no stamp of a qualcase report"):
        made.changes(since=tmp_path)


def test_a_view_has_no_history(made):
    with pytest.raises(OptionError, match=r"a view has no history: ask the case itself, case\.changes"):
        made.where(role="head").changes(since=1)


def test_a_case_file_gives_the_same_and_stays_as_it_is(folder, tmp_path):
    path = tmp_path / "w.qualcase"
    with qc.Case(path, coder="ani") as case:
        case.add(folder)
        case.code("Kami curiga.", "trust", source="B-01", stance="contradicts")
    with qc.Case(path) as case:
        before = {noun: case.rows(noun) for noun in NOUNS}
        assert rows(case.changes(since=1))[0] == ["codings", "trust", "0", "1"]
        assert case.changes(since=1).frame.equals(case.changes(since=1).frame)
        assert (case.verify_chain(), len(case.history)) == ([], 2)
        assert {noun: case.rows(noun) for noun in NOUNS} == before


def test_a_study_folder_has_one_event(folder: Path):
    with qc.open(folder) as case:
        assert len(case.changes(since=1)) == 0
        assert len(case.changes(since=0)) > 0


def test_the_table_is_saved_in_every_form(made, tmp_path):
    made.code("That is all.", "trust", source="C-int", stance="supports")
    moved = made.changes(since=1)
    for suffix in ("csv", "xlsx", "docx", "tex", "html"):
        assert moved.to(tmp_path / f"t.{suffix}", lang="id").stat().st_size
    assert "changes(since=1)" in str(moved.call)


def test_what_is_published_is_no_part_of_it(made):
    with made.record("add") as change:
        change.put(Published("f", "Found."))
    assert len(made.changes(since=1)) == 0
