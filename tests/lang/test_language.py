import pytest

from qualcase.errors import OptionError
from qualcase.lang import wordlists
from qualcase.lang.language import language
from qualcase.lang.wordlists import stopwords

HEARD = [
    ("kita percaya sama perusahaan", "id"),
    ("Ya gitu deh, belum ada.", "id"),
    ("approval-nya delay, the budget", "mixed"),
    ("nggak ngerti aku mah", "id"),
    ("approval budget-nya lama banget di kantor", "id"),
    ("we trust the company because they came", "en"),
    ("That part we can't share yet.", "en"),
    ("budget approval tetep di kantor pusat, that part we can't share yet", "mixed"),
    ("kita sih I think they are fair, ya kan", "mixed"),
]


@pytest.mark.parametrize(("text", "expected"), HEARD)
def test_small_words_tell_the_language(text, expected):
    assert language(text) == expected


def test_where_nothing_tells_the_callers_word_counts():
    assert language("Hmm, Omah Kreteg.") == "id"
    assert language("", otherwise="en") == "en"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_stop_words_never_hold_what_stance_lives_on(lang):
    stop = stopwords(lang)
    assert len(stop) > 80
    for deciding in (wordlists.NEGATORS, wordlists.WEAKENERS, wordlists.HEDGES, wordlists.LOST):
        assert not stop & deciding[lang]
    telling = "tidak bukan belum jangan tanpa enggak kurang masalah baik not no never"
    assert stop.isdisjoint(telling.split(" "))


def test_an_unknown_language_has_no_stop_words():
    with pytest.raises(OptionError):
        stopwords("jv")
