import pytest

import qualcase as qc
from qualcase.model.nouns import Coding, Memo


@pytest.mark.parametrize("about", ["case", "source:A-01", "voice:AN", "code:trust", "coding", "claim:k1"])
def test_a_memo_may_be_about_anything_in_the_case(small: qc.Case, about: str) -> None:
    coding = small.code("Saya percaya pada mereka.", "trust", source="A-01")
    small.claim("They trust.", rests_on={coding.id: "supports"}, id="k1")
    about = f"coding:{coding.id}" if about == "coding" else about
    note = small.memo("Tanya lagi.", about=about, kind="method")
    assert (note.about, note.kind, note.author, note.text) == (about, "method", "ani", "Tanya lagi.")
    assert small.rows(Memo) == [note]
    assert [c.id for c in small.rows(Coding)] == [coding.id]


def test_writing_the_same_memo_again_changes_nothing(small: qc.Case) -> None:
    first = small.memo("Tanya lagi.")
    assert small.memo("Tanya lagi.") == first
    assert len(small.history) == 2
    small.memo("Tanya lagi.", coder="budi")
    assert len(small.rows(Memo)) == 2


REFUSED = {
    "source:A-1": (qc.NotFound, "Did you mean 'A-01'"),
    "voice:AM": (qc.NotFound, "There are: 'AN', 'BD'"),
    "code:trus": (qc.NotFound, "Did you mean 'trust'"),
    "coding:x": (qc.NotFound, "lists them with their ids"),
    "claim:k9": (qc.NotFound, "no claim 'k9'"),
    "A-01": (qc.OptionError, "nothing a memo can be about.*'source:YL-01'"),
    "source": (qc.OptionError, "'source:YL-01'"),
    "case:1": (qc.OptionError, "Did you mean 'case'"),
    "sorce:A-01": (qc.OptionError, "Did you mean 'source'"),
}


@pytest.mark.parametrize("about", REFUSED)
def test_what_it_is_about_must_be_there(small: qc.Case, about: str) -> None:
    error, message = REFUSED[about]
    with pytest.raises(error, match=message):
        small.memo("Tanya lagi.", about=about)
    assert len(small.history) == 1


def test_an_empty_memo_is_refused(small: qc.Case) -> None:
    with pytest.raises(qc.OptionError, match="this memo is empty"):
        small.memo(" \n")
