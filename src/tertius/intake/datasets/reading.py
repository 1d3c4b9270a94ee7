"""Publishers' files, read whole and checked: columns, values, size; a fault names file and row."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tertius.evidence.text import nearest
from tertius.intake.datasets.protocol import DatasetError

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST = 1 << 30
"""The most bytes a file may unpack to: the largest that is known here unpacks to a sixtieth."""

AT_ONCE = 1 << 20
"""Bytes that are unpacked at a time, after each of which the size is held to its limit."""

ROW = re.compile(r"Row #(\d+)")
COLUMN = re.compile(r"CSV column '?#?([^':]*)'?")
CELLS = re.compile(r"Expected (\d+) columns, got (\d+)")
INVALID = re.compile(r"conversion error to (\w+): invalid value '(.*)'")
KINDS = {"int64": "a whole number", "double": "a number", "date32": "a day such as 2019-03-21"}
WRITTEN = "written without signs between the thousands, with a point before decimals"

ARCHIVED = "is an archive or a workbook, not the table itself. Unpack it, or open it and save the sheet as CSV (UTF-8) under this name."
BEGINNINGS = {
    b"PK\x03\x04": ARCHIVED,
    b"PK\x05\x06": ARCHIVED,
    b"\x1f\x8b": "is packed (gzip), and its name does not say so. Unpack it first.",
    b"\xff\xfe": "is written in UTF-16. Save it as UTF-8.",
    b"\xfe\xff": "is written in UTF-16. Save it as UTF-8.",
    b"%PDF": "is a PDF, not the data. Fetch the file itself.",
}
"""By its first bytes what a file is instead of text."""
PAGE = re.compile(
    rb"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype html|html)", re.IGNORECASE | re.DOTALL
)
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


Read = TypeVar("Read")


def read_once(*folders: str) -> Callable[[Callable[[Path], Read]], Callable[[Path], Read]]:
    """Return a decorator that keeps what the last call made of the data, until a file of these folders changes.

    A profile of many hosts reads each file once; a newer release is read anew in the same process.
    """

    def decorate(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
        @lru_cache(maxsize=1)
        def kept(data: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Read:
            return read(data)

        @wraps(read)
        def current(data: Path) -> Read:
            files = sorted(file for folder in folders for file in (data / folder).glob("*"))
            stamps = ((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files)
            return kept(data, tuple(stamps))

        return current

    return decorate


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""


def unpacked(path: Path, *, most: int = LARGEST) -> bytes:
    """Return the bytes of a file, unpacked where its name ends in .gz.

    Raises DatasetError where it is cut off, is a web page, or unpacks to more than `most` bytes.
    """
    try:
        with path.open("rb") as raw:
            file = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
            data = b"".join(_parts(file, path, most))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(
            f"{path.name} is cut off or damaged: {error}. Fetch it again; what was there before stays in use."
        ) from None
    _check_beginning(data, path)
    return data


def _check_beginning(data: bytes, path: Path) -> None:
    """Raise DatasetError for a file that is empty, a web page, packed, a workbook, or no text of UTF-8 at all."""
    if not data.strip():
        raise DatasetError(f"{path.name} is empty. Fetch it again.")
    for beginning, what in BEGINNINGS.items():
        if data.startswith(beginning):
            raise DatasetError(f"{path.name} {what}")
    if PAGE.match(data[:2000].removeprefix(b"\xef\xbb\xbf")):
        raise DatasetError(
            f"{path.name} is a web page, not the data. Fetch the file itself, or log in where the publisher asks for it."
        )
    if (zero := data.find(b"\0")) >= 0:
        row = data[:zero].count(b"\n") + 1
        raise DatasetError(
            f"{path.name}:{row} has a byte of zero, which no text has: the file is damaged. Fetch it again."
        )


def _parts(file: Readable, path: Path, most: int) -> Iterator[bytes]:
    size = 0
    while part := file.read(AT_ONCE):
        size += len(part)
        if size > most:
            raise DatasetError(
                f"{path.name} unpacks to more than {most:,} bytes, which no known release does. Fetch it again."
            )
        yield part


def read_csv(
    path: Path,
    columns: Mapping[str, str],
    *,
    may: Mapping[str, str] | None = None,
    may_be_empty: bool = False,
) -> "pa.Table":
    """Return some columns of a CSV file, each as whole, number, text or day.

    Columns of `may` are read where the file has them. A file without rows is a fault, but where it is
    an answer to a question (`may_be_empty`).

    A cell that is empty or NA is unknown where numbers or days are read; as text "NA" is Namibia's
    code and stays. Raises DatasetError
    for a column that is missing and for a value that is none of its kind, naming the row.
    """
    import pyarrow as pa

    data = unpacked(path)
    _check_letters(data, path)
    head = data[: data.find(b"\n") + 1 or len(data)].decode("utf-8-sig").strip("\r\n")
    written = next(iter(_header(head)), [])
    # Headings of money in workbooks have spaces around them: " Amount (Nominal USD) ".
    names = {name.strip(): name for name in written}
    _check_columns(path, columns, list(names))
    columns = {**columns, **{name: kind for name, kind in (may or {}).items() if name in names}}
    try:
        table = _table(data, {names[name]: kind for name, kind in columns.items()})
    except pa.ArrowInvalid as error:
        raise DatasetError(_reason(path, str(error), written)) from None
    if not len(table) and not may_be_empty:
        raise DatasetError(
            f"{path.name} has a header and no row below it. Fetch it again; nothing of the file is used."
        )
    return table.rename_columns(list(columns))


def _table(data: bytes, columns: Mapping[str, str]) -> "pa.Table":
    """Return columns of a CSV text by kind; whole numbers may be written 2018.0, as programs write them."""
    import pyarrow as pa
    from pyarrow import csv

    kinds = {"whole": pa.int64(), "number": pa.float64(), "text": pa.string(), "day": pa.date32()}
    wanted = {name: kinds[kind] for name, kind in columns.items()}

    def read(types: Mapping[str, pa.DataType]) -> pa.Table:
        return csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(use_threads=False),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                include_columns=list(columns),
                column_types=types,
                null_values=["", "NA"],
                strings_can_be_null=False,
            ),
        )

    try:
        return read(wanted)
    except pa.ArrowInvalid as error:
        try:
            loose = {n: pa.float64() if t == pa.int64() else t for n, t in wanted.items()}
            return read(loose).cast(pa.schema(list(wanted.items())))
        except pa.ArrowInvalid:
            raise error from None


def _check_columns(path: Path, columns: Iterable[str], names: list[str]) -> None:
    """Raise DatasetError for a column that is missing, with the one that may be it under another name."""
    for name in columns:
        if name in names:
            continue
        for sign, what in SEPARATORS.items():
            if len(names) == 1 and sign in names[0]:
                raise DatasetError(
                    f"{path.name}:1 has {what} between its columns. Expected commas: save it as CSV (comma-separated), UTF-8."
                )
        near = nearest(name, names)
        hint = f" It has {near!r}, which may be the same under a new name." if near else ""
        if len(names) < 2:
            hint = " That is no table of columns: fetch the file itself."
        raise DatasetError(
            f"{path.name}:1 has no column {name!r}; it has {', '.join(names)[:300]}.{hint} "
            "Fetch the release that SOURCE.md names."
        )


def _header(line: str) -> Iterator[list[str]]:
    import csv

    yield from csv.reader([line])


def _check_letters(data: bytes, path: Path) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise DatasetError(
            f"{path.name}:{row} has a byte that is not UTF-8 ({data[error.start]:#04x}), as where two encodings are mixed. Save the file as UTF-8."
        ) from None


def _reason(path: Path, text: str, names: list[str]) -> str:
    """Return a fault of the CSV reader as a message with file, row and column, and what was expected."""
    row, column = ROW.search(text), COLUMN.search(text)
    place = f"{path.name}:{row.group(1)}" if row else path.name
    again = "Nothing of the file is used; fetch the release that SOURCE.md names."
    if cells := CELLS.search(text):
        return f"{place} has {cells.group(2)} cells where the header has {cells.group(1)}: the file may be cut off there, or a quotation mark be missing. {again}"
    where = ""
    if column:
        name = column.group(1)
        where = (
            f" column {names[int(name)] if name.isdecimal() and int(name) < len(names) else name}"
        )
    if invalid := INVALID.search(text):
        kind = KINDS.get(invalid.group(1).split("[")[0], invalid.group(1))
        said = f", {WRITTEN}" if "," in invalid.group(2) and kind != KINDS["date32"] else ""
        return f"{place}{where}: expected {kind}{said}, found {invalid.group(2)!r}. {again}"
    what = text.rsplit("error", 1)[-1].lstrip(": ").split("\n")[0][:200]
    return f"{place}{where}: {what}. {again}"
