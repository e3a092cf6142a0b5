"""Text with overlapping codings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from qualcase.errors import QuoteError
from qualcase.render.spans import Marks, highlight_html, segments

LABELS = ["Kepercayaan", "Kendali & <b>", 'Kepuasan "x"', "Komitmen"]
TEXT = "Dulu belum percaya <i>. Sekarang\nsudah & mereka 😀 tepati janjinya."


@st.composite
def coded_texts(draw):
    text = draw(st.text("ab <&\n😀é\"'\ue000", max_size=30))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends, st.integers(0, 3)), max_size=12))
    return text, [(min(a, b), max(a, b), code) for a, b, code in spans]


@given(coded_texts())
def test_each_character_lies_under_the_spans_that_cover_it(coded):
    text, spans = coded
    cut = segments([a for a, _, _ in spans], [b for _, b, _ in spans], len(text))
    assert cut.bounds[0] == 0
    assert cut.bounds[-1] == len(text)
    assert (np.diff(cut.bounds) > 0).all()
    over = [cut.sets[n] for n in np.repeat(cut.active, np.diff(cut.bounds))]
    assert over == [tuple(n for n, (a, b, _) in enumerate(spans) if a <= at < b) for at in range(len(text))]
    assert len(set(cut.sets)) == len(cut.sets)


@given(coded_texts(), st.data())
def test_each_character_is_marked_with_its_codes_and_none_is_lost(coded, data):
    text, spans = coded
    begin, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    marks = Marks(text, [a for a, _, _ in spans], [b for _, b, _ in spans], [c for _, _, c in spans], LABELS)
    drawn = lxml_html.fragment_fromstring(f"<pre>x{marks.html(begin, end)}</pre>")  # a first line end would be dropped
    seen = [(char, "") for char in drawn.text[1:]]
    for mark in drawn:
        assert mark.tag == "mark"
        seen += [(char, mark.get("title")) for char in mark.text or ""] + [(char, "") for char in mark.tail or ""]
    codes = [sorted({code for a, b, code in spans if a <= at < b}) for at in range(begin, end)]
    assert seen == [(text[begin + n], "; ".join(LABELS[c] for c in here)) for n, here in enumerate(codes)]


def test_a_span_outside_the_text_is_refused():
    for start, end in ((0, 9), (-1, 2), (5, 3)):
        with pytest.raises(QuoteError, match=f"span {start}..{end} is not in a text of 8"):
            segments([0, start], [1, end], 8)


def test_codes_can_be_told_apart_without_colours():
    drawn = lxml_html.fromstring(highlight_html(TEXT, [5, 11], [18, 32], [3, 1], LABELS))
    legend = [item.text_content() for item in drawn.iter("li")]
    assert legend == ["1Kendali & <b>", "2Komitmen"]
    assert [(m.get("data-n"), m.get("title")) for m in drawn.iter("mark")] == [
        ("2", "Komitmen"), ("1", "Kendali & <b>; Komitmen"), (None, "Kendali & <b>"),
    ]  # fmt: skip


def test_a_mark_has_a_line_for_each_of_its_first_codes():
    drawn = lxml_html.fromstring(highlight_html("abc", [0, 0, 1], [3, 3, 3], [3, 0, 1], LABELS))
    assert [m.get("style") for m in drawn.iter("mark")] == [
        "--hue:205;--bands:2;--lines:var(--k3),var(--k0)", "--hue:205;--bands:3;--lines:var(--k3),var(--k1),var(--k0)",
    ]  # fmt: skip
    assert all(f"--k{n}:linear-gradient(" in drawn.findtext(".//style") for n in (0, 1, 3))


def test_a_mark_under_many_codes_gives_their_numbers():
    many = [f"Kode {n}" for n in range(20)]
    mark = lxml_html.fromstring(highlight_html("abc", [0] * 20, [3] * 20, range(20), many)).find(".//mark")
    assert mark.get("title") == " ".join(str(n) for n in range(1, 21))
    assert mark.get("style").count("var(") == 4


def test_a_mark_leads_back_to_its_quotes():
    drawn = lxml_html.fromstring(highlight_html(TEXT, [0, 0], [10, 4], [1, 0], LABELS, links=['q-"1', "q-2"]))
    assert [(a.get("href"), a.get("data-n"), a.text) for a in drawn.iter("a")] == [
        ("#q-2", "1", None), ('#q-"1', "2", None),
    ]  # fmt: skip


def test_a_coding_that_runs_on_into_the_next_turn_is_named_again():
    marks = Marks("satu dua tiga", [2], [11], [0], LABELS)
    assert 'data-n="1"' in marks.html(0, 4)
    assert 'data-n="1"' in marks.html(5, 8)
    assert "<mark" not in marks.html(11, 13)


def test_a_text_without_codings_is_only_escaped():
    assert highlight_html("a < b", [], [], [], []) == '<div class="coded" lang="id"><p class="text">a &lt; b</p></div>'
    assert Marks("", [], [], [], []).html() == ""
