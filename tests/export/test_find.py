"""The search of the report: what quotes are found by, and what a browser does with it."""

import html
import json
import shutil
import subprocess
from dataclasses import replace

import pytest
from lxml import html as lxml_html
from small_study import TRUST, VISITS, study

from qualcase.export.find import attributes, facets, quotes_form, words_form
from qualcase.export.sections import Report
from qualcase.model.nouns import Translation
from qualcase.results.quotes import quotes_of
from qualcase.results.table import call

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "A", "stance": "supports", "words": "We drink the water of the Kretèg spring."},
    {"voice": "B", "stance": "contradicts", "words": "The spring is dry since May."},
    {"voice": "B", "code": "visits.first", "words": "Yes, they came in May."},
    {"voice": "C", "stance": "supports", "basis": "first_hand", "words": "Water for all & <b>everybody</b>."},
]
CODES = (TRUST, VISITS, {**VISITS, "id": "visits.first", "label": {"id": "Pertama", "en": "First"}})
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIRST = """<script>
window.wrong = [];
window.onerror = console.error = (message) => window.wrong.push(String(message));
</script>"""


@pytest.fixture
def small(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID, codes=CODES)


def found_by(case, lang="en"):
    snapshot = case.snapshot
    quotes = quotes_of(snapshot, snapshot.evidence.rows, call("quotes", snapshot), snapshot.evidence)
    return {facet.name: facet for facet in facets(snapshot, quotes, lang)}


def test_a_quote_is_found_by_its_code_and_by_all_codes_above_it(small):
    code = found_by(small)["code"]
    assert code.values == [["trust"], ["trust"], ["visits", "visits.first"], ["trust"]]
    assert code.names == {"trust": "Trust", "visits": "Visits", "visits.first": "\u2003First"}


def test_what_no_quote_has_is_not_offered(small):
    found = found_by(small)
    assert found["role"].names == {"head": "Role head", "member": "Role member", "officer": "Role officer"}
    assert list(found["voice"].names) == ["A", "B", "C"]
    assert found["stance"].names == {"supports": "supports", "contradicts": "contradicts"}
    assert found["coder"].names == {"ani": "ani"}
    form = lxml_html.fromstring(quotes_form(found.values(), 4, "id"))
    assert [s.get("name") for s in form.iter("select")] == ["code", "role", "voice", "source", "stance"]


def test_attributes_hold_any_text(small):
    facet = found_by(small)["code"]._replace(values=[['"><script>', "b"]])
    item = lxml_html.fromstring(f"<li{attributes([facet], 0)}>x</li>")
    assert item.get("data-code").split("\n") == ['"><script>', "b"]


def test_a_form_names_every_field_for_those_who_hear_it(small):
    for made in (quotes_form(found_by(small).values(), 4, "en"), words_form([(0, "Trust & co")], "id")):
        form = lxml_html.fromstring(made)
        assert form.get("aria-label")
        assert all(field.getparent().tag == "label" for field in form.iter("input", "select"))
        assert form.find(".//output[@role='status']") is not None


def browse(page, folder, script, *options, address=""):
    """Open a page with a script at its end, and give what the script put into `found`."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"no browser to open the report with: none of {', '.join(BROWSERS)}")
    last = f"""<script>
const quotes = document.forms[0], words = document.forms[1], found = {{}};
const shown = () => [...document.querySelectorAll("ol.quotes > li")].filter((li) => li.checkVisibility())
  .map((li) => li.querySelector("blockquote").textContent);
const choose = (field, value) => {{ field.value = value; field.dispatchEvent(new Event("input", {{bubbles: true}})); }};
const type = (form, text) => choose(form.elements.words, text);
const later = (ms = 300) => new Promise((done) => setTimeout(done, ms));
(async () => {{
  {script}
  found.wrong = window.wrong;
  const out = document.createElement("pre");
  out.id = "found"; out.textContent = JSON.stringify(found);
  document.body.append(out);
}})();
</script>"""
    test = folder / "test.html"
    text = page.read_text("utf-8").replace("<head>", f"<head>{FIRST}", 1)
    test.write_text(text.replace("</body>", f"{last}</body>", 1), "utf-8")
    common = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}"]  # fmt: skip
    done = subprocess.run(
        [browser, *common, *options, "--virtual-time-budget=8000", "--dump-dom", test.as_uri() + address],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    found = json.loads(lxml_html.fromstring(done.stdout.decode("utf-8")).find(".//pre[@id='found']").text)
    assert found.pop("wrong") == []
    return found


def test_in_a_browser_words_and_choices_narrow_the_quotes(small, tmp_path):
    page = small.report(tmp_path / "out", lang="en").page
    found = browse(page, tmp_path, """
      const status = () => quotes.querySelector("output").textContent;
      found.all = shown().length;
      type(quotes, "kreteg WATER"); await later();
      found.words = shown(); found.said = status(); found.hash = location.hash;
      found.options = [...quotes.elements.voice.options].map((o) => o.text);
      type(quotes, ""); choose(quotes.elements.code, "visits"); await later();
      found.above = shown();
      choose(quotes.elements.voice, "C"); await later();
      found.none = shown(); found.nothing = status();
      location.hash = document.querySelector(".transcript mark a").getAttribute("href"); await later();
      found.revealed = shown().length;
      quotes.querySelector("button[type=reset]").click(); await later();
      found.again = shown().length; found.reset = status();
    """)  # fmt: skip
    assert found["all"] == found["again"] == found["revealed"] == 4
    assert found["words"] == [SAID[0]["words"]]
    assert found["said"] == "1 of 4 quotes shown"
    assert found["hash"] == "#quotes?words=kreteg+WATER"
    assert found["options"] == ["all", "A (1)", "B (0)", "C (0)"]
    assert found["above"] == [SAID[2]["words"]]
    assert found["none"] == []
    assert found["nothing"].startswith("No quote fits")
    assert found["reset"] == "4 of 4 quotes shown"


def test_in_a_browser_an_address_brings_the_filter_with_it(small, tmp_path):
    page = small.report(tmp_path / "out", lang="id").page
    found = browse(page, tmp_path, "await later(); found.shown = shown(); found.code = quotes.elements.code.value;",
                   address="#quotes?code=trust&voice=B")  # fmt: skip
    assert found == {"shown": [SAID[1]["words"]], "code": "trust"}


def test_in_a_browser_words_are_found_in_the_transcripts_hit_by_hit_and_codes_leave_the_margin(small, tmp_path):
    page = small.report(tmp_path / "out", lang="en").page
    found = browse(page, tmp_path, """
      const status = () => words.querySelector("output").textContent;
      const here = () => document.querySelector(".here")?.textContent;
      const margin = () => [...document.querySelectorAll(".margin li")].filter((li) => li.checkVisibility()).length;
      type(words, "in  may"); await later(); found.one = status();
      type(words, "water"); await later(); found.count = status();
      words.querySelector("[data-step='1']").click(); found.first = here();
      words.querySelector("[data-step='1']").click(); found.second = here(); found.at = status();
      words.querySelector("[data-step='1']").click(); found.round = here();
      type(words, "nobody said this"); await later(); found.none = status();
      found.before = margin();
      const box = words.querySelector("[name=code]"); box.click(); await later();
      found.after = margin();
      found.off = [...document.querySelectorAll("mark.off")].length;
      found.hash = location.hash;
    """)  # fmt: skip
    assert found["one"] == "0 of 1"
    assert (found["count"], found["at"]) == ("0 of 2", "2 of 2")
    assert found["first"] == found["round"] == SAID[0]["words"]
    assert found["second"] == SAID[3]["words"]
    assert found["none"] == "These words are in no transcript."
    assert (found["before"], found["after"], found["off"]) == (4, 1, 3)
    assert "without=0" in found["hash"]


def test_in_a_browser_a_quote_is_copied_with_its_locator(small, tmp_path):
    page = small.report(tmp_path / "out", lang="id").page
    found = browse(page, tmp_path, """
      navigator.clipboard.writeText = async (text) => { found.text = text; };
      const button = document.querySelector("ol.quotes button.copy");
      button.click(); await later(100); found.button = button.textContent;
    """)  # fmt: skip
    assert found["text"] == f"“{SAID[0]['words']}” (A; A-int, giliran 4)"
    assert found["button"] == "Tersalin"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_in_a_browser_the_page_follows_the_reader_into_the_dark_and_fits_a_phone(small, tmp_path, dark):
    page = small.report(tmp_path / "out", lang="en").page
    found = browse(page, tmp_path, """
      const light = (colour) => { // how light a colour is, 0 to 1
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].reduce((a, b) => a + b) / 765;
      };
      const css = getComputedStyle(document.body);
      found.text = light(css.color); found.paper = light(css.backgroundColor);
      found.over = document.documentElement.scrollWidth - innerWidth;
      found.menu = document.querySelector("nav details").open;
    """, f"--blink-settings=preferredColorScheme={0 if dark else 1}", "--window-size=500,900")  # fmt: skip
    assert (found["text"] > 0.8, found["paper"] < 0.2) == (dark, dark)
    assert found["over"] <= 0
    assert not found["menu"]


def test_a_turn_folds_what_it_says_in_the_language_of_the_report(small, tmp_path):
    source = small.snapshot.sources[0]
    start = small.snapshot.text(0).index("We drink")
    end = start + len(SAID[0]["words"])
    one = Translation.of(source.id, source.text, start, end, "id", "Kami minum <air> mata air.")
    report = Report(small, "id")
    report.snapshot = replace(small.snapshot, translations=(one,))
    folded = lxml_html.fromstring(f"<div>{report.transcripts()}</div>").findall(".//details[@class='said']")
    assert [(d.findtext("summary"), d.findtext("p")) for d in folded] == [("Terjemahan", "Kami minum <air> mata air.")]
    assert html.escape("<air>") in report.transcripts()
    report.lang = "en"
    assert 'class="said"' not in report.transcripts()


def test_where_many_quotes_stand_behind_the_numbers_the_page_has_their_words_once(small, tmp_path, monkeypatch):
    monkeypatch.setattr("qualcase.export.sections.WORDS_BEHIND", 0)
    page = small.report(tmp_path / "out", lang="en").page
    made = lxml_html.fromstring(page.read_text("utf-8"))
    ids = {item.get("id"): item for item in made.iterfind(".//ol[@class='quotes']/li")}
    for group in made.iterfind(".//section[@class='set']"):
        links = group.findall("p[@class='numbers']/a")
        assert [ids[a.get("href")[1:]].get("value") for a in links] == [a.text for a in links]
        assert group.findtext("p") == f"{len(links)} codings"
    found = browse(page, tmp_path, """
      const link = document.querySelector("figure.sheet td a[href^='#e-']");
      link.click(); await later(100);
      found.quotes = [...document.querySelectorAll("#panel blockquote")].map((quote) => quote.textContent);
      found.listed = [...document.querySelectorAll(link.getAttribute("href") + " .numbers a")]
        .map((a) => document.getElementById(a.getAttribute("href").slice(1)).querySelector("blockquote").textContent);
      found.copy = document.querySelectorAll("#panel .copy").length;
    """)  # fmt: skip
    assert found["quotes"] == found["listed"]
    assert found["copy"] == len(found["quotes"]) > 1
