"""Coding on the page of `qualcase code`, with a real mouse, real keys and a real file."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import choose_code, chromium, drag, listened, saved, settled
from wells import write_wells

import qualcase as qc
from qualcase.model.nouns import Coding, Memo
from qualcase.widget.local import page_of
from qualcase.widget.server import Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


def serving(case: qc.Case, **how: Any) -> Page:
    page = page_of(case, **{"coder": "ani", "source": "A-01", **how})
    threading.Thread(target=page.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return page


@pytest.fixture
def server(wells: qc.Case) -> Iterator[Page]:
    made = serving(wells)
    yield made
    made.session.close()
    made.shutdown()
    made.server_close()


@pytest.fixture
def page(browser: Any, server: Page) -> Iterator[Any]:
    """The page, opened by its link; nothing may go wrong on it."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    wrong = listened(page)
    page.goto(server.link())
    page.wait_for_selector(".qc-turn")
    yield page
    context.close()
    assert wrong == []


def codings(case: qc.Case) -> list[Coding]:
    return [row for row in case.rows(Coding) if not row.withdrawn]


def test_words_dragged_over_and_a_code_picked_are_on_record(place: Path, page: Any) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    (id,) = saved(page, 1)
    with qc.Case(place) as other:
        (row,) = other.rows(Coding)
    assert (row.id, row.quote, row.code, row.coder) == (id, "belum percaya", "trust", "ani")


def test_the_selection_stays_so_that_a_second_code_takes_the_same_words(wells: qc.Case, page: Any) -> None:
    drag(page, "menepati kata")
    choose_code(page, "kep")
    saved(page, 1)
    choose_code(page, "janji")
    saved(page, 2)
    assert [(row.quote, row.code) for row in codings(wells)] == [
        ("menepati kata", "trust"),
        ("menepati kata", "promise"),
    ]


def test_everything_goes_without_a_mouse(wells: qc.Case, page: Any) -> None:
    page.locator(".qc-text").focus()
    page.keyboard.press("j")
    choose_code(page, "kep")
    saved(page, 1)
    page.keyboard.press("j")
    page.keyboard.press("1")
    saved(page, 2)
    page.keyboard.press("-")
    settled(page)
    assert [row.stance for row in codings(wells)] == ["", "contradicts"]
    page.keyboard.press("u")
    page.keyboard.press("u")
    saved(page, 1)
    page.keyboard.press("U")
    saved(page, 2)
    assert wells.verify_chain() == []


def test_a_code_taken_off_leaves_the_page_and_the_counts(wells: qc.Case, page: Any) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    page.keyboard.press("x")
    settled(page)
    assert page.locator(".qc-chip").count() == 0
    assert codings(wells) == []


def test_what_a_script_records_appears_by_itself(place: Path, page: Any) -> None:
    with qc.Case(place, coder="budi") as other:
        row = other.code("Dulu belum percaya.", "trust", source="A-01", stance="contradicts")
        assert saved(page, 1) == [row.id]


def test_a_page_loaded_again_goes_on_where_it_was(page: Any) -> None:
    drag(page, "belum percaya")
    choose_code(page, "kep")
    before = saved(page, 1)
    page.reload()
    page.wait_for_selector(".qc-turn")
    assert saved(page, 1) == before
    assert "#" not in page.url


def test_a_link_that_was_used_lets_nobody_else_in(browser: Any, server: Page) -> None:
    link = server.link()
    first, second = browser.new_context(), browser.new_context()
    for context, told in ((first, False), (second, True)):
        page = context.new_page()
        page.goto(link)
        if told:
            page.wait_for_function("() => document.getElementById('said').textContent.includes('used already')")
            assert page.locator(".qc-turn").count() == 0
        else:
            page.wait_for_selector(".qc-turn")
    first.close()
    second.close()


def test_when_python_stops_nothing_looks_saved_and_what_waited_is_sent_when_it_is_back(
    browser: Any, wells: qc.Case
) -> None:
    server = serving(wells)
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.link())
    page.wait_for_selector(".qc-turn")
    handle, held = server.session.handle, threading.Event()
    server.session.handle = lambda *given: held.wait(20) and handle(*given)  # type: ignore[method-assign]
    drag(page, "belum percaya")
    choose_code(page, "kep")
    page.wait_for_selector('.qc-chip[data-state="waiting"]')
    assert page.locator(".qc-status").get_attribute("data-waiting") == "1"
    assert codings(wells) == []
    held.set()
    saved(page, 1)
    assert len(codings(wells)) == 1
    context.close()
    server.session.close()
    server.shutdown()
    server.server_close()


HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


def test_what_looks_like_a_page_stays_words(browser: Any, tmp_path: Path) -> None:
    folder = write_wells(tmp_path / "well")
    text = (folder / "sources" / "A-01.txt").read_text(encoding="utf-8")
    (folder / "sources" / "A-01.txt").write_text(text.replace("Mereka menepati", f"{HOSTILE} Mereka menepati"), "utf-8")
    with qc.Case(tmp_path / "x.qualcase", coder="ani") as case:
        case.add(folder)
        case.in_vivo("menepati kata", source="A-01", label=HOSTILE)
        case.code("Dulu belum percaya.", "trust", source="A-01", memo=HOSTILE, aspect=HOSTILE)
        case.memo(HOSTILE, about="source:A-01")
        server = serving(case)
        context = browser.new_context()
        page = context.new_page()
        wrong = listened(page)
        page.goto(server.link())
        page.wait_for_selector(".qc-turn")
        assert HOSTILE in page.locator(".qc-text").inner_text()
        drag(page, "alert(2)</script> Mereka")
        choose_code(page, "<img")
        saved(page, 3)
        page.keyboard.press("?")
        page.keyboard.press("Escape")
        assert page.locator(".qc-coder img, .qc-coder script, .qc-coder b").count() == 0
        assert {row.quote for row in codings(case)} >= {"menepati kata", "Dulu belum percaya."}
        assert {row.text for row in case.rows(Memo)} == {HOSTILE}
        assert wrong == []
        context.close()
        server.session.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_barrier_that_axe_finds(page: Any, scheme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    drag(page, "belum percaya")
    choose_code(page, "kep")
    saved(page, 1)
    for opened in ("", "?"):
        if opened:
            page.keyboard.press(opened)
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
