"""Downloads, tried on a server of our own: resumed, held to their hash, and refused with a reason."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tertius.intake.datasets.protocol import DatasetError
from tertius.intake.fetch import fetch

BODY = bytes(range(256)) * 40
FILE = "votes.csv.gz"


class Server(BaseHTTPRequestHandler):
    """A server that gives BODY, whole or from where it is asked on, and other things by path."""

    asked: list[str] = []  # noqa: RUF012
    body = BODY

    def do_GET(self):
        Server.asked.append(self.headers.get("Range") or "")
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://elsewhere.invalid/file")
            self.end_headers()
        elif self.path == "/page":
            self.answer(200, b"<html>Log in</html>", "text/html; charset=utf-8")
        elif self.path == "/gone":
            self.send_error(404)
        elif self.path == "/short":
            self.answer(200, self.body[:1000], "application/gzip", length=len(self.body))
        elif first := (self.headers.get("Range") or "").removeprefix("bytes=").rstrip("-"):
            self.answer(206, self.body[int(first) :], "application/gzip")
        else:
            self.answer(200, self.body, "application/gzip")

    def answer(self, status, body, kind, length=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    """Yield the address of a server on this machine."""
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()


def get(server, path, data, **more):
    """Fetch the votes from a path of the server."""
    return fetch("unga-votes", FILE, f"{server}{path}", data, **more)


def test_a_download_is_kept_with_its_hash(server, tmp_path):
    """A file comes whole, its hash is written down, and it is not fetched a second time."""
    found = get(server, "/file", tmp_path)
    assert found.path.read_bytes() == BODY
    hashes = json.loads((tmp_path / "unga_votes/fetched.json").read_text())
    assert hashes == {FILE: hashlib.sha256(BODY).hexdigest()}
    Server.asked.clear()
    assert not get(server, "/file", tmp_path).is_new
    assert Server.asked == []


def test_a_download_that_broke_off_goes_on(server, tmp_path):
    """What came is kept, and the rest alone is asked for."""
    with pytest.raises(DatasetError, match=r"broke off.*run the command again"):
        get(server, "/short", tmp_path)
    Server.asked.clear()
    assert get(server, "/file", tmp_path).path.read_bytes() == BODY
    assert Server.asked == ["bytes=1000-"]


def test_a_changed_file_is_refused(server, tmp_path, monkeypatch):
    """Another file at the same address is refused, and the earlier one stays as it was."""
    path = get(server, "/file", tmp_path).path
    path.unlink()
    monkeypatch.setattr(Server, "body", BODY[::-1])
    with pytest.raises(DatasetError, match="another file than at the first download"):
        get(server, "/file", tmp_path)
    assert [one.name for one in path.parent.iterdir()] == ["fetched.json"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/away", "sends on to another host, elsewhere.invalid"),
        ("/page", "answers with a web page"),
        ("/gone", "answers 404"),
    ],
)
def test_answers_that_are_no_data(server, tmp_path, path, words):
    """A redirect to another host, a web page and a missing file are told apart, and nothing is kept."""
    with pytest.raises(DatasetError, match=words):
        get(server, path, tmp_path)
    assert list((tmp_path / "unga_votes").iterdir()) == []


def test_a_file_without_end(server, tmp_path):
    """A download larger than any release is stopped."""
    with pytest.raises(DatasetError, match="more than 5,000 bytes"):
        get(server, "/file", tmp_path, most=5_000)


@pytest.mark.parametrize(
    ("dataset", "file", "address", "words"),
    [
        ("votes", FILE, "https://x.invalid", "is no dataset. Known are"),
        ("unga-votes", "v.csv", "https://x.invalid", "has no file 'v.csv'. It has"),
        ("unga-votes", FILE, "file:///etc/passwd", "no address of the web"),
    ],
)
def test_what_cannot_be_fetched(tmp_path, dataset, file, address, words):
    """An unknown dataset, an unknown file and an address that is none of the web are named."""
    with pytest.raises(DatasetError, match=words):
        fetch(dataset, file, address, tmp_path)
