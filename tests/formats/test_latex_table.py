"""Sheets as LaTeX."""

import os
import re
import shutil
import subprocess

import pytest
from hostile import HOSTILE

from qualcase.export.sections import Report
from qualcase.formats.latex_table import latex, latex_document, to_latex
from qualcase.formats.latex_text import AS_IT_IS, SIGNS, UNSEEN
from qualcase.formats.table_folder import to_latex_folder
from qualcase.render.sheet import Column, Sheet

ADDRESS = "https://www.example.org/a/path_with-underscores?query=1&second=%20two#that-goes-on-and-on-and-on-and-on"
WORSE = (
    *HOSTILE, ADDRESS, "ketidakberpihakanpertanggungjawaban" * 6, "W" * 200, "ḥadīth ṭarīqa x̄ ọ̈", "𝐁𝐨𝐥𝐝 ﬁ 全角 Ａ",
    "नमस्ते" * 20, "مرحبا" * 60, "😀" * 100, "a\u200bb\u00adc \u202etxt\u202c", "kata " * 2000,
)  # fmt: skip


def test_title_heads_notes_and_cells_are_all_escaped():
    source = latex(Sheet("50 % & <b>", (Column("a_b", ["#1"]), Column("c^d", ["{x}"])), ("~ $",), "R&D", number="4.1"))
    for part in (r"\caption{50 \% \& \textless{}b\textgreater{}}", r"\bfseries\hspace{0pt}a\_b & ",
                 r"c\textasciicircum{}d",
                 r"\#1 & \hspace{0pt}\{x\} \tabularnewline", r"\textasciitilde{} \$\par", r"Sumber: R\&D"):  # fmt: skip
        assert part in source
    assert r"\renewcommand{\thetable}{4.1}" in source


def test_every_group_and_environment_that_opens_closes():
    source = latex(
        Sheet("t", tuple(Column(h, HOSTILE, align="right", rowhead=True) for h in HOSTILE), HOSTILE, number="1")
    )
    bare = re.sub(r"\\.", "", source)
    assert bare.count("{") == bare.count("}")
    assert source.count(r"\begingroup") == source.count(r"\endgroup") == 1
    assert source.count(r"\begin{longtable}") == source.count(r"\end{longtable}") > 1
    assert source.count(r"\begin{landscape}") == source.count(r"\end{landscape}") == 1


def test_a_cell_is_no_option_of_the_row_end_before_it():
    source = latex(Sheet("t", (Column("a", ["x", "[1cm]", "*"]),)))
    assert not re.search(r"\\tabularnewline\s*[\[*]", source)


def test_the_language_is_set_where_babel_is_loaded(tmp_path):
    path = to_latex([Sheet("t", (Column("a", ["x"]),)), Sheet("u", (), lang="en")], tmp_path / "t.tex")
    source = path.read_text(encoding="utf-8")
    assert r"\ifcsname captionsindonesian\endcsname\selectlanguage{indonesian}\fi" in source
    assert r"\selectlanguage{english}" in source
    assert r"\renewcommand{\tablename}{Tabel}" in source


def test_columns_share_the_line_and_none_is_too_narrow_for_its_words():
    source = latex(
        Sheet("t", (Column("a", ["–"]), Column("b", ["kata " * 40]), Column("sepatahkata", ["–"], width=0.1)))
    )
    shares = [float(share) for share in re.findall(r"dimexpr ([\d.]+)\\linewidth", source)]
    assert sum(shares) == pytest.approx(1, abs=1e-4)
    assert shares[1] > 3 * shares[0]
    assert shares[2] * 395 > 60


def test_heads_come_again_and_a_line_says_that_the_table_goes_on():
    for lang, again, goes_on in (("id", "(lanjutan)", "bersambung"), ("en", "(continued)", "continued on the next")):
        source = latex(Sheet("t", (Column("kepala", ["x"]),), lang=lang))
        assert source.count("kepala") == 2
        assert again in source
        assert goes_on in source


def test_a_wide_table_is_turned_and_a_very_wide_one_comes_in_parts_with_its_row_heads():
    def columns(many):
        return (Column("siapa", ["ID1"], rowhead=True), *(Column(f"k{n}", ["kalimat " * 9]) for n in range(many)))

    assert "landscape}" not in latex(Sheet("t", columns(3)))
    assert latex(Sheet("t", columns(7))).count(r"\begin{longtable}") == 1
    source = latex(Sheet("judul", columns(18), number="4.7"))
    parts = source.count(r"\begin{longtable}")
    assert parts > 1
    assert source.count(r"\hspace{0pt}ID1") == parts
    assert [f"judul (lembar {n})" in source for n in (1, parts, parts + 1)] == [True, True, False]
    assert all(source.count(rf"\hspace{{0pt}}k{n} ") == 2 for n in range(18))


def test_parts_are_about_as_wide():
    columns = (Column("siapa", ["ID1"], rowhead=True), *(Column(f"k{n}", ["kalimat " * 9]) for n in range(17)))
    parts = latex(Sheet("t", columns)).split(r"\begin{longtable}")[1:]
    counts = [part.count(r"\raggedright") - 1 for part in parts]
    assert sum(counts) == 17
    assert max(counts) - min(counts) <= 1


def test_nothing_stands_between_the_last_row_and_the_end_of_the_table():
    source = latex(Sheet("t", (Column("a", ["x", "y", "z"]),)))
    assert source.count(r"\addlinespace") == 2  # between three rows
    assert "\\tabularnewline\n\\end{longtable}" in source  # a space there would open a page with heads alone


def test_a_cell_taller_than_a_page_goes_on_in_the_next_row_and_loses_no_word():
    words = [f"kata{n}" for n in range(2000)]
    source = latex(Sheet("t", (Column("a", ["x"]), Column("b", [" ".join(words)]))))
    body = source.split(r"\endlastfoot")[1].split(r"\addlinespace")[0]
    assert body.count(r"\tabularnewline") > 3
    assert re.findall(r"kata\d+", body) == words


def test_the_document_is_in_the_language_of_its_tables():
    assert r"\usepackage[english,indonesian]{babel}" in latex_document([], "id")
    assert r"\usepackage[indonesian,english]{babel}" in latex_document([], "en")


def compiled(folder):
    """Compile tables.tex as a user does; give the log, and fail with its error."""
    program = shutil.which("pdflatex")
    if program is None:
        pytest.skip("no pdflatex here: the LaTeX tables are not compiled (Debian: texlive-latex-base, -recommended)")
    for _ in range(2):
        done = subprocess.run(
            [program, "-interaction=nonstopmode", "-halt-on-error", "tables.tex"],
            cwd=folder, capture_output=True, timeout=300, check=False,
            env={**os.environ, "max_print_line": "1000"},
        )  # fmt: skip
        log = (folder / "tables.log").read_text(encoding="latin-1")
        assert done.returncode == 0, re.search(r"^!.*(?:\n.*){8}|$", log, re.MULTILINE)[0]
    return log


def check(folder):
    log = compiled(folder)
    too_wide = [f"{line}" for line, by in re.findall(r"^(Overfull .hbox \(([\d.]+)pt.*)", log, re.M) if float(by) > 5]
    too_tall = [f"{line}" for line, by in re.findall(r"^(Overfull .vbox \(([\d.]+)pt.*)", log, re.M) if float(by) > 5]
    assert too_wide == too_tall == []
    assert "Missing character" not in log
    assert (folder / "tables.pdf").stat().st_size > 10_000


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_tables_of_the_example_study_compile(case, tmp_path, lang):
    tables = Report(case, lang).tables()
    folder = to_latex_folder(tables, tmp_path, lang=lang)
    assert len(list(folder.glob("table-*.tex"))) == len(tables) > 15
    check(folder)


def test_hostile_tables_compile(tmp_path):
    signs = [*AS_IT_IS, *SIGNS, *UNSEEN]
    sheets = [
        Sheet(" ".join(WORSE[:-1]), (Column("a", WORSE), Column("b", WORSE[::-1])), WORSE[:-1], ADDRESS, number="4.1"),
        Sheet(ADDRESS, tuple(Column(h[:150], WORSE, "right", rowhead=n < 2) for n, h in enumerate(WORSE)), lang="en"),
        Sheet("all signs", (Column("one", signs), Column("many", [sign * 30 for sign in signs]))),
        Sheet("many lines", (Column("a", ["x"]), Column("b", ["\n".join(["satu", "dua", "tiga"] * 100)]))),
        Sheet("many columns", tuple(Column(f"k{n}", ["1"] * 3) for n in range(60))),
        Sheet("no columns", ()), Sheet("no rows", (Column("a", []),)), Sheet("", (Column("", [""]),)),
    ]  # fmt: skip
    check(to_latex_folder(sheets, tmp_path, lang="en"))
