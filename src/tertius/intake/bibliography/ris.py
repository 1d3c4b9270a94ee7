"""RIS, as reference managers and libraries write it.

Read here and not by pandoc, whose reader leaves out days and months, access dates, notes and editors.
"""

import re
from collections.abc import Iterator
from typing import Any

from tertius.evidence.text import shorten
from tertius.intake.bibliography.cuts import BibliographyError

LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)\Z", re.DOTALL)
WHOLE = re.compile(r"[0-9]{1,4}\Z")

PAIRS = (
    "ABST=article-journal AGGR=dataset ART=graphic BILL=bill BLOG=post-weblog BOOK=book"
    " CASE=legal_case CHAP=chapter COMP=software CONF=paper-conference CPAPER=paper-conference"
    " DATA=dataset DBASE=dataset DICT=entry-dictionary EBOOK=book ECHAP=chapter EDBOOK=book"
    " EJOUR=article-journal ELEC=webpage ENCYC=entry-encyclopedia FIGURE=figure GEN=document"
    " GOVDOC=report HEAR=hearing ICOMM=personal_communication INPR=article-journal"
    " JFULL=article-journal JOUR=article-journal LEGAL=legislation MANSCPT=manuscript MAP=map"
    " MGZN=article-magazine MPCT=motion_picture MUSIC=musical_score NEWS=article-newspaper"
    " PAMP=pamphlet PAT=patent PCOMM=personal_communication RPRT=report SER=book SLIDE=speech"
    " SOUND=song STAND=standard STAT=legislation THES=thesis UNBILL=bill UNPB=manuscript"
    " UNPD=manuscript VIDEO=motion_picture WEB=webpage"
)
KINDS = dict(pair.split("=") for pair in PAIRS.split())
"""The kinds of RIS and what CSL calls them."""

FIELDS = {
    "AB": "abstract",
    "N2": "abstract",
    "BT": "container-title",
    "CN": "call-number",
    "CY": "publisher-place",
    "PP": "publisher-place",
    "DB": "source",
    "DO": "DOI",
    "DP": "source",
    "ET": "edition",
    "ID": "id",
    "IS": "issue",
    "J2": "container-title-short",
    "JA": "container-title-short",
    "JF": "container-title",
    "JO": "container-title",
    "LA": "language",
    "M1": "number",
    "M3": "genre",
    "N1": "note",
    "NV": "number-of-volumes",
    "PB": "publisher",
    "SE": "section",
    "ST": "title-short",
    "T1": "title",
    "T2": "container-title",
    "T3": "collection-title",
    "TI": "title",
    "UR": "URL",
    "VL": "volume",
}
PEOPLE = {
    "AU": "author",
    "A1": "author",
    "A2": "editor",
    "ED": "editor",
    "A3": "collection-editor",
    "A4": "translator",
}
DATES = {"DA": "issued", "PY": "issued", "Y1": "issued", "Y2": "accessed"}
LONG = ("AB", "N1", "N2", "TI", "T1", "KW")
"""Tags whose text may run on in lines without a tag."""
ATTACHED = ("L1", "L2", "L3", "L4")
"""Files on somebody's machine, which are no part of the reference."""
BOOKS = ("book", "chapter", "report", "thesis")


def read_ris(text: str, file: str) -> list[tuple[int, dict[str, Any]]]:
    """The entries of a RIS text as CSL-JSON, each with its line.

    A tag that CSL-JSON has no field for is kept under `imported`. Raises BibliographyError with the
    line where it cannot be read.
    """
    return [(line, _item(tags)) for line, tags in _records(text, file)]


def _records(text: str, file: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    begun: int | None = None
    tags: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = LINE.match(line)
        if found and found[1] == "TY":
            if begun is not None:
                _fail(file, begun, f"begins an entry that is not ended before line {number}", "")
            begun, tags = number, [("TY", [found[2].strip()])]
        elif found and found[1] == "ER" and begun is not None:
            yield begun, [(tag, " ".join(lines).strip()) for tag, lines in tags]
            begun, tags = None, []
        elif found and begun is not None:
            tags.append((found[1], [found[2].strip()]))
        elif line.strip() and begun is not None and tags[-1][0] in LONG:
            tags[-1][1].append(line.strip())
        elif line.strip():
            _fail(file, number, "is no line of RIS, which begins like `TI  - ` in an entry", line)
    if begun is not None:
        _fail(file, begun, "begins an entry that is not ended", "")


def _fail(file: str, number: int, said: str, line: str) -> None:
    shown = f'"{shorten(line.strip())}" ' if line else ""
    raise BibliographyError(
        f"{file}:{number}: {shown}{said}. An entry begins with TY and ends with ER. Nothing was written."
    )


def _item(tags: list[tuple[str, str]]) -> dict[str, Any]:
    """One entry as CSL-JSON."""
    kind = KINDS.get(tags[0][1].upper())
    item: dict[str, Any] = {"type": kind or "document"}
    left: dict[str, list[str]] = {} if kind else {"TY": [tags[0][1]]}
    pages: dict[str, str] = {}
    keywords: list[str] = []
    for tag, value in tags[1:]:
        name = FIELDS.get(tag)
        if not value or tag in ATTACHED:
            continue
        if tag in PEOPLE:
            item.setdefault(PEOPLE[tag], []).append(_person(value))
        elif tag in DATES:
            _put_date(item, DATES[tag], value, left, tag)
        elif tag in ("SP", "EP") and tag not in pages:
            pages[tag] = value
        elif tag == "KW":
            keywords.append(value)
        elif tag == "SN" and not {"ISBN", "ISSN"} & set(item):
            item["ISBN" if item["type"] in BOOKS else "ISSN"] = value
        elif name and name not in item:
            item[name] = value
        elif not name or item[name] != value:
            left.setdefault(tag, []).append(value)
    if keywords:
        item["keyword"] = ", ".join(keywords)
    if pages:
        item["page"] = "-".join(dict.fromkeys(pages[tag] for tag in ("SP", "EP") if tag in pages))
    if left:
        item["imported"] = {"ris": left}
    return item


def _person(text: str) -> dict[str, str]:
    """A name; what has no comma is the name of a body."""
    family, comma, rest = text.partition(",")
    if not comma:
        return {"literal": text}
    given, _, suffix = (part.strip() for part in rest.partition(","))
    parts = {"family": family.strip(), "given": given, "suffix": suffix}
    return {name: part for name, part in parts.items() if part}


def _put_date(
    item: dict[str, Any], name: str, text: str, left: dict[str, list[str]], tag: str
) -> None:
    """Keep a date; of two the one that says more."""
    parts = [part.strip() for part in re.split(r"[/-]", text)][:3]
    digits = [int(part) for part in parts if WHOLE.match(part)]
    is_plain = len(digits) == len([part for part in parts if part]) and len(parts[0]) == 4
    if not is_plain:
        left.setdefault(tag, []).append(text)
        item.setdefault(name, {"literal": text})
        return
    known = item.get(name, {}).get("date-parts", [[]])[0]
    if len(digits) > len(known):
        item[name] = {"date-parts": [digits]}
