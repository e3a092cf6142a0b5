"""The page on this machine lets one person in, and nobody else: no other page, machine, name or path."""

import http.client
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qualcase as qc
from qualcase.model.nouns import Coding
from qualcase.widget.assets import KINDS, asset
from qualcase.widget.local import page_of
from qualcase.widget.server import LONGEST, Page


class Browser:
    """A browser's requests, with whatever headers a test gives it."""

    def __init__(self, page: Page) -> None:
        self.page, self.port, self.key = page, page.server_port, ""

    def send(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request; a header given as None is left out."""
        own = {"Host": f"127.0.0.1:{self.port}", "Origin": f"http://127.0.0.1:{self.port}",
               "Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}  # fmt: skip
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        said = {name: value for name, value in {**own, **named}.items() if value is not None}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in said.items():
                connection.putheader(name, value)
            if body is not None and "Content-Length" not in said:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def enter(self, link: str) -> int:
        """Open a link; keep the key if it lets us in."""
        status, _, body = self.send("POST", "/enter", b"{}", Authorization=f"Bearer {link.partition('#')[2]}")
        if status == 200:
            self.key = json.loads(body)["key"]
        return status

    def post(self, message: Any, **headers: str | None) -> int:
        """Send a message."""
        return self.send("POST", "/msg", json.dumps(message).encode(), **headers)[0]

    def stream(self) -> Iterator[dict[str, Any]]:
        """Listen: each thing the session says, as it comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/events", headers={"Authorization": f"Bearer {self.key}"})
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.readline() == b"\n"
        return self._lines(connection, answer)

    @staticmethod
    def _lines(connection: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> Iterator[dict[str, Any]]:
        try:
            while line := answer.readline():
                if line.strip():
                    yield json.loads(line)
        finally:
            connection.close()


@pytest.fixture
def page(wells: qc.Case) -> Iterator[Page]:
    made = page_of(wells, coder="ani", source="A-01")
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.session.close()
    made.shutdown()
    made.server_close()


@pytest.fixture
def browser(page: Page) -> Browser:
    return Browser(page)


@pytest.fixture
def inside(page: Page, browser: Browser) -> Browser:
    assert browser.enter(page.link()) == 200
    return browser


OPEN = {"id": "1", "op": "open", "protocol": 1}


def coding(browser: Browser, quote: str) -> dict[str, Any]:
    text = browser.page.session.case.snapshot.text(0)
    start = text.index(quote)
    return {"id": quote, "op": "code", "start": start, "end": start + len(quote), "quote": quote, "code": "trust"}


def test_a_link_opens_the_page_and_coding_goes_over_it(wells: qc.Case, inside: Browser) -> None:
    heard = inside.stream()
    assert inside.post(OPEN) == 202
    assert next(heard)["state"]["source"]["id"] == "A-01"
    assert inside.post(coding(inside, "belum percaya")) == 202
    reply = next(heard)
    assert (reply["re"], reply["ok"]) == ("belum percaya", True)
    assert [row.quote for row in wells.rows(Coding)] == ["belum percaya"]


def test_what_another_program_records_comes_by_itself(place: Path, inside: Browser) -> None:
    heard = inside.stream()
    inside.post(OPEN)
    next(heard)
    with qc.Case(place, coder="budi") as other:
        other.code("Dulu belum percaya.", "trust", source="A-01")
    push = next(heard)
    assert push["event"] == "changes"
    assert push["changes"]["codings"][0]["coder"] == "budi"


def test_whoever_listens_is_told_that_the_case_is_closed(page: Page, inside: Browser) -> None:
    heard = inside.stream()
    inside.post(OPEN)
    next(heard)
    page.session.close()
    assert next(heard) == {"event": "closed"}


# who is let in


def test_a_link_works_once(page: Page, browser: Browser) -> None:
    link = page.link()
    assert browser.enter(link) == 200
    assert Browser(page).enter(link) == 401
    assert Browser(page).enter(page.link()) == 200


@pytest.mark.parametrize("bearer", [None, "", "Bearer", "Bearer x", "Basic abc", "Bearer \u00e9"])
def test_without_the_key_nothing_is_taken_or_told(wells: qc.Case, browser: Browser, bearer: str | None) -> None:
    raw = bearer.encode().decode("latin-1") if bearer else bearer
    assert browser.post(coding(browser, "belum percaya"), Authorization=raw) == 401
    assert browser.send("GET", "/events", Authorization=raw)[0] == 401
    assert browser.send("POST", "/enter", b"{}", Authorization=raw)[0] == 401
    assert wells.rows(Coding) == []


def test_a_link_is_no_key(page: Page, browser: Browser) -> None:
    browser.key = page.link().partition("#")[2]
    assert browser.post(OPEN) == 401


# other pages, other names


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "[::1]:80", "", None])
def test_a_name_that_was_made_to_point_here_is_refused(inside: Browser, host: str | None) -> None:
    for method, path in (("GET", "/"), ("GET", "/events"), ("POST", "/msg"), ("POST", "/enter")):
        assert inside.send(method, path, b"{}" if method == "POST" else None, Host=host)[0] == 421


def test_localhost_is_this_machine_too(inside: Browser) -> None:
    host = f"localhost:{inside.port}"
    assert inside.post({"id": "1", "op": "poll"}, Host=host, Origin=f"http://{host}") == 202
    assert inside.post({"id": "1", "op": "poll"}, Host=host) == 403  # the page of the other name


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", "", None])
def test_another_page_cannot_post(wells: qc.Case, inside: Browser, origin: str | None) -> None:
    assert inside.post(coding(inside, "belum percaya"), Origin=origin) == 403
    assert inside.send("POST", "/enter", b"{}", Origin=origin)[0] == 403
    assert wells.rows(Coding) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_cannot_read_either(inside: Browser, site: str) -> None:
    for path in ("/", "/coder.css", "/page.js", "/events"):
        assert inside.send("GET", path, Origin=None, Sec_Fetch_Site=site)[0] == 403
    assert inside.send("GET", "/page.js", Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", None])
def test_a_form_of_another_page_is_no_message(wells: qc.Case, inside: Browser, kind: str | None) -> None:
    assert inside.post(coding(inside, "belum percaya"), Content_Type=kind) == 415
    assert wells.rows(Coding) == []


def test_no_answer_allows_other_pages_to_read_it(inside: Browser) -> None:
    for method, path in (("GET", "/"), ("POST", "/msg"), ("OPTIONS", "/msg"), ("GET", "/nothing")):
        _, headers, _ = inside.send(method, path, b"{}" if method == "POST" else None)
        assert not [name for name in headers if name.lower().startswith("access-control")]


# what is served


@pytest.mark.parametrize("path", ["/", "/page.js"])
def test_a_page_may_load_nothing_from_elsewhere(browser: Browser, path: str) -> None:
    status, headers, body = browser.send("GET", path, Origin=None)
    assert status == 200
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "connect-src", "img-src")} == {"'self'"}
    assert {policy[name] for name in ("base-uri", "form-action", "frame-ancestors")} == {"'none'"}
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert headers["Cache-Control"] == "no-store"
    assert b"http://" not in body.replace(b"http://www.w3.org", b"")


@pytest.mark.parametrize(
    "path",
    ["/../server.py", "/static/page.js", "//etc/passwd", "/%2e%2e/session.py", "/page.js?x=1", "/page.html", "/.",
     "/msg", "http://127.0.0.1/page.js", "/coder.js/../page.js", "/favicon.ico"],
)  # fmt: skip
def test_only_the_files_of_the_list_are_served(inside: Browser, path: str) -> None:
    assert inside.send("GET", path, Origin=None)[0] == 404


def test_the_list_holds_what_the_page_needs_and_no_more() -> None:
    assert set(KINDS) == {"coder.js", "coder.css", "page.js", "page.css", "page.html", "icon.svg"}
    assert all(asset(name).strip() for name in KINDS)
    with pytest.raises(KeyError):
        asset("../server.py")


def test_nothing_of_the_study_stands_in_the_page_itself(page: Page, browser: Browser) -> None:
    told = b"".join(browser.send("GET", path, Origin=None)[2] for path in ("/", "/page.js", "/coder.js", "/coder.css"))
    for word in ("percaya", page.link().partition("#")[2], "A-01"):
        assert word.encode() not in told


def test_no_script_writes_html() -> None:
    for name in ("coder.js", "page.js"):
        assert not re.search(
            r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function)\b\s*[(=]", asset(name)
        )


# what is no message


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"nan"])
def test_what_is_no_json_is_refused(inside: Browser, body: bytes) -> None:
    assert inside.send("POST", "/msg", body)[0] == 400
    assert inside.post({"id": "1", "op": "poll"}) == 202


def test_a_message_without_end_is_not_read(inside: Browser) -> None:
    assert inside.send("POST", "/msg", b"{}", Content_Length=str(LONGEST + 1))[0] == 413
    assert inside.send("POST", "/msg", None, Content_Length="-1")[0] == 411
    assert inside.send("POST", "/msg", None, Content_Length="\u0661".encode().decode("latin-1"))[0] == 411


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_there_are_no_other_methods(inside: Browser, method: str) -> None:
    assert inside.send(method, "/msg")[0] == 501


def test_what_is_no_op_is_answered_and_the_page_lives_on(inside: Browser) -> None:
    heard = inside.stream()
    inside.post([1, 2])
    assert next(heard)["error"]["kind"] == "message"
    inside.post({"id": "9", "op": "poll"})
    assert next(heard) == {"re": "9", "ok": True}


def test_it_listens_on_this_machine_alone(page: Page) -> None:
    assert page.server_address[0] == "127.0.0.1"


def test_a_browser_that_went_away_is_forgotten(page: Page, inside: Browser) -> None:
    raw = socket.create_connection(("127.0.0.1", inside.port))
    raw.sendall(
        f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{inside.port}\r\nAuthorization: Bearer {inside.key}\r\n\r\n".encode()
    )
    raw.recv(100)
    assert len(page.session._heard) == 1
    raw.close()
    for _ in range(100):
        page.session.tell({"event": "changes", "changes": {}})
        if not page.session._heard:
            break
        time.sleep(0.05)
    assert page.session._heard == []


# the command


def run(place: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "qualcase", "code", str(place), "--no-browser", *options]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_the_command_shows_a_link_gives_another_for_enter_and_stops_at_ctrl_c(place: Path) -> None:
    import signal

    with run(place, "--coder", "ani", "--source", "A-01") as command:
        assert command.stdout is not None
        assert command.stdin is not None
        said = command.stdout.readline()
        assert "A-01 in" in said
        assert "coded by ani" in said
        link = re.search(r"http://127\.0\.0\.1:(\d+)/#\S+", said)
        assert link
        command.stdout.readline()
        command.stdin.write("\n")
        command.stdin.flush()
        assert re.fullmatch(rf"http://127\.0\.0\.1:{link[1]}/#\S+\n", another := command.stdout.readline())
        assert another.strip() != link[0]
        command.send_signal(signal.SIGINT)
        assert command.wait(20) == 130
    assert not list(place.parent.glob("*.qualcase-wal"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "who codes? Say it with --coder NAME; nobody coded in it yet"),
        (["--coder", "ani", "--source", "A-1"], "Did you mean 'A-01'"),
        (["--coder", "ani", "--port", "99999"], "port 99999 cannot be used"),
        (["--coder", "ani", "--lang", "jv"], "no such language"),
    ],
)
def test_the_command_refuses_and_names_the_way(place: Path, options: list[str], said: str) -> None:
    with run(place, *options) as command:
        _, error = command.communicate(timeout=60)
    assert command.returncode == 2
    assert said in error


def test_a_study_folder_is_no_case_file(place: Path) -> None:
    with run(place.parent / "well") as command:
        _, error = command.communicate(timeout=60)
    assert command.returncode == 2
    assert "make one of a study folder" in error


def test_the_page_opens_where_this_coder_was_last(wells: qc.Case) -> None:
    wells.code("Dulu belum percaya.", "trust", source="A-01")
    wells.code("Kami curiga.", "trust", source="B-01")
    page = page_of(wells)
    assert (page.session.source, page.session.coder) == ("B-01", "ani")
    with pytest.raises(qc.OptionError, match="port"):
        page_of(wells, coder="ani", port=page.server_port)
    page.server_close()
