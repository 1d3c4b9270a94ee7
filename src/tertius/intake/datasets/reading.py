"""Publishers' files, read whole and checked: columns, values, size; a fault names file and row."""

import difflib
import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tertius.intake.datasets.protocol import DatasetError

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST = 1 << 30
"""The most bytes a file may unpack to: the largest that is known here unpacks to a sixtieth."""

AT_ONCE = 1 << 20

ROW = re.compile(r"Row #(\d+)")
COLUMN = re.compile(r"CSV column '?#?([^':]*)'?")


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
    if (
        data[:200]
        .removeprefix(b"\xef\xbb\xbf")
        .lstrip()
        .lower()
        .startswith((b"<!doctype html", b"<html"))
    ):
        raise DatasetError(
            f"{path.name} is a web page, not the data. Fetch the file itself, or log in where the publisher asks for it."
        )
    return data


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
    path: Path, columns: Mapping[str, str], *, may: Mapping[str, str] | None = None
) -> "pa.Table":
    """Return some columns of a CSV file, each as whole, number, text or day.

    Columns of `may` are read where the file has them.

    A cell that is empty or NA is unknown where numbers or days are read; as text "NA" is Namibia's
    code and stays. Raises DatasetError
    for a column that is missing and for a value that is none of its kind, naming the row.
    """
    import pyarrow as pa
    from pyarrow import csv

    data = unpacked(path)
    _check_letters(data, path)
    head = data[: data.find(b"\n") + 1 or len(data)].decode("utf-8-sig").strip()
    names = next(iter(_header(head)), [])
    for name in columns:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f" It has {near[0]!r}, which may be the same under a new name." if near else ""
            raise DatasetError(
                f"{path.name}:1 has no column {name!r}; it has {', '.join(names)[:300]}.{hint} "
                "Fetch the release that SOURCE.md names."
            )
    columns = {**columns, **{name: kind for name, kind in (may or {}).items() if name in names}}
    kinds = {"whole": pa.int64(), "number": pa.float64(), "text": pa.string(), "day": pa.date32()}
    try:
        return csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(use_threads=False),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                include_columns=list(columns),
                column_types={name: kinds[kind] for name, kind in columns.items()},
                null_values=["", "NA"],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise DatasetError(_reason(path, str(error))) from None


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


def _reason(path: Path, text: str) -> str:
    """Return a fault of the CSV reader as a message with file and row."""
    row, column = ROW.search(text), COLUMN.search(text)
    place = f"{path.name}:{row.group(1)}" if row else path.name
    where = f" column {column.group(1)}" if column else ""
    what = text.rsplit("error", 1)[-1].lstrip(": ").split("\n")[0][:200]
    return f"{place}{where}: {what}. Nothing of the file is used; fetch the release that SOURCE.md names."
