"""The lists of words: sorted, nothing twice, how they were made said in their heads."""

from pathlib import Path

import pytest

from qualcase.lang import wordfiles
from qualcase.lang.wordfiles import sections
from qualcase.lang.wordlists import FUNCTION

FILES = sorted(Path(wordfiles.__file__).parent.glob("*.txt"))
WORDS = [path for path in FILES if path.name not in ("frames.txt", "spelling-id.txt")]


def lines(path):
    return path.read_text("utf-8").splitlines()


def words(path):
    return {word for several in sections(path.name).values() for word in several}


def test_the_lists_are_those_that_are_read():
    assert [path.name for path in FILES] == [
        "frames.txt", "loans.txt", "names-id.txt", "roots-id.txt", "spelling-id.txt", "words-en.txt",
        "words-regional.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_head_says_how_it_was_made(path):
    head = " ".join(line.strip("# ") for line in lines(path) if line.startswith("#"))
    assert "by hand for qualcase" in head
    assert "icence: as qualcase" in head


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_each_section_is_sorted_and_holds_nothing_twice(path):
    assert (
        not [h for h in lines(path) if h.startswith("[")] or len(set(filter(lambda x: x[:1] == "[", lines(path)))) > 1
    )
    for heading, several in sections(path.name).items():
        assert several == sorted(set(several)), heading


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_a_word_stands_once_in_a_class(path):
    seen = set()
    for heading, several in sections(path.name).items():
        for word in several:
            key = (heading.partition(":")[0], word) if path.stem == "roots-id" else word
            assert key not in seen, (heading, word)
            seen.add(key)


def test_spellings_are_sorted_and_stand_once():
    seen, before = set(), ""
    for line in lines(Path(wordfiles.__file__).with_name("spelling-id.txt")):
        if line.startswith(("#", "[")) or not line:
            before = ""
            continue
        form, usual = line.split(None, 1)
        assert before < form, line
        assert form not in seen
        assert usual == usual.strip() != form
        seen.add(form)
        before = form
    assert len(seen) == len(wordfiles.spellings()) > 600


def test_lists_keep_apart():
    by_name = {path.name: words(path) for path in WORDS}
    roots = by_name.pop("roots-id.txt")
    assert len(roots) > 4500
    for name, several in by_name.items():
        assert not several & roots, name
    assert not by_name["words-en.txt"] & by_name["words-regional.txt"]
    small = FUNCTION["id"] | FUNCTION["en"]
    assert not by_name["words-regional.txt"] & small
    taken_up = set(sections("loans.txt")["taking affixes in talk"])  # English words that talk also inflects
    assert by_name["words-en.txt"] & by_name["loans.txt"] <= taken_up


def test_a_compound_is_made_of_two_roots():
    roots = words(Path(wordfiles.__file__).with_name("roots-id.txt"))
    for heading, several in sections("roots-id.txt").items():
        if heading.startswith("compound"):
            whole = [w for w in several if any(w[:n] in roots and w[n:] in roots for n in range(3, len(w) - 2))]
            assert whole == several


def test_a_frame_has_a_word_and_two_sides_and_none_stands_twice_in_a_side():
    for line in lines(Path(wordfiles.__file__).with_name("frames.txt")):
        if line and not line.startswith(("#", "[")):
            assert (line.count("<"), line.count(">")) == (1, 1), line
            heads, _, sides = line.partition("<")
            assert heads.strip(), line
            for side in (heads, *sides.split(">")):
                assert len(side.split()) == len(set(side.split())), line
