"""The command that holds the work of two coders side by side."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tertius.cli.shared import AsJson, need_folder, progress
from tertius.evidence.text import several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tertius.case.coders.agreement import Agreement, ColumnAgreement, TableAgreement

SHOWN = 20
"""How many differing cells, and rows of one coder alone, are shown unless all are asked for: a screen of them."""
WIDEST = 40
"""Letters of a value that are shown, so that both coders' values stand on one line."""


def agree(
    case_a: Annotated[Path, typer.Argument(help="The first coder's case.", show_default=False)],
    case_b: Annotated[Path, typer.Argument(help="The second coder's case.", show_default=False)],
    as_json: AsJson = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every difference, not only the first 20.")
    ] = False,
) -> None:
    """Show how far two coders of the same material agree, and the rows on which they differ.

    For each table: the rows that both have, those that only one has, and by column Krippendorff's
    alpha. Alpha is left out, with the reason, where it is not defined.
    """
    from tertius.case.coders.agreement import agree as compare

    need_folder(case_a)
    need_folder(case_b)
    with progress() as say:
        say("reading")
        agreement = compare(case_a, case_b)
    for line in agreement.unread[:SHOWN]:
        typer.echo(f"not compared: {line}", err=True)
    if as_json:
        typer.echo(json.dumps(as_data(agreement, case_a, case_b), indent=2, ensure_ascii=False))
        return
    for table in agreement.tables:
        typer.echo("\n".join(_table_lines(table, None if everything else SHOWN)) + "\n")
    typer.echo("\n".join(_difference_lines(agreement, None if everything else SHOWN)))


def as_data(agreement: "Agreement", case_a: Path, case_b: Path) -> dict[str, object]:
    """Return the agreement as JSON holds it."""
    from dataclasses import asdict

    tables = [{**asdict(table), "compared": table.compared} for table in agreement.tables]
    return {
        "tertius": 1,
        "a": case_a.resolve().name,
        "b": case_b.resolve().name,
        "tables": tables,
        "differences": [asdict(each) for each in agreement.differences],
        "unread": list(agreement.unread),
    }


def _table_lines(table: "TableAgreement", most: int | None) -> list[str]:
    paired = f"{table.by_id} by id, {table.by_content} by what they are about"
    alone = f"{len(table.only_a)} only in A, {len(table.only_b)} only in B"
    lines = [f"{table.table}: {several(table.compared, 'row')} that both have ({paired}), {alone}"]
    if table.columns:
        lines.append(f"  {'column':<28}{'level':<10}{'n':>6}{'filled':>8}{'same':>8}  alpha")
        lines += [_column_line(column) for column in table.columns]
    for side, names in (("A", table.only_a), ("B", table.only_b)):
        shown = names if most is None else names[:most]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        if names:
            lines.append(f"  only in {side}: {', '.join(shown)}{more}")
    return lines


def _column_line(column: "ColumnAgreement") -> str:
    same = f"{100 * column.agreed / column.filled:.1f}%"
    value = column.why if column.alpha is None else f"{column.alpha:.3f}"
    if value == "1.000" and column.agreed < column.filled:
        value = ">0.999"  # Two amounts that are nearly one differ all the same.
    return (
        f"  {column.column:<28}{column.level:<10}{column.n:>6}{column.filled:>8}{same:>8}  {value}"
    )


def _difference_lines(agreement: "Agreement", most: int | None) -> "Sequence[str]":
    if not agreement.differences:
        return ["no row that both have differs"]
    shown = agreement.differences if most is None else agreement.differences[:most]
    lines = [
        f"{several(len(agreement.differences), 'cell differs', 'cells differ')} in rows that both have:"
    ]
    for each in shown:
        row = each.row if each.row == each.row_b else f"{each.row} / {each.row_b}"
        a, b = (_cut(value) or "(empty)" for value in (each.a, each.b))
        lines.append(f"  {each.table} {row} {each.column}: {a} | {b}")
    if len(shown) < len(agreement.differences):
        lines.append(f"  … and {len(agreement.differences) - len(shown)} more: --all or --json")
    return lines


def _cut(text: str) -> str:
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= WIDEST else f"{clean[:WIDEST]}…"
