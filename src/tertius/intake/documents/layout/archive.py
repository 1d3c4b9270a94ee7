"""A DOCX file taken apart and put together again with no more than its text needs.

A DOCX is a zip file of XML parts. Only the parts that hold text are unpacked, within bounds, and
only those reach pandoc: no picture, no macro, nothing that the file names outside itself.
"""

import io
import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from tertius.errors import TertiusError
from tertius.sandbox.archive import CHUNK, NO_ZIP, OLE, plain

LARGEST_FILE = 256 * 2**20
"""Bytes of a DOCX file with its pictures, which are never unpacked; a larger one is refused."""
LARGEST_UNPACKED = 48 * 2**20
"""Bytes of the parts that hold text, unpacked; more are refused before any is unpacked, as a small zip file may hold any size."""
MOST_PARTS = 20_000
"""Parts of the zip file, those that are not unpacked too; a file with more is refused."""
MOST_TAGS = 3_000_000
"""Tags of all parts that hold text, counted before they are parsed; a file with more is refused."""
DEEPEST = 400
"""Levels of elements within each other; a file that goes deeper is refused, since whoever reads it next goes down level by level."""

KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml"
    r"|word/[A-Za-z0-9_-]{1,60}\.xml|word/_rels/[A-Za-z0-9_-]{1,60}\.xml\.rels"
)
DROPPED = re.compile(r"word/(?:comments\w*|people|fontTable|webSettings)\.xml")
SAVE_AGAIN = "Open it in a word processor and save it again as .docx."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def safe_docx(path: Path) -> bytes:
    """A DOCX file with its text alone. Raises TertiusError where it is none, is locked or too large."""
    archive = _open(path)
    names = archive.namelist()
    main = _main_part(path, archive)
    if main not in names or not KEPT.fullmatch(main):
        raise TertiusError(
            f"{path} has no text inside itself: it names “{main[:80]}” as its text. {SAVE_AGAIN}"
        )
    kept = [
        name
        for name in dict.fromkeys(names)
        if KEPT.fullmatch(name) and not DROPPED.fullmatch(name)
    ]
    size = sum(archive.getinfo(name).file_size for name in kept)
    if size > LARGEST_UNPACKED:
        raise TertiusError(
            f"{path} unpacks to {size // 2**20:,} MiB of text; the limit is {LARGEST_UNPACKED // 2**20} MiB."
        )
    made = io.BytesIO()
    counted = _Counted(path)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as safe:
        for name in kept:
            data = _unpack(path, archive, name)
            relations = counted.read(name, data)
            safe.writestr(name, _inner(relations) if name.endswith(".rels") else data)
    return made.getvalue()


def _open(path: Path) -> zipfile.ZipFile:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise TertiusError(f"{path} cannot be opened: {error.strerror}.") from None
    if len(data) > LARGEST_FILE:
        raise TertiusError(f"{path} is larger than {LARGEST_FILE // 2**20} MiB, the limit.")
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise TertiusError(
                f"{path} is locked with a password. Save it without one and read that."
            )
        raise TertiusError(f"{path} is an old Word file (.doc). Save it as .docx and read that.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except NO_ZIP:
        raise TertiusError(f"{path} is cut off, damaged or no Word file. {SAVE_AGAIN}") from None
    names = archive.namelist()
    if "mimetype" in names:
        raise TertiusError(
            f"{path} is an OpenDocument file (.odt). Save it as .docx and read that."
        )
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise TertiusError(f"{path} is a zip file and no Word file. {SAVE_AGAIN}")
    if len(parts) > MOST_PARTS:
        raise TertiusError(f"{path} has {len(parts):,} parts; the limit is {MOST_PARTS:,}.")
    if any(part.flag_bits & 1 for part in parts):
        raise TertiusError(f"{path} is locked with a password. Save it without one and read that.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise TertiusError(f"{path} is packed in a way that no word processor uses. {SAVE_AGAIN}")
    return archive


def _unpack(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST_UNPACKED:
        raise TertiusError(
            f"{path} unpacks to more than {LARGEST_UNPACKED // 2**20} MiB of text, the limit."
        )
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise TertiusError(f"{path} is damaged in {name}. {SAVE_AGAIN}") from None


def _main_part(path: Path, archive: zipfile.ZipFile) -> str:
    relations = _Counted(path).read("_rels/.rels", _unpack(path, archive, "_rels/.rels"))
    for relation in relations:
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    raise TertiusError(f"{path} is a zip file and no Word file. {SAVE_AGAIN}")


class _Counted:
    """Reads XML parts to their end, within bounds on tags and depth, and refuses definitions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tags = 0

    def read(self, name: str, data: bytes) -> list[dict[str, str]]:
        """The relations that a part holds; other parts are only read through."""
        depth = 0
        relations: list[dict[str, str]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise TertiusError(
                    f"{self._path} is nested more than {DEEPEST} levels deep in {name}, the limit. {SAVE_AGAIN}"
                )
            if plain(tag) == "Relationship":
                relations.append(attributes)

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        def refuse(*_: Any) -> None:
            raise TertiusError(
                f"{self._path} defines words of its own in {name}, as no word processor does. {SAVE_AGAIN}"
            )

        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        self._tags += data.count(b"<")
        if self._tags > MOST_TAGS:
            raise TertiusError(
                f"{self._path} has more than {MOST_TAGS:,} tags, the limit. {SAVE_AGAIN}"
            )
        try:
            for begin in range(0, len(data), CHUNK):
                parser.Parse(data[begin : begin + CHUNK])
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes that this is the end by place alone
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise TertiusError(
                f"{self._path} is damaged in {name} ({error}). {SAVE_AGAIN}"
            ) from None
        return relations


def _inner(relations: list[dict[str, str]]) -> bytes:
    """Relations without those that lead out of the file; links stay, as they are only text."""
    kept = [
        relation
        for relation in relations
        if relation.get("TargetMode") != "External"
        or relation.get("Type", "").endswith("/hyperlink")
    ]
    rows = "".join(
        "<Relationship "
        + " ".join(f"{key}={quoteattr(value)}" for key, value in row.items() if key.isidentifier())
        + "/>"
        for row in kept
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{RELATIONS}">{rows}</Relationships>'.encode()
