"""The review pages served on a free port, and requests to them as a browser or a stranger sends them."""

import http.client
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tertius.review.page import review_routes
from tertius.review.session import Session

TOKEN = "the-token-of-this-session"


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port at which a case's review answers, with the guard on hosts that the atlas has."""
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    pages = Starlette(routes=review_routes(Session(folder, "ana"), TOKEN), middleware=[guard])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(pages, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(10)


class Visitor:
    """Sends requests to a port, with the cookie that it was given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        connection.request(method, path, body=body, headers=sent)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8")
        connection.close()
        return answer

    def enter(self) -> "Visitor":
        answer = self.ask("GET", f"/review/?token={TOKEN}")
        self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return self

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Any:
        """Sends a form as a browser does from the page itself."""
        here = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Sec_Fetch_Site": "same-origin",
            "Content_Type": "application/x-www-form-urlencoded",
        }
        sent = {name: value for name, value in {**here, **headers}.items() if value}
        return self.ask("POST", path, urlencode({"token": TOKEN, **fields}), **sent)

    def fields(self, path: str) -> dict[str, str]:
        """The fields of the form on a page as they stand in it."""
        return form_fields(self.get(path).text)


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = ""
        self.area = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        has = dict(attrs)
        self.tags.append(tag)
        if tag == "input" and has.get("type") != "checkbox":
            self.found[has["name"]] = has.get("value") or ""
        elif tag == "textarea":
            self.area = has["name"]
            self.found[self.area] = ""
        elif tag == "select":
            self.select = has["name"]
            self.found.setdefault(self.select, "")
        elif tag == "option" and "selected" in has:
            self.found[self.select] = has.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def form_fields(html: str) -> dict[str, str]:
    """The fields of the form in a page."""
    parser = _Fields()
    parser.feed(html)
    return parser.found


def tags(html: str) -> list[str]:
    """Every tag that a browser sees in a page."""
    parser = _Fields()
    parser.feed(html)
    return parser.tags


def plain_text(html: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))
