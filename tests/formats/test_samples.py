"""Real transcripts of others, if QUALCASE_SAMPLES names their folder: what a right reading of each must give."""

import pytest
from dialogues import told

from qualcase.errors import FormatError
from qualcase.formats.read import read

# file: layout, turns, speakers, the first turn's beginning, the last turn's end
RIGHT = {
    "bold_name_colon_founderstalk70.md": (
        "**name:** text",
        {"Adam Stacoviak": 57, "Sid Sijbrandij": 57},
        ("Adam Stacoviak", "Sid Sijbrandij is the co-founder and CEO of GitLab, an all-remote comp"),
        ("Sid Sijbrandij", "Thank you."),
    ),
    "id_percakapan_1.txt": (
        "number TAB name TAB text",
        {"Esthi": 73, "Puput": 73, "Fathia": 5, "Bu Tari": 2, "Esthi & Puput": 1},
        ("Bu Tari", "Puput dan... Namanya?"),
        ("Esthi & Puput", "Bismillahirrahmanirrahim."),
    ),
    "id_percakapan_2.txt": (
        "number TAB name TAB text",
        {"Jasinta": 35, "Wisnu": 32, "Tasya": 6, "Tari": 1},
        ("Wisnu", "Agak random ya."),
        ("Jasinta", "Eh? Demi amat, jadinya sekretaris APUINA donk sekarang."),
    ),
    "id_wawancara_2.docx": (
        "bold name: text",
        {"Jasinta": 35, "Wisnu": 32, "Tasya": 6, "Tari": 1},
        ("Wisnu", "Agak random ya."),
        ("Jasinta", "Eh? Demi amat, jadinya sekretaris APUINA donk sekarang."),
    ),
    "id_wawancara_2_tabel.docx": (
        "word table",
        {"Jasinta": 35, "Wisnu": 32, "Tasya": 6, "Tari": 1},
        ("Wisnu", "Agak random ya."),
        ("Jasinta", "Eh? Demi amat, jadinya sekretaris APUINA donk sekarang."),
    ),
    "ms_interview_2005-Selangor2.txt": (
        "letter and number: text",
        {"Q": 115, "P": 76, "S": 61},
        ("P", "Jadi Puan Shelina ni dah lama tinggal di sini?"),
        ("P", "Anak manjalah."),
    ),
    "name_colon_time_easypaysy.md": (
        "name: time",
        {"Aaron": 82, "Sjors": 82},
        ("Aaron", "Sjors how do you like reusing addresses?"),
        ("Aaron", "There you go."),
    ),
    "otter_interview_gigasword.md": (
        "name time",
        {"Jonas Rosland": 42, "Jack Breen": 41, "Unknown Speaker": 1},
        ("Jonas Rosland", "Hello everyone and welcome to yet another Indie Game Preservation inte"),
        ("Jack Breen", "Yes, awesome. See you guys and thank you all for watching."),
    ),
    # of 14 rows without a speaker the first stays unknown, 13 go on with LG
    "oralhistory_coded_gluck.csv": (
        "table of turns",
        {"DB": 166, "LG": 166 + 13, "KRISTIN": 6, "": 1},
        ("", "(Conversation about some of the art around Glück's apartment, and the "),
        ("LG", "'t. When I see that little thing, it makes me very skiddish and upset."),
    ),
    "teams_premium_voice_crlf.vtt": (
        "vtt voices",
        {"Charles": 5, "Janaki": 5},
        ("Charles", "I'm 10123."),
        ("Janaki", "Yeah."),
    ),
    "zoom_name_colon.vtt": (
        "vtt name: text",
        {"Andrew Knight": 14, "Paul McCartney": 10, "John Lennon": 5, "George Harrison": 2, "": 2, "Ringo Starr": 1},
        ("Andrew Knight", "Taken from https://github.com/andrewpknight/zoomGroupStats ."),
        ("Andrew Knight", "rab something to eat. So thanks everyone. See you in our next program."),
    ),
} | {
    f"whisper_interview_goodboy.{suffix}": (
        layout,
        {"": 753},
        ("", "Hello everyone and welcome to yet another Hit Save podcast."),
        ("", "♪♪♪"),
    )
    for suffix, layout in {"vtt": "vtt segments", "srt": "srt segments", "tsv": "table of turns"}.items()
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_a_real_transcript_is_read_right(samples, name):
    layout, speakers, first, last = RIGHT[name]
    found = read(samples / name)
    turns = told(found)
    assert found.layout == layout
    assert found.speakers == speakers
    assert (turns[0][0], turns[0][1][: len(first[1])]) == first
    assert (turns[-1][0], turns[-1][1][-len(last[1]) :]) == last


def test_cues_are_counted_before_they_are_joined(samples):
    cues = {name: read(samples / name).meta["cues"] for name in RIGHT if name.endswith(("vtt", "srt"))}
    assert sorted(cues.values()) == ["17", "300", "753", "753"]
    whisper = [read(samples / f"whisper_interview_goodboy.{suffix}").turns for suffix in ("vtt", "srt", "tsv")]
    assert whisper[0] == whisper[1] == whisper[2]
    assert whisper[0][0].begin == 43.81


def test_break_is_no_person(samples):
    unplaced = read(samples / "bold_name_colon_founderstalk70.md").unplaced
    assert [line.text for line in unplaced] == [r"**Break:** \[23:48\]"]


def test_heading_and_facts_of_a_word_interview_are_no_turns(samples):
    for name in ("id_wawancara_2.docx", "id_wawancara_2_tabel.docx"):
        found = read(samples / name)
        assert found.meta == {"Tanggal": "19 November 2019", "Tempat": "–"}
        assert [line.text for line in found.unplaced] == ["Transkrip Wawancara"]


def test_foreign_offsets_find_their_words_again(samples):
    from qualcase._kernel.text import clean

    raw = (samples / "id_percakapan_1.txt").read_bytes().decode()
    text, offsets = clean(raw)
    rows = (samples / "id_percakapan_1-prosub.txt").read_text(encoding="utf-8").split("\n")[1:]
    spans = [row.split("\t") for row in rows if row.strip()]
    found = [text[offsets.to_clean(int(span[3])) : offsets.to_clean(int(span[4]))] == span[5] for span in spans]
    assert (sum(found), len(found)) == (80, 80)


@pytest.mark.parametrize("name", ["codebook_issuepositions.md", "id_percakapan_1-prosub.txt"])
def test_what_is_no_transcript_has_no_turns(samples, name):
    assert read(samples / name).turns == ()


@pytest.mark.parametrize(
    "name",
    ["coded_three_coders_nl.csv", "oralhistory_codebook_filters.csv", "id_wawancara_2.odt", "chat_conversation.cha",
     "maxqda_numbered_interview_P1.pdf", "refi_atlasti8.qdpx", "elan_three_annotators.eaf"],
)  # fmt: skip
def test_what_is_not_read_says_what_it_is(samples, name):
    with pytest.raises(FormatError, match=f"^{name}: "):
        read(samples / name)
