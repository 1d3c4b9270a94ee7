"""A file that is no workbook, is damaged or is too large is refused; what is not needed is not unpacked."""

import io
import struct
import zipfile
from typing import Any

import pytest

from tertius.case.workbook import xlsx
from tertius.sandbox import archive as unpack
from workbooks import brought_back, patched, refused, shared, small_book


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


OLE = unpack.OLE + b"\0" * 600
DEFINED = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
NO_WORKBOOKS = {
    "nothing": (b"", "is no workbook. Save the sheets as .xlsx."),
    "CSV": (b"id,name\n", "is no workbook. Save the sheets as .xlsx."),
    "an old workbook": (OLE, "is an old workbook (.xls). Save it as .xlsx."),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "is locked with a password. Save it without one."),
    "OpenDocument": (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "is an OpenDocument file (.ods). Save it as .xlsx."),
    "a binary workbook": (_zip(**{"xl/workbook.bin": ""}), "is a binary workbook (.xlsb). Save it as .xlsx."),
    "some zip file": (_zip(a="b"), "is a zip file and no workbook. Save the sheets as .xlsx."),
    "half a workbook": (small_book()[:9_000], "is no workbook. Save the sheets as .xlsx."),
    "a document": (_zip(**{"[Content_Types].xml": "", "word/document.xml": ""}), "lacks its part xl/workbook.xml. Open it in a spreadsheet and save it again as .xlsx."),
    "XML that breaks off": (patched(small_book(), "xl/worksheets/sheet5.xml", "</worksheet>", ""), "is damaged in xl/worksheets/sheet5.xml"),
    "words of its own": (patched(small_book(), "xl/worksheets/sheet5.xml", "<worksheet", DEFINED + "<worksheet"), "defines words of its own in its XML, as no spreadsheet does."),
    "words of its own in the strings": (patched(shared(small_book()), "xl/sharedStrings.xml", "<sst", DEFINED + "<sst"), "defines words of its own in its XML, as no spreadsheet does."),
    "a string that is not there": (patched(small_book(), "xl/worksheets/sheet5.xml", r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="s"><v>999999</v></c>'), "holds something unreadable in xl/worksheets/sheet5.xml."),
    "a place that is none": (patched(small_book(), "xl/worksheets/sheet5.xml", 'r="B2"', 'r="2B"'), "holds something unreadable in xl/worksheets/sheet5.xml."),
    "a column beyond the last": (patched(small_book(), "xl/worksheets/sheet5.xml", 'r="F2"', 'r="XFE2"'), "holds something unreadable in xl/worksheets/sheet5.xml."),
    "a row twice": (patched(small_book(), "xl/worksheets/sheet5.xml", '<row r="3"', '<row r="2"'), "holds something unreadable in xl/worksheets/sheet5.xml."),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook(small: Any, name: str):
    """A file that is no workbook, is locked or is damaged is refused in a sentence, and nothing is written."""
    data, said = NO_WORKBOOKS[name]
    (line,) = refused(small.path, data)
    assert line.startswith(f"book.xlsx {said}")
    assert line.endswith(" Nothing was written.")


@pytest.mark.parametrize(
    ("place", "name", "limit", "said"),
    [
        (unpack, "LARGEST_FILE", 1_000, "is larger than 0 MiB, the limit."),
        (unpack, "LARGEST_UNPACKED", 10_000, "unpacks to more than 0 MiB or 10,000 parts, the limit."),
        (unpack, "MOST_PARTS", 3, "unpacks to more than 256 MiB or 3 parts, the limit."),
        (unpack, "MOST_TAGS", 2_000, "has more than 2,000 tags, the limit."),
        (xlsx, "MOST_TEXT", 2_000, "holds more than 0 MiB of text, the limit."),
    ],
)  # fmt: skip
def test_bounds(
    small: Any, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, limit: int, said: str
):
    """A file that is too large, unpacks to too much or holds too much is refused before it is read whole."""
    monkeypatch.setattr(place, name, limit)
    (line,) = refused(small.path, small_book())
    assert line.startswith(f"book.xlsx {said}")


def test_a_part_larger_than_it_says(small: Any):
    """A part that unpacks to more than the directory says is read no further than that, and is damaged."""
    data = bytearray(small_book())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet5.xml")
    at = data.index(b"PK\x01\x02", 0)
    while data[at + 46 : at + 46 + len(info.filename)] != info.filename.encode():
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into("<I", data, at + 24, info.file_size // 2)
    (line,) = refused(small.path, bytes(data))
    assert line.startswith("book.xlsx is damaged in xl/worksheets/sheet5.xml")


def test_macros_and_links_are_not_followed(small: Any):
    """Macros, external links and pictures in a workbook are not even unpacked; the tables are read."""
    buffer = io.BytesIO(small_book())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xff" * 100)
        archive.writestr("xl/externalLinks/externalLink1.xml", "<not even XML")
    assert brought_back(small.path, buffer.getvalue()) == []
