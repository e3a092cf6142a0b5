"""Differences of two coders in the front end: what it is told, how each is settled, and what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wells import write_wells
from widget_front import FrontEnd

import qualcase as qc
from qualcase.model.nouns import Coding, Settlement

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
