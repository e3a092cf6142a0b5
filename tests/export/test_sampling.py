"""Who was chosen, by what, and how much of a population was heard."""

import csv

import pytest
from small_study import study

import qualcase as qc
from qualcase.export.sampling import minutes, people, sampling, sampling_shown, shares
from qualcase.model.nouns import Voice

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
SAID = [{"voice": "A"}, {"voice": "B"}, {"voice": "C"}, {"voice": "C", "technique": "document"}]
HEAD = ("id", "role", "side", "speaker", "criteria", "status", "reached", "date", "minutes", "reason")
ROWS = [
    ("A", "head", "community", "A", "c1;c2", "interviewed", "by letter", "2021-02-17", "18", "leads"),
    ("B", "member", "community", "B", "c2", "", "", "", "", ""),
    ("C", "officer", "company", "C", "", "", "", "", "x", ""),
    ("D", "member", "community", "", "c2", "unreachable", "by phone", "", "", "moved"),
    ("E", "member", "community", "", "", "issuer", "", "", "", ""),
    ("Q", "interviewer", "researcher", "Q", "", "team", "", "", "", ""),
]
CRITERIA = [{"id": "c1", "text": {"id": "Memimpin.", "en": "Leads."}}, {"id": "c2", "text": "Takes part."}]
GROUPS = [
    {"id": "all", "label": {"id": "Warga", "en": "Residents"}, "n": 3720},
    {"id": "m", "label": {"id": "Anggota", "en": "Members"}, "n": 8, "criteria": ["c2"]},
    {"id": "o", "label": "Officers", "n": 2, "roles": "officer"},
]


def small(folder, **more):
    study(folder, PEOPLE, SAID, criteria=CRITERIA, population=GROUPS, **more)
    with (folder / "informants.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEAD, *ROWS])
    case = qc.Case()
    case.add(folder)
    return case


def cells(sheet):
    return {column.head: list(column.cells) for column in sheet.columns}


def test_the_table_has_criteria_in_words_and_everybody_who_was_sought(tmp_path):
    sheet = sampling(small(tmp_path / "s").snapshot, "id")
    assert cells(sheet) == {
        "No.": ["1", "2", "3", "4"],
        "Kode": ["A", "B", "D", "C"],
        "Peran": ["Peran head", "Peran member", "Peran member", "Peran officer"],
        "Pihak": ["Pihak community"] * 3 + ["Pihak company"],
        "Kriteria": ["Memimpin\nTakes part", "Takes part", "Takes part", ""],
        "Tanggal": ["17 Februari 2021", "", "", ""],
        "Durasi (menit)": ["18", "", "", ""],
        "Cara dijangkau": ["by letter", "", "by phone", ""],
        "Alasan pemilihan": ["leads", "", "moved", ""],
        "Status": ["diwawancara", "diwawancara", "tidak terjangkau", "diwawancara"],
    }
    assert sheet.notes == (
        "Dicari tetapi tidak didengar: D (tidak terjangkau).",
        "Warga: 3.720; berapa di antaranya yang didengar tidak tercatat",
        "Anggota: 2 dari 8 didengar (A, B); dicari tetapi tidak didengar: D",
        "Officers: 1 dari 2 didengar (C)",
    )


def test_a_column_without_any_value_is_left_out(tmp_path):
    sheet = sampling(study(tmp_path / "s", PEOPLE, SAID).snapshot, "en")
    assert list(cells(sheet)) == ["No.", "Code", "Role", "Side", "Status"]
    assert sheet.notes == ()


def test_who_is_only_read_or_observed_is_no_informant(tmp_path):
    said = [*SAID, {"voice": "P", "technique": "document"}, {"voice": "W", "technique": "observation"}]
    voices = {**PEOPLE, "P": ("papers", "company"), "W": ("watcher", "researcher")}
    snapshot = study(tmp_path / "s", voices, said).snapshot
    assert [snapshot.voices[n].id for n in people(snapshot)] == ["A", "B", "C"]


def test_where_nobody_is_on_record_there_is_no_table():
    assert sampling_shown(qc.Case().snapshot, "en", lambda _: "drawn") == ""


def test_what_of_a_population_was_heard_is_never_guessed(tmp_path):
    every, members, officers = shares(small(tmp_path / "s").snapshot, "en")
    assert (every.heard, every.total) == (None, 3720)
    assert (members.heard, members.missed, officers.heard) == (("A", "B"), ("D",), ("C",))


def test_a_view_has_its_own_people(tmp_path):
    view = small(tmp_path / "s").where(role="member").snapshot
    assert [view.voices[n].id for n in people(view)] == ["B", "D"]


def test_the_example_counts_the_members_that_were_heard(case):
    *_, members = shares(case.snapshot, "id")
    assert (
        members.say("id") == "Anggota yang dipilih: 4 dari 8 didengar (YL, SM, TN, RH); dicari tetapi tidak didengar: D"
    )
    names = [case.snapshot.voices[n].id for n in people(case.snapshot)]
    assert names == ["IZ", "AE", "YL", "SM", "TN", "RH", "D", "DK"]


@pytest.mark.parametrize(
    ("said", "found"), [("18", 18), ("18,5", 18.5), ("about 20", None), ("", None), ("nan", None), ("-3", None)]
)
def test_a_length_is_a_number_of_minutes_or_none(said, found):
    assert minutes(Voice("A", attributes={"minutes": said})) == found
