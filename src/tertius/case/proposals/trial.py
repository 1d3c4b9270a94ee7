"""A bundle held against the case: what it would put there, and what would be wrong with that."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tertius.case.additions import NewRow, file_of, newly_wrong, with_rows
from tertius.case.checks.cells import not_a_word
from tertius.case.checks.run import check_rows
from tertius.case.grades import graded
from tertius.case.problems import Problem, message, order_of
from tertius.case.proposals.bundle import cells, ids_of, rewritten, same_row, table_of, trimmed
from tertius.case.proposals.inbox import TABLES
from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case, Lines, read_row, read_source
from tertius.case.write import propose_id, slug, unused_id
from tertius.errors import CaseError
from tertius.evidence.row import columns
from tertius.evidence.source import Source
from tertius.evidence.tables import BY_NAME, NAMING_SPACE
from tertius.evidence.text import shorten


@dataclass(frozen=True)
class Wrong:
    """Hold what keeps a bundle out of the tables: the row and column of the bundle, and what to write."""

    table: str
    """The table of the bundle, or, where the row stands in the case already, its file."""
    row: int | None
    """Which row of the bundle's table; None where the problem shows elsewhere in the case."""
    column: str
    message: str

    def __str__(self) -> str:
        place = self.table if self.row is None else f"{self.table} {self.row + 1}"
        return f"{' '.join(filter(None, (place, self.column)))}: {self.message}"


class Refused(CaseError):
    """Raise where rows would bring a problem into the case; nothing was written."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__("\n".join([*map(str, wrong), "Nothing was written."]))
        self.wrong = wrong


@dataclass(frozen=True)
class Settled:
    """Hold the rows of a bundle as they would go into the tables."""

    rows: Rows
    merged: Mapping[str, str]
    """Which ids of the bundle are rows of the case already."""
    begun: Mapping[tuple[str, int], int]
    """For each row which one of the bundle's table it was, before some were left out."""
    changed: frozenset[str] = frozenset()
    """Ids of sources and rows of the case that are written anew."""


def settled(
    case: Case,
    rows: Rows,
    merged: Mapping[str, str],
    date: str,
    *,
    may_change: bool = False,
    corrected: Collection[str] = (),
) -> Settled:
    """Return the rows that go into the tables, and which of the bundle's ids are rows of the case already.

    Empty ids are filled, `recorded` is the day of the decision, and a row that stands in the case
    to the letter is not put there twice. A source of the case is written anew only where the
    proposal may change it, another row only where it is `corrected`. Raises Refused where a merge
    leads nowhere.
    """
    filled = _with_ids(case, trimmed(rows))
    merges = {old: new for old, new in merged.items() if new}
    if wrong := list(_wrong_merges(case, filled, merges)):
        raise Refused(wrong)
    left = rewritten(filled, merges)
    new: dict[str, tuple[Mapping[str, Any], ...]] = {}
    begun: dict[tuple[str, int], int] = {}
    for table in [table for table in TABLES if table in left]:
        kept: list[Mapping[str, Any]] = []
        for index, row in enumerate(left[table]):
            if not row or row.get("id") in merged:
                continue
            if _stands_already(case, table, row):
                merges |= {row["id"]: row["id"]} if row.get("id") else {}
                continue
            begun[table, len(kept)] = index
            worded = _in_words(case, table, row)
            complete = graded(worded) if table == "outlets" else worded
            kept.append(_dated(table, complete, date))
        if kept:
            new[table] = tuple(kept)
    sources = {str(row["id"]) for row in new.get("sources", ())} if may_change else set()
    changed = (sources & case.sources.keys()) | (set(corrected) & case.by_id.keys())
    return Settled(new, merges, begun, frozenset(changed))


def wrong_with(case: Case, bundle: Settled) -> list[Wrong]:
    """Return what would newly keep the case from building if the bundle's rows stood in its tables."""
    placed = [
        (table, index) for table in TABLES for index in range(len(bundle.rows.get(table, ())))
    ]
    extended = with_rows(
        case,
        (
            NewRow(table, row, index, replaces=_replaced(bundle, row))
            for table, index in placed
            for row in (bundle.rows[table][index],)
        ),
    )
    new = {*extended.refused, *extended.located(newly_blocking(case, extended.case))}
    left_out = {bundle.rows[placed[at][0]][placed[at][1]].get("id") for _, at in extended.refused}
    no_words = [
        Wrong(table, bundle.begun[table, index], column, f'"{shorten(cell)}" {told}')
        for table, index in placed
        for column, cell, told in _no_words(case, table, bundle.rows[table][index])
    ]
    if no_words and len(extended.refused) > 0:
        return no_words  # What is missing beside a wrong word may follow from it, as the grade of an outlet does.
    return [
        _wrong(problem, None if at is None else (placed[at][0], bundle.begun[placed[at]]))
        for problem, at in sorted(new, key=lambda one: (order_of(one[0]), one[1] or 0))
        if problem.blocks and not _follows(problem, left_out)
    ]


def _follows(problem: Problem, left_out: Collection[Any]) -> bool:
    """Return whether a problem goes with another: a grade that is made of two cells, or an id whose row is refused."""
    return problem.wording == "graded" or (problem.code == "dangling" and problem.cell in left_out)


def _in_words(case: Case, table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row with each word of a vocabulary that was typed by its label or by what it is also called."""
    if table not in BY_NAME:
        return row
    meant = {
        column.name: word
        for column in columns(BY_NAME[table])
        if column.words and not column.many and row.get(column.name)
        if (word := case.taxonomy.meant(column.words, str(row[column.name])))
    }
    return {**row, **meant}


def _no_words(case: Case, table: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the cells of a row that should hold a word of a vocabulary and do not: column, cell, what to write."""
    for column in columns(BY_NAME[table]) if table in BY_NAME else ():
        cell = str(row.get(column.name, ""))
        if (
            cell
            and column.words
            and not column.many
            and cell not in case.taxonomy.words(column.words)
        ):
            yield column.name, cell, not_a_word(case, column.words, cell).text


def _replaced(bundle: Settled, row: Mapping[str, Any]) -> str:
    """Return the id of the row of the case that a row of the bundle writes anew; nothing for any other."""
    name = str(row.get("id", ""))
    return name if name in bundle.changed else ""


def _with_ids(case: Case, rows: Rows) -> Rows:
    taken = set(case.by_id) | {
        row["id"] for table in NAMING_SPACE for row in rows.get(table, ()) if row.get("id")
    }
    sources = set(case.sources) | {row["id"] for row in rows.get("sources", ()) if row.get("id")}
    filled: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for table, listed in rows.items():
        new = []
        for row in listed:
            if not row or row.get("id") or (table in BY_NAME and table not in NAMING_SPACE):
                new.append(row)
                continue
            if table == "sources":
                name = unused_id(_source_id(row), sources)
                sources.add(name)
            else:
                name = unused_id(propose_id(table, dict(row)), taken)
                taken.add(name)
            new.append({"id": name, **{k: v for k, v in row.items() if k != "id"}})
        filled[table] = tuple(new)
    return filled


def _source_id(item: Mapping[str, Any]) -> str:
    """Return an id for a source: who wrote it, the first words of its title, and its year."""
    shown = cells("sources", item)
    author = shown.get("author", "").split(";")[0].split(",")[0]
    title = " ".join(shown.get("title", "").split()[:4])
    return slug(f"{author} {title} {shown.get('issued', '')[:4]}") or "source"


def _wrong_merges(case: Case, rows: Rows, merged: Mapping[str, str]) -> Iterator[Wrong]:
    for old, new in merged.items():
        table = table_of(rows, old)
        if table is None:
            yield Wrong(old, None, "", f"is no row of this proposal, so it cannot be {new}.")
        elif new not in ids_of(case, table):
            place = [row.get("id") for row in rows[table]].index(old)
            nowhere = f"cannot be merged with {new}, which is not in {file_of(table)}."
            yield Wrong(table, place, "id", nowhere)


def _stands_already(case: Case, table: str, row: Mapping[str, Any]) -> bool:
    if table == "sources":
        there = case.sources.get(str(row.get("id")))
        read = read_source(1, row)
        return isinstance(read, Source) and read == there
    read_one = read_row(BY_NAME[table], 1, row)
    if isinstance(read_one, list):
        return False
    key = BY_NAME[table].key
    return any(
        same_row(other, read_one)
        for other in case.rows(table)
        if all(getattr(other, name) == getattr(read_one, name) for name in key)
    )


def _dated(table: str, row: Mapping[str, Any], date: str) -> Mapping[str, Any]:
    if table == "sources":
        return row
    names = [column.name for column in columns(BY_NAME[table])]
    filled = {**row, "recorded": row.get("recorded") or date} if "recorded" in names else row
    ordered = [name for name in names if filled.get(name)]
    return {name: filled[name] for name in [*ordered, *sorted(set(filled) - set(ordered))]}


def newly_blocking(case: Case, changed: Case) -> set[Problem]:
    """Return what keeps a changed case from building and did not keep it before."""
    new = newly_wrong(changed, list(check_rows(case)))
    return {problem for problem in new if problem.blocks}


def without_rows(case: Case, rows: Rows, replaced: Rows) -> Case:
    """Return the case without some rows, and with those that were written anew as they were before."""
    gone = {row["id"] for row in rows.get("sources", ())}
    sources = {name: source for name, source in case.sources.items() if name not in gone}
    for item in replaced.get("sources", ()):
        source = read_source(1, item)
        if isinstance(source, Source):
            sources[source.id] = source
    tables = dict(case.tables)
    for table, listed in rows.items():
        if table == "sources":
            continue
        read = [read_row(BY_NAME[table], 1, row) for row in listed]
        pairs = [(number, row) for number, row in case.tables[table] if row not in read]
        before = [read_row(BY_NAME[table], 1, row) for row in replaced.get(table, ())]
        pairs += [(1, row) for row in before if not isinstance(row, list)]
        tables[table] = Lines([row for _, row in pairs], [number for number, _ in pairs])
    return replace(case, sources=sources, tables=tables)


def _wrong(problem: Problem, place: tuple[str, int] | None) -> Wrong:
    if problem.code == "expects" and problem.wording == "more":
        widen = message("expects", "addition", **problem.fields)
        return Wrong(problem.file, None, problem.column, widen.text)
    shown = "" if problem.cell is None else f'"{problem.cell[:80]}" '
    if place is not None:
        return Wrong(*place, problem.column, f"{shown}{problem.message}")
    line = f":{problem.row}" if problem.row else ""
    return Wrong(f"{problem.file}{line}", None, problem.column, f"{shown}{problem.message}")
