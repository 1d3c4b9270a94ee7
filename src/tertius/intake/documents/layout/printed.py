"""The pages of a PDF as pieces of text with their size and place, read by a child process within bounds."""

import contextlib
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from tertius.errors import TertiusError
from tertius.sandbox import ocr

LARGEST_FILE = 512 * 2**20
"""Bytes of a PDF; a larger one is refused before the reader is started."""
MEMORY = 768 * 2**20
"""Bytes of memory that the reader may take; where it needs more it ends, and the file is refused."""
SECONDS = 90.0
"""How long the reader may work, in seconds of the processor: a busy machine takes nothing from it."""
PATIENCE = 10
"""How many times as long it may wait for its turn."""
WRITTEN = 256 * 2**20
"""Bytes that the reader may write of the pages; where it writes more it ends, and the file is refused."""
MOST_PAGES = 3_000
"""Pages of a PDF; one with more is refused, and a chapter of it can be read."""
MOST_LETTERS = 10_000_000
"""Letters of all pages together; a PDF with more is refused, and a chapter of it can be read."""
MOST_WARNED = 12
"""How many pages one warning names."""

OCR = "Run a text recognition (OCR) over it first, for example with OCRmyPDF, and read what that makes."
RECOGNISED = "its text was recognised by OCRmyPDF and may be wrong, numbers of notes above all. Compare it with the scan."
LOST = "\ufffd"
"""Stands for letters that the file does not name; pdfium.py has it too, as it imports nothing."""
SHAPES = "the file has their shapes and does not say which letters they are. Run a text recognition (OCR) over the pages as pictures, for example with ocrmypdf --force-ocr, and read what that makes."
SAVE_AGAIN = "Open it in a PDF viewer, print it into a new PDF and read that."
WRONG_PASSWORD, WRONG_LOCK = 4, 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of one size on one line. Lengths are in points, from the lower left."""

    x0: float
    y: float
    """The line the letters stand on."""
    x1: float
    size: float
    bold: bool
    raised: bool
    """Whether these are digits that stand above the line, though their size does not say so."""
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, and the box on the page that carries it, in points."""

    address: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Page:
    """What is printed on one page."""

    number: int
    """Counted from 1."""
    label: str
    """What the file calls the page, such as xii; else its number."""
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[tuple[float, float, float], ...]
    """Horizontal rules: left, right, height."""
    links: tuple[Target, ...]


@dataclass(frozen=True)
class Printed:
    """A PDF as it is printed."""

    title: str
    """The title that the file gives itself; often wrong."""
    pages: tuple[Page, ...]
    warnings: tuple[str, ...]
    scanned: tuple[int, ...] = ()
    """The pages with pictures and without text, counted from 1; all where none has text."""


def read_printed(path: Path) -> Printed:
    """What stands on the pages of a PDF; scanned pages by text recognition, where OCRmyPDF is installed.

    Raises TertiusError where it cannot be read, with the reason.
    """
    cut = _check_file(path)
    found = _read(path, cut=cut)
    if found.scanned and ocr.program():
        return _recognised(path, found)
    return _need_text(path, found)


def _read(path: Path, *, cut: bool) -> Printed:
    with tempfile.TemporaryFile() as told:
        _run(path, told)
        told.seek(0)
        return _gather(path, told, cut=cut)


def _recognised(path: Path, found: Printed) -> Printed:
    """The pages of a scan with the text that was recognised on them; as they were where that fails."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "recognised.pdf"
        wrong = ocr.recognise(path, made)
        read = None if wrong else _read(made, cut=False)
    if read is None:
        told = f"{_named(list(found.scanned))} of the scan could not be recognised: {wrong}."
        return _need_text(path, replace(found, warnings=(*found.warnings, told)), wrong)
    pages = list(found.scanned)
    has = "is" if len(pages) == 1 else "are"
    said = f"{_named(pages)} {has} scanned: {RECOGNISED}"
    return _need_text(path, replace(read, title=found.title, warnings=(said, *read.warnings)))


def _need_text(path: Path, found: Printed, wrong: str = "") -> Printed:
    """Refuse a PDF without any text, with the reason."""
    if any(piece.text.strip(f" {LOST}") for page in found.pages for piece in page.pieces):
        return found
    if any(page.pieces for page in found.pages):
        raise TertiusError(f"{path} has no letter that can be read: {SHAPES}")
    why = f" {wrong}." if wrong else ""
    raise TertiusError(
        f"{path} has no text on its {_many(len(found.pages), 'page')}: it is probably scanned.{why} {OCR}"
    )


def _check_file(path: Path) -> bool:
    """Whether the end of the file is missing. Raises TertiusError where it is no PDF."""
    try:
        if not path.is_file():
            raise TertiusError(f"{path} is not a file. Name a PDF file.")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
            file.seek(max(size - 2048, 0))
            tail = file.read(2048)
    except OSError as error:
        raise TertiusError(f"{path} cannot be opened: {error.strerror}.") from None
    if size > LARGEST_FILE:
        raise TertiusError(
            f"{path} is larger than {LARGEST_FILE // 2**20} MiB, the limit. "
            "Take the chapter that you need out of it."
        )
    if b"%PDF-" not in head:
        raise TertiusError(f"{path} is no PDF: it does not begin as one.")
    return b"%%EOF" not in tail


def _run(path: Path, told: IO[bytes]) -> None:
    """Let the child process write what it reads; whether it came to its end, its last line says."""
    program = Path(__file__).with_name("pdfium.py")
    bounds = (MEMORY, math.ceil(SECONDS), WRITTEN, MOST_PAGES, MOST_LETTERS)
    try:
        subprocess.run(  # noqa: S603 - the program is our own
            [sys.executable, "-P", str(program), str(path.resolve()), *map(str, bounds)],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TertiusError(
            f"{path} was not read within {PATIENCE * SECONDS:g} seconds, the limit. {SAVE_AGAIN}"
        ) from None


def _gather(path: Path, told: IO[bytes], *, cut: bool) -> Printed:
    title, count, whole = "", -1, False
    pages: list[Page] = []
    damaged: list[int] = []
    empty: list[int] = []
    scanned: list[int] = []
    lost: dict[int, int] = {}
    for line in _lines(told):
        if "error" in line:
            raise TertiusError(_refusal(path, line["error"], cut=cut))
        if "pages" in line:
            title, count = line["title"], line["pages"]
        elif "letters" in line:
            raise TertiusError(
                f"{path} has more than {MOST_LETTERS:,} letters, the limit. "
                "Take the chapter that you need out of it."
            )
        elif "damaged" in line:
            damaged.append(line["page"] + 1)
        elif "page" in line:
            page = _page(line)
            pages.append(page)
            if line["lost"]:
                lost[page.number] = line["lost"]
            if not page.pieces:
                empty.append(page.number)
                scanned += [page.number] if line["pictures"] else []
        whole = whole or "end" in line
    if count > MOST_PAGES:
        raise TertiusError(
            f"{path} has {count:,} pages; the limit is {MOST_PAGES:,}. "
            "Take the chapter that you need out of it."
        )
    if not whole:
        where = (
            f"on page {len(pages) + len(damaged) + 1}" if count >= 0 else "before its first page"
        )
        raise TertiusError(
            f"{path} cannot be read: the PDF reader stopped {where}, "
            f"out of memory, out of time or at a fault in the file. {SAVE_AGAIN}"
        )
    if not any(page.pieces for page in pages) and (damaged or not count):
        raise TertiusError(f"{path} is damaged: none of its pages can be read. {SAVE_AGAIN}")
    warnings = tuple(_warnings(damaged, empty, lost, cut=cut))
    # Letters that were drawn as lines are no pictures: where no page has text, all are tried.
    tried = scanned if len(empty) < len(pages) else empty
    return Printed(title, tuple(pages), warnings, tuple(tried))


def _lines(told: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Every whole line that the child wrote; one that was cut off ends them."""
    for line in told:
        with contextlib.suppress(ValueError, RecursionError):
            yield json.loads(line)


def _page(line: dict[str, Any]) -> Page:
    return Page(
        number=line["page"] + 1,
        label=line["label"].strip() or str(line["page"] + 1),
        width=line["size"][0],
        height=line["size"][1],
        pieces=tuple(Piece(*piece) for piece in line["pieces"] if piece[6].strip()),
        rules=tuple((x0, x1, y) for x0, x1, y in line["rules"]),
        links=tuple(Target(*link) for link in line["links"]),
    )


def _refusal(path: Path, error: int, *, cut: bool) -> str:
    if error == WRONG_PASSWORD:
        return f"{path} is locked with a password. Save it without one and read that."
    if error == WRONG_LOCK:
        return (
            f"{path} is locked in a way that cannot be read. Save it without a lock and read that."
        )
    if cut:
        return f"{path} is cut off or damaged: its end is missing. Get the file again."
    return f"{path} is damaged and cannot be read as a PDF. {SAVE_AGAIN}"


def _warnings(
    damaged: list[int], empty: list[int], lost: dict[int, int], *, cut: bool
) -> Iterator[str]:
    if cut:
        yield "The end of the file is missing: it is cut off or damaged, and pages may be lost."
    if damaged:
        yield f"{_named(damaged)} cannot be read: the file is damaged there."
    if empty:
        has = "has" if len(empty) == 1 else "have"
        yield f"{_named(empty)} {has} no text: empty, or scanned. {OCR}"
    if lost:
        has = "has" if len(lost) == 1 else "have"
        letters = "1 letter" if (count := sum(lost.values())) == 1 else f"{count:,} letters"
        yield f"{_named(sorted(lost))} {has} {letters} that cannot be read, shown as {LOST}: {SHAPES}"


def _named(pages: list[int]) -> str:
    named = ", ".join(map(str, pages[:MOST_WARNED]))
    more = f" and {len(pages) - MOST_WARNED} more" if len(pages) > MOST_WARNED else ""
    return f"Page{'s' if len(pages) > 1 else ''} {named}{more}"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
