from dataclasses import fields, replace

import pytest

from qualcase.model.nouns import NOUNS, Claim, Coding

ROW = Coding("1", "S", "hash", 0, 4, "kata", "book", "trust", "ani")


def test_the_same_words_code_coder_and_direction_are_the_same_coding():
    assert replace(ROW, id="2", stance="mixed", aspect="visits", memo="x").content == ROW.content
    for change in ({"start": 1}, {"text": "other"}, {"coder": "budi"}, {"code": "tie"}, {"holder": "company"}):
        assert replace(ROW, **change).content != ROW.content


@pytest.mark.parametrize(
    "change",
    [
        {"stance": "mixed"},
        {"end": 5},
        {"withdrawn": True},
        {"voice": "YL"},
        {"code": "tie"},
        {"time_from": "2019"},
        {"time_to": "2020"},
        {"phase": "start"},
    ],
)
def test_a_claim_notices_what_changed_about_a_coding_it_rests_on(change):
    assert replace(ROW, **change).fingerprint != ROW.fingerprint


def test_a_claim_does_not_mind_memos_and_who_coded():
    assert replace(ROW, memo="x", time="dulu", coder="budi", created="2020", key=True).fingerprint == ROW.fingerprint


def test_the_first_field_of_every_noun_is_its_key():
    for noun in NOUNS:
        key = fields(noun)[0]
        assert key.type in (str, "str"), noun.__name__


def test_a_claim_reads_as_its_words():
    assert repr(Claim("c1", {"id": "Tumbuh.", "en": "Grew."}, author="ani")) == (
        "Claim('Tumbuh.': descriptive, tentative, by ani; id c1)"
    )
