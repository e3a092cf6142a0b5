"""Sheets and cards as HTML."""

import math
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from qualcase.render.characters import printable
from qualcase.render.html import anchor, card, fragment, sheet_html, style
from qualcase.render.sheet import Column, Sheet

HOSTILE = (
    "<script>alert(1)</script>", '" onmouseover="alert(1)', "=cmd|' /C calc'!A0", "& % $ # _ { } ~ ^ \\", "مرحبا שלום",
    "😀👩‍👩‍👧", "</td></table>", "baris satu\nbaris dua", "{{ 7*7 }}", "a\x00b",
)  # fmt: skip
TAGS = {"figure", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "figcaption", "p"}
TEXT = st.text(max_size=12) | st.sampled_from(HOSTILE)


def table(markup: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(markup).find(".//table")


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), TEXT, TEXT)
def test_every_text_comes_out_as_it_went_in(rows, title, note):
    first, second = (list(cells) for cells in zip(*rows, strict=True))
    columns = (Column(title, first, rowhead=True), Column(note, second, align="right", tint=[0.5] * len(rows)))
    drawn = lxml_html.fromstring(sheet_html(Sheet(title, columns, notes=(note,))))
    assert [[cell.text_content() for cell in row] for row in drawn.iterfind(".//tbody/tr")] == [
        [printable(cell) for cell in row] for row in rows
    ]
    assert drawn.findtext(".//caption") == printable(title)
    assert drawn.findtext(".//figcaption/p") == printable(note)
    assert {e.tag for e in drawn.iter()} <= TAGS


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_tag_or_an_attribute(text):
    seen = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append(tag)
            assert not {name for name, _ in attrs if name.startswith("on")}

    Reader().feed(sheet_html(Sheet(text, (Column(text, [text], links=[[1]]),), (text,), text, number=text), href=str))
    Reader().feed(card(text, [(text, text)], note=text, lang=text))
    assert "script" not in seen
    assert seen.count("td") == 1


def test_a_number_leads_to_its_codings():
    column = Column("n", ["2", "0", "1"], links=[[3, 5], [], [8]])
    drawn = table(sheet_html(Sheet("t", (column,)), href=lambda rows: f"#e-{len(rows)}" if 8 not in rows else None))
    assert [a.get("href") for a in drawn.iter("a")] == ["#e-2"]
    assert not list(table(sheet_html(Sheet("t", (column,)))).iter("a"))


def test_of_a_cell_of_several_lines_the_last_alone_is_the_link():
    drawn = table(sheet_html(Sheet("t", (Column("n", ["“trust”\n+1"], links=[[1]]),)), href=lambda rows: "#e"))
    assert [(a.text_content(), a.get("href")) for a in drawn.iter("a")] == [("+1", "#e")]
    assert drawn.find(".//td").text_content() == "“trust”\n+1"


def test_a_column_of_sentences_has_room_for_them():
    columns = (Column("a", ["x" * 60 + " y"]), Column("b", ["word word word word"], align="right"), Column("c", ["1"]))
    drawn = table(sheet_html(Sheet("t", columns)))
    assert [cell.get("class") for cell in drawn.iter("td")] == ["text", "right phrase", None]


def test_heads_are_heads_for_those_who_listen():
    drawn = table(sheet_html(Sheet("t", (Column("Kode", ["trust"], rowhead=True), Column("n", ["3"], align="right")))))
    assert [(e.get("scope"), e.text) for e in drawn.iter("th")] == [("col", "Kode"), ("col", "n"), ("row", "trust")]
    assert drawn.find(".//td").get("class") == "right"


def test_a_shade_stands_only_where_there_is_one():
    drawn = table(sheet_html(Sheet("t", (Column("n", ["2", "0"], tint=[0.754, math.nan]),))))
    assert [cell.get("style") for cell in drawn.iter("td")] == ["--tint:0.75", None]


def test_wide_columns_get_a_share_of_the_width():
    drawn = table(sheet_html(Sheet("t", (Column("a", []), Column("b", [], width=3)))))
    assert [col.get("style") for col in drawn.iter("col")] == ["width:25.0%", "width:75.0%"]


def test_the_same_table_gives_the_same_page():
    one, two = (Sheet("Kutipan", (Column("Kode", ["trust"]),)) for _ in range(2))
    assert sheet_html(one) == sheet_html(two)
    assert anchor(Sheet("Kutipan", (), number="4.1")) == "table-4.1"
    assert anchor(one) != anchor(Sheet("Kutipan", (Column("Peran", []),)))


def test_a_card_lists_names_and_values():
    drawn = lxml_html.fromstring(card("Omah Kreteg", [("Sumber", "12"), ("Informan", "6")], note="Data sintetis."))
    assert [e.text for e in drawn.iter("dt", "dd")] == ["Sumber", "12", "Informan", "6"]
    assert drawn.get("class") == "card"


def test_the_style_sheet_holds_for_our_own_pieces_only():
    rules = style().replace("@media print {", "")
    heads = [rule.partition("{")[0] for rule in rules.split("}") if rule.strip()]
    for selector in (part for head in heads for part in head.split(",") if "(" not in head):
        assert ".qualcase" in selector, selector
    assert "<" not in style()
    assert fragment("<p>x</p>").startswith('<div class="qualcase"><style>')
