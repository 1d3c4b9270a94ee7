"""How well references are read out of lists of literature, field by field.

Scores the tagged references of AnyStyle and GROBID (shared/data/reference_parsing; entries with an
even place were used while the reader was written, the figures are of those with an odd one).
Beside it stands refextract on the same strings, where TERTIUS_REFEXTRACT names a Python that has
it. A field is right where its letters and digits are the same, whatever the
quotes, the case, the accents and the marks at its ends; a date where its year, month and day are
those of the gold, as far as the gold says them; a container without the number behind it.

Run it with `python benchmarks/references.py`.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from tertius.intake.citations import read_entry, read_notes
from tertius.intake.citations.levels import LEVELS
from tertius.intake.citations.reference import Reference
from tertius.intake.documents.notes import PrintedNote

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("TERTIUS_SHARED") or ROOT.parent / "shared")
TAGGED = SHARED / "data" / "reference_parsing"
REFEXTRACT = os.environ.get("TERTIUS_REFEXTRACT")
NOTE_FIELDS = (
    "author", "editor", "title", "translated-title", "container", "publisher", "place", "volume",
    "issue", "pages", "date", "link", "accessed",
)  # fmt: skip
ASKED = ("author", "title", "container", "date", "link")
LIST_FIELDS = ("author", "title", "container", "date", "pages", "link")
SEVERAL = re.compile(r"\b(?:and|et|und|y|al|eds?|editors?|in|hrsg|by|edited)\b|&")
OF_PEOPLE = {
    "translated_title": "translated-title",
    "container-title": "container",
    "publisher-place": "place",
    "page": "pages",
    "locator": "pages",
    "issued": "date",
    "URL": "link",
    "url": "link",
}
Fields = Mapping[str, str]


class Score:
    """How many fields were right, wrong and missed."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def add(self, said: Fields, gold: Fields, fields: Iterable[str]) -> None:
        for name in fields:
            self.said[name] += bool(said.get(name))
            self.asked[name] += bool(gold.get(name))
            self.right[name] += bool(gold.get(name)) and same(said.get(name, ""), gold[name], name)

    def f1(self, fields: Sequence[str]) -> float:
        right, said, asked = (
            sum(counter[name] for name in fields) for counter in (self.right, self.said, self.asked)
        )
        return 2 * right / (said + asked) if said + asked else 0.0

    def line(self, name: str) -> str:
        return (
            f"{self.f1([name]):>7.3f}  {self.right[name]:>5} right of {self.said[name]:>5} said,"
            f" {self.asked[name]:>5} asked"
        )


def plain(text: str) -> str:
    """The letters and digits of a text, without accents and case."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in bare.casefold() if sign.isalnum())


def same(said: str, gold: str, name: str) -> bool:
    if name in {"date", "accessed"}:
        parts = gold.split("-")
        return said.split("-")[: len(parts)] == parts
    return said == gold


def date_of(value: Any) -> str:
    """A date as year-month-day, from CSL or from text."""
    if isinstance(value, Mapping):
        value = "-".join(str(part) for part in value["date-parts"][0])
    found = re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", str(value))
    return (
        "-".join(str(int(part)) for part in found.groups() if part) if found else plain(str(value))
    )


def people(value: Any) -> str:
    """The family names of a list of authors, or what they are called, as one text."""
    names = [value] if isinstance(value, (str, Mapping)) else value
    said = [
        name if isinstance(name, str) else name.get("literal") or name.get("family", "")
        for name in names
    ]
    return "".join(plain(re.sub(r"\([^()]*\)", "", name)) for name in said if name != "et al.")


def note_fields(csl: Mapping[str, Any]) -> Fields:
    """The fields of a reference in the words of the gold, written alike."""
    found: dict[str, str] = {}
    for key, value in csl.items():
        name = OF_PEOPLE.get(key, key)
        if value in (None, "", []) or (name in found and key == "locator"):
            continue
        if name in {"author", "editor"}:
            found[name] = people(value)
        elif name in {"date", "accessed"}:
            found[name] = date_of(value)
        elif name == "container":
            found[name] = plain(re.sub(r",? (?:no\.? ?)?\d+$", "", str(value), flags=re.IGNORECASE))
        else:
            found[name] = plain(str(value))
    return found


def paired(said: Sequence[Fields], gold: Sequence[Fields]) -> Iterator[tuple[Fields, Fields]]:
    """Each reference of the gold beside the one read that is most like it, and those left over."""
    left = list(said)
    for asked in gold:
        best = max(
            left,
            key=lambda fields: sum(fields.get(name) == asked[name] for name in asked),
            default=None,
        )
        if best is not None:
            left.remove(best)
        yield best or {}, asked
    for extra in left:
        yield extra, {}


def anystyle() -> list[tuple[str, Fields]]:
    """The tagged references of AnyStyle: their text and their fields."""
    with gzip.open(TAGGED / "anystyle_core.xml.gz") as file:
        sequences = ET.parse(file).getroot().findall("sequence")
    return [_anystyle_entry(sequence) for sequence in sequences]


def _anystyle_entry(sequence: Any) -> tuple[str, Fields]:
    names = {"journal": "container", "container-title": "container", "url": "link"}
    parts: dict[str, str] = {}
    for part in sequence:
        parts.setdefault(names.get(part.tag, part.tag), part.text or "")
    return " ".join(part.text or "" for part in sequence), list_fields(parts)


def grobid() -> list[tuple[str, Fields]]:
    """The tagged references of GROBID: their text and their fields."""
    found = []
    with tarfile.open(TAGGED / "grobid_citation_corpus.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            file = archive.extractfile(member) if member.name.endswith(".xml") else None
            if file is None:
                continue
            try:
                tree = ET.fromstring(file.read())
            except ET.ParseError:
                continue
            found += [_grobid_entry(entry) for entry in tree.iter() if _local(entry) == "bibl"]
    return [entry for entry in found if entry[0].strip()]


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _grobid_entry(entry: Any) -> tuple[str, Fields]:
    parts: dict[str, str] = {}
    for part in entry.iter():
        tag, text = _local(part), "".join(part.itertext())
        level, kind = part.get("level"), part.get("type") or part.get("unit")
        name = {"author": "author", "date": "date", "ptr": "link"}.get(tag)
        if tag == "title":
            name = {"a": "title", "j": "container", "m": "book"}.get(level or "")
        elif tag == "biblScope" and kind in {"pp", "page"}:
            name = "pages"
        if name:
            parts[name] = (
                f"{parts[name]} {text}"
                if name == "author" and name in parts
                else parts.get(name, text)
            )
    book = parts.pop("book", None)
    if book:
        parts.setdefault("container" if "title" in parts else "title", book)
    return " ".join("".join(entry.itertext()).split()), list_fields(parts)


def list_fields(parts: Mapping[str, str]) -> Fields:
    """The fields of an entry of a list, written alike."""
    found: dict[str, str] = {}
    for name in LIST_FIELDS:
        text = parts.get(name) or ""
        if name == "author":
            found[name] = plain(SEVERAL.sub(" ", text.casefold()))
        elif name == "container":
            found[name] = plain(re.sub(r"^\s*in:? ", "", text, flags=re.IGNORECASE))
        elif name == "date":
            year = re.search(r"(?:1[5-9]|20)\d\d", text)
            found[name] = year.group() if year else ""
        elif name == "pages":
            found[name] = "-".join(re.findall(r"[a-zA-Z]?\d+", text))
        elif name == "link":
            found[name] = plain(re.sub(r"\s", "", text))
        else:
            found[name] = plain(text)
    return {name: text for name, text in found.items() if text}


def said_of(reference: Reference, text: str) -> Fields:
    """The fields that our reader finds in an entry; people as they are printed."""
    csl, said = reference.csl, reference.said
    parts = {
        "author": text[said["author"].start : said["author"].end] if "author" in said else "",
        "title": csl.get("title", ""),
        "container": csl.get("container-title", ""),
        "date": str(csl["issued"]["date-parts"][0][0]) if "issued" in csl else "",
        "pages": csl.get("page", "") or csl.get("locator", ""),
        "link": csl.get("URL", ""),
    }
    return list_fields(parts)


ASK = """
import json, logging, sys
logging.disable(logging.CRITICAL)
from refextract import extract_references_from_string
for line in sys.stdin:
    try:
        found = extract_references_from_string(json.loads(line), is_only_references=True)
    except Exception:
        found = []
    sys.stdout.write("@" + json.dumps(found) + chr(10))
"""


def refextract(texts: Sequence[str]) -> list[Fields] | None:
    """What refextract reads of each text; None where no Python that has it is named."""
    if REFEXTRACT is None:
        return None
    done = subprocess.run(
        [REFEXTRACT, "-c", ASK],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    rows = [json.loads(line[1:]) for line in done.stdout.splitlines() if line.startswith("@")]
    return [_refextract_fields(row) for row in rows] if len(rows) == len(texts) else None


def _refextract_fields(found: list[Mapping[str, list[str]]]) -> Fields:
    names = {
        "author": "author", "title": "title", "journal_title": "container", "year": "date",
        "journal_year": "date", "journal_page": "pages", "url": "link",
    }  # fmt: skip
    parts: dict[str, str] = {}
    for row in found:
        for key, name in names.items():
            if row.get(key) and name not in parts:
                parts[name] = " ".join(row[key]) if name == "author" else row[key][0]
    return list_fields(parts)


def score_lists(title: str, entries: Sequence[tuple[str, Fields]], *, peer: bool) -> None:
    """Prints what was read of entries of lists, ours and refextract's."""
    begun = perf_counter()
    ours = Score()
    for text, gold in entries:
        ours.add(said_of(read_entry(text), text), gold, LIST_FIELDS)
    print(f"\n{title}: {len(entries)} entries, {perf_counter() - begun:.2f}s")
    rows = refextract([text for text, _ in entries]) if peer else None
    theirs = Score()
    for said, (_, gold) in zip(rows or [], entries, strict=False):
        theirs.add(said, gold, LIST_FIELDS)
    for name in LIST_FIELDS:
        if ours.asked[name]:
            print(
                f"  {name:<10} {ours.line(name)}; refextract {theirs.f1([name]):.3f}"
                if rows
                else f"  {name:<10} {ours.line(name)}"
            )
    print(
        f"  {'all':<10} {ours.f1(LIST_FIELDS):>7.3f}  refextract "
        + (f"{theirs.f1(LIST_FIELDS):.3f}" if rows else "not installed")
    )


SHEETS = ROOT / "tests" / "intake" / "citations" / "manners.yml"
BY_CONVENTION = ROOT / "benchmarks" / "data" / "manners_by_convention.yml"
UNSEEN = ROOT / "benchmarks" / "data" / "manners_unseen.yml"
HELD_OUT = ROOT / "benchmarks" / "data" / "manners_held_out.yml"
IN_TABLE = ("author", "title", "container", "date", "page", "volume", "publisher", "type")


def levels_measured() -> dict[str, tuple[int, int]]:
    """Return for each level of certainty how many readings are right, of how many."""
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for text, gold in [*anystyle()[1::2], *grobid()[1::8]]:
        reference = read_entry(text)
        found = said_of(reference, text)
        for name, key in (*FIELD_KEYS.items(), ("pages", "locator")):
            if key in reference.said and found.get(name) and gold.get(name):
                level = reference.said[key].level
                told[level] += 1
                right[level] += found[name] == gold[name]
    return {level: (right[level], told[level]) for level in LEVELS}


def score_levels() -> bool:
    """Print the levels of certainty as stated and as measured, and return whether they agree."""
    print("\nLevels of certainty, over fields that the gold has")
    agrees = True
    for level, (right, told) in levels_measured().items():
        same = round(right / told, 2) == LEVELS[level]
        agrees &= same
        beside = "as stated" if same else f"stated {LEVELS[level]}: correct levels.py"
        print(f"  {level:<10} {right / told:.2f}  {right:>5} right of {told:>5} said, {beside}")
    return agrees


FIELD_KEYS = {
    "author": "author", "title": "title", "container": "container-title", "date": "issued",
    "pages": "page", "link": "URL",
}  # fmt: skip


def score_manners(sheets: Path) -> None:
    """Print how many fields of sheets by manner are right, and how many are said that the sheet has not."""
    rows = yaml.safe_load(sheets.read_text(encoding="utf-8"))
    wrong: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for row in rows:
        texts = [text for text in (row.get("before"), row["text"]) if text]
        read = read_notes([PrintedNote(number, text) for number, text in enumerate(texts, 1)])[-1]
        found = sheet_fields(read[1][-1]) if read[1] else {}
        wrong[row["manner"]] += sum(
            found[name] != value for name, value in row["fields"].items() if name in found
        )
        for name, value in row["fields"].items():
            for column in (name, "all"):
                asked[row["manner"], column] += 1
                right[row["manner"], column] += found.get(name) == value
    print(f"\n{sheets.name}\n| manner | " + " | ".join((*IN_TABLE, "all", "wrong")) + " |")
    print("|---" * (len(IN_TABLE) + 3) + "|")
    for manner in dict.fromkeys(row["manner"] for row in rows):
        cells = [
            f"{right[manner, name]}/{asked[manner, name]}" if asked[manner, name] else ""
            for name in (*IN_TABLE, "all")
        ]
        print(f"| {manner} | " + " | ".join([*cells, str(wrong[manner])]) + " |")


def sheet_fields(reference: Reference) -> dict[str, Any]:
    """A reference in the words of the sheets."""
    names = {
        "container-title": "container",
        "publisher-place": "place",
        "URL": "link",
        "issued": "date",
    }
    found: dict[str, Any] = {}
    for name, value in reference.csl.items():
        told = value
        if name in {"author", "editor"}:
            told = [person.get("literal") or person["family"] for person in value]
        elif name in {"issued", "accessed"}:
            told = "-".join(str(part) for part in value["date-parts"][0])
        found[names.get(name, name)] = told
    return found


def main() -> bool:
    """Score the tagged references, ours beside refextract's; return whether the levels are as stated."""
    score_manners(SHEETS)
    score_manners(HELD_OUT)
    score_manners(BY_CONVENTION)
    score_manners(UNSEEN)
    if not TAGGED.exists():
        print("Tagged references: shared/data/reference_parsing is not there")
        return True
    agrees = score_levels()
    part = 0 if "--development" in sys.argv else 1
    for title, entries in (("AnyStyle", anystyle()), ("GROBID", grobid())):
        score_lists(f"{title}, every other entry", entries[part::2], peer="--alone" not in sys.argv)
    return agrees


if __name__ == "__main__":
    sys.exit(0 if main() else "The levels of certainty are not as stated.")
