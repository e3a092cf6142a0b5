from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from wells import A, book

import qualcase as qc
from qualcase.model.nouns import Coder, Coding


@pytest.fixture
def books(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "book.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "book.yaml"

    return write


def test_words_are_coded_where_they_stand(small: qc.Case) -> None:
    made = small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="supports", aspect="first", key=True)
    assert A[made.start : made.end] == made.quote == "Saya percaya pada mereka."
    assert (made.codebook, made.version, made.coder, made.stance, made.key) == (
        "small",
        "1.0.0",
        "ani",
        "supports",
        True,
    )
    assert small.rows(Coding) == [made]
    assert [coder.name for coder in small.rows(Coder)] == ["ani"]
    assert [event.verb for event in small.history] == ["add", "code"]


def test_what_is_kept_are_the_sources_own_words(small: qc.Case) -> None:
    assert small.code("SAYA  percaya\n pada MEREKA", "trust", source="A-01").quote == "Saya percaya pada mereka"


def test_a_quote_that_is_there_twice_is_refused_until_the_turn_or_the_span_says_which(small: qc.Case) -> None:
    with pytest.raises(qc.QuoteError, match=r"'percaya' is 4 times in A-01: turn 1, turn 2, turn 4.*quote more"):
        small.code("percaya", "trust", source="A-01")
    assert small.code("percaya", "trust", source="A-01", turn=4).start == A.index("percaya diri")
    start = A.index("belum percaya")
    assert small.code("belum percaya", "trust", source="A-01", span=(start, start + 13)).start == start
    with pytest.warns(UserWarning, match="only the interviewer's words"):
        assert small.code("", "trust", source="A-01", span=(4, 10)).quote == A[4:10]


REFUSED = {
    "no such quote": (
        {"quote": "Saya parcaya pada mereka"},
        qc.QuoteError,
        "nearest passage there is 'AN: Saya percaya",
    ),
    "an empty quote": ({"quote": "  "}, qc.QuoteError, "Give the words"),
    "no such code": ({"code": "trus"}, qc.NotFound, "no code 'trus' in codebook 'small' 1.0.0. Did you mean 'trust'"),
    "no such source": ({"source": "A-1"}, qc.NotFound, "Did you mean 'A-01'"),
    "no such stance": ({"stance": "support"}, qc.OptionError, "Did you mean 'supports'"),
    "no such basis": ({"basis": "firsthand"}, qc.OptionError, "Did you mean 'first_hand'"),
    "no such voice": ({"voice": "ANN"}, qc.NotFound, "no voice 'ANN' in this case. Did you mean 'AN'"),
    "no such phase": ({"phase": "strat"}, qc.NotFound, "no phase 'strat' in study.yaml. Did you mean 'start'"),
    "no such holder": ({"holder": "comunity"}, qc.NotFound, "no holder 'comunity'.*Did you mean 'community'"),
    "no such target": ({"target": "compny"}, qc.NotFound, "no target 'compny'.*Did you mean 'company'"),
    "no such turn": ({"turn": 9}, qc.QuoteError, "A-01 has no turn 9: it has turns 1 to 5"),
    "no date": ({"since": "June"}, qc.OptionError, "Write 2019, 2019-06"),
    "a time that ends first": ({"since": "2020", "until": "2019"}, qc.OptionError, "2019"),
    "a span beyond the text": ({"span": (3, 9999)}, qc.QuoteError, r"outside A-01, which has characters 0 to \d+"),
    "a span that ends first": ({"span": (9, 3)}, qc.QuoteError, "begins before it ends"),
    "a span of other words": ({"span": (0, 5)}, qc.QuoteError, "reads 'PW: A', and the quote is"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_coded_is_refused_with_the_way_on_and_nothing_is_recorded(small: qc.Case, what: str) -> None:
    given, error, message = REFUSED[what]
    call = {"quote": "Saya percaya pada mereka.", "code": "trust", "source": "A-01"} | given
    with pytest.raises(error, match=message):
        small.code(call.pop("quote"), call.pop("code"), **call)
    assert [event.verb for event in small.history] == ["add"]


def test_a_code_that_is_closed_takes_no_new_codings(small: qc.Case, books: Callable[[str], Path]) -> None:
    for n, status in enumerate(("retired", "merged", "split"), 1):
        small.use(books(book(version=f"{n + 1}.0.0", status=status)))
        with pytest.raises(qc.OptionError, match=f"code 'promise' is {status} in codebook 'small'.*There are: 'trust'"):
            small.code("Janjinya", "promise", source="A-01")


def test_nobody_codes_without_a_name(folder: Path) -> None:
    case = qc.Case()
    case.add(folder)
    with pytest.raises(qc.OptionError, match=r"who is acting.*coder='ani'"):
        case.code("Saya percaya pada mereka.", "trust", source="A-01")
    assert case.code("Saya percaya pada mereka.", "trust", source="A-01", coder="budi").coder == "budi"


def test_coding_the_same_again_changes_nothing_and_with_another_stance_updates_it(small: qc.Case) -> None:
    first = small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="supports")
    assert small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="supports") == first
    assert len(small.history) == 2
    changed = small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="mixed", memo="read again")
    assert (changed.id, changed.stance, changed.memo) == (first.id, "mixed", "read again")
    assert len(small.rows(Coding)) == 1
    assert [event.verb for event in small.history] == ["add", "code", "code"]


def test_another_coder_and_another_direction_are_codings_of_their_own(small: qc.Case) -> None:
    quote = ("Saya percaya pada mereka.", "trust")
    small.code(*quote, source="A-01")
    small.code(*quote, source="A-01", coder="budi")
    small.code(*quote, source="A-01", holder="company", target="community")
    assert len(small.rows(Coding)) == 3


def test_what_was_withdrawn_stays_so_unless_it_is_coded_again_on_purpose(small: qc.Case) -> None:
    made = small.code("Saya percaya pada mereka.", "trust", source="A-01")
    small.uncode(made)
    with pytest.warns(UserWarning, match="withdrawn and stays so.*again=True"):
        small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="supports")
    assert [c.withdrawn for c in small.rows(Coding)] == [True]
    assert [event.verb for event in small.history] == ["add", "code", "uncode"]
    back = small.code("Saya percaya pada mereka.", "trust", source="A-01", again=True)
    assert (back.id, back.withdrawn) == (made.id, False)


def test_a_code_that_two_books_have_must_be_named_with_its_book(small: qc.Case, books: Callable[[str], Path]) -> None:
    small.use(books(book().replace("name: small", "name: other")))
    with pytest.raises(qc.NotFound, match="in several codebooks: say 'small/trust' or 'other/trust'"):
        small.code("Saya percaya pada mereka.", "trust", source="A-01")
    assert small.code("Saya percaya pada mereka.", "other/trust", source="A-01").codebook == "other"


def test_a_bare_yes_and_the_interviewers_words_are_recorded_and_pointed_out(small: qc.Case, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="only the interviewer's words"):
        made = small.code("Lalu sekarang?", "trust", source="A-01")
    assert small.rows(Coding, id=made.id)
    assert not small.snapshot.evidence.rows.size
    led = tmp_path / "wawancara-2.txt"
    led.write_text("PW: Jadi Bapak percaya?\nAN: Ya.\nPW: Terus?\nAN: Begitu saja.\n", encoding="utf-8")
    small.add(led)
    with pytest.warns(UserWarning, match="is a bare answer"):
        small.code("Ya.", "trust", source="wawancara-2", stance="supports")


def test_a_span_may_come_from_a_frame(small):
    start, end = np.array([A.index("menepati"), A.index("menepati") + 8])
    coding = small.code("", "trust", source="A-01", span=(start, end))
    assert (coding.quote, type(coding.start), type(coding.end)) == ("menepati", int, int)
