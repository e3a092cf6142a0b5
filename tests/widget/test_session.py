"""What a front end can do: every op, what is refused, and that nobody writes over anybody."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from widget_front import FrontEnd

import qualcase as qc
from qualcase.model.nouns import Coding, Decision, Memo

Another = Callable[..., FrontEnd]


def on_record(case: qc.Case) -> list[Coding]:
    return [row for row in case.rows(Coding) if not row.withdrawn]


# opening


def test_what_is_opened_shows_every_word_at_its_place(wells: qc.Case, page: FrontEnd) -> None:
    source = page.state["source"]
    text = wells.snapshot.text(0)
    assert source["content"] == text
    assert (
        text[source["turns"][1]["start"] : source["turns"][1]["end"]] == "Saya percaya pada mereka. Dulu belum percaya."
    )
    assert [turn["n"] for turn in source["turns"]] == [1, 2, 3, 4, 5]
    assert [turn["speaker"] for turn in source["turns"]] == ["PW", "AN", "PW", "AN", "AN"]
    assert [turn["asking"] for turn in source["turns"]] == [True, False, True, False, False]
    assert source["turns"][1]["locator"] == "A-01, 2"
    assert source["turns"][1]["role"] == "Farmer"
    sentences = [text[a:b] for a, b in source["sentences"]]
    assert "Dulu belum percaya." in [sentence.strip() for sentence in sentences]


def test_the_state_is_json_in_the_language_asked_for(wells: qc.Case) -> None:
    page = FrontEnd(wells, lang="en")
    assert json.loads(json.dumps(page.state)) == page.state
    assert page.state["labels"]["saved"] == "saved"
    assert page.state["stances"][1] == ["contradicts", "contradicts"]
    assert FrontEnd(wells).state["stances"][1] == ["contradicts", "menyangkal"]


def test_a_code_comes_with_all_that_says_when_to_use_it(page: FrontEnd) -> None:
    trust = page.state["codes"][0]
    assert trust["id"] == "trust"
    assert trust["poles"] == {"positive": "trusts", "negative": "does not"}
    assert trust["use_when"] == ["it is said"]
    assert trust["do_not_use_when"] == ["it is not"]
    assert trust["near_misses"] == [{"quote": "percaya diri", "code": "none", "why": "about oneself"}]
    assert (trust["holder"], trust["target"], trust["open"], trust["version"]) == (
        "community",
        "company",
        True,
        "1.0.0",
    )


def test_a_heading_between_turns_is_shown_and_is_no_turn(tmp_path: Path) -> None:
    case = qc.Case(coder="ani")
    file = tmp_path / "H-01.txt"
    file.write_text("A talk at the well\n\nPW: Apa?\nAN: Air.\nPW: Lalu?\nAN: Begitu.\n\nThe end.\n", encoding="utf-8")
    case.add(file)
    page = FrontEnd(case, "H-01")
    text = case.snapshot.text(0)
    outside = [text[turn["start"] : turn["end"]] for turn in page.state["source"]["turns"] if turn["n"] == 0]
    assert "A talk at the well" in outside


def test_another_protocol_is_told_to_reload(page: FrontEnd) -> None:
    error = page.refused("open", protocol=99)
    assert error["kind"] == "protocol"
    assert "Run the cell again" in error["next"]


# coding


def test_a_coding_is_on_disk_before_the_answer_says_ok(wells: qc.Case, page: FrontEnd, place: Path) -> None:
    made = page.code("belum percaya", stance="contradicts", not_yet=True, memo="sebelum sumur")
    with qc.Case(place) as other:
        (row,) = other.rows(Coding)
    assert (row.id, row.quote, row.code, row.coder) == (made["id"], "belum percaya", "trust", "ani")
    assert (row.stance, row.not_yet, row.memo, row.origin, row.version) == (
        "contradicts", True, "sebelum sumur", "hand", "1.0.0",
    )  # fmt: skip
    assert [event.verb for event in wells.history] == ["add", "code"]


def test_coding_the_same_words_again_keeps_what_the_coding_says(wells: qc.Case, page: FrontEnd) -> None:
    made = page.code("belum percaya", stance="contradicts", memo="penting")
    again = page.ok("code", **page.words("belum percaya"), code="trust")
    assert (again["coding"], again["already"]) == (made["id"], True)
    assert "changes" not in again
    assert page.coding(made["id"]) == made
    assert len(wells.history) == 2


def test_words_whose_code_was_taken_off_are_coded_anew(wells: qc.Case, page: FrontEnd) -> None:
    made = page.code("belum percaya", stance="contradicts", memo="old")
    page.ok("uncode", coding=made["id"], v=made["v"])
    assert made["id"] not in page.codings
    again = page.code("belum percaya")
    assert (again["id"], again["stance"], again["memo"]) == (made["id"], "", "")
    assert len(on_record(wells)) == 1


def test_two_codes_on_the_same_words_are_two_codings(wells: qc.Case, page: FrontEnd) -> None:
    page.code("belum percaya")
    page.code("belum percaya", "promise")
    assert [row.code for row in on_record(wells)] == ["trust", "promise"]


def test_a_span_over_several_turns_is_one_coding(wells: qc.Case, page: FrontEnd) -> None:
    text = wells.snapshot.text(0)
    start, end = text.index("Dulu belum"), text.index("Saya jadi") + len("Saya jadi")
    page.ok("code", start=start, end=end, quote=text[start:end], code="trust")
    assert on_record(wells)[0].quote == text[start:end]


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(5, 12, "other words"), (-3, 4, "Apak"), (9, 9, ""), (0, 10**9, "all"), (7, 3, "x"), (10**30, 10**30 + 2, "ab")],
)
def test_words_that_do_not_stand_there_are_refused(
    wells: qc.Case, page: FrontEnd, start: int, end: int, quote: str
) -> None:
    error = page.refused("code", start=start, end=end, quote=quote, code="trust")
    assert error["kind"] == "text"
    assert on_record(wells) == []


def test_white_space_alone_is_refused(wells: qc.Case, page: FrontEnd) -> None:
    at = wells.snapshot.text(0).index(" ")
    assert page.refused("code", start=at, end=at + 1, quote=" ", code="trust")["kind"] == "text"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "trsut"}, "Did you mean 'trust'"),
        ({"stance": "for"}, "stance='for' is no option"),
        ({"basis": "hearsay"}, "basis='hearsay' is no option"),
        ({"holder": "nobody"}, "no holder 'nobody'"),
    ],
)
def test_what_the_case_refuses_is_said_with_the_way(
    wells: qc.Case, page: FrontEnd, fields: dict[str, str], said: str
) -> None:
    error = page.refused("code", **{**page.words("belum percaya"), "code": "trust", **fields})
    assert error["kind"] == "refused"
    assert said in f"{error['what']} {error['next']}"
    assert on_record(wells) == []


def test_a_retired_code_takes_no_codings(wells: qc.Case, page: FrontEnd) -> None:
    book = wells.codebook.content()
    book["version"] = "1.1.0"
    book["codes"][0]["status"] = "retired"
    wells.use(qc.Codebook.from_content(book))
    assert not next(code for code in page.state["codes"] if code["id"] == "trust")["open"]
    assert "retired" in page.refused("code", **page.words("belum percaya"), code="trust")["what"]


def test_the_interviewers_words_are_coded_and_the_coder_is_told(wells: qc.Case, page: FrontEnd) -> None:
    reply = page.ok("code", **page.words("Apakah Bapak percaya"), code="trust")
    assert "only the interviewer's words" in reply["doubt"]
    assert len(on_record(wells)) == 1


# changing


def test_what_a_coding_says_changes_in_one_step_and_its_id_stays(wells: qc.Case, page: FrontEnd) -> None:
    made = page.code("belum percaya")
    page.ok(
        "change", coding=made["id"], v=made["v"], stance="contradicts", basis="attributed", holder="company",
        target="community", aspect="janji", hedge=True, not_yet=True, key=True, memo="x", code="promise",
    )  # fmt: skip
    (row,) = on_record(wells)
    assert (row.id, row.code, row.stance, row.basis, row.holder, row.target, row.aspect) == (
        made["id"], "promise", "contradicts", "attributed", "company", "community", "janji",
    )  # fmt: skip
    assert (row.hedge, row.not_yet, row.key, row.memo) == (True, True, True, "x")
    assert [event.verb for event in wells.history] == ["add", "code", "edit"]
    assert page.coding(made["id"])["code"] == "promise"


def test_a_field_left_out_stays_and_an_empty_one_is_taken_away(page: FrontEnd) -> None:
    made = page.code("belum percaya", stance="mixed", memo="keep")
    page.ok("change", coding=made["id"], v=made["v"], stance="")
    assert (page.coding(made["id"])["stance"], page.coding(made["id"])["memo"]) == ("", "keep")


def test_the_ends_of_a_coding_move_and_come_back(wells: qc.Case, page: FrontEnd) -> None:
    made = page.code("belum percaya", stance="contradicts")
    page.ok("move", coding=made["id"], v=made["v"], **page.words("Dulu belum percaya"))
    moved = page.coding(made["id"])
    assert on_record(wells)[0].quote == "Dulu belum percaya"
    page.ok("move", coding=made["id"], v=moved["v"], **page.words("belum percaya"))
    assert page.coding(made["id"]) == made


def test_ends_move_over_a_withdrawn_coding_but_not_over_one_that_stands(wells: qc.Case, page: FrontEnd) -> None:
    gone = page.code("Dulu belum percaya")
    page.ok("uncode", coding=gone["id"], v=gone["v"])
    made = page.code("belum percaya")
    page.ok("move", coding=made["id"], v=made["v"], **page.words("Dulu belum percaya"))
    other = page.code("percaya.")
    error = page.refused("move", coding=other["id"], v=other["v"], **page.words("Dulu belum percaya"))
    assert "already" in error["what"]
    assert sorted(row.quote for row in on_record(wells)) == ["Dulu belum percaya", "percaya."]


def test_another_coders_coding_cannot_be_changed_here(wells: qc.Case, page: FrontEnd, another: Another) -> None:
    made = page.code("belum percaya")
    budi = another(coder="budi")
    assert not budi.coding(made["id"])["mine"]
    v = budi.coding(made["id"])["v"]
    for op, fields in (("change", {"stance": "mixed"}), ("uncode", {}), ("move", budi.words("percaya."))):
        assert "another coder's" in budi.refused(op, coding=made["id"], v=v, **fields)["what"]
    assert on_record(wells)[0].stance == ""


# nobody writes over anybody


@pytest.mark.parametrize("elsewhere", ["widget", "script", "other program"])
def test_a_change_of_what_changed_elsewhere_is_refused_and_shown_as_it_is(
    wells: qc.Case, page: FrontEnd, place: Path, elsewhere: str
) -> None:
    made = page.code("belum percaya")
    seen = made["v"]
    if elsewhere == "widget":
        other = FrontEnd(wells)
        other.ok("change", coding=made["id"], v=seen, stance="contradicts")
    elif elsewhere == "script":
        wells.edit(made["id"], stance="contradicts")
    else:
        with qc.Case(place, coder="ani") as second:
            second.edit(made["id"], stance="contradicts")
    for op, fields in (("change", {"stance": "supports"}), ("uncode", {}), ("move", page.words("percaya."))):
        reply = page.ask(op, coding=made["id"], v=seen, **fields)
        assert reply["error"]["kind"] == "stale"
        assert reply["coding"]["stance"] == "contradicts"
    (row,) = on_record(wells)
    assert (row.stance, row.quote) == ("contradicts", "belum percaya")
    assert page.coding(made["id"])["stance"] == "contradicts"
    page.ok("change", coding=made["id"], v=page.coding(made["id"])["v"], stance="supports")


def test_a_change_of_what_was_withdrawn_elsewhere_says_that_it_is_gone(wells: qc.Case, page: FrontEnd) -> None:
    made = page.code("belum percaya")
    wells.uncode(made["id"])
    reply = page.ask("change", coding=made["id"], v=made["v"], stance="supports")
    assert (reply["error"]["kind"], reply["coding"]) == ("stale", None)
    assert made["id"] not in page.codings


def test_a_step_that_slips_in_between_look_and_write_is_seen(
    wells: qc.Case, page: FrontEnd, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page.code("belum percaya")
    edit, slipped = qc.Case.edit, []

    def late(case: qc.Case, *given: Any, **named: Any) -> Coding:
        if not slipped:
            slipped.append(True)
            with qc.Case(place, coder="ani") as second:
                edit(second, made["id"], stance="contradicts")
        return edit(case, *given, **named)

    monkeypatch.setattr(qc.Case, "edit", late)
    reply = page.ask("change", coding=made["id"], v=made["v"], stance="supports")
    assert (reply["error"]["kind"], reply["coding"]["stance"]) == ("stale", "contradicts")
    assert on_record(wells)[0].stance == "contradicts"


def test_others_who_keep_recording_leave_the_step_undone_and_say_so(
    wells: qc.Case, page: FrontEnd, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page.code("belum percaya")
    edit = qc.Case.edit

    with qc.Case(place, coder="budi") as second:

        def late(case: qc.Case, *given: Any, **named: Any) -> Coding:
            second.memo(f"note {len(second.history)}")
            return edit(case, *given, **named)

        monkeypatch.setattr(qc.Case, "edit", late)
        assert page.refused("change", coding=made["id"], v=made["v"], stance="supports")["kind"] == "busy"
    assert on_record(wells)[0].stance == ""


def test_two_widgets_of_one_kernel_keep_in_step(page: FrontEnd, another: Another) -> None:
    other = another(coder="budi")
    made = page.code("belum percaya", stance="contradicts")
    theirs = other.coding(made["id"])
    assert (theirs["stance"], theirs["mine"]) == ("contradicts", False)
    page.ok("uncode", coding=made["id"], v=made["v"])
    assert made["id"] not in other.codings
    assert other.state["event"] == page.state["event"]


def test_what_a_cell_records_is_pushed(wells: qc.Case, page: FrontEnd) -> None:
    row = wells.code("Kami curiga.", "trust", source="B-01")
    assert page.pushes[-1]["event"] == "changes"
    assert row.id not in page.codings  # of another source
    assert next(one for one in page.state["sources"] if one["id"] == "B-01")["codings"] == 1
    here = wells.code("Dulu belum percaya.", "trust", source="A-01")
    assert page.coding(here.id)["stance"] == ""
    assert page.state["recent"] == ["trust"]


def test_what_another_program_records_shows_at_the_next_message(page: FrontEnd, place: Path) -> None:
    with qc.Case(place, coder="budi") as second:
        row = second.code("Dulu belum percaya.", "trust", source="A-01")
    assert row.id not in page.codings
    page.ok("poll")
    assert page.coding(row.id)["coder"] == "budi"
    assert "changes" not in page.ok("poll")


def test_a_closed_session_hears_nothing_and_says_that_it_is_closed(wells: qc.Case, page: FrontEnd) -> None:
    page.session.close()
    assert page.pushes == [{"event": "closed"}]
    wells.memo("later")
    assert len(page.pushes) == 1


def test_ops_from_many_threads_are_done_one_after_the_other(wells: qc.Case, another: Another) -> None:
    fronts = [another(), another(coder="budi"), another(coder="citra")]
    wrong: list[object] = []

    def work(front: FrontEnd) -> None:
        try:
            for quote in ("percaya", "belum percaya", "menepati kata", "begitu", "katanya"):
                made = front.code(quote if quote != "percaya" else "Saya percaya")
                front.ok("change", coding=made["id"], v=made["v"], stance="mixed")
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(front,)) for front in fronts]
    for thread in threads:
        thread.start()
    for n in range(5):
        wells.memo(f"note {n}")
    for thread in threads:
        thread.join(30)
    assert wrong == []
    assert len(on_record(wells)) == 15
    assert wells.verify_chain() == []
    for front in fronts:
        front.ok("poll")
        assert {id: one["v"] for id, one in front.codings.items()} == {i: o["v"] for i, o in fronts[0].codings.items()}


# blind


def test_blind_coding_sends_nothing_of_what_others_did(wells: qc.Case, page: FrontEnd, another: Another) -> None:
    page.code("belum percaya", stance="contradicts", aspect="rahasia", memo="kata ani")
    page.ok("memo", about="source:A-01", text="catatan ani")
    blind = another(coder="budi", blind=True)
    page.code("menepati kata", memo="kata ani juga")
    page.ok("memo", about="code:trust", text="catatan ani lagi")
    mine = blind.code("Janjinya begitu")
    blind.ok("poll")
    sent = json.dumps([blind.state, blind.pushes], ensure_ascii=False)
    assert [one["id"] for one in blind.state["codings"]] == [mine["id"]]
    assert "kata ani" not in sent
    assert "catatan ani" not in sent
    assert "rahasia" not in sent
    assert blind.state["blind"] is True
    assert [one["codings"] for one in blind.state["sources"]] == [1, 0, 0]


# codes made of words


def test_a_code_made_of_the_words_is_coded_in_one_step_and_undone_in_one(wells: qc.Case, page: FrontEnd) -> None:
    made = page.ok("in_vivo", **page.words("menepati kata"), parent="promise")
    (row,) = on_record(wells)
    assert (row.id, row.code, row.version) == (made["coding"], "promise.menepati-kata", "1.1.0")
    entry = wells.codebook.code(row.code)
    assert (entry.origin, entry.status, entry.examples[0].quote) == ("in_vivo", "draft", "menepati kata")
    assert page.state["codes"][-1]["path"] == ["Janji"]
    assert page.coding(row.id)["code"] == made["code"] == "promise.menepati-kata"
    page.ok("undo")
    assert on_record(wells) == []
    assert wells.codebook.version == "1.0.0"
    assert [code["id"] for code in page.state["codes"]] == ["trust", "promise"]


def test_a_label_that_a_code_has_already_is_refused(page: FrontEnd) -> None:
    error = page.refused("in_vivo", **page.words("menepati kata"), label="kepercayaan")
    assert "'trust'" in error["what"] + error["next"]


def test_a_case_without_a_codebook_gets_one_of_its_own(tmp_path: Path) -> None:
    case = qc.Case(coder="ani")
    file = tmp_path / "H-01.txt"
    file.write_text("PW: Apa?\nAN: Airnya jernih.\nPW: Lalu?\nAN: Begitu.\n", encoding="utf-8")
    case.add(file)
    page = FrontEnd(case, "H-01")
    assert page.ok("in_vivo", **page.words("jernih"))["code"] == "jernih"
    assert (case.codebook.name, case.codebook.ids) == ("in-vivo", ("jernih",))


# memos, suggestions, search, views


def test_a_memo_on_a_coding_is_shown_with_it(wells: qc.Case, page: FrontEnd) -> None:
    made = page.code("belum percaya")
    note = page.ok("memo", about=f"coding:{made['id']}", text="<img src=x onerror=alert(1)>")["memo"]
    assert wells.rows(Memo)[0].text == "<img src=x onerror=alert(1)>"
    assert [(one["id"], one["about"]) for one in page.state["memos"]] == [(note, f"coding:{made['id']}")]
    assert page.refused("memo", about="coding:nope", text="x")["kind"] == "refused"
    assert page.refused("memo", about="case", text="  ")["kind"] == "refused"


def test_suggestions_are_accepted_corrected_and_rejected(wells: qc.Case, page: FrontEnd) -> None:
    hints = page.ok("suggest")["suggestions"]
    text = wells.snapshot.text(0)
    assert {text[one["start"] : one["end"]] for one in hints} >= {"Saya percaya pada mereka.", "Dulu belum percaya."}
    belum = next(one for one in hints if "belum" in text[one["start"] : one["end"]])
    saya = next(one for one in hints if text[one["start"] : one["end"]].startswith("Saya percaya pada"))
    janji = next(one for one in hints if one["code"] == "promise")
    made = page.ok("accept", keys=[belum["key"]], stance="contradicts")["codings"]
    page.ok("reject", keys=[saya["key"]], reason="about somebody else")
    page.ok("accept", keys=[janji["key"]], code="trust", quote="menepati kata")
    assert page.coding(made[0])["origin"] == "suggestion"
    assert [row.verdict for row in wells.rows(Decision)] == ["accepted", "rejected", "rejected"]
    assert [(row.code, row.quote) for row in on_record(wells)] == [
        ("trust", "Dulu belum percaya."), ("trust", "menepati kata"),
    ]  # fmt: skip
    left = {one["key"] for one in page.ok("suggest")["suggestions"]}
    assert left.isdisjoint({belum["key"], saya["key"], janji["key"]})


def test_a_suggestion_is_taken_after_a_restart_without_asking_again(wells: qc.Case, page: FrontEnd) -> None:
    key = page.ok("suggest")["suggestions"][0]["key"]
    assert len(FrontEnd(wells).ok("accept", keys=[key])["codings"]) == 1
    assert page.refused("accept", keys=["nope"])["kind"] == "refused"
    assert page.refused("accept", keys=[])["kind"] == "refused"
    assert page.refused("suggest", by="word")["kind"] == "refused"


def test_an_open_blind_round_hides_what_others_did_until_it_is_closed(
    wells: qc.Case, page: FrontEnd, another: Another
) -> None:
    page.code("belum percaya", stance="contradicts", memo="kata ani")
    wells.assign("ani", "A-01", round="first", blind=True)
    wells.assign("budi", "A-01", round="first", blind=True)
    budi = another(coder="budi")
    page.code("menepati kata", memo="kata ani juga")
    assert budi.state["blind"] is True
    assert budi.state["codings"] == []
    assert "kata ani" not in json.dumps([budi.state, budi.pushes], ensure_ascii=False)
    wells.close_round("first")
    assert "kata ani juga" in json.dumps(another(coder="budi").state, ensure_ascii=False)


def test_what_another_coder_coded_is_suggested_to_this_one(wells: qc.Case, page: FrontEnd, another: Another) -> None:
    page.code("Dulu belum percaya.")
    budi = another(coder="budi", blind=True)
    budi.code("Janjinya begitu")
    text = wells.snapshot.text(0)
    assert "Dulu belum percaya." in [text[o["start"] : o["end"]] for o in budi.ok("suggest")["suggestions"]]
    assert "Dulu belum percaya." not in [text[o["start"] : o["end"]] for o in page.ok("suggest")["suggestions"]]


def test_what_others_coded_or_rejected_is_suggested_to_a_blind_coder_from_the_first_moment(
    wells: qc.Case, page: FrontEnd, another: Another
) -> None:
    hints = page.ok("suggest")["suggestions"]
    page.ok("accept", keys=[hints[0]["key"]])
    page.ok("reject", keys=[hints[1]["key"]])
    budi = another(coder="budi", blind=True)
    assert {one["key"] for one in budi.ok("suggest")["suggestions"]} == {one["key"] for one in hints}


def test_a_search_finds_every_form_in_the_open_source(wells: qc.Case, page: FrontEnd) -> None:
    text = wells.snapshot.text(0)
    hits = page.ok("search", words="percaya")["hits"]
    assert [text[a:b] for a, b in hits] == ["percaya"] * 4
    assert page.ok("search", words="curiga")["hits"] == []
    assert [text[a:b] for a, b in page.ok("search", words="menepati kata")["hits"]] == ["menepati kata"]
    assert page.refused("search", words="???")["kind"] == "refused"


def test_another_source_is_opened_and_filters_are_kept(page: FrontEnd) -> None:
    page.ok("view", filters={"mine": True})
    page.ok("view", source="B-01")
    assert (page.state["source"]["id"], page.state["filters"]) == ("B-01", {"mine": True})
    made = page.code("Kami curiga.")
    assert page.coding(made["id"])["code"] == "trust"
    assert page.refused("view", source="Z-01")["kind"] == "refused"
    assert page.state["source"]["id"] == "B-01"


def test_progress_counts_answers_with_a_coding_of_this_coder(page: FrontEnd) -> None:
    def progress() -> tuple[int, int, int]:
        one = next(one for one in page.state["sources"] if one["id"] == "A-01")
        return one["turns"], one["coded"], one["codings"]

    assert progress() == (3, 0, 0)
    page.code("Saya percaya")
    page.code("belum percaya")
    assert progress() == (3, 1, 2)
    page.code("Janjinya begitu", "promise")
    assert progress() == (3, 2, 3)
    assert page.state["recent"] == ["promise", "trust"]


# undo


def test_everything_is_undone_and_done_again_in_order(wells: qc.Case, page: FrontEnd) -> None:
    first = page.code("Saya percaya", stance="supports")
    page.ok("change", coding=first["id"], v=first["v"], stance="mixed")
    page.ok("memo", about="source:A-01", text="tanya lagi")
    page.ok("uncode", coding=first["id"], v=page.coding(first["id"])["v"])
    after = page.state
    undone = [page.ok("undo")["did"]["verb"] for _ in range(4)]
    assert undone == ["uncode", "memo", "edit", "code"]
    assert page.codings == {}
    assert page.state["memos"] == []
    assert [page.ok("redo")["did"]["verb"] for _ in range(4)] == ["code", "edit", "memo", "uncode"]
    assert (page.state["codings"], page.state["memos"]) == (after["codings"], after["memos"])
    assert page.refused("redo")["kind"] == "refused"
    assert wells.verify_chain() == []


def test_undo_stops_before_what_is_no_coding(wells: qc.Case, page: FrontEnd) -> None:
    page.code("Saya percaya")
    page.ok("undo")
    error = page.refused("undo")
    assert "event 1 (add by ani" in f"{error['what']} {error['next']}"
    assert len(wells.snapshot.sources) == 3


def test_undo_takes_back_only_this_coders_steps(page: FrontEnd, another: Another) -> None:
    budi = another(coder="budi")
    mine = page.code("Saya percaya")
    theirs = budi.code("Saya percaya")
    page.ok("undo")
    assert (mine["id"] in page.codings, theirs["id"] in page.codings) == (False, True)


# messages


def test_an_op_that_is_sent_again_is_done_once(wells: qc.Case, page: FrontEnd) -> None:
    page.code("Saya percaya")
    page.code("belum percaya")
    undo = {"id": "v2-7", "op": "undo"}
    first, second = page.session.handle(undo), page.session.handle(undo)
    assert first["did"] == second["did"]
    assert len(on_record(wells)) == 1


def test_an_op_that_was_refused_may_be_tried_again_under_its_id(page: FrontEnd) -> None:
    op = {"id": "v2-8", "op": "undo"}
    assert "error" in page.session.handle(op)
    page.code("Saya percaya")
    assert page.session.handle(op)["ok"] is True


@pytest.mark.parametrize(
    "message",
    [
        None, 3, "code", [], {}, {"op": "poll"}, {"id": 7, "op": "poll"}, {"id": "x"}, {"id": "x", "op": "__init__"},
        {"id": "x", "op": ["poll"]}, {"id": "x", "op": "code"}, {"id": "x", "op": "poll", "more": 1},
        {"id": "x", "op": "code", "start": "1", "end": 2, "quote": "a", "code": "trust"},
        {"id": "x", "op": "code", "start": True, "end": 2, "quote": "a", "code": "trust"},
        {"id": "x", "op": "code", "start": 1.0, "end": 2, "quote": "a", "code": "trust"},
        {"id": "x", "op": "code", "start": 1, "end": 2, "quote": "a", "code": None},
        {"id": "x", "op": "memo", "about": "case", "text": "\ud83d"},
        {"id": "x", "op": "memo", "about": "case", "text": "x" * 100_001},
        {"id": "x", "op": "accept", "keys": "abc"}, {"id": "x", "op": "accept", "keys": [1]},
        {"id": "x", "op": "view", "filters": [1]}, {"id": "x", "op": "uncode", "coding": {}, "v": ""},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_op_is_refused_and_changes_nothing(wells: qc.Case, page: FrontEnd, message: Any) -> None:
    before = len(wells.history)
    reply = page.session.handle(message)
    assert reply["error"]["kind"] == "message"
    assert json.dumps(reply)
    assert len(wells.history) == before


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "'; DROP TABLE coding; --", "\u202eabc", "a\u0000b", "𝒳" * 500, "\n\n", "{n} %s"],
)
def test_hostile_words_are_kept_as_words(wells: qc.Case, page: FrontEnd, hostile: str) -> None:
    made = page.code("belum percaya", memo=hostile, aspect=hostile)
    row = on_record(wells)[0]
    assert (row.memo, row.aspect) == (hostile, hostile)
    assert page.coding(made["id"])["memo"] == hostile
    page.ok("memo", about="case", text=f"x{hostile}")
    assert "no code" in page.refused("code", **page.words("Saya percaya"), code=hostile)["what"]


def test_an_error_of_our_own_is_answered_too(page: FrontEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(qc.Case, "memo", broken)
    assert page.refused("memo", about="case", text="x")["kind"] == "failed"
    page.ok("poll")


def test_a_case_that_was_closed_says_how_to_go_on(wells: qc.Case, page: FrontEnd) -> None:
    wells.close()
    error = page.refused("code", **page.words("belum percaya"), code="trust")
    assert "closed" in error["what"]
    assert "qc.open" in error["next"]


# what is lost when the program dies

KILLED = """
import os, sys
import qualcase as qc
from qualcase.store import history
from qualcase.widget.session import Session

case = qc.Case(sys.argv[1], coder="ani")
session = Session(case, "A-01", coder="ani")
text = session.handle({"id": "1", "op": "open", "protocol": 1})["state"]["source"]["content"]
def code(quote, id):
    start = text.index(quote)
    words = {"start": start, "end": start + len(quote), "quote": quote}
    return session.handle({"id": id, "op": "code", **words, "code": "trust"})
print(code("Saya percaya", "2")["ok"], flush=True)
append = history.append
def dies(*given, **named):
    append(*given, **named)
    os._exit(9)  # the rows and the event are written, and not committed
history.append = dies
code("belum percaya", "3")
"""


def test_what_was_answered_survives_a_crash_in_the_middle_and_the_rest_is_as_if_never_begun(place: Path) -> None:
    died = subprocess.run([sys.executable, "-c", KILLED, str(place)], capture_output=True, text=True, check=False)
    assert (died.returncode, died.stdout.strip()) == (9, "True"), died.stderr
    with qc.Case(place, coder="ani") as again:
        assert [row.quote for row in again.rows(Coding)] == ["Saya percaya"]
        assert again.verify_chain() == []
        page = FrontEnd(again)
        page.ok("code", **page.words("belum percaya"), code="trust")  # what had no answer is sent again
        assert len(page.codings) == 2
