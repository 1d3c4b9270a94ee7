"""The command that prints the rows of a measure, each with what picks it."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tertius.cli.shared import (
    AsJson,
    CaseFolder,
    InScenario,
    KnownOn,
    Without,
    need_folder,
    progress,
)
from tertius.cli.study import need_one_world, plain, world_line
from tertius.errors import TertiusError

if TYPE_CHECKING:
    from tertius.study.rows import Shown


def show(
    case: CaseFolder,
    measure: Annotated[
        str | None,
        typer.Argument(
            help="The name of a measure, such as presence; without it all are listed.",
            show_default=False,
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            help="Only the rows that meet a condition, as in findings.yml; all unless given.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")] = False,
    without: Without = None,
    known_on: KnownOn = None,
    scenario: InScenario = None,
) -> None:
    """Show the rows of a measure, each with the condition that picks it and no other.

    The condition can be copied into the `where` of a finding. What is wrong with findings.yml keeps
    nothing from being shown.
    """
    from tertius.study.rows import case_in_world, need_measure, rows_shown

    need_folder(case)
    need_one_world(without, known_on, scenario)
    if as_json and as_csv:
        raise TertiusError("--json and --csv are two ways to print. Choose one of them.")
    if measure is None:
        typer.echo(_measures(as_json=as_json, as_csv=as_csv))
        return
    need_measure(measure)
    with progress() as say:
        say("reading and checking")
        read, world = case_in_world(case, without=without, known_on=known_on, scenario=scenario)
        shown = rows_shown(read, measure, world=world, where=where, progress=say)
    for warning in shown.warnings:
        typer.echo(warning, err=True)
    if as_json:
        heading = {"tertius": 1, "case": read.settings.title, "world": world.name}
        said = {**heading, "measure": measure, "rows": _with_where(shown)}
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False, default=str))
    elif as_csv:
        typer.echo(_csv(shown), nl=False)
    else:
        typer.echo(world_line(world))
        typer.echo(_table(shown) if shown.rows else f"No row of {measure} answers.")


def _measures(*, as_json: bool, as_csv: bool) -> str:
    """Return the name of each measure, with what it asks."""
    from tertius.measures import MEASURES

    if as_json or as_csv:
        listed = [{"measure": name, "question": one.question} for name, one in MEASURES.items()]
        if as_json:
            return json.dumps(listed, indent=2, ensure_ascii=False)
        return _written([*listed[0]], (one.values() for one in listed)).rstrip("\n")
    width = max(map(len, MEASURES))
    return "\n".join(f"{name:<{width}}  {one.question}" for name, one in MEASURES.items())


def _with_where(shown: "Shown") -> list[dict[str, Any]]:
    return [{**row, "where": where} for row, where in zip(shown.rows, shown.wheres, strict=True)]


def _csv(shown: "Shown") -> str:
    """Return the rows as CSV: truth values as in JSON, and nothing where a value is unknown."""
    cells = (
        [str(cell).lower() if isinstance(cell, bool) else cell for cell in row.values()]
        for row in _with_where(shown)
    )
    return _written([*shown.columns, "where"], cells)


def _written(heads: list[str], rows: Iterable[Iterable[Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([heads, *rows])
    return file.getvalue()


def _table(shown: "Shown") -> str:
    """Return the rows as a table, or one below the other where a terminal is too narrow for it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [[_cell(value) for value in row.values()] for row in _with_where(shown)]
    names = [*shown.columns, "where"]
    is_number = [
        all(not isinstance(row[name], str | bool) for row in shown.rows) for name in shown.columns
    ]
    table = Table(box=None, pad_edge=False)
    for name, right in zip(names, [*is_number, False], strict=True):
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    for line in cells:
        table.add_row(*map(Text, line))
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    needed = sum(widths) + 2 * len(widths)
    if sys.stdout.isatty() and needed > shutil.get_terminal_size().columns:
        return "\n\n".join(_record(names, line) for line in cells)
    file = io.StringIO()
    Console(file=file, width=max(needed, 1), color_system=None).print(table)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def _record(names: list[str], line: list[str]) -> str:
    """Return one row with each column on a line of its own, what picks it first."""
    width = max(map(len, names))
    rest = [
        f"    {name:<{width}}  {cell}" for name, cell in zip(names[:-1], line[:-1], strict=True)
    ]
    return "\n".join([line[-1], *rest])


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value)
