"""Sending a question to an address and reading its answer within bounds of time and size."""

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""What an address says when it may answer later."""
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Answer:
    """What came back: text, or the problem in a sentence; text None without one was too large."""

    text: str | None
    problem: str | None = None
    may_be_tried_again: bool = False


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other, so that a key goes nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the redirect is not followed."""


def post_json(
    address: str, body: Any, *, key: str | None, seconds: float, most_bytes: int
) -> Answer:
    """The answer of an address to a question in JSON. Raises nothing; problems are in the answer."""
    if problem := address_problem(address, key):
        return Answer(None, problem)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        address, json.dumps(body).encode("utf-8"), headers, method="POST"
    )
    deadline = time.monotonic() + seconds
    try:
        opener = urllib.request.build_opener(_NoRedirect)
        with opener.open(request, timeout=seconds) as response:
            return _read(response, deadline, seconds, most_bytes)
    except urllib.error.HTTPError as error:
        return Answer(None, _refused(error.code), may_be_tried_again=error.code in BUSY)
    except TimeoutError:
        return Answer(None, _late(seconds), may_be_tried_again=True)
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            return Answer(None, _late(seconds), may_be_tried_again=True)
        return Answer(
            None,
            f"it cannot be reached ({error.reason}). Check the address.",
            may_be_tried_again=True,
        )
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(
            None, f"the connection broke off ({type(error).__name__}).", may_be_tried_again=True
        )


def address_problem(address: str, key: str | None) -> str | None:
    """What is wrong with an address, in a sentence; None where it can be used."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return "the address is none. Write one such as https://api.example.org/v1."
    if parts.scheme not in ("http", "https") or not host:
        return "the address is none. Write one such as https://api.example.org/v1."
    if key and parts.scheme == "http" and host not in HERE:
        return "a key would cross the network in the open. Write an address with https."
    return None


def _read(response: Any, deadline: float, seconds: float, most_bytes: int) -> Answer:
    parts: list[bytes] = []
    size = 0
    while piece := response.read1(65_536):
        parts.append(piece)
        size += len(piece)
        if size > most_bytes:
            return Answer(None)
        if time.monotonic() > deadline:
            return Answer(None, _late(seconds), may_be_tried_again=True)
    return Answer(b"".join(parts).decode("utf-8", "replace"))


def _late(seconds: float) -> str:
    return f"it took longer than {seconds:g} seconds."


def _refused(code: int) -> str:
    if code in (401, 403):
        return f"it refused the key ({code}). Put the key into the environment variable TERTIUS_MODEL_KEY."
    if code == 404:
        return "nothing is there (404). Check the address and the name of the model."
    if 300 <= code < 400:
        return f"it points to another address ({code}). Write that address itself."
    return f"it answered with the status {code}."
