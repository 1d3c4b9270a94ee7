"""Choosing the reader of a file, and refusing what is no paper."""

import os
import zipfile
from pathlib import Path

import pytest

from tertius.errors import TertiusError
from tertius.intake.documents import read
from tertius.intake.documents.read import file_format, read_paper


def packed(path: Path, name: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(name, "<x/>")
    return path


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\n\n%PDF-1.7\n", "PDF"),
        (b"<!DOCTYPE HTML>\n<title>", "HTML"),
        (b"\xef\xbb\xbf  <html lang=sr>", "HTML"),
        (b"<?xml version='1.0'?><!DOCTYPE x><html>", "HTML"),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "HTML"),
        (b"<5 per cent of it>", "text"),
        (b"The loan of 2008.1", "text"),
    ],
)
def test_formats(head: bytes, expected: str):
    """The first bytes decide, whatever the name says."""
    assert file_format(Path("paper.docx"), head) == expected


def test_a_word_document(tmp_path: Path):
    """A packed file with word/document.xml in it is a Word document."""
    assert file_format(packed(tmp_path / "a.txt", "word/document.xml"), b"PK\3\4") == "DOCX"


def test_a_text_paper(tmp_path: Path):
    """A text file is read; an ending that says something else is mentioned."""
    path = tmp_path / "paper.pdf"
    path.write_text("It came.1 It went.2\n", encoding="utf-8")
    paper = read_paper(path, read_notes=lambda notes: [])
    assert paper.text == "It came. It went."
    assert paper.warnings == (
        "paper.pdf ends in .pdf, and its first bytes are those of text: it was read as text.",
        "Notes 1 and 2 are lost: only the numbers stand in the text.",
    )


def test_what_is_refused(tmp_path: Path):
    """A folder, nothing, an empty file, a pipe, a picture, an old document and another packed file are refused in words."""
    empty, old, picture = tmp_path / "empty.txt", tmp_path / "old.doc", tmp_path / "p.png"
    empty.write_bytes(b"")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    picture.write_bytes(b"\x89PNG\r\n")
    os.mkfifo(tmp_path / "pipe")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\3\4 and no more")
    half = tmp_path / "half.pdf"
    half.write_bytes(b"\xca\xfe\x00\x81" * 50)
    cases = {
        half: "expected PDF, as its name ends in .pdf, and found neither that nor text",
        tmp_path: "found a folder",
        tmp_path / "none.pdf": "found nothing there",
        empty: "an empty file",
        tmp_path / "pipe": "something that is none",
        old: "Word before 2007. Save it as .docx",
        picture: "a picture",
        packed(tmp_path / "book.epub", "mimetype"): "without word/document.xml",
        broken: "cannot be opened",
        tmp_path / "a\0b": "cannot",
    }
    for path, said in cases.items():
        with pytest.raises(TertiusError) as caught:
            read_paper(path)
        assert said in str(caught.value)


def test_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file over the limit of its format is refused with the limit, before it is read."""
    monkeypatch.setitem(read.LIMITS, "text", 1_000_000)
    path = tmp_path / "paper.txt"
    path.write_bytes(b"a " * 1_000_000)
    with pytest.raises(TertiusError, match=r"expected text of at most 1 MB, found 2\.0 MB"):
        read_paper(path)
