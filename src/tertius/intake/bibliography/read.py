"""A bibliography as entries of CSL-JSON, whichever format it has, and what of it is left out."""

import codecs
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tertius.case.entries import Item
from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, decoded, read_bytes, read_text
from tertius.evidence.text import several, shorten
from tertius.intake.bibliography.bibtex import read_bibtex
from tertius.intake.bibliography.csljson import mend_csl
from tertius.intake.bibliography.cuts import HEAD
from tertius.intake.bibliography.faults import BibliographyError, Shelf
from tertius.intake.bibliography.links import mend_links
from tertius.intake.bibliography.ris import is_ris, read_ris

FORMATS = "CSL-JSON (Zotero's CSL JSON), BibTeX, BibLaTeX or RIS"
MOST_SHOWN = 20
"""Problems of a file that are shown in full; of more the number is told."""
LINED = (
    "title",
    "container-title",
    "publisher",
    "publisher-place",
    "collection-title",
    "event-title",
)
"""Fields of one line, in which tabs and doubled blanks say nothing."""


class Found(NamedTuple):
    """An entry of a bibliography, and where it stands in the file."""

    place: str
    item: Item


class Bibliography(NamedTuple):
    """A file that was read: its format, its entries, and messages on what is left out or read otherwise."""

    form: str
    """`json`, `bibtex` or `ris`."""
    entries: list[Found]
    left_out: Sequence[str] = ()
    remarks: Sequence[str] = ()


def read_bibliography(path: Path) -> Bibliography:
    """Return the format of a bibliography, its entries as CSL-JSON, and what is left out.

    Raises BibliographyError, with the line where there is one, if nothing of it can be read.
    """
    path = path.resolve()
    try:
        text = _text(path)
        start = text.lstrip()[:1]
        if "\0" in text:
            raise BibliographyError(f"{path.name} holds zero bytes, so it is no text. {_wanted()}")
        if start in ("[", "{"):
            return _of_json(path, text)
    except Unreadable as unreadable:
        raise BibliographyError(f"{unreadable} Nothing was written.") from None
    if is_ris(text):
        return _of_shelf("ris", read_ris(text), path.name)
    if HEAD.search(text):
        return _of_shelf("bibtex", read_bibtex(text, path.name), path.name)
    raise BibliographyError(f"{path.name} is no bibliography that can be read. {_wanted()}")


def _text(path: Path) -> str:
    """Return the text of a file in UTF-8, or in the UTF-16 that its first two bytes declare."""
    data = read_bytes(path.parent, path.name, limit=LARGEST_DOCUMENT)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", errors="replace")
    return read_text(path.parent, path.name, limit=LARGEST_DOCUMENT)


def _of_shelf(form: str, shelf: Shelf, file: str) -> Bibliography:
    entries = [_mended(Found(f"line {line}", item)) for line, item in shelf.entries]
    left_out = [f"{file}:{fault.line}: {fault.text}" for fault in shelf.left_out]
    remarks = [f"{file}:{fault.line}: {fault.text}" for fault in shelf.remarks]
    if left_out and not entries:
        raise BibliographyError(listed(file, left_out))
    return Bibliography(form, entries, left_out, remarks)


def listed(file: str, problems: Sequence[str]) -> str:
    """Return a message for a file of which nothing can be taken: its problems, the first of them in full."""
    more = len(problems) - MOST_SHOWN
    rest = f"\n… and {more} more" if more > 0 else ""
    shown = "\n".join(problems[:MOST_SHOWN])
    return f"{shown}{rest}\n{several(len(problems), 'problem')} in {file}. Nothing was written."


def _wanted() -> str:
    return f"Export it as {FORMATS}. Nothing was written."


def _of_json(path: Path, text: str) -> Bibliography:
    """Return the entries of CSL-JSON; what stands among them and is none is left out and named."""
    data = decoded(path.name, text)
    if isinstance(data, dict):
        data = data.get("items", [data] if "type" in data else None)
    if isinstance(data, list) and any(map(_is_of_zotero, data)):
        raise BibliographyError(
            f"{path.name} is JSON as Zotero's own interface has it. {_wanted()}"
        )
    if not isinstance(data, list) or (data and not any(isinstance(item, dict) for item in data)):
        raise BibliographyError(f"{path.name} is no list of CSL-JSON entries. {_wanted()}")
    entries, left_out, remarks = [], [], []
    for number, item in enumerate(data, start=1):
        if isinstance(item, dict):
            told, remark = mend_csl(item)
            entries.append(_mended(Found(f"entry {number}", told)))
            if remark:
                remarks.append(f"{path.name}: entry {number} {remark}")
        else:
            left_out.append(
                f"{path.name}: entry {number} is {_shown(item)}, where an object with id, type and title was expected. Take it out, or write it as one."
            )
    return Bibliography("json", entries, left_out, remarks)


def _is_of_zotero(item: object) -> bool:
    """Return whether an entry is one of Zotero's programming interface, whose fields stand in `data`."""
    data = item.get("data") if isinstance(item, dict) else None
    return isinstance(data, dict) and "itemType" in data


def _shown(item: object) -> str:
    return shorten(json.dumps(item, ensure_ascii=False), 60)


def _mended(found: Found) -> Found:
    """Return an entry whose address and DOI are one each, and whose titles and names of one line have single blanks."""
    item = found.item
    told: dict[str, Any] = {
        name: " ".join(item[name].split()) for name in LINED if isinstance(item.get(name), str)
    }
    return Found(found.place, mend_links({**item, **told}))
