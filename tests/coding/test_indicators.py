import pytest
from small_study import TRUST, VISITS, study

from qualcase.errors import OptionError

PEOPLE = {"A": ("head", "community"), "B": ("member", "community")}
BOOK = {**TRUST, "indicators": {"id": {"positive": ["percaya", "yakin", "andal"], "negative": ["curiga"]}, "en": {}},
        "excluded_senses": {"id": ["percaya diri"]}}  # fmt: skip
SAID = [("A", "Kita percaya dan yakin.", True), ("A", "Dipercaya terus.", True), ("B", "Kita percaya.", False),
        ("B", "Saya kurang percaya diri.", False), ("B", "Curiga juga.", False)]  # fmt: skip


@pytest.fixture
def made(tmp_path):
    trusts = {"code": "trust", "stance": "supports"}
    said = [{"voice": v, "words": w, **(trusts if c else {"code": "visits"})} for v, w, c in SAID]
    return study(tmp_path / "s", PEOPLE, said, codes=(BOOK, VISITS), lang="id")


def test_each_indicator_says_what_it_found_and_what_it_alone_found(made):
    frame = made.indicators().frame.set_index("indicator")
    columns = ["informants", "fired", "coded", "alone"]
    assert frame.loc["percaya", columns].tolist() == [2, 3, 2, 1], "the excluded sense does not count"
    assert frame.loc["yakin", columns].tolist() == [1, 1, 1, 0]
    assert frame.loc["curiga", columns].tolist() == [1, 1, 0, 0]
    assert frame.loc["andal", columns].tolist() == [0, 0, 0, 0]
    assert frame["share"].round(2).tolist()[:2] == [0.67, 1.0]
    assert frame["share"].isna().tolist() == [False, False, True, False]


def test_decisions_are_counted_for_the_indicators_in_their_words(made):
    hints = made.suggest(by="sentence")
    quotes = list(hints.frame["quote"])
    made.accept(hints[[quotes.index("Kita percaya.")]], stance="supports", coder="ani")
    made.reject(hints[[quotes.index("Curiga juga.")]], coder="ani")
    frame = made.indicators().frame.set_index("indicator")
    assert frame["accepted"].to_dict() == {"percaya": 1, "yakin": 0, "andal": 0, "curiga": 0}
    assert frame["rejected"].to_dict() == {"percaya": 0, "yakin": 0, "andal": 0, "curiga": 1}
    assert frame.loc["percaya", "coded"] == 3


def test_a_number_leads_to_its_words(made):
    table = made.indicators()
    assert table.quotes("percaya").frame["hit"].tolist() == ["percaya", "Dipercaya", "percaya"]
    assert table._repr_html_().count("<details") == 3
    assert "1 indikator tidak pernah muncul" in repr(table)
    with pytest.raises(OptionError, match="no indicator 'jujur'"):
        table.quotes("jujur")


def test_a_book_without_indicators_has_no_table(tmp_path):
    one = study(tmp_path / "s", PEOPLE, [{"voice": "A", "code": "trust", "stance": "supports"}])
    with pytest.raises(OptionError, match="no code of this case has indicators"):
        one.indicators()
