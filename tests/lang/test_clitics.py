import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.clitics import cut, split
from qualcase.lang.roots import listed
from qualcase.lang.words import words


def lines(text: str) -> list[str]:
    return text.split()


CUT = lines("""
kepercayaan|nya|lah CDO|-nya di-|support nge-|share di-|follow-up|-in ibu|2 anak|2|nya rumah|ku ku|miliki kau|berikan
bukan|lah siapa|kah itu|pun budget|nya percaya|lah janji|mu
sekolah masalah langkah buku kamu ilmu hanya punya tanya bertanya ampun himpun kuasa kuliah kumpul bantuan anya Sonya
walaupun kutip
""")


@pytest.mark.parametrize("parts", CUT)
def test_a_word_is_cut_from_what_leans_on_it(parts):
    assert split(parts.replace("|", "")) == tuple(parts.split("|"))


FORM = st.tuples(
    st.sampled_from(["", "ku", "kau", "di-", "nge-", "Di-"]),
    st.sampled_from(sorted(listed())) | st.text(st.sampled_from("abKkunya2-'\u00e9"), max_size=8),
    st.sampled_from(["", "2", "nya", "-nya", "lah", "kupun", "mukah", "2nya", "-in"]),
).map("".join)


@given(FORM)
def test_the_parts_are_the_word(form):
    parts = split(form)
    assert "".join(parts) == form
    assert all(parts) or not form


@given(st.lists(FORM | st.sampled_from([",", "\n", "\U00010400"]), max_size=8).map(" ".join))
def test_each_part_stands_where_the_text_has_it(text):
    whole = words(text)
    found = cut(whole)
    assert [text[a:b].lower() for a, b in zip(found.start, found.end, strict=True)] == [f.lower() for f in found.forms]
    assert "".join(found.forms) == "".join(whole.forms)
    assert set(whole.start.tolist()) <= set(found.start.tolist())
    assert set(whole.end.tolist()) <= set(found.end.tolist())
