from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wells import book

import qualcase as qc
from qualcase.coding import agreement
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
    assert five.agree().rated.books == ("small 1.0.0",)  # what the coders used, not what the case uses now
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
    assert five.agree().rated.books == ("small 1.0.0",)
    with five.record("edit") as change:
        change.put_all(replace(row, version="") for row in five.rows(Coding))
    assert five.agree().rated.books == ("small",)


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


def two_of_ten(five: qc.Case) -> None:
    """Code ten turns of two sources: ani and budi agree on trust in six, differ in two; promise is ani's once."""
    for source in ("A-01", "B-01"):
        turns = TURNS if source == "A-01" else [TURNS[0], "dua belas.", *TURNS[2:]]
        for n in (0, 1, 2):
            five.code(turns[n], "trust", source=source, coder="ani")
        for n in (0, 1, 3):
            five.code(turns[n], "trust", source=source, coder="budi")
    five.code(TURNS[4], "promise", source="A-01", coder="ani")


def test_without_a_named_coefficient_two_coders_have_kappa_and_ac1_beside_alpha_and_more_have_fleiss(
    five: qc.Case,
) -> None:
    two_of_ten(five)
    row = five.agree().frame.set_index("code").loc["trust"]
    ani, budi = [1, 1, 1, 0, 0] * 2, [1, 1, 0, 1, 0] * 2
    ratings = np.array([ani, budi]).T
    assert row["alpha"] == pytest.approx(agreement.alpha(ratings).value)
    assert row["kappa"] == pytest.approx(agreement.cohen(ratings).value)
    assert row["ac1"] == pytest.approx(agreement.gwet(ratings).value)
    for name in ("alpha", "kappa", "ac1"):
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]
    assert "Two coders and nominal codes: kappa and AC1" in repr(five.agree().sheet(lang="en").notes)
    five.code(TURNS[0], "trust", source="A-01", coder="cici")
    five.code(TURNS[0], "trust", source="B-01", coder="cici")
    more = five.agree()
    assert [c for c in more.frame.columns if c in ("kappa", "fleiss", "ac1")] == ["fleiss", "ac1"]
    with pytest.raises(qc.OptionError, match="kappa is of two coders; of more there are fleiss"):
        five.agree(coefficients="kappa")
    assert five.agree("ani", "budi", coefficients=["bp", "light"]).coefficients == ("bp", "light")
    with pytest.raises(qc.OptionError, match="Did you mean 'kappa'"):
        five.agree(coefficients="kapa")  # type: ignore[arg-type]


def test_with_few_transcripts_units_are_drawn_and_with_eight_transcripts_are(five: qc.Case, tmp_path: Path) -> None:
    two_of_ten(five)
    few = five.agree(seed=3)
    assert few.clusters == 0
    assert "with 2 transcripts, fewer than eight" in " ".join(few.sheet(lang="en").notes)
    assert few.frame.equals(five.agree(seed=3).frame)
    assert not few.frame.equals(five.agree(seed=4).frame)
    for n in range(6):
        place = tmp_path / f"C-0{n}.txt"
        place.write_text(f"I: Lalu?\nR: Nomor {n}.\nI: Lalu?\nR: Juga {n}.\n", encoding="utf-8")
        five.add(place)
        five.code(f"Nomor {n}.", "trust", source=place.stem, coder="ani")
        five.code(f"Nomor {n}.", "trust", source=place.stem, coder="budi")
    many = five.agree()
    assert many.clusters == 8
    assert "draws of the 8 transcripts (seed 0)" in " ".join(many.sheet(lang="en").notes)


def test_only_what_somebody_coded_can_be_compared_and_the_result_says_so(five: qc.Case) -> None:
    two_of_ten(five)
    every, coded = five.agree(), five.agree(text="coded")
    assert every.frame["n"].tolist() == [10, 10, 10]
    assert coded.frame["n"].tolist() == [9, 9, 9]  # the fifth turn of the second source is nobody's
    assert coded.frame["percent"][0] == pytest.approx(5 / 9)
    assert "1 that nobody coded do not enter" in " ".join(coded.sheet(lang="en").notes)
    assert "1 that nobody coded do not enter" in coded.words(lang="en")
    assert "text='coded'" in str(coded.call)


def test_a_code_in_few_decisions_is_warned_of(five: qc.Case) -> None:
    two_of_ten(five)
    table = five.agree()
    assert table.frame.set_index("code")["warning"].to_dict() == {"trust": "", "promise": "rare", "overall": ""}
    for said in (" ".join(table.sheet(lang="en").notes), table.words(lang="en")):
        assert "fewer than 10% or in more than 90% of decisions" in said
        assert said.count("Janji") or said.count("Promise")


def test_a_code_that_many_draws_miss_has_no_interval(five: qc.Case) -> None:
    two_of_ten(five)
    row = five.agree().frame.set_index("code").loc["promise"]
    assert row["alpha"] == pytest.approx(0)
    assert row["undefined"] > 500  # (9/10)**10 of 2,000 draws do not have the one turn
    assert np.isnan([row["alpha_low"], row["alpha_high"], row["ac1_low"]]).tolist() == [True, True, False]
    assert "No interval where in more than 5%" in " ".join(five.agree().sheet(lang="en").notes)


def test_by_span_every_character_counts_and_touching_codings_are_one_unit(five: qc.Case) -> None:
    five.code("satu.", "trust", source="A-01", coder="ani")
    five.code("sa", "trust", source="A-01", coder="budi")
    five.code("tu.", "trust", source="A-01", coder="budi")
    five.code("lima.", "promise", source="A-01", coder="ani")
    five.code("lima", "promise", source="A-01", coder="budi")
    found = five.agree(by="span")
    rows = found.frame.set_index("code")
    length = sum(map(len, TURNS))
    assert rows["n"].tolist() == [length] * 3
    assert rows.loc["trust", ["percent", "alpha"]].tolist() == [1, 1]
    assert rows.loc["promise", "percent"] == pytest.approx((length - 1) / length)
    assert rows.loc["promise", "prevalence"] == pytest.approx(9 / (2 * length))
    line = agreement.continuum([length - 5, length - 5], [length, length - 1], [0, 1], length=length)
    assert rows.loc["promise", "alpha"] == pytest.approx(agreement.u_alpha(line).value)
    assert found.of_spans().which.value == 1
    assert found.of_spans().where.value < 1
    assert found.differences("promise").frame["quote"].tolist() == ["lima."]  # the full stop is ani's alone
    gamma = found.gamma(alpha=1, most=30)
    assert gamma.n == 5
    spans = [(0, 5), (length - 5, length), (0, 2), (2, 5), (length - 5, length - 1)]
    coder, code = [0, 0, 1, 1, 1], [0, 1, 0, 0, 1]
    assert gamma.disorder == pytest.approx(
        agreement.gamma(*zip(*spans, strict=True), coder, code, length=length, alpha=1, most=30).disorder
    )
    assert 0 < gamma.value < 1
    assert "u-alpha" in found.words(lang="en")
    assert "Krippendorff, K., Mathet" in found.words(lang="en")
    with pytest.raises(qc.OptionError, match="has alpha"):
        five.agree(by="span", coefficients="kappa")
    with pytest.raises(qc.OptionError, match=r"spans are compared by agree"):
        five.agree().gamma()
    with pytest.raises(qc.OptionError, match=r"spans are compared by agree"):
        five.agree().of_spans()


def test_a_unit_ends_where_its_turn_ends_though_nothing_lies_between(five: qc.Case) -> None:
    for turn in (0, 1):
        five.code(TURNS[turn], "trust", source="A-01", coder="ani")
    five.code(TURNS[0], "trust", source="A-01", coder="budi")
    line = agreement.continuum([0, 5, 0], [5, 9, 5], [0, 0, 1], length=sum(map(len, TURNS)))
    found = five.agree(by="span").frame.set_index("code")
    assert found.loc["trust", "alpha"] == pytest.approx(agreement.u_alpha(line).value)


SPANS = st.lists(st.tuples(st.sampled_from(["ani", "budi"]), st.integers(0, 21), st.integers(1, 9)), max_size=6)


@given(SPANS)
def test_u_alpha_by_span_is_that_of_the_characters_coded(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, int, int]]
) -> None:
    place = tmp_path_factory.mktemp("one")
    (place / "A-01.txt").write_text("I: Lalu?\nR: abcdefghijklmnopqrstuvw\nI: Lalu?\nR: Ya.\n", encoding="utf-8")
    (place / "small.yaml").write_text(book(), encoding="utf-8")
    case = qc.Case(coder="ani")
    case.add(place / "A-01.txt")
    case.use(place / "small.yaml")
    words = "abcdefghijklmnopqrstuvw"
    held = {"ani": np.zeros(len(words), bool), "budi": np.zeros(len(words), bool)}
    for coder in held:
        case.code(words, "promise", source="A-01", coder=coder)  # so that both have coded here
    for coder, start, size in drawn:
        case.code(words[start : start + size], "trust", source="A-01", coder=coder, turn=2)
        held[coder][start : start + size] = True
    rows = case.agree(by="span", draws=1).frame.set_index("code")
    if not drawn:
        assert "trust" not in rows.index
        return
    units = []
    for n, own in enumerate(held.values()):
        edge = np.flatnonzero(np.diff(np.concatenate(([0], own, [0]))))
        units += [(a, b, n) for a, b in zip(edge[::2], edge[1::2], strict=True)]
    line = agreement.continuum(*zip(*units, strict=True), length=len(words) + 3, coders=2)
    assert rows.loc["trust", "alpha"] == pytest.approx(agreement.u_alpha(line).value, nan_ok=True)
    assert rows.loc["trust", "percent"] == pytest.approx(1 - np.sum(held["ani"] != held["budi"]) / (len(words) + 3))


def test_confusion_counts_which_code_stands_where_the_other_coder_has_which(five: qc.Case) -> None:
    for turn, ani, budi in ((0, "trust", "trust"), (1, "trust", "promise"), (2, "promise", ""), (3, "", "promise")):
        for coder, code in (("ani", ani), ("budi", budi)):
            if code:
                five.code(TURNS[turn], code, source="A-01", coder=coder)
    for coder, codes in (("ani", ("trust", "promise")), ("budi", ("trust",))):
        for code in codes:  # promise is no confusion with trust, which both have
            five.code(TURNS[4], code, source="A-01", coder=coder)
    table = five.agree().confusion()
    assert table.frame.values.tolist() == [
        ["trust", "trust", 2], ["trust", "promise", 1], ["promise", "", 2], ["", "promise", 1]
    ]  # fmt: skip
    assert table.quotes("trust", "promise").frame[["coder", "code", "quote"]].values.tolist() == [
        ["ani", "trust", "dua."], ["budi", "promise", "dua."]
    ]  # fmt: skip
    turned = five.agree().confusion("budi", "ani")
    assert (turned.counts == table.counts.T).all()
    sheet = table.sheet(lang="en")
    assert [column.head for column in sheet.columns] == ["ani", "Kepercayaan", "Janji", "(no code)"]
    assert table.svg(lang="en").count("<rect") == 9
    with pytest.raises(qc.OptionError, match="two coders, please"):
        five.agree().confusion("ani", "ani")


def test_a_figure_has_a_dot_for_each_value_and_a_line_for_each_interval(five: qc.Case) -> None:
    two_of_ten(five)
    table = five.agree()
    drawn = table.svg(lang="en")
    assert drawn.count("<circle") == 3
    assert drawn.count('stroke-width="2"') == 2  # promise has no interval
    assert drawn in table._repr_html_() or table.svg() in table._repr_html_()
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    axes = table.plot()
    assert [text.get_text() for text in axes.get_yticklabels()] == table.rows("id") or axes.get_yticklabels()
    pyplot.close("all")


def test_sentences_for_a_chapter_on_method_cite_what_they_use(five: qc.Case) -> None:
    two_of_ten(five)
    english, bahasa = (five.agree().words(lang=lang) for lang in ("en", "id"))
    assert english.startswith("Compared are 10 units (turn) in 2 sources that ani and budi both coded.")
    assert "Krippendorff’s alpha, nominal, is" in english
    assert "alpha Krippendorff nominal sebesar" in bahasa
    for said in (english, bahasa):
        for work in ("Krippendorff, K. (2019)", "Cohen, J. (1960)", "Gwet, K. L. (2008)", "Feinstein, A. R."):
            assert work in said
        assert "Light, R. J." not in said
