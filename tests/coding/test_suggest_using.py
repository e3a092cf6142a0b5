"""suggest with assistants, a learner, a frame, and several of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pytest

import qualcase as qc
from qualcase._kernel.shipped import shipped
from qualcase._kernel.text import clip
from qualcase.coding import learner
from qualcase.coding.direction import Directions
from qualcase.model.nouns import Decision


def says(*answers: Any) -> Any:
    """An assistant that answers so to the passages that hold these words: pairs of words and answer."""

    def assistant(asks: list[qc.Ask]) -> list[Any]:
        return [next((answer for words, answer in answers if words in ask.text), []) for ask in asks]

    return assistant


def test_an_assistant_is_asked_informants_words_with_the_question_and_no_names_or_codings(small: qc.Case) -> None:
    seen: list[qc.Ask] = []

    def assistant(asks: list[qc.Ask]) -> list[list[qc.Proposal]]:
        seen.extend(asks)
        return [[] for _ in asks]

    hints = small.suggest(by="sentence", using=assistant)
    assert len(hints) == 0
    assert [(ask.text, ask.before) for ask in seen][:2] == [
        ("Saya percaya pada mereka.", "Apakah Bapak percaya pada perusahaan?"),
        ("Dulu belum percaya.", "Apakah Bapak percaya pada perusahaan?"),
    ]
    assert not any("Lalu" in ask.text for ask in seen)
    assert [code.code for code in seen[0].codes] == ["trust", "promise"]
    assert (seen[0].codes[0].poles, seen[0].codes[1].poles) == (("trusts", "does not"), None)
    assert not any(name in f"{ask.id} {ask.text}" for ask in seen for name in ("AN", "BD", "A-01", "farmer"))


def test_what_an_assistant_proposes_is_located_and_what_may_not_stand_is_refused_and_counted(small: qc.Case) -> None:
    trust = qc.Proposal("trust", "saya percaya pada", "supports", 0.7, "he says so")
    invented = {"code": "trust", "quote": "sangat percaya"}
    wrong = {"code": "promise", "quote": "kata", "stance": "supports"}
    assistant = says(("Saya percaya", [trust, invented]), ("menepati", [wrong]), ("curiga", None))
    hints = small.suggest(by="sentence", using=assistant)
    (row,) = hints.frame.to_dict("records")
    assert (row["quote"], row["stance"], row["score"], row["by"]) == ("Saya percaya pada", "supports", 0.7, "assistant")
    assert "he says so" in row["because"]
    assert "kata-kata sumbernya" in row["because"]  # repaired, in the study's language
    assert hints.refused["quote"].tolist() == ["sangat percaya", "kata"]
    assert hints.refused["source"].tolist() == ["A-01", "A-01"]
    notes = " ".join(hints.sheet(lang="en").notes)
    assert "2 answers cannot be proposed: quote not found 1, stance on a descriptive code 1." in notes
    assert "assistant gave no answer to 1 of 10 passages" in notes
    assert "not repeatable" in notes


def test_an_identity_makes_a_run_repeatable_and_is_kept_when_it_is_accepted(small: qc.Case) -> None:
    class Reader:
        identity: ClassVar = {"model": "small", "revision": "3"}

        def __call__(self, asks: list[qc.Ask]) -> list[Any]:
            return says(("curiga", [qc.Proposal("trust", "Kami curiga.", "contradicts", 0.25)]))(asks)

    hints = small.suggest(by="turn", using=Reader())
    assert "not repeatable" not in " ".join(hints.sheet(lang="en").notes)
    assert hints.run.id == small.suggest(by="turn", using=Reader()).run.id
    (coding,) = small.accept(hints)
    assert (coding.origin, coding.quote, coding.stance) == ("suggestion", "Kami curiga.", "contradicts")
    told = next(reversed(list(small.history))).arguments
    assert (told["by"], told["identity"], told["run"]) == (
        "Reader",
        {"Reader": "model: small; revision: 3"},
        hints.run.id,
    )
    assert list(told["scores"].values()) == [0.25]


def test_a_frame_of_proposals_is_read_by_quote_or_by_place(small: qc.Case) -> None:
    frame = pd.DataFrame(
        [
            ("A-01", "trust", "belum percaya", None, None, "contradicts"),
            ("B-01", "trust", None, 35, 49, ""),
            ("A-01", "trust", "percaya", None, None, ""),
            ("A-01", "trust", "Apakah Bapak percaya", None, None, ""),
            ("C-01", "trust", "Kami", None, None, ""),
            ("B-01", "trust", None, 3, 60, ""),
        ],
        columns=["source", "code", "quote", "start", "end", "stance"],
    )
    text = small.snapshot.text(small.snapshot.source_number("B-01"))
    frame.loc[1, ["start", "end"]] = [text.index("Kami"), text.index("Kami") + 12]
    hints = small.suggest(by="sentence", using=frame)
    assert hints.frame[["quote", "stance", "by"]].values.tolist() == [
        ["belum percaya", "contradicts", "frame"], ["Kami curiga.", "unsure", "frame"],
    ]  # fmt: skip
    assert [one.why.key.removeprefix("refused.") for one in hints.run.refused] == [
        "ambiguous", "unlocated", "no_source", "no_turn",
    ]  # fmt: skip
    with pytest.raises(qc.OptionError, match="needs quote, or start and end; it has source, code"):
        small.suggest(by="sentence", using=frame[["source", "code"]])
    with pytest.raises(qc.OptionError, match="is none of 'cues', 'learner', a function"):
        small.suggest(by="sentence", using=7)


def test_what_several_propose_is_one_proposal_with_the_reasons_of_all(small: qc.Case) -> None:
    agree = qc.Proposal("trust", "Kami curiga.", "contradicts", because="a")
    differ = qc.Proposal("trust", "Kami curiga.", "supports", because="b")
    both = small.suggest(by="sentence", using=["cues", says(("curiga", [agree]))]).where(source="B-01")
    assert both.frame[["stance", "by"]].values.tolist() == [["contradicts", "cues, assistant"]]
    assert "curiga" in both.data["because"][0][0].facts["words"]
    assert "assistant: a" in both.frame["because"][0]
    assert len(both.where(by="assistant")) == len(both.where(by="cues")) == 1
    three = small.suggest(by="sentence", using=[says(("curiga", [agree])), says(("curiga", [differ]))])
    assert three.frame[["stance", "by"]].values.tolist() == [["unsure", "assistant, assistant-2"]]
    with pytest.raises(qc.NotFound, match="no assistant 'learner'"):
        three.where(by="learner")


def test_confidence_is_what_was_accepted_of_suggestions_like_it_and_nothing_before(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    assert hints.frame["confidence"].isna().all()
    assert not any(hints.data["decided"])
    (coding,) = small.accept(hints[0])  # percaya
    small.reject(hints[4])  # curiga
    left = small.suggest(by="sentence").frame
    row = left[left["quote"] == "Dulu belum percaya."].iloc[0]
    assert (row["confidence"], row["decided"]) == (1.0, 1)
    assert left[left["code"] == "promise"]["confidence"].isna().all()
    small.reject(small.suggest(by="sentence").where(code="trust"))
    other = small.suggest(
        by="sentence", using=says(("lebih percaya diri", [qc.Proposal("trust", "lebih percaya diri")]))
    )
    assert other.data["decided"] == [0]  # no suggestion without an indicator was decided on
    small.uncode(coding)  # a later change of mind does not change what was decided
    more = small.suggest(by="turn").where(code="trust")
    assert sorted(zip(more.data["confidence"], more.data["decided"], strict=True)) == [(0.0, 1), (0.5, 2)]
    assert "1 of 2" in repr(more.sheet(lang="en").columns[-1].cells)


def test_a_proposal_is_changed_before_it_is_accepted_and_what_it_was_is_kept(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    better = hints[3].change(code="trust", stance="supports", quote="Janjinya begitu")
    (coding,) = small.accept(better)
    assert (coding.code, coding.stance, coding.quote) == ("trust", "supports", "Janjinya begitu")
    assert [(d.code, d.verdict, d.reason) for d in small.rows(Decision)] == [
        ("promise", "rejected", "changed to trust")
    ]
    assert next(reversed(list(small.history))).arguments["changed"] == 1
    assert small.accept(better) == [coding]
    small.accept(hints[0].change(quote="percaya pada mereka"))
    assert [(d.start, d.verdict) for d in small.rows(Decision)][1:] == [(hints.data["start"][0], "accepted")]
    small.reject(hints[1].change(stance="mixed"))
    assert next(reversed(list(small.history))).arguments["changed"] == 1
    assert "Dulu belum percaya." not in small.suggest(by="sentence").data["quote"]
    assert len(small.suggest(by="sentence").where(code="promise")) == 1
    with pytest.raises(qc.OptionError, match="a quote is of one proposal, and these are 2"):
        hints[:2].change(quote="percaya")
    with pytest.raises(qc.QuoteError, match="is not in this turn of A-01"):
        hints[0].change(quote="Janjinya")
    with pytest.raises(qc.OptionError, match="Did you mean 'supports'"):
        hints[0].change(stance="support")
    with pytest.raises(qc.NotFound, match="Did you mean 'trust'"):
        hints[0].change(code="trus")


def test_what_was_rejected_can_be_accepted_later_and_not_the_other_way_round(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")[0]
    small.reject(hints)
    small.accept(hints)
    assert [d.verdict for d in small.rows(Decision)] == ["accepted"]
    assert next(reversed(list(small.history))).arguments["changed"] == 0
    small.accept(hints.change(code="promise"))
    assert small.reject(hints) == 0
    assert [d.verdict for d in small.rows(Decision)] == ["accepted"]


# the learner


@pytest.fixture(scope="module")
def clinic() -> Iterator[qc.Case]:
    with qc.Case(coder="ani") as case:
        case.add(shipped("corpus") / "clinic-app")
        yield case


def test_the_learner_says_what_it_learned_from_and_how_well_it_does(clinic: qc.Case) -> None:
    hints = clinic.where(coder="bo").suggest(by="sentence", using="learner")
    measured = hints.measured.set_index("code")
    assert measured.loc["facilitating-conditions", "passages"] == 55
    assert measured.loc["social-influence", ["precision", "recall", "f1"]].isna().all()
    learned = measured.drop("social-influence")
    assert ((learned["recall"] > 0.15) & (learned["informants"] >= 3)).all()
    p, r = learned["precision"], learned["recall"]
    assert np.allclose(learned["f1"], 2 * p * r / (p + r))
    told = f"Facilitating conditions: precision {p['facilitating-conditions']:.2f}, recall"
    assert told in " ".join(hints.sheet(lang="en").notes)
    assert (hints.frame["score"] > 0).all()
    assert "social-influence" not in set(hints.data["code"])


def test_its_reasons_are_coded_passages_of_other_informants(clinic: qc.Case) -> None:
    hints = clinic.where(coder="bo").suggest(by="sentence", using="learner").where(code="workaround")
    codes = {name: n for n, name in enumerate(learner.open_codes(clinic.snapshot))}
    met = learner.material(clinic.snapshot, "sentence", codes)
    coded = {clip(met.said.text[n], 80) for n in np.flatnonzero(met.coded[:, codes["workaround"]])}
    assert len(hints)
    for voice, because in zip(hints.data["voice"], hints.data["because"], strict=True):
        quotes = because[0].facts["quotes"].split("; “")
        assert len(quotes) == 2
        assert not any(quote.endswith(f"({voice})") for quote in quotes)
        assert {quote.strip("“").split("”")[0] for quote in quotes} <= coded


def test_what_is_coded_or_asked_is_not_proposed_and_a_view_is_learned_for_from_the_whole_case(clinic: qc.Case) -> None:
    hints = clinic.where(coder="bo").suggest(by="sentence", using="learner")
    rows = clinic.where(coder="bo").quotes().frame
    spans = {(r.code, r.source, at) for r in rows.itertuples() for at in range(r.start, r.end)}
    assert not any(
        (r.code, r.source, at) in spans for r in hints.frame.itertuples() for at in range(r.start, r.end)
    )  # fmt: skip
    part = clinic.where(coder="bo", voice="DM").suggest(by="sentence", using="learner")
    key = ["source", "start", "code", "score"]
    assert part.frame[key].values.tolist() == hints.where(voice="DM").frame[key].values.tolist()


def test_most_uncertain_first_takes_in_what_was_nearly_proposed(clinic: qc.Case) -> None:
    hints = clinic.where(coder="bo").suggest(by="sentence", using=["cues", "learner"])
    order = hints.uncertain()
    score = np.abs(np.array(order.data["score"]))
    sure = score[~np.isnan(score)]
    assert (np.diff(sure) >= 0).all()
    assert np.isnan(score[sure.size :]).all()
    assert (np.array(order.data["score"])[:60] < 0).any()
    assert len(order) > len(hints)
    with pytest.raises(qc.OptionError, match="only a learner says how sure it is"):
        clinic.suggest(by="sentence").uncertain()


def test_too_few_codings_are_refused_with_the_counts(small: qc.Case) -> None:
    small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="supports")
    with pytest.raises(
        qc.OptionError, match="needs 10 passages of 3 informants, and there are trust 1 of 1 informants"
    ):
        small.suggest(by="sentence", using="learner")


def test_it_learns_from_another_case_where_this_one_has_no_codings(clinic: qc.Case, tmp_path: Path) -> None:
    with qc.Case(coder="ani") as fresh:
        fresh.add(shipped("corpus") / "clinic-app")
        fresh.uncode(*fresh.quotes().ids)
        with pytest.raises(qc.OptionError, match="there are none"):
            fresh.suggest(by="sentence", using="learner")
        hints = fresh.suggest(by="sentence", using="learner", learn_from="clinic-app")
        assert set(hints.data["code"]) <= {"usefulness", "ease-of-use", "facilitating-conditions", "workaround"}
        assert hints.measured.set_index("code").loc["usefulness", "passages"] == 36


def test_a_source_with_accepted_suggestions_alone_is_not_taken_as_read_whole(clinic: qc.Case) -> None:
    with qc.Case(coder="ani") as fresh:
        fresh.add(shipped("corpus") / "clinic-app")
        fresh.uncode(*fresh.quotes().ids)
        codes = {name: n for n, name in enumerate(learner.open_codes(fresh.snapshot))}
        assert not learner.material(fresh.snapshot, "sentence", codes).teaches.any()
        hints = fresh.suggest(by="sentence")
        fresh.accept(hints[0])
        fresh.reject(hints[1])
        met = learner.material(fresh.snapshot, "sentence", codes)
        assert [met.said.text[n] for n in np.flatnonzero(met.teaches)] == [*hints.data["quote"][:2]]
        assert met.coded.sum() == 1
        fresh.code(hints.data["quote"][2], "workaround", source=hints.data["source"][2])
        met = learner.material(fresh.snapshot, "sentence", codes)
        read = fresh.snapshot.source_number(hints.data["source"][2])
        assert met.teaches[met.said.source == read].all()


def test_an_embedding_is_asked_once_for_each_text_and_must_have_a_row_for_each(clinic: qc.Case) -> None:
    asked: list[str] = []

    def embed(texts: list[str]) -> Any:
        asked.extend(texts)
        return np.array([[len(text), text.count("e"), text.count(" "), 1] for text in texts], float)

    view = clinic.where(coder="bo")
    first = view.suggest(by="sentence", using="learner", embed=embed)
    assert len(asked) == len(set(asked)) > 384
    again = view.suggest(by="sentence", using="learner", embed=embed)
    assert len(asked) == len(set(asked))
    assert first.frame.equals(again.frame)
    assert first.frame["score"].tolist() != view.suggest(by="sentence", using="learner").frame["score"].tolist()
    with pytest.raises(qc.OptionError, match="gave shape"):
        view.suggest(by="sentence", using="learner", embed=lambda texts: np.zeros((1, 3)))
    with pytest.raises(qc.OptionError, match="is no function of a list of texts"):
        view.suggest(by="sentence", using="learner", embed="mean")  # type: ignore[arg-type]


def test_a_large_case_is_learned_from_in_part_and_that_is_said(
    clinic: qc.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learner, "MOST", 250)
    hints = clinic.where(coder="bo").suggest(by="sentence", using="learner")
    assert "Learned from 250 of" in " ".join(hints.sheet(lang="en").notes)
    assert hints.measured.set_index("code").loc["usefulness", "passages"] == 36


def test_what_teaches_is_held_by_half_in_whatever_direction_and_border_passages_do_not(small: qc.Case) -> None:
    codes = {name: n for n, name in enumerate(learner.open_codes(small.snapshot))}
    small.code("Saya percaya pada mereka.", "trust", source="A-01")
    small.code("Mereka menepati kata.", "trust", source="A-01", holder="company", target="community")
    small.code("Kami curiga. Sumurnya", "trust", source="B-01")
    met = learner.material(small.snapshot, "sentence", codes)
    said = dict(zip(met.said.text, met.coded[:, codes["trust"]].tolist(), strict=True))
    assert [text for text, coded in said.items() if coded] == [
        "Saya percaya pada mereka.", "Mereka menepati kata.", "Kami curiga.",
    ]  # fmt: skip
    ways = {met.said.text[one.passage]: one.direction for one in met.held}
    assert ways["Mereka menepati kata."] == ("company", "community")
    assert ways["Saya percaya pada mereka."] == ("community", "company")
    teaches = dict(zip(met.said.text, met.teaches.tolist(), strict=True))
    assert not teaches["Sumurnya tidak pernah jadi."]  # touched at its border
    assert teaches["Mereka menepati kata."]
    assert teaches["Sudah, begitu saja."]  # read, and not coded
    assert not teaches["Sumur di ujung jalan kering."]  # nobody coded the note


def test_in_a_frame_an_exact_quote_goes_before_one_that_differs_in_case(small: qc.Case) -> None:
    frame = pd.DataFrame({"source": ["A-01", "A-01"], "code": ["promise"] * 2, "quote": ["Mereka", "MEREKA"]})
    hints = small.suggest(by="sentence", using=frame)
    assert hints.data["quote"] == ["Mereka"]
    assert [one.why.key for one in hints.run.refused] == ["refused.ambiguous"]


@pytest.fixture(scope="module")
def kreteg() -> Iterator[qc.Case]:
    with qc.Case(coder="ani") as case:
        case.add(shipped("corpus") / "omah-kreteg")
        yield case


def test_the_learner_says_whose_judgement_about_whom_by_what_was_coded_of_the_side(kreteg: qc.Case) -> None:
    hints = kreteg.where(coder="consensus").suggest(by="turn", using="learner")
    measured = hints.measured.set_index("code")
    sides = {voice.id: voice.side for voice in kreteg.snapshot.voices}
    frame = hints.frame.assign(side=hints.frame["voice"].map(sides))
    mutual = frame[(frame["code"] == "control-mutuality") & (frame["side"] == "company")]
    assert len(mutual)
    told = list(zip(mutual["holder"], mutual["target"], strict=True))  # words around an indicator may tell otherwise
    assert told.count(("company", "community")) > 0.75 * len(told)
    usual = mutual["because"].str.contains("Pemegang dan sasaran yang biasa")
    assert usual.mean() > 0.8  # the others are told by an indicator
    assert measured.loc["control-mutuality", "direction"] > 0.9 > measured.loc["control-mutuality", "declared"]
    assert measured.loc[["socialisation", "closeness"], ["direction", "declared"]].isna().all(axis=None)
    assert set(frame.loc[frame["code"] == "closeness", "holder"]) <= {""}  # no judgement, no holder
    assert "right in" in " ".join(hints.sheet(lang="en").notes)
    (made,) = kreteg.accept(hints[[int(mutual.index[0])]], coder="tester")
    assert (made.holder, made.target) == ("company", "community")


def test_words_that_tell_whose_judgement_it_is_go_before_what_is_usual(kreteg: qc.Case) -> None:
    view = kreteg.where(coder="consensus")
    hints = view.suggest(by="turn", using="learner")
    snapshot, codes = view.snapshot, learner.open_codes(view.snapshot)
    met = learner.material(snapshot, "turn", {name: n for n, name in enumerate(codes)})
    directions = Directions(met.held, {n: voice.side for n, voice in enumerate(snapshot.voices)})
    against = 0
    columns = (hints.data[name] for name in ("voice", "code", "holder", "target", "because"))
    for voice, code, holder, target, because in zip(*columns, strict=True):
        usual = directions.usual(codes[code], snapshot.voice_number(voice))
        if usual and usual.because in because:
            assert (holder, target) == usual[:2]
        elif usual:
            assert any(one.key.startswith("holder.") for one in because)
            against += (holder, target) != usual[:2]
    assert against  # an officer tells what residents think, where officers mostly judge themselves
