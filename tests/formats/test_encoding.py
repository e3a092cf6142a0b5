import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import FormatError, OptionError
from qualcase.formats.encoding import decode, read_text

INDONESIAN = "Informan: ōbelumö, kata “Ibu” — ya.\n"


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(name, mark):
    assert decode(mark + INDONESIAN.encode(name)) == (INDONESIAN, name)
    assert decode(mark + INDONESIAN.encode(name), encoding=name)[0] == INDONESIAN


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unicode_without_a_mark_is_found_by_its_pattern(name):
    assert decode((INDONESIAN * 20).encode(name)) == (INDONESIAN * 20, name)


def test_old_windows_text_is_read_as_cp1252_and_said_to_be():
    text = "Bu Ani: “percaya” — belum, é\n"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_curly_quotes_at_the_very_end_of_a_long_text_are_seen():
    text = "Bu Ani: kami percaya.\n" * 25_000 + "Bu Ani: “ya”\n"
    assert decode(text.encode()) == (text, "utf-8")
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_the_researcher_may_name_the_encoding():
    text = "Señor Ōta".replace("Ō", "O")
    assert decode(text.encode("mac-roman"), encoding="mac-roman")[0] == text


def test_a_wrong_encoding_is_refused_with_the_byte_and_the_line():
    with pytest.raises(FormatError, match=r"no utf-8: byte 10 in line 3 \(e9 20 62\)"):
        decode(b"satu\ndua\nx\xe9 b", encoding="utf-8")
    with pytest.raises(FormatError, match="no ascii"):
        decode("é".encode(), encoding="ascii")
    with pytest.raises(FormatError, match="encoding="):
        decode(b"b\xe9 \x81 a")


@pytest.mark.parametrize("name", ["utf-9", "", "hex", "rot13", "a\0b"])
def test_an_encoding_nobody_knows_is_an_option_error(name):
    with pytest.raises(OptionError, match="is unknown"):
        decode(b"abc", encoding=name)


def test_a_recording_named_txt_is_no_text():
    with pytest.raises(FormatError, match="is no text"):
        decode(bytes(range(32)) * 40)


def test_utf8_pasted_into_an_old_windows_file_is_pointed_at():
    mixed = b"Bu Ani: percaya\n" + "Rina: café\n".encode() + "Rina: café\n".encode("cp1252")
    text, name, garbled = read_text(mixed)
    assert name == "cp1252"
    assert [(line.line, line.text) for line in garbled] == [(2, "Rina: cafÃ©")]
    assert text.endswith("Rina: café\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_saved_as_utf8_comes_back(text):
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "utf-7", "punycode"]))
def test_any_bytes_are_read_or_refused_in_words(data, name):
    try:
        text, _, _ = read_text(data, encoding=name)
    except (FormatError, OptionError):
        return
    assert unicodedata.is_normalized("NFC", text)
    assert not {"\r", "\0"} & set(text)
    text.encode()
