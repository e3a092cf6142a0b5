from qualcase.formats.plain_text import read_plain_text


def test_the_whole_file_stays_the_text_and_turns_cover_only_the_words():
    data = "\ufeffRina: Kapan?\r\nLastri: Dulu — ya.\r\nRina: Siapa?\r\nLastri: Warga.\r\n".encode()
    found = read_plain_text(data)
    assert found.text == "Rina: Kapan?\nLastri: Dulu — ya.\nRina: Siapa?\nLastri: Warga.\n"
    assert [found.text[turn.start : turn.end] for turn in found.turns] == ["Kapan?", "Dulu — ya.", "Siapa?", "Warga."]
    assert found.encoding == "utf-8"


def test_old_mac_line_ends_and_strange_separators_make_no_extra_turns():
    found = read_plain_text("Rina: a\u2028b\rLastri: c\x0bd\rRina: e\x85f\rLastri: g\r".encode())
    assert [found.text[turn.start : turn.end] for turn in found.turns] == ["a\u2028b", "c\x0bd", "e\x85f", "g"]


def test_a_note_is_prose():
    found = read_plain_text(b"Saya duduk di balai desa.\n")
    assert (found.layout, found.turns, found.speakers) == ("prose", (), {})
