"""A case read from its folder: rows with the lines that they stand on, and what cannot be read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tertius.case.folder import Grid, Unreadable, read_grid, read_json, read_yaml
from tertius.case.problems import Message, Problem, message
from tertius.case.settings import Settings
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.source import Source
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import Taxonomy, published
from tertius.evidence.text import shorten

EMPTY_ID = "empty-id-"
"""Begins the stand-in id of a row whose id is empty, so that the rest of it is checked too."""


Unread = dict[str, frozenset[str] | None]


@dataclass(frozen=True)
class Lines:
    """Hold the rows of one table and, in parallel, the line each stands on."""

    rows: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        return iter(zip(self.numbers, self.rows, strict=True))


@dataclass(frozen=True)
class Case:
    """Hold everything in a case folder that could be read, before it is checked across tables."""

    folder: Path
    settings: Settings
    taxonomy: Taxonomy
    sources: Mapping[str, Source]
    tables: Mapping[str, Lines]
    unread: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    """For each table that was not read whole the ids of the rows left out; None where all were."""
    assumed: frozenset[str] = frozenset()
    """The claims and observations that no source makes and a scenario assumes."""

    def may_hold(self, table: str, name: str) -> bool:
        """Return whether a row that could not be read has this id, as far as can be told."""
        left_out = self.unread.get(table, frozenset())
        return left_out is None or name in left_out

    def is_whole(self, table: str) -> bool:
        """Return whether every row of a table could be read."""
        return self.unread.get(table, frozenset()) == frozenset()

    def rows(self, table: str) -> list[Any]:
        """Return the rows of one table."""
        return self.tables[table].rows

    def without(self, withdrawn: Collection[str]) -> "Case":
        """Return the case without some of its rows."""
        kept = {
            name: Lines(*(list(part) for part in zip(*pairs, strict=True))) if pairs else Lines()
            for name, lines in self.tables.items()
            if (
                pairs := [(row, n) for n, row in lines if getattr(row, "id", None) not in withdrawn]
            )
            is not None
        }
        return replace(self, tables=kept)

    @cached_property
    def by_id(self) -> Mapping[str, tuple[str, Any]]:
        """Return every row that has an id: its table, and the row."""
        return {
            row.id: (name, row)
            for name, lines in self.tables.items()
            for row in lines.rows
            if "id" in type(row).model_fields
        }

    @cached_property
    def issues(self) -> Mapping[str, Any]:
        """Return the issues of the case by id."""
        return {issue.id: issue for issue in self.settings.issues}


def read_case(folder: Path) -> tuple[Case | None, list[Problem]]:
    """Return the case in a folder, and the problems of each file taken by itself.

    There is no case where case.yml cannot be read; rows that cannot be read are left out.
    """
    problems: list[Problem] = []
    unread: Unread = {}
    settings = read_settings(folder, problems)
    sources = _read_sources(folder, problems, unread)
    tables = {row.table: _read_table(folder, row, problems, unread) for row in TABLES}
    if settings is None:
        return None, problems
    taxonomy = published().with_additions(settings.vocabulary)
    return Case(folder, settings, taxonomy, sources, tables, unread), problems


def read_settings(folder: Path, problems: list[Problem]) -> Settings | None:
    """Return what case.yml says; None where it cannot be used, and then the reasons are added to the problems."""
    try:
        data = read_yaml(folder, "case.yml")
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return None
    if not isinstance(data, dict):
        problems.append(message("yaml", "no_settings").at("case.yml"))
        return None
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        problems += [
            _of_a_model("setting", details).at(
                "case.yml",
                0,
                ".".join(str(part) for part in details["loc"]),
                None
                if isinstance(details["input"], (dict, list))
                else shorten(str(details["input"])),
            )
            for details in error.errors()
        ]
        return None


def _read_sources(folder: Path, problems: list[Problem], unread: Unread) -> dict[str, Source]:
    unread["sources"] = None
    try:
        items = read_json(folder, "sources.json")
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return {}
    if not isinstance(items, list):
        problems.append(message("json", "no_list").at("sources.json"))
        return {}
    sources: dict[str, Source] = {}
    left_out: set[str] = set()
    for number, item in enumerate(items, start=1):
        source = read_source(number, item)
        if isinstance(source, list):
            problems += source
            left_out.add(str(item.get("id", "")) if isinstance(item, dict) else "")
            continue
        if source.id in sources:
            doubled = message("doubled-id", "item")
            problems.append(doubled.at("sources.json", number, "id", source.id))
        sources[source.id] = source
    unread["sources"] = frozenset(left_out)
    return sources


def read_source(number: int, item: Any) -> Source | list[Problem]:
    """Return a source from its item in sources.json, or the problems that keep it from being one."""
    try:
        return Source.model_validate(item)
    except ValidationError as error:
        return [
            _of_a_model("json", details, number=number).at(
                "sources.json", number, ".".join(map(str, details["loc"]))
            )
            for details in error.errors()
        ]


def _read_table(folder: Path, row: type[Row], problems: list[Problem], unread: Unread) -> Lines:
    name = f"{row.table}.csv"
    unread[row.table] = None
    try:
        grid = read_grid(folder, name)
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return Lines()
    declared = {column.name: column for column in columns(row)}
    header_problems = list(_check_header(name, grid, declared))
    problems += header_problems
    lines = Lines()
    if header_problems:
        return lines
    left_out: set[str] = set()
    for number, cells in grid.records:
        if len(cells) != len(grid.header):
            left_out |= set(cells)
            wrong = message("ragged-row", "cells", cells=len(cells), columns=len(grid.header))
            problems.append(wrong.at(name, number))
            continue
        values = {key: cell for key, cell in zip(grid.header, cells, strict=True) if cell}
        if "id" in declared and "id" not in values:
            problems.append(message("empty-id", "cell").at(name, number, "id"))
            values["id"] = f"{EMPTY_ID}{row.table}-{number}"
        read = read_row(row, number, values)
        if isinstance(read, list):
            problems += read
            left_out.add(values.get("id", ""))
        else:
            lines.rows.append(read)
            lines.numbers.append(number)
    unread[row.table] = frozenset(left_out)
    return lines


def read_row(row: type[Row], number: int, values: Mapping[str, str]) -> Row | list[Problem]:
    """Return a row from its cells that are not empty, or the problems that keep it from being one."""
    try:
        return row.model_validate(values)
    except ValidationError as error:
        declared = {column.name: column for column in columns(row)}
        return [_row_problem(f"{row.table}.csv", number, declared, d) for d in error.errors()]


def _check_header(name: str, grid: Grid, declared: Mapping[str, Column]) -> Iterator[Problem]:
    for column in declared:
        if column not in grid.header:
            missing = message("missing-column", "file", header=",".join(declared))
            yield missing.at(name, 1, column)
    for place, column in enumerate(grid.header):
        if column in grid.header[:place]:
            yield message("doubled-column", "file").at(name, 1, column)
        elif column not in declared:
            unknown = message("unknown-column", "file", file=name, header=",".join(declared))
            yield unknown.at(name, 1, shorten(column) or "(no name)")


def _row_problem(name: str, number: int, declared: Mapping[str, Column], details: Any) -> Problem:
    column = str(details["loc"][0]) if details["loc"] else ""
    if details["type"] == "missing":
        empty = message("empty-cell", "column", column=declared[column].description)
        return empty.at(name, number, column)
    if not column:
        return _of_a_model("bad-row", details).at(name, number)
    kind = {"date": "bad-date", "number": "bad-number"}.get(declared[column].kind, "bad-cell")
    code = "bad-id" if column == "id" else kind
    return _of_a_model(code, details).at(name, number, column, str(details["input"]))


def _of_a_model(code: str, details: Any, **fields: object) -> Message:
    """Return why a model refuses a value, as a message of a kind: in our own words where they are ours."""
    if "error" in details.get("ctx", {}):
        return message(code, "reason", reason=details["ctx"]["error"], **fields)
    if wording := MODEL_WORDINGS.get(details["type"]):
        return message(code, wording, **fields)
    reason = f"{details['msg'][:1].lower()}{details['msg'][1:]}."
    return message(code, "reason", reason=reason, **fields)


MODEL_WORDINGS = {
    "missing": "absent",
    "model_type": "no_map",
    "model_attributes_type": "no_map",
    "extra_forbidden": "unknown",
}
"""For Pydantic's types of errors which of our messages says it; the others are given in its words."""
