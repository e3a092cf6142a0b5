"""Differences of two coders in the front end: what it is told, how each is settled, and what is refused."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium, listened
from wells import write_wells
from widget_front import FrontEnd

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Coding, Settlement
from qualcase.widget.local import page_of

ANI = """\
source,quote,code,stance,memo
A-01,Saya percaya pada mereka.,trust,supports,
A-01,Dulu belum percaya.,trust,contradicts,lihat lagi
A-01,Mereka menepati kata.,promise,,
A-01,"Janjinya begitu, katanya.",promise,,
B-01,Kami curiga.,trust,contradicts,
"""
BUDI = """\
source,quote,code,stance
A-01,Saya percaya pada mereka.,trust,supports
A-01,Dulu belum percaya.,trust,supports
A-01,Mereka menepati kata.,trust,supports
B-01,Kami curiga.,trust,supports
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A case file of the small study with two coders' work, in which nothing is settled."""
    folder = write_wells(tmp_path / "well", codings=ANI)
    (folder / "codings" / "budi.csv").write_text(BUDI, encoding="utf-8")
    with qc.Case(tmp_path / "well.qualcase", coder="rina") as case:
        assert not case.add(folder).problems
    return tmp_path / "well.qualcase"


@pytest.fixture
def wells(place: Path) -> Iterator[qc.Case]:
    """The case file, open, with rina, who leads, at work."""
    with qc.Case(place, coder="rina") as case:
        yield case


@pytest.fixture
def page(wells: qc.Case) -> FrontEnd:
    """A front end of rina's, who settles."""
    return FrontEnd(wells, coder="rina")


def compared(page: FrontEnd, **how: Any) -> list[Any]:
    found: list[Any] = page.ok("compare", first="ani", second="budi", **how)["differences"]
    return found


def answer(one: Any, **how: Any) -> dict[str, Any]:
    return {"first": "ani", "second": "budi", "difference": one["id"], "v": one["v"], "reason": "sudah dibahas", **how}


def consensus(case: qc.Case) -> list[tuple[str, str, str]]:
    return sorted(
        (row.quote, row.code, row.stance) for row in case.rows(Coding, coder="consensus") if not row.withdrawn
    )


def test_differences_come_costliest_first_with_both_sides_their_place_and_the_cause(page: FrontEnd) -> None:
    told = page.ok("compare")
    assert (told["coders"], told["first"], told["second"]) == (["ani", "budi"], "ani", "budi")
    assert told["agreed"] == {"n": 1, "open": 1}
    assert told["remarks"][0].startswith("5 pasangan dan pengodean tunggal dibandingkan; 1 sama")
    first, second, third = told["differences"]
    assert [one["differs"] for one in (first, second, third)] == [["stance"], ["code"], ["only first"]]
    assert [one["cause"] for one in (first, second, third)] == ["opposite", "another code", "never used"]
    assert (first["source"], first["settled"]) == ("A-01", None)
    ani, budi = first["first"], first["second"]
    assert (ani["coder"], ani["quote"], ani["code"], ani["stance"], ani["memo"]) == (
        "ani", "Dulu belum percaya.", "trust", "contradicts", "lihat lagi",
    )  # fmt: skip
    assert (budi["coder"], budi["stance"], budi["holder"], budi["target"]) == (
        "budi", "supports", "community", "company",
    )  # fmt: skip
    content = page.state["source"]["content"]
    assert content[ani["start"] : ani["end"]] == ani["quote"]
    assert first["passage"] == {
        "start": content.index("Saya percaya"), "text": "Saya percaya pada mereka. Dulu belum percaya.",
        "speaker": "AN", "locator": "A-01, 2",
    }  # fmt: skip
    assert third["second"] is None
    assert json.loads(json.dumps(told)) == told


def test_all_sources_are_compared_where_that_is_asked_for(page: FrontEnd) -> None:
    assert [one["source"] for one in compared(page)] == ["A-01"] * 3
    assert [one["source"] for one in compared(page, all=True)] == ["A-01", "B-01", "A-01", "A-01"]
    page.ok("view", source="B-01")
    assert [one["source"] for one in compared(page)] == ["B-01"]


@pytest.mark.parametrize(
    ("how", "stands", "kept"),
    [
        ({"keep": "ani"}, [("Mereka menepati kata.", "promise", "")], ["ani"]),
        ({"keep": "budi"}, [("Mereka menepati kata.", "trust", "supports")], ["budi"]),
        (
            {"keep": "both"},
            [("Mereka menepati kata.", "promise", ""), ("Mereka menepati kata.", "trust", "supports")],
            ["ani", "budi"],
        ),
        ({"keep": "neither"}, [], []),
        (
            {"code": "trust", "stance": "mixed", "quote": "menepati kata", "basis": "first_hand"},
            [("menepati kata", "trust", "mixed")],
            ["consensus"],
        ),
    ],
)
def test_what_is_decided_is_on_disk_before_the_answer_and_one_undo_takes_it_back(
    wells: qc.Case, page: FrontEnd, place: Path, how: dict[str, str], stands: list[Any], kept: list[str]
) -> None:
    one = compared(page)[1]
    reply = page.ok("settle", **answer(one, **how))
    with qc.Case(place) as other:
        assert consensus(other) == stands
        (row,) = other.rows(Settlement)
    assert (row.author, row.reason, list(row.kept), list(row.made)) == (
        "rina", "sudah dibahas", kept, reply["codings"],
    )  # fmt: skip
    assert {c["id"] for c in page.state["codings"] if c["coder"] == "consensus"} == set(reply["codings"])
    assert compared(page)[1]["settled"] == {"kept": kept, "reason": "sudah dibahas"}
    assert page.ok("undo")["did"]["verb"] == "settle"
    assert (consensus(wells), compared(page)[1]["settled"]) == ([], None)
    page.ok("redo")
    assert consensus(wells) == stands


def test_all_that_both_agree_on_is_taken_in_one_step(wells: qc.Case, page: FrontEnd) -> None:
    before = len(wells.history)
    reply = page.ok("settle_agreed", first="ani", second="budi")
    assert len(reply["codings"]) == 1
    assert len(wells.history) == before + 1
    assert consensus(wells) == [("Saya percaya pada mereka.", "trust", "supports")]
    assert page.ok("compare")["agreed"] == {"n": 1, "open": 0}
    again = page.refused("settle_agreed", first="ani", second="budi")
    assert again["what"] == "all that both agree on is settled already."


def test_a_difference_without_a_reason_is_not_settled(wells: qc.Case, page: FrontEnd) -> None:
    error = page.refused("settle", **answer(compared(page)[0], keep="ani", reason=" "))
    assert error["kind"] == "refused"
    assert "needs a reason" in error["what"]
    assert wells.rows(Settlement) == []


def test_a_difference_that_moved_since_is_refused_and_shown_as_it_is(
    wells: qc.Case, page: FrontEnd, place: Path
) -> None:
    one = compared(page)[0]
    with qc.Case(place, coder="budi") as other:
        (row,) = [row for row in other.rows(Coding, coder="budi") if row.id == one["second"]["id"]]
        other.edit(row, stance="mixed")
    reply = page.ask("settle", **answer(one, keep="budi"))
    assert (reply["error"]["kind"], reply["difference"]["second"]["stance"]) == ("stale", "mixed")
    assert wells.rows(Settlement) == []
    now = reply["difference"]
    page.ok("settle", **answer(now, keep="budi"))
    assert consensus(wells) == [("Dulu belum percaya.", "trust", "mixed")]
    again = page.ask("settle", **answer(now, keep="ani"))  # settled by somebody, or by this page's other view
    assert (again["error"]["kind"], again["difference"]["settled"]["kept"]) == ("stale", ["budi"])


def test_a_difference_that_is_none_any_more_is_refused(wells: qc.Case, page: FrontEnd, place: Path) -> None:
    one = compared(page)[0]
    with qc.Case(place, coder="budi") as other:
        other.edit(other.rows(Coding, id=one["second"]["id"])[0], stance="contradicts")
    reply = page.ask("settle", **answer(one, keep="budi"))
    assert (reply["error"]["kind"], reply["difference"]) == ("stale", None)
    assert wells.rows(Settlement) == []


@pytest.mark.parametrize("op", ["compare", "settle", "settle_agreed"])
def test_while_a_blind_round_hides_the_others_nothing_is_compared_or_settled(
    wells: qc.Case, page: FrontEnd, another: Any, place: Path, op: str
) -> None:
    one = compared(page)[0]
    wells.assign("ani", "A-01", round="first", blind=True)
    wells.assign("budi", "A-01", round="first", blind=True)
    fields = answer(one, keep="ani") if op == "settle" else {"first": "ani", "second": "budi"}
    hers = another(coder="ani")
    reply = hers.ask(op, **fields)
    assert reply["error"]["kind"] == "refused"
    assert "round 'first' is blind" in reply["error"]["what"]
    assert "lihat lagi" not in json.dumps(another(coder="budi").ask(op, **fields))
    assert "hidden" in another(coder="budi", blind=True).refused(op, **fields)["what"]
    with qc.Case(place, coder="ani") as own:
        assert "round 'first' is blind" in FrontEnd(own).refused(op, **fields)["what"]
    page.ok(op, **fields)  # who leads sees all
    wells.close_round("first")
    assert len(compared(hers)) == 3


def test_one_coder_alone_is_told_what_is_missing(tmp_path: Path) -> None:
    with qc.Case(coder="rina") as case:
        case.add(write_wells(tmp_path / "one", codings=ANI))
        error = FrontEnd(case, coder="rina").refused("compare")
    assert error["what"] == "a comparison needs two coders."
    assert "case.merge" in error["next"]


def test_a_widget_may_start_with_two_coders_side_by_side(wells: qc.Case) -> None:
    pytest.importorskip("anywidget")
    widget = wells.annotate("A-01", compare=("budi", "ani"))
    assert FrontEnd(wells, coder="rina", compare=("budi", "ani")).state["compare"] == ["budi", "ani"]
    assert widget.session.compare == ("budi", "ani")
    widget.close()


@pytest.mark.parametrize(
    ("how", "error", "said"),
    [
        ({"compare": ("ani", "siti")}, NotFound, "siti"),
        ({"compare": ("ani", "ani")}, OptionError, "twice"),
        ({"compare": "ani"}, OptionError, "compare takes two coders"),
        ({"compare": ("ani", "budi"), "blind": True}, OptionError, "Give one of the two"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused_before_anything_is_shown(
    wells: qc.Case, how: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        wells.annotate("A-01", **how)


# the page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def side_by_side(browser: Any, wells: qc.Case) -> Iterator[Any]:
    """The local page, rina's, with the differences of the two opened by a key; nothing may go wrong on it."""
    server = page_of(wells, coder="rina", source="A-01", lang="en")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    wrong = listened(page)
    page.goto(server.link())
    page.wait_for_selector(".qc-turn")
    page.locator(".qc-text").focus()
    page.keyboard.press("g")
    page.wait_for_selector(".qc-compare .qc-side")
    yield page
    context.close()
    server.session.close()
    server.shutdown()
    server.server_close()
    assert wrong == []


def progress(page: Any, said: str) -> None:
    page.wait_for_function("said => document.querySelector('.qc-compare .qc-progress').textContent === said", arg=said)


@pytest.mark.slow
def test_all_is_settled_by_keys_alone_and_each_decision_has_its_reason(wells: qc.Case, side_by_side: Any) -> None:
    page = side_by_side
    progress(page, "0 of 3 settled")
    marked = page.locator(".qc-passage .qc-mark")
    assert (marked.inner_text(), marked.get_attribute("data-of")) == ("Dulu belum percaya.", "first second")
    assert "opposite poles" in page.locator(".qc-cause").inner_text()
    assert page.locator('[data-side="first"] [data-differs]').inner_text().split("\n") == ["≠ Stance", "contradicts"]
    assert page.locator('[data-side="second"] [data-differs]').inner_text().split("\n") == ["≠ Stance", "supports"]
    page.keyboard.press("1")
    page.keyboard.press("Enter")  # without a reason nothing is settled
    assert "with a reason" in page.locator(".qc-told").inner_text()
    page.keyboard.type("belum: x, e and 2 are letters here")
    page.keyboard.press("Enter")
    progress(page, "1 of 3 settled")
    page.keyboard.press("e")
    page.locator('.qc-new label:has-text("Code") select').select_option("trust")
    page.locator('.qc-new label:has-text("Stance") select').select_option("mixed")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("dua sisi")
    page.keyboard.press("Enter")
    progress(page, "2 of 3 settled")
    assert page.locator('[data-side="second"]').inner_text().split("\n")[-1] == "nothing coded here"
    page.keyboard.press("x")
    page.keyboard.type("hanya kata")
    page.keyboard.press("Enter")
    progress(page, "3 of 3 settled")
    page.keyboard.press("a")
    page.locator(".qc-compare header button", has_text="both agree").wait_for(state="hidden")
    assert consensus(wells) == [
        ("Dulu belum percaya.", "trust", "contradicts"), ("Mereka menepati kata.", "trust", "mixed"),
        ("Saya percaya pada mereka.", "trust", "supports"),
    ]  # fmt: skip
    reasons = {row.reason: row.kept for row in wells.rows(Settlement)}
    assert reasons == {
        "": ("ani", "budi"), "belum: x, e and 2 are letters here": ("ani",), "dua sisi": ("consensus",),
        "hanya kata": (),
    }  # fmt: skip
    page.keyboard.press("u")
    page.keyboard.press("u")
    progress(page, "2 of 3 settled")
    page.keyboard.press("Escape")
    page.wait_for_selector(".qc-compare", state="hidden")
    assert page.evaluate("document.activeElement.className") == "qc-text"


@pytest.mark.slow
def test_what_another_changed_is_refused_and_the_page_shows_it_as_it_is(place: Path, side_by_side: Any) -> None:
    page = side_by_side
    page.keyboard.press("2")
    page.keyboard.type("alasan")
    with qc.Case(place, coder="budi") as other:
        (row,) = [c for c in other.rows(Coding, coder="budi") if c.quote == "Dulu belum percaya."]
        other.edit(row, stance="mixed")
    page.keyboard.press("Enter")
    page.wait_for_selector(".qc-error:not([hidden])")
    assert "changed elsewhere" in page.locator(".qc-error").inner_text()
    page.wait_for_selector('[data-side="second"] [data-differs]:has-text("mixed")')
    with qc.Case(place) as other:
        assert other.rows(Settlement) == []


@pytest.mark.slow
def test_a_page_that_is_to_compare_opens_side_by_side_and_shows_a_difference_in_the_text(
    browser: Any, wells: qc.Case
) -> None:
    server = page_of(wells, coder="rina", source="A-01", lang="en")
    server.session.compare = ("budi", "ani")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.link())
    page.wait_for_selector(".qc-compare .qc-side")
    assert page.locator(".qc-side h3").all_inner_texts() == ["budi", "ani"]
    page.get_by_label("Source", exact=True).locator("visible=true").select_option("all")
    progress(page, "0 of 4 settled")
    page.locator(".qc-compare").focus()
    page.keyboard.press("j")
    assert "Kami curiga." in page.locator(".qc-passage").inner_text()
    page.get_by_role("button", name="Show in the text").click()
    page.wait_for_function("() => document.getSelection().toString() === 'Kami curiga.'")
    assert page.locator(".qc-source").input_value() == "B-01"
    context.close()
    server.session.close()
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_two_sides_have_no_barrier_that_axe_finds(side_by_side: Any, scheme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = side_by_side
    page.emulate_media(color_scheme=scheme)
    page.keyboard.press("j")
    page.keyboard.press("e")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
