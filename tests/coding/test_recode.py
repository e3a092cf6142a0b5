"""A codebook that moves on: what becomes of codings is shown before, done in one step, and looked over afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from wells import book

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Claim, Coding, Memo, Question, Stood

Books = Callable[..., Path]
PERCAYA, BELUM, KATA = "Saya percaya pada mereka.", "Dulu belum percaya.", "Mereka menepati kata."


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Write the next version of the small book, with parts of it replaced."""

    def written(version: str, *changes: tuple[str, str]) -> Path:
        text = book(version=version)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / f"v{version}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def case(small: qc.Case) -> qc.Case:
    small.code(PERCAYA, "trust", source="A-01", stance="supports")
    small.code(BELUM, "trust", source="A-01", stance="contradicts", coder="budi")
    small.code(KATA, "promise", source="A-01")
    return small


REDEFINED = ("Whether one side relies on the other.", "Whether one side would do it again.")


def coded(case: qc.Case) -> list[tuple[str, str, str, bool]]:
    return [(c.quote, c.code, c.was, c.needs_review) for c in case.rows(Coding) if not c.withdrawn]


def test_what_a_redefinition_would_do_is_shown_before_and_marks_its_codings_when_done(
    case: qc.Case, books: Books
) -> None:
    newer = books("1.1.0", REDEFINED)
    n = len(case.history)
    shown = case.impact(newer)
    row = shown.frame.iloc[0].to_dict()
    assert (row["code"], row["what"], row["fate"], row["codings"], row["coders"]) == (
        "trust", "redefined", "review", 2, "ani, budi",
    )  # fmt: skip
    assert "2 codings would move or be marked" in " ".join(shown.sheet(lang="en").notes)
    assert "perlu ditinjau lagi" in repr(shown.sheet(lang="id"))
    assert len(case.history) == n
    case.use(newer)
    assert coded(case) == [(PERCAYA, "trust", "", True), (BELUM, "trust", "", True), (KATA, "promise", "", False)]
    assert case.where(needs_review=True).quotes().frame["quote"].tolist() == [PERCAYA, BELUM]
    case.undo()
    assert not any(c.needs_review for c in case.rows(Coding))


def test_codings_looked_at_again_stand_under_the_new_version_or_get_another_code(case: qc.Case, books: Books) -> None:
    case.use(books("1.1.0", REDEFINED))
    first, second = case.where(needs_review=True).quotes().frame["id"]
    case.recode(first, reason="masih")
    case.recode(second, code="promise", reason="bukan kepercayaan")
    by_quote = {c.quote: c for c in case.rows(Coding)}
    assert (by_quote[PERCAYA].version, by_quote[PERCAYA].needs_review) == ("1.1.0", False)
    assert (by_quote[BELUM].code, by_quote[BELUM].was, by_quote[BELUM].id) == ("promise", "trust", second)
    n = len(case.history)
    case.recode(second, code="promise", reason="bukan kepercayaan")
    assert len(case.history) == n
    with pytest.raises(NotFound, match="Did you mean 'promise'"):
        case.recode(first, code="promis")


def test_coding_the_same_words_anew_takes_the_mark_off(case: qc.Case, books: Books) -> None:
    case.use(books("1.1.0", REDEFINED))
    case.code(PERCAYA, "trust", source="A-01", stance="mixed")
    assert case.rows(Coding)[0].needs_review
    again = case.code(PERCAYA, "trust", source="A-01", stance="mixed", again=True)
    assert (again.needs_review, again.version) == (False, "1.1.0")


def test_a_renamed_code_takes_its_codings_and_all_that_names_it_along(case: qc.Case, books: Books) -> None:
    case.memo("Kapan?", about="code:trust")
    case.claim("Mereka dipercaya.", rests_on=case.where(code="trust", stance="supports", coder="ani"), id="k1")
    with case.record("made") as change:
        change.put(Question("q1", "Percaya?", ("trust", "promise")))
    ids = [c.id for c in case.rows(Coding)]
    renamed = books("2.0.0", ("id: trust", "id: reliance"))
    assert case.impact(renamed).frame[["code", "fate", "to", "claims"]].values.tolist() == [
        ["trust", "move", "reliance", "k1"]
    ]
    case.use(renamed)
    assert coded(case)[:2] == [(PERCAYA, "reliance", "trust", False), (BELUM, "reliance", "trust", False)]
    assert [c.id for c in case.rows(Coding)] == ids
    assert case.rows(Memo)[0].about == "code:reliance"
    assert case.rows(Claim)[0].rests_on["code"] in ("reliance", ["reliance"])
    assert case.rows(Question)[0].codes == ("reliance", "promise")
    case.undo()
    assert coded(case)[0] == (PERCAYA, "trust", "", False)


def test_a_merged_code_gives_its_codings_to_the_one_named_and_two_that_meet_become_one(
    case: qc.Case, books: Books
) -> None:
    case.code(KATA, "trust", source="A-01", stance="supports")
    text = book(version="2.0.0", status="merged")
    newer = books("2.0.0")
    newer.write_text(text, encoding="utf-8")
    assert case.impact(newer).frame.set_index("code").loc["promise", "fate"] == "review"
    assert case.impact(newer, codes={"promise": "trust"}).frame.set_index("code").loc["promise", "fate"] == "move"
    case.use(newer, codes={"promise": "trust"})
    assert coded(case) == [(PERCAYA, "trust", "", False), (BELUM, "trust", "", False), (KATA, "trust", "", True)]
    assert len(case.rows(Coding)) == 4  # the other is withdrawn, not lost


def test_a_merged_code_whose_codings_meet_none_keeps_what_it_was(case: qc.Case, books: Books) -> None:
    newer = books("2.0.0")
    newer.write_text(book(version="2.0.0", status="merged"), encoding="utf-8")
    case.use(newer, codes={"promise": "trust"})
    assert coded(case)[2] == (KATA, "trust", "promise", False)


def test_a_retired_code_keeps_its_codings_out_of_displays_unless_asked(case: qc.Case, books: Books) -> None:
    newer = books("1.1.0")
    newer.write_text(book(version="1.1.0", status="retired"), encoding="utf-8")
    assert case.impact(newer).frame["fate"].tolist() == ["left out"]
    case.use(newer)
    mine = case.where(coder="ani")
    assert mine.quotes().frame["code"].tolist() == ["trust", "promise"]
    assert mine.count(by="code").frame.set_index("name")["codings"].to_dict() == {"trust": 1}
    assert coded(case)[2] == (KATA, "promise", "", False)
    with pytest.raises(OptionError, match="retired"):
        case.recode(case.rows(Coding)[2].id)


def test_codes_that_are_still_applied_or_closed_take_and_give_nothing(case: qc.Case, books: Books) -> None:
    newer = books("1.1.0", REDEFINED)
    with pytest.raises(OptionError, match=r"'promise' is still applied in 1\.1\.0"):
        case.use(newer, codes={"promise": "trust"})
    with pytest.raises(NotFound, match="Did you mean 'promise'"):
        case.impact(newer, codes={"promis": "trust"})
    newer.write_text(book(version="2.0.0", status="retired"), encoding="utf-8")
    with pytest.raises(OptionError, match="'promise' is retired"):
        case.use(newer, codes={"promise": "promise"})


def test_what_stood_in_a_round_keeps_its_code_when_the_book_moves_on(
    case: qc.Case, books: Books, tmp_path: Path
) -> None:
    case.assign("ani", "A-01")
    case.assign("budi", "A-01")
    case.close_round()
    case.use(books("2.0.0", ("id: trust", "id: reliance")))
    assert {row.code for row in case.rows(Stood)} == {"trust", "promise"}
    assert sorted(set(case.where(round="independent").quotes().frame["code"])) == ["promise", "trust"]
    with qc.open(case.archive(tmp_path / "kept")) as again:  # though the book has no such code any more
        assert {row.id: row for row in again.rows(Stood)} == {row.id: row for row in case.rows(Stood)}
        assert again.agree(round="independent").frame.equals(case.agree(round="independent").frame)


def test_two_versions_agree_only_where_somebody_says_which_code_is_which(case: qc.Case, books: Books) -> None:
    case.code(PERCAYA, "trust", source="A-01", stance="supports", coder="budi")
    case.use(books("1.1.0", REDEFINED))
    case.recode(*(c.id for c in case.rows(Coding) if c.coder == "budi"))
    with pytest.raises(OptionError, match="different versions of codebook 'small'"):
        case.agree("ani", "budi")
    with pytest.raises(OptionError, match="different versions"):
        case.agree("ani", "budi", codes={"promise": "promise"})
    mapped = case.agree("ani", "budi", codes={"trust": "trust", "promise": "promise"})
    assert mapped.frame["code"].tolist() == ["trust", "promise", "overall"]
    one = case.agree("ani", "budi", codes={"trust": "trust", "promise": "trust"})
    assert one.frame["code"].tolist() == ["trust", "overall"]
