"""Rounds: while a blind one is open a coder sees her own work alone; once it is closed, what stood then stands."""

import shutil
from operator import attrgetter
from pathlib import Path

import pytest
from wells import write_wells

import qualcase as qc
from qualcase.coding.rounds import hidden_from
from qualcase.errors import NotFound, OptionError
from qualcase.formats.study_check import check_study
from qualcase.model.nouns import NOUNS, Assignment, Coding, Decision, Memo, Round, Stood

PERCAYA = "Saya percaya pada mereka."
BELUM = "Dulu belum percaya."


@pytest.fixture
def path(folder: Path, tmp_path: Path) -> Path:
    """A case file in which ani and budi code A-01 apart, in a blind round; ani alone has B-01."""
    made = tmp_path / "team.qualcase"
    with qc.open(made, coder="lead") as case:
        case.add(folder)
        case.assign("ani", ["A-01", "B-01"], blind=True)
        case.assign("budi", "A-01")
    with qc.open(made, coder="ani") as ani:
        ani.code(PERCAYA, "trust", source="A-01", stance="supports")
        ani.code("Kami curiga.", "trust", source="B-01", stance="contradicts")
    with qc.open(made, coder="budi") as budi:
        coded = budi.code(PERCAYA, "trust", source="A-01", stance="contradicts")
        budi.code(BELUM, "trust", source="A-01", stance="contradicts")
        budi.memo("Sulit.", about=f"coding:{coded.id}")
        budi.memo("Ragu di sini.", about="source:A-01")
        budi.reject(budi.where(source="A-01").suggest(by="turn"))
    return made


def test_in_an_open_blind_round_a_coder_sees_her_own_work_alone(path: Path) -> None:
    with qc.open(path, coder="ani") as ani:
        assert set(ani.quotes().frame["coder"]) == {"ani"}
        assert ani.count(by="code").frame["codings"].sum() == 2
        assert {row.coder for row in ani.rows(Coding)} == {"ani"}
        assert ani.rows(Decision) == ani.rows(Memo) == []
        assert not ani.snapshot.decided
        assert not ani.snapshot.memos
        shown = "\n".join(
            [repr(ani), ani._repr_html_(), repr(ani.history), ani.history.frame.to_csv(), repr(ani.rounds),
             repr(ani.quotes()), ani.changes(0).codings.to_csv(), repr(ani.highlight("A-01")), ani._repr_html_()]
        )  # fmt: skip
        assert BELUM not in ani.changes(0).codings.to_csv()
        assert "Sulit" not in shown
        assert "contradicts" not in ani.history.frame.to_csv()
        assert "only ani’s own codings" in repr(ani) or "hanya pengodean ani" in repr(ani)
        counts = ani.rounds.frame.set_index(["coder", "source"])["codings"].to_dict()
        assert counts == {("ani", "A-01"): 1, ("ani", "B-01"): 1, ("budi", "A-01"): -1}
        for verb in (ani.agree, ani.compare):
            with pytest.raises(OptionError, match=r"'independent' is blind: budi cannot be seen"):
                verb("ani", "budi")
        with pytest.raises(OptionError, match="blind"):
            ani.archive(path.parent / "out")


def test_who_leads_sees_all_and_who_gives_no_name_sees_nothing_of_the_round(path: Path) -> None:
    with qc.open(path, coder="lead") as lead:
        assert len(lead.quotes().frame) == 4
        assert lead.rounds.frame["codings"].tolist() == [1, 1, 2]
    with qc.open(path) as nobody:
        assert nobody.rows(Coding) == []
        assert len(nobody.quotes().frame) == 0
        assert "qc.open(path, coder=...)" in " ".join(repr(nobody).split())


def test_what_is_hidden_can_be_asked_of_a_source_and_a_coder(path: Path) -> None:
    with qc.open(path, coder="budi") as budi:
        hidden = hidden_from(budi.snapshot.rounds, budi.snapshot.assignments, "budi")
        assert [hidden.hides("A-01", who) for who in ("ani", "consensus", "budi")] == [True, True, False]
        budi.coder = "lead"
        assert not hidden_from(budi.snapshot.rounds, budi.snapshot.assignments, "lead")
        assert len(budi.rows(Coding)) == 4
        budi.coder = "budi"
        assert len(budi.rows(Coding)) == 2


def test_sources_outside_the_round_are_seen_by_all(path: Path, folder: Path) -> None:
    with qc.open(path, coder="lead") as lead:
        (folder / "sources" / "C-01.txt").write_text("Pewawancara: Apa?\nYL: Kami percaya saja.\n", encoding="utf-8")
        lead.add(folder / "sources" / "C-01.txt")
        lead.code("Kami percaya saja.", "trust", source="C-01", stance="supports")
    with qc.open(path, coder="ani") as ani:
        assert set(ani.quotes().frame["coder"]) == {"ani", "lead"}


def test_after_closing_the_round_everybody_sees_all_and_what_stood_stays_whatever_comes(path: Path) -> None:
    with qc.open(path, coder="lead") as lead, qc.open(path, coder="ani") as ani:
        before = lead.agree("ani", "budi", by="turn").frame
        with pytest.raises(OptionError, match="open yet"):
            lead.agree("ani", "budi", round="independent")
        lead.close_round("independent")
        assert set(ani.quotes().frame["coder"]) == {"ani", "budi"}
        ani.code(PERCAYA, "trust", source="A-01", stance="contradicts")
        ani.code("Mereka menepati kata.", "trust", source="A-01", stance="supports")
        ani.uncode(*ani.where(coder="ani", source="B-01").quotes().ids)
        stood = lead.agree("ani", "budi", round="independent")
        assert stood.frame.equals(before)
        assert lead.agree("ani", "budi").frame["percent"].tolist() != before["percent"].tolist()
        then = lead.where(round="independent")
        assert sorted(then.quotes().frame["quote"]) == sorted([PERCAYA, PERCAYA, BELUM, "Kami curiga."])
        assert then.where(coder="ani", source="A-01").quotes().frame["stance"].tolist() == ["supports"]
        assert lead.where(source="A-01").agree(round="independent").frame.equals(before)
        assert "each coder apart" in " ".join(stood.sheet(lang="en").notes)
        assert "setelah diskusi" in " ".join(lead.agree("ani", "budi").sheet(lang="id").notes)
        with pytest.raises(OptionError, match=r"Ask for the round first"):
            lead.where(stance="supports").where(round="independent")
        with pytest.raises(NotFound, match="Did you mean 'independent'"):
            lead.agree(round="independant")
        assert [row.coding for row in lead.rows(Stood)] == lead.where(round="independent").snapshot.codings.ids.tolist()


def test_a_source_read_to_the_end_counts_though_nothing_was_coded_in_it(path: Path) -> None:
    with qc.open(path, coder="lead") as lead:
        both = lead.where(source="A-01").agree("ani", "budi").rated.start.size
        assert lead.agree("ani", "budi").rated.start.size == both
        lead.assign("budi", "B-01", done=True)
        assert lead.agree("ani", "budi").rated.start.size > both


def test_who_brings_in_the_others_work_during_a_blind_round_is_told_how_much_but_not_what(
    path: Path, tmp_path: Path
) -> None:
    shutil.copy(path, tmp_path / "budis.qualcase")
    with qc.open(tmp_path / "budis.qualcase", coder="budi") as budi:
        budi.code("Mereka menepati kata.", "trust", source="A-01", stance="mixed")
    with qc.open(path, coder="ani") as ani:
        merged = ani.merge(tmp_path / "budis.qualcase")
        assert merged.frame["outcome"].tolist().count("came") == 1
        assert "Mereka menepati kata." not in merged.frame.to_csv()
        assert BELUM not in merged.frame.to_csv()
        assert "Kami curiga." in merged.frame.to_csv()  # her own
    with qc.open(path, coder="lead") as lead:
        assert len(lead.quotes().frame) == 5


def test_a_coding_that_came_after_the_round_is_not_of_it(path: Path) -> None:
    with qc.open(path, coder="lead") as lead:
        lead.close_round()
        n = len(lead.history)
        lead.close_round()
        assert len(lead.history) == n
        with pytest.raises(OptionError, match=r"was closed on 20.*round='independent-2'"):
            lead.assign("citra", "A-01")
        lead.undo()
        assert lead.rows(Stood) == []
        assert lead.rounds.frame["closed"].tolist() == [""] * 3


@pytest.mark.parametrize("form", ["archive", "file"])
def test_rounds_and_what_stood_come_through_an_archive_and_a_merge(path: Path, tmp_path: Path, form: str) -> None:
    with qc.open(path, coder="lead") as lead:
        lead.assign("budi", "A-01", done=True)
        lead.close_round()
        frame = lead.agree("ani", "budi", round="independent").frame
        lead.code(BELUM, "trust", source="A-01", stance="supports", coder="ani")
        rows = {noun: lead.rows(noun) for noun in NOUNS}
        shown = lead.rounds.frame
        kept = lead.archive(tmp_path / "kept") if form == "archive" else path
    if form == "archive":
        again = qc.open(kept, coder="lead")
        for noun in (Round, Assignment, Stood, Coding):
            assert sorted(again.rows(noun), key=attrgetter("id")) == sorted(rows[noun], key=attrgetter("id"))
        assert again.rounds.frame.equals(shown)
        assert again.agree("ani", "budi", round="independent").frame.equals(frame)
    other = qc.Case(coder="lead2")
    other.add(write_wells(tmp_path / "again"))
    other.merge(kept)
    assert other.agree("ani", "budi", round="independent").frame.equals(frame)
    n = len(other.history)
    other.merge(kept)
    assert len(other.history) == n


def test_a_claim_may_rest_on_what_stood_in_a_round(path: Path) -> None:
    with qc.open(path, coder="lead") as lead:
        lead.close_round()
        then = lead.where(round="independent").where(code="trust", coder="budi", stance="contradicts")
        claim = lead.claim("Mereka tidak dipercaya.", rests_on=then, id="k1")
        assert claim.rests_on["round"] == "independent"
        lead.uncode(*(row.id for row in lead.rows(Coding, coder="budi")))
        assert len(lead.where(**lead.rows(type(claim))[0].rests_on).quotes().frame) == 2


def test_a_folder_whose_rounds_do_not_fit_together_is_told_line_by_line(folder: Path) -> None:
    (folder / "rounds.csv").write_text("id,kind,blind\nsatu,independent,true\nsatu,apart,\n", encoding="utf-8")
    (folder / "assignments.csv").write_text("round,coder,source\nsatu,ani,A-01\ndua,ani,A-1\n", encoding="utf-8")
    found = [f"{one.place} {one.message}" for one in check_study(folder, "en")]
    for said in ("rounds.csv:3", "no round dua", "Did you mean A-01", "apart"):
        assert any(said in one for one in found), (said, found)
