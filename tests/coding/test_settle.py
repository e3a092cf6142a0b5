"""Differences settled: one, both, none or something new goes to the consensus, with reasons, and can be undone."""

from pathlib import Path

import pytest

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Coding, Settlement

ANI = """\
source,quote,code,stance,memo
A-01,Saya percaya pada mereka.,trust,supports,
A-01,Dulu belum percaya.,trust,contradicts,
A-01,Mereka menepati kata.,promise,,
A-01,"Janjinya begitu, katanya.",promise,,
B-01,Kami curiga.,trust,contradicts,lihat lagi
"""
BUDI = """\
source,quote,code,stance,aspect
A-01,Saya percaya,trust,supports,
A-01,Dulu belum percaya.,trust,supports,
A-01,Mereka menepati kata.,trust,supports,
A-01,Saya jadi lebih percaya diri.,trust,supports,
B-01,Kami curiga.,trust,contradicts,harga
"""


@pytest.fixture
def two(folder: Path) -> qc.Case:
    (folder / "codings").mkdir()
    (folder / "codings" / "ani.csv").write_text(ANI, encoding="utf-8")
    (folder / "codings" / "budi.csv").write_text(BUDI, encoding="utf-8")
    case = qc.Case(coder="lead")
    assert not case.add(folder).problems
    return case


def consensus(case: qc.Case) -> list[tuple[str, str, str]]:
    return sorted((c.quote, c.code, c.stance) for c in case.rows(Coding, coder="consensus") if not c.withdrawn)


def test_what_both_agree_on_goes_to_the_consensus_by_one_step(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    assert len(found.agreed) == 1
    (settled,) = two.settle(found.agreed)
    (made,) = two.rows(Coding, coder="consensus")
    assert (made.quote, made.stance, made.aspect, made.memo) == ("Kami curiga.", "contradicts", "harga", "lihat lagi")
    assert made.origin == "settled"
    assert settled.made == (made.id,)
    assert {two.rows(Coding, id=key)[0].coder for key in settled.came_from} == {"ani", "budi"}
    assert (settled.kept, settled.reason, settled.author) == (("ani", "budi"), "", "lead")
    n = len(two.history)
    two.settle(two.compare("ani", "budi").agreed)
    assert len(two.history) == n
    assert two.count(by="code").call.coder == "consensus"


def test_one_both_neither_or_something_new_stands_each_with_its_reason(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    assert found.data["differs"] == ["stance", "code", "only second", "only first", "ends"]
    two.settle(found[0], keep="ani", reason="belum membalik arah")
    two.settle(found[1], keep="both", reason="dua hal")
    two.settle(found[2], keep="neither", reason="tentang diri sendiri")
    two.settle(found[3], code="trust", stance="contradicts", quote="Janjinya begitu", reason="soal percaya")
    assert consensus(two) == [
        ("Dulu belum percaya.", "trust", "contradicts"),
        ("Janjinya begitu", "trust", "contradicts"),
        ("Mereka menepati kata.", "promise", ""),
        ("Mereka menepati kata.", "trust", "supports"),
    ]
    again = two.compare("ani", "budi")
    assert [bool(key) for key in again.data["settled"]] == [True] * 4 + [False]
    assert again.open.data["differs"] == ["ends"]
    assert again.data["kept"] == ["ani", "ani; budi", "", "consensus", ""]
    assert again.data["reason"][:2] == ["belum membalik arah", "dua hal"]
    shown = again.sheet(lang="en")
    assert "4 of these 5 settled." in shown.notes
    assert "neither kept: tentang diri sendiri" in shown.columns[-1].cells
    assert {c.coder for c in two.rows(Coding)} == {"ani", "budi", "consensus"}
    assert len([c for c in two.rows(Coding) if c.coder != "consensus"]) == 10


def test_many_are_settled_at_once_as_one_step_that_undo_takes_back(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    before = {noun: two.rows(noun) for noun in (Coding, Settlement)}
    n = len(two.history)
    made = two.settle(found.where(differs=["stance", "ends"]), keep="budi", reason="batasnya cukup")
    assert len(made) == 2
    assert len(two.history) == n + 1
    assert consensus(two) == [("Dulu belum percaya.", "trust", "supports"), ("Saya percaya", "trust", "supports")]
    two.undo()
    assert {noun: two.rows(noun) for noun in before} == before
    two.redo()
    assert len(consensus(two)) == 2


def test_settling_it_otherwise_replaces_what_came_of_it_and_the_history_keeps_both(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    two.settle(found[0], keep="ani", reason="belum")
    two.settle(found[0], stance="mixed", reason="dua sisi")
    assert consensus(two) == [("Dulu belum percaya.", "trust", "mixed")]
    assert [row.reason for row in two.rows(Settlement)] == ["dua sisi"]
    two.settle(found[0], keep="neither", reason="tidak jelas")
    assert consensus(two) == []
    assert [e.arguments["reason"] for e in two.history if e.verb == "settle"] == ["belum", "dua sisi", "tidak jelas"]
    two.undo()
    two.undo()
    assert consensus(two) == [("Dulu belum percaya.", "trust", "contradicts")]


def test_a_cell_that_runs_again_does_not_bring_back_what_was_withdrawn_since(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    for how in ({"keep": "ani"}, {"stance": "mixed"}):
        (settled,) = two.settle(found[0], reason="belum", **how)
        two.uncode(*settled.made)
        two.settle(found[0], reason="belum", **how)
        assert consensus(two) == []
    two.settle(found[0], keep="ani", reason="setelah rapat")
    assert consensus(two) == [("Dulu belum percaya.", "trust", "contradicts")]


def test_what_cannot_be_settled_says_why_and_records_nothing(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    n = len(two.history)
    for said, given in {
        "needs a reason": {"keep": "ani"},
        "say what stands: keep='ani', 'budi', 'both' or 'neither'": {"reason": "x"},
        "cannot stand twice under 'trust'": {"keep": "both", "reason": "x"},
        "Give one of the two": {"keep": "ani", "stance": "mixed", "reason": "x"},
        "keep must be|keep='citra'": {"keep": "citra", "reason": "x"},
    }.items():
        with pytest.raises(OptionError, match=said):
            two.settle(found[0], **given)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"differ in stance too: say stance="):
        two.settle(found[0], code="promise", reason="x")
    with pytest.raises(NotFound, match="Did you mean 'trust'"):
        two.settle(found[1], code="trusst", stance="mixed", reason="x")
    with pytest.raises(OptionError, match="not 3"):
        two.settle(3, keep="ani", reason="x")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"no row 5 in a comparison of 5"):
        found[5]
    with pytest.raises(NotFound, match="Did you mean 'stance'"):
        found.where(differs="stanc")
    two.code("Dulu belum percaya.", "trust", source="A-01", stance="mixed", coder="budi")
    with pytest.raises(OptionError, match=r"by budi was changed or withdrawn since.*Compare again"):
        two.settle(found[0], keep="ani", reason="x")
    assert len(two.history) == n + 1


def test_the_second_coder_must_be_in_this_case(two: qc.Case, folder: Path) -> None:
    with pytest.raises(OptionError, match=r"in another case\. Bring them in first: case\.merge"):
        two.settle(two.compare("ani", "budi", of=folder).agreed)


def test_the_pair_behind_a_consensus_survives_an_archive_and_later_work_guards_it(two: qc.Case, tmp_path: Path) -> None:
    found = two.compare("ani", "budi")
    two.settle(found.agreed)
    two.settle(found[0], keep="ani", reason="belum")
    with qc.open(two.archive(tmp_path / "kept")) as again:
        by_id = {row.id: row for row in two.rows(Settlement)}
        assert {row.id: row for row in again.rows(Settlement)} == by_id
        assert again.compare("ani", "budi").frame.equals(two.compare("ani", "budi").frame)
        assert not again.snapshot.hidden


def test_a_likely_cause_stands_beside_each_difference(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    assert found.data["cause"] == ["opposite", "another code", "overlooked", "never used", "ends"]
    two.code("Saya", "trust", source="A-01", stance="supports", span=None, turn=2, coder="ani")
    causes = dict(
        zip(two.compare("ani", "budi").data["first_quote"], two.compare("ani", "budi").data["cause"], strict=True)
    )
    assert causes["Saya"] == "cut"
