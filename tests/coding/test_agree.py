from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wells import book

import qualcase as qc
from qualcase.model.nouns import Coding

TURNS = ("satu.", "dua.", "tiga.", "empat.", "lima.")


@pytest.fixture
def five(tmp_path: Path) -> qc.Case:
    return spoken(tmp_path)


def spoken(place: Path) -> qc.Case:
    """Give a case of five turns of one informant, between which somebody asks, and of a second source."""
    talk = "".join(f"I: Lalu?\nR: {turn}\n" for turn in TURNS)
    (place / "A-01.txt").write_text(talk, encoding="utf-8")
    (place / "B-01.txt").write_text(talk.replace("dua", "dua belas"), encoding="utf-8")
    (place / "small.yaml").write_text(book(), encoding="utf-8")
    case = qc.Case(coder="ani")
    case.add([place / "A-01.txt", place / "B-01.txt"])
    case.use(place / "small.yaml")
    return case


def test_agreement_over_five_turns_as_computed_by_hand(five: qc.Case) -> None:
    for turn in (0, 1, 2):
        five.code(TURNS[turn], "trust", source="A-01", coder="ani")
    for turn in (0, 1, 3):
        five.code(TURNS[turn], "trust", source="A-01", coder="budi")
    five.code(TURNS[4], "promise", source="A-01", coder="budi")
    found = five.agree("ani", "budi").frame.set_index("code")
    # trust: 1 1 1 0 0 against 1 1 0 1 0; 3 of 5 alike; of 10 values six are yes and four no, so alpha is
    # 1 - (10 - 1) * (2 * 2) / (2 * 6 * 4) = 0.25
    assert found.loc["trust"].tolist()[:4] == [5, 0.6, 0.6, pytest.approx(0.25)]
    # promise: 0 0 0 0 0 against 0 0 0 0 1; 1 - 9 * 2 / (2 * 1 * 9) = 0
    assert found.loc["promise"].tolist()[:4] == [5, 0.1, 0.8, pytest.approx(0.0)]
    # overall: t t t - - against t t - t p; 2 of 5 alike; of 10 values six t, three -, one p:
    # 1 - 9 * 6 / (100 - 36 - 9 - 1) = 0
    assert found.loc["overall", "n"] == 5
    assert found.loc["overall", "percent"] == pytest.approx(0.4)
    assert found.loc["overall", "alpha"] == pytest.approx(0.0)


def test_only_the_turns_of_informants_in_sources_that_all_have_coded_are_compared(five: qc.Case) -> None:
    for coder in ("ani", "budi"):
        five.code(TURNS[0], "trust", source="A-01", coder=coder)
    five.code("dua belas.", "trust", source="B-01", coder="ani")
    table = five.agree("ani", "budi")
    assert table.frame["n"].unique().tolist() == [5]
    assert table.frame.set_index("code").loc["trust", "percent"] == 1
    assert "A-01" in repr(table)
    assert "B-01" not in repr(table)
    five.code(TURNS[0], "trust", source="B-01", coder="budi")
    assert five.agree().frame["n"].unique().tolist() == [10]


def test_where_nothing_varies_alpha_is_undefined_and_says_why(five: qc.Case) -> None:
    for turn in TURNS:
        for coder in ("ani", "budi"):
            five.code(turn, "trust", source="A-01", coder=coder)
    row = five.agree().frame.set_index("code").loc["trust"]
    assert (row["percent"], row["reason"]) == (1, "no variation")
    assert row["alpha"] != row["alpha"]


def test_differences_are_quoted_where_some_and_not_all_put_the_code(five: qc.Case) -> None:
    for turn in (0, 1):
        five.code(TURNS[turn], "trust", source="A-01", coder="ani")
    five.code(TURNS[1], "trust", source="A-01", coder="budi")
    five.code(TURNS[2], "trust", source="A-01", coder="budi")
    differ = five.agree().differences("trust").frame
    assert differ[["coder", "quote"]].values.tolist() == [["ani", "satu."], ["budi", "tiga."]]
    with pytest.raises(qc.NotFound, match="Did you mean 'trust'"):
        five.agree().differences("trus")


def test_agreement_needs_two_coders_and_a_source_in_common(five: qc.Case) -> None:
    with pytest.raises(qc.OptionError, match=r"needs two coders, and here there is none.*case\.merge"):
        five.agree()
    five.code(TURNS[0], "trust", source="A-01", coder="ani")
    five.code(TURNS[0], "trust", source="B-01", coder="budi")
    with pytest.raises(qc.OptionError, match="ani and budi have coded no source in common"):
        five.agree()
    with pytest.raises(qc.NotFound, match=r"no coder 'bud' in this case. Did you mean 'budi'"):
        five.agree("ani", "bud")
    with pytest.raises(qc.OptionError, match="here there is ani"):
        five.agree("ani", "ani")
    with pytest.raises(qc.OptionError, match="name the coders one by one"):
        five.agree(["ani", "budi"])  # type: ignore[arg-type]
    with pytest.raises(qc.OptionError, match="Did you mean 'turn'"):
        five.agree(by="turns")  # type: ignore[arg-type]


def test_codings_under_two_versions_of_the_codebook_are_not_compared(five: qc.Case, tmp_path: Path) -> None:
    five.code(TURNS[0], "trust", source="A-01", coder="ani")
    five.code(TURNS[0], "trust", source="A-01", coder="budi")
    five.code(TURNS[0], "trust", source="B-01", coder="ani")
    assert "Codebook: small 1.0.0." in five.agree().sheet(lang="en").notes
    (tmp_path / "small.yaml").write_text(book(version="1.1.0", trust="yakin"), encoding="utf-8")
    five.use(tmp_path / "small.yaml")
    assert five.agree().books == ("small 1.0.0",)  # what the coders used, not what the case uses now
    five.code(TURNS[0], "trust", source="B-01", coder="budi")
    with pytest.raises(
        qc.OptionError, match=r"'small' \(ani: 1\.0\.0; budi: 1\.0\.0 and 1\.1\.0\).*case\.where\(source="
    ):
        five.agree()
    assert five.where(source="A-01").agree().frame["n"].tolist() == [5, 5]


def test_a_version_that_nobody_recorded_hinders_nothing(five: qc.Case) -> None:
    for coder in ("ani", "budi"):
        five.code(TURNS[0], "trust", source="A-01", coder=coder)
    with five.record("edit") as change:
        change.put_all(replace(row, version="") for row in five.rows(Coding, coder="ani"))
    assert five.agree().books == ("small 1.0.0",)
    with five.record("edit") as change:
        change.put_all(replace(row, version="") for row in five.rows(Coding))
    assert five.agree().books == ("small",)


def test_another_direction_than_the_codebooks_is_a_row_of_its_own(five: qc.Case) -> None:
    for turn in (0, 1):
        five.code(TURNS[turn], "trust", source="A-01", coder="ani")
    five.code(TURNS[0], "trust", source="A-01", coder="budi", holder="community")  # as declared
    five.code(TURNS[1], "trust", source="A-01", coder="budi", holder="company", target="community")
    table = five.agree("ani", "budi")
    turned = "trust: company -> community"
    assert table.frame.set_index("code")["percent"].to_dict() == pytest.approx(
        {"trust": 0.8, turned: 0.8, "overall": 0.8}
    )
    assert table.differences("trust").frame[["coder", "quote"]].values.tolist() == [["ani", "dua."]]
    assert table.differences(turned).frame[["coder", "quote"]].values.tolist() == [["budi", "dua."]]
    assert table.sheet(lang="en").columns[0].cells[1] == "Kepercayaan: company → community"


CHOICES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=5, max_size=5)


@given(CHOICES)
def test_percent_and_alpha_are_those_of_the_coincidences_counted_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, choices: list[tuple[bool, bool]]
) -> None:
    case = spoken(tmp_path_factory.mktemp("five"))
    for coder in ("ani", "budi"):
        case.code(TURNS[0], "promise", source="A-01", coder=coder)  # so that both have coded here
    for turn, chosen in zip(TURNS, choices, strict=True):
        for coder, yes in zip(("ani", "budi"), chosen, strict=True):
            if yes:
                case.code(turn, "trust", source="A-01", coder=coder)
    rows = case.agree().frame.set_index("code")
    if not any(map(any, choices)):
        assert "trust" not in rows.index
        return
    row = rows.loc["trust"]
    assert row["percent"] == pytest.approx(sum(a == b for a, b in choices) / 5)
    pairs = [pair for a, b in choices for pair in ((a, b), (b, a))]
    values = [value for pair in choices for value in pair]
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = sum(a != b for n, a in enumerate(values) for m, b in enumerate(values) if n != m) / 90
    assert row["alpha"] == pytest.approx(1 - observed / expected) if expected else row["reason"] == "no variation"
