import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import FormatError, NotFound, OptionError
from qualcase.model.codebook import Code, Codebook, Example, Indicators, NearMiss, Poles, text
from qualcase.model.codebook_diff import version_key


def book(*codes, version="1.0.0"):
    return Codebook("garden", version, codes=codes)


TRUST = Code(
    "trust",
    {"id": "Kepercayaan", "en": "Trust"},
    kind="evaluative",
    definition={"id": "Yakin."},
    use_when=({"id": "Janji ditepati."},),
    near_misses=(NearMiss("percaya diri", "none"),),
    poles=Poles("percaya", "tidak percaya"),
    indicators={"id": Indicators(("percaya",), ("bohong",))},
)
WORK = Code("work", "Kerja")


def test_a_text_is_given_in_the_language_asked_for_else_in_one_there_is():
    assert text("satu saja", "en") == "satu saja"
    assert text({"id": "percaya", "en": "trust"}, "en") == "trust"
    assert text({"id": "percaya", "jv": "pitados"}, "en") == "percaya"
    assert text({"jv": "pitados"}, "en") == "pitados"
    assert text({"en": "", "id": "percaya"}, "en") == "percaya"
    assert text({}, "id") == text("", "id") == ""


def test_a_code_that_is_not_there_is_answered_with_the_nearest_spelling():
    with pytest.raises(NotFound, match=r"no code 'trsut' in codebook 'garden' 1\.0\.0\. Did you mean 'trust'\?"):
        book(TRUST, WORK).code("trsut")


def test_a_subtree_holds_a_code_and_all_below_it_in_book_order():
    codes = [Code("work.water.can", "x"), Code("work", "x"), Code("trust", "x"), Code("work.water", "x")]
    garden = book(*codes, Code("tools", "x", parent="work"))
    assert garden.subtree("work") == ("work.water.can", "work", "work.water", "tools")
    assert garden.subtree("trust") == ("trust",)
    assert garden.children("work") == ("work.water", "tools")
    assert garden.tops == ("work", "trust")
    with pytest.raises(NotFound):
        garden.subtree("wrok")
    with pytest.raises(NotFound):
        garden.children("wrok")


@given(st.lists(st.integers(-1, 11), min_size=1, max_size=12))
def test_a_subtree_is_what_can_climb_to_the_code(parents):
    garden = book(*(Code(f"c{n}", "x", parent=f"c{up}" if up >= 0 else "") for n, up in enumerate(parents)))
    for top in garden.ids:
        climbing = []
        for id in garden.ids:
            at, seen = id, set()
            while at != top and at in garden and at not in seen:
                seen.add(at)
                at = garden.code(at).above
            if at == top:
                climbing.append(id)
        assert garden.subtree(top) == tuple(climbing)


def test_a_books_content_is_plain_and_builds_the_same_book():
    garden = book(TRUST, WORK)
    content = garden.content()
    assert content["codes"][1] == {"id": "work", "label": "Kerja"}
    assert content["format"] == 1
    assert Codebook.from_content(content) == garden
    with pytest.raises(FormatError, match="colour"):
        Codebook.from_content({**content, "colour": "green"})


@pytest.mark.parametrize(
    "changed",
    [
        {"definition": {"id": "Lain."}},
        {"poles": Poles("percaya", "curiga")},
        {"indicators": {"id": Indicators(("yakin",), ("bohong",))}},
        {"excluded_senses": {"id": ("percaya diri",)}},
        {"holder": "community"},
        {"kind": "descriptive"},
    ],
)
def test_an_entrys_hash_changes_with_its_meaning_and_its_words(changed):
    after = dataclasses.replace(TRUST, **changed)
    assert book(after).entry_hash("trust") != book(TRUST).entry_hash("trust")


@pytest.mark.parametrize("changed", [{"label": "Trust"}, {"short": "T"}, {"memo": "x"}, {"created_by": "ani"}])
def test_an_entrys_hash_does_not_change_with_what_it_is_called(changed):
    after = dataclasses.replace(TRUST, **changed)
    assert book(after).entry_hash("trust") == book(TRUST).entry_hash("trust")


def changes(before, after):
    return [(change.code, change.what, change.was) for change in before.diff(after).changes]


def test_the_difference_of_two_versions_tells_each_kind_of_change():
    assert changes(book(TRUST), book(TRUST, WORK)) == [("work", "added", "")]
    assert changes(book(TRUST, WORK), book(TRUST)) == [("work", "removed", "")]
    assert changes(book(TRUST), book(dataclasses.replace(TRUST, id="reliance"))) == [("reliance", "renamed", "trust")]
    assert changes(book(TRUST), book(dataclasses.replace(TRUST, label="Trust"))) == [("trust", "described", "")]
    assert changes(book(TRUST), book(dataclasses.replace(TRUST, definition="Lain."))) == [("trust", "redefined", "")]
    words = dataclasses.replace(TRUST, indicators={})
    assert changes(book(TRUST), book(words)) == [("trust", "indicators", "")]
    moved = dataclasses.replace(TRUST, parent="work")
    assert changes(book(TRUST, WORK), book(moved, WORK)) == [("trust", "moved", "")]
    for status in ("retired", "split", "merged"):
        assert changes(book(WORK), book(dataclasses.replace(WORK, status=status))) == [("work", status, "")]
    assert changes(book(WORK), book(dataclasses.replace(WORK, status="draft"))) == [("work", "described", "")]
    assert not book(TRUST).diff(book(TRUST))


def test_a_translation_redefines_nothing():
    translated = dataclasses.replace(
        TRUST,
        definition={"id": "Yakin.", "en": "Sure."},
        use_when=({"id": "Janji ditepati.", "en": "A promise kept."},),
    )
    assert changes(book(TRUST), book(translated)) == [("trust", "described", "")]
    assert changes(book(dataclasses.replace(TRUST, definition="Yakin.")), book(translated))[0][1] == "described"
    assert changes(book(TRUST), book(dataclasses.replace(TRUST, definition="Yakin.")))[0][1] == "described"
    replaced = dataclasses.replace(TRUST, definition={"en": "Sure."})
    assert changes(book(TRUST), book(replaced)) == [("trust", "redefined", "")]


def test_a_change_says_what_it_does_to_codings_and_which_version_is_due():
    redefined = book(dataclasses.replace(TRUST, definition="Lain."), version="1.0.1")
    diff = book(TRUST).diff(redefined)
    assert not diff.bumped
    assert (diff.step, diff.due) == ("minor", "1.1.0")
    assert diff.changes[0].needs_review
    assert str(diff).splitlines() == [
        "codebook 'garden' 1.0.0 -> 1.0.1: these changes ask for version 1.1.0 or higher",
        "  trust: redefined (definition): its codings need to be looked at again",
    ]
    assert book(TRUST, version="1.2.3").diff(redefined).due == "1.3.0"
    assert book(TRUST, version="1.9.0").diff(book(WORK, version="2.0.0")).bumped
    assert book(TRUST, version="1.9.0").diff(book(TRUST, version="1.9.0")).bumped
    assert book(TRUST, version="1.9.0").diff(book(dataclasses.replace(TRUST, memo="x"), version="1.10.0")).bumped


def test_versions_are_compared_as_numbers():
    assert version_key("1.10.0") > version_key("1.9.3")
    for wrong in ("1.0", "1.0.x", "", "v1.0.0", "1.0.0.0"):
        with pytest.raises(OptionError, match=r"such as 1\.0\.0"):
            version_key(wrong)


def test_a_book_shows_itself_escaped():
    shown = book(Code("work", "<b>Kerja</b>", definition="a & b"))._repr_html_()
    assert "&lt;b&gt;Kerja&lt;/b&gt;" in shown
    assert "a &amp; b" in shown
    assert repr(book(TRUST, WORK)).splitlines()[0] == "garden 1.0.0: 2 kode"


def test_a_book_and_its_codes_speak_the_language_of_the_study_and_stay_the_same():
    garden = book(TRUST, WORK)
    english = garden.speaking("en")
    assert english == garden
    assert not english.diff(garden)
    assert english.content() == garden.content()
    assert repr(english).splitlines()[0] == "garden 1.0.0: 2 codes"
    assert "Kind" in english.code("trust")._repr_html_()
    assert "Jenis: evaluatif" in repr(garden.speaking("id").code("trust"))
    assert garden.code("trust")._lang == ""


def test_a_code_shows_itself_escaped_and_no_line_is_longer_than_a_terminal():
    hostile = Code("work", "<b>Kerja</b>", use_when=("a & b " * 40, "c"), examples=(Example("<script>"),))
    shown = hostile._repr_html_()
    assert "<b>Kerja" not in shown
    assert "<script>" not in shown
    assert "a &amp; b" in shown
    assert max(map(len, repr(hostile).splitlines())) <= 80
