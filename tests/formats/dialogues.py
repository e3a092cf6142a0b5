"""Made-up dialogues for the readers' properties: (speaker, words) pairs in which every speaker speaks again."""

from hypothesis import strategies as st

WORDS = [
    "embung",
    "air",
    "warga",
    "kami percaya",
    "belum",
    "pukul 10:30",
    "katanya:",
    "Rp5.000",
    "“ya”",
    "é…",
    "(tawa)",
]
NAMES = ["Rina", "Bu Lastri", "Pak Mul", "Esthi & Puput", "IZ", "P7", "Dr. Adi", "Ōta"]

lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: "lalu " + " ".join(words))


@st.composite
def dialogues(draw, *, paragraphs: int = 1, names=tuple(NAMES)):
    """Draw at least two speakers, each with at least two turns, of one or more paragraphs."""
    speakers = draw(st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True))
    order = speakers * 2 + draw(st.lists(st.sampled_from(speakers), max_size=6))
    order = draw(st.permutations(order))
    said = st.lists(lines, min_size=1, max_size=paragraphs).map("\n\n".join)
    return [(speaker, draw(said)) for speaker in order]


def told(document):
    """Give a document's turns as such pairs."""
    return [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns]
