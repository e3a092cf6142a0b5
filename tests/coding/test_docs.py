"""Sources as spaCy Docs with codings on them, and spans of Docs as proposals."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy
from spacy.tokens import Doc, DocBin, Span
from strategies import small_cases, spans_at_random

import qualcase as qc
from qualcase.coding.docs import cut_tokens, proposals
from qualcase.errors import OptionError
from qualcase.lang import nlp

ID = nlp("id")


@given(small_cases(coders=("ani", "budi")), st.sampled_from(["coder", "code"]))
def test_every_coding_and_every_turn_is_a_span_at_exactly_its_place(small, by):
    docs = {doc._.source: doc for doc in small.case.docs(by=by)}
    assert {name: doc.text for name, doc in docs.items()} == {
        name: small.case.snapshot.texts(source.text) for name, source in small.sources.items()
    }
    found = [
        (name, span.start_char, span.end_char, span.text, span.label_, span.id_, group)
        for name, doc in docs.items() for group, spans in doc.spans.items() if group != "turns" for span in spans
    ]  # fmt: skip
    kept = [said.row for said in small.codings if not said.row.withdrawn]
    assert sorted(found) == sorted(
        (row.source, row.start, row.end, row.quote, row.code, row.id, row.coder if by == "coder" else row.code)
        for row in kept
    )
    turns = [
        (frozenset((name, at) for at in range(span.start_char, span.end_char)), span.label_)
        for name, doc in docs.items() for span in doc.spans["turns"]
    ]  # fmt: skip
    assert sorted(turns, key=repr) == sorted(((turn.characters, turn.voice) for turn in small.turns), key=repr)
    for doc in docs.values():
        for group in doc.spans.values():
            for span in group:
                row = next((row for row in kept if row.id == span.id_), None)
                if row is not None:
                    assert (span._.coder, span._.stance, span._.because) == (row.coder, row.stance, row.memo)
                    assert span._.coding["basis"] == row.basis


@given(st.text(st.sampled_from("ab -.,\n'n"), max_size=40), spans_at_random())
def test_tokens_are_cut_where_spans_begin_or_end_and_nowhere_else(text, spans):
    spans = [(a, min(b, len(text))) for a, b in spans if a < min(b, len(text))]
    whole = ID.make_doc(text)
    start, end = (np.array([span[n] for span in spans], np.int64) for n in (0, 1))
    doc = cut_tokens(whole, start, end)
    assert doc.text == text
    assert all(doc.char_span(a, b).text == text[a:b] for a, b in spans)
    borders = {place for token in whole for place in (token.idx, token.idx + len(token))}
    allowed = borders | {place for span in spans for place in span}
    assert {token.idx for token in doc} | {token.idx + len(token) for token in doc} <= allowed
    assert all(token.norm == doc.vocab[token.orth].norm for token in doc)


def test_an_uncut_token_keeps_its_norm():
    english = nlp("en")
    whole = english.make_doc("They don't follow.")
    doc = cut_tokens(whole, np.array([3]), np.array([18]))
    assert [(token.text, token.norm_) for token in doc] == [
        ("The", "the"), ("y", "y"), ("do", "do"), ("n't", "not"), ("follow", "follow"), (".", "."),
    ]  # fmt: skip


def test_sentences_of_a_doc_are_those_of_the_case(case):
    units = case.snapshot.units["sentence"]
    for number, doc in enumerate(case.docs()):
        start = units.start[units.source == number] - case.snapshot.base[number]
        end = units.end[units.source == number] - case.snapshot.base[number]
        cut = {sent.start_char: sent.start_char + len(sent.text.rstrip()) for sent in doc.sents}
        assert {a: cut.get(a) for a in start.tolist()} == dict(zip(start.tolist(), end.tolist(), strict=True))


def test_a_view_gives_its_own_sources_and_codings(case):
    (doc,) = case.where(source="YL-01", code="trust", coder="ani").docs()
    assert set(doc.spans) == {"ani", "turns"}
    codes = {span.label_ for span in doc.spans["ani"]}
    assert codes <= {case.snapshot.codes[n].name for n in case.snapshot.subtree("trust").tolist()}
    view = case.where(source="YL-01", code="trust", coder="ani")
    coded = view.snapshot.details(view.quotes().ids)
    assert {span.id_: span.text for span in doc.spans["ani"]} == {coding.id: coding.quote for coding in coded}
    places = [(span.start_char, -span.end_char) for span in doc.spans["ani"]]
    assert places == sorted(places)


def test_a_pipeline_of_ones_own_reads_the_sources(small):
    own = spacy.blank("id")
    own.add_pipe("entity_ruler").add_patterns([{"label": "WELL", "pattern": [{"LOWER": "sumurnya"}]}])
    docs = {doc._.source: doc for doc in small.docs(nlp=own)}
    assert [ent.text for ent in docs["B-01"].ents] == ["Sumurnya"]
    assert [span.label_ for span in docs["A-01"].spans["turns"]] == ["PW", "AN", "PW", "AN", "AN"]


def test_docs_are_kept_with_what_the_coders_said(case):
    doc = next(case.where(source="YL-01").docs())
    kept = DocBin(store_user_data=True)
    kept.add(doc)
    (read,) = DocBin().from_bytes(kept.to_bytes()).get_docs(spacy.blank("id").vocab)
    pairs = list(zip(doc.spans["consensus"], read.spans["consensus"], strict=True))
    assert len(pairs) > 50
    assert all(
        (a.text, a.label_, a._.stance, a._.coding) == (b.text, b.label_, b._.stance, b._.coding) for a, b in pairs
    )
    assert read._.source == "YL-01"


def test_displacy_shows_the_codings(small):
    small.code("menepati kata", "promise", source="A-01")
    small.code("kata", "trust", source="A-01", stance="supports")
    doc = next(small.docs())
    shown = displacy.render(doc, style="span", options={"spans_key": "ani"}, jupyter=False, page=False)
    assert shown.count("promise") == 1
    assert shown.count("trust") == 1
    assert "menepati" in shown


def test_spans_become_proposals(small):
    ruler = {"label": "trust", "pattern": [{"LEMMA": "percaya"}]}
    own = nlp("id")
    own.add_pipe("span_ruler", config={"spans_key": "found"}).add_patterns([ruler])
    docs = list(small.docs(nlp=own))
    docs[0].spans["found"][1]._.stance = "mixed"
    docs[0].spans["found"][1]._.because = "Read twice."
    frame = proposals(docs, spans="found")
    assert list(frame.columns) == ["source", "start", "end", "quote", "code", "stance", "because"]
    text = small.snapshot.text(0)
    assert all(text[a:b] == quote for a, b, quote in zip(frame["start"], frame["end"], frame["quote"], strict=True))
    assert frame[["quote", "code", "stance"]].to_numpy().tolist() == [
        ["percaya", "trust", "unsure"],  # the interviewer's question
        ["percaya", "trust", "mixed"],
        ["percaya", "trust", "contradicts"],
        ["percaya", "trust", "unsure"],  # "percaya diri"
    ]
    assert frame["because"][1] == "Read twice."
    assert "belum" in frame["because"][2]


def test_proposals_are_suggested_and_accepted_at_their_exact_place(small):
    own = nlp("id")
    own.add_pipe("span_ruler", config={"spans_key": "found"}).add_patterns(
        [{"label": "trust", "pattern": [{"LEMMA": "percaya"}]}, {"label": "trsut", "pattern": [{"LEMMA": "curiga"}]}]
    )
    hints = small.suggest(by="sentence", using=proposals(small.docs(nlp=own), spans="found"))
    assert hints.frame[["quote", "code", "stance"]].to_numpy().tolist() == [
        ["percaya", "trust", "supports"],
        ["percaya", "trust", "contradicts"],
        ["percaya", "trust", "unsure"],  # "percaya diri"
    ]  # the interviewer's question is nobody's evidence, and there is no code "trsut"
    codings = small.accept(hints[1])
    text = small.snapshot.text(0)
    assert [(one.start, one.end) for one in codings] == [(text.index("percaya."), text.index("percaya.") + 7)]
    (doc, *_) = small.docs()
    assert [(span.text, span.label_, span._.stance) for span in doc.spans["ani"]] == [
        ("percaya", "trust", "contradicts")
    ]


def test_codings_on_docs_come_back_as_proposals_at_the_same_place(case):
    view = case.where(source="YL-01", coder="budi")
    frame = proposals(view.docs(), spans="budi")
    coded = view.snapshot.details(view.quotes().ids)
    assert sorted(
        frame[["source", "start", "end", "quote", "code", "stance"]].itertuples(index=False, name=None)
    ) == sorted((coding.source, coding.start, coding.end, coding.quote, coding.code, coding.stance) for coding in coded)


def test_what_cannot_be_placed_is_refused(small):
    docs = list(small.docs())
    with pytest.raises(OptionError, match="'sc'; there are: 'turns'"):
        proposals(docs, spans="sc")
    doc = Doc(ID.vocab, words=["percaya"])
    doc.spans["sc"] = [Span(doc, 0, 1, label="trust")]
    with pytest.raises(OptionError, match="of no source"):
        proposals([doc], spans="sc")
    doc._.source = "A-01"
    assert len(proposals([doc], spans="sc")) == 1
    with pytest.raises(OptionError, match="by"):
        small.docs(by="voice")


def test_a_coder_who_is_called_as_the_group_of_turns_is_told_at_once(small):
    small.code("menepati kata", "promise", source="A-01", coder="turns")
    with pytest.raises(OptionError, match="'turns'"):
        small.docs()
    assert "promise" in next(small.docs(by="code")).spans


def test_an_empty_case_has_no_docs():
    assert list(qc.Case().docs()) == []
