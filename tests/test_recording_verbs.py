"""What holds of every verb that records: one event, undone and done again exactly, seen by others."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from wells import FIRST, book, write_wells

import qualcase as qc
from qualcase.model.nouns import NOUNS, Coding

VERBS: dict[str, Callable[[qc.Case, Path], object]] = {
    "add": lambda case, place: case.add(write_wells(place / "more", codings=FIRST, coder="budi")),
    "add a file": lambda case, place: case.add(place / "sources" / "B-01.txt"),
    "use": lambda case, place: case.use(place / "newer.yaml"),
    "code": lambda case, place: case.code("Dulu belum percaya.", "trust", source="A-01", stance="contradicts"),
    "code anew": lambda case, place: case.code("Mereka menepati kata.", "trust", source="A-01", stance="mixed"),
    "in_vivo": lambda case, place: case.in_vivo("menepati kata", source="A-01", label="kata yang ditepati"),
    "edit": lambda case, place: case.edit(case.rows(Coding)[0], code="promise", stance="", memo="changed"),
    "uncode": lambda case, place: case.uncode(*(c.id for c in case.rows(Coding))),
    "accept": lambda case, place: case.accept(case.where(source="A-01").suggest(by="turn")),
    "reject": lambda case, place: case.reject(case.where(source="A-01").suggest(by="turn")),
    "merge": lambda case, place: case.merge(place / "budi.csv"),
    "memo": lambda case, place: case.memo("Tanya lagi.", about="source:A-01"),
    "assign": lambda case, place: case.assign("citra", "A-01", done=True),
    "close_round": lambda case, place: case.close_round("pilot"),
    "settle": lambda case, place: case.settle(case.compare("citra", "dewi"), keep="citra", reason="after a talk"),
    "recode": lambda case, place: case.recode(case.rows(Coding, coder="ani")[0], code="promise", reason="a promise"),
    "use and carry over": lambda case, place: case.use(place / "major.yaml", codes={"promise": "trust"}),
    "claim": lambda case, place: case.claim("They rely on them.", rests_on=case.where(code="trust"), id="k1"),
}  # fmt: skip
AGAIN_IS_NOTHING = [
    name for name in VERBS if name not in ("accept", "reject", "in_vivo")
]  # what is left; a code of that name


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = write_wells(tmp_path)
    (folder / "newer.yaml").write_text(book(version="1.0.1", trust="yakin"), encoding="utf-8")
    (folder / "major.yaml").write_text(book(version="2.0.0", status="merged"), encoding="utf-8")
    (folder / "budi.csv").write_text(FIRST.partition("B-01")[0], encoding="utf-8")
    return folder


@pytest.fixture
def case(place: Path) -> Iterator[qc.Case]:
    """A case file of the small study without its second interview, with one coding in it."""
    with qc.Case(place / "wells.qualcase", coder="ani") as made:
        (place / "B-01.txt").write_bytes((place / "sources" / "B-01.txt").read_bytes())
        (place / "sources" / "B-01.txt").unlink()
        (place / "sources.csv").unlink()
        made.add(place)
        made.code("Mereka menepati kata.", "trust", source="A-01", stance="supports")
        made.code("Dulu belum percaya.", "promise", source="A-01")
        made.code("Saya percaya", "trust", source="A-01", stance="supports", coder="citra")
        made.code("Saya percaya", "trust", source="A-01", stance="mixed", coder="dewi")
        made.assign("ani", "A-01", round="pilot")
        (place / "B-01.txt").rename(place / "sources" / "B-01.txt")
        yield made


def state(case: qc.Case) -> dict[str, list[object]]:
    return {noun.__name__: case.rows(noun) for noun in NOUNS}


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_is_one_event_by_whoever_acts(case: qc.Case, place: Path, verb: str) -> None:
    before = len(case.history)
    VERBS[verb](case, place)
    (event,) = list(case.history)[before:]
    assert (event.verb, event.actor) == (verb.split()[0], "ani")
    assert event.version == qc.__version__
    assert case.verify_chain() == []


@pytest.mark.parametrize("verb", VERBS)
def test_undo_brings_back_exactly_what_was_and_redo_exactly_what_came(case: qc.Case, place: Path, verb: str) -> None:
    before = state(case)
    VERBS[verb](case, place)
    after = state(case)
    assert after != before
    case.undo()
    assert state(case) == before
    case.redo()
    assert state(case) == after
    case.undo()
    assert state(case) == before


def test_undo_refuses_to_take_away_what_somebody_else_coded_since(place: Path) -> None:
    path = place / "two.qualcase"
    with qc.Case(path, coder="ani") as ani, qc.Case(path, coder="budi") as budi:
        ani.use(place / "codebooks" / "small.yaml")
        ani.add(place / "sources" / "B-01.txt")
        budi.code("Kami curiga.", "trust", source="B-01", stance="contradicts")
        with pytest.raises(qc.OptionError, match=r"event 2 \(add by ani.* event 3 \(code by budi, 20.* source 'B-01'"):
            ani.undo()
        assert budi.quotes().frame["quote"].tolist() == ["Kami curiga."]
        budi.undo()
        ani.undo()
        budi.memo("Which trust?", about="code:trust")
        with pytest.raises(qc.OptionError, match=r"event 1 \(use by ani.* \(memo by budi, 20.* code 'trust'"):
            ani.undo()


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_a_study_folder_that_opened_read_only_takes_nothing_back(place: Path, verb: str) -> None:
    with qc.open(place, coder="") as case:
        before = state(case)
        with pytest.raises(qc.StoreError, match="study folder and opens read-only"):
            getattr(case, verb)()
        assert state(case) == before


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a day pass between any two looks at the clock."""
    days = count()

    class Clock:
        UTC = dt.UTC

        class datetime:
            @staticmethod
            def now(zone: dt.tzinfo) -> dt.datetime:
                return dt.datetime(2030, 1, 1, tzinfo=zone) + dt.timedelta(days=next(days))

    monkeypatch.setattr("qualcase.coding.code.dt", Clock)


@pytest.mark.usefixtures("days_pass")
@pytest.mark.parametrize("verb", AGAIN_IS_NOTHING)
def test_the_same_step_on_another_day_changes_nothing_and_makes_no_event(case: qc.Case, place: Path, verb: str) -> None:
    VERBS[verb](case, place)
    after, n = state(case), len(case.history)
    VERBS[verb](case, place)
    assert state(case) == after
    assert len(case.history) == n


@pytest.mark.parametrize("verb", VERBS)
def test_another_notebook_sees_it_at_once(case: qc.Case, place: Path, verb: str) -> None:
    with qc.Case(case.path, coder="budi") as other:
        event = other.snapshot.event
        VERBS[verb](case, place)
        assert other.snapshot.event == event + 1
        assert state(other) == state(case)
        assert [c.id for c in other.snapshot.details(other.snapshot.codings.ids)] == list(case.snapshot.codings.ids)


@pytest.mark.parametrize("verb", VERBS)
def test_a_study_folder_refuses_it_and_names_the_way(place: Path, verb: str) -> None:
    study = write_wells(place / "study", codings=FIRST)
    for coder in ("citra", "dewi"):
        (study / "codings" / f"{coder}.csv").write_text(FIRST, encoding="utf-8")
    case = qc.open(study, coder="ani")
    n, before = len(case.history), state(case)
    with pytest.raises(qc.StoreError, match=r'study folder and opens read-only.*qc\.open\("study\.qualcase", coder'):
        VERBS[verb](case, place)
    assert (len(case.history), state(case)) == (n, before)


@pytest.mark.parametrize("verb", VERBS)
def test_a_case_file_keeps_it_when_it_is_opened_again(case: qc.Case, place: Path, verb: str) -> None:
    VERBS[verb](case, place)
    after = state(case)
    case.close()
    with qc.Case(case.path) as again:
        assert state(again) == after
        assert [e.verb for e in again.history][-1] == verb.split()[0]
