from fnmatch import fnmatchcase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcase.errors import OptionError
from qualcase.lang.indicators import find, indicator
from qualcase.lang.lexicon import Lexicon
from qualcase.lang.roots import root
from qualcase.lang.words import words

SPOKEN = st.sampled_from(
    ["percaya", "Kepercayaan", "dipercayain", "janji", "janjinya", "menepati", "ditepatin", "tepat", "sebelum", "belum",
     "denger", "mendengarkan", "CDO-nya", "ga", "nge-share", "promises", "promised", "ΑΣ", "\U00010400x"]
)  # fmt: skip
TEXT = st.lists(st.tuples(SPOKEN, st.sampled_from([" ", ", ", "\n", ". "])), max_size=12).map(
    lambda parts: "".join(a + b for a, b in parts)
)
WRITTEN = st.lists(
    st.sampled_from(
        ["percaya", "=percaya", "janji*", "*percaya*", "menepati", "dengar", "promise", "CDO", "=ga", "*an", "tepat"]
    ),
    min_size=1, max_size=3,
).map(" ".join)  # fmt: skip


def naive(texts, written, lang, walls):
    """Go through every word of every text, and compare it with every indicator."""
    hits = []
    for number, text in enumerate(texts):
        found = words(text)
        for at in range(len(found.forms)):
            for which, parts in enumerate(one.split() for one in written):
                here = range(at, at + len(parts))
                if here[-1] >= len(found.forms):
                    continue
                first, last = found.start[at], found.start[here[-1]]
                if any(first < wall <= last for wall in walls[number]):
                    continue
                if all(same(found.forms[n], part.lower(), lang) for n, part in zip(here, parts, strict=True)):
                    hits.append((number, first, found.end[here[-1]], which))
    return hits


def same(form, part, lang):
    if "*" in part:
        return fnmatchcase(form, part)
    return form == part[1:] if part[0] == "=" else root(form, lang=lang) == root(part, lang=lang)


def listed(hits):
    return list(zip(hits.text, hits.start, hits.end, hits.indicator, strict=True))


@settings(max_examples=300)
@given(st.lists(TEXT, max_size=4), st.lists(WRITTEN, max_size=5), st.sampled_from(["id", "en"]), st.data())
def test_indicators_are_found_where_a_word_by_word_reading_finds_them(texts, written, lang, data):
    walls = [np.array(sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=3))), np.int64) for text in texts]
    lexicon = Lexicon()
    indicators = [indicator(one, lang=lang) for one in written]
    for known in range(len(texts) + 1):  # texts come one after the other, and roots are asked for in between
        index = lexicon.index([str(n) for n in range(known)], lambda key: texts[int(key)])
        assert listed(find(index, indicators, walls=walls[:known])) == naive(texts[:known], written, lang, walls)


def hits_of(text, *written, **options):
    index = Lexicon().index(["a"], lambda _: text)
    hits = find(index, [indicator(one) for one in written], **options)
    return [(text[a:b], which) for _, a, b, which in listed(hits)]


def test_a_word_is_found_in_all_forms_of_its_root():
    text = "Kepercayaannya dipercayain, percayalah! Sebelum itu belum."
    assert hits_of(text, "percaya", "=percayalah", "belum") == [
        ("Kepercayaannya", 0), ("dipercayain", 0), ("percayalah", 0), ("percayalah", 1), ("belum", 2),
    ]  # fmt: skip


def test_a_phrase_stands_in_one_turn():
    text = "menepati\njanji menepati janjinya"
    assert hits_of(text, "tepat janji") == [("menepati\njanji", 0), ("menepati janjinya", 0)]
    assert hits_of(text, "tepat janji", walls=[np.array([0, 9])]) == [("menepati janjinya", 0)]


def test_a_phrase_does_not_run_on_into_the_next_text():
    texts = {"a": "menepati", "b": "janji"}
    index = Lexicon().index(["a", "b"], texts.__getitem__)
    assert find(index, [indicator("menepati janji")]).text.size == 0


def test_a_negated_noun_is_not_read_as_its_opposite():
    text = "ada ketidakpercayaannya, percaya"
    assert hits_of(text, "ketidakpercayaan") == [("ketidakpercayaannya", 0)]


def test_no_text_or_no_indicator_gives_no_hit():
    assert hits_of("", "percaya") == hits_of("percaya") == []


@pytest.mark.parametrize("written", ["", " ", "=", "*", "percaya !", "=*"])
def test_what_is_no_word_is_refused(written):
    with pytest.raises(OptionError):
        indicator(written)


def test_an_indicator_said_twice_finds_forms_said_twice_only():
    said = "Pintunya ditutup. Mereka nutup-nutupin, ditutup-tutupi terus, ketutup. Fotonya foto2 dan foto-fotoan."
    index = Lexicon().index(["t"], lambda _: said)
    hits = find(index, [indicator("nutup-nutupin"), indicator("foto-foto"), indicator("tutup")])
    found = [(n, said[a:b]) for n, a, b in zip(hits.indicator.tolist(), hits.start, hits.end, strict=True)]
    assert [word for n, word in found if n == 0] == ["nutup-nutupin", "ditutup-tutupi"]
    assert [word for n, word in found if n == 1] == ["foto2", "foto-fotoan"]
    assert len([word for n, word in found if n == 2]) == 4


def test_a_word_said_of_who_undergoes_it_leaves_the_other_forms_of_its_root_alone():
    said = "Kami ditinggalkan. Ditinggalin lagi. Saya tinggal di sini, helm ketinggalan. Ninggalin. Terbantu, kebantu."
    index = Lexicon().index(["t"], lambda _: said)
    hits = find(index, [indicator("ditinggal"), indicator("terbantu"), indicator("tinggal")])
    found = [(n, said[a:b]) for n, a, b in zip(hits.indicator.tolist(), hits.start, hits.end, strict=True)]
    assert [word for n, word in found if n == 0] == ["ditinggalkan", "Ditinggalin"]
    assert [word for n, word in found if n == 1] == ["Terbantu", "kebantu"]
    assert len([word for n, word in found if n == 2]) == 5
