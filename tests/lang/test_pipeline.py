"""Our spaCy pipeline: tokens, sentences, spelling, roots and stance, by name and altogether."""

import pickle
import subprocess
import sys
import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from qualcase.errors import OptionError
from qualcase.lang import nlp
from qualcase.lang.roots import root
from qualcase.lang.sentences import sentences
from qualcase.lang.stance import stance

ID, EN = nlp("id"), nlp("en")
TALK = (
    "Awalnya ga percaya, ujung-ujungnya ditepatin juga sih. Bpk. H. Karto dateng sama ibu2.\nKatanya CDO-nya... gitu!"
)


def test_importing_qualcase_loads_neither_spacy_nor_nltk():
    said = subprocess.run(
        [sys.executable, "-c", "import sys, qualcase, qualcase.case, qualcase.lang; qualcase.Case(); "
         "print(sorted({'spacy', 'nltk', 'pandas'} & sys.modules.keys()))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == "[]\n"


def test_spacy_finds_our_steps_by_name_without_an_import_of_ours():
    code = (
        "import spacy; nlp = spacy.blank('id'); nlp.add_pipe('qualcase_roots'); nlp.add_pipe('qualcase_sentences'); "
        "nlp.add_pipe('qualcase_spelling'); nlp.add_pipe('qualcase_stance'); "
        "doc = nlp('Janji ga ditepatin. Ya sudah.'); "
        "print([t.lemma_ for t in doc][2], doc[1].norm_, len(list(doc.sents)), doc[2]._.negated)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "tepat tidak 2 True\n"


def test_a_word_with_hyphens_stays_whole():
    text = "Yang (ujung-ujungnya), CDO-nya: di-follow-up-in itu-itu, 2019-2020."
    said = [token.text for token in ID(text)]
    assert said == ["Yang", "(", "ujung-ujungnya", ")", ",", "CDO-nya", ":", "di-follow-up-in", "itu-itu", ",",
                    "2019", "-", "2020", "."]  # fmt: skip
    assert [token.text for token in EN("They don't follow-up.")] == ["They", "do", "n't", "follow-up", "."]


@pytest.mark.parametrize(("lang", "ours"), [("id", ID), ("en", EN)])
def test_without_hyphens_and_line_ends_tokens_are_those_of_spacy(lang, ours, case):
    stock = spacy.blank(lang)
    for n in range(len(case.snapshot.sources)):
        text = " ".join(case.snapshot.text(n).replace("-", " ").split())
        assert [token.text for token in ours.make_doc(text)] == [token.text for token in stock.make_doc(text)]


@given(st.text(st.sampled_from("abAB12-'’.,!?\n\t \u00a0…“”(é\u0301😀"), max_size=60))
def test_no_character_is_lost_and_every_token_stands_where_it_says(text):
    for pipeline in (ID, EN):
        doc = pipeline(text)
        assert doc.text == text
        assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


WORDS = st.sampled_from(
    ["kita", "Percaya", "ga.", "Ya!", "Bpk.", "dll.", "Karto,", "Terus...", "(gitu)", "1.", '"Oh."']
)


@given(st.lists(WORDS, max_size=14), st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=14, max_size=14))
def test_sentences_are_ours(words, gaps):
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    cut = [sent.text.strip() for sent in ID(text).sents]
    assert [sent for sent in cut if sent] == [text[a:b] for a, b in sentences(text).tolist()]


def test_lemmas_are_roots_and_norms_the_usual_spelling():
    doc = ID(TALK)
    assert all(token.lemma_ == root(token.text) for token in doc if token.text.isalpha() or "-" in token.text)
    lemma = {token.text: token.lemma_ for token in doc}
    assert (lemma["ditepatin"], lemma["ujung-ujungnya"], lemma["CDO-nya"], lemma["."]) == ("tepat", "ujung", "cdo", ".")
    norm = {token.text: token.norm_ for token in doc}
    assert (norm["ga"], norm["dateng"], norm["ibu2"], norm["sih"], norm["Karto"]) == (
        "tidak", "datang", "ibu-ibu", "sih", "karto",
    )  # fmt: skip
    assert [token.norm_ for token in ID("Tgl 3 Jan. ga")] == ["tanggal", "3", "Januari", "tidak"]  # "Jan.": spaCy's
    assert [(token.norm_, token.lemma_) for token in EN("They weren't promised.")][2:4] == [
        ("not", "n't"),
        ("promised", root("promised", lang="en")),
    ]


def test_no_negator_and_no_hedge_is_a_stop_word():
    stops = {
        token.text for token in ID("kita yang tidak belum bukan ga kurang sih mungkin di percaya") if token.is_stop
    }
    assert stops == {"kita", "yang", "di"}
    assert [token.text for token in EN("the not never maybe") if token.is_stop] == ["the"]


@given(st.integers(0, len(TALK)), st.integers(1, 20), st.integers(0, 300))
def test_a_hint_is_that_of_stance_on_the_whole_text(start, size, before):
    text = "Ya gitu. " * before + TALK  # stance looks at some hundred characters, the hint at as many tokens
    doc = ID(text)
    span = doc.char_span(9 * before + start, min(9 * before + start + size, len(text)), alignment_mode="expand")
    if span is not None:
        assert span._.hint == stance(text, span.start_char, span.end_char, pole="positive")


def test_a_hint_looks_as_far_as_stance_does():
    text = "Ya gitu. Belum " + "kita " * 60 + "percaya. Ya gitu."
    (span,) = (ID(text)[token.i : token.i + 1] for token in ID(text) if token.text == "percaya")
    assert span._.hint == stance(text, span.start_char, span.end_char, pole="positive")
    assert span._.hint.stance == "unsure"  # a negator, but far from it


def test_negation_is_seen_on_tokens_and_spans():
    doc = ID("Ya puas sih belum, tapi janji ditepatin. Kita percaya nggak ya?")
    assert {token.text for token in doc if token.lemma_ in ("puas", "tepat") and token._.negated} == {"puas"}
    assert doc[1:2]._.stance == "contradicts"
    assert doc[1:2]._.hint.because.facts["word"] == "belum"
    (asked,) = (token for token in doc if token.text == "percaya")
    assert doc[asked.i : asked.i + 1]._.stance == "unsure"
    assert not asked._.negated


def test_what_is_said_of_a_span_is_its_own_though_another_has_the_same_words():
    doc = ID("Kita percaya.")
    one, other = (Span(doc, 1, 2, label="trust", span_id=name) for name in ("a", "b"))
    one._.stance = "mixed"
    one._.because = "Read it again."
    assert (one._.stance, one._.because) == ("mixed", "Read it again.")
    assert (other._.stance, other._.coder, other._.coding) == ("supports", "", {})
    kept = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [Span(kept, 1, 2, label="trust", span_id=name)._.stance for name in ("a", "b")] == ["mixed", "supports"]


def test_a_pipeline_is_kept_on_disk_and_goes_to_other_processes(tmp_path):
    ID.to_disk(tmp_path / "talk")
    for made in (spacy.load(tmp_path / "talk"), pickle.loads(pickle.dumps(ID))):
        assert [(t.text, t.lemma_, t.norm_) for t in made(TALK)] == [(t.text, t.lemma_, t.norm_) for t in ID(TALK)]
    (doc,) = ID.pipe([TALK], n_process=2)
    assert [t.lemma_ for t in doc] == [t.lemma_ for t in ID(TALK)]


def test_an_empty_text_and_a_long_one_go_through():
    assert len(ID("")) == 0
    assert len(ID("percaya " * 200_000)) == 200_000  # 1.6 million characters: spaCy's own limit is one


def test_another_language_is_refused():
    with pytest.raises(OptionError, match="id"):
        nlp("ms")
    with pytest.raises(OptionError, match="id"):
        spacy.blank("xx").add_pipe("qualcase_roots")


def test_it_is_built_within_a_third_of_a_second():
    began = time.process_time()
    nlp("id")
    assert time.process_time() - began < 0.3
