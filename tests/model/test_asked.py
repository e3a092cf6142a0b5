import pytest

import qualcase as qc
from qualcase.model.asked import asked_about
from qualcase.model.codebook import Code, Codebook
from qualcase.model.nouns import RESEARCHER, Asked, Book, Question, Segments, Source, Text, Voice

EVERY_RULE = ("register", "tags", "guide", "assumed")


def study(*, register=(), tags=False, guide=True):
    """M1 and M2, members, and LD, a leader, are interviewed, one source each; OB keeps a note; XX has no source."""
    case = qc.Case(coder="ani")
    book = Codebook(
        "small", "1", codes=(Code("trust", "T"), Code("trust.care", "C"), Code("tie", "Tie"), Code("own", "Own"))
    )
    people = {"M1": "member", "M2": "member", "LD": "leader", "OB": "observer"}
    with case.record("made") as change:
        change.put(Book("small", "1", book.content()), Voice("XX", "member"))
        for name, role in people.items():
            text = f"{name} says."
            kind = "observation" if name == "OB" else "interview"
            change.put(Voice(name, role, RESEARCHER if name == "OB" else "community"), Text(name, text))
            change.put(Source(name, kind, name, voices=(name,)))
            question = {"M1": "q1", "M2": "q2"}.get(name, "") if tags else ""
            turns = {"start": [0], "end": [len(text)], "voice": [name], "label": [""], "question": [question]}
            change.put(Segments(name, name, "1", turns))
        if guide:
            change.put(Question("q1", "?", ("trust",), ("member",)), Question("q2", "?", ("tie",)))
        change.put_all(Asked(f"{v} {about}", v, about, answer) for v, about, answer in register)
    return case.snapshot


def asked(snapshot, code):
    found = asked_about(snapshot, code)
    return {
        voice.id: (bool(was), rule.removeprefix("asked."))
        for voice, was, rule in zip(snapshot.voices, found.voices, found.rule, strict=True)
    }


def test_without_register_tags_or_guide_everybody_with_a_source_is_assumed_asked():
    assert asked(study(guide=False), "trust") == {
        "XX": (False, "no_source"), "M1": (True, "assumed"), "M2": (True, "assumed"), "LD": (True, "assumed"),
        "OB": (True, "assumed"),
    }  # fmt: skip


def test_the_guide_says_to_which_roles_a_question_is_put_and_an_observer_is_asked_nothing():
    found = asked(study(), "trust")
    assert found == {
        "XX": (False, "no_source"), "M1": (True, "guide"), "M2": (True, "guide"), "LD": (False, "guide"),
        "OB": (False, "guide"),
    }  # fmt: skip
    assert asked(study(), "tie")["LD"] == (True, "guide")
    assert asked(study(), "tie")["OB"] == (False, "guide")  # put to everybody, and nobody asks an observer


def test_tags_on_the_turns_outrank_the_guide():
    found = asked(study(tags=True), "trust")
    assert (found["M1"], found["M2"], found["LD"]) == ((True, "tags"), (False, "tags"), (False, "guide"))


@pytest.mark.parametrize("answer", ["no", "skipped", "not in a position"])
def test_the_register_outranks_tags_and_guide(answer):
    found = asked(study(tags=True, register=[("M1", "trust", answer), ("LD", "q1", "yes")]), "trust")
    assert found["M1"] == (False, "register")
    assert found["LD"] == (True, "register")
    assert found["M2"] == (False, "tags")


def test_sub_codes_inherit_and_so_do_their_parents():
    register = [("LD", "trust", "yes"), ("M2", "trust.care", "no")]
    for code in ("trust", "trust.care"):
        found = asked(study(register=register), code)
        assert (found["LD"], found["M2"], found["M1"]) == ((True, "register"), (False, "register"), (True, "guide"))
    assert asked(study(register=register), "tie")["LD"] == (True, "guide")


def test_tags_and_guide_say_nothing_of_a_code_that_no_question_is_about():
    found = asked(study(tags=True), "own")
    assert {found[name] for name in ("M1", "M2", "LD", "OB")} == {(True, "assumed")}
