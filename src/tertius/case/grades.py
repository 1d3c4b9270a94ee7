"""Grades of outlets filled in by the published rule."""

from collections.abc import Mapping
from pathlib import Path

from tertius.case.folder import LARGEST_TABLE, Unreadable, read_bytes
from tertius.case.grid import read_grid
from tertius.case.lines import insert_rows, remove_rows
from tertius.case.write import write_atomically
from tertius.errors import CaseError
from tertius.evidence.grades import grade_of
from tertius.evidence.source import Outlet

FILE = "outlets.csv"


def graded(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of an outlet with its reliability and the reason, where both are empty and the rule gives them."""
    rule = grade_of(cells.get("kind", ""), cells.get("state_controlled", ""))
    if rule is None or cells.get("reliability"):
        return dict(cells)
    grade, why = rule
    own = cells.get("why", "")
    return {**cells, "reliability": grade, "why": f"{why}; {own}" if own else why}


def fill_grades(folder: Path) -> list[str]:
    """Fill `reliability` and `why` of outlets whose kind and state control are given; returns their ids.

    A grade that stands is left as it is, and every other line too.
    """
    try:
        grid = read_grid(folder, FILE)
        data = read_bytes(folder, FILE, limit=LARGEST_TABLE)
    except Unreadable:
        return []
    old, new = [], []
    for _, record in grid.records:
        if len(record) != len(grid.header) or len(set(grid.header)) != len(grid.header):
            continue
        cells = {name: cell for name, cell in zip(grid.header, record, strict=True) if cell}
        filled = graded(cells)
        if filled != cells and cells.get("id"):
            old.append(cells)
            new.append(filled)
    if not new:
        return []
    try:
        data = insert_rows(remove_rows(data, Outlet, old), Outlet, new)
    except CaseError:
        return []
    write_atomically(folder / FILE, data)
    return [cells["id"] for cells in new]
