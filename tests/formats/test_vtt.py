from itertools import groupby
from pathlib import Path

import pytest
from dialogues import dialogues, told
from hypothesis import given
from hypothesis import strategies as st

from qualcase._kernel.remark import remark
from qualcase.errors import FormatError
from qualcase.formats.vtt import read_vtt

DATA = Path(__file__).parents[1] / "data" / "formats"


def clock(seconds, *, mark="."):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}250"


def test_voices_become_turns_with_their_times_though_one_starts_before_zero():
    found = read_vtt((DATA / "voices.vtt").read_bytes())
    assert (found.layout, found.meta) == ("vtt voices", {"cues": "4"})
    assert [(turn.speaker, turn.begin, turn.finish) for turn in found.turns] == [
        ("Hurst, Peter", -1, 4),
        ("Lin", 4, 6),
        ("Hurst, Peter", 4, 6),
        ("", 6.5, 7),
    ]
    assert found.text == "Hurst, Peter: Tea & bread? Or only tea?\nLin: Tea.\nHurst, Peter: Good.\n(door)\n"
    assert found.dropped == (remark("lost.blocks", n=1),)


def test_srt_with_names_becomes_turns():
    found = read_vtt((DATA / "names.srt").read_bytes())
    assert (found.layout, found.meta["cues"]) == ("srt name: text", "3")
    assert told(found) == [("Rina", "Kapan embung digali?"), ("Lastri", "Waktu kemarau. Ya, 2019.")]


def joined(said):
    runs = groupby(said, key=lambda pair: pair[0])
    return [(who, " ".join(" ".join(words.split()) for _, words in run)) for who, run in runs]


@given(said=dialogues(), crlf=st.booleans())
def test_a_dialogue_in_voices_comes_back_joined_by_speaker(said, crlf):
    text = "\ufeffWEBVTT\n"
    for n, (who, words) in enumerate(said):
        text += f"\n{clock(n)} --> {clock(n + 1)}\n<v {who.replace('&', '&amp;')}>{words}</v>\n"
    found = read_vtt((text.replace("\n", "\r\n") if crlf else text).encode())
    assert told(found) == joined(said)
    assert found.meta["cues"] == str(len(said))


@given(said=dialogues())
def test_a_dialogue_with_names_in_srt_comes_back_joined_by_speaker(said):
    text = ""
    for n, (who, words) in enumerate(said):
        text += f"{n}\n{clock(n, mark=',')} --> {clock(n + 1, mark=',')}\n{who}: {words}\n\n"
    found = read_vtt(text.encode())
    assert told(found) == joined(said)


def test_cues_of_nobody_stay_apart():
    found = read_vtt(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHalo\nsemua\n\n00:02.000 --> 00:03.000\nYa: benar\n")
    assert told(found) == [("", "Halo semua"), ("", "Ya: benar")]
    assert found.layout == "vtt segments"


def test_a_missing_blank_line_between_cues_loses_nothing():
    found = read_vtt(b"1\n00:00:01,000 --> 00:00:02,000\nHalo\n2\n00:00:02,000 --> 00:00:03,000\nYa\nstray\n\nlost\n")
    assert told(found) == [("", "Halo"), ("", "Ya stray")]
    assert [(line.line, line.text) for line in found.unplaced] == [(9, "lost")]


def test_subtitles_without_a_cue_are_refused():
    with pytest.raises(FormatError, match="no cue"):
        read_vtt(b"WEBVTT\n\nhello\n")


def test_only_the_speakers_named_are_speakers():
    found = read_vtt((DATA / "voices.vtt").read_bytes(), speakers=["Lin"])
    assert set(found.speakers) == {"", "Lin"}
    with pytest.raises(FormatError, match="Did you mean 'Lin'"):
        read_vtt((DATA / "voices.vtt").read_bytes(), speakers=["Linn"])
