import time
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import FormatError
from qualcase.formats.codebook_file import check_codebook, read_codebook, shipped_codebooks, write_codebook
from qualcase.formats.findings import Finding, errors
from qualcase.model.codebook import Change, Code, Codebook, Example, Indicators, NearMiss, Poles

GARDEN = Path(__file__).parents[1] / "data" / "codebooks" / "garden.yaml"


def test_a_codebook_is_read_with_all_that_it_says():
    book = read_codebook(GARDEN)
    assert check_codebook(GARDEN) == []
    assert (book.name, book.version, book.languages) == ("garden", "1.2.0", ("id", "en"))
    assert book.changelog[0] == Change("1.0.0", "2024-01-05", "Terbitan pertama.")
    assert book.subtree("work") == ("work", "work.watering", "tools")
    trust = book.code("trust")
    assert trust.poles == Poles({"id": "percaya", "en": "trusts"}, {"id": "tidak percaya", "en": "distrusts"})
    assert trust.indicators["id"] == Indicators(("percaya", "menepati janji"), ("bohong", "=php"))
    assert trust.examples == (Example("Pupuknya datang juga.", "RT-01"),)
    assert book.code("work.watering").origin == "inductive"


CODE = "  - id: {id}\n    label: {label}\n    status: draft\n"


def found(tmp_path, text, lang="en"):
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return [(finding.line, finding.level, finding.message) for finding in check_codebook(path, lang)]


def codes(*entries):
    return "name: book\nversion: 1.0.0\ncodes:\n" + "".join(entries)


def one(extra):
    return codes(f"  - id: trust\n    label: Trust\n    status: draft\n{extra}")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("name: book\nversion: 1.0.0\n", 1, "The codebook has no codes"),
        ("version: 1.0.0\ncodes: [{id: a, label: A, status: draft}]\n", 1, "name is missing."),
        (codes(CODE.format(id="a", label="A")).replace("1.0.0", "1.0"), 2, "1.0 is no version"),
        ("format: 2\n" + codes(CODE.format(id="a", label="A")), 1, "Install a newer qualcase"),
        (codes(CODE.format(id="Trust Level", label="A")), 4, "For example: trust-level"),
        (codes("  - id: a\n    status: draft\n"), 4, "label is missing."),
        (codes(CODE.format(id="a", label="A"), CODE.format(id="a", label="B")), 7, "The id a is taken: see line 4."),
        (codes(CODE.format(id="a", label="Trust"), CODE.format(id="b", label="'trust '")), 8, "see line 5."),
        (codes(CODE.format(id="a", label="{id: X, en: Y}"), CODE.format(id="b", label="{id: Z, en: y}")), 8, "label y"),
        (codes(CODE.format(id="trsut.x", label="A"), CODE.format(id="trust", label="B")), 4, "Did you mean trust?"),
        (one("    parent: tools\n"), 7, "The parent tools is not in this codebook."),
        (codes(CODE.format(id="a", label="A") + "    parent: b\n", CODE.format(id="b", label="B") + "    parent: a\n"),
         7, "in a circle: a > b > a."),
        (one("    kind: evaluative\n"), 7, "it needs poles"),
        (one("    kind: evaluatif\n"), 7, "evaluatif cannot be the kind. Did you mean evaluative?"),
        (one("    poles: {positive: a, negative: b}\n"), 7, "Write kind: evaluative"),
        (one("    definisi: x\n"), 7, "There is no field definisi. Did you mean definition?"),
        (one("    use_when: often\n"), 7, "use_when must be a list"),
        (one("    memo: {id: [x]}\n"), 7, "memo must be a text, or a text for each language"),
        (one("    memo: {xx: y}\n"), 7, "xx is no language of this codebook"),
        (one("    use_when: [{xx: y}]\n"), 7, "xx is no language of this codebook"),
        (one("    near_misses:\n      - {quote: x, code: trsut}\n"), 8, "no code trsut. Did you mean trust?"),
        (one("    near_misses:\n      - {quote: x}\n"), 8, "code is missing."),
        (one("    indicators: {id: {positive: [a, '= b']}}\n"), 7, "= b is no indicator"),
        (one("    indicators: {id: {positive: [a, [{LEMA: b}]]}}\n"), 7, "{LEMA: b} is no token pattern: a token has"),
        (one("    indicators:\n      id:\n        positive:\n          - a\n          - [{LOWER: {REGEX: '(('}}]\n"),
         11, "unterminated"),
        (one("    indicators: {id: {positive: [[{IS_ALPHA: maybe}]]}}\n"), 7, "IS_ALPHA"),
        (one("    indicators: {id: {positive: [{LEMMA: b}]}}\n"), 7, "An indicator must be a word, or a token pattern"),
        (one("    indicators: {id: {positive: [[]]}}\n"), 7, "at least 1"),
        (one("    status: aktif\n"), 7, "status is written twice"),
    ],
)  # fmt: skip
def test_an_error_is_told_with_its_line_and_the_nearest_right_word(tmp_path, text, line, message):
    told = found(tmp_path, text)
    assert [(at, level) for at, level, _ in told] == [(line, "error")]
    assert message in told[0][2]
    assert found(tmp_path, text, "id")[0][2] != told[0][2]
    with pytest.raises(FormatError, match=f"(?s)book.yaml has 1 error:.*line {line}: "):
        read_codebook(tmp_path / "book.yaml")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (codes("  - id: a\n    label: A\n    definition: x\n"), 4, "lacks: use_when, do_not_use_when."),
        (one("    short: {id: Kepercayaan pada kantor}\n"), 7, "has 23 characters"),
        (codes(CODE.format(id="a", label="A") + "    indicators: {id: {positive: [x, y]}}\n",
               CODE.format(id="b", label="B") + "    indicators: {id: {positive: [Y, x]}}\n"), 11, "those of a."),
        (codes(CODE.format(id="a", label="A") + "    indicators: {id: {positive: [[{LEMMA: x}]]}}\n",
               CODE.format(id="b", label="B") + "    indicators: {id: {positive: [[{LEMMA: x}]]}}\n"),
         11, "those of a."),
    ],
)  # fmt: skip
def test_a_warning_leaves_the_book_readable(tmp_path, text, line, message):
    told = found(tmp_path, text)
    assert [(at, level) for at, level, _ in told] == [(line, "warning")]
    assert message in told[0][2]
    assert read_codebook(tmp_path / "book.yaml").name == "book"


def test_ids_that_differ_only_in_large_letters_are_the_same(tmp_path):
    told = found(tmp_path, codes(CODE.format(id="tools", label="A"), CODE.format(id="Tools", label="B")))
    assert (7, "error", "The id Tools is taken: see line 4.") in told


def test_one_label_may_stand_in_two_languages(tmp_path):
    entries = (CODE.format(id="a", label="{id: Program}"), CODE.format(id="b", label="{en: Program}"))
    assert found(tmp_path, codes(*entries)) == []


def test_every_error_is_told_at_once(tmp_path):
    text = codes(
        "  - id: trust\n    lable: A\n    kind: evaluative\n    parent: toools\n",
        "  - id: tools\n    label: [x]\n    near_misses: [{quote: q, code: trust}, {quote: r, code: tolls}]\n",
        "  - 7\n",
    )
    told = [(line, message.split(". ")[-1]) for line, level, message in found(tmp_path, text) if level == "error"]
    assert told == [
        (4, "label is missing."),
        (5, "Did you mean label?"),
        (6, "trust is evaluative, so it needs poles: what is positive, what is negative."),
        (7, "Did you mean tools?"),
        (9, "label must be a text, or a text for each language (id: ..., en: ...)."),
        (10, "Did you mean tools?"),
        (11, "codes must hold fields (name: value)."),
    ]


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert errors(check_codebook(tmp_path / "none.yaml"))[0].path == "none.yaml"
    with pytest.raises(FormatError, match=r"none\.yaml"):
        read_codebook(tmp_path / "none.yaml")


def test_a_finding_shows_its_place():
    assert str(Finding("a.yaml", 3, "Wrong.")) == "a.yaml:3: error: Wrong."
    assert str(Finding("a.yaml", 0, "Wrong.", "warning")) == "a.yaml: warning: Wrong."


word = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(
    lambda word: not set(word) & set("\ufffe\uffff")
)
texts = word | st.dictionaries(st.sampled_from(["id", "en"]), word, min_size=1)
listed = st.lists(texts, max_size=2).map(tuple)
PATTERN = [{"LEMMA": "janji", "IS_ALPHA": True}, {"OP": "{1,2}"}, {"LENGTH": {">=": 3}, "LOWER": {"IN": ["true", "7"]}}]
indicator = st.sampled_from(["percaya", "=percaya", "janji*", "menepati janji", "*percaya*", PATTERN, PATTERN[:1]])
indicators = st.lists(indicator, max_size=2).map(tuple)
entry = st.builds(
    Code,
    id=st.just(""),
    label=st.just(""),
    short=word.map(lambda text: text[:20]),
    definition=texts,
    full_definition=texts,
    use_when=listed,
    do_not_use_when=listed,
    examples=st.lists(st.builds(Example, word, word, texts), max_size=2).map(tuple),
    near_misses=st.lists(st.builds(NearMiss, word, st.just("none"), texts), max_size=1).map(tuple),
    indicators=st.dictionaries(st.sampled_from(["id", "en"]), st.builds(Indicators, indicators, indicators)),
    excluded_senses=st.dictionaries(st.sampled_from(["id", "en"]), st.lists(word, max_size=2).map(tuple)),
    origin=st.sampled_from(["deductive", "in_vivo"]),
    status=st.sampled_from(["draft", "active", "retired"]),
    holder=word,
    memo=texts,
)


@given(st.lists(entry, min_size=1, max_size=3), texts, word)
def test_a_book_that_is_written_is_read_back_the_same(tmp_path_factory, entries, title, profile):
    written = [item.name for item in fields(Code) if item.init]
    given_ids = [
        Code(**{name: getattr(code, name) for name in written} | {"id": f"c{n}", "label": f"L {n}"})
        for n, code in enumerate(entries)
    ]
    book = Codebook("book", "1.2.3", title=title, languages=("id", "en"), profile=profile, codes=tuple(given_ids))
    path = tmp_path_factory.mktemp("books") / "book.yaml"
    write_codebook(book, path)
    first = path.read_bytes()
    assert read_codebook(path) == book
    write_codebook(read_codebook(path), path)
    assert path.read_bytes() == first


def test_five_hundred_codes_are_checked_within_a_second(tmp_path):
    words = Indicators(("percaya", "janji*"), ("bohong",))
    many = [Code(f"c{n}", f"Label {n}", definition="x " * 150, use_when=("y " * 90,)) for n in range(500)]
    book = Codebook("big", "1.0.0", codes=(*many, Code("last", "Last", indicators={"id": words})))
    write_codebook(book, tmp_path / "big.yaml")
    began = time.perf_counter()
    assert read_codebook(tmp_path / "big.yaml") == book
    assert time.perf_counter() - began < 1


def test_the_books_that_come_with_qualcase_are_found_by_name_and_are_right():
    books = shipped_codebooks()
    assert "four-elements" in books
    for name, path in books.items():
        assert errors(check_codebook(path)) == []
        assert read_codebook(path).name == name
