"""What a report shows of the agreement of coders."""

from small_study import study

from qualcase.export.coders import coders


def test_a_consensus_is_no_coder_and_two_are_compared_code_by_code(case):
    made = coders(case)
    assert made.names == ("ani", "budi")
    assert made.agreement.coders == ("ani", "budi")
    assert made.agreement.by == "turn"
    assert "trust" in made.by_code.data["code"]


def test_one_coder_agrees_with_nobody(tmp_path):
    made = coders(study(tmp_path / "s", {"A": ("head", "community")}, [{"voice": "A"}]))
    assert made == (("ani",), None, None)
