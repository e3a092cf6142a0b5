"""A front end without a browser: it sends ops and keeps what it is told, as the page does."""

from itertools import count
from typing import Any

import qualcase as qc
from qualcase.widget.messages import PROTOCOL
from qualcase.widget.session import Session


class FrontEnd:
    """What a page knows: the last state, with every change applied to it."""

    def __init__(self, case: qc.Case, source: str = "A-01", **how: Any) -> None:
        self.session = Session(case, source, **{"coder": "ani", **how})
        self.session.listen(self._heard)
        self._number = count(1)
        self.pushes: list[Any] = []
        self.state: dict[str, Any] = {}
        self.state = self.ok("open", protocol=PROTOCOL)["state"]

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        """Send an op and give the answer; what it says is applied."""
        return self.session.handle({"id": f"v1-{next(self._number)}", "op": op, **fields}, self._apply)

    def ok(self, op: str, **fields: Any) -> dict[str, Any]:
        """Send an op that must be done."""
        reply = self.ask(op, **fields)
        assert reply.get("ok") is True, reply
        return reply

    def refused(self, op: str, **fields: Any) -> dict[str, str]:
        """Send an op that must be refused, and give the error."""
        reply = self.ask(op, **fields)
        assert "ok" not in reply
        error: dict[str, str] = reply["error"]
        return error

    def words(self, quote: str) -> dict[str, Any]:
        """Give the span of words in the open source, as a selection sends it."""
        start = self.state["source"]["content"].index(quote)
        return {"start": start, "end": start + len(quote), "quote": quote}

    def code(self, quote: str, code: str = "trust", **fields: Any) -> dict[str, Any]:
        """Code words, and give the coding as the page now has it."""
        return self.coding(self.ok("code", **self.words(quote), code=code, **fields)["coding"])

    def coding(self, id: str) -> dict[str, Any]:
        """Give a coding as the page has it."""
        found: dict[str, Any] = self.codings[id]
        return found

    @property
    def codings(self) -> dict[str, Any]:
        return {one["id"]: one for one in self.state["codings"]}

    def _heard(self, message: dict[str, Any]) -> None:
        self.pushes.append(message)
        self._apply(message)

    def _apply(self, message: dict[str, Any]) -> None:
        if message.get("state"):
            self.state = message["state"]
        changes = message.get("changes", {})
        for name in ("codings", "sources"):
            now = {one["id"]: one for one in self.state.get(name, ())} | {o["id"]: o for o in changes.get(name, ())}
            self.state[name] = [
                one for id, one in now.items() if name != "codings" or id not in changes.get("gone", ())
            ]
        self.state |= {name: changes[name] for name in ("event", "memos", "codes", "recent") if name in changes}
