import pytest

from qualcase.errors import OptionError
from qualcase.lang import wordlists
from qualcase.lang.language import language, word_language
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
    ("Inggih, kulo mboten ngertos Pak", "jv"),
    ("Sing penting wong kampung kene melu kabeh", "jv"),
    ("Nggih Pak, saya percaya sama perusahaan", "id"),
    ("Abdi mah teu terang", "su"),
    ("Muhun, leres pisan", "su"),
    ("mboten percaya kulo, dan ya itu", "mixed"),
    ("Budget approval delayed", "en"),
    ("Deadline proposal", "id"),
    ("Good question", "en"),
    ("Alhamdulillah panen bagus", "id"),
    ("don't know", "en"),
]


@pytest.mark.parametrize(("text", "expected"), HEARD)
def test_small_words_tell_the_language(text, expected):
    assert language(text) == expected


def test_where_nothing_tells_the_callers_word_counts():
    assert language("Hmm, Omah Kreteg.") == "id"
    assert language("", otherwise="en") == "en"


WORDS = [
    ("id", "kepercayaan nggak yg ngandelin bukunya ibu-ibu dianterin kpd"),
    ("en", "trust promised villages nothing don't they'll thoughtful"),
    ("mixed", "decision-nya decisionnya nge-share di-support disupport budget-nya"),
    ("jv", "kulo mboten ora"),
    ("su", "teu muhun kumaha"),
    ("", "WhatsApp SOP MoU online Suralaya Sulastri"),
]


@pytest.mark.parametrize(("spoken", "word"), [(spoken, word) for spoken, line in WORDS for word in line.split()])
def test_a_word_tells_its_language_or_nothing(spoken, word):
    assert word_language(word) == spoken


def test_a_name_inside_a_sentence_tells_no_language():
    assert language("Hmm, Omah. Kreteg.") == "id"
    assert language("Omah.") == "jv"


def test_an_unknown_language_is_no_answer_where_nothing_tells():
    with pytest.raises(OptionError, match="otherwise='jv' is no option"):
        language("", otherwise="jv")


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
