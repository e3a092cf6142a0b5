"""What every result shares: a fresh frame, where it comes from, reprs that never raise."""

import pytest

RESULTS = {
    "matrix": lambda case: case.matrix("code", "role"), "role_ordered": lambda case: case.role_ordered(),
    "clustered": lambda case: case.conceptually_clustered(), "checklist": lambda case: case.checklist("trust"),
    "triangulate": lambda case: case.triangulate(), "verify": lambda case: case.verify(),
    "quotes": lambda case: case.quotes(), "record": lambda case: case.triangulate().condensation(),
}  # fmt: skip


@pytest.mark.parametrize("verb", RESULTS)
def test_a_result_gives_a_fresh_frame_and_shows_itself_in_both_languages(case, verb):
    result = RESULTS[verb](case)
    frame = result.frame
    frame.iloc[:, 0] = None
    assert not result.frame.iloc[:, 0].isna().all()
    assert result.sheet(lang="id").title != result.sheet(lang="en").title
    assert result.sheet(lang="en").title in repr(result) or result.sheet(lang="id").title in repr(result)
    assert "<table" in result._repr_html_()
    with pytest.raises(AttributeError):
        result.snapshot = None


def test_a_result_says_which_call_made_it(case):
    made = str(case.where(role="member").matrix("code", "role").call)
    assert made.startswith("case.where(role=member).matrix(rows='code', columns='role'), codings of consensus, event ")


def test_the_same_call_gives_the_same_html(case):
    assert case.role_ordered()._repr_html_() == case.role_ordered()._repr_html_()
