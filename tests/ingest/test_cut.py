from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcase._kernel.ids import text_hash
from qualcase.formats.document import Document, Turn
from qualcase.ingest.cut import SPLITTER, cut

LINES = st.lists(
    st.text(st.sampled_from(list("ab .?!\t\n\u00e9\U0001f600\u2028")), min_size=1, max_size=40), max_size=8
)


def spoken(lines: list[str]) -> Document:
    """Put each line into a turn of its own, those without a word left out."""
    turns, text = [], ""
    for number, line in enumerate(["a", *lines]):
        label = f"{'XY'[number % 2]}: "
        start, end = len(text) + len(label), len(text) + len(label) + len(line)
        text += f"{label}{line}\n"
        if line.strip():
            turns.append(Turn(start, end, "XY"[number % 2]))
    return Document(text, tuple(turns), "name: text", "utf-8")


def solid(text: str, spans: list[tuple[int, int]] | list[list[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


@given(LINES)
def test_turns_paragraphs_and_sentences_each_hold_every_character_that_is_spoken(lines: list[str]) -> None:
    document = spoken(lines)
    found = cut("x", text_hash(document.text), document, {"X": "v1", "Y": "v2"})
    turns = list(zip(found.turns["start"], found.turns["end"], strict=True))
    words = solid(document.text, turns)
    assert words == solid(document.text, [(turn.start, turn.end) for turn in document.turns])
    assert words == solid(document.text, found.paragraphs) == solid(document.text, found.sentences)


@given(LINES)
def test_prose_is_cut_into_the_same_words_whatever_the_unit(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = cut("x", text_hash(text), Document(text, (), "prose", "utf-8"), {"": "OB"})
    everything = solid(text, [(0, len(text))])
    assert solid(text, found.paragraphs) == solid(text, found.sentences) == everything
    assert found.turns["voice"] == ["OB"] * len(found.paragraphs)


@given(LINES)
def test_units_of_one_kind_stand_in_text_order_and_never_overlap(lines: list[str]) -> None:
    document = spoken(lines)
    found = cut("x", "", document, {})
    for spans in (found.paragraphs, found.sentences):
        assert all(start < end for start, end in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_turn_keeps_its_voice_its_label_and_its_times() -> None:
    document = Document("A: Ya. Tidak.\n", (Turn(3, 13, "A", 1.5, 2.0),), "name: text", "utf-8")
    found = cut("x", "hash", document, {"A": "YL"})
    assert found.turns == {
        "start": [3], "end": [13], "voice": ["YL"], "label": ["A"], "begin": [1.5], "finish": [2.0], "question": [""],
    }  # fmt: skip
    assert found.sentences == [[3, 6], [7, 13]]
    assert (found.source, found.text, found.splitter) == ("x", "hash", SPLITTER)
