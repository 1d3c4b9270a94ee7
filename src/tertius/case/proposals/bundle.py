"""The rows of a proposal as cells of text, and what merging one with a row of the case does to the others."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Row, columns
from tertius.evidence.source import issued_date
from tertius.evidence.tables import BY_NAME, SUBJECTS

SOURCE_CELLS = {
    "id": "Names the source.",
    "type": "What it is, in CSL's words: article-newspaper, book, report, webpage.",
    "title": "Its title.",
    "author": "Family, Given; the next one so too; an institution as it is written.",
    "issued": "When it was published: 2019, 2019-03 or 2019-03-21.",
    "container-title": "The newspaper, journal or book it stands in.",
    "publisher": "Who publishes it.",
    "publisher-place": "Where.",
    "volume": "Its volume.",
    "page": "Its pages.",
    "URL": "Its link.",
    "accessed": "When the link was opened.",
    "language": "Its language (BCP 47).",
    "note": "Anything else about it.",
    "custom.outlet": "The outlet, from outlets.csv.",
    "custom.derived_from": "The source that it copies.",
}
"""What is shown of a source as cells, each with its sentence; the rest of its item is kept as it is."""

DATES = ("issued", "accessed")


def cells(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row as cells of text by column."""
    if table != "sources":
        return {name: str(cell) for name, cell in row.items()}
    shown = {name: _shown(row, name) for name in SOURCE_CELLS}
    return {name: cell for name, cell in shown.items() if cell}


def _shown(item: Mapping[str, Any], name: str) -> str:
    custom = item.get("custom")
    if name.startswith("custom."):
        cell = custom.get(name.removeprefix("custom.")) if isinstance(custom, dict) else None
        return cell if isinstance(cell, str) else ""
    value = item.get(name)
    if name in DATES:
        return _date_text(value)
    if name == "author":
        return "; ".join(_person(one) for one in value) if isinstance(value, list | tuple) else ""
    return str(value) if isinstance(value, str | int) else ""


def _date_text(value: Any) -> str:
    try:
        return str(issued_date(value) or "") if isinstance(value, dict) else ""
    except ValueError:
        return ""


def _person(one: Any) -> str:
    if not isinstance(one, dict):
        return ""
    if one.get("family"):
        return ", ".join(str(one[part]) for part in ("family", "given") if one.get(part))
    return str(one.get("literal") or one.get("given") or "")


def with_cells(table: str, row: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, Any]:
    """Return a row with some cells written anew; what is not shown of a source stays in it."""
    before = cells(table, row)
    changed = {
        name: cell.strip() for name, cell in new.items() if cell.strip() != before.get(name, "")
    }
    if table != "sources":
        written = {**row, **changed}
        return {name: cell for name, cell in written.items() if cell or name not in changed}
    item = dict(row)
    for name, cell in changed.items():
        if name.startswith("custom."):
            custom = {**item.get("custom", {}), name.removeprefix("custom."): cell}
            item["custom"] = {key: value for key, value in custom.items() if value}
        elif not cell:
            item.pop(name, None)
        elif name in DATES:
            item[name] = _date_parts(cell)
        elif name == "author":
            people = {_person(one): one for one in item.get(name) or ()}
            named = [one.strip() for one in cell.split(";") if one.strip()]
            item[name] = [people.get(one) or _name(one) for one in named]
        else:
            item[name] = cell
    return {key: value for key, value in item.items() if key != "custom" or value}


PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?\Z")


def _date_parts(cell: str) -> dict[str, Any]:
    """Return a date as CSL keeps it: its parts, or as it is written where it is more than days and spans."""
    if PLAIN.match(cell):
        return {"date-parts": [[int(n) for n in part.split("-")] for part in cell.split("/")]}
    try:
        return {"raw": str(PartialDate.read(cell))}
    except ValueError:
        pass
    parts = cell.split("-")
    numbers = [int(part) if part.isdecimal() and len(part) < 9 else part for part in parts]
    return {"date-parts": [numbers]}


def _name(text: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in text.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": family}


def trimmed(rows: Rows) -> Rows:
    """Return rows without outer spaces and without empty cells, each in its place."""
    return {
        table: tuple(
            {name: value for name, cell in row.items() if (value := _trim(cell)) not in ("", None)}
            for row in listed
        )
        for table, listed in rows.items()
    }


def plain(rows: Rows) -> Rows:
    """Return rows without outer spaces, empty cells, empty rows and empty tables."""
    return {
        table: tuple(row for row in listed if row)
        for table, listed in trimmed(rows).items()
        if any(listed)
    }


def _trim(cell: Any) -> Any:
    return cell.strip() if isinstance(cell, str) else cell


def table_of(rows: Rows, name: str) -> str | None:
    """Return the table of a bundle in which a row has this id; None where none has."""
    return next(
        (table for table, listed in rows.items() if any(row.get("id") == name for row in listed)),
        None,
    )


def ids_of(case: Case, table: str) -> Collection[str]:
    """Return the ids of a table of the case."""
    if table == "sources":
        return case.sources.keys()
    return {row.id for row in case.rows(table)} if "id" in BY_NAME[table].model_fields else ()


def same_row(a: Row, b: Row) -> bool:
    """Return whether two rows say the same, whenever they were recorded."""
    drop = {"recorded": None} if "recorded" in type(a).model_fields else {}
    return a.model_copy(update=drop) == b.model_copy(update=drop)


def rewritten(rows: Rows, merged: Mapping[str, str], *, named_in: Rows | None = None) -> Rows:
    """Return the bundle with other ids, such as of rows that stand in the case already, where it names its own.

    `named_in` are the rows that have the old ids, where the bundle's own have them no more.
    """
    named = rows if named_in is None else named_in
    tables = {old: table for old in merged if (table := table_of(named, old))}
    return {
        table: tuple(_rewritten(table, row, merged, tables) for row in listed)
        for table, listed in rows.items()
    }


POINTING = {
    column.name: column.points_to
    for table in SUBJECTS
    for column in columns(BY_NAME[table])
    if column.points_to
}
"""Properties of claims whose value is an id, by the tables that it can be in."""


def _rewritten(
    table: str, row: Mapping[str, Any], merged: Mapping[str, str], tables: Mapping[str, str]
) -> Mapping[str, Any]:
    def other(name: str, points_to: Collection[str]) -> str:
        return merged[name] if tables.get(name) in points_to else name

    if table == "sources":
        custom = row.get("custom")
        if not isinstance(custom, dict):
            return row
        pointing = {"outlet": ("outlets",), "derived_from": ("sources",)}
        new = {k: other(v, pointing[k]) if k in pointing else v for k, v in custom.items()}
        return {**row, "custom": new}
    written = dict(row)
    for column in columns(BY_NAME[table]):
        cell = row.get(column.name)
        if cell and column.points_to:
            values = [part.strip() for part in cell.split(";")] if column.many else [cell]
            written[column.name] = ";".join(
                dict.fromkeys(other(v, column.points_to) for v in values)
            )
    if row.get("parties"):
        written["parties"] = ";".join(
            dict.fromkeys(_party(part.strip(), other) for part in row["parties"].split(";"))
        )
    if table == "claims" and row.get("value"):
        named = row.get("property", "")
        if named == "party":
            written["value"] = _party(row["value"], other)
        elif named in POINTING:
            written["value"] = other(row["value"], POINTING[named])
    return written


def _party(text: str, other: Any) -> str:
    role, colon, rest = text.partition(":")
    actor, at, power = rest.partition("@")
    return f"{role}{colon}{other(actor, ('actors',))}{at}{power}"
