import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import small_cases

from qualcase.errors import NotFound, OptionError
from qualcase.lang.contrast import log_likelihood, log_ratio


@given(small_cases(), st.sampled_from(["M1", "CD"]))
def test_every_figure_comes_from_the_counts_of_both_parts(small, voice):
    case = small.case
    heard = {turn.voice for turn in small.told("turn")}
    if voice not in heard or len(heard) < 2:
        with pytest.raises((OptionError, NotFound)):
            case.keyness(voice, across="voice", least=1)
        return
    try:
        key = case.keyness(voice, across="voice", of="forms", least=1, stop_words=True)
    except (OptionError, NotFound):  # all her words begin in somebody else's turn
        return
    c, d = key.here.size, key.there.size
    every = case.words("voice", of="forms", least=1, top=100_000, stop_words=True).frame
    own = every["group"] == voice
    mine, others = (every[which].groupby("word")["words"].sum() for which in (own, ~own))
    assert (c, d) == (mine.sum(), others.sum())
    for row in key.frame.itertuples():
        a, b = mine[row.word], others.get(row.word, 0)
        assert (row.words, row.words_rest) == (a, b)
        assert row.ll == pytest.approx(float(log_likelihood(a, b, c, d)))
        assert row.log_ratio == pytest.approx(float(log_ratio(a, b, c, d)))
        assert (row.informants, row.most_by, row.most_share) == (1, voice, 1.0)
        assert np.isnan(row.dp)
        assert np.isnan(row.ll_least)


def test_one_talkative_person_shows(case):
    frame = case.keyness("member", across="role").frame.set_index("word")
    own = frame.loc["kule"]  # only RH says "kule" for I
    assert (own["informants"], own["most_by"], own["most_share"]) == (1, "RH", 1.0)
    assert own["ll_least"] == 0
    assert own["dp"] == pytest.approx(1, abs=0.01)
    shared = frame[frame["informants"] == 3]
    assert (shared["ll_least"] > 0).any()
    assert (shared["dp"] < 0.5).any()


def test_the_least_evidence_is_what_the_count_without_that_person_gives(case):
    key = case.keyness("member", across="role", least=3)
    row = key.frame.query("informants == 3").iloc[0]
    least = []
    members = ["SM", "TN", "RH"]
    said = case.informants().frame.set_index("id")["words"]
    rest = key.frame.set_index("word").loc[row["word"], "words_rest"]
    for gone in members:
        left = [m for m in members if m != gone]
        lines = case.where(voice=left).words(least=1, top=100_000).frame.set_index("word")["words"]
        least.append(float(log_likelihood(lines[row["word"]], rest, said[left].sum(), key.there.size)))
    assert row["ll_least"] == pytest.approx(min(least))


def test_roles_sides_and_codes_are_compared_by_name_and_lead_to_their_words(case):
    pair = case.keyness("company", "community", across="side")
    assert pair.sheet(lang="en").title == "Key words: Company against Community"
    word = pair.frame["word"][0]
    assert set(pair.quotes(word).frame["side"]) == {"company"}
    assert set(pair.quotes(word, rest=True).frame["side"]) <= {"community"}
    assert len(pair.quotes(word, rest=True)) == pair.frame["words_rest"][0]
    code = case.keyness("trust", across="code")
    assert code.here.size + code.there.size == len(code.talk)
    assert all("trust" in codes for codes in code.quotes(code.frame["word"][0]).frame["codes"])


def test_what_cannot_be_compared_is_refused(case):
    with pytest.raises(NotFound, match=r"no role 'membr'.*Did you mean 'member'"):
        case.keyness("membr", across="role")
    with pytest.raises(OptionError, match="no words to compare"):
        case.where(role="member").keyness("member", across="role")
