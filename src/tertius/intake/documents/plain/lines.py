"""The lines of a text file: decoded, numbered, with running heads and page numbers left out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tertius.errors import TertiusError

_BREAKS = re.compile(r"\r\n|[\r\n\v\x85\u2028\u2029]")
_DIGITS = re.compile(r"\d{1,9}")
_STOPPED = re.compile(r"[.!?…:][’”\"')\]»›]{0,4}[\d¹²³⁰⁴-⁹]{0,4}[’”\"')\]»›]{0,2}$")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LONGEST_HEAD = 120
"""Letters of a line at the edge of a page that may be a running head; a longer one stays text."""


@dataclass(frozen=True)
class Line:
    """A printed line that is not empty."""

    number: int
    """Counted from 1 in the file."""
    text: str
    """Without spaces at its ends."""
    blank_before: bool = False
    page_before: bool = False
    """Whether a page begins with it."""
    goes_on: bool | None = None
    """Whether a space at its end says that the paragraph goes on; None where the file does not say so."""

    @property
    def parted(self) -> bool:
        """Whether an empty line or a page's end stands before it."""
        return self.blank_before or self.page_before


def finished(text: str) -> bool:
    """Whether a piece of text ends as a sentence does, numbers of notes left aside."""
    return _STOPPED.search(text[-12:]) is not None


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16.

    Raises:
        TertiusError: the bytes are in another encoding, which is not guessed, or are no text.

    """
    encoding, start = "utf-8", 0
    for mark, named in _MARKS:
        if data.startswith(mark):
            encoding, start = named, len(mark)
            break
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_readable(data, start + error.start, encoding) from None
    if "\0" in text:
        at = text.index("\0")
        raise TertiusError(
            f"Expected text, found a zero byte in line {text.count(chr(10), 0, at) + 1}, as other kinds of files have them. "
            "Save the paper as text in UTF-8, or give the PDF, DOCX or HTML itself."
        )
    return text


def _not_readable(data: bytes, at: int, encoding: str) -> TertiusError:
    line = data.count(b"\n", 0, at) + 1
    near = data[max(0, at - 20) : at].decode("ascii", "ignore").split("\n")[-1].strip()
    where = f"byte 0x{data[at] if at < len(data) else 0:02X} in line {line}"
    after = f", after “{near}”" if near and near.isprintable() else ""
    if encoding != "utf-8":
        return TertiusError(
            f"The file begins as UTF-16, and {where} does not fit it. It may be cut off: take it from its origin again, or save it as UTF-8."
        )
    return TertiusError(
        f"Expected text in UTF-8 or UTF-16, found {where}{after}, which is neither. The file may be in Windows-1250, 1251 or 1252, "
        "and which of them cannot be told. Open it where its letters look right, save it as UTF-8, and read it again."
    )


def read_lines(text: str) -> list[Line]:
    """The lines that are not empty, without running heads and page numbers."""
    rows = [
        (number, page > 0, part)
        for number, raw in enumerate(_BREAKS.split(text), 1)
        for page, part in enumerate(raw.split("\f"))
    ]
    kept = [row for row in rows if row[2].strip()]
    if not kept:
        return []
    indented = sum(part[0].isspace() for _, _, part in kept)
    indent_is_page = not any(page for _, page, _ in rows) and indented <= len(kept) / 10
    spaced = sum(part[-1].isspace() for _, _, part in kept)
    ends_tell = 0.2 < spaced / len(kept) < 0.95
    found, blank, page = [], True, False
    for number, new_page, part in rows:
        page = page or new_page
        clean = " ".join(_printable(part).split())
        if not clean:
            blank = True
            continue
        begins = page or (indent_is_page and part[0].isspace())
        goes_on = part[-1].isspace() if ends_tell else None
        found.append(Line(number, clean, blank, begins, goes_on))
        blank = page = False
    return _without_running_heads(found)


def _printable(text: str) -> str:
    """The letters without control characters, which some extractions leave between words."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == "\xad" else " "
        for letter in text
        if letter not in "\u200b\u2060\ufeff"
    )


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that stand again and again at the edges of pages, and without bare page numbers."""
    edges = [
        index
        for index, line in enumerate(lines)
        if index == 0 or line.page_before or index + 1 == len(lines) or lines[index + 1].page_before
    ]
    shapes = Counter(
        _DIGITS.sub("#", lines[index].text)
        for index in edges
        if len(lines[index].text) <= _LONGEST_HEAD
    )
    dropped = {
        index
        for index in edges
        if shapes[_DIGITS.sub("#", lines[index].text)] >= 3 and not finished(lines[index].text)
    }
    kept: list[Line] = []
    carried = False, False
    for index, line in enumerate(lines):
        before = line.blank_before or carried[0], line.page_before or carried[1]
        if index in dropped:
            carried = before
            continue
        kept.append(Line(line.number, line.text, *before, line.goes_on))
        carried = False, False
    return kept
