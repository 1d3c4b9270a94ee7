"""BibTeX and BibLaTeX: cut into entries here, so that faults have a line, and read by pandoc."""

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tertius.evidence.text import shorten
from tertius.intake.bibliography.attached import attachment
from tertius.intake.bibliography.cuts import NO_KEY, Cut, cut_entries
from tertius.intake.bibliography.dates import read_date, read_month
from tertius.intake.bibliography.faults import BibliographyError, Fault, Shelf
from tertius.intake.bibliography.inherit import untangle
from tertius.intake.bibliography.macros import Macros
from tertius.intake.bibliography.rewrite import put_back, rewrite_entry
from tertius.intake.bibliography.strings import lengths_of, written_out
from tertius.sandbox.bibliographies import convert

PLACE = re.compile(r"\(line ([0-9]{1,9}), column")
BIBLATEX = re.compile(
    r"[\s,{](?:date|journaltitle|urldate|location|langid|entrysubtype|eventtitle)[ \t]{0,20}="
    r"|@(?:online|report|thesis|collection|mvbook|software|dataset|newspaper)[ \t]{0,9}\{",
    re.IGNORECASE,
)
LETTERS = {
    "dj": "đ",
    "DJ": "Đ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "No": "№",
    "textnumero": "№",
}
"""Letters whose macros pandoc does not know and would leave out."""
LETTER = re.compile(rf"(?<!\\)\\({'|'.join(LETTERS)})(?![A-Za-z])(?:{{}}|[ \t]{{1,9}})?")
MONTHS = range(1, 13)
SEASONS = range(21, 25)
"""Spring to winter, where a month would stand."""
PLAIN_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?\Z")
PLAIN_YEAR = re.compile(r"\d{4}\Z")
JOINED = re.compile(r'[#"{}~]|\\[,;: ]')
"""Signs that join a month in three letters with a day."""
ISSUED = ("date", "year")
DATES = {"urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}
"""Fields of dates beside that of the publication, and what CSL calls them."""
AT_ONCE = 2_000
"""Entries that pandoc reads in one go; its memory grows with them."""
AFTER_FAULT = 100
"""Entries in one go once one of them has a fault, since each fault has its part read again."""
LARGEST_GO = 4 * 2**20
"""Letters of entries that pandoc is given in one go: what it can hold within its bounds; a longer entry goes alone."""
LARGEST_DEFINITIONS = 256 * 2**10
"""Bytes of @string and @preamble, which stand before every part that pandoc is given; a file with more is refused."""
MOST_PARENTS = 2_000
"""From how many entries elsewhere in the file those of one part may inherit."""
SECONDS = 180
"""For a whole file; what is not read by then is left out."""


def is_biblatex(text: str) -> bool:
    """Whether a text uses what only BibLaTeX has."""
    return BIBLATEX.search(text) is not None


def read_bibtex(text: str, file: str) -> Shelf:
    """Return the entries of a BibTeX or BibLaTeX text as CSL-JSON, each with its line, and its faults.

    Raises BibliographyError where nothing of it can be read.
    """
    language = "biblatex" if is_biblatex(text) else "bibtex"
    plain = LETTER.sub(lambda found: LETTERS[found[1]], text)
    cuts = cut_entries(plain.replace("\r\n", "\n").replace("\r", "\n"))
    if sum(len(cut.text) for cut in cuts.definitions) > LARGEST_DEFINITIONS:
        raise BibliographyError(
            f"{file} has more than {LARGEST_DEFINITIONS // 2**10} KiB of @string and @preamble."
            " Write the words out. Nothing was written."
        )
    shelf = Shelf(left_out=list(cuts.faults))
    lengths = lengths_of(cuts.definitions, file)
    by_key, shelf.remarks = untangle(_one_each(cuts.entries, shelf))
    by_key = _bounded(by_key, lengths, shelf)
    macros = Macros.of(plain, [cut.text for cut in cuts.definitions if cut.kind == "preamble"])
    definitions = [rewrite_entry(cut, macros).cut for cut in cuts.definitions]
    plainer: dict[str, Cut] = {}
    for key, cut in by_key.items():
        plainer[key], remarks = rewrite_entry(cut, macros)
        shelf.remarks += remarks
    reader = _Reader(plainer, by_key, definitions, language, file, shelf, lengths)
    waiting = list(_parts(list(plainer.values()), AT_ONCE, lengths))[::-1]
    while waiting:
        waiting += reversed(reader.read(waiting.pop()))
    shelf.entries.sort(key=lambda entry: entry[0])
    shelf.left_out.sort()
    shelf.remarks.sort()
    return shelf


@dataclass
class _Reader:
    """The entries of one file on their way through pandoc, part by part."""

    by_key: Mapping[str, Cut]
    written: Mapping[str, Cut]
    """The entries as they stand in the file."""
    definitions: Sequence[Cut]
    language: str
    file: str
    shelf: Shelf
    lengths: Mapping[str, int]
    """How long each abbreviation is when it is written out."""
    ends: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def read(self, part: list[Cut]) -> list[list[Cut]]:
        """Read a part of the entries; return the parts that are to be read instead where one has a fault."""
        if time.monotonic() > self.ends:
            text = f"{len(part):,} entries from here on were not read within {SECONDS} seconds. Add them apart."
            self.shelf.left_out.append(Fault(part[0].line, text))
            return []
        kin = _kin(part, self.by_key)
        if len(kin) > MOST_PARENTS and len(part) > 1:
            return _halves(part)
        done, said = convert(
            "\n".join(cut.text for cut in [*self.definitions, *part, *kin]), self.language
        )
        if said is None:
            keys = {cut.key for cut in part}
            for item in json.loads(done):
                if item.get("id") in keys:
                    cut = self.by_key[item["id"]]
                    mended = _mended(item, cut.dates)
                    self.shelf.remarks += put_back(mended, self.written[cut.key])
                    if address := attachment(_files(cut.text)):
                        mended["attachment"] = address
                    self.shelf.entries.append((cut.line, mended))
            return []
        return self._without_fault(part, kin, said)

    def _without_fault(self, part: list[Cut], kin: Sequence[Cut], said: str) -> list[list[Cut]]:
        """Leave out the entry that pandoc complains of; return the others in smaller parts."""
        bad, line = self._place([*part, *kin], said)
        if bad is None:
            if len(part) > 1:
                return _halves(part)
            bad, text = part[0], f'the entry "{shorten(part[0].key)}" cannot be read: {said}'
        else:
            what = said.partition(":")[2].strip()
            text = f'is not BibTeX here ({what}), in the entry "{shorten(bad.key)}".'
        fault = Fault(line or bad.line, text)
        if fault not in self.shelf.left_out:
            self.shelf.left_out.append(fault)
        self.by_key = {key: cut for key, cut in self.by_key.items() if key != bad.key}
        left = [cut for cut in part if cut.key != bad.key]
        return list(_parts(left, AFTER_FAULT, self.lengths))

    def _place(self, cuts: Sequence[Cut], said: str) -> tuple[Cut | None, int]:
        """Return which entry a complaint of pandoc means, and the line in the file."""
        if not (place := PLACE.search(said)):
            return None, 0
        number = int(place[1])
        for cut in [*self.definitions, *cuts]:
            height = cut.text.count("\n") + 1
            if number <= height and cut in self.definitions:
                raise BibliographyError(
                    f"{self.file}:{cut.line + number - 1}: is not BibTeX here"
                    f" ({said.partition(':')[2].strip()}), in @{cut.kind}. Nothing was written."
                )
            if number <= height:
                return cut, cut.line + number - 1
            number -= height
        return None, 0


FILES = re.compile(r"\bfile[ \t]{0,20}=[ \t]{0,20}[{\"]([^\n]{1,2000})", re.IGNORECASE)


def _files(text: str) -> str:
    """Return the paths of the files of an entry as they are written; empty where it names none."""
    found = FILES.search(text)
    return found[1] if found else ""


def _halves(part: list[Cut]) -> list[list[Cut]]:
    middle = len(part) // 2
    return [part[:middle], part[middle:]]


def _mended(item: dict[str, Any], dates: Mapping[str, str]) -> dict[str, Any]:
    """Return an entry as CSL has it: with a type, whole dates, and without fields that hold nothing."""
    _put_dates(item, dates)
    for people in item.values():
        if isinstance(people, list):
            for person in people:
                _mend_person(person)
    for date in item.values():
        if isinstance(date, dict) and date.get("date-parts") is not None:
            _mend_date(date)
    bare = {name: v.strip() if isinstance(v, str) else v for name, v in item.items()}
    kept = {name: value for name, value in bare.items() if value not in ("", [], {})}
    if str(kept["id"]).startswith(NO_KEY):
        del kept["id"]
    return {**({"id": kept["id"]} if "id" in kept else {}), "type": "document", **kept}


def _put_dates(item: dict[str, Any], dates: Mapping[str, str]) -> None:
    """Put in the dates that pandoc leaves out or takes for a year: open, circa, unspecified, of two years."""
    issued = next((dates[name] for name in ISSUED if dates.get(name, "").strip()), "")
    if dates.get("month") and PLAIN_YEAR.match(issued.strip()):
        _put_month(item, issued.strip(), dates)
    told = {"issued": issued, **{name: dates.get(field, "") for field, name in DATES.items()}}
    for name, text in told.items():
        if not text.strip() or PLAIN_DATE.match(text.strip()):
            continue
        date = read_date(text)
        if "date-parts" in date or (date and not _is_date(item.get(name))):
            item[name] = date


def _put_month(item: dict[str, Any], year: str, dates: Mapping[str, str]) -> None:
    """Put in the month and day that stand beside a year, in words or in figures; else keep them as text."""
    month = " ".join(JOINED.sub(" ", dates["month"]).replace("--", "-").split())
    day = dates.get("day", "").replace("--", "-").strip()
    date = read_month(year, month, day)
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    if date and (
        len(date["date-parts"][0]) > len(parts[0]) or len(date) > 1 or date["date-parts"][1:]
    ):
        item["issued"] = date
    elif not date and not (_is_date(item.get("issued")) and len(parts[0]) > 1):
        item["issued"] = {
            "date-parts": [[int(year)]],
            "raw": " ".join(f"{day} {month} {year}".split()),
        }


def _is_date(date: Any) -> bool:
    """Return whether pandoc read a date with months that there are."""
    days = date.get("date-parts") if isinstance(date, dict) else None
    return all(len(day) < 2 or day[1] in MONTHS for day in days) if days else False


def _mend_person(person: Any) -> None:
    """Take a name that begins with no small letter, such as a Chinese one, for no particle, and outer blanks away."""
    if not isinstance(person, dict):
        return
    for part, name in person.items():
        if isinstance(name, str):
            person[part] = name.strip()
    particle = person.get("dropping-particle")
    first = next(filter(str.isalpha, particle or ""), "")
    if particle and not first.islower():
        del person["dropping-particle"]
        person["given"] = " ".join(filter(None, (person.get("given"), particle)))


def _mend_date(date: dict[str, Any]) -> None:
    """Write a season as CSL has it, and no date as none."""
    parts = [part for part in date["date-parts"] if part]
    if parts and len(parts[0]) == 2 and parts[0][1] in SEASONS:
        date["season"] = parts[0][1] - 20
        parts = [part[:1] for part in parts]
    date["date-parts"] = parts
    if not parts:
        del date["date-parts"]


def _one_each(entries: Sequence[Cut], shelf: Shelf) -> dict[str, Cut]:
    """Return the entries by key; of two that differ and have one key, the first."""
    found: dict[str, Cut] = {}
    for cut in entries:
        known = found.setdefault(cut.key, cut)
        if known.text != cut.text:
            shelf.left_out.append(
                Fault(
                    cut.line,
                    f'the key "{shorten(cut.key)}" is that of another entry, in line {known.line}.'
                    " Give one of them another key.",
                )
            )
    return found


def _bounded(by_key: Mapping[str, Cut], lengths: Mapping[str, int], shelf: Shelf) -> dict[str, Cut]:
    """Return the entries that stay short when their abbreviations are written out; the others are left out."""
    kept: dict[str, Cut] = {}
    for key, cut in by_key.items():
        if written_out(cut, lengths) <= LARGEST_GO:
            kept[key] = cut
            continue
        text = (
            f'the entry "{shorten(key)}" has more than {LARGEST_GO // 2**20} MiB once its @string'
            " abbreviations are written out. Make it shorter."
        )
        shelf.left_out.append(Fault(cut.line, text))
    return kept


def _parts(entries: Sequence[Cut], most: int, lengths: Mapping[str, int]) -> Iterator[list[Cut]]:
    """Yield the entries in parts that pandoc can hold."""
    part: list[Cut] = []
    size = 0
    for cut in entries:
        length = written_out(cut, lengths)
        if part and (len(part) >= most or size + length > LARGEST_GO):
            yield part
            part, size = [], 0
        part.append(cut)
        size += length
    if part:
        yield part


def _kin(part: Sequence[Cut], by_key: Mapping[str, Cut]) -> list[Cut]:
    """The entries outside a part from which those in it inherit."""
    seen = {cut.key for cut in part}
    waiting = [name for cut in part for name in cut.parents]
    found: list[Cut] = []
    while waiting:
        name = waiting.pop()
        if name in by_key and name not in seen:
            seen.add(name)
            found.append(by_key[name])
            waiting += by_key[name].parents
    return found
