"""Bars in groups."""

from lxml import etree

from qualcase.render.bars import LONG, Bars, grouped_bars_svg

NAME = "{http://www.w3.org/2000/svg}"


def test_all_groups_have_one_scale_and_a_hollow_group_is_only_framed():
    groups = [Bars("One", [("a", 10, "10"), ("b", 0, "0")]), Bars("", [("<c>", 20, "20")], hollow=True)]
    drawn = etree.fromstring(grouped_bars_svg(groups, title="Words", lang="en"))
    bars = drawn.findall(f"{NAME}rect")
    assert [float(bar.get("width")) for bar in bars] == [LONG / 2, 0, LONG]
    assert [bar.get("fill") == "none" for bar in bars] == [False, False, True]
    assert [text.text for text in drawn.iter(f"{NAME}text")] == ["One", "a", "10", "b", "0", "<c>", "20"]
    wide, tall = float(drawn.get("width")), float(drawn.get("height"))
    for bar in bars:
        assert float(bar.get("x")) + float(bar.get("width")) < wide
        assert float(bar.get("y")) + 16 < tall


def test_nothing_is_drawn_as_nothing():
    assert etree.fromstring(grouped_bars_svg([])).findall(f"{NAME}rect") == []
