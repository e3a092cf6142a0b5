from hypothesis import given
from strategies import CODES, small_cases


@given(small_cases(coders=("ani", "budi")))
def test_every_coding_is_shown_with_its_own_words_whoever_coded_it(small):
    frame = small.case.quotes().frame
    by_id = {said.id: said for said in small.live}
    assert set(frame["id"]) == by_id.keys()
    for row in frame.to_dict("records"):
        said = by_id[row["id"]]
        assert row["quote"] == small.case.snapshot.text(int(said.row.source[1]))[row["start"] : row["end"]]
        assert set(row["voice"].split(", ")) - {""} == small.speakers(said)
        assert (row["source"], row["code"], row["coder"]) == (said.row.source, said.row.code, said.row.coder)
    places = list(zip(frame["source"], frame["start"], strict=True))
    assert places == sorted(places)


@given(small_cases())
def test_the_stance_is_the_effective_one_where_it_is_clear_whose_codings_count(small):
    counted = small.evidence()
    stance = dict(zip(small.case.quotes().data["id"], small.case.quotes().data["stance"], strict=True))
    for said in counted:
        affirms = CODES[said.row.code].kind == "descriptive" and not said.row.stance
        assert stance[said.id] == ("supports" if affirms else said.row.stance)


def test_quotes_of_a_view_are_those_it_keeps(case):
    found = case.where(code="trust", stance="contradicts", voice="YL").quotes()
    assert set(found.frame["stance"]) == {"contradicts"}
    assert set(found.frame["voice"]) == {"YL"}
    assert "YL-01" in set(found.frame["source"])  # and where a note quotes her
    assert found.sheet(lang="en").columns[8].cells[0].startswith("YL-01, turn")
    assert len(case.where(code=[]).quotes()) == 0
    assert repr(case.where(code=[]).quotes())
