"""A case as it may be published: what is withheld is not in it, by name or by trace."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tertius.case.read import Case, Lines
from tertius.evidence.engagement import read_party
from tertius.evidence.source import Custom, Source

EVIDENCE = ("claims", "observations")
SUBJECTS = ("engagements", "ties", "positions", "links")


def withheld_sources(case: Case) -> frozenset[str]:
    """Return the ids of the sources that never leave an internal build."""
    return frozenset(
        key for key, source in case.sources.items() if source.custom.withheld in (True, "yes")
    )


def publishable(case: Case, withdrawn: Collection[str]) -> Case:
    """Return the case without withheld rows and sources and without what only they spoke of.

    A claim of a withheld and an open source keeps the open one. Where a chain of copies ends in a
    withheld source, a nameless one stands in for it, so that copies still count as one origin.
    """
    secret = withheld_sources(case)
    if not secret and not withdrawn:
        return case
    gone = set(withdrawn) | _unspoken(case, withdrawn)
    tables = {
        name: _kept(lines, lambda row: not gone & _names(row), _cleaner(secret, gone))
        for name, lines in case.tables.items()
    }
    left = replace(case, sources=_open_sources(case, secret), tables=tables)
    return _without_nameless_actors(case, left)


def _unspoken(case: Case, withdrawn: Collection[str]) -> set[str]:
    """Return the subjects whose every claim is withheld, and all that hangs on them."""
    spoken = {row.subject for row in case.rows("claims") if row.id not in withdrawn}
    claimed = {row.subject for row in case.rows("claims")}
    gone = {row.id for name in SUBJECTS for row in case.rows(name) if row.id in claimed - spoken}
    while True:
        hanging = {
            row.id
            for name in ("engagements", "links", *EVIDENCE, "searches")
            for row in case.rows(name)
            if row.id not in gone and gone & _names(row)
        }
        if not hanging:
            return gone
        gone |= hanging


def _names(row: Any) -> set[str]:
    """Return the row's own id and the ids of the rows without which it cannot stand."""
    fields = ("id", "part_of", "subject", "object") if type(row).table != "names" else ()
    return {name for field in fields if (name := getattr(row, field, None))}


def _cleaner(secret: Collection[str], gone: Collection[str]) -> Any:
    def clean(row: Any) -> Any:
        if type(row).table not in EVIDENCE:
            return row
        changes = {
            "source": tuple(name for name in row.source if name not in secret),
            "via": None if row.via in secret else row.via,
            "superseded_by": None if row.superseded_by in gone else row.superseded_by,
        }
        return row.model_copy(update=changes)

    return clean


def _kept(lines: Lines, stays: Any, clean: Any) -> Lines:
    pairs = [(clean(row), number) for number, row in lines if stays(row)]
    return Lines([row for row, _ in pairs], [number for _, number in pairs])


def _open_sources(case: Case, secret: Collection[str]) -> Mapping[str, Source]:
    stand_ins: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for key, source in sorted(case.sources.items()):
        if key in secret:
            continue
        root = source.custom.derived_from
        while root and root in secret and (beyond := case.sources[root].custom.derived_from):
            root = beyond
        if root and root in secret:
            root = stand_ins.setdefault(root, f"withheld-{len(stand_ins) + 1}")
        custom = source.custom.model_copy(update={"derived_from": root})
        sources[key] = source.model_copy(update={"custom": custom})
    for name in stand_ins.values():
        sources[name] = Source(id=name, type="document", title="Withheld source", custom=Custom())
    return sources


def _without_nameless_actors(before: Case, after: Case) -> Case:
    """Return the case without actors that only rows named which are not there any more."""
    named, still = set(_actors(before)), set(_actors(after))
    gone = named - still
    tables = dict(after.tables)
    tables["actors"] = _kept(
        after.tables["actors"], lambda row: row.id not in gone, lambda row: row
    )
    tables["names"] = _kept(
        after.tables["names"], lambda row: row.actor not in gone, lambda row: row
    )
    return replace(after, tables=tables)


def _actors(case: Case) -> Iterator[str]:
    for row in case.rows("engagements"):
        yield from (read_party(text).actor for text in row.parties)
    for row in case.rows("ties"):
        yield from (row.actor, row.target)
    for row in case.rows("positions"):
        yield row.actor
    for row in case.rows("links"):
        yield from (row.subject, row.object)
    for row in case.rows("claims"):
        yield row.subject
        if row.property == "party" and row.value:
            yield read_party(row.value).actor
