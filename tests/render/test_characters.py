"""Characters that no document may hold."""

import html

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from qualcase.render.characters import escaped, printable

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_printable_text_goes_into_xml_and_utf8(text):
    etree.fromstring(f"<a>{escaped([text])[0]}</a>")
    printable(text).encode()


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t"))
)
@example(" \n\t é😀 ")
def test_ordinary_text_stays_as_it_is(text):
    assert printable(text) == text


def test_controls_are_seen_and_other_line_ends_are_line_ends():
    assert printable("a\x00b\x1b\x7f\ud83d") == "a\ufffdb\ufffd\ufffd\ufffd"
    assert printable("a\r\nb\rc\x0bd\x0ce") == "a\nb\nc\nd\ne"


@given(st.lists(ANY | st.just("a\ue000b")))
def test_many_texts_are_escaped_as_each_would_be(texts):
    assert escaped(texts) == [html.escape(printable(text)) for text in texts]
