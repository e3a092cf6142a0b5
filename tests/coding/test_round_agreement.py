"""Agreement round by round: each closed round as it stood, what is on record now last."""

from pathlib import Path

import pytest

import qualcase as qc
from qualcase.errors import NotFound, OptionError

PERCAYA = "Saya percaya pada mereka."
BELUM = "Dulu belum percaya."


@pytest.fixture
def team(folder: Path, tmp_path: Path) -> qc.Case:
    """Two rounds: in A-01 ani and budi differ, in B-01 they agree; then budi comes round in A-01."""
    case = qc.open(tmp_path / "team.qualcase", coder="lead")
    case.add(folder)
    for coder in ("ani", "budi"):
        case.assign(coder, "A-01", round="pilot", kind="independent", done=True)
    case.code(PERCAYA, "trust", source="A-01", stance="supports", coder="ani")
    case.code("Mereka menepati kata.", "trust", source="A-01", stance="supports", coder="budi")
    case.close_round("pilot")
    for coder in ("ani", "budi"):
        case.assign(coder, "B-01", round="main", kind="independent", done=True)
        case.code("Kami curiga.", "trust", source="B-01", stance="contradicts", coder=coder)
    case.close_round("main")
    case.uncode(*case.where(coder="budi", source="A-01").quotes().ids)
    case.code(PERCAYA, "trust", source="A-01", stance="supports", coder="budi")
    return case


def test_each_round_is_what_agreement_in_it_gives_and_the_last_is_what_is_on_record(team: qc.Case) -> None:
    found = team.rounds.agree("ani", "budi")
    overall = found.frame.query("code == 'overall'")
    assert overall["round"].tolist() == ["pilot", "main", ""]
    assert overall["kind"].tolist() == ["independent", "independent", "now"]
    for name in ("pilot", "main"):
        stood = team.agree("ani", "budi", round=name).frame
        mine = found.frame[found.frame["round"] == name]
        assert mine["alpha"].tolist() == pytest.approx(stood["alpha"].tolist(), nan_ok=True)
        assert mine["n"].tolist() == stood["n"].tolist()
    first, _, now = overall["percent"]
    assert first < now == 1.0
    assert found["pilot"].rated.sources == ["A-01"]
    assert found["now"].rated.sources == ["A-01", "B-01"]
    with pytest.raises(OptionError, match="there are pilot, main, now"):
        found["pilto"]


def test_now_is_of_the_sources_of_the_rounds_alone(team: qc.Case, folder: Path) -> None:
    (folder / "sources" / "C-01.txt").write_text("Pewawancara: Apa?\nYL: Kami percaya saja.\n", encoding="utf-8")
    team.add(folder / "sources" / "C-01.txt")
    for coder in ("ani", "budi"):
        team.code("Kami percaya saja.", "trust", source="C-01", stance="supports", coder=coder)
    assert "C-01" in team.agree("ani", "budi").rated.sources
    assert team.rounds.agree("ani", "budi")["now"].rated.sources == ["A-01", "B-01"]


def test_without_names_those_in_every_round_are_compared(team: qc.Case) -> None:
    assert team.rounds.agree().coders == ("ani", "budi")


def test_the_notes_say_which_rounds_are_reliability_and_that_sources_differ(team: qc.Case) -> None:
    notes = {lang: " ".join(team.rounds.agree().sheet(lang=lang).notes) for lang in ("en", "id")}
    assert "which alone are reliability: pilot and main." in notes["en"]
    assert "The rounds are of different sources" in notes["en"]
    assert "hollow in the figure: now." in notes["en"]
    assert "menunjukkan reliabilitas: pilot dan main." in notes["id"]
    heads = [column.head for column in team.rounds.agree().sheet(lang="en").columns]
    assert [head.split(",")[0] for head in heads] == ["Code", "pilot", "main", "now"]


def test_a_round_that_one_of_them_had_no_part_in_is_named_as_left_out(team: qc.Case) -> None:
    team.assign("ani", "A-01", round="extra", kind="independent")
    team.close_round("extra")
    found = team.rounds.agree("ani", "budi")
    assert found.left_out == ("extra",)
    assert "Not compared: extra." in " ".join(found.sheet(lang="en").notes)


def test_the_figure_draws_discussion_and_now_hollow(team: qc.Case) -> None:
    for coder in ("ani", "budi"):
        team.assign(coder, "A-01", round="discussion", done=True)
    team.close_round("discussion")
    drawn = team.rounds.agree().svg(lang="en")
    assert drawn.count("font-weight") > 0
    assert drawn.count('fill="Canvas"') == 2 * drawn.count("font-weight")
    assert team.rounds.agree().svg() in team.rounds.agree()._repr_html_()


def test_what_cannot_be_compared_is_refused(team: qc.Case, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="Did you mean 'budi'"):
        team.rounds.agree("ani", "budy")
    with pytest.raises(OptionError, match="agreement needs two coders"):
        team.rounds.agree("ani")
    with qc.open(tmp_path / "fresh.qualcase", coder="lead") as fresh:
        fresh.add(folder)
        with pytest.raises(OptionError, match="no round is closed yet"):
            fresh.rounds.agree("ani", "budi")
