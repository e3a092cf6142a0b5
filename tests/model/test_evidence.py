from dataclasses import replace

import pytest
from hypothesis import given
from strategies import CODES, ROLE, SIDE, as_declared, below, small_cases

import qualcase as qc
from qualcase.errors import OptionError
from qualcase.model.codebook import Code, Codebook
from qualcase.model.evidence import ground, pole
from qualcase.model.nouns import RESEARCHER, Book, Coding, Segments, Source, Study, Text, Voice


def entries(evidence):
    ids, voices = evidence.snapshot.codings.ids, evidence.snapshot.voices
    return {(ids[c], voices[v].id) for c, v in zip(evidence.coding, evidence.voice, strict=True)}


@given(small_cases())
def test_evidence_is_what_informants_say_and_all_else_is_left_out_with_its_rule(small):
    evidence = small.case.snapshot.evidence
    counted = small.evidence()
    assert entries(evidence) == {(said.id, voice) for said, voices in counted.items() for voice in voices}
    left = {}
    for step in evidence.steps:
        left |= dict.fromkeys(evidence.snapshot.codings.ids[step.dropped], step.rule)
    expected = {}
    for said in set(small.live) - counted.keys():
        touched = [turn for turn in small.turns if turn.characters & said.characters]
        asked = any(turn.voice and small.asks(turn.source, turn.voice) for turn in touched)
        if said.row.voice:
            asked |= said.row.voice in small.only_asks  # else nobody else speaks there
        if CODES[said.row.code].status == "retired":
            expected[said.id] = "step.retired"
        elif small.sources[said.row.source].kind == "literature":
            expected[said.id] = "step.literature"
        else:
            expected[said.id] = "step.interviewer" if asked else "step.no_voice"
    assert left == expected
    assert sum(step.dropped.size for step in evidence.steps) + evidence.rows.size == len(small.live)


@given(small_cases())
def test_basis_is_typed_or_follows_from_source_and_side_and_a_mention_affirms(small):
    evidence = small.case.snapshot.evidence
    ids, voices = evidence.snapshot.codings.ids, evidence.snapshot.voices
    by_id = {said.id: said for said in small.codings}
    for c, v, basis, stance in zip(evidence.coding, evidence.voice, evidence.basis, evidence.stance, strict=True):
        said, voice = by_id[ids[c]], voices[v].id
        holder = said.direction[0]
        own = holder in (SIDE[voice], ROLE[voice], voice)
        by_kind = {"observation": "observed", "document": "documentary"}.get(small.sources[said.row.source].kind, "")
        by_side = ("first_hand" if own else "attributed") if holder else ""
        assert ground(basis) == (said.row.basis or by_kind or by_side)
        assert pole(stance) == (said.row.stance or ("supports" if CODES[said.row.code].kind == "descriptive" else ""))


@given(small_cases())
def test_codings_that_count_for_several_voices_are_counted(small):
    assert small.case.snapshot.evidence.several == sum(len(voices) > 1 for voices in small.evidence().values())


@given(small_cases())
def test_what_has_no_row_of_its_own_leaves_other_directions_out_and_says_so(small):
    evidence = small.case.snapshot.evidence
    kept = evidence.as_declared
    counted = small.evidence()
    turned = {said for said in counted if said.direction != (CODES[said.row.code].holder, CODES[said.row.code].target)}
    assert entries(kept) == {(said.id, v) for said, voices in counted.items() if said not in turned for v in voices}
    steps = {step.rule: set(evidence.snapshot.codings.ids[step.dropped]) for step in kept.steps}
    assert steps.get("step.direction", set()) == {said.id for said in turned}
    assert sum(step.dropped.size for step in kept.steps) + kept.rows.size == len(small.live)


@given(small_cases())
def test_a_row_gathers_a_code_with_all_below_it_and_never_another_direction(small):
    evidence = small.case.snapshot.evidence
    counted = small.evidence()
    for code in ("trust", "trust.word", "tie", "visit"):
        found = {}
        for line in evidence.lines(code):
            rows = evidence.coding[evidence.pairs(line)]
            found[line.declared or (line.holder, line.target)] = set(evidence.snapshot.codings.ids[rows])
        expected = {True: set()}
        for said in counted:
            if said.row.code in below(code):
                way = True if as_declared(code, said) else said.direction
                expected.setdefault(way, set()).add(said.id)
        assert found == expected


def study(codings, *, kind="interview", study=None, book=None):
    """M1 and CD answer PW's two questions; codings are (coder, code, turn from 0, stance)."""
    case = qc.Case(coder="ani")
    book = book or Codebook("small", "1.0.0", codes=(Code("trust", "Trust"), Code("old", "Old", status="retired")))
    text = "What? Trust. And? Doubt."
    turns = {"start": [0, 6, 13, 18], "end": [5, 12, 17, 24], "voice": ["PW", "M1", "PW", "CD"]}
    with case.record("made") as change:
        change.put(study or Study(), Book(book.name, book.version, book.content()))
        change.put(Voice("M1", "member", "community"), Voice("CD", "cdo", "company"), Voice("PW", "i", RESEARCHER))
        change.put(Text("h", text), Source("S", kind, "h", voices=("M1", "CD")), Segments("S", "h", "1", turns))
        for n, (coder, code, turn, stance) in enumerate(codings):
            start, end = turns["start"][turn], turns["end"][turn]
            change.put(Coding(f"c{n}", "S", "h", start, end, text[start:end], "small", code, coder, stance))
    return case


def test_an_interviewers_words_are_kept_and_counted_as_left_out():
    case = study([("ani", "trust", 0, ""), ("ani", "trust", 1, "supports"), ("ani", "old", 3, "")])
    counted = case.count("code")
    assert counted.frame[["name", "voices", "codings"]].values.tolist() == [["trust", 1, 1]]
    assert [(s.rule, s.dropped.tolist()) for s in counted.steps] == [("step.retired", [2]), ("step.interviewer", [0])]
    assert "Left out: 1 codings (only the interviewer speaks there)." in counted.sheet(lang="en").notes
    assert case.quotes().ids == {"c0", "c1", "c2"}


def test_literature_is_never_evidence():
    case = study([("ani", "trust", 1, "supports")], kind="literature")
    assert case.count("code").frame["codings"].sum() == 0
    assert case.matrix("code", "source").frame.empty
    assert case.cooccur(within="source").met.n_units == 0
    assert [step.rule for step in case.count("code").steps] == ["step.literature"]


def test_several_coders_without_a_consensus_ask_whose_codings_are_the_evidence():
    case = study([("ani", "trust", 1, "supports"), ("budi", "trust", 3, "contradicts")])
    for verb in (lambda c: c.count("code"), lambda c: c.matrix("code", "role"), lambda c: c.cooccur(within="turn")):
        with pytest.raises(OptionError, match=r"2 coders coded this case \(ani, budi\).*where\(coder='ani'\)"):
            verb(case)
        assert verb(case.where(coder="budi")).call.coder == "budi"
    with pytest.raises(OptionError, match="2 coders"):
        case.where(stance="supports").count("code")  # that ani's alone are left decides nothing
    assert len(case.quotes()) == 2


def test_the_consensus_is_preferred_and_a_view_does_not_fall_back_on_what_it_rejected():
    rows = [("ani", "trust", 1, "supports"), ("budi", "trust", 3, "contradicts"), ("consensus", "trust", 1, "supports")]
    case = study(rows)
    assert case.count("code").call.coder == "consensus"
    rejected = case.where(stance="contradicts").count("code")
    assert rejected.call.coder == "consensus"
    assert rejected.frame["codings"].sum() == 0
    assert case.where(coder="budi").count("code").frame["codings"].tolist() == [1]


def test_the_study_may_say_whose_codings_are_the_evidence():
    rows = [("ani", "trust", 1, "supports"), ("consensus", "trust", 3, "contradicts")]
    assert study(rows, study=Study(evidence="ani")).count("code").call.coder == "ani"
    assert study(rows, study=Study(evidence="nobody")).count("code").call.coder == "consensus"


def test_a_coder_whose_codings_are_all_withdrawn_is_no_second_coder():
    case = study([("ani", "trust", 1, "supports"), ("budi", "trust", 3, "contradicts")])
    with case.record("uncode") as change:
        change.put(replace(change.get(Coding, "c1"), withdrawn=True))
    assert case.count("code").call.coder == "ani"


def test_another_direction_is_said_with_the_labels_of_sides_and_roles():
    told = Study(
        sides=[{"id": "company", "label": {"id": "Perusahaan", "en": "Company"}}],
        roles=[{"id": "leader", "label": {"id": "Ketua", "en": "Head"}}],
    )
    case = study([("ani", "trust", 1, "supports")], study=told)
    with case.record("more") as change:
        row = change.get(Coding, "c0")
        change.put(replace(row, holder="company", target="leader"), Voice("LD", "leader", "community"))
    line = case.snapshot.evidence.lines("trust")[1]
    assert line.name(case.snapshot, "en") == "Trust: Company → Head"
    assert line.name(case.snapshot, "id") == "Trust: Perusahaan → Ketua"


def test_a_child_with_another_direction_than_its_parent_is_not_pooled_with_it():
    codes = (
        Code("trust", "Trust", kind="evaluative", holder="community", target="company"),
        Code("trust.us", "Us", kind="evaluative", holder="company", target="community"),
    )
    case = study(
        [("ani", "trust", 1, "supports"), ("ani", "trust.us", 3, "supports")], book=Codebook("small", "1", codes=codes)
    )
    assert case.count("code").frame[["name", "voices"]].values.tolist() == [
        ["trust", 1], ["trust: company -> community", 1], ["trust.us", 1],
    ]  # fmt: skip


def test_children_in_opposite_directions_are_never_pooled_under_a_parent_without_one():
    codes = (
        Code("bond", "Bond"),
        Code("bond.us", "Us", kind="evaluative", holder="community", target="company"),
        Code("bond.them", "Them", kind="evaluative", holder="company", target="community"),
        Code("bond.talk", "Talk"),
    )
    book = Codebook("small", "1", codes=codes)
    us, them, talk = ("ani", "bond.us", 1, "supports"), ("ani", "bond.them", 3, "supports"), ("ani", "bond.talk", 1, "")

    def rows(*codings):
        return [line[:3] for line in study(codings, book=book).snapshot.evidence.lines("bond")]

    assert rows(us, them) == [("bond", "community", "company"), ("bond", "company", "community")]
    assert rows(us, them, talk)[0] == ("bond", "", "")
    assert rows(talk) == rows() == [("bond", "", "")]
    assert rows(us) == [("bond", "community", "company")]
    counted = study([us, them, talk], book=book).count("code")
    assert counted.frame.set_index("name")["codings"].to_dict() == {
        "bond": 1, "bond: community -> company": 1, "bond: company -> community": 1,
        "bond.us": 1, "bond.them": 1, "bond.talk": 1,
    }  # fmt: skip


def test_children_of_one_direction_are_gathered_by_a_parent_without_one():
    codes = (
        Code("bond", "Bond"),
        Code("bond.us", "Us", kind="evaluative", holder="community", target="company"),
        Code("bond.old", "Old", kind="evaluative", holder="company", target="community", status="retired"),
    )
    case = study([("ani", "bond.us", 1, "supports")], book=Codebook("small", "1", codes=codes))
    assert case.count("code").frame["codings"].tolist() == [1, 1]


def test_without_a_side_on_record_nothing_says_whether_words_are_the_speakers_own():
    codes = tuple(
        Code(id, id, kind="evaluative", holder=holder, target="company")
        for id, holder in (("side", "community"), ("role", "cdo"), ("voice", "M1"))
    )
    said = [("ani", code, turn, "supports") for code in ("side", "role", "voice") for turn in (1, 3)]
    case = study(said, book=Codebook("small", "1", codes=codes))
    with case.record("no sides") as change:
        change.put(Voice("M1", "member"), Voice("CD", "cdo"))
    found = {(row.code, row.voice): row.basis for row in case.quotes().frame.itertuples()}
    assert found == {
        ("side", "M1"): "", ("side", "CD"): "", ("role", "M1"): "", ("role", "CD"): "first_hand",
        ("voice", "M1"): "first_hand", ("voice", "CD"): "",
    }  # fmt: skip
    counted = case.count("basis").frame
    assert dict(zip(counted["name"], counted["codings"], strict=True)) == {"first_hand": 2, "unset": 4}
    assert case.count("code").frame["codings"].tolist() == [2, 2, 2]
    assert len(case.where(basis="unset").quotes()) == 4


def test_an_interviewers_words_are_nobodys_even_where_a_coder_gives_them_to_an_informant():
    case = study([("ani", "trust", 0, "supports"), ("ani", "trust", 1, "supports")])
    with case.record("given") as change:
        change.put_all(replace(change.get(Coding, id), voice="CD") for id in ("c0", "c1"))
    counted = case.count("voice")
    assert dict(zip(counted.frame["name"], counted.frame["codings"], strict=True)) == {"M1": 0, "CD": 1}
    assert [(s.rule, s.dropped.tolist()) for s in counted.steps] == [("step.interviewer", [0])]
    assert len(case.where(voice="CD").quotes()) == 1


def test_a_retired_code_counts_only_where_it_is_asked_for():
    case = study([("ani", "trust", 1, "supports"), ("ani", "old", 3, "")])
    for part in (case, case.where(stance=("supports", "unset")), case.where(voice="CD")):
        assert "old" not in set(part.count("code").frame["name"])
        assert [step.rule for step in part.count("code").steps] == ["step.retired"]
    asked = case.where(code="old").count("code")
    assert asked.frame[["name", "voices", "codings"]].values.tolist() == [["old", 1, 1]]
    assert asked.steps == ()
    both = case.where(code=["trust", "old"]).matrix("code", "voice")
    assert both.codings.tolist() == [[1, 0], [0, 1]]
