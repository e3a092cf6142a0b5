"""What an Indonesian case shows is Indonesian: every display and the report, but for the words that people said."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.model.nouns import Coding, Settlement
from qualcase.render.labels import keys, label

ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|be|with|for|not|nothing|nobody|only|by|that|this|these|which|from|its?|has|have|"
    r"who|what|but|than|then|would|more|others?|without|before|behind|stands|taken|here|there|voices?|groups?|turns?|"
    r"agreement|words|text|names?|time)\b",
    re.I,
)
QUOTED = (  # what people said, the authors' words in a codebook, titles of what was read, what is typed
    ".//blockquote", ".//section[@id='codebook']", ".//section[@id='quotes']", ".//section[@id='transcripts']",
    ".//ul[@class='references']", ".//head", ".//script", ".//style", ".//code", ".//footer", ".//*[@lang='en']",
)  # fmt: skip
MESSY = {
    "wawancara-1.txt": (
        "Catatan pembuka\n\nPewawancara: Bagaimana?\nR: Baik.\nPewawancara: Lalu?\nR: Ya.\nKomar: Saya juga.\n"
        "Jeda:\n# Bagian dua\nPewawancara: Sudah?\nR:\nPewawancara: Ya.\nR: Sudah.\n"
    ),
    "wawancara-2.txt": f"{'Pengantar panjang. ' * 60}\n\nTedi: Ya.\n\n{'Lalu cerita lagi. ' * 90}\n\nTedi: Ya.\n",
    "wawancara-3.csv": "no,pembicara,ujaran\n1,Lastri,Ya.\n2,PWW,Lalu?\n3,,\n",
    "wawancara-4.vtt": (
        "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n<v Sari>Halo.\n\nhilang\n\n00:03.000 --> 00:04.000\n<v Sari>Ya.\n"
    ),
    "wawancara-5.txt": "Tedi: cafÃ©\nR: ya €\n",
    "observasi-1.txt": "Di balai ada tiga orang.\n",
    "dokumen-1.txt": "Surat edaran tentang jadwal.\n",
}


def example() -> qc.Case:
    """Open the Indonesian example study as a case in memory."""
    case = qc.Case(coder="ani")
    case.add(shipped("corpus") / "omah-kreteg")
    return case


@pytest.fixture(scope="module")
def omah() -> Iterator[qc.Case]:
    """The Indonesian example study, to read."""
    with example() as made:
        yield made


def said_by(display: object) -> str:
    """Give all that a display says, with no cell shortened or broken."""
    if isinstance(display, qc.Case) or not hasattr(display, "sheet"):
        return repr(display)
    sheet = display.sheet()
    cells = [str(cell) for column in sheet.columns for cell in (column.head, *column.cells)]
    return "\n".join((sheet.title, *cells, *sheet.notes))


def foreign(text: str, case: qc.Case) -> list[str]:
    """Give the lines that hold an English word, once what is quoted, typed or written by a coder is taken out."""
    texts = "\n".join(
        [
            *(case.snapshot.text(n) for n in range(len(case.snapshot.sources))),
            *(row.memo for row in case.rows(Coding)),
            *(row.reason for row in case.rows(Settlement)),
        ]
    )
    plain = re.sub(r"“([^”]*)”", lambda quoted: "" if quoted[1].strip(" .…") in texts else quoted[0], text)
    plain = re.sub(r"case\.\w+\([^)]*\)|\w+='[^']*'|\w+=\S*", "", plain)
    return [
        line for line in plain.splitlines() if ENGLISH.search(line) and line.split(": ", 1)[-1].strip() not in texts
    ]


def displays(case: qc.Case) -> Iterator[tuple[str, object]]:
    """Give what a notebook shows of a case, by the verb that shows it."""
    compared, triangulation, claims = case.compare("ani", "budi"), case.triangulate(), case.verify()
    yield "card", case
    yield "sources", case.sources()
    yield "informants", case.informants()
    yield "count", case.count(by="code")
    yield "matrix", case.matrix("code", "role")
    yield "cooccur", case.cooccur(within="turn")
    yield "role_ordered", case.role_ordered("trust")
    yield "conceptually_clustered", case.conceptually_clustered()
    yield "checklist", case.checklist("trust")
    yield "heatmap", case.heatmap("code", "role")
    yield "agree", case.agree("ani", "budi")
    yield "compare", compared
    yield "compare by code", compared.by_code()
    yield "rounds", case.rounds
    causes = [key for key in keys() if key.startswith("compare.cause.")]
    yield "likely causes", "\n".join(label(key, "id", has="ani", lacks="budi") for key in causes)
    yield "impact", case.impact(_redefined(case.codebooks["four-elements"]), codes={})
    yield "suggest", case.suggest(by="sentence")
    yield "side_by_side", case.side_by_side("four-elements", "programme-activities")
    yield "highlight", case.highlight("YL-01")
    yield "changes", case.changes(0)
    yield "network", case.network(within="turn").title()
    yield "published", case.published()
    yield "verify", claims
    yield "triangulate", triangulation
    yield "verdicts", triangulation.verdicts()
    yield "condensation", triangulation.condensation()
    yield from ((f"why {name}", triangulation.why(name)) for name in triangulation.names)
    yield from ((f"why {claim.id}", claims.why(claim.id)) for claim in case.claims)


def _redefined(book: qc.Codebook) -> qc.Codebook:
    """Give the book with one code redefined, one retired, one split and one taken out."""
    one, two, three, *_ = book.codes
    changed = (replace(one, definition="lain"), replace(two, status="retired"), replace(three, status="split"))
    return replace(book, version="9.0.0", codes=changed)


def test_rounds_and_settled_differences_of_an_indonesian_case_speak_no_english() -> None:
    with example() as case:
        for coder in ("ani", "budi"):
            case.assign(coder, ["YL-01", "SM-01"], round="coba", blind=coder == "ani" or None)
        case.coder = "ani"
        shown = [case.rounds, case]
        case.coder = ""
        shown += [case]
        case.coder = "lead"
        case.close_round("coba")
        found = case.where(source=["YL-01", "SM-01"]).compare("ani", "budi")
        case.settle(found.agreed)
        case.settle(found[:2], keep="ani", reason="sudah jelas")
        shown += [case.rounds, case.agree("ani", "budi"), case.agree("ani", "budi", round="coba"),
                  case.where(source=["YL-01", "SM-01"]).compare("ani", "budi"), found.agreed]  # fmt: skip
        assert [foreign(said_by(one), case) for one in shown] == [[]] * len(shown)
        assert "sudah diselesaikan" in said_by(shown[-2])


def test_no_display_of_an_indonesian_case_speaks_english(omah: qc.Case) -> None:
    shown = {name: foreign(said_by(display), omah) for name, display in displays(omah)}
    assert {name: lines for name, lines in shown.items() if lines} == {}


def test_what_a_reader_decided_about_files_is_said_in_indonesian(tmp_path: Path) -> None:
    for name, text in MESSY.items():
        (tmp_path / name).write_bytes(text.encode("cp1252" if "€" in text else "utf-8"))
    with example() as case:
        added = case.add(sorted(tmp_path.iterdir()))
        assert foreign(said_by(added), case) == []
        assert foreign("\n".join([*added.unplaced["why"], *added.frame["guesses"]]), case) == []
    looks = "\n".join(added.sheet().columns[-1].cells)
    for what in ("dianggap pewawancara", "pemberi keterangan", "tanpa peran", "satu-satunya pengamat", "penerbitnya",
                 "pembuka", "tidak dibaca: kolom no", "tidak dibaca: blok", "UTF-8"):  # fmt: skip
        assert what in looks


def test_why_a_coding_was_not_merged_is_said_in_indonesian(tmp_path: Path) -> None:
    with example() as theirs, example() as ours:
        quote = next(row for row in theirs.rows(Coding) if row.coder == "budi" and row.stance == "supports")
        table = tmp_path / "budi.csv"
        head = "source,start,end,quote,code,voice,stance\n"
        same = f'{quote.source},{quote.start},{quote.end},"{quote.quote}",{quote.code}'
        table.write_text(f"{head}{same},{quote.voice},contradicts\n{same},ZZ,\n", "utf-8")
        merged = ours.merge(table, coders={"budi": "budi"}, coder="budi")
        assert foreign(said_by(merged), ours) == []
        assert "arah di sini “mendukung”, di sana “menyangkal”" in said_by(merged)


def test_no_sentence_of_an_indonesian_report_is_english(omah: qc.Case, tmp_path: Path) -> None:
    page = lxml_html.fromstring(omah.report(tmp_path).page.read_text("utf-8"))
    for path in QUOTED:
        for element in page.findall(path):
            element.drop_tree()
    text = "\n".join(page.itertext())
    assert len(text) > 10_000
    assert foreign(text, omah) == []
