import inspect
import shutil
from pathlib import Path

import pytest

from qualcase.formats.study_check import check_study
from qualcase.formats.study_layout import FILTERS, FLAGS
from qualcase.reduce.where import select

GARDEN = Path(__file__).parents[1] / "data" / "studies" / "garden"


@pytest.fixture
def garden(tmp_path):
    return Path(shutil.copytree(GARDEN, tmp_path / "garden"))


def change(folder, file, old, new):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_study_that_fits_together_has_no_findings():
    assert check_study(GARDEN) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "words"),
    [
        ("informants.csv", "id,role,", "id,rol,", "informants.csv:1", "column role is missing. Did you mean rol?"),
        ("informants.csv", "RT,head,", "RT,,", "informants.csv:2", "RT has no role."),
        ("informants.csv", "RT,head,", "RT,haed,", "informants.csv:2", "Did you mean head?"),
        ("informants.csv", "officer,office,", "officer,ofice,", "informants.csv:3", "Did you mean office?"),
        ("informants.csv", "gardener", "gardner", "informants.csv:2", "Did you mean gardener?"),
        ("informants.csv", "\nPK,", "\nRT,", "informants.csv:3", "The id RT is taken: see line 2."),
        ("informants.csv", "\nIW,", "\n,", "informants.csv:4", "id is empty."),
        ("informants.csv", "Pak K", "bu rt", "informants.csv:3", "belongs to RT too"),
        ("sources.csv", "id,file,kind", "id,file,kidn", "sources.csv:1", "no column kidn. It is not read."),
        ("sources.csv", "RT-01.txt", "RT-1.txt", "sources.csv:2", "Did you mean RT-01.txt?"),
        ("sources.csv", "RT-01.txt", "../../x.txt", "sources.csv:2", "outside the study folder"),
        ("sources.csv", "interview,RT", "interview,TR", "sources.csv:2", "TR is not in informants.csv."),
        ("sources.csv", "kebun,IW", "kebun,WI", "sources.csv:2", "WI is not in informants.csv."),
        ("sources.csv", "txt,interview", "txt,interviu", "sources.csv:2", "Did you mean interview?"),
        ("sources.csv", "2024-01-10", "10/01/2024", "sources.csv:2", "10/01/2024 is no date."),
        ("sources.csv", "sources/PK-01.txt", "RT-01.txt", "sources.csv:3", "listed twice: see line 2."),
        ("asked.csv", "RT,g1,yes", "RT,g1,ya", "asked.csv:2", "ya cannot be the asked."),
        ("asked.csv", "RT,g1", "RT,g9", "asked.csv:2", "g9 is no question of guide.yaml and no code."),
        ("asked.csv", "PK,trust", "PX,trust", "asked.csv:3", "PX is not in informants.csv."),
        ("asked.csv", "PK,trust,", "RT,g1,", "asked.csv:3", "is taken"),
        ("guide.yaml", "[trust]", "[trsut]", "guide.yaml:2", "There is no code trsut. Did you mean trust?"),
        ("guide.yaml", "[head]", "[haed]", "guide.yaml:2", "Did you mean head?"),
        ("guide.yaml", "{id: g2, text", "{id: g2, txt", "guide.yaml:3", "There is no field txt. Did you mean text?"),
        ("study.yaml", "side: office", "side: ofice", "study.yaml:14", "The side ofice is not in study.yaml."),
        ("study.yaml", "[head]", "[haed]", "study.yaml:19", "Did you mean head?"),
        ("study.yaml", "to: 2023-06", "to: June", "study.yaml:16", "June is no date."),
        ("study.yaml", "to: 2023-06", "to: 2022", "study.yaml:16", "It ends (2022) before it begins (2023-01)."),
        ("study.yaml", "to: 2023-06", "to: 2023-07", "study.yaml:17", "The phase second overlaps with first."),
        ("study.yaml", "n: 24", "n: many", "study.yaml:21", "n must be a whole number."),
        ("study.yaml", "{id: q1, text", "{id: q1, txt", "study.yaml:6", "There is no field txt. Did you mean text?"),
        ("study.yaml", "format: 1", "format: 2", "study.yaml:1", "Install a newer qualcase."),
        ("study.yaml", "[garden]", "[gardn]", "study.yaml", "The codebook gardn is not in codebooks/"),
        ("codings/ani.csv", "RT-01,Pupuk", "RT-1,Pupuk", "codings/ani.csv:2", "Did you mean RT-01?"),
        ("codings/ani.csv", "juga.,trust", "juga.,trsut", "codings/ani.csv:2", "Did you mean trust?"),
        ("codings/ani.csv", "juga.,trust", "juga.,", "codings/ani.csv:2", "code is empty."),
        ("codings/ani.csv", "garden/work", "grden/work", "codings/ani.csv:3", "Did you mean garden?"),
        ("codings/ani.csv", "supports", "support", "codings/ani.csv:2", "Did you mean supports?"),
        ("codings/ani.csv", "first_hand", "firsthand", "codings/ani.csv:2", "Did you mean first_hand?"),
        ("codings/ani.csv", "neighbours,office", "neighbors,office", "codings/ani.csv:2", "Did you mean neighbours?"),
        ("codings/ani.csv", "2023-12,2023-12", "2023-12,2023-11", "codings/ani.csv:2", "ends (2023-11) before"),
        ("codings/ani.csv", "2023-12,2023-12", "2023-13,2023-12", "codings/ani.csv:2", "2023-13 is no date."),
        ("codings/ani.csv", ",second,", ",secnd,", "codings/ani.csv:2", "Did you mean second?"),
        ("codings/ani.csv", "true,no", "true,perhaps", "codings/ani.csv:4", "not_yet must be true or false"),
        ("codings/ani.csv", "Pupuknya datang juga.", "", "codings/ani.csv:2", "no quote and no place"),
        ("memos.csv", "code:trust", "code:trsut", "memos.csv:3", "Did you mean trust?"),
        ("memos.csv", ",case,", ",study,", "memos.csv:2", "study names nothing in this study."),
        ("claims.yaml", "code: trust, holder", "code: trsut, holder", "claims.yaml:2", "There is no code trsut."),
        ("claims.yaml", "code: trust, holder", "code: [work, wrok], holder", "claims.yaml:2", "no code wrok."),
        ("claims.yaml", "code: trust, polarity", "code: trsut, polarity", "claims.yaml:6", "There is no code trsut."),
        ("claims.yaml", "source: RT-01", "source: RT-1", "claims.yaml:6", "There is no source RT-1."),
        ("claims.yaml", "comparative", "comparing", "claims.yaml:8", "Did you mean comparative?"),
        ("claims.yaml", "id: c2", "id: c1", "claims.yaml:6", "The id c1 is taken: see line 2."),
        ("claims.yaml", "{quote: Pupuknya datang juga., source: RT-01,", "{", "claims.yaml:6", "c2 rests on nothing"),
        *(
            ("claims.yaml", "holder: neighbours", wrong, "claims.yaml:2", told)
            for wrong, told in (
                ("cod: trust", "no filter cod. Did you mean code?"),
                ("not_yet: true", "no filter not_yet."),
                ("near: trsut, within: turn", "There is no code trsut. Did you mean trust?"),
                ("stance: suports", "no stance suports here. Did you mean supports?"),
                ("basis: [first_hand, firsthand]", "no basis firsthand here. Did you mean first_hand?"),
                ("kind: interviu", "no kind interviu here. Did you mean interview?"),
                ("role: haed", "no role haed here. Did you mean head?"),
                ("side: ofice", "no side ofice here. Did you mean office?"),
                ("voice: Ibu R", "no voice Ibu R here. Did you mean Ibu RT?"),
                ("source: [RT-01, RT01]", "no source RT01 here. Did you mean RT-01?"),
                ("holder: neighbors", "no holder neighbors here. Did you mean neighbours?"),
                ("target: ofice", "no target ofice here. Did you mean office?"),
                ("key: sometimes", "key must be true or false."),
            )
        ),
        ("codebooks/garden.yaml", "version: 1.2.0", "version: '1'", "codebooks/garden.yaml:3", "1 is no version."),
        ("codebooks/garden.yaml", "status: draft", "status: drat", "codebooks/garden.yaml:48", "Did you mean draft?"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_file_and_line(garden, file, old, new, place, words):
    change(garden, file, old, new)
    told = [(finding.place, finding.message) for finding in check_study(garden, "en")]
    assert any(at == place and words in message for at, message in told), told
    translated = [finding.place for finding in check_study(garden, "id")]
    assert translated.count(place) == [at for at, _ in told].count(place)


def test_the_filters_of_a_study_are_those_of_where():
    assert ("snapshot", *FILTERS) == tuple(inspect.signature(select).parameters)
    assert set(FLAGS) <= set(FILTERS)


@pytest.mark.parametrize(
    "filters",
    [
        "stance: [supports, unset], basis: unset, holder: unset, target: RT",
        "role: [head, interviewer], side: [office, researcher], voice: [PK, Bu RT], source: PK-01, key: true",
        "near: work, within: turn, aspect: anything, coder: ani, period: first, collected: 2024, kind: interview",
    ],
)
def test_filters_that_where_takes_are_not_told(garden, filters):
    change(garden, "claims.yaml", "holder: neighbours", filters)
    assert check_study(garden, "en") == []


def test_without_informants_nobody_knows_who_speaks(garden):
    (garden / "informants.csv").unlink()
    change(garden, "claims.yaml", "holder: neighbours", "voice: anybody")
    assert not [found for found in check_study(garden, "en") if found.path == "claims.yaml"]


@pytest.mark.parametrize("place", ["9,3", "3,3", "3,", "a,b", "-1,3"])
def test_a_place_must_be_a_stretch_of_the_text(garden, place):
    (garden / "codings" / "ani.csv").write_text(f"source,start,end,quote,code\nRT-01,{place},Pupuknya,trust\n")
    told = check_study(garden, "en")
    assert [finding.message for finding in told] == ["start and end must be two whole numbers, the first the smaller."]


def test_all_is_told_at_once(garden):
    change(garden, "study.yaml", "side: office", "side: ofice")
    change(garden, "informants.csv", "RT,head,", "RT,,")
    change(garden, "codings/ani.csv", "RT-01,Pupuk", "RT-1,Pupuk")
    change(garden, "memos.csv", "code:trust", "code:trsut")
    places = {finding.place for finding in check_study(garden)}
    assert {"study.yaml:14", "informants.csv:2", "codings/ani.csv:2", "memos.csv:3"} <= places


def test_a_text_that_no_line_lists_is_told(garden):
    (garden / "sources" / "FGD.txt").touch()
    told = check_study(garden, "en")
    assert [(finding.place, finding.level) for finding in told] == [("sources/FGD.txt", "warning")]
    assert "read as group discussion" in told[0].message


def test_a_file_with_real_names_must_not_lie_in_the_folder(garden):
    (garden / "key.csv").write_text("id,name\nRT,x\n")
    assert [(finding.place, finding.level) for finding in check_study(garden)] == [("key.csv", "warning")]


def test_a_code_in_two_books_needs_the_name_of_its_book(garden):
    text = (garden / "codebooks" / "garden.yaml").read_text(encoding="utf-8").replace("name: garden", "name: plot")
    (garden / "codebooks" / "plot.yaml").write_text(text, encoding="utf-8")
    told = [(finding.place, finding.message) for finding in check_study(garden, "en")]
    assert ("codings/ani.csv:3", told[0][1]) not in told
    assert any(at == "codings/ani.csv:2" and "garden/trust" in message for at, message in told)


def test_a_retired_code_that_is_used_is_told(garden):
    change(garden, "codebooks/garden.yaml", "    kind: evaluative", "    status: retired\n    kind: evaluative")
    told = {(finding.place, finding.level) for finding in check_study(garden)}
    assert told == {("codings/ani.csv:2", "warning"), ("codings/ani.csv:4", "warning")}


def test_quotes_are_looked_for_by_whoever_has_the_texts(garden):
    told = check_study(garden, "en", locate=lambda coding: "not in RT-01." if "Pupuk" in coding.quote else None)
    assert [(finding.place, finding.message) for finding in told] == [
        ("codings/ani.csv:2", "The quote is not where it should be: not in RT-01.")
    ]


def test_an_empty_folder_says_what_a_study_needs(tmp_path):
    assert "sources/" in check_study(tmp_path, "en")[0].message
    assert "no such folder" in check_study(tmp_path / "none", "en")[0].message


def test_a_new_study_declares_neither_roles_nor_codebooks(tmp_path):
    (tmp_path / "informants.csv").write_text("id,role\nRT,ketua\n")
    (tmp_path / "RT.txt").touch()
    assert check_study(tmp_path) == []


def test_a_population_names_criteria_and_roles_that_the_study_has(garden):
    change(
        garden, "study.yaml", "population:\n", "population:\n  - {id: x, n: 9, criteria: [no-such], roles: nobody}\n"
    )
    told = {finding.message.split(" is ")[0] for finding in check_study(garden, "en")}
    assert told == {"The criterion no-such", "The role nobody"}
