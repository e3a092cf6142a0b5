from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import CODES, SIDE, said_by_one, small_cases

from qualcase.errors import NotFound, OptionError
from qualcase.reduce.cooccur import shared_units


def row_of(said):
    code = CODES[said.row.code]
    holder, target = said.direction
    return said.row.code if said.direction == (code.holder, code.target) else f"{said.row.code}: {holder} -> {target}"


def units_of(small, within, among=frozenset(SIDE)):
    """Each unit of a universe of voices, as the codings in it that count."""
    counted = {said: voices & among for said, voices in small.evidence().items() if voices & among}
    if within == "source":
        return [
            [said for said in counted if said.row.source == name]
            for name, source in small.sources.items()
            if source.kind != "literature"
        ]
    if within == "informant":
        return [[said for said, voices in counted.items() if voice in voices] for voice in small.heard & among]
    return [
        [said for said in counted if said.characters & unit.characters]
        for unit in small.told(within)
        if unit.voice in among
    ]


UNIT = st.sampled_from(["turn", "sentence", "source", "informant"])
AMONG = st.sampled_from([frozenset(SIDE), frozenset(("M1", "LD")), frozenset(("CD",))])


@given(small_cases(), UNIT, AMONG)
def test_codes_meet_where_a_unit_holds_characters_of_both(small, within, among):
    units = units_of(small, within, among)
    met = small.case.where(voice=among).cooccur(within=within)
    for pair in met.frame.itertuples():
        in_a, in_b = ([any(row_of(said) == name for said in unit) for unit in units] for name in (pair.a, pair.b))
        both = sum(x and y for x, y in zip(in_a, in_b, strict=True))
        assert (pair.both, pair.a_only, pair.b_only) == (both, sum(in_a) - both, sum(in_b) - both)
        assert pair.both + pair.a_only + pair.b_only + pair.neither == len(units)
        either = pair.both + pair.a_only + pair.b_only
        assert np.isnan(pair.jaccard) if not either else pair.jaccard == both / either
        words = {
            said.id
            for unit, x, y in zip(units, in_a, in_b, strict=True)
            if x and y
            for said in unit
            if row_of(said) in (pair.a, pair.b)
        }
        if both:
            assert met.quotes(pair.a, pair.b).ids == words
    there = {
        frozenset((row_of(a), row_of(b))) for unit in units for a, b in combinations(unit, 2) if row_of(a) != row_of(b)
    }
    assert {frozenset((p.a, p.b)) for p in met.frame.itertuples() if p.both} == there


@given(small_cases())
def test_codes_overlap_where_their_codings_share_a_character(small):
    pairs, words = {}, {}
    for a, b in combinations(small.evidence(), 2):
        if a.characters & b.characters and row_of(a) != row_of(b):
            key = frozenset((row_of(a), row_of(b)))
            pairs[key] = pairs.get(key, 0) + 1
            words.setdefault(key, set()).update((a.id, b.id))
    met = small.case.cooccur(within="overlap")
    assert {frozenset((p.a, p.b)): p.both for p in met.frame.itertuples() if p.both} == pairs
    for pair, ids in words.items():
        assert met.quotes(*sorted(pair)).ids == ids
    assert len(met.sheet(lang="en")) == len(pairs)


@given(small_cases(), st.sampled_from(["turn", "overlap", "informant"]))
def test_every_pair_of_the_sheet_leads_to_the_codings_that_meet(small, within):
    met = small.case.cooccur(within=within)
    sheet = met.sheet(lang="en")
    shown = [pair for pair in met.frame.itertuples() if pair.both]
    expected = sorted(sorted(met.quotes(pair.a, pair.b).rows.tolist()) for pair in shown)
    assert sorted(map(list, sheet.columns[2].links)) == expected


@given(st.lists(st.tuples(st.integers(0, 9).map(lambda n: n * 1000), st.integers(0, 3)), max_size=20))
def test_two_codes_share_a_unit_once_however_often_they_stand_in_it(rows):
    unit, code = np.array(rows, np.int64).reshape(-1, 2).T
    by_code = [{u for u, c in rows if c == n} for n in range(4)]
    assert shared_units(unit, code, 4).tolist() == [[len(a & b) for b in by_code] for a in by_code]


def test_a_code_counts_alone_and_only_what_overlaps_is_quoted():
    case = said_by_one("trust", "visit", "trust.care", at=[(0, 4), (3, 6), (8, 10)])
    case.code("", "trust", source="S", span=(10, 12))
    met = case.cooccur(within="overlap")
    assert met.codes.names == ("trust", "trust.care", "trust.word", "tie", "visit")
    assert [(p.a, p.b, p.both) for p in met.frame.itertuples() if p.both] == [("trust", "visit", 1)]
    assert met.quotes("trust", "visit").ids == {"c0", "c1"}
    assert met.quotes("trust", "trust").ids == set()
    assert "Each code counts alone, without those below it." in met.sheet(lang="en").notes
    assert case.cooccur(within="turn").quotes("trust", "visit").ids == {"c0", "c1"}


def test_a_coding_of_two_voices_counts_for_the_one_in_the_universe_alone():
    case = said_by_one("trust", "visit", at=[(5, 9), (6, 9)], voices=("M1", "CD", "M1"))
    for part, n in ((case, 2), (case.where(voice="CD"), 1)):
        pair = part.cooccur(within="informant").frame.set_index(["a", "b"]).loc[("trust", "visit")]
        assert pair.tolist() == [n, 0, 0, 0, 1]


def test_within_an_informant_codes_meet_however_far_apart(case):
    met = case.where(side="community").cooccur(within="informant")
    pair = met.frame.set_index(["a", "b"]).loc[("trust", "satisfaction")]
    heads_and_members = ("YL", "SM", "TN", "RH")
    assert pair.tolist() == [len(heads_and_members), 0, 0, 0, 1]
    assert set(met.quotes("trust", "satisfaction").frame["code"]) == {"trust", "satisfaction"}


def test_the_company_trusting_the_group_is_no_trust_of_the_group_in_the_company(case):
    names = case.cooccur(within="turn").codes.names
    assert "trust: company -> community" in names


def test_a_unit_or_a_code_that_is_not_there_is_refused(case):
    with pytest.raises(OptionError, match="Did you mean 'turn'"):
        case.cooccur(within="turns")
    with pytest.raises(NotFound, match=r"no code 'trst' in this table. Did you mean 'trust'"):
        case.cooccur(within="turn").quotes("trst", "commitment")
