import pytest

import qualcase as qc
from qualcase.model.nouns import Coding


@pytest.fixture
def three(small: qc.Case) -> list[Coding]:
    quotes = ("Saya percaya pada mereka.", "Dulu belum percaya.", "Janjinya begitu, katanya.")
    return [small.code(quote, "trust", source="A-01") for quote in quotes]


def test_a_withdrawn_coding_leaves_the_counts_and_stays_on_record(small: qc.Case, three: list[Coding]) -> None:
    assert small.uncode(three[0], reason="misread") == 1
    assert len(small.quotes()) == 2
    assert [c.withdrawn for c in small.rows(Coding)] == [True, False, False]
    assert list(small.history)[-1].arguments == {"codings": [three[0].id], "reason": "misread"}


def test_codings_ids_and_collections_of_them_may_be_given(small: qc.Case, three: list[Coding]) -> None:
    assert small.uncode(three[0], three[1].id, {three[2].id}, [three[0]]) == 3
    assert len(small.quotes()) == 0


def test_what_a_view_quotes_may_be_withdrawn_as_it_is(small: qc.Case, three: list[Coding]) -> None:
    assert small.uncode(small.where(source="A-01").quotes()) == 3
    assert [event.verb for event in small.history].count("uncode") == 1


def test_withdrawing_again_counts_nothing_and_makes_no_event(small: qc.Case, three: list[Coding]) -> None:
    small.uncode(three[0])
    n = len(small.history)
    assert small.uncode(three[0]) == 0
    assert len(small.history) == n


def test_one_unknown_id_and_none_is_withdrawn(small: qc.Case, three: list[Coding]) -> None:
    n = len(small.history)
    with pytest.raises(qc.NotFound, match=r"no coding 'Saya percaya' in this case.*quotes"):
        small.uncode(three[0], "Saya percaya")
    assert not any(c.withdrawn for c in small.rows(Coding))
    assert len(small.history) == n


def test_what_is_no_coding_cannot_be_withdrawn(small: qc.Case) -> None:
    with pytest.raises(qc.OptionError, match="uncode takes codings, their ids"):
        small.uncode(5)  # type: ignore[arg-type]


def test_nobody_withdraws_without_a_name(three: list[Coding], small: qc.Case) -> None:
    small.coder = ""
    with pytest.raises(qc.OptionError, match="who is acting"):
        small.uncode(three[0])
