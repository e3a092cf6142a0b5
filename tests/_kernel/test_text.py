import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qualcase._kernel.text import clean, clip, line_of

# letters, marks that join and reorder, jamo, a Balinese vowel that joins, line ends, NUL, a byte-order mark
PIECES = ["a", "e", "d", "é", "e\u0301", "\u0301", "\u0323", "\u1100", "\u1161", "\u11a8", "\uac00", "\u1b05", "\u1b35"]
PIECES += ["\r", "\n", "\r\n", "\0", "\ufeff", "\u2028", "\U0001f600", "\u0958", "\u212b", " ", "日", "ō"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def naive(raw: str) -> str:
    plain = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return unicodedata.normalize("NFC", plain)


@given(TEXTS)
def test_a_text_is_kept_in_nfc_with_lf_line_ends_without_mark_and_nul(raw):
    assert clean(raw)[0] == naive(raw)


@given(TEXTS)
def test_an_offset_between_whole_characters_is_found_in_both_directions(raw):
    text, offsets = clean(raw)
    mark = raw.startswith("\ufeff")
    for at in range(len(raw) + 1):
        inside = raw[at - 1 : at + 1] == "\r\n" or unicodedata.combining(raw[at:].lstrip("\0")[:1] or " ")
        before, after = naive(raw[:at]), naive("x" + raw[at:])[1:]
        if inside or before + after != text or (mark and at == 0):
            continue
        assert offsets.to_clean(at) == len(before)
        assert len(naive(raw[: offsets.to_raw(len(before))])) == len(before)


@given(TEXTS)
def test_every_offset_stays_inside_the_text_and_in_order(raw):
    text, offsets = clean(raw)
    places = [offsets.to_clean(at) for at in range(len(raw) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    raws = [offsets.to_raw(at) for at in range(len(text) + 1)]
    assert raws == sorted(raws)
    assert raws[-1] == len(raw)


def test_a_long_transcript_with_windows_line_ends_is_cleaned_in_a_moment():
    raw = "Bu Ani: kami percaya — ya, “percaya” ōbelumö…\r\n" * 20_000
    began = time.process_time()
    text, offsets = clean(raw)
    assert time.process_time() - began < 1
    assert offsets.to_raw(text.rindex("Bu")) == raw.rindex("Bu")


def test_a_long_text_on_one_line_is_clipped_for_a_title():
    assert clip("satu\ndua  tiga", 8) == "satu du…"
    assert clip("satu\ndua") == "satu dua"


def test_lines_are_counted_from_one():
    assert [line_of("a\nb\n", at) for at in range(4)] == [1, 1, 2, 2]
