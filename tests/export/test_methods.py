"""Every sentence on method and limitations, on small studies: there where the record has its facts, else not there."""

import csv
import json

import pytest
from small_study import TRUST, VISITS, study

import qualcase as qc
from qualcase.errors import OptionError
from qualcase.export.coders import coders
from qualcase.export.limits import limitations
from qualcase.export.methods import (
    agreed,
    coding_done,
    codings_made,
    informants,
    kind_of_study,
    material,
    methods,
    triangulated,
)
from qualcase.render.prose import Paragraph, listed, paragraphs_html, references, say

PEOPLE = {"A": ("head", "community"), "B": ("member", "community"), "C": ("officer", "company")}
SAID = [
    {"voice": "A", "stance": "supports"},
    {"voice": "B", "stance": "contradicts"},
    {"voice": "C", "stance": "supports", "basis": "attributed"},
]


def again(folder, coder="ani", **files):
    """Read a study back with files written anew."""
    for name, (columns, rows) in files.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns, *rows])
    case = qc.Case(coder=coder)
    case.add(folder)
    return case


def second(folder, other="budi", **changed):
    """Let a second coder code as the first, but for the codes named: quote to code."""
    path = folder / "codings" / "ani.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    for row in rows:
        row["code"] = changed.get(row["source"][0], row["code"])
    with (folder / "codings" / f"{other}.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows(rows)


@pytest.fixture
def small(tmp_path):
    return study(tmp_path / "s", PEOPLE, SAID, criteria=[{"id": "c1", "text": {"id": "Ikut.", "en": "Takes part."}}])


def told(sentences):
    return " ".join(sentences)


def test_the_kind_of_study_is_its_title_and_its_questions(tmp_path):
    questions = [{"id": "q1", "text": {"id": "Mengapa?", "en": "Why"}}, {"id": "q2", "text": "How?"}]
    one = study(tmp_path / "a", PEOPLE, SAID, questions=questions[:1]).snapshot
    assert list(kind_of_study(one, "en")) == [
        "This is a qualitative case study, “A small study”.",
        "It asks one question: Why.",
    ]
    two = study(tmp_path / "b", PEOPLE, SAID, questions=questions, title="").snapshot
    assert list(kind_of_study(two, "en")) == ["It asks 2 questions: (1) Why. (2) How?"]
    assert list(kind_of_study(two, "id")) == ["Ada 2 pertanyaan penelitian: (1) Mengapa? (2) How?"]
    assert list(kind_of_study(study(tmp_path / "c", PEOPLE, SAID, title="").snapshot, "en")) == []


def test_informants_stand_by_role_and_criteria_only_where_they_are_on_record(small, tmp_path):
    assert list(informants(small.snapshot, "en")) == [
        "In all, 3 informants were heard: Role head (A), Role member (B) and Role officer (C).",
        "They belong to 2 sides: Side community and Side company.",
    ]
    head = ("id", "role", "side", "speaker", "criteria", "status", "minutes")
    rows = [("A", "head", "community", "A", "c1", "interviewed", "30"), ("B", "member", "community", "B", "c1", "", ""),
            ("C", "officer", "company", "C", "", "", "20"), ("D", "member", "community", "", "c1", "refused", ""),
            ("Q", "interviewer", "researcher", "Q", "", "", "")]  # fmt: skip
    case = again(tmp_path / "s", informants=(head, rows))
    assert list(informants(case.snapshot, "en"))[2:] == [
        "They meet one criterion of selection: “Takes part” (A, B).",
        "Sought and not heard: D (refused).",
    ]
    assert list(informants(case.snapshot, "id"))[2:] == [
        "Satu kriteria pemilihan yang mereka penuhi: “Ikut” (A, B).",
        "Dicari tetapi tidak didengar: D (menolak).",
    ]
    assert "For 2 of 3 informants the length is on record: from 20 to 30 minutes." in list(
        material(case.snapshot, "en")
    )


def test_a_population_is_told_only_where_it_says_who_is_of_it(tmp_path):
    groups = [{"id": "all", "label": "All", "n": 40}, {"id": "m", "label": "Members", "n": 8, "roles": ["member"]}]
    case = study(tmp_path / "s", PEOPLE, SAID, population=groups)
    assert list(informants(case.snapshot, "en"))[2:] == ["Of “Members”, 1 of 8 were heard."]


def test_material_names_techniques_dates_and_the_guide(small, tmp_path):
    first, words = list(material(small.snapshot, "en"))
    assert first == "The material came by one technique: interview (3)."
    assert words.startswith("Informants speak 30 words in them, those who ask 36.")
    head = ("id", "file", "kind", "voices", "interviewer", "date")
    rows = [(f"{v}-int", f"{v}-int.txt", "interview", v, "Q", f"2021-02-0{n}") for n, v in enumerate("ABC", 1)]
    (tmp_path / "s" / "guide.yaml").write_text(json.dumps({"questions": [{"id": "g", "text": "And?"}]}), "utf-8")
    said = list(material(again(tmp_path / "s", sources=(head, rows)).snapshot, "en"))
    assert said[1] == "The talks with informants were held from 1 February 2021 to 3 February 2021."
    assert said[-1] == "The interview guide has one question (appendix)."
    rows[0] = (*rows[0][:5], "")  # one talk is undated: the span would claim too much
    assert "were held" not in told(material(again(tmp_path / "s", sources=(head, rows)).snapshot, "en"))


def test_coding_names_coders_and_books_and_nothing_of_a_consensus_that_is_not_there(small, tmp_path):
    snapshot = small.snapshot
    assert list(coding_done(snapshot, "en", codings_made(snapshot))) == [
        "Following Miles, Huberman and Saldaña (2014), the data were condensed by coding and displayed in matrices.",
        "The texts were coded by ani (3 codings) with the codebook small 1.0.0.",
    ]
    assert list(coding_done(snapshot, "en", {})) == []
    second(tmp_path / "s")
    second(tmp_path / "s", "consensus")
    both = again(tmp_path / "s").snapshot
    assert list(coding_done(both, "id", codings_made(both)))[1:] == [
        "Teks dikode oleh ani (3 pengodean) dan budi (3 pengodean) dengan buku kode small 1.0.0.",
        "Yang menjadi bukti ialah konsensus berisi 3 pengodean, menurut small 1.0.0.",
    ]


def test_hon_and_grunig_are_cited_where_the_codebook_rests_on_them(small, case):
    made = told(coding_done(case.snapshot, "en", codings_made(case.snapshot)))
    assert "four-elements rests on the content of Hon and Grunig (1999)" in made
    assert "Grunig" not in told(coding_done(small.snapshot, "en", codings_made(small.snapshot)))


def test_agreement_names_the_worst_code_and_what_is_undefined(small, tmp_path):
    assert list(agreed(coders(small), "en")) == []
    book = tmp_path / "s" / "codings"
    assert list(limitations(small.snapshot, "en", coders(small), coded=True))[-1].startswith("One person coded")
    second(tmp_path / "s", B="visits")
    (book / "ani.csv").write_text(
        (book / "ani.csv").read_text("utf-8") + 'A-int,"Yes, do begin.",visits,,,,,,,,\n', "utf-8"
    )
    case = again(tmp_path / "s")
    with pytest.raises(OptionError):  # two coders, and nobody said whose codings are the evidence
        assert case.snapshot.evidence
    first, worst, rule, drawn, kappa, ac1 = agreed(coders(case), "en")
    assert rule.startswith("Of the 2 codes with a value, 0 reach .800")
    assert "of units (seed 0); with 3 transcripts" in drawn
    assert kappa.endswith("(Cohen, 1960).")
    assert ac1.endswith("(Gwet, 2008).")
    assert first.startswith("Compared are 9 units (turn) in 3 sources that ani and budi both coded.")
    assert "they agree on 77.8% of the units" in first
    assert first.endswith("(Krippendorff, 2019).")
    found = case.agree("ani", "budi").frame.set_index("code")["alpha"]
    low, high = found["visits"], found["trust"]
    assert low < high
    assert worst.endswith(f"lowest for Visits ({low:.2f}) and highest for Trust ({high:.2f}).".replace("-", "−"))


def test_triangulation_says_its_rule_what_came_out_and_what_it_may_not_show(small):
    assert list(triangulated(None, "en")) == []
    said = list(triangulated(small.triangulate(), "en"))
    assert said[0].startswith("Accounts are compared across 3 roles, a triangulation of data sources (Denzin, 1978).")
    assert said[1:3] == ["Label of the one theme compared: dissonance (1).", "Strength: contested (1)."]
    assert said[3].startswith("Agreement between sources does not by itself make a statement true")


def limits(case, lang="en"):
    return list(limitations(case.snapshot, lang, coders(case), coded=True))


def test_limitations_stand_only_where_the_record_has_them(small, tmp_path):
    said = limits(small)
    assert said[0] == "In these roles one person only was heard: Role head, Role member and Role officer."
    assert next(s for s in said if s.startswith("For these codes nothing on record")).endswith("as asked: Trust.")
    assert "Of the 3 codings that are evidence, one tells what others think or do" in told(said)
    assert "All evidence came by one technique: interview." in said
    assert said[-1].startswith("One person coded everything (ani)")
    assert not any(words in told(said) for words in ("synthetic", "one side", "story", "put to", "stance is not set"))
    other = study(
        tmp_path / "b", {"A": ("member", "community"), "B": ("member", "community")},
        [{"voice": "A"}, {"voice": "B", "stance": "supports"}, {"voice": "B", "stance": "supports",
         "technique": "document"}],
        asked={("A", "trust"): "yes", ("B", "trust"): "no"}, synthetic=True,
        parties=[{"id": "p", "label": "The neighbours", "roles": []}],
    )  # fmt: skip
    said = limits(other)
    assert said[:2] == [
        "All informants who were heard are of one side: Side community.",
        "Parties that take part in the story and were not heard: The neighbours.",
    ]
    assert "Not every informant was asked about every code: Trust was not put to B." in said
    assert "In one coding of an evaluative code the stance is not set" in told(said)
    assert said[-1].startswith("This is synthetic teaching material")
    assert not any(
        words in told(said) for words in ("In these roles", "nothing on record", "others think", "technique")
    )


def test_two_coders_who_cannot_be_compared_are_a_limitation(small, tmp_path):
    second(tmp_path / "s")
    path = tmp_path / "s" / "codings" / "budi.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:2]) + "\n", "utf-8")
    ani = tmp_path / "s" / "codings" / "ani.csv"
    lines = ani.read_text("utf-8").splitlines()
    ani.write_text("\n".join([lines[0], *lines[2:]]) + "\n", "utf-8")
    made = coders(again(tmp_path / "s"))
    assert (made.names, made.agreement, made.by_code) == (("ani", "budi"), None, None)
    *_, said = limitations(small.snapshot, "en", made, coded=False)
    assert said.startswith("ani and budi coded, and their codings cannot be compared")


def test_a_study_without_anything_coded_has_no_paragraph_on_coding(tmp_path):
    case = study(tmp_path / "s", PEOPLE, [], codes=[TRUST, VISITS])
    heads = [p.head for p in methods(case.snapshot, "en", coders(case), None)]
    assert heads == ["The kind of study", "Informants", "Collection of data", "Limitations"]


def test_both_languages_say_as_much(case):
    made = {
        lang: methods(case.snapshot, lang, coders(case), case.triangulate()) for lang in ("en", "id")
    }  # fmt: skip
    assert [len(p.sentences) for p in made["en"]] == [len(p.sentences) for p in made["id"]]
    assert len(made["id"]) == 7
    works = references(made["en"])
    assert works == references(made["id"])
    assert [work.split(",")[0] for work in works] == [
        "Cohen",
        "Denzin",
        "Farmer",
        "Feinstein",
        "Gwet",
        "Hon",
        "Krippendorff",
        "Miles",
    ]


def test_only_works_that_are_cited_are_listed():
    assert references([Paragraph("x", ("Said by Denzin.",))]) == ()
    (work,) = references([Paragraph("x", ("Sources (Denzin, 1978).",))])
    assert work.startswith("Denzin, N. K. (1978).")
    assert "<ul" not in paragraphs_html([Paragraph("x", ("<b>",))], "en")
    assert "&lt;b&gt;" in paragraphs_html([Paragraph("x", ("<b>",))], "en")


def test_lists_are_said_as_people_say_them():
    assert [listed(names, "id") for names in ([], ["a"], ["a", "b"], ["a", "b", "c"], ["a, b", "c"])] == [
        "", "a", "a dan b", "a, b, dan c", "a, b; c"
    ]  # fmt: skip
    assert say("methods.say.guide", "en", 1) == "The interview guide has one question (appendix)."
    assert say("methods.say.guide", "id", 1200) == "Pedoman wawancara memuat 1.200 pertanyaan (lampiran)."
