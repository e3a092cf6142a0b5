"""Sheets as LaTeX."""

import re

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from qualcase.formats.latex_table import escape, latex, to_latex
from qualcase.render.characters import printable
from qualcase.render.sheet import Column, Sheet

NAMES = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">",
    "textbar": "|", "textasciigrave": "`", "textminus": "−", "newline": "\n",
}  # fmt: skip
TOKEN = re.compile(r"\\([a-z]+)\{\}|\\([&%$#_{}])|(\{\})|(~)|([^\\&%$#_{}~^])", re.DOTALL)


def typeset(source: str) -> str:
    """Read LaTeX as it would be set; only what is escaped rightly is read at all."""
    out, at = [], 0
    while at < len(source):
        found = TOKEN.match(source, at)
        assert found, f"not escaped: {source[at:]!r}"
        command, char, nothing, space, plain = found.groups()
        out.append(NAMES[command] if command else "" if nothing else "\N{NO-BREAK SPACE}" if space else char or plain)
        at = found.end()
    return "".join(out)


@given(st.text(max_size=30) | st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join))
def test_text_is_set_as_it_stands(text):
    shown = re.sub("\n+", "\n", printable(text).strip("\n")).replace("\t", " ")
    assert typeset(escape(text)) == shown


@pytest.mark.parametrize("text", ["--", "---", "''", ",,", "``"])
def test_no_two_signs_melt_into_one(text):
    assert text not in escape(text)
    assert typeset(escape(text)) == text


def test_title_heads_notes_and_cells_are_all_escaped():
    source = latex(Sheet("50 % & <b>", (Column("a_b", ["#1"]), Column("c^d", ["{x}"])), ("~ $",), "R&D", number="4.1"))
    for part in (r"\caption{50 \% \& \textless{}b\textgreater{}}", r"\bfseries a\_b & \bfseries c\textasciicircum{}d",
                 r"\#1 & \{x\} \tabularnewline", r"\textasciitilde{} \$\par", r"Sumber: R\&D"):  # fmt: skip
        assert part in source
    assert r"\renewcommand{\thetable}{4.1}" in source


def test_every_group_and_environment_that_opens_closes():
    source = latex(
        Sheet("t", tuple(Column(h, HOSTILE, align="right", rowhead=True) for h in HOSTILE), HOSTILE, number="1")
    )
    bare = re.sub(r"\\.", "", source)
    assert bare.count("{") == bare.count("}")
    assert source.count(r"\begingroup") == source.count(r"\endgroup") == 1
    assert source.count(r"\begin{longtable}") == source.count(r"\end{longtable}") == 1
    assert len(re.findall(r"(?<!\\)&", source)) == (len(HOSTILE) + 2) * (len(HOSTILE) - 1)


def test_a_cell_is_no_option_of_the_row_end_before_it():
    source = latex(Sheet("t", (Column("a", ["x", "[1cm]", "*"]),)))
    assert not re.search(r"\\tabularnewline\s*[\[*]", source)


def test_the_language_is_set_where_babel_is_loaded(tmp_path):
    path = to_latex([Sheet("t", (Column("a", ["x"]),)), Sheet("u", (), lang="en")], tmp_path / "t.tex")
    source = path.read_text(encoding="utf-8")
    assert r"\ifdefined\selectlanguage\selectlanguage{indonesian}\fi" in source
    assert r"\selectlanguage{english}" in source
    assert "%" not in source


def test_columns_share_the_line():
    spec = latex(Sheet("t", (Column("a", [], width=1), Column("b", [], width=3, align="center"))))
    assert re.findall(r"dimexpr ([\d.]+)\\linewidth-([\d.]+)\\tabcolsep", spec) == [
        ("0.2500", "0.500"),
        ("0.7500", "1.500"),
    ]
