"""Entries of a bibliography that may be one publication: by DOI, by link, or by title, year and author."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tertius.evidence.fold import plain

Mark = tuple[str, ...]
Entry = Mapping[str, Any]

FEWEST_WORDS = 4
"""A title of fewer words says nothing where neither entry names an author."""
LONGEST = 2_000
"""More letters of a title or link are not compared."""

MOST_HOLDERS = 200
"""With how many entries under one link an entry is compared: an issue or a volume has fewer articles."""

LETTERS = (
    "а=a б=b в=v г=g ґ=g д=d ђ=dj е=e ё=e є=e ж=zh з=z и=i й=i і=i ї=i ј=j к=k л=l љ=lj м=m н=n"
    " њ=nj о=o п=p р=r с=s т=t ћ=c у=u ў=u ф=f х=h ц=c ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu"
    " я=ya ѓ=g ќ=k ѕ=dz"
)
CYRILLIC = dict(pair.split("=") for pair in LETTERS.split())
"""Cyrillic letters in Latin ones, for comparing and for ids; no romanisation of any standard."""

ALIKE = (
    *(("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ch", "c"), ("ts", "c")),
    *(("tz", "c"), ("dj", "d"), ("dz", "d"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i")),
)
"""Spellings that romanisations of one letter differ in."""

DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]{1,200}")
ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[0-9a-z_*]{1,20}/(?=http)", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z]{1,10}(?: [^<>]{0,60})?>")
TRACKS = re.compile(r"utm_[a-z]{1,20}\Z|fbclid\Z|gclid\Z|mc_[a-z]{1,5}\Z")


@dataclass(frozen=True)
class Twin:
    """Hold an entry that may be the same publication, and why it may."""

    id: str
    column: str
    why: str


@dataclass(frozen=True)
class _Told:
    """Hold what tells two entries apart that share a link: title, authors and pages, as they are compared."""

    title: str
    names: frozenset[str]
    page: str


@dataclass
class Twins:
    """Hold entries under the marks that a second entry of the same publication would share."""

    held: dict[Mark, list[str]] = field(default_factory=dict)
    told: dict[str, _Told] = field(default_factory=dict)

    def add(self, name: str, entry: Entry) -> None:
        """Hold an entry under its id."""
        self.told[name] = _told(entry)
        for mark in marks(entry):
            self.held.setdefault(mark, []).append(name)

    def find(self, entry: Entry) -> list[Twin]:
        """Return the entries that may be the same publication, each with the first reason for it."""
        by_name: dict[str, Twin] = {}
        told = _told(entry)
        for mark in _sought(entry):
            holders = self.held.get(mark, [])[:MOST_HOLDERS]
            if mark[0] == "URL":
                holders = [name for name in holders if not _are_parts(told, self.told[name])]
            for name in holders[:1]:
                if name not in by_name:
                    by_name[name] = Twin(name, mark[0], _reason(mark, entry, name))
        return list(by_name.values())


def _told(entry: Entry) -> _Told:
    page = re.sub(r"\W", "", str(entry.get("page") or "").split("-")[0].split("–")[0])
    return _Told(alike(str(entry.get("title") or "")), frozenset(surnames(entry)), page)


def _are_parts(one: _Told, other: _Told) -> bool:
    """Return whether two entries with one link are parts of what it leads to, such as an issue's articles.

    Their titles differ, and so do their first pages, or all their authors.
    """
    if not one.title or not other.title or one.title == other.title:
        return False
    if one.page and other.page:
        return one.page != other.page
    return bool(one.names and other.names and not one.names & other.names)


def marks(entry: Entry) -> Iterator[Mark]:
    """Yield what an entry would share with a second entry of the same publication."""
    if identifier := doi(entry):
        yield "DOI", identifier
    if link := address(str(entry.get("URL") or "")):
        yield "URL", link
    if title := alike(str(entry.get("title") or "")):
        names = surnames(entry)
        when = year(entry)
        if names:
            yield from (("title", title, name, str(when or "")) for name in names)
        elif len(str(entry["title"]).split()) >= FEWEST_WORDS:
            yield "title", title, "", str(when or "")


def _sought(entry: Entry) -> Iterator[Mark]:
    """Yield the marks of an entry, and those with the year before and after."""
    for mark in marks(entry):
        yield mark
        if mark[0] == "title" and mark[2] and mark[3]:
            yield from ((*mark[:3], str(int(mark[3]) + step)) for step in (-1, 1))


def _reason(mark: Mark, entry: Entry, name: str) -> str:
    if mark[0] == "DOI":
        return f"It has the DOI of {name}: {mark[1]}."
    if mark[0] == "URL":
        return f"It has the link of {name}: {mark[1]}."
    same_title = f"Its title is that of {name}, spelling and script aside"
    when = year(entry)
    dated = "neither has a year" if when is None else f"and {name} is of {mark[3]}"
    if when is not None and str(when) != mark[3]:
        dated = f"{name} is of {mark[3]} and it of {when}"
    elif when is not None:
        dated = f"both are of {when}"
    return f"{same_title}; {'an author is the same' if mark[2] else 'neither names an author'}, and {dated}."


def doi(entry: Entry) -> str | None:
    """Return the DOI of an entry, from its own field or its link, in small letters; None without one."""
    for text in (str(entry.get("DOI") or ""), str(entry.get("URL") or "")):
        if ("doi.org" in text.lower() or text == entry.get("DOI")) and (match := DOI.search(text)):
            return match[0].lower().rstrip(".,;")
    return None


def address(link: str) -> str | None:
    """Return a link as it is compared: no scheme, `www.`, anchor or tracking, and the page behind an archive.

    None where it leads to a whole site, which many publications share.
    """
    try:
        parts = urlsplit(ARCHIVED.sub("", link.strip()[:LONGEST]))
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKS.match(pair[0].lower())
    ]
    path = parts.path.rstrip("/")
    if not host or not (path or kept):
        return None
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host.removeprefix('www.')}{path}{query}"


def latin(text: str) -> str:
    """Return a text in small plain Latin letters, Cyrillic ones spelled out; other scripts stay."""
    small = unicodedata.normalize("NFC", text[:LONGEST]).casefold()
    return plain("".join(CYRILLIC.get(letter, letter) for letter in small))


def alike(text: str) -> str:
    """Return a text as it is compared: letters and digits, and one spelling for what romanisations differ in."""
    bare = MARKUP.sub("", text[:LONGEST])
    folded = "".join(letter for letter in latin(bare) if letter.isalnum())
    for spelling, one in ALIKE:
        folded = folded.replace(spelling, one)
    return re.sub(r"i+", "i", folded)


def surnames(entry: Entry) -> tuple[str, ...]:
    """Return the authors' surnames, or names of bodies, as they are compared."""
    people: Iterable[Any] = entry.get("author") or entry.get("editor") or ()
    names = (
        alike(str(person.get("family") or person.get("literal") or ""))
        for person in people
        if isinstance(person, Mapping)
    )
    return tuple(dict.fromkeys(name for name in names if name))


def year(entry: Entry) -> int | None:
    """Return the year of publication; None where there is none."""
    issued: Any = entry.get("issued")
    try:
        return int(issued["date-parts"][0][0])
    except (TypeError, KeyError, IndexError, ValueError):
        return None
