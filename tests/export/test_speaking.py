"""Who speaks how much."""

import re

from small_study import study

from qualcase.export.speaking import speaking_svg, spoken

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "A", "words": "One two three four five."},
    {"voice": "C"},
    {"voice": "C", "technique": "document", "words": "Words of a document are not spoken."},
]


def test_words_are_counted_of_those_who_tell_and_of_those_who_ask_apart(tmp_path):
    case = study(tmp_path / "s", PEOPLE, SAID)
    told, asked = spoken(case.snapshot)
    names = [voice.id for voice in case.snapshot.voices]
    assert dict(zip(names, told.tolist(), strict=True)) == {"A": 11, "B": 6, "C": 10, "Q": 0}  # 3 + 5 or 4 + 3
    assert dict(zip(names, asked.tolist(), strict=True)) == {"A": 0, "B": 0, "C": 0, "Q": 32}  # 8 turns of 4 words


def test_the_picture_has_sides_shares_and_the_interviewer_apart(tmp_path):
    svg = speaking_svg(study(tmp_path / "s", PEOPLE, SAID).snapshot, "en")
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert words[:3] == ["Side community: 17 (63%)", "A · Role head", "11 (41%)"]
    assert words[-3:] == ["Asking (not among the shares)", "Q", "32"]
    assert svg.count('fill="none"') == 1


def test_the_example_counts_as_the_list_of_informants_does(case):
    told, _ = spoken(case.snapshot)
    frame = case.informants().frame.set_index("id")["words"]
    heard = {voice.id: n for voice, n in zip(case.snapshot.voices, told.tolist(), strict=True) if n}
    assert heard == {name: int(frame[name]) for name in heard}
    assert set(heard) == {"IZ", "AE", "YL", "SM", "TN", "RH", "DK"}


def test_without_a_talk_there_is_no_picture(tmp_path):
    case = study(tmp_path / "s", {"D": ("issuer", "company")}, [{"voice": "D", "technique": "document"}])
    assert speaking_svg(case.snapshot, "id") == ""
