"""BibTeX and BibLaTeX: cut into entries here, so that faults have a line, and read by pandoc."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

from tertius.evidence.text import shorten
from tertius.intake.bibliography.cuts import NO_KEY, BibliographyError, Cut, cut_entries
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
SEASONS = range(21, 25)
"""Spring to winter, where a month would stand."""
AT_ONCE = 2_000
"""Entries that pandoc reads in one go; its memory grows with them."""
LARGEST_GO = 4 * 2**20
LARGEST_DEFINITIONS = 256 * 2**10
MOST_PARENTS = 2_000
"""From how many entries elsewhere in the file those of one part may inherit."""
SECONDS = 180
"""For a whole file."""


def is_biblatex(text: str) -> bool:
    """Whether a text uses what only BibLaTeX has."""
    return BIBLATEX.search(text) is not None


def read_bibtex(text: str, file: str) -> list[tuple[int, dict[str, Any]]]:
    """The entries of a BibTeX or BibLaTeX text as CSL-JSON, each with its line.

    Raises BibliographyError with the line where it cannot be read.
    """
    language = "biblatex" if is_biblatex(text) else "bibtex"
    plain = LETTER.sub(lambda found: LETTERS[found[1]], text)
    cuts = cut_entries(plain.replace("\r\n", "\n").replace("\r", "\n"), file)
    if sum(len(cut.text) for cut in cuts.definitions) > LARGEST_DEFINITIONS:
        raise BibliographyError(
            f"{file} has more than {LARGEST_DEFINITIONS // 2**10} KiB of @string and @preamble."
            " Write the words out. Nothing was written."
        )
    by_key = _one_each(cuts.entries, file)
    lines = {key: cut.line for key, cut in by_key.items()}
    found: list[tuple[int, dict[str, Any]]] = []
    ends = time.monotonic() + SECONDS
    for part in _parts(list(by_key.values())):
        if time.monotonic() > ends:
            raise BibliographyError(
                f"{file} was not read within {SECONDS} seconds. Add it in parts. Nothing was written."
            )
        keys = {cut.key for cut in part}
        kin = _kin(part, by_key)
        if len(kin) > MOST_PARENTS:
            raise BibliographyError(
                f"{file}:{part[0].line}: entries from here on inherit from more than {MOST_PARENTS:,} others."
                " Add the file in parts. Nothing was written."
            )
        items = _read(part, kin, cuts.definitions, language, file)
        found += [(lines[item["id"]], _mended(item)) for item in items if item.get("id") in keys]
    return found


def _mended(item: dict[str, Any]) -> dict[str, Any]:
    """An entry as CSL has it: with a type, and without fields that hold nothing."""
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


def _mend_person(person: Any) -> None:
    """Take a name without small letters, such as a Chinese one, for no particle."""
    particle = person.get("dropping-particle") if isinstance(person, dict) else None
    if particle and particle == particle.upper():
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


def _one_each(entries: Sequence[Cut], file: str) -> dict[str, Cut]:
    """The entries by key. Raises BibliographyError where two that differ have one key."""
    found: dict[str, Cut] = {}
    for cut in entries:
        known = found.setdefault(cut.key, cut)
        if known.text != cut.text:
            raise BibliographyError(
                f'{file}:{cut.line}: the key "{shorten(cut.key)}" is that of another entry, in line'
                f" {known.line}. Give one of them another key. Nothing was written."
            )
    return found


def _parts(entries: Sequence[Cut]) -> Iterator[list[Cut]]:
    """The entries in parts that pandoc can hold."""
    part: list[Cut] = []
    size = 0
    for cut in entries:
        if part and (len(part) >= AT_ONCE or size + len(cut.text) > LARGEST_GO):
            yield part
            part, size = [], 0
        part.append(cut)
        size += len(cut.text)
    if part:
        yield part


def _kin(part: Sequence[Cut], by_key: dict[str, Cut]) -> list[Cut]:
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


def _read(
    part: Sequence[Cut], kin: Sequence[Cut], definitions: Sequence[Cut], language: str, file: str
) -> list[dict[str, Any]]:
    """What pandoc reads in some entries. Raises BibliographyError with the line in the file."""
    cuts = [*definitions, *part, *kin]
    done, said = convert("\n".join(cut.text for cut in cuts), language)
    if said is None:
        items: list[dict[str, Any]] = json.loads(done)
        return items
    if not (place := PLACE.search(said)):
        raise BibliographyError(f"{file} cannot be read: {said} Nothing was written.")
    number = int(place[1])
    for cut in cuts:
        height = cut.text.count("\n") + 1
        if number <= height:
            raise BibliographyError(
                f"{file}:{cut.line + number - 1}: is not BibTeX here ({said.partition(':')[2].strip()}), in the"
                f' entry "{shorten(cut.key or cut.kind)}". Nothing was written.'
            )
        number -= height
    raise BibliographyError(f"{file} cannot be read: {said} Nothing was written.")
