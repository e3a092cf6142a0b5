from dataclasses import dataclass

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcase.formats.checked_yaml import dump_yaml, load_yaml, read_text, validated
from qualcase.formats.findings import Findings
from qualcase.model.codebook import Strict, Text


def found(text, lang="en"):
    findings = Findings("x.yaml", lang)
    plain = load_yaml(text, findings)
    return plain, [(finding.line, finding.message) for finding in findings.found]


@pytest.fixture(params=["C", "pure"], autouse=True)
def loader(request, monkeypatch):
    if request.param == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader")
    return request.param


def test_what_is_written_stays_text_and_only_nothing_is_none():
    plain, messages = found("a: no\nb: 1.10\nc: 12:30\nd: null\ne:\nf: ~\ng: ''\nh: '~'\ni: [yes, 007]\n")
    assert messages == []
    assert plain.data == {
        "a": "no", "b": "1.10", "c": "12:30", "d": "null", "e": None, "f": None, "g": "", "h": "~", "i": ["yes", "007"],
    }  # fmt: skip


def test_every_value_knows_its_line():
    plain, _ = found("# a book\na:\n  - x\n  - b: 1\n    c: {d: 2}\n")
    assert [plain.line(*place) for place in [(), ("a",), ("a", 0), ("a", 1, "b"), ("a", 1, "c", "d")]] == [
        2,
        2,
        3,
        4,
        5,
    ]
    assert plain.line("a", 1, "c", "nothing") == 5
    assert plain.line("a", 7, "b", 3) == 2


def test_a_line_is_what_an_editor_shows_as_one():
    plain, _ = found('a: "x\u2028  y"\nb: "x\x85 y"\nc: 1\n')
    assert [plain.line(key) for key in "abc"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "The file is empty"),
        ("# nothing\n", 0, "The file is empty"),
        ("a: 1\nlabel: Trust: basic\n", 2, "Put the text in quotes"),
        ("a: 1\nb: 'x\nc: 2\n", 2, "never closed"),
        ('a: 1\nb: "x\nc: 2\n', 2, "never closed"),
        ("a:\n\tb: 1\n", 2, "begins with a tab"),
        ("a:\n  b: 1\n c: 2\n", 3, "indentation"),
        ("- a\nb: 1\n", 2, "indentation"),
        ("a: 1\nb: %x\n", 2, "cannot begin with this character"),
        ("a: 1\nb: @x\n", 2, "cannot begin with this character"),
        ('a: "C:\\p"\n', 1, "backslash"),
        ("a: - b\n", 1, "line of its own"),
        ("a: [1, 2\nb: 3\n", 1, "bracket"),
        ("a: 1\nb: x\0y\n", 2, "U+0000"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: &x [1]\nb: *x\n", 2, "*x"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "python/object"),
        ("a: 1\n? [b]\n: 2\n", 2, "must be a text"),
        ("a: 1\nb: 2\na: 3\n", 3, "a is written twice: the first time on line 1"),
        ("[" * 200_000, 1, "30 levels"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_what_to_do(text, line, words):
    _, messages = found(text)
    assert len(messages) == 1
    assert messages[0][0] == line
    assert words in messages[0][1]
    _, translated = found(text, "id")
    assert translated[0][1] != messages[0][1]


def test_several_mistakes_are_told_at_once():
    _, messages = found("a: *x\nb: !t 1\nb: 2\n")
    assert [line for line, _ in messages] == [1, 2, 3]


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [(b"a: 1\nb: caf\xe9\n", 2, "not UTF-8"), ("a: 1".encode("utf-16"), 0, "UTF-16")],
)
def test_another_encoding_is_told(tmp_path, raw, line, words):
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    findings = Findings("x.yaml", "en")
    assert read_text(path, findings) is None
    assert [finding.line for finding in findings.found] == [line]
    assert words in findings.found[0].message


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffa: 1\r\nb: 2\r\n".encode())
    assert read_text(path, Findings("x.yaml", "en")) == "a: 1\nb: 2\n"
    findings = Findings("y.yaml", "en")
    assert read_text(tmp_path / "y.yaml", findings) is None
    assert "cannot be read" in findings.found[0].message


@dataclass(frozen=True, slots=True)
class Inner(Strict):
    code: str
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Outer(Strict):
    name: Text
    n: int = 0
    flag: bool = False
    listed: tuple[Text, ...] = ()
    inner: tuple[Inner, ...] = ()
    by_lang: dict[str, Inner] | None = None


def explained(text):
    findings = Findings("x.yaml", "en")
    plain = load_yaml(text, findings)
    value = validated(Outer, plain, findings)
    return value, [(finding.line, finding.message) for finding in sorted(findings.found)]


def test_data_becomes_the_dataclass_and_empty_fields_are_left_out():
    value, messages = explained("name: {id: a}\nn: 12\nflag: true\nlisted: [x, {en: y}]\ninner: [{code: c, note: }]\n")
    assert messages == []
    assert value == Outer({"id": "a"}, 12, True, ("x", {"en": "y"}), (Inner("c"),))


def test_every_wrong_field_is_told_once_with_its_line():
    value, messages = explained(
        "nmae: a\nn: many\nflag: perhaps\nlisted:\n  - [x]\n  -\n  - {en: [z]}\ninner:\n  - {kode: a}\n  - text\n"
        "by_lang: {id: {code: [1], ntoe: x}}\n"
    )
    assert value is None
    assert messages == [
        (1, "There is no field nmae. Did you mean name?"),
        (1, "name is missing."),
        (2, "n must be a whole number."),
        (3, "flag must be true or false."),
        (5, "listed must be a text, or a text for each language (id: ..., en: ...)."),
        (6, "An item of listed is empty."),
        (7, "listed must be a text, or a text for each language (id: ..., en: ...)."),
        (9, "There is no field kode. Did you mean code?"),
        (9, "code is missing."),
        (10, "inner must hold fields (name: value)."),
        (11, "There is no field ntoe. Did you mean note?"),
        (11, "code must be a text."),
    ]


def test_a_file_that_is_only_a_list_is_told():
    assert explained("- a\n")[1] == [(1, "x.yaml must hold fields (name: value).")]


words = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40).filter(
    lambda text: all(ord(char) >= 32 or char in "\t\n" for char in text) and not set(text) & set("\x7f\ufffe\uffff")
)
plains = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(words, plains, min_size=1, max_size=4))
def test_what_is_written_is_read_back(plain):
    data, messages = found(dump_yaml(plain))
    assert messages == []
    assert data.data == plain
