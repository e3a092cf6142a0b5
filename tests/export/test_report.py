"""The report, walked link by link: every number leads to its quotes, every quote to its place."""

import csv
import json
import re
import shutil
import subprocess
from collections import Counter
from importlib.resources import files

import pytest
from lxml import html as lxml_html
from small_study import TRUST, study

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.errors import OptionError, StoreError

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
HOSTILE = '<script>alert(1)</script> " onclick="x" =cmd|\' /C calc\'!A0 \\textbf{50%_#&$} مرحبا שלום 👩‍👩‍👧'


class Page:
    """A report as a reader meets it."""

    def __init__(self, case, folder, lang):
        self.text = case.report(folder, lang=lang).page.read_text("utf-8")
        self.html = lxml_html.fromstring(self.text)
        self.by_id = {element.get("id"): element for element in self.html.iter() if element.get("id")}

    def quotes(self, href):
        """Give what stands behind a link: (quote, voice) pairs, in the order of the page."""
        target = self.by_id[href.removeprefix("#")]
        if target.tag == "li":
            return [(said(target.find("blockquote")), said(target.find("p/b")))]
        items = target.findall(".//li")
        if target.get("id") == "quotes":
            return [(said(item.find("blockquote")), said(item.find("p/b"))) for item in items]
        return [(said(item).split("”")[0].removeprefix("“"), said(item.find("b"))) for item in items]

    def numbers(self):
        """Give (head of the column, caption, last line of the cell, quotes behind it) of every linked cell."""
        for table in self.html.iterfind(".//figure[@class='sheet']//table"):
            heads = [said(th) for th in table.iterfind("thead/tr/th")]
            for row in table.iterfind("tbody/tr"):
                for head, cell in zip(heads, row, strict=True):
                    for link in cell.iterfind(".//a"):
                        yield head, said(table.find("caption")), said(link), self.quotes(link.get("href"))


def catalogue():
    return csv.DictReader(files("qualcase.render").joinpath("labels.csv").read_text("utf-8").splitlines())


def said(element):
    return "".join(element.itertext())


STUDIES = [(name, lang) for name in ("omah-kreteg", "clinic-app") for lang in ("id", "en")]


@pytest.fixture(scope="module", params=STUDIES, ids="-".join)
def page(request, tmp_path_factory):
    name, lang = request.param
    with qc.Case(coder="tester") as case:
        case.add(shipped("corpus") / name)
        made = Page(case, tmp_path_factory.mktemp("report"), lang)
        made.lang, made.codings = lang, len(case.snapshot.evidence.rows)
        made.names = {criterion["id"] for criterion in case.snapshot.study.criteria}  # the researcher's own words
        return made


def test_every_anchor_is_there_once_and_every_link_leads_somewhere(page):
    names = Counter(element.get("id") for element in page.html.iter() if element.get("id"))
    assert {name for name, n in names.items() if n > 1} == set()
    links = [a.get("href") for a in page.html.iter("a")]
    assert {link for link in links if link.removeprefix("#") not in names} == set()
    assert all(link.startswith("#") for link in links)  # nothing leaves the page
    assert len(links) > 100


def test_every_number_is_that_of_the_quotes_behind_it(page):
    checked = Counter()
    for head, caption, text, quotes in page.numbers():
        voices = {name for _, voice in quotes for name in voice.split(", ")}
        if found := re.fullmatch(r"(\d+) \((\d+)\)", text):  # a matrix, a claim
            assert (len(voices), len(quotes)) >= (int(found[1]), int(found[2])), (caption, head, text)
            assert len(quotes) == int(found[2]), (caption, head, text)
        elif found := re.search(r"1 (?:of|dari) (\d+) ", text):  # a thesis table
            assert len(quotes) == int(found[1]), (caption, head, text)
        elif found := re.match(r"\+(\d+) −(\d+) ±(\d+) · n\s=\s(\d+)/(\d+)", text):  # a display
            plus, minus, mixed, speaking, asked = map(int, found.groups())
            assert plus + minus + mixed == speaking <= min(len(voices), asked), (caption, head, text)
            assert len(voices) <= asked or re.search(r"\d+ (?:attributed|tentang)", text), (caption, head, text)
        elif head in "+−±":  # the verdicts
            assert len(voices) == int(text), (caption, head, text)
        elif re.fullmatch(r"[\d.,]+", text) and text != "0":  # 0: somebody spoke and took no direction
            assert len(quotes) == int(re.sub(r"\D", "", text)), (caption, head, text)
        else:
            assert quotes, (caption, head, text)
        checked[caption] += 1
    assert len(checked) > 6


def test_every_number_of_a_picture_is_that_of_the_quotes_behind_it(page):
    heat, net = page.html.iterfind(".//figure[@class='picture']")
    cells = list(heat.iter("a"))
    assert len(cells) > 4
    for link in cells:
        assert len(page.quotes(link.get("href"))) == int(said(link))
    for link in net.iter("a"):
        assert len(page.quotes(link.get("href"))) >= 2 * int(said(link)) or int(said(link)) > 1


def test_every_quote_leads_to_the_turn_that_holds_it(page):
    items = page.by_id["quotes"].findall(".//li")
    assert len(items) == page.codings
    for item in items:
        quote, place = said(item.find("blockquote")), item.find("p/a").get("href").removeprefix("#")
        first = quote.split("\n")[0]
        assert first[:40] in said(page.by_id[place]), (quote, place)


def test_every_mark_of_a_transcript_leads_to_a_quote_that_it_holds(page):
    marks = list(page.by_id["transcripts"].iter("mark"))
    links = [a for mark in marks for a in mark.iter("a")]
    assert {a.get("href").removeprefix("#") for a in links} == {li.get("id") for li in page.by_id["quotes"].iter("li")}


def test_empty_cells_are_marked_and_never_blank(page):
    tables = [
        t
        for t in page.html.iterfind(".//figure[@class='sheet']//table")
        if re.search("matri", said(t.find("caption")), re.I)
    ]
    cells = [said(cell) for table in tables for cell in table.iterfind("tbody/tr/td")]
    assert "" not in cells
    assert {"--", "0"} <= set(cells)


def test_a_page_speaks_one_language(page):
    other = {"id": "en", "en": "id"}[page.lang]
    own, foreign = ({row[lang] for row in catalogue() if "{" not in row[lang]} for lang in (page.lang, other))
    foreign = {words for words in foreign - own - page.names if len(words) > 3}
    told = "th[@scope='col'] caption figcaption/p h2 h3 dt nav//a button td ol[@class='quotes']//p small"
    told += " section/details/p form//label option legend summary output"
    texts = [said(e) for path in told.split() for e in page.html.iterfind(f".//{path}")]
    texts += [e.get("aria-label") for e in page.html.iterfind(".//*[@aria-label]")]
    lines = {line.strip() for text in texts for line in re.split("\n| · ", text)}
    assert lines & foreign == set()
    assert page.html.get("lang") == page.lang


def test_the_same_case_gives_the_same_bytes(tmp_path):
    made = []
    for name in ("a", "b"):
        with qc.Case(coder="tester") as case:
            case.add(shipped("corpus") / "clinic-app")
            written = case.report(tmp_path / name)
            made.append([path.read_bytes() for path in written.files])
            again = case.report(tmp_path / name)
            assert [path.read_bytes() for path in again.files] == made[-1]
    assert [path.name for path in written.files] == ["report.html", "tables.docx", "tables.xlsx"]


def test_hostile_words_names_and_labels_stay_text(tmp_path):
    code = {**TRUST, "label": HOSTILE, "definition": HOSTILE}
    said_ = [
        {"voice": "A", "stance": "supports", "aspect": HOSTILE, "words": f"Yes {HOSTILE} no."},
        {"voice": "C", "stance": "supports", "basis": "first_hand", "aspect": HOSTILE},
    ]
    claims = [{"id": "k", "statement": HOSTILE, "rests_on": {"code": "trust", "aspect": HOSTILE}}]
    case = study(
        tmp_path / "s",
        PEOPLE,
        said_,
        codes=[code],
        claims=claims,
        title=HOSTILE,
        questions=[{"id": "q", "text": HOSTILE}],
    )
    page = Page(case, tmp_path / "out", "en")
    assert [script.text for script in page.html.iter("script")] == [page.html.findall(".//script")[-1].text]
    assert not [a for e in page.html.iter() for a in e.attrib if a.startswith("on")]
    assert HOSTILE in {said(li.find("span")) for li in page.html.iterfind(".//ul[@class='margin']/li")}
    assert HOSTILE in {said(box) for box in page.html.iterfind(".//fieldset/label")}
    assert said(page.html.find(".//h1")).startswith("<script>alert(1)</script>")
    shown = [said(e) for e in page.html.iter("blockquote")]
    assert f"Yes {HOSTILE} no." in shown
    assert "{{" not in page.text.split("<script>")[0]


def test_a_report_of_a_part_says_which(case, tmp_path):
    page = Page(case.where(code="trust"), tmp_path, "id")
    assert said(page.html.find(".//p[@class='view']")) == "code=trust"
    assert {said(li).count("Kepercayaan") > 0 for li in page.by_id["quotes"].iter("li")} == {True}


@pytest.mark.parametrize("said_", [[], [{"voice": "A", "code": "visits"}]], ids=["nothing coded", "activities alone"])
def test_a_study_with_little_in_it_has_a_report_all_the_same(tmp_path, said_):
    page = Page(study(tmp_path / "s", PEOPLE, said_), tmp_path / "out", "id")
    assert "transcripts" in page.by_id
    assert "triangulation" not in page.by_id


def test_the_tables_of_word_and_excel_bear_the_numbers_of_the_page(case, tmp_path):
    docx = pytest.importorskip("docx")
    page = Page(case, tmp_path, "id")
    captions = [said(c) for c in page.html.iter("caption")]
    lines = [(p.style.name, p.text) for p in docx.Document(tmp_path / "tables.docx").paragraphs]
    written = [text for style, text in lines if style == "Caption" and re.match(r"Tabel \d+ (?!\(lanjutan\))", text)]
    assert written == [text.rstrip() for style, text in lines if style == "List of tables"]
    assert written[:-1] == captions
    assert written[-1] == f"Tabel {len(captions) + 1} Kutipan berkode"
    assert [int(c.split()[1]) for c in captions] == list(range(1, len(captions) + 1))


def test_each_table_stands_also_in_csv_and_latex(case, tmp_path):
    written = case.report(tmp_path, lang="id")
    tables, latex = (tmp_path / name for name in ("csv", "latex"))
    assert written.folders == (tables, latex)
    assert all(str(folder) in repr(written) for folder in written.folders)
    with (tables / "tables.csv").open(encoding="utf-8-sig", newline="") as file:
        index = list(csv.DictReader(file))
    assert [f"Tabel {row['number']} {row['title']}" for row in index[:-1]] == [
        said(c) for c in lxml_html.fromstring(written.page.read_text("utf-8")).iter("caption")
    ]
    assert {row["file"] for row in index} | {"tables.csv"} == {path.name for path in tables.iterdir()}
    for n in range(1, len(index) + 1):
        assert rf"\input{{table-{n:02d}}}" in (latex / "tables.tex").read_text("utf-8")
        assert rf"\thetable}}{{{n}}}" in (latex / f"table-{n:02d}.tex").read_text("utf-8")


def test_a_report_needs_a_language_and_a_place(case, tmp_path):
    with pytest.raises(OptionError, match="lang"):
        case.report(tmp_path, lang="jv")
    (tmp_path / "taken").write_text("x")
    with pytest.raises(StoreError, match="cannot write the report"):
        case.report(tmp_path / "taken")


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIRST = """<script>
window.wrong = [];
window.onerror = console.error = (message) => window.wrong.push(String(message));
</script>"""
LAST = """<script>
const found = {};
for (const [name, link] of [["cell", document.querySelector("figure.sheet td a[href^='#e-']")],
                            ["picture", document.querySelector("figure.picture a")]]) {
  link.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
  const panel = document.getElementById("panel");
  found[name] = {open: panel.open, text: panel.innerText, href: link.getAttribute("href")};
  panel.close();
}
found.wrong = window.wrong;
const out = document.createElement("pre");
out.id = "found"; out.textContent = JSON.stringify(found);
document.body.append(out);
</script>"""


def test_in_a_browser_a_number_opens_its_quotes(case, tmp_path):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"no browser to open the report with: none of {', '.join(BROWSERS)}")
    page = Page(case, tmp_path, "id")
    test = tmp_path / "test.html"
    test.write_text(page.text.replace("<head>", f"<head>{FIRST}", 1).replace("</body>", f"{LAST}</body>", 1), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}"]  # fmt: skip
    done = subprocess.run(
        [browser, *options, "--virtual-time-budget=2000", "--dump-dom", test.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    found = json.loads(lxml_html.fromstring(done.stdout.decode("utf-8")).find(".//pre[@id='found']").text)
    assert found["wrong"] == []
    for name in ("cell", "picture"):
        assert found[name]["open"], found
        for quote, _ in page.quotes(found[name]["href"]):
            assert " ".join(quote.split()) in " ".join(found[name]["text"].split())


def test_no_cell_of_an_indonesian_table_is_an_id_or_an_english_label(case, tmp_path):
    """Whatever a cell says alone, between semicolons or on a line of its own; codes of people and sources are names."""
    page = Page(case, tmp_path, "id")
    snapshot = case.snapshot
    lists = ("criteria", "sides", "roles", "phases", "parties", "population")
    listed = [item for name in lists for item in getattr(snapshot.study, name)]
    named = [(item["id"], item.get("label", item.get("text", ""))) for item in listed]
    named += [(ref.name, ref.entry.label) for ref in snapshot.codes] + [(one.id, one.label) for one in snapshot.aspects]
    own = {words["id"] if isinstance(words, dict) else words for _, words in named}
    foreign = {name for name, _ in named} | {words["en"] for _, words in named if isinstance(words, dict)}
    foreign |= {row["en"] for row in catalogue() if "{" not in row["en"]}
    foreign |= {row["key"].split(".", 1)[1] for row in catalogue()}
    own |= {row["id"] for row in catalogue()}
    foreign -= own | {voice.id for voice in snapshot.voices} | {"n", "0", "--"}  # names, and marks with a legend
    said_ = {}
    for table in page.html.iterfind(".//figure[@class='sheet']//table"):
        if "Buku kode:" in said(table.find("caption")):  # its authors' words, which name fields of the study
            continue
        for cell in table.iterfind("tbody/tr/*"):
            for part in re.split(r"\n|; | · |: | → |, ", said(cell)):
                said_.setdefault(part.strip(" .“”()"), said(table.find("caption")))
    assert {part: where for part, where in said_.items() if part in foreign} == {}


def test_what_a_chapter_on_method_needs_is_there(page):
    keys = [section.get("id") for section in page.html.iterfind(".//main/section")]
    for before, after in (
        ("study", "people"),
        ("reduction", "displays"),
        ("methods", "quotes"),
        ("guide", "transcripts"),
    ):
        assert keys.index(before) < keys.index(after)
    figures = [said(c) for c in page.html.iterfind(".//figure/figcaption") if c.getparent().find(".//svg") is not None]
    assert [int(c.split()[1]) for c in figures] == list(range(1, len(figures) + 1))
    assert len(figures) == 3
    assert "(2014)" in said(page.by_id["methods"].find(".//ul[@class='references']"))


def test_agreement_is_shown_where_two_coded(case, tmp_path):
    page = Page(case, tmp_path, "id")
    keys = [section.get("id") for section in page.html.iterfind(".//main/section")]
    assert keys[keys.index("reduction") + 1] == "coders"
    alone = study(tmp_path / "s", PEOPLE, [{"voice": "A", "stance": "supports"}])
    assert "coders" not in Page(alone, tmp_path / "out", "id").by_id
