from qualcase.lang.affixes import beginnings, ends


def kinds(letters):
    return {reading.kinds for reading in beginnings().get(letters, ())}


def test_chains_of_prefixes_are_found_by_their_letters():
    assert ("men", "ber") in kinds("member")  # memberdayakan
    assert ("di", "ber") in kinds("diper")
    assert ("ke", "tidak", "ber") in kinds("ketidakber")
    assert ("men", "ke") in kinds("menge")  # mengesampingkan: its k is swallowed
    assert ("pen", "ber") in kinds("pemer")  # pemersatu
    assert kinds("") == {()}
    assert kinds("xyz") == kinds("didi") == set()


def test_no_prefix_comes_twice_and_chains_are_short():
    for readings in beginnings().values():
        for reading in readings:
            assert len(reading.kinds) <= 3
            assert len(set(reading.kinds)) == len(reading.kinds)
        assert len(set(readings)) == len(readings)


def test_a_nasal_puts_its_letter_back_before_a_vowel_only():
    assert {(r.swallowed, "a" in r.before, "r" in r.before) for r in beginnings()["ny"]} == {
        ("s", True, False),
        ("c", True, False),
    }


def test_ends_count_their_parts():
    assert [(end.suffix, end.parts) for end in ends()["annyalah"]] == [("an", 3)]
    assert [(end.suffix, end.parts) for end in ends()[""]] == [("", 0)]
    assert "lahnya" not in ends()
