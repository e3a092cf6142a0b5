import pytest

import qualcase as qc
from qualcase.model.asked import asked_about, asked_in
from qualcase.model.codebook import Code, Codebook, Poles
from qualcase.model.nouns import RESEARCHER, Asked, Book, Coding, Question, Segments, Source, Text, Voice

EVERY_RULE = ("register", "tags", "guide", "assumed")


def study(*, register=(), tags=False, guide=True, more=False):
    """M1 and M2, members, and LD, a leader, are interviewed, one source each; OB keeps a note; XX has no source."""
    case = qc.Case(coder="ani")
    book = Codebook(
        "small", "1",
        codes=tuple(Code(id, id) for id in ("trust", "trust.care", "trust.care.more", "tie", "own")),
    )  # fmt: skip
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
        if more:
            change.put(Question("q3", "?", ("trust",)))
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


def test_sub_codes_inherit_and_a_part_not_asked_about_leaves_the_whole():
    register = [("LD", "trust", "yes"), ("M2", "trust.care", "no"), ("OB", "trust.care", "yes")]
    whole, part = (asked(study(register=register), code) for code in ("trust", "trust.care"))
    assert (whole["LD"], part["LD"]) == ((True, "register"), (True, "register"))
    assert (whole["M2"], part["M2"]) == ((True, "guide"), (False, "register"))
    assert (whole["OB"], part["OB"]) == ((True, "register"), (True, "register"))
    assert (whole["M1"], part["M1"]) == ((True, "guide"), (True, "guide"))
    assert asked(study(register=register), "tie")["LD"] == (True, "guide")


def test_a_codes_own_row_overrules_those_above_and_below_it():
    register = [("M1", "trust", "yes"), ("M1", "trust.care", "no"), ("M2", "trust", "no"), ("M2", "trust.care", "yes")]
    whole, part = (asked(study(register=register), code) for code in ("trust", "trust.care"))
    assert (whole["M1"], part["M1"]) == ((True, "register"), (False, "register"))
    assert (whole["M2"], part["M2"]) == ((False, "register"), (True, "register"))
    deep = asked(study(register=[("M1", "trust", "no"), ("M1", "trust.care", "yes")]), "trust.care.more")
    assert deep["M1"] == (True, "register")  # the nearest above
    between = asked(study(register=[("M1", "trust", "no"), ("M1", "trust.care.more", "yes")]), "trust.care")
    assert between["M1"] == (True, "register")  # who was asked about a part was asked


@pytest.mark.parametrize("answer", ["no", "skipped", "not in a position"])
def test_one_question_not_put_leaves_the_others_about_the_code(answer):
    one = [("M1", "q1", answer)]
    assert asked(study(register=one), "trust")["M1"] == (False, "register")  # the only one there is
    assert asked(study(register=one, more=True), "trust")["M1"] == (True, "guide")
    assert asked(study(register=[*one, ("M1", "q3", "yes")], more=True), "trust")["M1"] == (True, "register")
    assert asked(study(register=[*one, ("M1", "q3", answer)], more=True), "trust")["M1"] == (False, "register")
    assert asked(study(register=one, more=True, tags=True), "trust")["M1"] == (False, "register")  # tagged q1 only
    assert asked(study(register=[("M1", "q3", answer)], more=True, tags=True), "trust")["M1"] == (True, "tags")
    assert asked(study(register=[("LD", "q1", answer)], more=True), "trust")["LD"] == (True, "guide")


def test_a_line_of_another_direction_was_asked_about_where_the_book_declares_it_for_a_part():
    code = {"kind": "evaluative", "poles": Poles("yes", "no")}
    codes = (
        Code("bond", "Bond"),
        Code("bond.us", "Us", **code, holder="community", target="company"),
        Code("bond.them", "Them", **code, holder="company", target="community"),
    )
    case = qc.Case(coder="ani")
    with case.record("made") as change:
        change.put(Book("small", "1", Codebook("small", "1", codes=codes).content()))
        change.put(Voice("M1", "member", "community"), Voice("CD", "cdo", "company"), Text("h", "Yes. No. Oh."))
        change.put(Source("S", "interview", "h", voices=("M1", "CD")))
        turns = {"start": [0, 5], "end": [4, 8], "voice": ["M1", "CD"], "question": ["", ""]}
        change.put(Segments("S", "h", "1", turns))
        for n, (start, end, of, way) in enumerate(
            [(0, 4, "us", ("", "")), (5, 8, "them", ("", "")), (0, 2, "us", ("company", "company"))]
        ):
            words = "Yes. No. Oh."[start:end]
            change.put(
                Coding(f"c{n}", "S", "h", start, end, words, "small", f"bond.{of}", "ani", holder=way[0], target=way[1])
            )
        change.put(Question("q", "?", ("bond.us",), ("member",)), Question("r", "?", ("bond.them",), ("cdo",)))
    lines = case.snapshot.evidence.lines("bond")
    found = {(line.holder, line.target): asked_in(case.snapshot, line).tolist() for line in lines}
    ids = [voice.id for voice in case.snapshot.voices]
    assert {way: {id for id, was in zip(ids, who, strict=True) if was} for way, who in found.items()} == {
        ("community", "company"): {"M1"}, ("company", "community"): {"CD"}, ("company", "company"): set(),
    }  # fmt: skip


def test_tags_and_guide_say_nothing_of_a_code_that_no_question_is_about():
    found = asked(study(tags=True), "own")
    assert {found[name] for name in ("M1", "M2", "LD", "OB")} == {(True, "assumed")}
