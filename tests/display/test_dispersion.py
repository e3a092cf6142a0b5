import pytest
from lxml import etree

from qualcase.errors import NotFound


def test_every_time_a_word_is_said_has_its_mark(case):
    figure = case.dispersion(["percaya", "tanda tangan"])
    frame, lines = figure.frame, case.kwic("percaya").frame
    mine = frame[frame["word"] == "percaya"].set_index("source")
    assert mine["times"].sum() == len(lines)
    for source, row in mine.iterrows():
        size = len(case.snapshot.text(case.snapshot.source_number(source)))
        assert [round(at * size) for at in row["at"]] == lines.loc[lines["source"] == source, "start"].tolist()
        assert row["informants"] == lines.loc[lines["source"] == source, "voice"].nunique()
    drawn = etree.fromstring(figure.svg())
    marks = [p.get("d").count("v14") for p in drawn.iter("{*}path") if "v14" in p.get("d")]
    assert sum(marks) == frame["times"].sum()


def test_the_strip_reads_as_text(case):
    cells = case.dispersion("percaya").sheet(lang="en").columns[2].cells
    assert {len(cell) for cell in cells} == {40}
    assert any(":" in cell for cell in cells)


def test_a_word_leads_to_its_lines(case):
    figure = case.dispersion("percaya")
    assert set(figure.quotes("percaya", "YL-01").frame["source"]) == {"YL-01"}
    with pytest.raises(NotFound, match="no word 'janji' in this figure"):
        figure.quotes("janji")


def test_figures_are_drawn_on_axes_that_are_given(case):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    for result in (
        case.dispersion("percaya"), case.words(top=4), case.words("side", top=4), case.collocations(top=4),
        case.keyness("member", across="role", top=4),
    ):  # fmt: skip
        ax = pyplot.subplots()[1]
        assert result.plot(ax) is ax
        assert ax.get_title()
    pyplot.close("all")


def test_hostile_words_stay_words(case):
    html = case.dispersion(["percaya", "script*"])._repr_html_()
    assert "<script" not in html
    assert 'aria-label="Letak percaya, script* dalam sumber"' in html
