from hypothesis import given
from strategies import SIDE, small_cases


@given(small_cases())
def test_sources_are_listed_with_their_turns_and_codings(small):
    frame = small.case.sources().frame.set_index("id")
    for name in small.sources:
        assert frame.loc[name, "turns"] == sum(turn.source == name for turn in small.turns)
        assert frame.loc[name, "codings"] == sum(said.row.source == name for said in small.live)


@given(small_cases())
def test_informants_are_listed_with_the_turns_in_which_they_answer(small):
    frame = small.case.informants().frame.set_index("id")
    assert set(frame.index) == SIDE.keys() - small.only_asks
    for voice in frame.index:
        told = [turn for turn in small.turns if turn.voice == voice and not small.asks(turn.source, voice)]
        assert frame.loc[voice, "turns"] == len(told)
        assert frame.loc[voice, "codings"] == sum(voice in small.speakers(said) for said in small.live)


def test_a_transcript_of_five_words_has_five(case):
    before = case.informants().frame.set_index("id")["words"]
    assert before.sum() < case.sources().frame["words"].sum()  # the interviewer's are in the text, and nobody's account
    part = case.where(source="YL-01")
    assert part.informants().frame["id"].tolist() == ["YL"]
    assert part.sources().frame["id"].tolist() == ["YL-01"]
    assert part.informants().frame["words"].tolist() == [before["YL"]]


def test_lists_are_in_role_order_and_shown_in_two_languages(case):
    roles = list(case.snapshot.roles())
    placed = [roles.index(role) for role in case.informants().frame["role"]]
    assert placed == sorted(placed)
    assert set(placed) == set(range(len(roles)))
    for lang, word in (("id", "wawancara"), ("en", "interview")):
        assert word in case.sources().sheet(lang=lang).columns[1].cells[0].lower()


def test_the_codings_listed_are_those_that_count_as_evidence(case):
    consensus = case.where(coder="consensus")
    for part in (case, consensus):
        assert part.sources().frame["codings"].tolist() == consensus.sources().frame["codings"].tolist()
        assert part.informants().frame["codings"].tolist() == consensus.informants().frame["codings"].tolist()
        assert any("consensus" in note for note in part.sources().sheet(lang="id").notes)
    two = case.where(coder=["ani", "budi"])  # nobody said which of the two
    both = [case.where(coder=coder).sources().frame["codings"] for coder in ("ani", "budi")]
    assert two.sources().frame["codings"].tolist() == (both[0] + both[1]).tolist()
    assert not any("ani" in note for note in two.sources().sheet(lang="id").notes)


def test_what_is_not_on_record_shows_as_a_dash(case):
    sheet = case.sources().sheet(lang="id")
    place = next(column for column in sheet.columns if column.head == "Lokasi")
    documents = case.sources().frame["kind"] == "document"
    assert {cell for cell, document in zip(place.cells, documents, strict=True) if document} == {"–"}
    assert all(cell for column in sheet.columns for cell in column.cells)
