import numpy as np
import pytest
from hypothesis import given
from strategies import VOICES, small_cases

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.codebook import Code, Codebook
from qualcase.model.nouns import Book, Coding, Segments, Source, Text, Voice


def pairs(snapshot):
    coding, voice = snapshot.speakers
    ids = snapshot.codings.ids
    return {(ids[c], snapshot.voices[v].id) for c, v in zip(coding, voice, strict=True)}


@given(small_cases())
def test_a_coding_speaks_for_those_whose_turns_it_touches_and_never_for_who_asks(small):
    expected = {(said.id, voice) for said in small.codings for voice in small.speakers(said)}
    assert pairs(small.case.snapshot) == expected


@given(small_cases())
def test_those_are_heard_whose_account_the_case_holds(small):
    snapshot = small.case.snapshot
    assert {v.id for v, heard in zip(snapshot.voices, snapshot.heard, strict=True) if heard} == small.heard


@given(small_cases())
def test_a_unit_holds_a_coding_if_it_holds_one_of_its_characters(small):
    snapshot = small.case.snapshot
    ids = snapshot.codings.ids
    for within in ("turn", "sentence"):
        units = small.told(within)
        met = snapshot.incidence(within)
        start = snapshot.units[within].start[met.unit]
        found = {(ids[c], int(s)) for c, s in zip(met.coding, start, strict=True)}
        base = {source.id: int(b) for source, b in zip(snapshot.sources, snapshot.base, strict=True)}
        assert found == {
            (said.id, base[unit.source] + min(at for _, at in unit.characters))
            for said in small.live
            for unit in units
            if unit.characters & said.characters
        }
        assert met.n_units == len(units)


@given(small_cases())
def test_the_turn_of_a_coding_is_the_first_that_it_touches(small):
    snapshot = small.case.snapshot
    place = dict(zip(snapshot.codings.ids, snapshot.turns_of(np.arange(len(snapshot.codings))), strict=True))
    for said in small.codings:
        here = [turn for turn in small.turns if turn.source == said.row.source]
        touched = [n for n, turn in enumerate(here, 1) if turn.characters & said.characters]
        assert place[said.id] == (touched[0] if touched else 0)


def test_one_researcher_may_ask_in_an_interview_and_keep_notes():
    case = told([("I1", "interview", ("M1",), ["OB", "M1"]), ("N1", "observation", ("OB",), ["OB"])])
    snapshot = case.snapshot
    assert pairs(snapshot) == {("I1-1", "M1"), ("N1-0", "OB")}
    assert case.informants().frame.set_index("id").loc["OB", "turns"] == 1
    assert case.count("voice").frame["name"].tolist() == ["M1", "OB"]


def test_a_coding_given_to_a_resident_quoted_in_a_note_counts_for_the_resident():
    case = told([("N1", "observation", ("OB",), ["OB"])], voice="LD")
    assert pairs(case.snapshot) == {("N1-0", "LD")}
    found = case.where(source="N1").count("role").frame
    assert dict(zip(found["name"], zip(found["voices"], found["eligible"], strict=True), strict=True)) == {
        "leader": (1, 1),
        "observer": (0, 1),
    }


def test_a_coding_of_a_voice_that_is_not_on_record_speaks_for_nobody():
    case = told([("N1", "observation", ("OB",), ["OB"])], voice="whoever")
    assert pairs(case.snapshot) == set()
    assert [step.rule for step in case.count("code").steps] == ["step.no_voice"]


def test_a_label_may_stand_for_a_voice_unless_it_is_that_of_two():
    case = told([("N1", "observation", ("OB",), ["OB"])])
    with case.record("more") as change:
        change.put(Voice("A", speakers=("Bu", "Ani")), Voice("B", speakers=("Bu",)))
    assert case.snapshot.voices[case.snapshot.voice_number("Ani")].id == "A"
    with pytest.raises(NotFound, match="several voices: say 'A' or 'B'"):
        case.snapshot.voice_number("Bu")
    with pytest.raises(NotFound, match="Did you mean 'OB'"):
        case.snapshot.voice_number("ob")


def test_a_code_of_two_books_is_said_with_its_book():
    case = qc.Case(coder="ani")
    with case.record("made") as change:
        for name in ("one", "two"):
            book = Codebook(name, "1.0.0", codes=(Code("trust", "Trust"), Code(f"only-{name}", "Only")))
            change.put(Book(name, "1.0.0", book.content()))
    snapshot = case.snapshot
    assert [ref.name for ref in snapshot.codes] == ["one/trust", "only-one", "two/trust", "only-two"]
    assert snapshot.code_number("two/trust") == snapshot.subtree("two/trust")[0] == 2
    assert snapshot.code_number("one/only-one") == 1
    with pytest.raises(NotFound, match="in several codebooks: say 'one/trust' or 'two/trust'"):
        snapshot.code_number("trust")
    with pytest.raises(NotFound, match="Did you mean 'only-one'"):
        snapshot.code_number("only-on")
    with pytest.raises(NotFound, match="no codebook yet"):
        qc.Case().snapshot.code_number("trust")


def test_views_share_what_the_whole_case_worked_out():
    case = told([("I1", "interview", ("M1",), ["M1", "M2"])])
    whole = case.snapshot
    part = whole.keep(whole.rows[:1])
    assert part.speakers is whole.speakers
    assert part.keep(part.rows).has_source is whole.has_source


def told(sources, voice=""):
    """A case whose turns have ten characters each, every one coded as a visit."""
    case = qc.Case(coder="ani")
    with case.record("made") as change:
        book = Codebook("small", "1.0.0", codes=(Code("visit", "Visit"),))
        change.put(*VOICES, Book(book.name, book.version, book.content()))
        for name, kind, accounts, speaks in sources:
            text = "".join(f"{name} said {n}." for n in range(len(speaks)))
            size = len(text) // len(speaks)
            spans = [(n * size, (n + 1) * size) for n in range(len(speaks))]
            change.put(Text(name, text), Source(name, kind, name, voices=accounts))
            turns = {"start": [s for s, _ in spans], "end": [e for _, e in spans], "voice": speaks}
            change.put(Segments(name, name, "1", turns))
            for n, (start, end) in enumerate(spans):
                change.put(
                    Coding(f"{name}-{n}", name, name, start, end, text[start:end], "small", "visit", "ani", voice=voice)
                )
    return case


def test_a_code_named_by_its_label_is_answered_with_its_id(case):
    with pytest.raises(NotFound, match="that is the label of code 'trust'"):
        case.where(code="kepercayaan")
    with pytest.raises(OptionError, match=r"where has no filter 'codes'\. Did you mean 'code'\?"):
        case.where(codes="trust")
