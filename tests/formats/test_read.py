import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import FormatError, OptionError, QualcaseError
from qualcase.formats.read import SUFFIXES, read

DATA = Path(__file__).parents[1] / "data" / "formats"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, inner in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), inner)
    return packed.getvalue()


REFUSED = {
    "empty.txt": (b"", "is empty"),
    "mark.txt": (b"\xef\xbb\xbf\r\n", "is empty"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "old.doc": (OLE + "WordDocument".encode("utf-16-le"), r"old Word kind \(.doc\)"),
    "old.docx": (OLE + "WordDocument".encode("utf-16-le"), "save it as .docx"),
    "other.xls": (OLE, "old Office kind"),
    "web.docx": (b"<!DOCTYPE html><html><body>Rina: a</body></html>", "web page"),
    "web.txt": (b"\n<html><body>a</body></html>", "web page"),
    "rich.docx": (b"{\\rtf1 Rina: a}", "is RTF"),
    "rich.doc": (b"{\\rtf1 Rina: a}", "is RTF"),
    "plain.docx": (b"Rina: a", "no Word file"),
    "paper.pdf": (b"%PDF-1.7 ...", "PDF, which is not read yet"),
    "paper.txt": (b"%PDF-1.7 ...", "PDF, which is not read yet"),
    "open.odt": (zipped(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
    "sheet.xlsx": (zipped(xl__workbook_dot_xml="x"), "Excel"),
    "project.qdpx": (zipped(project_dot_qde="x"), "REFI-QDA"),
    "archive.zip": (zipped(a_dot_txt="x"), "zip archive"),
    "empty.docx": (zipped(word__other_dot_xml="x"), "no Word document"),
    "cut.docx": (b"PK\x03\x04 word/document.xml", "damaged or cut off"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "picture"),
    "talk.mp3": (b"ID3\x03", "recording"),
    "talk.eaf": (b"<?xml version='1.0'?><ANNOTATION_DOCUMENT/>", "ELAN"),
    "talk.xyz": (b"Rina: a", r"kind '.xyz' are not read.*Read are: .txt"),
    "noise.txt": (bytes(range(1, 9)) * 100, "is no text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_called_what_it_is(tmp_path, name):
    data, message = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=f"^{name}: .*{message}"):
        read(tmp_path / name)


def test_a_folder_or_a_missing_file_is_said_so(tmp_path):
    (tmp_path / "YL-01.txt").write_text("x")
    with pytest.raises(FormatError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(FormatError, match=r"Did you mean 'YL-01.txt'"):
        read(tmp_path / "YL-1.txt")
    with pytest.raises(FormatError, match="no such file"):
        read(tmp_path / "nowhere" / "a.txt")


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("name_colon.txt", "name: text"),
        ("bold_name.md", "**name:** text"),
        ("voices.vtt", "vtt voices"),
        ("names.srt", "srt name: text"),
        ("turns.csv", "table of turns"),
        ("field_notes.txt", "prose"),
    ],
)
def test_each_file_finds_its_reader(name, layout):
    assert read(DATA / name).layout == layout
    assert read(str(DATA / name)) == read(DATA / name)


def test_subtitles_and_word_files_are_known_by_what_they_hold(tmp_path):
    for name in ("voices.vtt", "names.srt"):
        copy = tmp_path / f"{name}.txt"
        copy.write_bytes((DATA / name).read_bytes())
        assert read(copy) == read(DATA / name)


def test_options_that_a_file_does_not_have_are_refused():
    with pytest.raises(OptionError, match=r"voices.vtt: layout='prose' is for plain text and Word"):
        read(DATA / "voices.vtt", layout="prose")
    with pytest.raises(OptionError, match="Give a list"):
        read(DATA / "name_colon.txt", speakers="Rina")
    with pytest.raises(OptionError, match="names nobody"):
        read(DATA / "name_colon.txt", speakers=[])


HEADS = [b"", b"PK\x03\x04", b"WEBVTT\n\n", b"speaker,words\n", b"start\tend\ttext\n", b"---\n", b"\xff\xfe"]
HEADS += [b"Rina: a\nL: b\n" * 3]
HEADS += [b"00:01.000 --> 00:02.000\n", b"1\n00:00:01,000 --> 00:00:02,000\n", OLE, b"<html", b"# a\n\n"]


@given(head=st.sampled_from(HEADS), junk=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES), named=st.booleans())
def test_whatever_bytes_come_the_answer_is_a_document_or_an_error_of_ours(tmp_path_factory, head, junk, suffix, named):
    place = tmp_path_factory.getbasetemp() / f"junk{suffix}"
    place.write_bytes(head + junk)
    try:
        found = read(place, speakers=["Rina", "L"] if named else None)
    except QualcaseError:
        return
    for turn in found.turns:
        words = found.text[turn.start : turn.end]
        assert words == words.strip() != ""
    starts = [turn.start for turn in found.turns]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in zip(found.turns, found.turns[1:], strict=False))


@given(text=st.text(alphabet="Rina:L \n\t1[0]:*#-—é\u0301", max_size=200))
def test_turns_never_overlap_and_never_hold_their_label(tmp_path_factory, text):
    place = tmp_path_factory.getbasetemp() / "talk.txt"
    place.write_text(f"x{text}", encoding="utf-8")
    found = read(place)
    assert all(a.end <= b.start for a, b in zip(found.turns, found.turns[1:], strict=False))
    for turn in found.turns:
        line = found.text[: turn.start].rpartition("\n")[2] or found.text[: turn.start].rstrip().rpartition("\n")[2]
        assert turn.speaker in line
