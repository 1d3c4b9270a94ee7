"""An XLSX file unpacked with bounds on time and memory: a zip file of XML parts that lead to each other.

Nothing in it is run or followed. What no reader asks for, such as macros, links and pictures, is
never unpacked, and the tags of the parts that are read are counted while they are read.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from tertius.evidence.text import shorten

# A small zip file may unpack to any size, so unpacked bytes, parts and tags are counted while they are read.
LARGEST_FILE = 128 * 2**20
LARGEST_UNPACKED = 256 * 2**20
"""Bytes that all parts unpack to by the zip file's own list; a workbook with more is refused."""
MOST_PARTS = 10_000
"""Parts of the zip file; a workbook with more is refused."""
MOST_TAGS = 40_000_000
"""Tags of the parts that are read, counted on the way; a workbook with more is refused, as it is where empty rows and columns were formatted."""
CHUNK = 2**18
"""Bytes that are unpacked and parsed at a time, so that a part is refused before it stands in memory whole."""

# The first bytes of an old .xls file, and of an .xlsx file with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_ZIP = (zipfile.BadZipFile, ValueError, NotImplementedError)
"""What `zipfile` raises for bytes that are none, or of a kind that it does not read: the last for a version."""

SAVE_AGAIN = "Open it in a spreadsheet and save it again as .xlsx."

Start = Callable[[str, dict[str, str]], None]


class NoWorkbook(Exception):
    """Raise where a file is no workbook that can be read; the text says why and what to do."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file. Raises NoWorkbook where they are more than a workbook may have."""
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise NoWorkbook(f"is larger than {LARGEST_FILE // 2**20} MiB, the limit.")
    return data


class Parts:
    """Read the parts of an XLSX file. Raises NoWorkbook where it is none, is locked or is too large."""

    def __init__(self, data: bytes) -> None:
        self._zip = _open_archive(data)
        self._tags = 0

    def parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], None] = lambda name: None,
        data: Callable[[str], None] = lambda text: None,
    ) -> Iterator[None]:
        """Read one part of the file piece by piece, counting its tags."""

        def first(name: str, attributes: dict[str, str]) -> None:
            """Name an element as it stands: most files name them without a prefix, and none has to be taken apart."""
            has_prefix = ":" in name
            parser.StartElementHandler = (lambda n, a: start(plain(n), a)) if has_prefix else start
            parser.EndElementHandler = (lambda n: end(plain(n))) if has_prefix else end
            start(plain(name), attributes)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_definitions
        parser.StartElementHandler = first
        parser.CharacterDataHandler = data
        if part not in self._zip.namelist():
            raise NoWorkbook(f"lacks its part {shorten(part)}. {SAVE_AGAIN}")
        try:
            with self._zip.open(part) as file:
                while piece := file.read(CHUNK):
                    self._count(piece.count(b"<"))
                    parser.Parse(piece)
                    yield
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes that this is the end by place alone
            yield
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise NoWorkbook(f"is damaged in {shorten(part)} ({error}). {SAVE_AGAIN}") from None
        except (LookupError, ValueError, OverflowError):
            raise NoWorkbook(
                f"holds something unreadable in {shorten(part)}. {SAVE_AGAIN}"
            ) from None

    def _count(self, tags: int) -> None:
        self._tags += tags
        if self._tags > MOST_TAGS:
            raise NoWorkbook(
                f"has more than {MOST_TAGS:,} tags, the limit. Delete the empty rows and columns that were formatted."
            )

    def target(self, part: str, kind: str) -> str | None:
        """Return the part that a part leads to by a relation of a kind; None where it leads to none."""
        return next((t for k, _, t in self.relations(part) if k == kind), None)

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return the kind, the name and the target of every relation of a part to another one in the file."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        leads: list[tuple[str, str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                kind = attributes["Type"].rpartition("/")[2]
                leads.append((kind, attributes["Id"], target.lstrip("/")))

        if relations in self._zip.namelist():
            drain(self.parse(relations, start))
        return leads


def _open_archive(data: bytes) -> zipfile.ZipFile:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NoWorkbook("is locked with a password. Save it without one.")
        raise NoWorkbook("is an old workbook (.xls). Save it as .xlsx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except NO_ZIP:
        raise NoWorkbook("is no workbook. Save the sheets as .xlsx.") from None
    if "mimetype" in names:
        raise NoWorkbook("is an OpenDocument file (.ods). Save it as .xlsx.")
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NoWorkbook(
            f"unpacks to more than {LARGEST_UNPACKED // 2**20} MiB or {MOST_PARTS:,} parts, the limit."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise NoWorkbook("is locked with a password. Save it without one.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise NoWorkbook(f"is packed in a way that no spreadsheet uses. {SAVE_AGAIN}")
    if "xl/workbook.bin" in names:
        raise NoWorkbook("is a binary workbook (.xlsb). Save it as .xlsx.")
    if "[Content_Types].xml" not in names:
        raise NoWorkbook("is a zip file and no workbook. Save the sheets as .xlsx.")
    return archive


def _refuse_definitions(*_: Any) -> None:
    raise NoWorkbook(f"defines words of its own in its XML, as no spreadsheet does. {SAVE_AGAIN}")


def plain(name: str) -> str:
    """Return the name of an element or attribute without its namespace's prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def drain(pieces: Iterator[None]) -> None:
    """Read a part to its end."""
    for _ in pieces:
        pass
