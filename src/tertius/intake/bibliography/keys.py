"""Ids of sources: a reference manager's key where it can be one, and one made of the entry otherwise."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from tertius.case.identity.duplicates import latin, year
from tertius.case.write import slug
from tertius.evidence.source import Source

NUMBER = re.compile(r"[0-9]+(?:/[A-Z0-9]{8})?\Z")
SMALL = re.compile(r"a|an|and|at|by|for|from|in|is|of|on|or|the|to|with|i|na|o|od|u|v")
"""Words that say little in a title."""
MOST_WORDS = 4
"""Words of the title in a proposed id, small ones not counted; a number behind the id tells two of the same apart."""


def fits(key: str) -> bool:
    """Whether a key can be the id of a source: cells can name it, and it is no address or bare number.

    Zotero gives an entry without a citation key the address of its item, and its server the numbers
    of library and item; such an id says nothing.
    """
    if not key or "://" in key or NUMBER.match(key):
        return False
    try:
        Source.model_validate({"id": key, "type": "document"})
    except ValidationError:
        return False
    return True


def key_of(item: Mapping[str, Any]) -> str:
    """Return the key that the analyst gave an entry beside a program's own id; empty where there is none."""
    key = str(item.get("citation-key") or "").strip()
    return key if fits(key) else ""


class Names:
    """The ids that are taken, and new ones beside them."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.counts: Counter[str] = Counter()

    def unused(self, entry: Mapping[str, Any]) -> str:
        """An id for an entry that no other has."""
        made = found = propose_id(entry)
        while found in self.taken:
            self.counts[made] += 1
            found = f"{made}-{self.counts[made] + 1}"
        return found


def propose_id(entry: Mapping[str, Any]) -> str:
    """An id of first author, first words of the title, and year."""
    people = entry.get("author") or entry.get("editor") or [{}]
    first = people[0] if isinstance(people, list) and isinstance(people[0], Mapping) else {}
    name = slug(latin(str(first.get("family") or first.get("literal") or "")))[:30].strip("-")
    words = slug(latin(str(entry.get("title") or "")).replace("'", "").replace("’", ""))
    told = [word for word in words.split("-") if word and not SMALL.fullmatch(word)][:MOST_WORDS]
    when = year(entry)
    parts = [name, *told, str(when) if when else ""]
    return "-".join(part for part in parts if part) or "source"
