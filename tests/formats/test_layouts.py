from pathlib import Path

import pytest
from dialogues import dialogues, told
from hypothesis import given

from qualcase.errors import FormatError, OptionError
from qualcase.formats.layouts import cut
from qualcase.formats.plain_text import read_plain_text
from qualcase.render.labels import said

DATA = Path(__file__).parents[1] / "data" / "formats"


def document(name):
    return read_plain_text((DATA / name).read_bytes())


FILES = {
    "name_colon_caps.txt": ("name: text", {"IZ": 2, "PW": 2}, "We sell it at the market."),
    "bold_name.md": ("**name:** text", {"Rina Adi": 2, "Pak Mul": 2}, "The bridge took half of it."),
    "name_time_otter.txt": ("name time", {"Rina Adi": 2, "Pak Mul": 2}, "It took half of it."),
    "name_colon_time.md": ("name: time", {"Rina": 2, "Mul": 2}, "It took half of it."),
    "time_name.txt": ("[time] name text", {"P7": 2, "INTERVIEWER": 2}, "Thank you."),
    "time_name_colon.txt": ("[time] name: text", {"Bu Lastri": 2, "Rina": 2}, "Terima kasih."),
    "number_tab_name_tab.txt": ("number TAB name TAB text", {"Rina": 2, "Bu Lastri": 2, "Pak Dukuh": 1}, "Warga."),
    "letter_and_number.txt": ("letter and number: text", {"P": 3, "S": 3}, "Terima kasih."),
    "name_tab.txt": ("name TAB text", {"Rina": 2, "Lastri": 2}, "Warga."),
    "full_width_colon.txt": ("name: text", {"I": 2, "R": 2}, "Warga."),
    "number_name_colon.txt": ("number name: text", {"Rina": 2, "Lastri": 2}, "Warga."),
    "name_colon.txt": ("name: text", {"Pewawancara": 3, "Informan": 3, "": 1}, "Sama-sama."),
}


@pytest.mark.parametrize("name", FILES)
def test_each_layout_is_known_by_its_labels(name):
    layout, speakers, last = FILES[name]
    found = document(name)
    assert (found.layout, found.speakers) == (layout, speakers)
    assert told(found)[-1][1] == last
    assert found.text == (DATA / name).read_text(encoding="utf-8")


RENDERED = {
    "name: text": lambda n, who, words: f"{who}: {words}\n",
    "**name:** text": lambda n, who, words: f"**{who}:** {words}\n\n",
    "name time": lambda n, who, words: f"{who}  {n // 60}:{n % 60:02}  \n{words}\n\n",
    "name: time": lambda n, who, words: f"{who}: 00:{n // 60:02}:{n % 60:02}\n\n{words}\n\n",
    "[time] name: text": lambda n, who, words: f"[{n // 60:02}:{n % 60:02}] {who}: {words}\n",
    "number TAB name TAB text": lambda n, who, words: f"{n}\t{who}\t{words}\n",
    "number name: text": lambda n, who, words: f"{n}. {who}: {words}\n",
}


@pytest.mark.parametrize("layout", RENDERED)
@given(said=dialogues(paragraphs=3))
def test_a_dialogue_written_in_a_layout_comes_back_turn_by_turn(layout, said):
    text = "".join(RENDERED[layout](n, who, words) for n, (who, words) in enumerate(said, start=1))
    found = cut(text)
    assert found.layout == layout
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in found.turns] == said
    if "time" in layout:
        assert [turn.begin for turn in found.turns] == list(range(1, len(said) + 1))


@given(said=dialogues(names=("Rina", "Bu Lastri", "IZ", "PW")))
def test_a_dialogue_with_tabs_after_the_names_comes_back(said):
    text = "".join(f"{who}\t{words}\n" for who, words in said)
    found = cut(text)
    assert found.layout == "name TAB text"
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in found.turns] == said


@given(said=dialogues(names=("P", "S", "Q")))
def test_a_number_that_counts_utterances_is_not_part_of_the_speaker(said):
    text = "".join(f"{who}{n}:\t{words}\n" for n, (who, words) in enumerate(said, start=1))
    found = cut(text)
    assert found.layout == "letter and number: text"
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in found.turns] == said


def test_two_groups_of_participants_with_numbers_stay_apart():
    text = "P1: a\nS1: b\nP2: c\nS1: d\nP1: e\nS2: f\nP2: g\nS2: h\n"
    assert {turn.speaker for turn in cut(text).turns} == {"P1", "P2", "S1", "S2"}


def test_participants_with_numbers_stay_apart():
    text = "P1: satu\nP2: dua\nP1: tiga\nP2: empat\nP3: lima\nP3: enam\n"
    assert {turn.speaker for turn in cut(text).turns} == {"P1", "P2", "P3"}


@given(said=dialogues(paragraphs=2))
def test_naming_the_speakers_finds_the_same_turns(said):
    text = "".join(f"{who}: {words}\n" for who, words in said)
    found = cut(text, speakers=sorted({who for who, _ in said}))
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in found.turns] == said


def test_a_paragraph_without_label_goes_on_with_the_turn():
    assert told(document("name_colon_caps.txt"))[1] == ("PW", "Since my father died.\n\nHe left eleven hives.")


def test_facts_above_the_first_turn_are_kept_as_such_even_if_they_name_the_roles():
    found = document("name_colon.txt")
    assert found.meta["Pewawancara"] == "Rina"
    assert found.meta["Tempat"] == "Balai Desa Wonosari"
    assert told(found)[0] == ("Pewawancara", "Selamat pagi, Bu. Boleh cerita soal embung?")


def test_a_title_may_stand_above_the_facts():
    facts = "Tanggal: 4 Maret 2021\nPewawancara: Rina\nInforman: Bu Ani\n"
    text = f"Wawancara di embung\n\n{facts}\nPewawancara: a\nInforman: b\nPewawancara: c\nInforman: d\n"
    assert [text[turn.start : turn.end] for turn in cut(text).turns] == list("abcd")


def test_what_is_said_under_a_label_that_occurs_once_is_nobodys_and_reported():
    found = document("name_colon.txt")
    assert ("", "Permisi, Bu.") in told(found)
    assert [line.line for line in found.unplaced] == [1, 12, 14]
    assert found.unplaced[-1].why.key == "unplaced.once"


def test_a_break_and_a_transcribers_note_are_no_speakers():
    assert [line.text for line in document("bold_name.md").unplaced][1:] == ["**Break:** \\[12:30\\]"]
    assert "Catatan" not in document("name_colon.txt").speakers


def test_a_legend_of_the_labels_is_no_talk():
    legend = "Keterangan:\nP: Peneliti\nI: Informan\n... = jeda\n"
    talk = "P: Kapan?\nI: Dulu.\nP: Siapa?\nI: Warga.\n"
    for text in (legend + talk, legend + "\n" + talk, talk + "\n" + legend):
        found = cut(text)
        assert [text[turn.start : turn.end] for turn in found.turns] == ["Kapan?", "Dulu.", "Siapa?", "Warga."]


def test_a_time_and_a_name_alone_on_a_line_open_a_turn():
    text = "00:00:05 Rina Adi\nKapan?\n\n00:00:09 Pak Mul\nDulu.\n\n00:00:12 Rina Adi\nYa.\n\n00:00:15 Pak Mul\nYa.\n"
    assert [turn.speaker for turn in cut(text).turns] == ["Rina Adi", "Pak Mul"] * 2


def test_the_words_may_begin_below_their_label():
    text = "Rina:\nKapan?\n\nLastri:\nDulu.\n\nRina:\nYa?\n\nLastri:\nYa.\n"
    assert [text[turn.start : turn.end] for turn in cut(text).turns] == ["Kapan?", "Dulu.", "Ya?", "Ya."]


def test_headings_between_turns_belong_to_nobody():
    found = document("name_colon_time.md")
    assert [(line.line, line.why.key) for line in found.unplaced] == [
        (8, "unplaced.heading"), (18, "unplaced.heading"),
    ]  # fmt: skip
    assert found.meta == {"title": "Crossing", "speakers": "Rina; Mul", "date": "2021-05-02"}


def test_field_notes_with_the_same_headings_each_day_are_prose():
    found = document("field_notes.txt")
    assert (found.layout, found.turns) == ("prose", ())
    assert found.meta["Tanggal"] == "3 Juni 2021"


@pytest.mark.parametrize(
    "text",
    [
        "Rapat dimulai pukul 10:30. Dua hal: air dan jalan.\nLihat https://example.org untuk rinciannya.\n",
        "Pasal 1: Ketentuan\nPasal 2: Hak\nPasal 3: Kewajiban\nPasal 4: Sanksi\n",
        "Air: cukup\nJalan: rusak\nListrik: ada\n",
        "",
        "\n\n",
        "Ya",
        "Ringkasan: a\nSumber: b\nRingkasan: c\nSumber: d\n",
        "word\tnumber\tx\nrice\t1\ty\nrice\t2\tz\ncorn\t3\tx\ncorn\t4\ty\n",
    ],
)
def test_prose_lists_and_tables_are_not_taken_for_turns(text):
    assert cut(text).turns == ()


def test_a_report_that_quotes_a_few_lines_of_talk_is_prose():
    body = "Warga menggali embung bersama selama dua musim dan tidak dibayar.\n" * 60
    quoted = "Rina: Kapan?\nLastri: Dulu.\n"
    found = cut(body + quoted + quoted + body)
    assert found.turns == ()
    assert "say layout='name: text'" in said(found.unplaced[0].why, "en")


def test_a_layout_that_changes_in_mid_file_is_followed():
    text = "Rina: a\nLastri: b\nRina: c\nLastri: d\nRina\te\nLastri\tf\n"
    found = cut(text)
    assert found.layout == "name: text + name TAB text"
    assert [text[turn.start : turn.end] for turn in found.turns] == list("abcdef")


def test_the_researchers_word_stands_against_the_evidence():
    text = "R: Saya petani.\nSejak kecil.\n"
    assert cut(text).turns == ()
    assert [turn.speaker for turn in cut(text, layout="name: text").turns] == ["R"]
    assert [turn.speaker for turn in cut(text, speakers=["R"]).turns] == ["R"]
    dialogue = (DATA / "full_width_colon.txt").read_text(encoding="utf-8")
    assert cut(dialogue, layout="prose").turns == ()


def test_only_the_speakers_named_are_labels():
    text = "IZ: a\nPW: b\nNote: c\nIZ: d\n62-65: e\n"
    found = cut(text, speakers=["IZ", "PW", "62-65"])
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in found.turns] == [
        ("IZ", "a"),
        ("PW", "b\nNote: c"),
        ("IZ", "d"),
        ("62-65", "e"),
    ]


def test_a_layout_or_speaker_that_is_not_there_is_an_error_that_helps():
    with pytest.raises(OptionError, match="Did you mean 'name: text'"):
        cut("x", layout="name text")
    with pytest.raises(FormatError, match="no line of this text has the layout"):
        cut("hello there", layout="name time")
    with pytest.raises(FormatError, match="no line of this text has the layout"):
        cut("satu dua tiga: x", layout="name: text")
    with pytest.raises(FormatError, match="Did you mean 'Lastri'"):
        cut("Rina: a\nLastri: b\n", speakers=["lastry"])


def test_times_in_brackets_beside_the_name_are_kept():
    text = "Rina [00:05]: a\nLastri [01:00:06]: b\nRina [00:07]: c\nLastri [00:08]: d\n"
    found = cut(text)
    assert [turn.begin for turn in found.turns] == [5, 3606, 7, 8]
    assert [text[turn.start : turn.end] for turn in found.turns] == list("abcd")


def test_a_lone_speaker_label_without_words_is_reported():
    found = cut("Rina: a\nLastri:\nRina: b\nLastri: c\nLastri: d\n")
    assert [(line.line, line.why.key) for line in found.unplaced] == [(2, "unplaced.no_words")]
