"""The verb that shows the widget, and what of it a notebook keeps."""

import sys
from typing import Any

import pytest
from wells import write_wells

import qualcase as qc
from qualcase.model.nouns import Coding

pytest.importorskip("anywidget")


def shown(widget: Any) -> dict[str, str]:
    """Give what a notebook stores of it."""
    bundle = widget._repr_mimebundle_()
    data: dict[str, str] = bundle[0] if isinstance(bundle, tuple) else bundle
    return data


def test_it_shows_a_source_to_its_coder_in_a_language(small: qc.Case) -> None:
    widget = small.annotate("A-01", lang="en")
    assert (widget.session.source, widget.session.coder, widget.session.lang) == ("A-01", "ani", "en")
    assert repr(widget) == "Coding by hand: A-01, by ani"
    assert small.annotate("B-01", coder="budi").session.coder == "budi"


def test_messages_are_answered_and_nothing_of_the_study_is_in_its_state(
    small: qc.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = small.annotate("A-01")
    sent: list[Any] = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: sent.append(content))
    widget._receive(widget, {"id": "1", "op": "open", "protocol": 1}, [])
    assert sent[0]["state"]["source"]["id"] == "A-01"
    start = sent[0]["state"]["source"]["content"].index("belum percaya")
    words = {"start": start, "end": start + 13, "quote": "belum percaya"}
    widget._receive(widget, {"id": "2", "op": "code", **words, "code": "trust"}, [])
    assert sent[1]["ok"] is True
    assert [row.quote for row in small.rows(Coding)] == ["belum percaya"]
    state = str(widget.get_state())
    assert "belum percaya" not in state
    assert "Kepercayaan" not in state


def test_a_saved_notebook_keeps_a_card_without_a_word_of_the_transcript(small: qc.Case) -> None:
    small.code("Dulu belum percaya.", "trust", source="A-01", memo="<b>")
    data = shown(small.annotate("A-01", lang="en"))
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "Coding by hand: A-01, by ani" in data["text/html"]
    assert "<dd>1</dd>" in data["text/html"]
    assert "percaya" not in data["text/html"]


def test_a_name_that_looks_like_a_page_stays_a_name(small: qc.Case) -> None:
    assert "<script>" not in shown(small.annotate("A-01", coder="<script>alert(1)</script>"))["text/html"]


def test_a_closed_widget_hears_nothing_more_and_the_case_lives(small: qc.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = small.annotate("A-01")
    sent: list[Any] = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: sent.append(content))
    widget._unheard()
    widget.session.listen(widget.send)
    small.memo("heard")
    assert len(sent) == 1
    widget.close()
    small.memo("not heard")
    assert len(sent) == 1 + sum(one == {"event": "closed"} for one in sent)


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"source": "A-1"}, qc.NotFound, "Did you mean 'A-01'"),
        ({"source": "A-01", "lang": "jv"}, qc.NotFound, "no language 'jv'"),
        ({"source": "A-01", "blind": "yes"}, qc.OptionError, "True hides what others coded"),
    ],
)
def test_what_it_cannot_show_is_refused(
    small: qc.Case, given: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        small.annotate(**given)


def test_somebody_must_code_and_a_study_folder_is_read_only(small: qc.Case, tmp_path: Any) -> None:
    small.coder = ""
    with pytest.raises(qc.OptionError, match="who is acting"):
        small.annotate("A-01")
    with pytest.raises(qc.StoreError, match="opens read-only"):
        qc.open(write_wells(tmp_path / "w"), coder="ani").annotate("A-01")


def test_without_anywidget_the_line_that_installs_it_is_named(small: qc.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(qc.MissingPackage, match=r'pip install "qualcase\[notebook\]"'):
        small.annotate("A-01")
