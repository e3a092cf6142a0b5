"""Text as LaTeX source: every sign as it stands, what pdflatex has no glyph for as a visible stand-in."""

import re
import unicodedata

from qualcase.render.characters import printable

STAND_IN = r"\providecommand{\standin}[2]{#1}"  # #1: what pdflatex can show; #2: the characters that are meant

_WITHOUT = set("ĦħĸĿŀŉŦŧſ")  # of Latin-1 and Latin Extended-A, no glyph in T1
AS_IT_IS = "".join(chr(n) for n in range(0xA1, 0x180) if chr(n) not in _WITHOUT and n != 0xAD) + (
    "ȘșȚț‐–—―‘’‚“”„†‡•…‰‹›※€№™←↑→↓◦"
)
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma "
    "tau upsilon phi chi psi omega"
)
_CAPITALS = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
_SYMBOLS = (
    "neq leq geq approx equiv infty in sum surd surd Rightarrow Leftarrow Leftrightarrow leftrightarrow circ "
    "bullet star"
)
_MATHS = {
    **dict(zip("αβγδεζηθικλμνξπρστυφχψω", _GREEK.split(), strict=True)),
    **dict(zip("ΓΔΘΛΞΠΣΦΨΩ", _CAPITALS.split(), strict=True)),
    **dict(zip("≠≤≥≈≡∞∈∑√✓⇒⇐⇔↔○●★", _SYMBOLS.split(), strict=True)),
}
SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "−": r"\textminus{}",
    "‑": r"\mbox{-}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
    **{char: rf"\ensuremath{{\{name}}}" for char, name in _MATHS.items()},
}
_SPACES = {"\N{NO-BREAK SPACE}": "~", "\N{NARROW NO-BREAK SPACE}": r"\,", "\N{THIN SPACE}": r"\,", "\t": " "}
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_PLAIN = str.maketrans({**SIGNS, **_SPACES})
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0328": "k",
    "\u0331": "b",
}  # fmt: skip
_OTHER_FORMS = ("<compat>", "<font>", "<wide>", "<narrow>", "<noBreak>")
_FOREIGN = re.compile(
    f"[A-Za-z][\u0300-\u036f]+|[^\x00-\x7f{re.escape(AS_IT_IS + ''.join(SIGNS) + ''.join(_SPACES))}]+"
)
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=,),")  # would come out as a dash or a quotation mark
_ADDRESS = re.compile(r"[\d_@/\\=&?#%+]|[.:]\w")
_SHOWN = 4  # code points of a run that are spelled out
_RUN = re.compile(_FOREIGN.pattern + r"|[^\W_]+|[\W_]", re.DOTALL)
_CLUSTER = re.compile(_FOREIGN.pattern + "|.", re.DOTALL)


class _Ems(dict[str, float]):
    """How wide characters are in Latin Modern Roman, in ems, each worked out once."""

    def __missing__(self, char: str) -> float:
        base = unicodedata.normalize("NFD", char)[0]
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            em = 0.0
        elif _FOREIGN.fullmatch(char) and _accented(char) is None:
            em = 3.0  # its code
        elif base in _WIDTHS:
            em = _WIDTHS[base]
        elif base.isascii() and (base.islower() or base.isdigit() or not base.isalpha()):
            em = 0.56
        else:
            em = 0.78 if base.isascii() else 1.06
        self[char] = em
        return em


_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!", 0.29), **dict.fromkeys("tfrIsJ()[]-/ \N{NO-BREAK SPACE}“”‘’·", 0.45),
    "m": 0.84, "w": 0.73, "M": 0.92, "W": 1.04, "%": 0.84, "&": 0.78, "@": 0.78,
    "+": 0.78, "=": 0.78, "<": 0.78, ">": 0.78, "\n": 0.0,
}  # fmt: skip
_EMS = _Ems()


def points(text: str, size: float) -> float:
    """Count the points that one line takes, in letters of `size` points."""
    return size * sum(map(_EMS.__getitem__, text))


def escape(text: str, *, line_end: str = r"\newline{}", room: float = 0, size: float = 10) -> str:
    r"""Give text that LaTeX sets as it stands; line ends become `line_end`.

    A character without a glyph comes as `\standin{[U+1F600]}{😀}`: its code is set, and who has a font for it may give
    the command another meaning. `room`: points of a line; a word that is longer may break anywhere.
    """
    text = re.sub(r"\n+", "\n", printable(text).strip("\n"))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    most = int(room / (1.06 * size)) if room else len(text)  # of the widest letters
    long = {word for word in text.split() if len(word) > most and points(word, size) > room}
    if long:
        words = re.split(r"(\s+)", text)
        text = "".join(_broken(word, room, size) if word in long else _escaped(word) for word in words)
    else:
        text = _escaped(text)
    return text.replace("\n", line_end)


def _escaped(text: str) -> str:
    text = _LIGATURE.sub("\0\\g<0>", text).translate(_PLAIN).replace("\0", "{}")
    return text if text.isascii() else _FOREIGN.sub(lambda found: _stand_in(found[0]), text)


def _broken(word: str, room: float, size: float) -> str:
    """Give a word with places to break: between letters with a hyphen, in an address without one."""
    hyphen = r"\allowbreak{}" if _ADDRESS.search(word) else r"\-"
    parts = []
    for run in _RUN.findall(word):
        if run[0].isalnum() and points(run, size) <= room:
            parts.append(_escaped(run) + (hyphen if hyphen != r"\-" else ""))
        elif run[0].isalpha():
            parts.append(hyphen.join(map(_escaped, _CLUSTER.findall(run))))
        else:
            parts.append("".join(f"{_escaped(sign)}\\allowbreak{{}}" for sign in _CLUSTER.findall(run)))
    return "".join(parts).removesuffix(r"\allowbreak{}")


def _stand_in(run: str) -> str:
    """Give a run of characters that pdflatex has no glyph for: accents set, other forms plain, the rest by its code."""
    out, codes = [], ""
    for part in re.findall(r"[A-Za-z][\u0300-\u036f]+|.", run, re.DOTALL):
        shown = _accented(part) or _other_form(part)
        if shown is None:
            codes += part
            continue
        out += [_coded(codes), shown]
        codes = ""
    return "".join([*out, _coded(codes)])


def _accented(part: str) -> str | None:
    base, *marks = list(unicodedata.normalize("NFD", part))
    if not marks or not base.isascii() or not base.isalpha() or not all(mark in _ACCENTS for mark in marks):
        return None
    for mark in marks:
        base = rf"\{_ACCENTS[mark]}{{{base}}}"
    return base


def _other_form(char: str) -> str | None:
    if not unicodedata.decomposition(char).startswith(_OTHER_FORMS):
        return None
    plain = unicodedata.normalize("NFKC", char)
    return rf"\standin{{{_escaped(plain)}}}{{{char}}}" if plain.isascii() else None


def _coded(run: str) -> str:
    seen = [char for char in run if char not in UNSEEN]
    if not seen:
        return ""
    codes = " ".join(rf"U+\allowbreak{{}}{ord(char):04X}" for char in seen[:_SHOWN])
    more = rf" \dots{{}} +{len(seen) - _SHOWN}" if len(seen) > _SHOWN else ""
    return rf"\standin{{[{codes}{more}]}}{{{run}}}"
