import pytest

import qualcase as qc
from qualcase.model.nouns import Coding, Decision


def test_accepted_proposals_become_codings_of_the_one_who_accepts(small: qc.Case) -> None:
    hints = small.suggest(by="sentence").where(source="A-01", code="trust")
    made = small.accept(hints, coder="budi")
    assert [(c.quote, c.stance, c.not_yet, c.coder, c.origin) for c in made] == [
        ("Saya percaya pada mereka.", "supports", False, "budi", "suggestion"),
        ("Dulu belum percaya.", "contradicts", True, "budi", "suggestion"),
    ]
    assert made == small.rows(Coding)
    assert all(coding.memo for coding in made)
    assert [(d.verdict, d.coder) for d in small.rows(Decision)] == [("accepted", "budi")] * 2
    assert [(e.verb, e.actor) for e in small.history][1:] == [("accept", "budi")]
    assert len(small.suggest(by="sentence").where(source="A-01", code="trust")) == 0


def test_accepting_again_changes_nothing(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    first = small.accept(hints)
    n = len(small.history)
    assert [c.id for c in small.accept(hints)] == [c.id for c in first]
    assert len(small.history) == n


def test_an_unsure_hint_stays_unset_unless_the_coder_says_what_it_is(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")
    unsure = type(hints)(**{**_fields(hints), "data": {**hints.data, "stance": ["unsure"] * len(hints)}})
    assert [c.stance for c in small.accept(unsure[:1])] == [""]
    assert [c.stance for c in small.accept(unsure[:1], stance="mixed")] == ["mixed"]


def test_what_a_person_corrected_since_stays_when_the_same_is_accepted_again(small: qc.Case) -> None:
    hints = small.suggest(by="sentence").where(source="A-01", code="trust")
    first = small.accept(hints)
    small.code(first[0].quote, "trust", source="A-01", stance="neutral", memo="he repeats the question")
    small.uncode(first[1])
    now = small.rows(Coding)
    n = len(small.history)
    for stance in (None, "mixed"):
        with pytest.warns(UserWarning, match="withdrawn and stays so"):
            assert small.accept(hints, stance=stance) == now  # type: ignore[arg-type]
    assert (small.rows(Coding), len(small.history)) == (now, n)
    assert [(c.stance, c.memo, c.withdrawn) for c in now] == [
        ("neutral", "he repeats the question", False), ("contradicts", first[1].memo, True),
    ]  # fmt: skip


def test_what_was_coded_by_hand_before_stays_when_it_is_accepted_too(small: qc.Case) -> None:
    hints = small.suggest(by="sentence").where(source="A-01", code="trust")[:1]
    own = small.code("Saya percaya pada mereka.", "trust", source="A-01", stance="mixed", aspect="wells")
    assert small.accept(hints) == [own] == small.rows(Coding)
    assert [d.verdict for d in small.rows(Decision)] == ["accepted"]


def test_a_change_of_mind_about_a_rejected_proposal_is_on_record(small: qc.Case) -> None:
    hints = small.suggest(by="sentence")[:1]
    small.reject(hints)
    assert len(small.accept(hints)) == 1
    assert [d.verdict for d in small.rows(Decision)] == ["accepted"]


def test_only_proposals_can_be_accepted(small: qc.Case) -> None:
    for wrong in (["trust"], "trust", small.quotes()):
        with pytest.raises(qc.OptionError, match=r"accept takes what suggest gives.*case\.accept\(hints\[\[0, 3\]\]\)"):
            small.accept(wrong)  # type: ignore[arg-type]
    with pytest.raises(qc.OptionError, match="Did you mean 'supports'"):
        small.accept(small.suggest(by="sentence"), stance="support")  # type: ignore[arg-type]
    small.coder = ""
    with pytest.raises(qc.OptionError, match="who is acting"):
        small.accept(small.suggest(by="sentence"))
    assert len(small.history) == 1


def _fields(hints: object) -> dict[str, object]:
    from dataclasses import fields

    return {field.name: getattr(hints, field.name) for field in fields(hints)}  # type: ignore[arg-type]
