"""A publisher's file brought to this disk: resumed where it broke off, held to its first hash."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tertius.case.write import write_atomically
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Dataset, DatasetError
from tertius.intake.datasets.reading import LARGEST

HASHES = "fetched.json"
"""Where the hash of each file stands, as it was at its first download."""

AT_ONCE = 1 << 18
"""Bytes that are read at a time, after each of which the size is held to its limit."""
PATIENCE = 60.0
"""Seconds without a byte after which a server is given up; a download that was begun is kept."""

PARTIAL, WHOLE = 206, 200


@dataclass(frozen=True)
class Fetched:
    """Hold what came of a download."""

    path: Path
    sha256: str
    is_new: bool


class _SameHost(HTTPRedirectHandler):
    """Follow a redirect on the same host, and refuse one to another."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise DatasetError(
                f"{req.full_url} sends on to another host, {urlsplit(newurl).netloc}. Look whether it is the publisher's, and give that address with --from."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(
    dataset: str,
    file: str,
    address: str,
    data: Path,
    *,
    say: Callable[[str], None] = lambda _: None,
    most: int = LARGEST,
) -> Fetched:
    """Return where a dataset's file stands on this disk, downloaded where it does not yet.

    A file that is there and has its first hash is left alone. A download that broke off goes on
    where it stopped. The earlier file stays in force until the new one is whole and its hash is
    the recorded one. Raises DatasetError where the server answers with something else.
    """
    known = _known(dataset, file)
    if urlsplit(address).scheme not in ("http", "https"):
        raise DatasetError(
            f"{address!r} is no address of the web. Write one that begins with https://."
        )
    folder = data / known.folder
    folder.mkdir(parents=True, exist_ok=True)
    path, part = folder / file, folder / f".{file}.part"
    hashes = _hashes(folder)
    if path.is_file() and hashes.get(file) == (digest := _sha256(path)):
        return Fetched(path, digest, is_new=False)
    _download(address, part, say, most)
    digest = _sha256(part)
    if file in hashes and hashes[file] != digest:
        part.unlink()
        raise DatasetError(
            f"{address} now gives another file than at the first download (SHA-256 {digest}, then {hashes[file]}). The earlier one stays in force; take {file} out of {folder / HASHES} to accept a new release."
        )
    os.replace(part, path)
    written = json.dumps({**hashes, file: digest}, indent=1, sort_keys=True) + "\n"
    write_atomically(folder / HASHES, written.encode("utf-8"))
    return Fetched(path, digest, is_new=True)


def _known(dataset: str, file: str) -> Dataset:
    """Return the dataset. Raises DatasetError for a name or file that it is not."""
    known = datasets()
    if dataset not in known:
        raise DatasetError(f"{dataset} is no dataset. Known are: {', '.join(known)}.")
    if file not in known[dataset].files:
        raise DatasetError(
            f"{dataset} has no file {file!r}. It has: {', '.join(known[dataset].files)}."
        )
    return known[dataset]


def _hashes(folder: Path) -> dict[str, str]:
    path = folder / HASHES
    if not path.is_file():
        return {}
    try:
        read: Any = json.loads(path.read_text("utf-8"))
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise DatasetError(
            f"{path} holds no hashes by file. Delete it, and every file is fetched anew."
        )
    return read


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(address: str, part: Path, say: Callable[[str], None], most: int) -> None:
    """Write what an address gives to a file, after what is there of it already."""
    begun = part.stat().st_size if part.is_file() else 0
    asked = Request(address, headers={"Range": f"bytes={begun}-"} if begun else {})  # noqa: S310 - checked by fetch
    try:
        with build_opener(_SameHost).open(asked, timeout=PATIENCE) as answer:
            _check_answer(address, answer)
            goes_on = begun > 0 and answer.status == PARTIAL
            length = int(answer.headers.get("Content-Length") or 0)
            expected = length + (begun if goes_on else 0) if length else 0
            with part.open("ab" if goes_on else "wb") as file:
                size = _copy(address, answer, file, expected, say, most)
    except HTTPError as error:
        if error.code == 416 and begun:
            return
        raise DatasetError(
            f"{address} answers {error.code} {error.reason}. Check the address in the publisher's documentation."
        ) from None
    except (URLError, HTTPException, OSError) as error:
        raise DatasetError(
            f"{address} cannot be reached or broke off: {error}. What came is kept; run the command again to go on."
        ) from None
    if expected and size < expected:
        raise DatasetError(
            f"{address} broke off after {size:,} of {expected:,} bytes. What came is kept; run the command again to go on."
        )


def _check_answer(address: str, answer: Any) -> None:
    if "text/html" in (answer.headers.get("Content-Type") or ""):
        raise DatasetError(
            f"{address} answers with a web page, not with the data. Log in or follow its link to the file, and give that address."
        )


def _copy(
    address: str, answer: Any, file: IO[bytes], expected: int, say: Callable[[str], None], most: int
) -> int:
    """Return how large the file is after all that an answer holds was added to it."""
    while data := answer.read(AT_ONCE):
        file.write(data)
        size = file.tell()
        if size > most:
            raise DatasetError(
                f"{address} gives more than {most:,} bytes, which no known release has. Nothing of it is used."
            )
        share = f" of {expected / 1e6:.1f}" if expected else ""
        say(f"{size / 1e6:.1f}{share} MB")
    return file.tell()
