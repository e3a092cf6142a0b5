import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcase._kernel.ids import text_hash
from qualcase.errors import FormatError
from qualcase.formats.codebook_file import read_codebook
from qualcase.formats.study import read_study
from qualcase.formats.study_check import check_study
from qualcase.formats.study_write import write_study
from qualcase.model.nouns import (
    Asked,
    Book,
    Claim,
    Coder,
    Coding,
    Decision,
    Memo,
    Published,
    Question,
    Segments,
    Settlement,
    Source,
    Study,
    Text,
    Translation,
    Voice,
)

DATA = Path(__file__).parents[1] / "data"
BOOK = read_codebook(DATA / "codebooks" / "garden.yaml")


def names_of(noun):
    return [field.name for field in dataclasses.fields(noun)]


def source_row(entry):
    return Source(
        entry.id, entry.kind, entry.text, entry.title, entry.file, entry.file_hash, entry.language, entry.date,
        entry.place, entry.voices, entry.interviewers, entry.layout, entry.encoding, entry.report,
    )  # fmt: skip


def coding_row(entry, present):
    fields = {name: getattr(entry, name) for name in names_of(Coding) if name != "origin"}
    return Coding(**fields | {"text": entry.text or present[entry.source], "origin": entry.made})


def claim_row(entry):
    fields = {name: getattr(entry, name) for name in names_of(Claim)}
    return Claim(**fields | {"links": {link.coding: link.polarity for link in entry.links}})


def write(folder, rows, **more):
    by_noun = {}
    for row in rows:
        by_noun.setdefault(type(row), []).append(row)
    write_study(folder, by_noun, **more)


def read_back(folder):
    rows = read_study(folder)
    present = {source.id: source.text for source in rows.sources}
    return [
        rows.study, *rows.texts, *rows.voices, *map(source_row, rows.sources), *rows.segments, *rows.questions,
        *rows.asked, *rows.books, *rows.coders, *(coding_row(coding, present) for coding in rows.codings), *rows.memos,
        *map(claim_row, rows.claims), *rows.decisions,
    ], list(rows.history)  # fmt: skip


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def alike(rows):
    return sorted(type(row).__name__ + json.dumps(dataclasses.asdict(row), sort_keys=True) for row in rows)


name = st.text("abcXY é-_.", min_size=1, max_size=6).map(str.strip).filter(lambda text: text.strip("."))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=20).filter(
    lambda text: not set(text) & set("\ufffe\uffff")
)
line = words.map(lambda text: " ".join(text.split()))
item = line.map(lambda text: text.replace(";", "").strip())
items = st.lists(item.filter(bool), max_size=3).map(tuple)
said = words.filter(bool)
titles = line | st.dictionaries(st.sampled_from(["id", "en"]), line, min_size=1)
flags = st.booleans()


def distinct(strategy, most=3):
    return st.lists(strategy, max_size=most, unique_by=lambda row: next(iter(dataclasses.asdict(row).values())))


@st.composite
def cases(draw):
    texts = [Text(text_hash(content), content) for content in draw(st.lists(said, min_size=1, max_size=3, unique=True))]
    some_text = st.sampled_from([text.hash for text in texts])
    kinds = st.sampled_from(["interview", "observation", "document"])
    report = st.dictionaries(line, words | st.integers() | st.lists(words), max_size=2)
    sources = draw(
        distinct(st.builds(Source, name, kinds, some_text, line, st.sampled_from(["a.txt", "sources/b.docx"]), item,
                           item, st.sampled_from(["", "2024-01"]), line, items, items, line, item, report))
    )  # fmt: skip
    voices = draw(
        distinct(
            st.builds(Voice, name, line, line.filter(bool), items, items, line, line,
                      st.dictionaries(st.sampled_from(["age", "Tempat lahir", "notes"]), line.filter(bool)))
        )
    )  # fmt: skip
    label = st.fixed_dictionaries({"id": name, "label": titles})
    study = draw(st.builds(
        Study, title=titles, language=st.sampled_from(["id", "en"]), synthetic=flags, evidence=line,
        sides=st.lists(label, max_size=2, unique_by=lambda side: side["id"]),
        population=st.just([{"id": "p", "n": 12}]) | st.just([]),
    ))  # fmt: skip
    found = [study, *texts, *voices, *sources, *draw(st.sampled_from([[], [Book("garden", "1.2.0", BOOK.content())]]))]
    found += draw(distinct(st.builds(Coder, name, item)))
    found += draw(distinct(st.builds(Question, name, titles, items, items)))
    found += draw(distinct(st.builds(Memo, name, item, item, item, words, item)))
    pairs = draw(st.lists(st.tuples(name.filter(lambda text: " " not in text), name), max_size=3, unique=True))
    found += [Asked(f"{voice} {about}", voice, about, "yes", draw(line)) for voice, about in pairs]
    if not sources:
        return found
    some_source = st.sampled_from([source.id for source in sources])
    codings = draw(
        distinct(st.builds(
            Coding, name, some_source, some_text, st.integers(0, 9), st.integers(10, 99), said, st.just("garden"),
            st.sampled_from(["trust", "work"]), name, st.sampled_from(["", "supports"]),
            st.sampled_from(["", "observed"]),
            item, item, item, line, line, st.just("2024"), st.just(""), item, flags, flags, flags, words,
            st.sampled_from(["hand", "suggestion"]), item, item, flags,
        ))
    )  # fmt: skip
    turns = st.fixed_dictionaries(
        {"start": st.lists(st.integers(0, 9)), "voice": st.lists(words), "begin": st.just([None, 0.5])}
    )
    found += codings
    found += draw(
        distinct(st.builds(Segments, some_source, some_text, item, turns, st.just([[0, 2]]), st.just([[0, 1]])))
    )
    found += draw(
        distinct(st.builds(Decision, name, some_source, st.integers(0, 9), st.integers(10, 99), name, item,
                           st.sampled_from(["accepted", "rejected"]), name, words, item))
    )  # fmt: skip
    links = st.dictionaries(
        st.sampled_from([coding.id for coding in codings]), st.sampled_from(["supports", "contradicts"])
    )
    filters = st.fixed_dictionaries({}, optional={"code": item, "exact": flags, "aspect": st.lists(line, max_size=2)})
    found += draw(
        distinct(st.builds(Claim, name, titles, links=links if codings else st.just({}), rests_on=filters, memo=words,
                           rivals=st.lists(titles, max_size=2), disposed=st.dictionaries(item, words, max_size=2)))
    )  # fmt: skip
    return found


events = st.lists(st.dictionaries(words, words | st.integers() | st.none(), max_size=3), max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(cases(), events)
def test_what_is_written_is_read_back_and_written_twice_is_the_same(tmp_path_factory, rows, history):
    folder = tmp_path_factory.mktemp("study")
    write(folder / "a", rows, history=history)
    back, events = read_back(folder / "a")
    assert alike(back) == alike(rows)
    assert events == history
    write(folder / "b", rows, history=history)
    assert files(folder / "a") == files(folder / "b")
    write(folder / "b", back, history=events)
    assert files(folder / "a") == files(folder / "b")


def test_originals_go_into_sources_under_their_names(tmp_path):
    text = Text(text_hash("x"), "x")
    places = ["RT.docx", "C:\\Users\\ani\\RT.docx", "../PK.txt", "sources/day 1/a.md", "/tmp/b.md", ""]
    sources = [Source(f"S{n}", "interview", text.hash, file=file) for n, file in enumerate(places)]
    originals = {source.id: source.id.encode() for source in sources}
    write(tmp_path / "a", [text, *sources], originals=originals)
    rows = read_study(tmp_path / "a")
    assert {source.id: source.path.read_bytes() for source in rows.sources} == originals
    assert [source.file for source in rows.sources] == ["RT.docx", "RT-2.docx", "PK.txt", "day 1/a.md", "b.md", "S5"]
    assert all(path.is_relative_to(tmp_path / "a") for path in tmp_path.rglob("*.md"))
    before = files(tmp_path / "a")
    write(tmp_path / "a", [text, *sources], originals=originals)
    assert files(tmp_path / "a") == before


def test_an_archive_needs_no_originals_to_be_right(tmp_path):
    text = Text(text_hash("Pupuknya datang."), "Pupuknya datang.")
    source = Source("RT-01", "interview", text.hash, file="RT-01.docx")
    coding = Coding("c1", "RT-01", text.hash, 0, 8, "Pupuknya", "garden", "work", "ani")
    write(tmp_path, [text, source, coding, Book("garden", "1.2.0", BOOK.content())])
    assert check_study(tmp_path) == []
    assert (tmp_path / "text" / "RT-01.txt").read_text() == "Pupuknya datang."
    assert "coder" not in (tmp_path / "codings" / "ani.csv").read_text().partition("\n")[0]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(FormatError, match="is not empty and holds no study"):
        write(tmp_path, [Study()])
    with pytest.raises(FormatError, match="is a file"):
        write(tmp_path / "thesis.docx", [Study()])
    assert list(files(tmp_path)) == ["thesis.docx"]


def test_codings_that_the_rows_do_not_have_are_never_lost(tmp_path):
    garden = Path(shutil.copytree(DATA / "studies" / "garden", tmp_path / "garden"))
    before = files(garden)
    with pytest.raises(FormatError, match=r"codings/ani\.csv"):
        write(garden, [Study(), Book("garden", "1.2.0", BOOK.content())])
    assert files(garden) == before


def test_a_text_that_was_withdrawn_does_not_stay_in_the_archive(tmp_path):
    old, new = (Text(text_hash(words), words) for words in ("Siti bilang", "RT bilang"))
    source = Source("RT-01", "interview", new.hash)
    write(tmp_path, [old, new, source, Memo("m", "case", text="x")])
    write(tmp_path, [new, source])
    assert not any(b"Siti" in content for content in files(tmp_path).values())
    assert read_study(tmp_path).memos == ()


def test_what_was_undone_does_not_stay_in_the_archive(tmp_path):
    text = Text(text_hash("Pupuknya."), "Pupuknya.")
    turns = {"start": [0], "end": [9], "voice": [""]}
    kept = [text, Source("RT-01", "interview", text.hash), Segments("RT-01", text.hash, "s", turns)]
    beside = [
        *(Translation.of("RT-01", text.hash, 0, 9, language, "x") for language in ("en", "nl")),
        Settlement("s", "RT-01", text.hash, 0, 9, "Pupuknya.", ("work",), (), "why"),
        Published("p", "x", reference="A paper", heard=[{"id": "IZ"}]),
    ]
    write(tmp_path / "a", kept)
    write(tmp_path / "b", [*kept, *beside])
    assert {"translations/RT-01.nl.csv", "settled.csv", "published.yaml"} <= files(tmp_path / "b").keys()
    write(tmp_path / "b", kept)
    assert files(tmp_path / "b") == files(tmp_path / "a")
    read = read_study(tmp_path / "b")
    assert (read.translations, read.settled, read.published) == ((), (), ())


def test_names_that_a_system_cannot_hold_are_kept_inside_the_file(tmp_path):
    text = Text(text_hash("x"), "x")
    source = Source("a/b", "interview", text.hash)
    coders = ["Ani", "ani", "ANI", "con", "x/../../y", "a:b"]
    codings = [Coding(str(n), "a/b", text.hash, 0, 1, "x", "", "work", coder) for n, coder in enumerate(coders)]
    write(tmp_path / "a", [text, source, *codings])
    assert sorted(coding.coder for coding in read_study(tmp_path / "a").codings) == sorted(coders)
    assert sorted(path.name for path in (tmp_path / "a" / "codings").iterdir()) == [
        "ANI.csv", "Ani-2.csv", "_con.csv", "a-b.csv", "ani-3.csv", "x-..-..-y.csv",
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_codings_are_written_in_the_order_of_sources_and_places_with_their_blanks(tmp_path):
    text = Text(text_hash("x"), "x")
    sources = [Source(id, "interview", text.hash) for id in ("B", "A")]
    places = [("3", "A", 0), ("2", "B", 5), ("1", "B", 0)]
    codings = [Coding(id, at, text.hash, start, 9, " x ", "", "work", "ani") for id, at, start in places]
    write(tmp_path, [text, *sources, *codings])
    written = read_study(tmp_path).codings
    assert [coding.id for coding in written] == ["1", "2", "3"]
    assert written[0].quote == " x "
