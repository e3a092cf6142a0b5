from collections.abc import Callable
from pathlib import Path

import pytest
from wells import A, book, write_beside, write_wells

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase.model.nouns import Coder, Coding, Decision, Memo, Published, Settlement, Translation
from qualcase.render.labels import said

Theirs = Callable[..., qc.Case]
TRUST = ("Saya percaya pada mereka.", "trust")


@pytest.fixture
def theirs(folder: Path, tmp_path: Path) -> Theirs:
    """Give a case file of the same study, of somebody who works apart."""

    def made(coder: str = "budi", name: str = "theirs.qualcase") -> qc.Case:
        case = qc.Case(tmp_path / name, coder=coder)
        case.add(folder)
        return case

    return made


def outcomes(merged: object) -> list[str]:
    return merged.frame["outcome"].tolist()  # type: ignore[attr-defined,no-any-return]


def test_another_coders_case_file_brings_her_codings_memos_and_decisions(small: qc.Case, theirs: Theirs) -> None:
    other = theirs()
    coding = other.code(*TRUST, source="A-01", stance="mixed")
    other.memo("hm", about=f"coding:{coding.id}")
    other.memo("general")
    other.reject(other.suggest(by="sentence").where(code="promise"))
    other.close()
    assert outcomes(small.merge(other.path)) == ["came"]
    assert small.rows(Coding) == [coding]
    assert {memo.about for memo in small.rows(Memo)} == {"case", f"coding:{coding.id}"}
    assert len(small.rows(Decision)) == 2
    assert [(e.verb, e.actor) for e in small.history] == [("add", "ani"), ("merge", "ani")]


def test_merging_again_changes_nothing_and_later_work_comes_as_changed(small: qc.Case, theirs: Theirs) -> None:
    other = theirs()
    other.code(*TRUST, source="A-01", stance="mixed", phase="start", time="dulu")
    small.merge(other.path)
    n = len(small.history)
    assert outcomes(small.merge(other.path)) == ["there already"]
    assert len(small.history) == n
    other.code(*TRUST, source="A-01", stance="supports", time="dulu")
    other.code("Dulu belum percaya.", "trust", source="A-01")
    merged = small.merge(other.path)
    assert outcomes(merged) == ["updated", "came"]
    assert said(merged.rows[0][4], "en") == (
        "stance here “mixed”, there “supports”; phase here “start”, there “not set”"
    )
    assert [(c.stance, c.phase) for c in small.rows(Coding)] == [("supports", ""), ("", "")]


@pytest.mark.parametrize("archived", [True, False], ids=["archived", "as it was written"])
def test_a_study_folder_merges_like_a_case_file(small: qc.Case, theirs: Theirs, tmp_path: Path, archived: bool) -> None:
    if archived:
        other = theirs()
        other.code(*TRUST, source="A-01", stance="mixed")
        other.memo("general")
        other.archive(tmp_path / "kept")
        uid = other.rows(Coder)[0].uid
    else:
        write_wells(tmp_path / "kept", codings=f"source,quote,code,stance\nA-01,{TRUST[0]},trust,mixed\n", coder="budi")
    assert outcomes(small.merge(tmp_path / "kept")) == ["came"]
    assert [(c.quote, c.coder, c.stance) for c in small.rows(Coding)] == [(TRUST[0], "budi", "mixed")]
    n = len(small.history)
    assert outcomes(small.merge(tmp_path / "kept")) == ["there already"]
    assert len(small.history) == n
    if archived:
        assert small.rows(Coder) == [Coder("budi", uid)]
        assert [memo.text for memo in small.rows(Memo)] == ["general"]


def test_what_of_a_folder_cannot_be_placed_is_a_conflict_too(small: qc.Case, tmp_path: Path) -> None:
    write_wells(
        tmp_path / "kept", codings=f"source,quote,code\nA-01,{TRUST[0]},trust\nA-01,Tidak ada,trust\n", coder="b"
    )
    merged = small.merge(tmp_path / "kept")
    assert outcomes(merged) == ["came", "conflict"]
    assert "codings/b.csv:3" in said(merged.rows[1][4], "en")


def test_sources_are_matched_by_their_text_whatever_they_are_called(small: qc.Case, tmp_path: Path) -> None:
    other = qc.Case(tmp_path / "o.qualcase", coder="budi")
    (tmp_path / "Wawancara 1.txt").write_text(A, encoding="utf-8")
    (tmp_path / "A-01.txt").write_text(A.replace("belum", "tidak"), encoding="utf-8")
    (tmp_path / "small.yaml").write_text(book(), encoding="utf-8")
    other.add([tmp_path / "Wawancara 1.txt", tmp_path / "A-01.txt"])
    other.use(tmp_path / "small.yaml")
    for source in ("Wawancara 1", "A-01"):
        other.code(*TRUST, source=source)
        other.memo("seen", about=f"source:{source}")
    merged = small.merge(other.path)
    assert outcomes(merged) == ["came", "conflict"]
    assert said(merged.rows[1][4], "en") == "its text is not in this case, or was edited"
    assert [c.source for c in small.rows(Coding)] == ["A-01"]
    assert [memo.about for memo in small.rows(Memo)] == ["source:A-01"]


def test_two_people_of_one_name_are_never_made_one_without_being_told(small: qc.Case, theirs: Theirs) -> None:
    small.code(*TRUST, source="A-01", stance="supports")
    other = theirs("ani")
    other.code(*TRUST, source="A-01", stance="mixed")
    n = len(small.history)
    with pytest.raises(qc.OptionError, match=r"a coder 'ani' here and one there.*\{'ani': 'ani'\}.*\{'ani': 'ani-2'\}"):
        small.merge(other.path)
    with pytest.raises(qc.NotFound, match=r"no coder 'any' in the other case. Did you mean 'ani'"):
        small.merge(other.path, coders={"any": "ani-2"})
    assert len(small.history) == n
    assert outcomes(small.merge(other.path, coders={"ani": "ani-2"})) == ["came"]
    assert {(c.coder, c.stance) for c in small.rows(Coding)} == {("ani", "supports"), ("ani-2", "mixed")}
    assert outcomes(small.merge(other.path)) == ["there already"]  # by her id for life, whatever she is called here


def test_your_own_codings_stay_as_you_have_them_here(small: qc.Case, tmp_path: Path) -> None:
    small.code(*TRUST, source="A-01", stance="supports")
    small.archive(tmp_path / "copy")
    small.code(*TRUST, source="A-01", stance="mixed")
    merged = small.merge(tmp_path / "copy")
    assert outcomes(merged) == ["conflict"]
    assert "your own coding differs (stance here “mixed”, there “supports”)" in said(merged.rows[0][4], "en")
    assert [c.stance for c in small.rows(Coding)] == ["mixed"]


def test_what_is_withdrawn_here_stays_so(small: qc.Case, theirs: Theirs) -> None:
    other = theirs()
    coding = other.code(*TRUST, source="A-01")
    small.merge(other.path)
    small.uncode(coding.id)
    assert outcomes(small.merge(other.path)) == ["there already"]
    assert small.rows(Coding)[0].withdrawn
    other.uncode(coding.id)
    other.code("Dulu belum percaya.", "trust", source="A-01")
    assert outcomes(small.merge(other.path)) == ["there already", "came"]


def test_codings_made_with_another_version_of_the_codebook_are_not_taken_in(
    small: qc.Case, theirs: Theirs, tmp_path: Path
) -> None:
    other = theirs()
    other.code(*TRUST, source="A-01")
    newer = tmp_path / "small.yaml"
    newer.write_text(book(version="1.0.1", trust="yakin"), encoding="utf-8")
    small.use(newer)
    merged = small.merge(other.path)
    assert outcomes(merged) == ["conflict"]
    assert "version 1.0.0 of “small”, here it is 1.0.1: bring both to one version" in said(merged.rows[0][4], "en")
    assert small.rows(Coding) == []
    other.use(newer)
    assert outcomes(small.merge(other.path)) == ["came"]  # what was coded before the change has come along with it


def test_a_code_that_is_defined_otherwise_under_the_same_version_is_a_conflict(small: qc.Case, tmp_path: Path) -> None:
    folder = write_wells(tmp_path / "kept", codings=f"source,quote,code\nA-01,{TRUST[0]},trust\n", coder="budi")
    other = book().replace("Whether one side relies on the other.", "Whether they are friends.")
    (folder / "codebooks" / "small.yaml").write_text(other, encoding="utf-8")
    merged = small.merge(folder)
    assert outcomes(merged) == ["conflict"]
    assert "defined otherwise there, under the same version 1.0.0" in said(merged.rows[0][4], "en")


TABLE = """\
source;quote;code;stance;memo
A-01;Saya percaya pada mereka.;trust;supports;"two lines
of memo"
A-01;Saya parcaya;trust;;
A-01;Dulu belum percaya.;trus;;
A-9;Kami curiga.;trust;;
B-01;Kami curiga.;trust;contradict;
B-01;Kami curiga.;trust;contradicts;
"""


def test_a_table_of_codings_is_taken_line_by_line_and_says_what_is_wrong_with_each(
    small: qc.Case, tmp_path: Path
) -> None:
    (tmp_path / "budi.csv").write_text(TABLE, encoding="utf-8-sig")
    merged = small.merge(tmp_path / "budi.csv")
    assert outcomes(merged) == ["came", "conflict", "conflict", "conflict", "conflict", "came"]
    for row, line, message in zip(
        merged.rows[1:5],
        (4, 5, 6, 7),
        ("nearest passage", "'trust'", "There are: 'A-01'", "contradicts"),
        strict=True,
    ):
        assert said(row[4], "en").startswith(f"budi.csv:{line}: ")
        assert message in said(row[4], "en")
    assert [(c.coder, c.quote, c.memo, c.origin) for c in small.rows(Coding)] == [
        ("budi", "Saya percaya pada mereka.", "two lines\nof memo", "merge"), ("budi", "Kami curiga.", "", "merge"),
    ]  # fmt: skip
    n = len(small.history)
    assert outcomes(small.merge(tmp_path / "budi.csv"))[::5] == ["there already"] * 2
    assert len(small.history) == n


def test_a_table_cannot_say_who_is_who_where_the_name_is_taken(small: qc.Case, tmp_path: Path) -> None:
    small.code(*TRUST, source="A-01", stance="supports")
    (tmp_path / "ani.csv").write_text("source,quote,code\nA-01,Dulu belum percaya.,trust\n", encoding="utf-8")
    with pytest.raises(qc.OptionError, match="a coder 'ani' here and one there"):
        small.merge(tmp_path / "ani.csv")
    assert outcomes(small.merge(tmp_path / "ani.csv", coders={"ani": "ani"})) == ["came"]
    assert {c.coder for c in small.rows(Coding)} == {"ani"}


def test_what_cannot_be_merged_is_refused_with_what_can(small: qc.Case, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no codings", encoding="utf-8")
    (tmp_path / "x.csv").write_text("id,role\nAN,farmer\n", encoding="utf-8")
    (tmp_path / "only").mkdir()
    for wrong, message in (
        ("note.txt", "there is no file .*Did you mean 'notes.txt'.*takes a .qualcase file"),
        ("notes.txt", r"notes\.txt is no case file.*case\.add\('notes\.txt'\)"),
        ("x.csv", r"(?s)no table of codings; it needs the columns source, quote and code:\n  x\.csv:1: "),
        ("only", r"holds no texts.*codings/<coder>\.csv"),
        ("well", r"well holds no codings, memos or decisions to merge"),
        (shipped("corpus") / "clinic-app", "none of the texts there is in this case.*another study"),
        ("", "there is no file ''"),
    ):
        with pytest.raises(qc.FormatError, match=message):
            small.merge(tmp_path / wrong if wrong else "")
    assert len(small.history) == 1


def test_a_codebook_comes_along_with_the_first_coding_made_by_it(
    small: qc.Case, theirs: Theirs, tmp_path: Path
) -> None:
    other = theirs()
    (tmp_path / "other.yaml").write_text(book().replace("name: small", "name: other"), encoding="utf-8")
    other.use(tmp_path / "other.yaml")
    other.code(*TRUST[:1], "small/trust", source="A-01")
    small.merge(other.path)
    assert list(small.codebooks) == ["small"]
    other.code(*TRUST[:1], "other/trust", source="A-01")
    assert outcomes(small.merge(other.path)) == ["there already", "came"]
    assert list(small.codebooks) == ["small", "other"]


def test_what_stands_beside_codings_comes_along_once(folder: Path, tmp_path: Path) -> None:
    write_beside(folder)
    case = qc.Case(coder="citra")
    case.add(write_wells(tmp_path / "mine"))
    for _ in range(2):
        case.merge(folder, coders={"ani": "ani-2"})
        (translation,) = case.rows(Translation)
        assert (translation.source, translation.words) == ("A-01", "I trust them.")
        (settled,) = case.rows(Settlement)
        assert settled.kept == ("ani-2",)
        assert [one.id for one in case.rows(Published)] == ["p"]


def test_what_came_is_said_in_the_language_of_the_study(small: qc.Case, tmp_path: Path) -> None:
    path = tmp_path / "citra.csv"
    path.write_text('source,quote,code\nA-01,"Saya percaya pada mereka.",trust\nA-01,nowhere,trust\n', encoding="utf-8")
    merged = small.merge(path)
    sheet = merged.sheet(lang="id")
    assert sheet.columns[0].cells == ["konflik"]
    assert set(sheet.notes) == {"masuk: 1", "konflik: 1"}
    assert merged.sheet().lang == small.snapshot.lang
    path.write_text('source,quote,code\nA-01,"Saya percaya pada mereka.",trust\n', encoding="utf-8")
    assert "Tidak ada konflik" in small.merge(path).sheet(lang="id").notes[0]
