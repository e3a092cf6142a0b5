import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.names import names
from qualcase.lang.roots import root
from qualcase.lang.spelling import usual
from qualcase.lang.words import words

TALK = st.text(st.sampled_from("abÉé'’-‑ .,2\n3Ωσς中\U00010400\u0301ıİ_“"), max_size=40) | st.text(max_size=30)


def oracle(text: str) -> list[tuple[int, int]]:
    """Spell every code point as its kind and let a regular expression find the words."""
    spelled = "".join(
        "'" if c in "'’‘-‐‑" else {"L": "a", "M": "a", "N": "1"}.get(unicodedata.category(c)[0], " ") for c in text
    )
    return [m.span() for m in re.finditer(r"(?:[a1]|(?<=a)'(?=a))+", spelled)]


@given(TALK)
def test_words_are_what_a_regular_expression_finds(text):
    found = words(text)
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == oracle(text)
    assert len(found.forms) == found.start.size
    assert found.start.dtype == found.end.dtype == np.int64


@given(st.text(st.sampled_from("aBcÉ'- Ω"), max_size=40))
def test_forms_are_the_lower_cased_slices(text):
    found = words(text)
    assert found.forms == [text[a:b].lower() for a, b in zip(found.start, found.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Kata-katanya CDO-nya nge-share", ["kata-katanya", "cdo-nya", "nge-share"]),
        ("don't don’t DON'T", ["don't", "don't", "don't"]),
        ("ibu2 tahun 2019-2021, P-IRT", ["ibu2", "tahun", "2019", "2021", "p-irt"]),
        ("'percaya' -- katanya -", ["percaya", "katanya"]),
        ("", []),
        ("...?!", []),
        ("İzin", ["İzin"]),
    ],
)
def test_talk_splits_as_a_reader_would(text, forms):
    assert words(text).forms == forms


def test_a_lone_surrogate_does_not_stop_the_reading():
    assert words("a\ud800b").forms == ["a", "b"]


@given(
    st.lists(st.sampled_from(["Kita", "yg", "nggak", "percayain", "Bu", "Setia", "janjinya,", "IBU2"])).map(" ".join)
)
def test_spelling_and_roots_stand_beside_the_words_and_names_keep_their_form(text):
    found = words(text)
    assert found.usual == [usual(form) for form in found.forms]
    assert found.roots() == [root(form) for form in found.forms]
    named = {(a, b) for a, b in names(text).tolist()}
    expected = [
        form if (a, b) in named else root(form)
        for a, b, form in zip(found.start.tolist(), found.end.tolist(), found.forms, strict=True)
    ]
    assert found.roots(names=names(text)) == expected


def test_a_name_of_several_words_keeps_them_all():
    text = "Bu Setia Lestari percayain, Desa Harapan Jaya harapannya"
    assert words(text).roots(names=names(text)) == [
        "bu", "setia", "lestari", "percaya", "desa", "harapan", "jaya", "harap",
    ]  # fmt: skip
