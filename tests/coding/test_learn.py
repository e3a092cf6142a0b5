import pytest
import yaml
from small_study import TRUST, VISITS, study

from qualcase.errors import NotFound, OptionError
from qualcase.lang.contrast import log_likelihood

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("member", "community")}
BOOK = {**TRUST, "indicators": {"id": {"positive": ["percaya"], "negative": []}, "en": {}}}
CODED = [
    ("A", "Kita tinggal tanda tangan aja."), ("B", "Saya tanda tangan tanpa baca."), ("C", "Tanda tangan, beres."),
    ("A", "Kita percaya, tanda beres."),
]  # fmt: skip
OTHERS = [("A", "Hujan turun lagi."), ("B", "Harga pupuk naik."), ("C", "Jalan rusak."), ("B", "Pohon tumbang.")]


@pytest.fixture
def made(tmp_path):
    said = [{"voice": v, "code": "trust", "stance": "contradicts", "words": words} for v, words in CODED]
    said += [{"voice": v, "code": "visits", "words": words} for v, words in OTHERS]
    return study(tmp_path / "s", PEOPLE, said, codes=(BOOK, VISITS), lang="id")


def test_words_of_what_was_coded_and_not_found_are_proposed(made):
    found = made.learn("trust").frame.set_index("indicator")
    row = found.loc["tanda tangan"]
    assert (row["quotes"], row["informants"], row["elsewhere"], row["share"]) == (3, 3, 0, 1.0)
    assert (row["pole"], row["supports"], row["contradicts"]) == ("negative", 0, 3)
    assert found.loc["tanda", "coded"] == 4, "one more that the book found itself"
    assert "percaya" not in found.index
    eligible = int(made.snapshot.eligible(made.snapshot.units["sentence"]).sum())
    assert row["ll"] == pytest.approx(float(log_likelihood(3, 0, 3, eligible - 4)))


def test_numbers_lead_to_the_words(made):
    learned = made.learn("trust")
    assert learned.quotes("tanda tangan").frame["voice"].tolist() == ["A", "B", "C"]
    assert len(learned.quotes("tanda tangan", elsewhere=True)) == 0
    assert learned._repr_html_().count("<details") == int(sum(learned.frame["quotes"] > 0))


def test_nothing_is_added_to_the_book_and_the_lines_to_add_are_a_codebook_s(made):
    before, events = made.codebook.content(), len(made.history.frame)
    lines = made.learn("trust").to_add("trust")
    assert made.codebook.content() == before
    assert len(made.history.frame) == events
    assert "tanda tangan" in yaml.safe_load(lines)["indicators"]["id"]["negative"]


def test_people_numbers_and_lone_negators_are_never_proposed(case):
    words = set(case.learn(top=50).frame["indicator"])
    assert words
    assert not words & {"ga", "bukan", "yl", "iz", "dua"} - {"dua"}
    assert not any(word.isnumeric() for word in words)


def test_there_must_be_something_to_learn_from(made):
    with pytest.raises(NotFound, match=r"no code 'trsut'.*Did you mean 'trust'"):
        made.learn("trsut")
    with pytest.raises(OptionError, match="by='word'"):
        made.learn(by="word")
    with pytest.raises(OptionError, match="nothing is coded yet"):
        made.where(code="visits", stance="contradicts").learn()
