"""Text as LaTeX source."""

import re
import unicodedata

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from qualcase.formats.latex_text import SIGNS, UNSEEN, escape, points
from qualcase.render.characters import printable

MEANT = {source: char for char, source in SIGNS.items()} | {
    "~": "\N{NO-BREAK SPACE}", r"\,": " ", r"\newline{}": "\n", r"\allowbreak{}": "", r"\-": "", "{}": "",
}  # fmt: skip
MARKS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
         '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
         "b": "\u0331"}  # fmt: skip
KNOWN = "|".join(sorted(map(re.escape, MEANT), key=len, reverse=True))
STAND_IN = r"\\standin\{(?:\\[a-z]+\{\}|\\?[^\\{}])*\}\{([^{}]*)\}"
ACCENT = re.compile(r"\\([`'^~=u.\"rHvdckb])\{([A-Za-z][\u0300-\u036f]*)\}")
TOKEN = re.compile(rf"{STAND_IN}|({KNOWN})|([^\\&%$#_{{}}~^])", re.DOTALL)


def typeset(source: str) -> str:
    """Read LaTeX as it is meant; only what is escaped rightly is read at all."""
    found = 1
    while found:
        source, found = ACCENT.subn(lambda mark: mark[2] + MARKS[mark[1]], source)
    out, at = [], 0
    while at < len(source):
        token = TOKEN.match(source, at)
        assert token, f"not escaped: {source[at:]!r}"
        out.append(token[1] or (MEANT[token[2]] if token[2] else token[3]) or "")
        at = token.end()
    return "".join(out)


def alike(text: str) -> str:
    """Give a text without what differs in its bytes alone: composed or not, which narrow space, what is never seen."""
    text = text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{THIN SPACE}", " ")
    text = text.replace("✓", "√").replace("•", "●").replace("\t", " ")
    return unicodedata.normalize("NFC", "".join(char for char in text if char not in UNSEEN))


TEXTS = st.text(max_size=30) | st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join)


@given(TEXTS, st.sampled_from([0, 8, 40]))
def test_text_is_set_as_it_stands(text, room):
    shown = re.sub("\n+", "\n", printable(text).strip("\n"))
    assert alike(typeset(escape(text, room=room))) == alike(shown)


@pytest.mark.parametrize("text", ["--", "---", "''", ",,", "``"])
def test_no_two_signs_melt_into_one(text):
    assert text not in escape(text)
    assert typeset(escape(text)) == text


def test_what_has_no_glyph_is_seen_by_its_code():
    assert escape("a 😀 b") == r"a \standin{[U+\allowbreak{}1F600]}{😀} b"
    assert r" \dots{} +2]" in escape("مرحباً")
    assert escape("\u202eabc\u202c") == "abc"


def test_letters_with_marks_under_and_over_them_are_set():
    assert escape("ḥadīth x̄") == r"\d{h}adīth \={x}"


def test_other_forms_of_a_letter_are_set_plain():
    assert escape("ﬁ") == r"\standin{fi}{ﬁ}"


def test_a_word_longer_than_the_line_breaks_with_a_hyphen_and_an_address_without():
    assert escape("pertanggungjawaban", room=30) == r"\-".join("pertanggungjawaban")
    address = escape("https://example.org/a-b?c=1", room=30)
    assert r"\-" not in address
    assert r"/\allowbreak{}" in address
    assert escape("pertanggungjawaban", room=300) == "pertanggungjawaban"


def test_wide_letters_are_wider_and_marks_take_no_room():
    assert points("W", 10) > points("n", 10) > points("i", 10)
    assert points("n\u0304", 10) == points("n", 10)
