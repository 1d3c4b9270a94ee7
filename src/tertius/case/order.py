"""The lines of a case's files in order, such as after two people's additions were merged."""

import re
from collections.abc import Iterator
from pathlib import Path

from tertius.case.folder import LARGEST_DOCUMENT, Unreadable, read_bytes, read_text
from tertius.case.grid import read_grid
from tertius.case.lines import is_list, sorted_items, sorted_table
from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.case.write import write_atomically
from tertius.evidence.tables import TABLES

ATTRIBUTES = ".gitattributes"
BY_LINES = re.compile(r"^/?sources\.json[ \t]+merge=(?:union|text)\b", re.MULTILINE)


def order_files(folder: Path) -> list[str]:
    """Put the lines of tables and of sources.json in order of their ids; returns which files changed.

    A line that repeats another to the letter, or the header, is left out, and so is one that holds nothing. Where git is told how to merge sources.json by
    lines, each of its items becomes a line; elsewhere it is only mended, where such a merge broke it.
    What cannot be read stays as it is.
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
    ordered = sorted_items(data)
    if ordered != data and (_is_merged_by_lines(folder) or not is_list(data)):
        write_atomically(folder / "sources.json", ordered)
        changed.append("sources.json")
    return changed


UNION = re.compile(r"^.*(?:\.csv|sources\.json)[ \t].*merge=union.*$", re.MULTILINE)


def check_merge(case: Case) -> Iterator[Problem]:
    """Check for tables that git merges by keeping the lines of both sides, those deleted by one too."""
    try:
        text = read_text(case.folder, ATTRIBUTES, limit=2**16)
    except Unreadable:
        return
    for told in UNION.finditer(text):
        line = text.count("\n", 0, told.start()) + 1
        yield message("merge", "union").at(ATTRIBUTES, line, "", told.group().strip())


def _is_merged_by_lines(folder: Path) -> bool:
    try:
        return bool(BY_LINES.search(read_text(folder, ATTRIBUTES, limit=2**16)))
    except Unreadable:
        return False
