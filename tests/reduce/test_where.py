from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import CODES, ROLE, SIDE, VOICES, below, small_cases

import qualcase as qc
from qualcase.errors import NotFound, OptionError
from qualcase.model.codebook import Code, Codebook
from qualcase.model.nouns import (
    BASES,
    RESEARCHER,
    STANCES,
    Book,
    Coding,
    Segments,
    Source,
    Study,
    Text,
    Voice,
)  # fmt: skip

CODE = st.sampled_from(["trust", "trust.care", "trust.word", "tie", "visit", "old"])


def ids(part):
    return set(part.snapshot.codings.ids[part.snapshot.rows])


def between(a, b):
    """Characters between two codings of one text; -1 where they share some, None in two texts."""
    gaps = [abs(p - q) - 1 for s, p in a.characters for t, q in b.characters if s == t]
    return min(gaps, default=None)


def meets(small, a, b, within):
    if isinstance(within, int):
        gap = between(a, b)
        return gap is not None and gap <= within
    if within == "overlap":
        return bool(a.characters & b.characters)
    if within == "source":
        return a.row.source == b.row.source and small.sources[a.row.source].kind != "literature"
    if within == "informant":
        return bool(small.speakers(a) & small.speakers(b))
    return any(unit.characters & a.characters and unit.characters & b.characters for unit in small.told(within))


@given(
    small_cases(coders=("ani", "budi")),
    CODE,
    CODE,
    st.sampled_from(["overlap", "turn", "sentence", "source", "informant", 0, 1, 4, 10**12]),
)
def test_near_and_without_ask_for_another_coding_by_the_same_coder_within_the_unit(small, code, other, within):
    def near(said):
        others = [
            o for o in small.live if o.row.code in below(other) and o.row.coder == said.row.coder and o is not said
        ]
        return any(meets(small, said, o, within) for o in others)

    of_code = [said for said in small.live if said.row.code in below(code)]
    assert ids(small.case.where(code=code, near=other, within=within)) == {said.id for said in of_code if near(said)}
    left = small.case.where(code=code).where(without=other, within=within)
    assert ids(left) == {said.id for said in of_code if not near(said)}


@given(small_cases(), CODE, st.booleans())
def test_a_code_brings_what_is_below_it_unless_it_is_to_be_exact(small, code, exact):
    wanted = {code} if exact else below(code)
    assert ids(small.case.where(code=code, exact=exact)) == {s.id for s in small.live if s.row.code in wanted}


@given(small_cases(), st.sampled_from(["", *STANCES]), st.sampled_from(["", *BASES]))
def test_stance_basis_and_direction_are_the_effective_ones(small, stance, basis):
    def effective(said):
        return said.row.stance or ("supports" if CODES[said.row.code].kind == "descriptive" else "")

    def bases(said):
        by_kind = {"observation": "observed", "document": "documentary"}.get(small.sources[said.row.source].kind)
        held = said.direction[0]
        found = {
            said.row.basis or by_kind or (held and ("first_hand" if held in (SIDE[v], ROLE[v], v) else "attributed"))
            for v in small.speakers(said)
        }
        return found or {said.row.basis}

    case = small.case
    assert ids(case.where(stance=stance or "unset")) == {s.id for s in small.live if effective(s) == stance}
    assert ids(case.where(basis=basis or "unset")) == {s.id for s in small.live if basis in bases(s)}
    for holder in ("company", "community", ""):
        found = case.where(holder=holder or "unset")
        assert ids(found) == {s.id for s in small.live if s.direction[0] == holder}


@given(small_cases(), st.sampled_from(["role", "side", "voice"]), st.sampled_from(VOICES))
def test_a_universe_of_voices_keeps_what_they_say_and_counts_them_alone(small, by, one):
    value = {"role": one.role, "side": one.side, "voice": one.id}[by]
    members = {v.id for v in VOICES if {"role": v.role, "side": v.side, "voice": v.id}[by] == value}
    part = small.case.where(**{by: value})
    assert ids(part) == {s.id for s in small.live if small.speakers(s) & members}
    assert part.snapshot.heard.sum() == len(members & small.heard)
    evidence = part.snapshot.evidence
    assert {part.snapshot.voices[v].id for v in evidence.voice} <= members


@given(small_cases(), st.sampled_from(["S0", "S1", "S2"]))
def test_a_universe_of_sources_hears_those_whose_account_they_are(small, name):
    if name not in small.sources:
        with pytest.raises(NotFound, match=f"no source '{name}' in this case. There are: 'S0'"):
            small.case.where(source=name)
        return
    part = small.case.where(source=name)
    assert ids(part) == {s.id for s in small.live if s.row.source == name}
    kept = {source: one for source, one in small.sources.items() if source == name}
    turns = tuple(turn for turn in small.turns if turn.source == name)
    codings = tuple(said for said in small.codings if said.row.source == name)
    alone = type(small)(small.case, kept, turns, (), codings)
    assert part.snapshot.heard.sum() == len(alone.heard - small.only_asks)
    assert part.count("code").frame["eligible"].tolist() == [part.snapshot.heard.sum()] * len(part.count("code"))


@given(small_cases(), CODE)
def test_filters_of_codings_never_change_who_could_have_spoken(small, code):
    whole, part = small.case, small.case.where(code=code, stance=("supports", "unset"), key=False, hedge=False)
    assert part.snapshot.heard.tolist() == whole.snapshot.heard.tolist()
    assert set(part.count("code").frame["eligible"]) <= set(whole.count("code").frame["eligible"])
    assert (
        part.matrix("code", "role").columns.eligible.tolist() == whole.matrix("code", "role").columns.eligible.tolist()
    )
    assert part.cooccur(within="turn").met.n_units == whole.cooccur(within="turn").met.n_units


@given(small_cases(), CODE, st.sampled_from(["M1", "CD"]))
def test_filters_add_up_in_any_order(small, code, voice):
    one = small.case.where(code=code, voice=voice)
    assert (
        ids(one)
        == ids(small.case.where(voice=voice).where(code=code))
        == ids(small.case.where(code=code).where(voice=voice))
    )
    assert one.snapshot.voices_in.tolist() == small.case.where(voice=voice).snapshot.voices_in.tolist()


def test_a_view_says_its_filters(case):
    view = case.where(side="community", code="trust").where(near="commitment", within="turn")
    assert [str(f) for f in view.snapshot.filters] == [
        "side=community", "code=trust", "near=commitment within turn",
    ]  # fmt: skip
    assert "side=community; code=trust; near=commitment within turn" in repr(view)
    assert [f.universe for f in view.snapshot.filters] == [True, False, False]


def test_a_voice_may_be_named_by_its_label_in_transcripts(case):
    voice = next(v for v in case.snapshot.voices if v.id == "YL")
    with case.record("label") as change:
        change.put(replace(voice, speakers=("YL", "Bu Yuli")))
    assert ids(case.where(voice="Bu Yuli")) == ids(case.where(voice="YL"))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"code": "trusst"},
            "no code 'trusst' in codebook 'four-elements' 1.2.0, 'programme-activities' 1.0.0. Did you mean 'trust'?",
        ),
        ({"source": "YL-1"}, "no source 'YL-1' in this case. Did you mean"),
        ({"voice": "ZZZZ"}, "no voice 'ZZZZ' in this case. There are:"),
        ({"role": "membr"}, "no role 'membr' in this case. Did you mean 'member'?"),
        ({"side": "komunitas"}, "no side 'komunitas'"),
        ({"coder": "anni"}, "Did you mean 'ani'?"),
        ({"aspect": "zzz"}, "no aspect 'zzz'"),
        ({"holder": "comunity"}, "Did you mean 'community'?"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest_spelling(case, filters, message):
    with pytest.raises(NotFound) as caught:
        case.where(**filters)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"stance": "support"}, "Did you mean 'supports'?"),
        ({"basis": "observd"}, "Did you mean 'observed'?"),
        ({"kind": "interviews"}, "Did you mean 'interview'?"),
        ({"code": "trust", "near": "commitment"}, "need within="),
        ({"near": "commitment", "within": "turns"}, "Did you mean 'turn'?"),
        ({"near": "commitment", "within": -1}, "no distance"),
        ({"period": "one day"}, "neither a phase of the study"),
        ({"collected": "soon"}, "no date"),
    ],
)
def test_a_value_that_is_no_option_is_refused_with_those_there_are(case, filters, message):
    with pytest.raises(OptionError) as caught:
        case.where(**filters)
    assert message in str(caught.value)


def test_naming_nothing_keeps_nothing(case):
    for name in ("code", "source", "voice", "role", "stance", "aspect", "coder", "holder"):
        assert ids(case.where(**{name: []})) == set()


def dated(case):
    """Four codings: of 2019, of June 2020 on, of a phase, and without a date."""
    with case.record("phases") as change:
        phases = [{"id": "early", "label": "Early", "from": "2018", "to": "2019-06"}, {"id": "vague", "label": "Vague"}]
        change.put(Study(phases=phases))
    times = [{"since": "2019", "until": "2019"}, {"since": "2020-06"}, {"phase": "vague"}, {}]
    return [
        case.code("", "trust", source="YL-01", span=(n, n + 5), coder="tester", **time).id
        for n, time in enumerate(times)
    ]


def test_period_is_the_time_talked_about_and_may_be_a_date_an_interval_or_a_phase(case):
    made = dated(case)

    def found(period):
        return [n for n, id in enumerate(made) if id in ids(case.where(coder="tester", period=period))]

    assert found("2019") == [0]
    assert found("2019-03/2020-05") == [0]
    assert found("2020-06-30") == found("2031") == [1]
    assert found("2019/..") == [0, 1]
    assert found("early") == [0]
    assert found("vague") == [2]  # a phase without dates: those that name it


def in_phases(times):
    """A case with a coding for each (since, until, phase); B and C share a month, D has no dates."""
    case = qc.Case(coder="ani")
    ends = {"A": ("2018", "2018"), "B": ("2019-01", "2019-06"), "C": ("2019-06", None), "D": (None, None)}
    phases = [
        {"id": id, "label": id, **{k: v for k, v in (("from", a), ("to", b)) if v}} for id, (a, b) in ends.items()
    ]
    text = "abcdefghijklmnopqrstuvwxyz"
    book = Codebook("small", "1", codes=(Code("visit", "Visit"),))
    with case.record("made") as change:
        change.put(Study(phases=phases), Book("small", "1", book.content()), Voice("M1", "member"), Text("h", text))
        change.put(Source("S", "interview", "h", voices=("M1",)))
        change.put(Segments("S", "h", "1", {"start": [0], "end": [26], "voice": ["M1"]}))
        for n, (since, until, phase) in enumerate(times):
            row = Coding(f"c{n}", "S", "h", n, n + 1, text[n], "small", "visit", "ani")
            change.put(replace(row, time_from=since, time_to=until, phase=phase))
    return case


def test_a_phase_stands_for_its_dates_and_dates_for_the_one_phase_they_touch():
    times = [
        ("2018", "2018", ""), ("", "", "A"), ("2019-02", "2019-03", ""), ("2019-06", "2019-06", ""), ("", "", "D"),
        ("2020", "", "B"), ("", "", "C"), ("", "", ""),
    ]  # fmt: skip
    case = in_phases(times)

    def found(period):
        return sorted(ids(case.where(period=period)))

    assert found("2018") == found("A") == ["c0", "c1"]
    assert found("2017/2018-05") == ["c0", "c1"]
    assert found("2019-02") == ["c2"]
    assert found("2019-06") == ["c3", "c6"]
    assert found("B") == ["c2", "c3", "c5"]
    assert found("2025") == ["c5", "c6"]  # c5 has dates of its own, whatever phase it names
    assert found("D") == ["c4"]
    counted = case.count("phase")
    assert {name: sorted(counted.quotes(name).ids) for name in counted.frame["name"]} == {
        "A": ["c0", "c1"], "B": ["c2", "c5"], "C": ["c6"], "D": ["c4"], "unset": ["c3", "c7"],
    }  # fmt: skip


MONTHS = [f"{year}-{month:02}" for year in range(2017, 2023) for month in range(1, 13)]
IN = {"A": set(MONTHS[12:24]), "B": set(MONTHS[24:30]), "C": set(MONTHS[29:]), "D": set()}
DATE = st.sampled_from(["", "2017", "2018-03", "2019-02", "2019-06", "2019-06-30", "2021"])


def months(since, until):
    """The months that a time talked about touches."""
    first = [m for m in MONTHS if m.startswith(since[:7])] if since else MONTHS
    last = [m for m in MONTHS if m.startswith(until[:7])] if until else MONTHS
    return {m for m in MONTHS if first[0] <= m <= last[-1]} if since or until else set()


@given(st.lists(st.tuples(DATE, DATE, st.sampled_from(["", "", "A", "B", "D"])), max_size=8))
def test_a_period_and_the_phases_agree(times):
    times = [(since, until if until >= since else "", phase) for since, until, phase in times]
    case = in_phases(times)
    talked = {f"c{n}": (months(since, until), phase) for n, (since, until, phase) in enumerate(times)}
    for name, when in IN.items():
        assert ids(case.where(period=name)) == {id for id, (m, phase) in talked.items() if m & when or phase == name}
    for period, when in (("2018", IN["A"]), ("2019-02/2019-06", set(MONTHS[25:30])), ("2019-06-15", {"2019-06"})):
        if period == "2019-06-15" and any("2019-06-30" in time for time in times):
            continue  # months are too coarse to tell
        by_phase = {name for name in IN if IN[name] & when}
        assert ids(case.where(period=period)) == {
            id for id, (m, phase) in talked.items() if m & when or (not m and phase in by_phase)
        }
    counted = case.count("phase")
    placed = {id: name for name in counted.frame["name"] for id in counted.quotes(name).ids}
    for id, (m, phase) in talked.items():
        touched = [name for name in IN if IN[name] & m]
        assert placed[id] == (phase or (touched[0] if len(touched) == 1 else "unset"))


def test_collected_is_the_date_of_the_source_and_changes_the_universe(case):
    part = case.where(collected="2021-02")
    assert set(part.sources().frame["id"]) == {"IZ-01", "AE-01", "YL-01", "SM-01", "TN-01"}
    assert part.snapshot.heard.sum() == 5
    assert part.where(collected="2021-02-17").sources().frame["id"].tolist() == ["YL-01"]


def test_nobody_who_asks_is_in_a_universe(case):
    assert ids(case.where(voice="PW")) == ids(case.where(role="interviewer")) == set()
    part = case.where(side=RESEARCHER)
    assert part.count("voice").frame["name"].tolist() == ["OB"]
