"""What a speaker's label looks like, in each layout that transcripts have."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = rf"[\[(<]?(?P<time>{_TIME})[\])>]?"
_LATER = rf"(?:[ \t]*[\[(](?P<later>{_TIME})[\])])?"
_NAME = r"[^\W\d_][^\n\t:：*]{0,39}?"
_CODE = r"[^\W\d_a-z]{1,20}(?:[ ][^\W\d_a-z]{2,20})*[ ]?\d{0,3}"
_COLON = r"[ \t]*(?::(?=\s|\Z|[^\W\d]|[\"'“‘(\[…*.-])|：)"

# the most telling first: a line is read by the first that fits
LAYOUTS = (
    "number TAB name TAB text",
    "name time",
    "name: time",
    "[time] name: text",
    "[time] name text",
    "**name:** text",
    "number name: text",
    "letter and number: text",
    "name: text",
    "name TAB text",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASIDES = _words("""
    break pause music intro outro interval note notes legend key abbreviations comment example
    jeda istirahat musik iklan catatan keterangan legenda singkatan komentar contoh nb ps
""")
_FACTS = _words("""
    source sources summary abstract recording recorded transcript transcription participants attendees language topic
    subject file url link email phone page media caption figure table http https
    sumber ringkasan abstrak rekaman transkrip transkripsi peserta bahasa topik tema hal subjek berkas tautan telepon
    halaman gambar tabel kegiatan tujuan no
""")
_FACTS_FIRST = _words("""
    date time place location venue duration length title age
    tanggal hari waktu jam pukul tempat lokasi durasi lama judul nama kode jumlah usia umur jenis pekerjaan jabatan
    nomor alamat
""")
_SMALL = _words("dan & and atau or of the de la le el van von der den da di dos bin binti ibn al y e et und en dari /")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: where its line begins, where the words begin, whose it is, when in seconds."""

    start: int
    words: int
    name: str
    begin: float | None
    layout: str


def is_fact(label: str) -> bool:
    """Say whether a label names what transcripts are headed with, such as "Tanggal" or "Place of interview"."""
    return label.casefold() in _FACTS or _first_word(label) in _FACTS_FIRST


def is_no_person(label: str) -> bool:
    """Say whether a label names a fact, a break or a note, not a speaker."""
    return is_fact(label) or label.casefold() in _ASIDES or _first_word(label) == "catatan"


def _first_word(label: str) -> str:
    return re.split(r"[ /,.-]+", label.casefold().strip())[0]


def is_namelike(label: str) -> bool:
    """Say whether a label could be a name, a role or a code: one word, or up to five, each capitalised."""
    words = label.split()
    if not 1 <= len(words) <= 5 or re.search(r"[?!;…\"“”]", label):
        return False
    if len(words) == 1:
        return len(label) <= 25
    return all(not word[0].islower() or word.casefold() in _SMALL for word in words)


def tidy(label: str) -> str:
    """Give a label as written, without markup, trailing colon and doubled spaces."""
    return " ".join(label.replace("**", "").replace("__", "").split()).strip(" *_:：\t")


def seconds(time: str | None) -> float | None:
    """Turn "1:02:03.5" or "02:03,5" into seconds; None if it is no such time."""
    if not time or not re.fullmatch(rf"-?{_TIME}", time):
        return None
    total = 0.0
    for part in time.lstrip("-").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    total = round(total, 3)
    return -total if time.startswith("-") else total


def find_labels(text: str, *, since: int = 0, speakers: Iterable[str] | None = None) -> dict[str, list[Label]]:
    """Find, for each layout, the lines that begin with something like a label; with `speakers` only those."""
    if speakers is None:
        patterns = _patterns(_NAME, _CODE, r"[^\t\n]+?")
    else:
        names = "|".join(r"[ \t]+".join(map(re.escape, name.split())) for name in sorted(speakers, key=len)[::-1])
        patterns = _patterns(*[f"(?:{names})"] * 3, ignore_case=True)
    found = {layout: _all(pattern, text, since, layout) for layout, pattern in patterns.items()}
    found["letter and number: text"] = _numbered(text, since, speakers)
    return found


def _all(pattern: re.Pattern[str], text: str, since: int, layout: str) -> list[Label]:
    labels = []
    for match in pattern.finditer(text, since):
        name = tidy(match["name"])
        if name:
            groups = match.groupdict()
            begin = seconds(groups.get("time") or groups.get("later"))
            labels.append(Label(match.start(), match.end(), name, begin, layout))
    return labels


def _numbered(text: str, since: int, speakers: Iterable[str] | None) -> list[Label]:
    """Find labels such as "P1:", "S2:", whose number counts the utterances and so rises through the text."""
    pattern = re.compile(rf"^[ \t]*(?P<name>[^\W\d_]{{1,12}})[ ]?(?P<number>\d{{1,5}}){_COLON}[ \t]*", re.M)
    matches = list(pattern.finditer(text, since))
    numbers = [int(match["number"]) for match in matches]
    rising = sum(a < b for a, b in pairwise(numbers))
    if len(matches) < 4 or rising < 0.9 * (len(matches) - 1):
        return []
    wanted = None if speakers is None else {name.casefold() for name in speakers}
    return [
        Label(match.start(), match.end(), match["name"], None, "letter and number: text")
        for match in matches
        if wanted is None or match["name"].casefold() in wanted
    ]


def _patterns(name: str, code: str, cell: str, *, ignore_case: bool = False) -> dict[str, re.Pattern[str]]:
    named = f"(?P<name>{name})"
    bold_end = rf"(?:{_LATER}[ \t]*[:：][ \t]*(?P=mark)|(?P=mark)[ \t]*[:：])"
    sources = {
        "number TAB name TAB text": rf"[ \t]*\d+[.)]?[ ]*\t(?P<name>{cell})[ ]*[:：]?[ ]*\t(?![^\n]*\t)",
        "name time": rf"{named}[ \t]+{_STAMP}[ \t]*$",
        "name: time": rf"{named}{_COLON}[ \t]*{_STAMP}[ \t]*$",
        "[time] name: text": rf"{_STAMP}[ \t]*(?:[-–][ \t]*)?{named}{_COLON}[ \t]*",
        "[time] name text": rf"{_STAMP}[ \t]+(?P<name>{code}(?=\s|\Z)|{name}(?=[ \t]*$))[ \t]*",
        "**name:** text": rf"(?P<mark>\*{{1,3}}|__?){named}{bold_end}[ \t]*",
        "number name: text": rf"[ \t]*\d{{1,5}}[.)]?[ \t]+{named}{_LATER}{_COLON}[ \t]*",
        "name: text": rf"[ \t]*{named}{_LATER}{_COLON}[ \t]*",
        "name TAB text": rf"{named}\t+(?=[^\t\n])(?![^\n]*\t)",
    }
    flags = re.M | re.I if ignore_case else re.M
    return {layout: re.compile("^" + source, flags) for layout, source in sources.items()}
