"""Fields of a Word file: works that a reference manager cites in a note, and notes that are called again."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from tertius.intake.documents.layout.signs import Signs, sign

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CITATION = re.compile(r"\s*ADDIN\s+(?:ZOTERO_ITEM\s+|Mendeley\s+)?CSL_CITATION\s+", re.IGNORECASE)
"""How the fields of Zotero and Mendeley begin; a citation as CSL-JSON follows."""
CONTROL = re.compile(r"MENDELEY_CITATION_v\d+_([A-Za-z0-9+/=_-]{8,2000000})")
"""How the content controls of the newer Mendeley are named."""
AGAIN = re.compile(r"\s*NOTEREF\s+(\S{1,60})(.*)", re.IGNORECASE | re.DOTALL)
NAME = re.compile(r"[A-Za-z][A-Za-z-]{0,39}")
LONGEST_VALUE = 5_000
"""Letters of one value that a reference manager stored, such as a title; the rest is cut off."""
MOST_ITEMS = 100
"""Works in one citation, and persons of one work, that are read; the others are passed over."""
LONGEST_FIELD = 2_000_000
"""Letters of one field; of a longer one the beginning alone is read, and a citation that is cut there is none."""
MANAGED = frozenset(("id", "citation-key", "note", "abstract"))
"""What a reference manager keeps for itself, and the note does not cite."""


def sign_fields(part: Element, signs: Signs, *, in_notes: bool) -> None:
    """Put signs around the citations in a part of a file, and where a note is called again."""
    names = _bookmarks(part)
    for paragraph in part.iter(f"{W}p"):
        _complex(paragraph, signs, names, in_notes=in_notes)
        for field in list(paragraph.iter(f"{W}fldSimple")):
            runs = [run for run in field if run.tag == f"{W}r"]
            if runs:
                _sign(field, runs, field.get(f"{W}instr", ""), signs, names, in_notes=in_notes)
        for control in list(paragraph.iter(f"{W}sdt")) if in_notes else ():
            _control(control, signs)


def _bookmarks(part: Element) -> dict[str, str]:
    """The notes that bookmarks stand around, by the names of the bookmarks."""
    found: dict[str, str] = {}
    waiting: dict[str, str] = {}
    for element in part.iter():
        if element.tag == f"{W}bookmarkStart":
            waiting[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
        elif element.tag == f"{W}bookmarkEnd":
            waiting.pop(element.get(f"{W}id", ""), None)
        elif element.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "f" if element.tag.endswith("footnoteReference") else "e"
            for name in waiting.values():
                found.setdefault(name, f"{kind}{element.get(f'{W}id', '')}")
            waiting = {key: name for key, name in waiting.items() if name not in found}
    return found


def _complex(paragraph: Element, signs: Signs, names: Mapping[str, str], *, in_notes: bool) -> None:
    """Sign the fields of a paragraph that are written as marks around their runs."""
    parents = {child: parent for parent in paragraph.iter() for child in parent}
    opened: list[tuple[list[str], list[Element] | None]] = []
    for run in list(paragraph.iter(f"{W}r")):
        mark = run.find(f"{W}fldChar")
        kind = mark.get(f"{W}fldCharType") if mark is not None else None
        if kind == "begin":
            opened.append(([], None))
        elif kind == "separate" and opened:
            opened[-1] = (opened[-1][0], [])
        elif kind == "end" and opened:
            words, runs = opened.pop()
            if runs:
                instruction = "".join(words)[:LONGEST_FIELD]
                parent = parents[runs[0]]
                if all(parents[one] is parent for one in runs):
                    _sign(parent, runs, instruction, signs, names, in_notes=in_notes)
            if opened and opened[-1][1] is not None and runs:
                opened[-1][1].extend(runs)
        if opened and kind is None:
            words, runs = opened[-1]
            words += [text.text or "" for text in run.iter(f"{W}instrText")]
            if runs is not None:
                runs.append(run)


def _sign(
    parent: Element,
    runs: list[Element],
    instruction: str,
    signs: Signs,
    names: Mapping[str, str],
    *,
    in_notes: bool,
) -> None:
    again = AGAIN.match(instruction)
    if again and not in_notes and again[1] in names and "\\f" in again[2].lower():
        name = names[again[1]]
        parent.insert(list(parent).index(runs[0]), _run(sign("call", name)))
        for run in runs:
            parent.remove(run)
        return
    cited = CITATION.match(instruction) if in_notes else None
    items = tuple(_items(instruction[cited.end() :])) if cited else ()
    if items:
        _sign_around(parent, runs[0], runs[-1], items, signs)


def _control(control: Element, signs: Signs) -> None:
    """Sign a citation that Mendeley keeps in a content control."""
    tag = control.find(f"{W}sdtPr/{W}tag")
    named = CONTROL.match(tag.get(f"{W}val", "")) if tag is not None else None
    content = control.find(f"{W}sdtContent")
    runs = list(content.iterfind(f"{W}r")) if content is not None else []
    if named is None or content is None or not runs:
        return
    packed = named[1].replace("-", "+").replace("_", "/")
    try:
        text = base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return
    items = tuple(_items(text))
    if items:
        _sign_around(content, runs[0], runs[-1], items, signs)


def _sign_around(
    parent: Element,
    first: Element,
    last: Element,
    items: tuple[Mapping[str, Any], ...],
    signs: Signs,
) -> None:
    name = str(len(signs.cited))
    signs.cited[name] = items
    parent.insert(list(parent).index(first), _run(sign("cite", name)))
    parent.insert(list(parent).index(last) + 1, _run(sign("end", name)))


def _run(letters: str) -> Element:
    run, text = Element(f"{W}r"), Element(f"{W}t")
    text.text = letters
    run.append(text)
    return run


def _items(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the works of a citation as CSL-JSON, each with the pages that the citation names."""
    try:
        citation, _ = json.JSONDecoder().raw_decode(text.strip())
    except (ValueError, RecursionError):
        return
    listed = citation.get("citationItems") if isinstance(citation, dict) else None
    for item in listed[:MOST_ITEMS] if isinstance(listed, list) else ():
        data = item.get("itemData") if isinstance(item, dict) else None
        if not isinstance(data, dict):
            continue
        work = {
            name: value
            for name, raw in data.items()
            if NAME.fullmatch(name) and name not in MANAGED and (value := _value(raw)) is not None
        }
        for name in ("locator", "label"):
            if isinstance(item.get(name), str) and item[name].strip():
                work[name] = item[name].strip()[:LONGEST_VALUE]
        if work.get("title") or work.get("container-title"):
            yield work


def _value(raw: Any) -> Any:
    """A value of CSL-JSON as it may be kept: text, a number, names, or a date with numbers; None for others."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, str):
        return " ".join(raw.split())[:LONGEST_VALUE] or None
    if isinstance(raw, int):
        return raw
    if isinstance(raw, list):
        names = [_name(one) for one in raw[:MOST_ITEMS] if isinstance(one, dict)]
        return [one for one in names if one] or None
    if isinstance(raw, dict):
        return _date(raw)
    return None


def _name(raw: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value.strip()[:LONGEST_VALUE]
        for name, value in raw.items()
        if isinstance(value, str) and value.strip() and NAME.fullmatch(name)
    }


def _date(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    parts = raw.get("date-parts")
    if isinstance(parts, list) and parts and all(isinstance(part, list) for part in parts):
        numbers = [[int(n) for n in part if str(n).lstrip("-").isdecimal()] for part in parts[:2]]
        if numbers[0]:
            return {"date-parts": [part for part in numbers if part]}
    said = raw.get("raw") or raw.get("literal")
    return {"literal": said[:100]} if isinstance(said, str) else None
