"""A source's file kept beside the case: its bytes under their hash, and the text that readers take from it."""

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.case.archive import FOLDER, archived_of, bytes_name, text_name
from tertius.case.entries import read_entries
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, locate, read_bytes
from tertius.case.lines import replace_items
from tertius.case.proposals.decide import readable, today
from tertius.case.write import write_all
from tertius.errors import CaseError, TertiusError
from tertius.evidence.source import Archived
from tertius.evidence.text import did_you_mean
from tertius.intake.documents.paper import Paper
from tertius.intake.documents.read import LIMITS, file_format, read_paper

IGNORED = b"# Stored sources belong to others: they stay on this machine unless their licence says otherwise.\n*\n"
ENDINGS = {"PDF": ".pdf", "DOCX": ".docx", "HTML": ".html", "text": ".txt"}
# Text recognition takes some seconds a page; a scan of a thousand pages ends within the hour.
OCR_SECONDS = 3_600
FEW_LETTERS = 20
"""Letters on a page below which a PDF is taken for a scan, by how many it has on average."""


@dataclass(frozen=True)
class Stored:
    """Hold what was kept of a source."""

    source: str
    archived: Archived
    letters: int
    warnings: tuple[str, ...]
    was_there: bool = False


def store(
    folder: Path, source: str, file: Path, *, address: str = "", replace: bool = False
) -> Stored:
    """Keep a source's bytes and text under archive/, and their hash in sources.json, all of it or nothing.

    Raises TertiusError where the case has no such source, another file is stored for it already, or
    the file is none that a reader reads.
    """
    case = readable(folder)
    if source not in case.sources:
        meant = did_you_mean(source, case.sources) or " Add it to sources.json first."
        raise CaseError(f"{source[:200]!r} is no source of the case.{meant}")
    data, kind = _bytes(file)
    archived = Archived(
        sha256=hashlib.sha256(data).hexdigest(),
        ending=ENDINGS[kind],
        address=address or None,
        date=today(),
    )
    before = archived_of(case.sources[source])
    if before and before.sha256 != archived.sha256 and not replace:
        raise CaseError(
            f"{source} has another file stored since {before.date or 'earlier'}. Give --replace to put this one in its place; the old one stays in {FOLDER}/."
        )
    text, places, warnings = _text(file, kind)
    if not text.strip():
        warnings = (
            *warnings,
            "holds no text, so that no quote can be held to it. Give it after text recognition (ocrmypdf).",
        )
    same = before is not None and before.sha256 == archived.sha256
    if same and before is not None:
        archived = before if not address else before.model_copy(update={"address": address})
    value = {"text": text, "places": [list(place) for place in places]}
    files = {
        _inside(folder, bytes_name(archived)): data,
        _inside(folder, text_name(archived)): json.dumps(value, ensure_ascii=False).encode(
            "utf-8", "replace"
        ),
        _inside(folder, f"{FOLDER}/.gitignore"): IGNORED,
    }
    if archived != before:
        files[folder / "sources.json"] = _with_archived(folder, source, archived)
    (folder / FOLDER).mkdir(exist_ok=True)
    write_all(files)
    return Stored(source, archived, len(text), tuple(warnings), was_there=same)


def _inside(folder: Path, name: str) -> Path:
    try:
        return locate(folder, name)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable} Nothing was written.") from None


def _bytes(file: Path) -> tuple[bytes, Any]:
    """Return the bytes of a file and its format. Raises TertiusError where it is too large, or none."""
    largest = max(LIMITS.values())
    try:
        if not file.is_file():
            found = "a folder. Name one file in it" if file.is_dir() else "none. Check the name"
            raise TertiusError(f"{file}: expected the file of a source, found {found}.")
        size = file.stat().st_size
        if size > largest:
            raise TertiusError(
                f"{file}: expected at most {largest / 1e6:.0f} MB, found {size / 1e6:.0f} MB. Split it, or make it smaller."
            )
        data = file.read_bytes()
    except OSError as error:
        raise TertiusError(f"{file}: cannot be read ({error.strerror}).") from None
    if not data:
        raise TertiusError(f"{file}: expected a source, found an empty file. Take it again.")
    return data, file_format(file, data[:4096])


def _text(file: Path, kind: str) -> tuple[str, Sequence[tuple[int, str]], tuple[str, ...]]:
    """Return the text of a file with its notes behind it, where its words stand, and what to know of it."""
    if kind == "HTML" and (article := _article(file)):
        return article, (), ()
    paper = read_paper(file)
    if kind == "PDF" and len(paper.text.strip()) < FEW_LETTERS and shutil.which("ocrmypdf"):
        paper = _recognised(file) or paper
    text, places = with_notes(paper)
    return text, places, paper.warnings


def with_notes(paper: Paper) -> tuple[str, list[tuple[int, str]]]:
    """Return the running text of a paper and behind it its notes, with the places of both."""
    text, places = paper.text, list(paper.places)
    for note in paper.notes:
        if note.text:
            places.append((len(text) + 2, f"note {note.number}"))
            text = f"{text}\n\n{note.text}"
    return text, places


def _article(file: Path) -> str:
    """Return the article of a web page without what stands around it; empty where trafilatura is not installed."""
    try:
        import trafilatura
    except ImportError:
        return ""
    found = trafilatura.extract(
        file.read_bytes().decode("utf-8", "replace"), include_comments=False
    )
    return found or ""


def _recognised(file: Path) -> Paper | None:
    """Return a scan after text recognition; None where that fails."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "recognised.pdf"
        try:
            subprocess.run(  # noqa: S603 - the user's own file
                ["ocrmypdf", "--skip-text", "--quiet", str(file.resolve()), str(made)],  # noqa: S607 - the user's own
                check=True,
                timeout=OCR_SECONDS,
                capture_output=True,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return read_paper(made)


def _with_archived(folder: Path, source: str, archived: Archived) -> bytes:
    """Return sources.json with what is stored of one source, every other byte as it was."""
    try:
        items = read_entries(folder).items
        data = read_bytes(folder, "sources.json", limit=LARGEST_DOCUMENT)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable} Nothing was written.") from None
    old = next(item for item in items if str(item.get("id")) == source)
    kept = {name: cell for name, cell in archived.model_dump().items() if cell}
    new = {**old, "custom": {**old.get("custom", {}), "archived": kept}}
    return replace_items(data, [old], [new])
