"""The report: one page that holds the case from its words to its claims."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from qualcase import __version__
from qualcase._kernel.checks import as_path, option
from qualcase._kernel.ids import digest
from qualcase.conclude.since import REPORTED
from qualcase.export.sections import Report
from qualcase.formats.table_folder import to_csv_folder, to_latex_folder
from qualcase.formats.whole_file import made_folder, write_whole
from qualcase.model.codebook import text
from qualcase.model.protocols import Reads
from qualcase.render.html import style
from qualcase.render.labels import LANGUAGES, label
from qualcase.results.saving import save


@dataclass(frozen=True, slots=True)
class Written:
    """Where a report was written: its page, the files beside it, and the folders that hold one file a table."""

    page: Path
    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()

    def __repr__(self) -> str:
        folders = (f"{path}{os.sep}" for path in self.folders)
        return "\n".join(["Report written:", *(f"  {path}" for path in (*self.files, *folders))])


def report(case: Reads, out: str | Path, *, lang: str = "") -> Written:
    """Write the report of a case or view: report.html, with its tables beside it for Word, Excel, CSV and LaTeX.

    tables.docx and tables.xlsx hold them all; csv/ one file for each; latex/ one fragment for each, and
    tables.tex, which compiles as it stands.

    The page needs no network. Every number in it is a link to its quotes, every quote a link to its place in the
    transcript; each row of the triangulation says why it reads as it does. The same case gives the same page.

    Parameters
    ----------
    out
        The folder to write to, made if it is not there.
    lang
        "id" or "en"; without, the study's language.

    Raises
    ------
    OptionError
        No such language; or several coders and nobody said whose codings are the evidence.
    StoreError
        The folder cannot be written.

    Examples
    --------
    >>> case.report(tmp / "out", lang="en").page.name
    'report.html'
    """
    lang = option("lang", lang or case.snapshot.lang, LANGUAGES)
    made = Report(case, lang)
    path = as_path("the folder of a report", out)
    page = _page(made)
    folder = made_folder(path, "the report")
    write_whole(folder / "report.html", page.encode("utf-8"))
    tables = made.tables()
    paths = [
        folder / "report.html",
        *(save(tables, folder / f"tables.{kind}") for kind in ("docx", "xlsx")),
    ]
    folders = (to_csv_folder(tables, folder / "csv"), to_latex_folder(tables, folder / "latex", lang=lang))
    case.snapshot.workings[REPORTED] = made.snapshot.event  # `changes` starts from here
    return Written(paths[0], tuple(paths), folders)


def _page(made: Report) -> str:
    from jinja2 import Environment
    from markupsafe import Markup

    snapshot, lang = made.snapshot, made.lang
    folder = files("qualcase.export").joinpath("page")
    shell = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        folder.joinpath("report.html.j2").read_text(encoding="utf-8")
    )
    sections = [(key, title, Markup(html)) for key, title, html in made.sections()]
    corpus = digest(*sorted(source.text for source in snapshot.sources))[:12]
    books = ", ".join(f"{book.name} {book.version}" for book in snapshot.books)
    stamp = label(
        "report.stamp", lang, version=__version__, corpus=corpus, books=books or "–",
        coder=snapshot.evidence.coder or "–", event=snapshot.event,
    )  # fmt: skip
    return shell.render(
        lang=lang, title=text(snapshot.study.title, lang) or label("report.untitled", lang),
        synthetic=label("note.synthetic", lang) if snapshot.study.synthetic else "",
        sections=sections, stamp=stamp, contents=label("report.contents", lang), close=label("report.close", lang),
        panel=label("report.panel", lang), skip=label("find.skip", lang),
        view="; ".join(map(str, snapshot.filters)),
        style=Markup(style() + folder.joinpath("report.css").read_text(encoding="utf-8")),
        script=Markup(folder.joinpath("report.js").read_text(encoding="utf-8")),
    )  # fmt: skip
