"""A Word file made ready for pandoc: text boxes beside their paragraphs, changes accepted, and signs for what pandoc does not tell.

Pandoc reads the text of a paragraph with a box in it as that of the box alone, counts every note
alike, and tells nothing of fields. So what Word shows of notes and what a reference manager wrote
is read here, and stands in the text as signs (:mod:`signs`) until it is found again.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from tertius.errors import TertiusError
from tertius.intake.documents.layout.fields import sign_fields
from tertius.intake.documents.layout.signs import Shown, Signs, sign
from tertius.intake.documents.layout.wordnumbers import Numbering, shown_as

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PREFIXES = {
    "w": W[1:-1],
    "mc": MC[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
"""By these names pandoc looks for what it reads."""
DELETED = {f"{W}del", f"{W}moveFrom"}
INSERTED = {f"{W}ins", f"{W}moveTo"}
MARKED = {f"{W}rPr", f"{W}pPr", f"{W}trPr", f"{W}tcPr", f"{W}sectPr", f"{W}numPr"}
"""In these a deletion or insertion says something of its parent, and holds no text."""
NOTES = {"f": "word/footnotes.xml", "e": "word/endnotes.xml"}
REFERENCES = {f"{W}footnoteReference": "f", f"{W}endnoteReference": "e"}
YES = {"1", "true", "on"}

Element = ET.Element


@dataclass
class Prepared:
    """A Word file as pandoc is to read it, and what the signs in it stand for."""

    data: bytes
    signs: Signs = field(default_factory=Signs)


def prepare(path: Path, data: bytes) -> Prepared:
    """Return a safe Word file with its text boxes, changes, notes and fields made ready.

    Raises TertiusError where a part of it cannot be read.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: _parsed(path, name, parts[name])
        for name in ("word/document.xml", *NOTES.values())
        if name in parts
    }
    document = trees.get("word/document.xml")
    if document is None or not document.tag.startswith(W):
        return Prepared(data)
    for tree in trees.values():
        _accept(tree)
        _lift_boxes(tree)
    prepared = Prepared(data)
    settings = parts.get("word/settings.xml")
    numbering = Numbering(_parsed(path, "word/settings.xml", settings) if settings else None)
    _number(document, trees, numbering, prepared.signs)
    for name, tree in trees.items():
        sign_fields(tree, prepared.signs, in_notes=name in NOTES.values())
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _written(trees[name]) if name in trees else content)
    prepared.data = made.getvalue()
    return prepared


def _written(tree: Element) -> bytes:
    """A part as XML, with every prefix that pandoc looks for declared: it asks the text's part for those of all others."""
    text = ET.tostring(tree, "unicode")
    head, close, rest = text.partition(">")
    missing = "".join(
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in PREFIXES.items()
        if f"xmlns:{prefix}=" not in head
    )
    slash = head.endswith("/")
    whole = f"{head.rstrip('/')}{missing}{'/' if slash else ''}{close}{rest}"
    return f'<?xml version="1.0" encoding="UTF-8"?>{whole}'.encode()


def _parsed(path: Path, name: str, data: bytes) -> Element:
    try:
        # The archive was read through before, and refused if it defines words of its own.
        return ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, LookupError, ValueError) as error:
        raise TertiusError(f"{path} is damaged in {name} ({error}).") from None


def _accept(element: Element) -> None:
    """Take the changes of a part as accepted, and of two forms of one thing the first."""
    kept: list[Element] = []
    for child in element:
        if child.tag in DELETED and element.tag not in MARKED:
            continue
        if child.tag == f"{W}tr" and child.find(f"{W}trPr/{W}del") is not None:
            continue
        _accept(child)
        if child.tag in INSERTED and element.tag not in MARKED:
            kept += list(child)
        elif child.tag == f"{MC}AlternateContent":
            kept += _one_form(child)
        else:
            kept.append(child)
    _fill(element, _without_deleted_marks(kept))


def _one_form(choices: Element) -> list[Element]:
    """The first form of what a file holds in several, for programs of several ages."""
    for choice in (*choices.iterfind(f"{MC}Choice"), *choices.iterfind(f"{MC}Fallback")):
        if len(choice):
            return list(choice)
    return []


def _fill(element: Element, children: list[Element]) -> None:
    if children != list(element):
        element[:] = children


def _without_deleted_marks(children: list[Element]) -> list[Element]:
    """Paragraphs whose end was deleted, with the next one behind them."""
    kept: list[Element] = []
    for child in children:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.tag == child.tag == f"{W}p"
            and before.find(f"{W}pPr/{W}rPr/{W}del") is not None
        ):
            own = child.find(f"{W}pPr")
            behind = [part for part in child if part is not own]
            if not any(part.tag != f"{W}pPr" for part in before):
                kept[-1] = child
                continue
            mark = before.find(f"{W}pPr/{W}rPr")
            if mark is not None and (own is None or own.find(f"{W}rPr/{W}del") is None):
                mark[:] = [part for part in mark if part.tag != f"{W}del"]
            before.extend(behind)
            continue
        kept.append(child)
    return kept


def _lift_boxes(element: Element) -> None:
    """Put the paragraphs of each text box behind the paragraph in which it is anchored."""
    kept: list[Element] = []
    for child in element:
        if child.tag != f"{W}p":
            _lift_boxes(child)
            kept.append(child)
            continue
        kept.append(child)
        for box in _boxes_out_of(child):
            _lift_boxes(box)
            kept += list(box)
    _fill(element, kept)


def _boxes_out_of(paragraph: Element) -> list[Element]:
    """The text boxes of a paragraph, taken out of it with what drew them."""
    boxes: list[Element] = []
    for run in paragraph.iter(f"{W}r"):
        for child in list(run):
            found = _outermost_boxes(child)
            if found:
                boxes += found
                run.remove(child)
    return boxes


def _outermost_boxes(element: Element) -> list[Element]:
    if element.tag == f"{W}txbxContent":
        return [element]
    return [box for child in element for box in _outermost_boxes(child)]


def _number(
    document: Element, trees: dict[str, Element], numbering: Numbering, signs: Signs
) -> None:
    """Give each note of the file a sign with its name, and say how Word shows it."""
    homes: dict[str, Element] = {}
    for kind, name in NOTES.items():
        for note in trees.get(name, Element("none")):
            if note.get(f"{W}id"):
                homes.setdefault(f"{kind}{note.get(f'{W}id')}", note)
    streams = {"f": "", "e": ""}
    if {kind for _, _, kind, _ in _references(document)} == {"f", "e"}:
        streams["e"] = "endnotes"
    for run, reference, kind, section in _references(document):
        name = f"{kind}{reference.get(f'{W}id', '')}"[:25]
        if name in signs.notes:
            continue
        own = _custom_mark(run, reference)
        if own:
            signs.notes[name] = Shown(0, own, streams[kind])
        else:
            number, style = numbering.next(kind, section)
            signs.notes[name] = Shown(number, shown_as(number, style), streams[kind])
        home = homes.get(name)
        if home is None:
            place = list(run).index(reference)
            run.remove(reference)
            run.insert(place, _text(sign("call", name)))
        else:
            _sign_note(home, name)


def _references(document: Element) -> Iterator[tuple[Element, Element, str, int]]:
    """Yield the references to notes with their run, their kind and the section that they stand in."""
    section = 0
    for element in list(document.iter()):
        if element.tag == f"{W}r":
            for child in list(element):
                if child.tag in REFERENCES:
                    yield element, child, REFERENCES[child.tag], section
        elif element.tag == f"{W}p" and element.find(f"{W}pPr/{W}sectPr") is not None:
            section += 1


def _custom_mark(run: Element, reference: Element) -> str:
    """The mark that stands behind a reference in place of a number, taken out of its run."""
    if reference.get(f"{W}customMarkFollows", "0") not in YES:
        return ""
    place = list(run).index(reference)
    mark = ""
    for part in list(run)[place + 1 :]:
        if part.tag == f"{W}t":
            mark += part.text or ""
        elif part.tag == f"{W}sym":
            mark += _symbol(part.get(f"{W}char", ""))
        else:
            continue
        run.remove(part)
    return mark.strip()[:10] or "*"


def _symbol(code: str) -> str:
    """The letter of a symbol font as the mark that it shows; an asterisk where that is not known."""
    try:
        place = int(code, 16) & 0xFF
    except ValueError:
        return "*"
    return chr(place) if 0x20 < place < 0x7F else "*"


def _sign_note(note: Element, name: str) -> None:
    """Put the name of a note at the head of its text."""
    first = next(note.iter(f"{W}p"), None)
    if first is None:
        first = ET.SubElement(note, f"{W}p")
    run = Element(f"{W}r")
    run.append(_text(sign("note", name)))
    first.insert(1 if first.find(f"{W}pPr") is not None else 0, run)


def _text(letters: str) -> Element:
    text = Element(f"{W}t")
    text.text = letters
    return text
