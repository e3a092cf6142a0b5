"""The labelled talk is what its README says: columns, labels, splits, counts, and every offset in its text."""

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from talk_data import FOLDER, Row, cues, rows, sentences, words

import qualcase as qc
from qualcase.model.nouns import BASES, Coding, Segments

KINDS = {
    "plain", "negation", "additive", "double negation", "tag question", "answer", "post-posed", "weakener", "belum",
    "hedge", "rhetorical", "contrast", "conditional", "question", "reported", "attributed", "past", "wish", "irony",
    "comparison", "not-a-cue",
}  # fmt: skip
LABELS = {
    "stance": {
        "split": {"dev", "held"}, "origin": {"made", "real"}, "register": {"talk", "minutes", "document"},
        "lang": {"id", "en", "mixed"}, "label": {"for", "against", "unsure"}, "kind": KINDS,
    },
    "holder": {
        "split": {"dev", "held"}, "side": {"organisation", "public"}, "lang": {"id", "en", "mixed"},
        "holder": {"speaker", "other", "unsure"}, "basis": {"first_hand", "attributed", "observed", "unsure"},
    },
    "sentences": {
        "split": {"dev", "held"}, "register": {"talk", "minutes", "document"}, "lang": {"id", "en", "mixed"},
    },
    "language": {"split": {"dev", "held"}, "lang": {"id", "en", "mixed"}},
    "words": {
        "split": {"dev", "held"},
        "kind": {
            "colloquial", "di_me_i_kan", "ke_an", "pe_per_an", "memper_member", "ber_ter_se", "clitic", "redup",
            "compound", "english_clitic", "english_keep", "trap", "trap_name",
        },
    },
}  # fmt: skip
COUNTS = {"stance": 718, "holder": 127, "sentences": 101, "language": 217, "words": 218}


def texts(name: str) -> dict[str, list[Row]]:
    """The rows of each text, by the text or, for real talk, its place."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows(name):
        place = f"{row['file']} {row['passage_start']}" if row.get("file") else ""
        groups[place or row.get("text") or row["form"]].append(row)
    return dict(groups)


@pytest.mark.parametrize("name", LABELS)
def test_every_row_has_labels_of_the_list_and_an_id_of_its_own(name: str) -> None:
    read = rows(name)
    assert len(read) == COUNTS[name]
    for column, allowed in LABELS[name].items():
        assert {row[column] for row in read} == allowed, column
    key = "form" if name == "words" else "id"
    assert len({row[key] for row in read}) == len(read)


@pytest.mark.parametrize("name", LABELS)
def test_a_third_of_the_texts_is_held_back_and_no_text_is_split(name: str) -> None:
    groups = texts(name)
    assert all(len({row["split"] for row in group}) == 1 for group in groups.values())
    held = sum(group[0]["split"] == "held" for group in groups.values())
    assert abs(held - len(groups) / 3) < 2


@pytest.mark.parametrize("name", ["stance", "holder"])
def test_every_cue_stands_at_its_offsets(name: str) -> None:
    made = [row for row in rows(name) if row.get("origin") != "real"]
    assert len(cues(name)) == len(made)
    assert all(row["text"] for row in made)


def test_real_talk_is_named_by_its_place_alone_and_found_there(samples: Path) -> None:
    real = [row for row in rows("stance") if row["origin"] == "real"]
    assert len(real) == 184
    assert not any(row["text"] for row in real)
    found = cues("stance", samples=samples)
    assert len(found) == COUNTS["stance"]


@pytest.mark.parametrize("name", ["stance", "holder"])
def test_two_cues_of_a_text_do_not_overlap(name: str) -> None:
    for group in texts(name).values():
        spans = [(int(row["start"]), int(row["end"])) for row in group]
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), group[0]["id"]


def test_what_is_not_plain_says_why_where_it_is_no_cue() -> None:
    for row in rows("stance"):
        assert (row["kind"] != "not-a-cue") or (row["label"] == "unsure" and row["note"]), row["id"]


def test_sentences_end_where_they_say() -> None:
    assert sum(len(sentences(row)) for row in rows("sentences")) == 291


def test_words_of_two_languages_stand_at_their_offsets() -> None:
    labelled = [found for row in rows("language") if (found := words(row))]
    assert len(labelled) == 96
    assert {language for found in labelled for _, language in found} == {"id", "en", "jv", "su", "name"}


def test_no_form_is_on_the_first_list_of_roots(data: Path) -> None:
    with (data / "golden" / "roots.csv").open(encoding="utf-8", newline="") as file:
        known = {row["word"] for row in csv.DictReader(file)}
    for row in rows("words"):
        assert row["form"] not in known
        assert row["form"] == row["form"].lower()
        assert row["root"].isalpha(), row
    assert all(row["form"] == row["root"] for row in rows("words") if row["kind"] in ("trap", "trap_name"))


def test_the_second_study_is_read_turn_by_turn_and_every_coding_is_a_sentence_of_the_informant() -> None:
    case = qc.Case(coder="ani")
    report = case.add(FOLDER / "second-text")
    assert (report.refused, report.problems, report.lacking) == ((), (), ())
    turns = {}
    for row in case.rows(Segments):
        turns[row.source] = list(zip(*(row.turns[name] for name in ("start", "end", "voice")), strict=True))
    assert {source: len(found) for source, found in turns.items()} == {"BS-01": 74, "SR-01": 76, "TM-01": 82}
    with (FOLDER / "second-text" / "codings" / "consensus.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    codings = {(coding.source, coding.start): coding for coding in case.rows(Coding)}
    assert len(codings) == len(written) == 196
    for row in written:
        start, end = int(row["start"]), int(row["end"])
        content = (FOLDER / "second-text" / "sources" / f"{row['source']}.txt").read_text(encoding="utf-8")
        assert content[start:end] == row["quote"] == codings[row["source"], start].quote
        (speaker,) = [voice for begin, stop, voice in turns[row["source"]] if begin <= start and end <= stop]
        assert speaker == row["source"][:2]
        assert row["basis"] in BASES
        assert (row["holder"], row["target"]) in {("community", "company"), ("company", "community")}
        if row["holder"] != ("company" if speaker == "BS" else "community"):
            assert row["basis"] in ("attributed", "observed"), row["quote"]
