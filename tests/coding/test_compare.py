"""Two coders side by side on the small study: what differs, how it was settled, and an exercise beside its solution."""

from pathlib import Path

import pytest
from wells import write_wells

import qualcase as qc
from qualcase.errors import FormatError, NotFound, OptionError

ANI = """\
source,quote,code,stance
A-01,Saya percaya pada mereka.,trust,supports
A-01,Dulu belum percaya.,trust,contradicts
A-01,Mereka menepati kata.,promise,
B-01,Kami curiga.,trust,contradicts
"""
BUDI = """\
source,quote,code,stance
A-01,Saya percaya,trust,supports
A-01,Dulu belum percaya.,trust,supports
A-01,Mereka menepati kata.,trust,supports
A-01,Saya jadi lebih percaya diri.,trust,supports
"""
SETTLED = """\
source,quote,codes,kept,reason,author
A-01,Dulu belum percaya.,trust,ani,"belum membalik arah (R6)",ani
A-01,Saya jadi lebih percaya diri.,trust,,"tentang diri sendiri (R1)",ani
"""


@pytest.fixture
def two(folder: Path) -> qc.Case:
    (folder / "codings").mkdir()
    (folder / "codings" / "ani.csv").write_text(ANI, encoding="utf-8")
    (folder / "codings" / "budi.csv").write_text(BUDI, encoding="utf-8")
    (folder / "settled.csv").write_text(SETTLED, encoding="utf-8")
    case = qc.Case(coder="ani")
    assert not case.add(folder).problems
    return case


def test_every_difference_is_there_the_costliest_first_with_how_it_was_settled(two: qc.Case) -> None:
    found = two.compare("ani", "budi")
    frame = found.frame
    assert frame["differs"].tolist() == ["stance", "code", "only second", "ends"]
    assert frame["source"].unique().tolist() == ["A-01"]
    assert frame["turn"].tolist() == [2, 4, 4, 2]
    assert frame["first_code"].tolist() == ["trust", "promise", "", "trust"]
    assert frame["second_quote"].tolist()[2:] == ["Saya jadi lebih percaya diri.", "Saya percaya"]
    assert frame["kept"].tolist() == ["ani", "", "", ""]
    assert frame["reason"].tolist() == ["belum membalik arah (R6)", "", "tentang diri sendiri (R1)", ""]
    assert found.left_out == ("B-01",)  # only ani coded it
    for lang in ("id", "en"):
        shown = found.sheet(lang=lang)
        assert len(shown) == 4
        assert "B-01" in " ".join(shown.notes)


def test_code_by_code_it_counts_what_is_common_and_what_became_of_the_rest(two: qc.Case) -> None:
    by_code = two.compare("ani", "budi").by_code()
    rows = by_code.frame.set_index("code")
    assert rows.loc["trust"].to_dict() == {
        "first": 2, "second": 4, "both": 2, "same_ends": 1, "other_stance": 1, "other_code": 1, "only_first": 0,
        "only_second": 1, "taken_for": "promise (1)",
    }  # fmt: skip
    assert rows.loc["promise", ["first", "second", "both", "other_code"]].tolist() == [1, 0, 0, 1]
    words = by_code.sheet(lang="en").notes[1:]
    assert words[0] == (
        "Kepercayaan: ani has 2 of budi’s 4. What budi has here was also taken for: Janji (1). "
        "In 1 of those in common the stance differs."
    )
    assert "budi does not have this code" in words[1]
    assert "ani menemukan 2 dari 4" in by_code.sheet(lang="id").notes[1]


def test_a_basis_left_open_is_read_from_who_speaks_before_it_is_compared(two: qc.Case) -> None:
    two.code("Janjinya begitu, katanya.", "trust", source="A-01", stance="supports", coder="ani")
    two.code("Janjinya begitu, katanya.", "trust", source="A-01", stance="supports", basis="first_hand", coder="budi")
    assert len(two.compare("ani", "budi")) == 4
    two.code("Janjinya begitu, katanya.", "trust", source="A-01", stance="supports", basis="attributed", coder="budi")
    assert two.compare("ani", "budi").frame["differs"].tolist()[2] == "basis"


def test_the_second_coder_may_stand_in_another_case(two: qc.Case, folder: Path, tmp_path: Path) -> None:
    mine = qc.Case(coder="rina")
    mine.add(write_wells(tmp_path / "again"))
    mine.code("Mereka menepati kata.", "trust", source="A-01", stance="supports")
    filed = tmp_path / "two.qualcase"
    with qc.open(filed, coder="ani") as case:
        case.add(folder)
    frames = [mine.compare("rina", "budi", of=of).frame for of in (two, folder, str(filed))]
    assert all(frame.equals(frames[0]) for frame in frames)
    assert frames[0]["differs"].tolist() == ["only second"] * 3
    assert frames[0]["reason"].tolist().count("") == 1


def test_what_cannot_be_compared_says_what_instead(two: qc.Case) -> None:
    with pytest.raises(NotFound, match=r"no coder 'bud'.*Did you mean 'budi'"):
        two.compare("ani", "bud")
    with pytest.raises(OptionError, match="'ani' twice"):
        two.compare("ani", "ani")
    with pytest.raises(FormatError, match=r"there is no case 'omah-kretek'\. Did you mean 'omah-kreteg'"):
        two.compare("ani", "budi", of="omah-kretek")
    with pytest.raises(OptionError, match="coded no source in common"):
        two.compare("ani", "consensus", of="omah-kreteg")


def test_an_exercise_set_beside_the_consensus_gives_feedback_code_by_code(tmp_path: Path) -> None:
    from qualcase.ingest.new import copy_example

    said = copy_example(tmp_path / "exercise", exercise=True)
    assert 'compare("me", "consensus", of="omah-kreteg")' in said
    assert not list((tmp_path / "exercise").rglob("codings"))
    with qc.Case(coder="rina") as case:
        assert not case.add(tmp_path / "exercise").problems
        assert not case.claims
        case.code("Saya kira mau nagih apa gitu.", "trust", source="YL-01", stance="contradicts")
        rows = case.compare("rina", "consensus", of="omah-kreteg").by_code().frame.set_index("code")
    assert rows.loc["trust", "first"] == 1
    assert rows.loc["trust", "second"] > 10


def test_a_view_of_sources_narrows_both_and_another_view_is_refused(two: qc.Case, folder: Path) -> None:
    part = two.where(source="A-01")
    assert part.compare("ani", "budi", of=folder).left_out == ()
    assert part.compare("ani", "budi", of=folder).frame.equals(two.compare("ani", "budi").frame)
    with pytest.raises(OptionError, match="narrows this case alone"):
        two.where(code="trust").compare("ani", "budi", of=folder)


def test_what_could_not_be_placed_in_the_other_case_is_told(two: qc.Case, folder: Path, tmp_path: Path) -> None:
    other = write_wells(tmp_path / "other", codings=BUDI + "A-01,Mereka ingkar.,trust,supports\n", coder="budi")
    with pytest.warns(UserWarning, match="1 things in .*other could not be placed"):
        two.compare("ani", "budi", of=other)


@pytest.mark.parametrize("of", [3, {}, "."])
def test_what_is_no_case_is_told_as_such(
    two: qc.Case, of: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "something.txt").write_text("x", encoding="utf-8")
    with pytest.raises((OptionError, FormatError), match=r"no case|folder without a study"):
        two.compare("ani", "budi", of=of)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="name two coders"):
        two.compare(["ani"], "budi")  # type: ignore[arg-type]


def test_a_folder_of_an_examples_name_does_not_hide_the_example(
    case: qc.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "omah-kreteg").mkdir()
    assert len(case.compare("ani", "consensus", of="omah-kreteg").pairs) > 600


def test_another_direction_is_said_in_both_columns(two: qc.Case) -> None:
    for coder, holder in (("ani", "company"), ("budi", "community")):
        target = {"company": "community", "community": "company"}[holder]
        two.code(
            "Sudah, begitu saja.", "trust", source="B-01", stance="supports", holder=holder, target=target, coder=coder
        )
    found = two.compare("ani", "budi")
    row = found.frame["differs"].tolist().index("direction; basis")
    cells = [found.sheet(lang="en").columns[n].cells[row] for n in (3, 4)]
    assert "Company → Community" in cells[0]
    assert "→" not in cells[1]  # the codebook's own direction


def test_codes_of_one_name_in_two_books_are_told_apart(two: qc.Case) -> None:
    two.use("four-elements")
    for coder, code in (("ani", "four-elements/trust"), ("budi", "four-elements/trust")):
        two.code("Janjinya begitu", code, source="A-01", stance="supports", coder=coder)
    rows = two.compare("ani", "budi").by_code()
    assert {"small/trust", "four-elements/trust"} <= set(rows.frame["code"])
    heads = [note.split(":")[0] for note in rows.sheet(lang="id").notes]
    assert "Kepercayaan (four-elements)" in heads
    assert "Kepercayaan (small)" in heads
    assert two.compare("ani", "budi").frame["reason"].astype(bool).sum() == 2  # settled as small/trust


def test_versions_of_the_books_are_told_where_they_differ(case: qc.Case) -> None:
    assert any("four-elements 1.0.0" in note for note in case.compare("ani", "consensus").sheet(lang="en").notes)
    assert not any("1.0.0" in note for note in case.compare("ani", "budi").sheet(lang="en").notes)


def test_the_reduction_record_leaves_out_who_is_not_compared(case: qc.Case) -> None:
    for result in (case.compare("ani", "budi"), case.agree("ani", "budi")):
        (step,) = result.steps
        assert step.kept == 752 + 454
        assert len(result.condensation().frame) > 0


def test_what_a_code_was_taken_for_is_said_by_its_label_also_where_two_books_have_it(two: qc.Case) -> None:
    two.use("four-elements")
    for coder, code in (("ani", "four-elements/trust"), ("budi", "four-elements/commitment")):
        two.code("Janjinya begitu", code, source="A-01", stance="supports", coder=coder)
    rows = two.compare("ani", "budi").by_code()
    assert rows.frame.set_index("code").loc["commitment", "taken_for"] == "four-elements/trust (1)"
    notes = rows.sheet(lang="id").notes
    assert any("juga dikode sebagai: Kepercayaan (four-elements) (1)." in note for note in notes)
    assert any("juga dikode sebagai: Janji (1)." in note for note in notes)


def test_code_by_code_each_coding_of_either_is_counted_once(case: qc.Case) -> None:
    found = case.compare("ani", "budi")
    rows = found.by_code().frame
    assert rows["first"].sum() == sum(pair.first is not None for pair in found.pairs)
    for side in ("first", "second"):
        theirs = rows["both"] + rows["other_code"] + rows[f"only_{side}"]
        assert (theirs >= rows[side]).all()  # another code counts on both codes' rows
    assert (rows["both"] + rows["other_code"] + rows["only_first"] + rows["only_second"]).sum() == sum(
        1 + ("code" in pair.differs) for pair in found.pairs
    )
