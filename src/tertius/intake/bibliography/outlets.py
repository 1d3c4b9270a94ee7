"""Who publishes the entries of a bibliography: proposed from container, publisher and site, for a person to decide."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from tertius.case.entries import Item
from tertius.case.grades import graded
from tertius.case.proposals.proposal import Proposal, Reason
from tertius.case.read import Case
from tertius.case.write import slug
from tertius.evidence.countries import plain_name
from tertius.evidence.packaged import packaged

PROPOSER = "bibliography"
# A proposal holds 200 rows at most; an outlet with more sources comes in parts.
MOST_SOURCES = 150
CONTAINED = (
    "article-newspaper", "article-magazine", "article-journal", "article", "webpage", "post", "post-weblog",
    "broadcast", "entry-encyclopedia", "interview",
)  # fmt: skip
"""Kinds of CSL whose container is what publishes them; a chapter's book is no outlet."""


@dataclass(frozen=True)
class Seen:
    """Hold which outlet an entry seems to have, and by what."""

    row: Mapping[str, str]
    """The row of outlets.csv; its kind is missing where nothing says it."""
    is_there: bool
    """Whether the case has it."""
    why: str


@cache
def known() -> list[Mapping[str, Any]]:
    """Return the published list of outlets, with their sites, kinds and what those rest on."""
    loaded: list[Mapping[str, Any]] = packaged("tertius.intake.bibliography", "outlets.yml")
    return loaded


@cache
def _by_name() -> dict[str, Mapping[str, Any]]:
    return {_key(name): one for one in known() for name in (one["name"], *one.get("also", ()))}


@cache
def _by_site() -> dict[str, Mapping[str, Any]]:
    return {site: one for one in known() for site in one.get("sites", ())}


def _key(name: str) -> str:
    """Return a name by which two spellings of an outlet are one: without its article."""
    return plain_name(name).removeprefix("the ")


def site_of(address: str) -> str:
    """Return the site of a link, without `www.`; empty where it is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def outlet_of(item: Item, there: Mapping[str, str]) -> Seen | None:
    """Return the outlet that an entry seems to have; None where neither container, publisher nor site says one.

    `there` holds the ids of the case's outlets by name: one of those comes first, then one of the
    published list, then one to be described.
    """
    container = item.get("container-title") if item.get("type") in CONTAINED else None
    names = [name for name in (container, item.get("publisher")) if isinstance(name, str) and name]
    site = site_of(item["URL"]) if isinstance(item.get("URL"), str) else ""
    for name in names:
        if outlet := there.get(_key(name)):
            return Seen({"id": outlet}, is_there=True, why=f"is published by {name}.")
    listed = next((_by_name()[_key(name)] for name in names if _key(name) in _by_name()), None)
    listed = listed or next((_by_site()[one] for one in _upwards(site) if one in _by_site()), None)
    if listed:
        if outlet := there.get(_key(listed["name"])):
            return Seen({"id": outlet}, is_there=True, why=f"stands at {site}.")
        return Seen(_row(listed), is_there=False, why=f"is {listed['name']}: {listed['basis']}.")
    if name := next(iter(names), "") or site:
        row = {"id": slug(name) or "outlet", "name": " ".join(name.split())}
        told = f"is named {name}; say of which kind it is and whether a state controls it."
        return Seen(row, is_there=False, why=told)
    return None


def _upwards(site: str) -> list[str]:
    """Return a site and those that it is a part of: `news.example.org`, `example.org`."""
    parts = site.split(".")
    return [".".join(parts[place:]) for place in range(max(0, len(parts) - 1))]


def _row(listed: Mapping[str, Any]) -> dict[str, str]:
    cells = {
        "id": slug(listed["name"]),
        "name": listed["name"],
        "country": listed.get("country", ""),
        "kind": listed["kind"],
        "state_controlled": listed["control"],
        "why": listed["basis"],
    }
    return graded({name: cell for name, cell in cells.items() if cell})


def propose_outlets(case: Case, items: Iterable[Item], file: str) -> list[Proposal]:
    """Return a proposal for each outlet that entries without one seem to have: its row, and the entries that name it."""
    there = {_key(row.name): row.id for row in case.rows("outlets")}
    seen: dict[str, Seen] = {}
    of: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        custom = item.get("custom")
        if isinstance(custom, dict) and (custom.get("outlet") or custom.get("lost")):
            continue
        if one := outlet_of(item, there):
            seen.setdefault(one.row["id"], one)
            of[one.row["id"]].append(item)
    return [
        _proposal(file, seen[name], listed[start : start + MOST_SOURCES])
        for name, listed in of.items()
        for start in range(0, len(listed), MOST_SOURCES)
    ]


def _proposal(file: str, seen: Seen, items: list[Item]) -> Proposal:
    outlet = seen.row["id"]
    named = [{**item, "custom": {**(item.get("custom") or {}), "outlet": outlet}} for item in items]
    told = "\n".join([outlet, *sorted(str(item["id"]) for item in items)])
    mark = hashlib.sha256(told.encode("utf-8")).hexdigest()[:12]
    name = seen.row.get("name", outlet)
    many = f"{len(items)} sources" if len(items) > 1 else "a source"
    line = f"{name} publishes {many} of {file}."
    table = ("sources", str(items[0]["id"]), "custom.outlet")
    place = table if seen.is_there else ("outlets", outlet, "name")
    rows = {"sources": tuple(named)} | ({} if seen.is_there else {"outlets": (dict(seen.row),)})
    return Proposal(
        id=f"{PROPOSER}-outlet-{mark}",
        via=file,
        proposer=PROPOSER,
        sentence=line,
        paragraph=line,
        offset=0,
        locator="",
        notes=(),
        rows=rows,
        reasons=(Reason(*place, 0, 0, seen.why),),
    )
