"""Which row of one coder is which row of another: by id, and then by what the rows are about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tertius.case.identity.duplicates import Twins, alike
from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME

Cells = Mapping[str, Any]
"""A row as its cells: text, several texts, a number, a date, or None."""

# Only what a coder decides is compared: authors and notes come from the publisher or the reference manager.
SOURCE = ("type", "title", "issued", "container", "language", "url")
CUSTOM = ("outlet", "derived_from", "withheld", "lost")

ABOUT: dict[str, tuple[tuple[str, ...], ...]] = {
    "outlets": (("name",),),
    "sources": (),
    "actors": (("name", "kind"), ("name",)),
    "places": (("name", "host"), ("name",)),
    "engagements": (
        ("label", "start?", "parties?"),
        ("label", "start"),
        ("start", "parties"),
        ("label",),
    ),
    "ties": (("actor", "relation", "target", "role?", "start?"), ("actor", "relation", "target")),
    "positions": (("actor", "issue", "view", "start?"), ("actor", "issue")),
    "links": (("subject", "relation", "object"), ("subject", "object")),
    "claims": (
        ("source", "locator?", "property", "subject", "stage?", "period?", "qualifier?"),
        ("source", "locator", "property", "subject"),
        ("source", "property", "subject"),
    ),
    "observations": (
        ("source", "indicator", "area", "counterpart?", "sector?", "period?", "qualifier?"),
        ("source", "indicator", "area", "counterpart?", "period?"),
    ),
    "searches": (("looked_for", "searched_in", "language"), ("looked_for",)),
    "names": (("actor", "name", "lang"),),
    "judgements": (("a", "b", "by", "date"), ("a", "b")),
    "redirects": (("old",),),
    "explanations": (("tension", "by"), ("tension",)),
}
"""For each table, in the order of pairing, the columns by which rows with different ids are paired,
the strictest first; those with ? may be empty. Columns are compared as what they mean: an id of one
coder is that of the row it was paired with."""


@dataclass(frozen=True)
class Pair:
    """Hold two rows about one thing, and the columns by which they were paired; none where by id."""

    a: Cells
    b: Cells
    by: tuple[str, ...] = ()


@dataclass
class Pairing:
    """Hold the rows of one table in two cases."""

    pairs: list[Pair] = field(default_factory=list)
    only_a: list[Cells] = field(default_factory=list)
    only_b: list[Cells] = field(default_factory=list)


class Names:
    """Hold what the ids of the second coder are called by the first."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def meant(self, value: Any) -> Any:
        """Return a cell of the second coder with the ids of the first, also within a party."""
        if isinstance(value, tuple):
            return tuple(self.meant(part) for part in value)
        if not isinstance(value, str) or not self.known:
            return value
        if value in self.known:
            return self.known[value]
        role, colon, rest = value.partition(":")
        actor, at, power = rest.partition("@")
        return f"{role}{colon}{self.known[actor]}{at}{power}" if actor in self.known else value


def pair_cases(a: Case, b: Case) -> tuple[dict[str, Pairing], Names]:
    """Return the rows of two cases in pairs, table by table, and what the second calls otherwise.

    Rows with one id are a pair. Of the others, two are a pair where a set of columns says the same
    in them and in no other of either case.
    """
    names = Names()
    pairings: dict[str, Pairing] = {}
    for table, about in ABOUT.items():
        pairing = Pairing()
        rows_a, rows_b = _rows(a, table), _rows(b, table)
        by_id = {row["id"]: row for row in rows_b if "id" in row}
        left_a = []
        for row in rows_a:
            other = by_id.pop(row["id"], None) if "id" in row else None
            if other is None:
                left_a.append(row)
            else:
                pairing.pairs.append(Pair(row, other))
        left_b = [row for row in rows_b if "id" not in row or row["id"] in by_id]
        if table == "sources":
            left_a, left_b = _pair_sources(a, b, left_a, left_b, pairing, names)
        for by in about:
            left_a, left_b = _pair_by(by, left_a, left_b, pairing, names)
        pairing.only_a, pairing.only_b = left_a, left_b
        pairings[table] = pairing
    return pairings, names


def _rows(case: Case, table: str) -> list[Cells]:
    if table == "sources":
        return [
            {
                "id": source.id,
                **{name: _plain(getattr(source, name)) for name in SOURCE if name != "issued"},
                "issued": source.date,
                **{name: _plain(getattr(source.custom, name) or None) for name in CUSTOM},
            }
            for source in case.sources.values()
        ]
    named = [column.name for column in columns(BY_NAME[table])]
    return [{name: _plain(getattr(row, name)) for name in named} for row in case.rows(table)]


def _plain(value: Any) -> Any:
    """Return a cell without what is only spelling: outer and double spaces, and the order of several values."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return tuple(sorted(str(part) for part in value))
    if isinstance(value, Decimal | PartialDate):
        return value
    return " ".join(str(value).split()) or None


def _pair_by(
    by: tuple[str, ...],
    left_a: Sequence[Cells],
    left_b: Sequence[Cells],
    pairing: Pairing,
    names: Names,
) -> tuple[list[Cells], list[Cells]]:
    """Pair the rows that alone agree in some columns, and give back the others."""
    nobody = Names()
    keys_a = [_key(row, by, nobody) for row in left_a]
    keys_b = [_key(row, by, names) for row in left_b]
    places: dict[Any, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, keys in enumerate((keys_a, keys_b)):
        for place, key in enumerate(keys):
            if key is not None:
                places[key][side].append(place)
    used_a, used_b = set(), set()
    for here, there in places.values():
        if len(here) == len(there) == 1:
            row, other = left_a[here[0]], left_b[there[0]]
            bare = tuple(name.rstrip("?") for name in by)
            pairing.pairs.append(Pair(row, other, bare))
            used_a.add(here[0])
            used_b.add(there[0])
            if "id" in row:
                names.known[other["id"]] = row["id"]
    return (
        [row for place, row in enumerate(left_a) if place not in used_a],
        [row for place, row in enumerate(left_b) if place not in used_b],
    )


def _key(row: Cells, by: tuple[str, ...], names: Names) -> tuple[Any, ...] | None:
    """Return what a row says in some columns; None where one that is needed is empty."""
    key = []
    for name in by:
        value = names.meant(row[name.rstrip("?")])
        if value is None and not name.endswith("?"):
            return None
        if isinstance(value, tuple):
            value = tuple(sorted(value))
        elif name in ("label", "name", "looked_for") and value is not None:
            value = alike(value) or value
        key.append(value if isinstance(value, tuple) else str(value or ""))
    return tuple(key)


def _pair_sources(
    a: Case,
    b: Case,
    left_a: Sequence[Cells],
    left_b: Sequence[Cells],
    pairing: Pairing,
    names: Names,
) -> tuple[list[Cells], list[Cells]]:
    """Pair sources of one DOI, link, or title with author and year, where only one can be meant."""
    twins = Twins()
    rows = {row["id"]: row for row in left_a}
    for name in rows:
        twins.add(name, a.sources[name].model_dump(by_alias=True))
    claimed: dict[str, list[Cells]] = defaultdict(list)
    for other in left_b:
        twins_of = twins.find(b.sources[other["id"]].model_dump(by_alias=True))
        if len(twins_of) == 1:
            claimed[twins_of[0].id].append(other)
    used = {name: others[0] for name, others in claimed.items() if len(others) == 1}
    for name, other in used.items():
        pairing.pairs.append(Pair(rows[name], other, ("title", "url")))
        names.known[other["id"]] = name
    taken = {other["id"] for other in used.values()}
    return (
        [row for row in left_a if row["id"] not in used],
        [row for row in left_b if row["id"] not in taken],
    )
