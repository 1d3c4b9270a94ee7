"""A paper from a file, whatever its format: the first bytes say which reader it needs."""

import os
import stat
import zipfile
from pathlib import Path
from typing import Literal, NoReturn

from tertius.errors import TertiusError
from tertius.intake.documents.assemble import ReadNotes, assemble
from tertius.intake.documents.paper import Draft, Paper
from tertius.intake.documents.text import MOST_BYTES, read_text_paper
from tertius.sandbox.archive import NO_ZIP

Format = Literal["PDF", "DOCX", "HTML", "text"]
LIMITS: dict[Format, int] = {
    "PDF": 300_000_000,
    "DOCX": 100_000_000,
    "HTML": 20_000_000,
    "text": MOST_BYTES,
}
"""The largest file of each format that is read, in bytes."""
_ENDINGS: dict[Format, tuple[str, ...]] = {
    "PDF": (".pdf",),
    "DOCX": (".docx",),
    "HTML": (".html", ".htm", ".xhtml"),
    "text": (".txt", ".text", ".md", ""),
}
_HEAD = 4_096
"""Bytes from the beginning of a file by which its kind is told."""
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "a document of Word before 2007. Save it as .docx",
    b"{\\rtf": "rich text. Save it as .docx",
    b"\x89PNG": "a picture. Run text recognition and give the text",
    b"\xff\xd8\xff": "a picture. Run text recognition and give the text",
    b"GIF8": "a picture. Run text recognition and give the text",
    b"II*\0": "a picture. Run text recognition and give the text",
    b"MM\0*": "a picture. Run text recognition and give the text",
    b"\x1f\x8b": "a packed file. Unpack it",
    b"7z\xbc\xaf": "a packed file. Unpack it",
    b"Rar!": "a packed file. Unpack it",
    b"%!PS": "PostScript. Save it as PDF",
}


def read_paper(path: Path, *, read_notes: ReadNotes | None = None) -> Paper:
    """The paper in a file: text, PDF, DOCX or HTML.

    Raises:
        TertiusError: the file is not there, is no file, is too large, or is in another format.

    """
    head, size = _open(path)
    kind = file_format(path, head)
    if size > LIMITS[kind]:
        raise TertiusError(
            f"{path}: expected {kind} of at most {LIMITS[kind] / 1e6:.0f} MB, found {size / 1e6:.1f} MB. Split it into its parts."
        )
    draft = _read(path, kind)
    ending = path.suffix.lower()
    if any(ending in endings for other, endings in _ENDINGS.items() if other != kind) and (
        ending not in _ENDINGS[kind]
    ):
        told = f"{path.name} ends in {ending or 'nothing'}, and its first bytes are those of {kind}: it was read as {kind}."
        draft = Draft(draft.title, draft.blocks, draft.notes, (told, *draft.warnings))
    return assemble(draft, read_notes=read_notes)


def file_format(path: Path, head: bytes) -> Format:
    """The format that the first bytes of a file say it has; its ending decides only where they are plain text.

    Raises:
        TertiusError: it is a format that is not read.

    """
    for start, what in _OTHERS.items():
        if head.startswith(start):
            raise TertiusError(
                f"{path}: expected a paper as PDF, DOCX, HTML or text, found {what}, and read that."
            )
    if b"%PDF-" in head[:1_024]:
        return "PDF"
    if head.startswith(b"PK"):
        _need_word(path)
        return "DOCX"
    shown = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if shown.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "HTML"
    is_markup = shown.startswith((b"<?xml", b"<!--", b"<"))
    if is_markup and (b"<html" in shown or path.suffix.lower() in _ENDINGS["HTML"]):
        return "HTML"
    return "text"


def _read(path: Path, kind: Format) -> Draft:
    if kind == "PDF":
        from tertius.intake.documents.layout.pdf import read_pdf as read_file
    elif kind == "DOCX":
        from tertius.intake.documents.layout.pandoc import read_docx as read_file
    elif kind == "HTML":
        from tertius.intake.documents.layout.pandoc import read_html as read_file
    else:
        return _read_text(path)
    draft: Draft = read_file(path)
    return draft


def _read_text(path: Path) -> Draft:
    try:
        return read_text_paper(path.read_bytes())
    except TertiusError as error:
        ending = path.suffix.lower()
        if named := next((kind for kind in ("PDF", "DOCX") if ending in _ENDINGS[kind]), None):
            raise TertiusError(
                f"{path}: expected {named}, as its name ends in {ending}, and found neither that nor text. "
                "It broke off on its way, or is something else: take it from its origin again."
            ) from None
        raise TertiusError(f"{path}: {error}") from None
    except OSError as error:
        _refuse(path, error)


def _open(path: Path) -> tuple[bytes, int]:
    """The first bytes of a file and its size."""
    try:
        with open(path, "rb", opener=_opener) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise TertiusError(
                    f"{path}: expected a file, found something that is none. Name a file on this machine."
                )
            head = file.read(_HEAD)
    except IsADirectoryError:
        raise TertiusError(
            f"{path}: expected the file of one paper, found a folder. Name one file in it."
        ) from None
    except FileNotFoundError:
        raise TertiusError(
            f"{path}: expected the file of a paper, found nothing there. Check the name."
        ) from None
    except (OSError, ValueError) as error:
        _refuse(path, error)
    if not head:
        raise TertiusError(
            f"{path}: expected a paper, found an empty file. Take it from its origin again."
        )
    return head, found.st_size


def _opener(name: str, flags: int) -> int:
    """Opens without waiting, so that a pipe without a writer is refused and not waited for."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse(path: Path, error: Exception) -> NoReturn:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    raise TertiusError(
        f"{path}: expected a file that can be read, found one that cannot ({reason}). Copy it to where you may read it."
    ) from None


def _need_word(path: Path) -> None:
    """Refuse a packed file that is no Word document."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (OSError, *NO_ZIP):
        raise TertiusError(
            f"{path}: expected a Word document, found a packed file that cannot be opened. Take it from its origin again."
        ) from None
    if "word/document.xml" not in names:
        raise TertiusError(
            f"{path}: expected a Word document, found another packed file without word/document.xml in it. "
            "Save the paper as .docx, PDF, HTML or text."
        )
