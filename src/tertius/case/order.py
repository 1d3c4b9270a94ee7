"""The lines of a case's files in order, such as after two people's additions were merged."""

from pathlib import Path

from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, read_bytes, read_grid, read_text
from tertius.case.lines import sorted_items, sorted_table
from tertius.case.write import write_atomically
from tertius.evidence.tables import TABLES


def order_files(folder: Path) -> list[str]:
    """Put tables and sources.json in order of their ids, a row or an item a line; returns which changed.

    A line that repeats another to the letter is left out. What cannot be read stays as it is.
    """
    changed = []
    for row in TABLES:
        name = f"{row.table}.csv"
        try:
            grid = read_grid(folder, name)
            if not set(row.key) <= set(grid.header):
                continue
            data = (folder / name).read_bytes()
        except Unreadable:
            continue
        if (ordered := sorted_table(data, row)) != data:
            write_atomically(folder / name, ordered)
            changed.append(name)
    try:
        read_text(folder, "sources.json", limit=LARGEST_DOCUMENT)
        data = read_bytes(folder, "sources.json", limit=LARGEST_DOCUMENT)
    except Unreadable:
        return changed
    if (ordered := sorted_items(data)) != data:
        write_atomically(folder / "sources.json", ordered)
        changed.append("sources.json")
    return changed
