"""The two shipped studies: whole, labelled, believable in form, coded twice, and frozen."""

import hashlib
import re
import zipfile
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.formats.codebook_file import shipped_codebooks
from qualcase.ingest.check import check
from qualcase.ingest.new import copy_example
from qualcase.model.nouns import Coding

CORPUS = shipped("corpus")
OMAH, CLINIC = CORPUS / "omah-kreteg", CORPUS / "clinic-app"
STUDIES = (OMAH, CLINIC)
FOUR = ("trust", "commitment", "satisfaction", "control-mutuality")


@pytest.fixture(scope="module")
def omah() -> qc.Case:
    case = qc.Case()
    report = case.add(OMAH)
    assert (report.refused, report.problems, report.lacking) == ((), (), ())
    return case


@pytest.fixture(scope="module")
def clinic() -> qc.Case:
    case = qc.Case()
    case.add(CLINIC)
    return case


def words_of(path: Path) -> str:
    """Everything a file holds, as text."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as packed:
            return packed.read("word/document.xml").decode("utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", STUDIES, ids=lambda path: path.name)
def test_a_check_finds_nothing_in_either_language(folder: Path) -> None:
    assert check(folder, lang="id") == check(folder, lang="en") == []


@pytest.mark.parametrize("folder", STUDIES, ids=lambda path: path.name)
def test_it_is_labelled_synthetic_in_every_source_and_in_its_readme(folder: Path, tmp_path: Path) -> None:
    for path in [*(folder / "sources").iterdir(), folder / "README.md"]:
        assert re.search("synthetic", words_of(path), re.IGNORECASE), path.name
    assert re.search(r"^synthetic: true$", (folder / "study.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    with qc.open(folder) as case:
        assert re.search("synthetic|sintetis", repr(case))
        assert "sintetis" in case.report(tmp_path, lang="id").page.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("folder", STUDIES, ids=lambda path: path.name)
def test_it_is_frozen(folder: Path) -> None:
    """A change of a text or a coding is a new release of the study: told in its changelog, with new checksums."""
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in listed)}
    there = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("SHA256SUMS", "CHANGELOG.md", "README.md")
        and "__pycache__" not in path.parts
    }  # fmt: skip
    assert there == sums
    assert (folder / "CHANGELOG.md").is_file()


def test_the_interviews_are_long_and_nobody_speaks_in_a_monologue(omah: qc.Case) -> None:
    sources = omah.sources().frame.set_index("id")
    assert sources["words"].sum() >= 18_000
    assert (sources.loc[sources["kind"] == "interview", "turns"] >= 70).all()
    assert Counter(sources["kind"]) == {"interview": 7, "observation": 2, "document": 3}
    assert {voice.id for voice in omah.snapshot.voices} >= {"IZ", "AE", "YL", "SM", "TN", "RH", "DK"}


def test_the_files_are_of_the_kinds_that_researchers_have(omah: qc.Case) -> None:
    layouts = {source.id: source.layout for source in omah.snapshot.sources}
    plain = {layouts[path.stem] for path in (OMAH / "sources").glob("*.txt")}
    assert len(plain) == 2
    word = {path.stem: words_of(path) for path in (OMAH / "sources").glob("*.docx")}
    assert any("<w:ins " in xml and "<w:del " in xml for xml in word.values())
    assert "word table" in layouts.values()
    with zipfile.ZipFile(OMAH / "sources" / "PS-2019.docx") as packed:
        assert any(name.startswith("word/media/") for name in packed.namelist())
    assert {path.suffix for path in (OMAH / "sources").iterdir()} == {".docx", ".txt", ".vtt", ".md"}
    struck = re.findall(r"<w:delText[^>]*>([^<]+)<", word["IZ-01"])
    text = omah.snapshot.text(list(layouts).index("IZ-01"))
    assert struck
    assert not any(words in text for words in struck)  # what was struck out is not read


def test_every_turn_has_an_english_translation(omah: qc.Case) -> None:
    turn = omah.snapshot.units["turn"]
    assert len(omah.snapshot.translations) == turn.start.size
    frame = omah.quotes().frame
    assert (frame["translation"].str.len() > 0).all()


def test_two_coders_coded_everything_and_a_consensus_settled_each_difference_with_a_reason(omah: qc.Case) -> None:
    frame = omah.compare("ani", "budi").frame
    every = {source.id for source in omah.snapshot.sources}
    for coder in ("ani", "budi", "consensus"):
        assert {row.source for row in omah.rows(Coding, coder=coder)} == every
    assert len(frame) > 100
    assert (frame["reason"].str.len() > 10).all()
    assert frame["reason"].nunique() > 0.9 * len(frame)
    consensus = omah.rows(Coding, coder="consensus")
    assert len(consensus) >= 350


def test_the_consensus_says_whose_judgement_about_whom_on_what_basis_and_about_what(omah: qc.Case) -> None:
    consensus = omah.rows(Coding, coder="consensus")
    judged = [row for row in consensus if row.code in FOUR]
    assert all(row.stance and row.basis and row.holder and row.target for row in judged)
    assert all(row.holder != row.target for row in judged)
    labelled = {aspect.id for aspect in omah.snapshot.aspects}
    assert {row.aspect for row in consensus} - {""} <= labelled
    assert sum(bool(row.aspect) for row in consensus) > 0.9 * len(consensus)
    assert sum(bool(row.time_from or row.phase) for row in consensus) > 100
    assert {row.basis for row in judged} == {"first_hand", "attributed", "observed", "documentary"}


def test_each_element_is_told_with_dates_and_without(omah: qc.Case) -> None:
    """What a claim about their order would have to rest on."""
    for code in FOUR:
        rows = omah.rows(Coding, coder="consensus", code=code)
        dated = [row for row in rows if row.time_from]
        assert len(dated) >= 10, code
        assert len(rows) - len(dated) >= 10, code


def test_spans_overlap_and_one_span_may_bear_several_codes(omah: qc.Case) -> None:
    by_source: dict[str, list[Coding]] = {}
    for row in omah.rows(Coding, coder="consensus"):
        by_source.setdefault(row.source, []).append(row)
    pairs = [pair for rows in by_source.values() for pair in combinations(rows, 2)]
    meeting = [(a, b) for a, b in pairs if a.start < b.end and b.start < a.end]
    same = [(a, b) for a, b in meeting if (a.start, a.end) == (b.start, b.end)]
    assert len(same) >= 3
    assert len(meeting) - len(same) >= 10


def test_a_third_of_the_evidence_comes_without_the_obvious_word(omah: qc.Case, tmp_path: Path) -> None:
    copy_example(tmp_path / "uncoded", exercise=True)
    with qc.open(tmp_path / "uncoded") as uncoded:
        hints = uncoded.suggest(by="sentence").frame
    frame = omah.where(code=list(FOUR)).quotes().frame
    proposed: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for source, code, start, end in zip(hints["source"], hints["code"], hints["start"], hints["end"], strict=True):
        proposed.setdefault((source, code), []).append((start, end))
    found = [
        any(a < end and start < b for a, b in proposed.get((source, code), ()))
        for source, code, start, end in zip(frame["source"], frame["code"], frame["start"], frame["end"], strict=True)
    ]
    assert 1 - sum(found) / len(found) >= 1 / 3


def test_words_of_the_codebook_also_occur_where_they_mean_something_else(omah: qc.Case) -> None:
    everything = " ".join(omah.snapshot.text(n) for n in range(len(omah.snapshot.sources))).lower()
    for other_sense in ("percaya diri", "komitmen anggaran", "kontrol kualitas", "percaya ga percaya", "puas tidur"):
        assert other_sense in everything


def outcomes(case: qc.Case) -> set[str]:
    """The labels that the codes and the claims of a case come to, by role and by side."""
    found = set()
    for across in ("role", "side"):
        frame = case.triangulate(across=across).frame
        found |= set(frame["label"])
    return found | set(case.verify().frame["support"])


def test_between_them_the_studies_come_to_every_outcome(omah: qc.Case, clinic: qc.Case) -> None:
    assert len(omah.claims) >= 8
    assert omah.verify().frame["support"].nunique() >= 4
    assert outcomes(omah) | outcomes(clinic) >= {
        "agreement", "partial", "silence", "dissonance", "no_evidence",
        "supported", "one-sided", "contested", "contradicted", "unsupported", "not tested as stated",
    }  # fmt: skip


def test_the_company_claims_the_trust_of_residents_and_its_word_does_not_count_as_theirs(omah: qc.Case) -> None:
    claimed = omah.where(side="company", code="trust", holder="community", basis="attributed").quotes()
    assert len(claimed) >= 3
    assert set(omah.where(code="trust", holder="community").triangulate("trust").frame["attributed"]) != {0}


def test_the_published_findings_are_carried_by_less_than_the_case_yields(omah: qc.Case) -> None:
    frame = omah.published().frame.set_index("id")
    assert frame.loc["p2", ["printed_support", "printed_strength"]].tolist() == ["one-sided", "weak"]
    assert set(frame.loc[["p3a", "p3b", "p3c", "p3d"], "printed_label"]) == {"no_evidence"}
    assert frame.loc["p3", "printed_support"] == "not tested as stated"
    assert (frame.loc[["p3a", "p3b", "p3c", "p3d"], "case_label"] != "no_evidence").all()


@pytest.mark.parametrize("name", sorted(shipped_codebooks()))
def test_the_examples_and_near_misses_of_a_codebook_stand_in_the_corpus(
    name: str, omah: qc.Case, clinic: qc.Case
) -> None:
    book = qc.read_codebook(shipped_codebooks()[name])
    texts = {
        source.id: " ".join(case.snapshot.text(n).split())
        for case in (omah, clinic)
        for n, source in enumerate(case.snapshot.sources)
    }
    for code in book:
        for example in code.examples:
            if example.source:
                assert " ".join(example.quote.split()) in texts[example.source]
        assert code.near_misses
        for miss in code.near_misses:
            assert any(" ".join(miss.quote.split()) in text for text in texts.values())
            assert miss.code == "none" or miss.code in book or "/" in miss.code
