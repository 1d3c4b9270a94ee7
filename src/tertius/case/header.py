"""The header of a table: which columns it has, which it lacks, and which were meant."""

from collections.abc import Iterator, Mapping, Sequence

from tertius.case.grid import Grid
from tertius.case.meant import letters
from tertius.case.problems import Problem, message
from tertius.evidence.row import Column
from tertius.evidence.text import nearest, shorten

LATER = {"searches.csv": ("would_refute",)}
"""Columns that came after the first release: a table written before them need not have them."""


MOST_ABOVE = 10
"""Lines above a header in which it is looked for: a title, a date, a note on the export."""


def without_empty_columns(grid: Grid) -> Grid:
    """Return a table without the columns at its end that have neither a name nor a cell, as spreadsheets leave them."""
    width = len(grid.header)
    while width and not grid.header[width - 1]:
        width -= 1
    whole = len(grid.header)
    if width == whole or any(any(cells[width:]) for _, cells in grid.records):
        return grid
    records = [(n, cells[:width] if len(cells) == whole else cells) for n, cells in grid.records]
    return Grid(grid.header[:width], records)


def check_header(name: str, grid: Grid, declared: Mapping[str, Column]) -> Iterator[Problem]:
    """Yield what is wrong with the header of a table, by the columns that are declared for it."""
    if len(grid.header) > MOST_COLUMNS:
        many = message(
            "unknown-column", "many", columns=len(grid.header), header=",".join(declared)
        )
        yield many.at(name, 1)
        return
    if len(declared.keys() & {*grid.header}) <= 1:
        for number, cells in grid.records[:MOST_ABOVE]:
            if len(declared.keys() & {*cells}) > len(declared) / 2:
                yield message("missing-column", "below", line=number).at(name, 1)
                return
    near = _meant_columns(grid.header, declared)
    absent = [one for one in declared if one not in grid.header and one not in near.values()]
    later = LATER.get(name, ())
    for column in absent:
        if column in later:
            yield message("later-column", "file", column=column).at(name, 1, column)
    missing = [column for column in absent if column not in later]
    if len(missing) == 1:
        yield message("missing-column", "file", header=",".join(declared)).at(name, 1, missing[0])
    elif missing:
        fields = {"missing": ", ".join(missing), "header": ",".join(declared)}
        yield message("missing-column", "several", **fields).at(name, 1)
    if capitals := {c: n for c, n in near.items() if letters(c) == letters(n)}:
        wrong = message("unknown-column", "letters", near=", ".join(capitals.values()))
        yield wrong.at(name, 1, "", ", ".join(map(shorten, capitals)))
    for place, column in enumerate(grid.header):
        if not column:
            free = [one for one in declared if one not in grid.header]
            unnamed = message("unknown-column", "unnamed", file=name)
            if free:
                unnamed = message("unknown-column", "unnamed_of", missing=" or ".join(free))
            yield unnamed.at(name, 1, f"column {place + 1}")
        elif column in grid.header[:place]:
            yield message("doubled-column", "file").at(name, 1, column)
        elif column in near and column not in capitals:
            meant = message("unknown-column", "near", file=name, near=near[column])
            yield meant.at(name, 1, shorten(column))
        elif column not in declared and column not in near:
            unknown = message("unknown-column", "file", file=name, header=",".join(declared))
            yield unknown.at(name, 1, shorten(column))


def _meant_columns(header: Sequence[str], declared: Mapping[str, Column]) -> dict[str, str]:
    """Return, for each name in a header that is no column, the missing column that it stands for, where one is near."""
    missing = [column for column in declared if column not in header]
    near: dict[str, str] = {}
    for column in header:
        if not column or column in declared or column in near:
            continue
        free = [one for one in missing if one not in near.values()]
        same = [one for one in free if letters(one) == letters(column)]
        if found := next(iter(same), None) or nearest(column.lower(), free):
            near[column] = found
    return near


MOST_COLUMNS = 200
"""No table has more than 32 columns; a file of more is another table, or none."""
