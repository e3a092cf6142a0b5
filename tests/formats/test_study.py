import shutil
from pathlib import Path

import pytest

from qualcase.errors import FormatError
from qualcase.formats.study import read_study
from qualcase.formats.study_layout import Link
from qualcase.formats.study_sources import guess_kind
from qualcase.model.nouns import Asked, Question, Voice

GARDEN = Path(__file__).parents[1] / "data" / "studies" / "garden"


@pytest.fixture
def garden(tmp_path):
    return Path(shutil.copytree(GARDEN, tmp_path / "garden"))


def test_a_study_folder_becomes_rows_of_every_noun():
    rows = read_study(GARDEN)
    study = rows.study
    assert study.title == {"id": "Kebun bersama", "en": "The shared garden"}
    assert (study.synthetic, study.language) == (True, "id")
    assert study.population == [{"id": "households", "label": "Rumah", "n": 24, "source": "Ketua"}]
    assert study.parties[0]["roles"] == ["head"]
    assert rows.voices[0] == Voice(
        "RT", "head", "neighbours", ("Bu RT", "Ibu RT"), ("gardener",), "tertulis", "interviewed",
        {"notes": "sibuk, malam saja", "age": "51"},
    )  # fmt: skip
    assert rows.voices[2].side == "researcher"
    assert rows.questions[1] == Question("g2", "Apa yang dikerjakan?")
    assert rows.asked[1] == Asked("PK trust", "PK", "trust", "not in a position", "bukan warga")
    assert [(book.name, book.version, len(book.content["codes"])) for book in rows.books] == [("garden", "1.2.0", 4)]
    assert rows.claims[0].rests_on == {"code": "trust", "holder": "neighbours", "exact": True}
    assert rows.claims[1].links == (Link("Pupuknya datang juga.", "RT-01", "trust", "contradicts"),)
    assert rows.memos[0].text == "Janji, lalu pupuk."
    assert rows.codebooks == ("garden",)


def test_sources_are_described_and_found_where_they_lie():
    first, second = read_study(GARDEN).sources
    assert first.path == GARDEN / "sources" / "RT-01.txt"
    assert second.path == GARDEN / "sources" / "PK-01.txt"
    assert (first.kind, first.voices, first.interviewers, first.date) == ("interview", ("RT",), ("IW",), "2024-01-10")


def test_codings_are_given_as_written_with_file_and_line():
    first, second, third = read_study(GARDEN).codings
    assert (first.coder, first.start, first.end, first.id) == ("ani", None, None, "")
    assert (first.quote, first.stance, first.key, first.hedge) == ("Pupuknya datang juga.", "supports", True, False)
    assert (second.codebook, second.code, second.stance) == ("garden", "work.watering", "")
    assert (third.quote, third.hedge, third.not_yet, third.key) == ('Mereka bilang "percaya".', True, False, False)
    assert str(third.origin) == "codings/ani.csv:4"


def test_a_memo_without_an_id_gets_the_same_one_at_every_reading():
    assert read_study(GARDEN).memos[0].id == read_study(GARDEN).memos[0].id != ""


def test_every_row_remembers_its_file_and_line():
    origins = read_study(GARDEN).origins
    assert str(origins["voice", "PK"]) == "informants.csv:3"
    assert str(origins["claim", "c2"]) == "claims.yaml:6"
    assert str(origins["question", "g2"]) == "guide.yaml:3"
    assert str(origins["source", "PK-01"]) == "sources.csv:3"


def test_texts_and_one_line_for_each_informant_are_enough(tmp_path):
    (tmp_path / "informants.csv").write_text("id,role\nRT,head\nRT2,head\nRT 3,head\n")
    (tmp_path / "sources").mkdir()
    for name in ("RT-01.txt", "rt2 wawancara.docx", "Catatan lapangan 3.md", "FGD ibu-ibu.vtt", "RT.png", "RTX.txt",
                 "RT 3 lagi.txt", "~$x.docx",
                 ".DS_Store", "key.csv", "notes.xyz"):  # fmt: skip
        (tmp_path / "sources" / name).touch()
    rows = read_study(tmp_path)
    assert [(source.id, source.kind, source.voices, source.listed) for source in rows.sources] == [
        ("Catatan lapangan 3", "observation", (), False),
        ("FGD ibu-ibu", "group discussion", (), False),
        ("RT 3 lagi", "interview", ("RT 3",), False),
        ("RT-01", "interview", ("RT",), False),
        ("RT", "picture", ("RT",), False),
        ("RTX", "interview", (), False),
        ("rt2 wawancara", "interview", ("RT2",), False),
    ]
    assert rows.study.language == "id"


def test_a_folder_of_texts_alone_is_a_study(tmp_path):
    for name in ("Bu RT.txt", "README.md", "laporan.pdf"):
        (tmp_path / name).touch()
    assert [(source.id, source.kind) for source in read_study(tmp_path).sources] == [
        ("Bu RT", "interview"), ("laporan", "document"),
    ]  # fmt: skip


def test_two_files_of_one_name_get_two_ids(tmp_path):
    for name in ("a/RT.txt", "b/RT.txt"):
        path = tmp_path / "sources" / name
        path.parent.mkdir(parents=True)
        path.touch()
    assert [source.id for source in read_study(tmp_path).sources] == ["RT", "RT-2"]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("Wawancara Ketua Kelompok.docx", "interview"),
        ("sources/interviews/IZ_01.docx", "interview"),
        ("FGD-1.txt", "group discussion"),
        ("observasi_dapur.md", "observation"),
        ("sources/fieldnotes/day 1.md", "observation"),
        ("Rencana Kerja 2020.docx", "document"),
        ("skripsi.pdf", "document"),
        ("artikel Grunig.pdf", "literature"),
        ("angket.xlsx", "survey"),
        ("kebun.JPG", "picture"),
        ("RT-01.txt", "interview"),
    ],
)
def test_the_kind_of_a_source_is_guessed_from_the_name_of_its_file(file, kind):
    assert guess_kind(file) == kind


def test_a_source_without_a_file_is_looked_for_by_its_id(garden):
    table = garden / "sources.csv"
    table.write_text("id,voices\nRT-01,RT\n")
    listed, found = read_study(garden).sources
    assert (listed.path, listed.kind) == (garden / "sources" / "RT-01.txt", "interview")
    assert (found.id, found.listed, found.voices) == ("PK-01", False, ("PK",))


def test_a_shipped_codebook_is_used_by_its_name(garden):
    shutil.rmtree(garden / "codebooks")
    (garden / "study.yaml").write_text("codebooks: [four-elements]\n")
    assert [book.name for book in read_study(garden).books] == ["four-elements"]


def test_what_cannot_be_read_is_refused_with_every_line(garden):
    (garden / "study.yaml").write_text("titel: x\nlanguage: [id]\n")
    (garden / "codings" / "ani.csv").write_text("source,quote,code,stance\nRT-01,a,trust,suports\n")
    with pytest.raises(FormatError) as refused:
        read_study(garden)
    assert [line.split(": ")[0] for line in str(refused.value).splitlines()[1:]] == [
        "  codings/ani.csv:2", "  study.yaml:1", "  study.yaml:2",
    ]  # fmt: skip


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FormatError, match="no such folder"):
        read_study(tmp_path / "none")
