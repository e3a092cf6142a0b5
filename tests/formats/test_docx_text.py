"""Every nasty Word file is built here from raw XML."""

import io
import time
import zipfile

import pytest
from dialogues import dialogues, told
from hypothesis import given
from hypothesis import strategies as st

from qualcase._kernel.remark import remark
from qualcase.errors import FormatError, QualcaseError
from qualcase.formats.docx_text import read_docx

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def para(*runs, mark=""):
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>"


def cell(*blocks, properties=""):
    inner = "".join(each if each.startswith("<") else para(each) for each in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells, properties=""):
    inner = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def word(*blocks, head="", **parts):
    body = "".join(each if each.startswith("<") else para(each) for each in blocks)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", inner)
    return packed.getvalue()


def text_of(*blocks, **parts):
    return read_docx(word(*blocks, **parts)).text


def test_tracked_changes_are_read_as_accepted():
    deleted = "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
    inserted = para("a ", "<w:ins>" + run("new ") + "</w:ins>", deleted, "b")
    moved = para("<w:moveFrom>" + run("gone ") + "</w:moveFrom>", "<w:moveTo>" + run("here") + "</w:moveTo>")
    assert text_of(inserted, moved) == "a new b\nhere"


def test_a_deleted_row_is_gone_and_an_inserted_one_stays():
    rows = row("a", "b"), row("x", "y", properties="<w:del/>"), row("c", "d", properties="<w:ins/>")
    assert text_of(table(*rows)) == "a\tb\nc\td"


def test_a_paragraph_whose_mark_is_deleted_joins_the_next():
    assert text_of(para("one ", mark="<w:del/>"), "two", "three") == "one two\nthree"
    assert text_of("one", para("two", mark="<w:del/>")) == "one\ntwo"


def test_a_text_box_is_read_once_after_its_paragraph():
    content = f"<w:txbxContent>{para('box')}{para('more')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(para("before", box, " after"), "next") == "before after\nbox\nmore\nnext"


def test_tables_and_tables_within_tables_keep_their_reading_order():
    inner = table(row("c1", "c2"))
    outer = table(row("a", "b"), row(cell("c", inner, "d"), "e"))
    assert text_of("first", outer, "last") == "first\na\tb\nc\nc1\tc2\nd\te\nlast"


def test_a_merged_cell_is_read_once():
    wide = cell("wide", properties='<w:gridSpan w:val="2"/>')
    top = cell("tall", properties='<w:vMerge w:val="restart"/>')
    below = cell("ghost", properties="<w:vMerge/>")
    assert text_of(table(row(wide, "x"), row(top, "y"), row(below, "z"))) == "wide\tx\ntall\ty\n\tz"


def test_headers_footers_and_footnotes_stay_out_and_a_footnote_is_reported():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = read_docx(word(para("text", note), header1=f"<w:hdr {W}>{para('page head')}</w:hdr>"))
    assert found.text == "text"
    assert found.dropped == (remark("lost.footnotes", n=1),)


def test_line_breaks_tabs_and_hyphens_are_kept():
    signs = "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:cr/><w:t>e</w:t>"
    assert text_of(para(f"<w:r>{signs}</w:r>")) == "a\nb\tc-d\ne"


def test_fields_links_and_content_controls_are_read_instructions_not():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("7")
    )
    wrapped = f"<w:hyperlink>{run('link')}</w:hyperlink><w:smartTag>{run(' tag')}</w:smartTag>"
    simple = f'<w:fldSimple w:instr="DATE">{run(" today")}</w:fldSimple>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{para('inside')}</w:sdtContent></w:sdt>"
    assert text_of(para(field, " ", wrapped, simple), control) == "7 link tag today\ninside"


def test_hidden_text_stays_out_and_is_reported():
    found = read_docx(word(para("seen", run("secret", "<w:vanish/>"), run(" too", '<w:vanish w:val="0"/>'))))
    assert found.text == "seen too"
    assert found.dropped == (remark("lost.hidden", n=6),)


def test_comments_are_kept_beside_the_words_they_are_about():
    begin, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    comment = f'<w:comment w:id="0" w:author="Rina">{para("who?")}{para("when?")}</w:comment>'
    notes = f"<w:comments {W}>{comment}</w:comments>"
    found = read_docx(word("first", para("the\u0301y ", begin, "trusted", end, reference, " us"), comments=notes))
    (comment,) = found.comments
    assert found.text[comment.start : comment.end] == "trusted"
    assert (comment.author, comment.text) == ("Rina", "who?\nwhen?")


def test_a_comment_over_two_paragraphs_covers_both():
    begin, end = '<w:commentRangeStart w:id="5"/>', '<w:commentRangeEnd w:id="5"/>'
    notes = f'<w:comments {W}><w:comment w:id="5" w:author="R">{para("x")}</w:comment></w:comments>'
    found = read_docx(word("a", begin, "b", "c", end, "d", comments=notes))
    assert [found.text[comment.start : comment.end] for comment in found.comments] == ["b\nc"]


def test_two_thousand_rows_are_read_in_a_moment():
    data = word(table(*[row(*"abcdef")] * 2000))
    began = time.process_time()
    assert read_docx(data).text.count("\n") == 1999
    assert time.process_time() - began < 3


@given(said=dialogues(paragraphs=2))
def test_a_dialogue_with_bold_names_comes_back(said):
    blocks = []
    for who, words in said:
        first, *more = words.split("\n\n")
        blocks += [para(run(f"{who}: ", "<w:b/>"), first), *more]
    found = read_docx(word("Transkrip", "Tanggal: 4 Maret 2021", *blocks))
    assert told(found) == [(who, words.replace("\n\n", "\n")) for who, words in said]
    assert found.layout == "bold name: text"
    assert found.meta == {"Tanggal": "4 Maret 2021"}


def test_a_name_in_bold_is_a_speaker_though_it_comes_once():
    said = [("Rina", "a"), ("Lastri", "b"), ("Pak Dukuh", "c"), ("Rina", "d"), ("Lastri", "e")]
    found = read_docx(word(*(para(run(f"{who}:", "<w:b/>"), f" {words}") for who, words in said)))
    assert told(found) == said


@given(said=dialogues(paragraphs=2), heads=st.sampled_from([("No", "Pembicara", "Ujaran"), ("#", "Speaker", "Text")]))
def test_a_table_of_turns_comes_back_row_by_row(said, heads):
    rows = [row(str(n), who, cell(*words.split("\n\n"))) for n, (who, words) in enumerate(said, start=1)]
    found = read_docx(word("Transkrip", "Tempat: Embung", table(row(*heads), *rows), "Selesai"))
    assert told(found) == [(who, words.replace("\n\n", "\n")) for who, words in said]
    assert (found.layout, found.meta) == ("word table", {"Tempat": "Embung"})
    assert [line.text for line in found.unplaced] == ["Transkrip", "Selesai"]


def test_a_table_with_blank_speakers_and_times_is_read():
    heads = row("Waktu", "Pembicara", "Ujaran")
    rows = row("", "", "(angin)"), row("0:05", "Rina", "a"), row("0:09", "", "b"), row("", "Lastri", "")
    found = read_docx(word(table(heads, *rows)))
    assert told(found) == [("", "(angin)"), ("Rina", "a"), ("Rina", "b")]
    assert [turn.begin for turn in found.turns] == [None, 5, 9]


def test_a_table_without_heads_is_read_by_its_layout():
    rows = [row("1", "Rina", "a"), row("2", "Lastri", "b"), row("3", "Rina", "c"), row("4", "Lastri", "d")]
    found = read_docx(word(table(*rows)))
    assert told(found) == [("Rina", "a"), ("Lastri", "b"), ("Rina", "c"), ("Lastri", "d")]


def test_the_researcher_may_say_prose_or_name_the_speakers():
    data = word(table(row("Pembicara", "Ujaran"), row("Rina", "a"), row("Lastri", "b")))
    assert read_docx(data, layout="prose").turns == ()
    assert told(read_docx(data, speakers=["Rina"])) == [("Rina", "a"), ("", "b")]
    with pytest.raises(FormatError, match="no table with columns"):
        read_docx(word("x"), layout="word table")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE x>"])
def test_a_doctype_is_refused(head):
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_docx(word("x", head=head))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(FormatError, match="unpacks to more than"):
        read_docx(word("x", comments=" " * 70_000_000))


def test_endless_nesting_is_refused():
    with pytest.raises(FormatError, match="damaged"):
        read_docx(word("<w:sdt>" * 5000 + "</w:sdt>" * 5000))


def test_nesting_up_to_the_limit_is_read():
    assert text_of("<w:ins>" * 200 + para("deep") + "</w:ins>" * 200) == "deep"


@given(cut=st.integers(1, 900), flipped=st.integers(0, 900), value=st.integers(0, 255))
def test_a_damaged_file_is_refused_in_words(cut, flipped, value):
    data = bytearray(word("Rina: a", table(row("a", "b"))))
    data[flipped % len(data)] = value
    for broken in (bytes(data[:-cut]), bytes(data)):
        try:
            read_docx(broken)
        except QualcaseError:
            continue
