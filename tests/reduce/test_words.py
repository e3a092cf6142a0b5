from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ROLE, SIDE, small_cases

from qualcase.errors import NotFound, OptionError
from qualcase.lang.roots import root
from qualcase.lang.wordlists import NEGATORS
from qualcase.lang.words import words as read_words


def said(small):
    """Each word of an informant: form, voice, source, its characters; of several turns it is the first's."""
    for name in small.sources:
        text = small.case.snapshot.text(small.case.snapshot.source_number(name))
        found = read_words(text)
        for form, a, b in zip(found.forms, found.start.tolist(), found.end.tolist(), strict=True):
            characters = {(name, at) for at in range(a, b)}
            turns = [turn for turn in small.told("turn") if turn.characters & characters]
            if turns:
                first = min(turns, key=lambda turn: min(turn.characters))
                yield form, first.voice, name, characters


GROUP = {"role": lambda v, s: ROLE[v], "side": lambda v, s: SIDE[v], "voice": lambda v, s: v, "source": lambda v, s: s}


@given(small_cases(), st.sampled_from(sorted(GROUP)))
def test_words_and_informants_are_counted_as_a_reader_would(small, across):
    times, who, size = Counter(), defaultdict(set), Counter()
    for form, voice, source, _ in said(small):
        group = GROUP[across](voice, source)
        times[form, group] += 1
        who[form, group].add(voice)
        size[group] += 1
    table = small.case.words(across, of="forms", least=1, stop_words=True)
    rows = list(table.frame.itertuples())
    assert {(r.word, r.group): (r.words, r.informants) for r in rows if r.words} == {
        key: (n, len(who[key])) for key, n in times.items()
    }
    for row in rows:
        assert not row.words or row.per_thousand == pytest.approx(1000 * row.words / size[row.group])
        if row.words:
            assert len(table.quotes(row.word, row.group)) == row.words


@given(small_cases())
def test_words_count_under_every_code_over_them(small):
    times = Counter()
    for _, _, _, characters in said(small):
        over = {s.row.code for s in small.evidence() if s.characters & characters and s.row.code in ("visit", "tie")}
        times.update(code for code in over)
    frame = small.case.words("code", of="forms", least=1, stop_words=True).frame
    plain = frame[frame["group"].isin(["visit"])] if len(frame) else frame
    declared = {s.row.code for s in small.evidence() if s.row.code == "visit" and not s.row.holder and not s.row.target}
    turned = any(s.row.code == "visit" and (s.row.holder or s.row.target) for s in small.evidence())
    if declared and not turned:
        assert plain["words"].sum() == times["visit"]


def test_forms_with_one_root_count_together_and_name_themselves(case):
    row = case.words(least=1, top=5000).frame.set_index("word").loc["percaya"]
    assert row["forms"].startswith("percaya ")
    assert row["words"] == len(case.kwic("percaya"))
    assert {root(form.split()[0]) for form in row["forms"].split(", ")} == {"percaya"}


def test_negators_are_counted_and_words_without_a_topic_are_not(case):
    shown = set(case.words(top=200).frame["word"])
    assert {"bukan", "tidak"} <= shown & NEGATORS["id"]
    assert not shown & {"yang", "itu", "itulah", "kalo"}
    assert {"yang", "itu"} <= set(case.words(top=200, stop_words=True).frame["word"])


def test_words_that_most_informants_say_come_first(case):
    frame = case.words().frame
    order = list(zip(-frame["informants"], -frame["words"], strict=True))
    assert order == sorted(order)
    assert list(frame.columns[:3]) == ["word", "informants", "words"]


def test_the_table_says_how_many_words_it_shows_and_whose(case):
    sheet = case.where(side="community").words("role", top=7).sheet(lang="en")
    assert len(sheet) == 7
    assert sheet.notes[0].startswith("7 of ")
    assert [column.head for column in sheet.columns] == ["Word", "Head of the group (1)", "Member of the group (3)"]
    assert "Only: side=community." in sheet.notes


def test_a_number_unfolds_and_leads_to_its_words(case, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    table = case.words(top=3)
    assert table._repr_html_().count("<details") == 3
    book = openpyxl.load_workbook(table.to(tmp_path / "w.xlsx"))
    lines = book.worksheets[-1]
    assert lines.max_row > table.frame["words"].sum()
    assert book.worksheets[1]["C3"].hyperlink is not None


def test_options_that_are_none_are_refused(case):
    with pytest.raises(OptionError, match="across='rol'"):
        case.words("rol")
    with pytest.raises(OptionError, match="least=0"):
        case.words(least=0)
    with pytest.raises(NotFound, match="no word 'xyzzy'"):
        case.words().quotes("xyzzy")
