"""A case with the rows of proposals in it, to see what `check` would say of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from tertius.case.checks.run import CHECKS
from tertius.case.checks.setup import check_expectations
from tertius.case.problems import Problem
from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case, Lines
from tertius.evidence.source import Source
from tertius.evidence.tables import BY_NAME

SHARED = ("actors", "names", "sources")
"""Tables whose new rows several proposals may hold alike, each to be whole by itself."""


def with_rows(case: Case, bundles: Iterable[Rows]) -> tuple[Case, dict[tuple[str, int], int]]:
    """The case with the rows of bundles in it, and for each new line of a file its bundle.

    A row of a shared table that is there already is left as it is. Raises ValidationError where
    a row is none of its table, and KeyError where there is no such table.
    """
    tables = {name: Lines([*lines.rows], [*lines.numbers]) for name, lines in case.tables.items()}
    sources = dict(case.sources)
    owners: dict[tuple[str, int], int] = {}
    actors = {row.id for row in case.rows("actors")}
    names = {(row.actor, row.name, row.lang) for row in case.rows("names")}
    for number, rows in enumerate(bundles):
        for table, listed in rows.items():
            for cells in listed:
                if table == "sources":
                    source = Source.model_validate(cells)
                    sources.setdefault(source.id, source)
                    continue
                row: Any = BY_NAME[table].model_validate({k: v for k, v in cells.items() if v})
                if table == "actors":
                    if row.id in actors:
                        continue
                    actors.add(row.id)
                if table == "names":
                    if (row.actor, row.name, row.lang) in names:
                        continue
                    names.add((row.actor, row.name, row.lang))
                numbers = tables[table].numbers
                line = (numbers[-1] if numbers else 1) + 1
                tables[table].rows.append(row)
                tables[table].numbers.append(line)
                owners[f"{table}.csv", line] = number
    return replace(case, tables=tables, sources=sources), owners


def problems_of(case: Case, bundles: Iterable[Rows]) -> Mapping[int, list[Problem]]:
    """For each bundle the problems that its rows would bring into the case and that block.

    The size that a case expects of itself is left out: it is no matter of a single row.
    """
    listed = list(bundles)
    found: dict[int, list[Problem]] = defaultdict(list)
    readable: list[Rows] = []
    for number, rows in enumerate(listed):
        try:
            with_rows(case, [rows])
        except (ValidationError, KeyError) as error:
            found[number].append(_unreadable(rows, error))
            readable.append({})
        else:
            readable.append(rows)
    merged, owners = with_rows(case, readable)
    for check in CHECKS:
        if check is check_expectations:
            continue
        for problem in check(merged):
            if problem.blocks and (problem.file, problem.row) in owners:
                found[owners[problem.file, problem.row]].append(problem)
    return found


def _unreadable(rows: Rows, error: Exception) -> Problem:
    table = next(iter(rows), "rows")
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        column = str(first["loc"][0]) if first["loc"] else ""
        return Problem(f"{table}.csv", 0, column, "bad-row", f"is no row: {first['msg']}.")
    return Problem(f"{table}.csv", 0, "", "bad-row", f"is in no table of a case: {error}.")
