"""RIS, as reference managers and libraries write it.

Read here and not by pandoc, whose reader leaves out days and months, access dates, notes and editors.
"""

import re
from typing import Any

from tertius.evidence.text import shorten
from tertius.intake.bibliography.attached import attachment
from tertius.intake.bibliography.dates import read_date
from tertius.intake.bibliography.faults import Fault, Shelf
from tertius.intake.bibliography.people import people_of_line

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
LINKS = ("UR", "DO")
"""Tags whose value may run on in a line without a tag, with no blank between."""
ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
ATTACHED = ("L1", "L2", "L3", "L4")
"""Files on somebody's machine, which are no part of the reference."""
BOOKS = ("book", "chapter", "report", "thesis")


IS_RIS = re.compile(r"(?:\A|[\r\n])[ \t\ufeff]{0,9}TY {1,2}-")
LINES = re.compile(r"\r\n|\r|\n")
NO_TAG = "lines without a tag"
Tags = list[tuple[str, list[str]]]


def is_ris(text: str) -> bool:
    """Return whether a text has a line that begins an entry of RIS."""
    return IS_RIS.search(text) is not None


def read_ris(text: str) -> Shelf:
    """Return the entries of a RIS text as CSL-JSON, each with its line, and what is left out.

    Lines before, between and behind the entries that have no tag are the words of a library or a
    program, and pass. A tag that CSL-JSON has no field for is kept under `imported`.
    """
    shelf = Shelf()
    begun: int | None = None
    tags: Tags = []
    for number, line in enumerate(LINES.split(text), start=1):
        found = LINE.match(line.strip(" \t\ufeff"))
        if found and found[1] == "TY":
            if begun is not None:
                shelf.left_out.append(_open(begun, f" before line {number}"))
            begun, tags = number, [("TY", [found[2].strip()])]
        elif begun is None:
            if found and found[1] != "ER":
                shelf.left_out.append(_outside(number, line, shelf))
        elif found and found[1] == "ER":
            shelf.entries.append((begun, _item(tags)))
            begun = None
        elif found:
            tags.append((found[1], [found[2].strip()]))
        elif line.strip():
            _continue(tags, line.strip())
    if begun is not None:
        shelf.left_out.append(_open(begun, ""))
    shelf.left_out = [fault for fault in shelf.left_out if fault.text]
    return shelf


def _continue(tags: Tags, line: str) -> None:
    """Put a line without a tag to the text or the address before it; else keep it apart."""
    if tags[-1][0] in LINKS and tags[-1][1][-1] and " " not in line:
        begun = tags[-1][1].pop()
        tags[-1][1].append(f"{begun} {line}" if ADDRESS.match(line) else f"{begun}{line}")
    elif tags[-1][0] in LONG or tags[-1][0] == NO_TAG:
        tags[-1][1].append(line)
    else:
        tags.append((NO_TAG, [line]))


def _open(line: int, where: str) -> Fault:
    return Fault(
        line,
        f"begins an entry that is not ended{where}. An entry begins with TY and ends with ER.",
    )


def _outside(number: int, line: str, shelf: Shelf) -> Fault:
    """Return a fault for the first of some lines with a tag that stand in no entry; an empty one for the rest."""
    before = shelf.left_out[-1].line if shelf.left_out else -1
    shown = (
        f'"{shorten(line.strip())}" stands in no entry. An entry begins with TY and ends with ER.'
    )
    return Fault(number, "" if before == number - 1 else shown)


def _item(lines: Tags) -> dict[str, Any]:
    """Return one entry as CSL-JSON."""
    tags = [(tag, " ".join(" ".join(texts).split())) for tag, texts in lines]
    kind = KINDS.get(tags[0][1].upper())
    item: dict[str, Any] = {"type": kind or "document"}
    left: dict[str, list[str]] = {} if kind else {"TY": [tags[0][1]]}
    pages: dict[str, str] = {}
    keywords: list[str] = []
    for tag, value in tags[1:]:
        name = FIELDS.get(tag)
        if tag in ATTACHED and (address := attachment(value)):
            item.setdefault("attachment", address)
        if not value or tag in ATTACHED:
            continue
        if tag in PEOPLE:
            item.setdefault(PEOPLE[tag], []).extend(map(_person, people_of_line(value)))
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
    if is_plain and (len(digits) < 2 or 1 <= digits[1] <= 12):
        known = item.get(name, {}).get("date-parts", [[]])[0]
        if len(digits) > len(known):
            item[name] = {"date-parts": [digits]}
        return
    date = read_date(text) or {"literal": text}
    if "literal" in date:
        left.setdefault(tag, []).append(text)
    if "date-parts" in date and "date-parts" not in item.get(name, {}):
        item[name] = date
    item.setdefault(name, date)
