"""The session as a page on this machine: HTTP on 127.0.0.1, for one person who holds a link that works once.

Other pages in the same browser, other people on the same machine and other machines are kept out: requests for another
host (a name that was made to point here), from another page, or without the key are refused, and nothing but a fixed
list of files is served. Answers come over the one stream of `/events`, so that they stay in order with the pushes.
"""

import hmac
import json
import queue
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qualcase.widget.assets import KINDS, asset
from qualcase.widget.session import Session

HOST = "127.0.0.1"
LONGEST = 1_000_000  # bytes of a message
LOOK = 2.0  # seconds between two looks at what other programs recorded
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
}  # fmt: skip
FILES = {"/": "page.html", **{f"/{name}": name for name in KINDS if name != "page.html"}}


class Page(ThreadingHTTPServer):
    """The server of one session.

    `port` 0 takes any free one. `link()` gives an address that works once; `serve_forever` serves until `shutdown`.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, session: Session, port: int = 0) -> None:
        super().__init__((HOST, port), _Request)
        self.session = session
        self.hosts = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}
        self._key = secrets.token_urlsafe(32)
        self._links: set[str] = set()

    def link(self) -> str:
        """Give a new address of the page; the first browser that opens it is let in, and no other."""
        once = secrets.token_urlsafe(32)
        self._links.add(once)
        return f"http://{HOST}:{self.server_port}/#{once}"

    def enter(self, once: str) -> str | None:
        """Give the key for a link that was not used yet, else None."""
        for link in tuple(self._links):
            if hmac.compare_digest(link.encode(), once.encode()):
                self._links.discard(link)
                return self._key
        return None

    def holds_key(self, given: str) -> bool:
        """Say whether this is the key."""
        return hmac.compare_digest(self._key.encode(), given.encode())

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""


class _Request(BaseHTTPRequestHandler):
    server: Page
    server_version, sys_version = "qualcase", ""

    def do_GET(self) -> None:
        """Serve a file of the list, or the stream."""
        if self._is_foreign():
            return
        if self.path in FILES:
            self._send(200, asset(FILES[self.path]).encode(), KINDS[FILES[self.path]])
        elif self.path != "/events":
            self._send(404)
        elif not self.server.holds_key(self._bearer()):
            self._send(401)
        else:
            self._stream()

    def do_POST(self) -> None:
        """Let somebody in who has a link, or take a message."""
        if self._is_foreign(must_say=True):
            return
        if self.path == "/enter":
            key = self.server.enter(self._bearer())
            self._send(*(200, json.dumps({"key": key}).encode(), "application/json") if key else (401,))
        elif self.path != "/msg":
            self._send(404)
        elif not self.server.holds_key(self._bearer()):
            self._send(401)
        else:
            self._take()

    def _is_foreign(self, *, must_say: bool = False) -> bool:
        """Refuse a request for another host, or from another page than ours."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        if host not in self.server.hosts:
            self._send(421)
            return True
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        ours = origin == f"http://{host}" if origin is not None else not must_say
        if not ours or site not in ("same-origin", "none"):
            self._send(403)
            return True
        return False

    def _bearer(self) -> str:
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        return given if scheme == "Bearer" else ""

    def _take(self) -> None:
        """Hand a message to the session; its answer goes over the stream."""
        if self.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return self._send(415)
        size = self.headers.get("Content-Length", "")
        if not (size.isascii() and size.isdigit()):
            return self._send(411)
        if int(size) > LONGEST:
            return self._send(413)
        try:
            message = json.loads(self.rfile.read(int(size)))
        except (ValueError, RecursionError):
            return self._send(400)
        self.server.session.handle(message, self.server.session.tell)
        return self._send(202)

    def _stream(self) -> None:
        """Send what the session says, a line each, until the browser goes away; an empty line shows that it lives."""
        waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        unheard = self.server.session.listen(waiting.put)
        try:
            self._head(200, "application/x-ndjson; charset=utf-8")
            self.wfile.write(b"\n")
            while True:
                try:
                    line = json.dumps(waiting.get(timeout=LOOK), ensure_ascii=False).encode()
                except queue.Empty:
                    self.server.session.notice()
                    line = b""
                self.wfile.write(line + b"\n")
        except OSError:  # the browser went away
            pass
        finally:
            unheard()

    def _send(self, status: int, body: bytes = b"", kind: str = "text/plain; charset=utf-8") -> None:
        self.close_connection = True
        self._head(status, kind, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: int, kind: str, size: int | None = None) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        if size is not None:
            self.send_header("Content-Length", str(size))
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: a request line says nothing to a researcher."""
