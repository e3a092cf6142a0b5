from collections.abc import Iterator
from pathlib import Path

import pytest
from wells import book

import qualcase as qc


def proposed(case: qc.Case, **where: str) -> list[tuple[str, str, str]]:
    hints = case.suggest(by="sentence").where(**where)
    return list(zip(hints.data["code"], hints.data["quote"], hints.data["stance"], strict=True))


def test_words_are_found_by_their_root_and_phrases_word_by_word_in_informants_sentences_only(small: qc.Case) -> None:
    assert proposed(small) == [
        ("trust", "Saya percaya pada mereka.", "supports"),
        ("trust", "Dulu belum percaya.", "contradicts"),
        ("promise", "Mereka menepati kata.", "supports"),
        ("promise", "Janjinya begitu, katanya.", "unsure"),
        ("trust", "Kami curiga.", "contradicts"),
    ]  # "Saya jadi lebih percaya diri." is another sense of the word; the interviewer's question is nobody's evidence
    assert len(small.history) == 1


def test_each_proposal_says_by_which_word_and_why_it_reads_so(small: qc.Case) -> None:
    hints = small.suggest(by="sentence").where(code="trust", source="A-01")
    assert [("percaya" in because, "belum" in because) for because in hints.reasons("id")] == [
        (True, False), (True, True),
    ]  # fmt: skip
    assert hints.data["not_yet"] == [False, True]
    assert list(hints.frame.columns[:6]) == ["source", "voice", "start", "end", "quote", "code"]
    assert hints.frame["voice"].tolist() == ["AN", "AN"]


def test_a_name_is_no_indicator(small: qc.Case, tmp_path: Path) -> None:
    said = tmp_path / "A-02.txt"
    said.write_text("AN: Kata Bu Curiga begitu. Percaya memang. Ke Desa Percaya kami pergi.\n", encoding="utf-8")
    small.add(said)
    assert [quote for _, quote, _ in proposed(small, source="A-02")] == ["Percaya memang."]


def test_a_token_pattern_of_the_codebook_finds_words_within_one_turn(small: qc.Case, tmp_path: Path) -> None:
    newer = tmp_path / "small.yaml"
    kept = "[{LEMMA: tepat}, {LOWER: kata}]"
    across = "[{LOWER: perusahaan}, {OP: '*'}, {LOWER: mereka}]"  # from the question into the answer
    newer.write_text(book(version="1.0.1", trust=f"{kept}, {across}"), encoding="utf-8")
    small.use(newer)
    assert [found for found in proposed(small, code="trust") if "curiga" not in found[1]] == [
        ("trust", "Mereka menepati kata.", "supports")
    ]
    (because,) = small.suggest(by="sentence").where(code="trust", voice="AN").frame["because"]
    assert "{LEMMA: tepat} {LOWER: kata}" in because
    table = small.indicators().frame.set_index("indicator")
    assert table.loc["{LEMMA: tepat} {LOWER: kata}", "fired"] == 1
    assert "LEMMA: tepat" in repr(small.codebook.code("trust"))


def test_a_turn_is_proposed_whole(small: qc.Case) -> None:
    hints = small.suggest(by="turn").where(code="trust", source="A-01")
    assert hints.data["quote"] == ["Saya percaya pada mereka. Dulu belum percaya."]
    assert hints.data["stance"][0] in ("mixed", "unsure")


def test_what_is_coded_already_is_not_proposed(small: qc.Case) -> None:
    small.code("percaya pada mereka", "trust", source="A-01")
    assert ("trust", "Saya percaya pada mereka.", "supports") not in proposed(small)
    assert len(proposed(small, code="trust")) == 2
    small.uncode(*small.quotes().ids)
    assert len(proposed(small, code="trust")) == 3


def test_what_was_rejected_stays_away_until_the_codes_entry_changes(small: qc.Case, tmp_path: Path) -> None:
    assert small.reject(small.suggest(by="sentence").where(code="trust"), reason="too general") == 3
    assert proposed(small, code="trust") == []
    assert len(proposed(small, code="promise")) == 2
    newer = tmp_path / "small.yaml"
    newer.write_text(book(version="1.0.1", trust="percaya, yakin"), encoding="utf-8")
    small.use(newer)
    assert len(proposed(small, code="trust")) == 3


def test_proposals_are_kept_by_their_place_and_by_what_they_say(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    assert hints[0].data["quote"] == ["Saya percaya pada mereka."]
    assert hints[[0, 4]].data["quote"] == ["Saya percaya pada mereka.", "Kami curiga."]
    assert len(hints[:2]) == 2
    assert len(hints.where(voice="BD")) == len(hints.where(stance="contradicts", source="B-01")) == 1
    with pytest.raises(qc.OptionError, match="there are suggestions 0 to 4; 9 is none of them"):
        hints[9]
    with pytest.raises(qc.NotFound, match="Did you mean 'trust'"):
        hints.where(code="trus")
    with pytest.raises(qc.OptionError, match="Did you mean 'supports'"):
        hints.where(stance="support")


def test_a_view_proposes_within_what_it_keeps(small: qc.Case) -> None:
    assert small.where(source="B-01").suggest(by="sentence").data["quote"] == ["Kami curiga."]


def test_a_retired_code_is_not_proposed(small: qc.Case, tmp_path: Path) -> None:
    newer = tmp_path / "small.yaml"
    newer.write_text(book(version="1.1.0", status="retired"), encoding="utf-8")
    small.use(newer)
    assert {code for code, _, _ in proposed(small)} == {"trust"}


@pytest.fixture
def bare(folder: Path) -> Iterator[qc.Case]:
    with qc.Case() as case:
        case.add(folder / "sources" / "A-01.txt")
        yield case


def test_without_a_codebook_there_is_nothing_to_search_by(bare: qc.Case) -> None:
    with pytest.raises(qc.OptionError, match=r"no code of this case has indicators.*case\.use"):
        bare.suggest(by="sentence")


def said_by(small: qc.Case, tmp_path: Path, words: str, speaker: str) -> tuple[str, str, str]:
    """Basis, holder and target of the one proposal in what somebody says."""
    file = tmp_path / "C-01.txt"
    file.write_text(f"PW: Lalu?\n{speaker}: {words}\nPW: Baik.\n{speaker}: Sudah, begitu saja.\n", encoding="utf-8")
    small.add(file, kind="interview")
    hints = small.suggest(by="sentence").where(source="C-01", code="trust")
    assert len(hints) == 1
    return hints.data["basis"][0], hints.data["holder"][0], hints.data["target"][0]


@pytest.mark.parametrize(
    ("words", "speaker", "expected"),
    [
        ("Kami percaya.", "AN", ("first_hand", "community", "company")),
        ("Suami saya percaya.", "AN", ("attributed", "", "")),
        ("Warga percaya sama kami.", "BD", ("attributed", "community", "company")),
        ("Kami percaya sama kelompok.", "BD", ("", "company", "community")),
        ("Semua orang percaya.", "AN", ("", "", "")),
    ],
)
def test_a_proposal_says_whose_judgement_it_is_where_the_words_tell(small, tmp_path, words, speaker, expected) -> None:
    assert said_by(small, tmp_path, words, speaker) == expected
    frame = small.suggest(by="sentence").where(source="C-01").frame
    assert (frame["basis"][0], frame["holder"][0], frame["target"][0]) == expected
    assert small.suggest(by="sentence").sheet(lang="en").columns[5].head == "Basis"


def test_notes_have_the_basis_of_their_kind_and_a_descriptive_code_has_no_holder(small: qc.Case) -> None:
    hints = small.suggest(by="sentence").where(code="promise")
    assert set(hints.data["basis"]) == {""}


def test_the_basis_is_taken_where_the_words_give_another_than_the_side_does(small: qc.Case, tmp_path: Path) -> None:
    said_by(small, tmp_path, "Suami saya percaya.", "AN")
    made = small.accept(small.suggest(by="sentence").where(code="trust"))
    assert {coding.quote: coding.basis for coding in made} == {
        "Saya percaya pada mereka.": "", "Dulu belum percaya.": "", "Kami curiga.": "",
        "Suami saya percaya.": "attributed",
    }  # fmt: skip


def test_a_judgement_of_the_other_side_is_recorded_in_its_direction(small: qc.Case, tmp_path: Path) -> None:
    said_by(small, tmp_path, "Kami percaya sama kelompok.", "BD")
    (made,) = small.accept(small.suggest(by="sentence").where(source="C-01"))
    assert (made.holder, made.target, made.basis) == ("company", "community", "")
    quoted = small.where(holder="company", target="community").quotes().frame
    assert quoted[["quote", "basis"]].values.tolist() == [["Kami percaya sama kelompok.", "first_hand"]]
    assert not len(small.where(holder="community").quotes())


def test_a_direction_is_corrected_before_it_is_accepted(small: qc.Case, tmp_path: Path) -> None:
    said_by(small, tmp_path, "Suami saya percaya.", "AN")
    hints = small.suggest(by="sentence").where(source="C-01")
    turned = hints.change(holder="company", target="community")
    assert (turned.data["holder"], turned.data["target"], turned.data["basis"]) == (["company"], ["community"], [""])
    same = hints.change(target="company")
    assert (same.data["holder"], same.data["target"], same.data["basis"]) == (
        ["community"],
        ["company"],
        ["attributed"],
    )
    with pytest.raises(qc.NotFound, match="no holder 'compny'"):
        hints.change(holder="compny")
    (made,) = small.accept(turned)
    assert (made.holder, made.target) == ("company", "community")
    assert next(reversed(list(small.history))).arguments["changed"] == 1
    other = small.suggest(by="sentence").where(code="trust")[:1].change(holder="company")
    assert (other.data["holder"], other.data["target"]) == (["company"], ["community"])
    back = other.change(target="company")
    assert (back.data["holder"], back.data["target"]) == (["community"], ["company"])
    assert other.change(code="promise").data["target"] == [""]
