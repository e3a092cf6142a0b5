import pytest

import qualcase as qc


@pytest.fixture
def worked(case: qc.Case) -> qc.Case:
    case.memo("first")
    case.memo("second", coder="budi")
    case.undo()
    return case


def test_every_event_has_its_number_who_did_it_and_what_took_it_back(worked: qc.Case) -> None:
    frame = worked.history.frame
    assert frame["seq"].tolist() == [1, 2, 3, 4]
    assert frame["actor"].tolist() == ["tester", "tester", "budi", "tester"]
    assert frame["verb"].tolist() == ["add", "memo", "memo", "undo"]
    assert frame["undone_by"].tolist()[1] == 4
    assert frame["undoes"].tolist()[3] == 2
    assert frame["at"].is_monotonic_increasing


def test_it_reads_as_calls_with_long_arguments_cut_short(worked: qc.Case) -> None:
    worked.memo("a word " * 40)
    shown = [cell for column in worked.history.sheet(lang="en").columns[3:] for cell in column.cells]
    assert shown[0].startswith("add(")
    assert "'first'" in shown[1]
    assert "(undone by 4)" in shown[1]
    assert shown[3] == "undo 2"
    assert "…" in shown[4]
    assert len(shown[4]) < 160
    assert "budi" in repr(worked.history)


def test_it_can_be_counted_and_gone_through(worked: qc.Case) -> None:
    assert len(worked.history) == len(list(worked.history)) == 4
