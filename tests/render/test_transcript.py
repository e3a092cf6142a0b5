"""A transcript turn by turn, with what is coded marked on it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from qualcase.render.characters import printable
from qualcase.render.transcript import Passage, transcript_html

TEXT = "Q: Do you trust <them>?\n\nA: Not yet & never.\n\nEnd of the talk, with many words."
TURNS = [Passage(3, 23, 1, "Q", asking=True), Passage(28, 44, 2, "A", begin=3661.0)]


def drawn(text=TEXT, turns=TURNS, spans=(), **more):
    start, end, code = (np.array(side, np.int64) for side in (zip(*spans, strict=True) if spans else ((), (), ())))
    rows = np.arange(len(spans))
    return lxml_html.fromstring(transcript_html(text, turns, start, end, code, rows, ["trust", "visits"], **more))


def test_each_turn_has_its_number_its_speaker_its_time_and_its_words():
    turns = drawn().findall(".//div")
    assert [t.get("class") for t in turns] == ["turn asking", "turn"]
    assert [t.findtext("span") for t in turns] == ["1", "2"]
    assert [t.findtext("b") for t in turns] == ["Q", "A"]
    assert [t.findtext("time") for t in turns] == [None, "01:01:01"]
    assert [t.find("p").text_content() for t in turns] == ["Do you trust <them>?", "Not yet & never."]


def test_what_stands_outside_every_turn_is_kept():
    assert [p.text for p in drawn().findall(".//p[@class='aside']")] == ["End of the talk, with many words."]


def test_a_coding_over_two_turns_is_marked_in_both_and_leads_to_its_quote():
    page = drawn(spans=[(10, 40, 0), (30, 33, 1)], quote_anchor=lambda row: f"q-{row}", turn_anchor=lambda n: f"t-{n}")
    assert len({turn.get("id") for turn in page.findall(".//div") if turn.findall(".//mark")} & {"t-1", "t-2"}) == 2
    assert {a.get("href") for a in page.iter("a")} == {"#q-0", "#q-1"}


def test_the_margin_names_the_codes_of_a_turn_with_the_numbers_that_stand_at_the_words():
    page = drawn(spans=[(10, 40, 1), (30, 33, 0)], quote_anchor=lambda row: f"q-{row}", lang="en")
    margins = [[li.text_content() for li in turn.iterfind("ul[@class='margin']/li")] for turn in page.findall(".//div")]
    assert margins == [["2visits"], ["2visits (goes on from above)", "1trust"]]
    assert [a.get("href") for a in page.iterfind(".//ul[@class='margin']//a")] == ["#q-0", "#q-0", "#q-1"]
    assert {a.get("data-n") for a in page.iterfind(".//mark/a")} == {"1", "2"}


def test_a_turn_without_codes_has_no_margin_and_a_margin_without_quotes_no_links():
    page = drawn(spans=[(30, 33, 0), (12, 12, 1)])
    assert [turn.find("ul[@class='margin']") is not None for turn in page.findall(".//div")] == [False, True]
    assert page.find(".//ul[@class='margin']//a") is None


def test_a_translation_is_folded_under_its_turn_and_the_words_say_their_language():
    first, second = drawn(lang="en", translations={28: "Belum & <tidak>."}, spoken="id").findall(".//div")
    assert first.find("details") is None
    assert second.find("details").findtext("p") == "Belum & <tidak>."
    assert second.find("p").get("lang") == "id"


@given(st.text("ab <&é\u202e👩", min_size=1, max_size=30), st.data())
def test_the_words_of_a_turn_are_never_changed_by_marks(text, data):
    place = st.integers(0, len(text))
    spans = data.draw(
        st.lists(st.tuples(place, place, st.integers(0, 1)).map(lambda s: (*sorted(s[:2]), s[2])), max_size=5)
    )
    page = drawn(text, [Passage(0, len(text), 1, "A")], spans)
    assert page.find(".//p[@class='text']").text_content() == printable(text)
