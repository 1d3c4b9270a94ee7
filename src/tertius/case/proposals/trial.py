"""A bundle held against the case: what it would put there, and what would be wrong with that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tertius.case.checks.run import check_rows
from tertius.case.problems import Problem, in_order
from tertius.case.proposals.bundle import cells, ids_of, rewritten, same_row, table_of, trimmed
from tertius.case.proposals.inbox import TABLES
from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case, Lines, read_row, read_source
from tertius.case.write import propose_id, slug, unused_id
from tertius.errors import CaseError
from tertius.evidence.row import columns
from tertius.evidence.source import Source
from tertius.evidence.tables import BY_NAME, NAMING_SPACE

FIRST_NEW = 10**9
"""New rows are checked as if they stood on lines from here on."""


@dataclass(frozen=True)
class Wrong:
    """What keeps a bundle out of the tables: the row and column of the bundle, and what to write."""

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
    """Rows that would bring a problem into the case; nothing was written."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__("\n".join([*map(str, wrong), "Nothing was written."]))
        self.wrong = wrong


@dataclass(frozen=True)
class Settled:
    """The rows of a bundle as they would go into the tables."""

    rows: Rows
    merged: Mapping[str, str]
    """Which ids of the bundle are rows of the case already."""
    begun: Mapping[tuple[str, int], int]
    """For each row which one of the bundle's table it was, before some were left out."""
    changed: frozenset[str] = frozenset()
    """Sources of the case that are written anew."""


def settled(
    case: Case, rows: Rows, merged: Mapping[str, str], date: str, *, may_change: bool = False
) -> Settled:
    """The rows that go into the tables, and which of the bundle's ids are rows of the case already.

    Empty ids are filled, `recorded` is the day of the decision, and a row that stands in the case
    to the letter is not put there twice. A source of the case is written anew only where the
    proposal may change it. Raises Refused where a merge leads nowhere.
    """
    filled = _with_ids(case, trimmed(rows))
    known = {old: new for old, new in merged.items() if new}
    if wrong := list(_wrong_merges(case, filled, known)):
        raise Refused(wrong)
    left = rewritten(filled, known)
    new: dict[str, tuple[Mapping[str, Any], ...]] = {}
    begun: dict[tuple[str, int], int] = {}
    for table in [table for table in TABLES if table in left]:
        kept: list[Mapping[str, Any]] = []
        for index, row in enumerate(left[table]):
            if not row or row.get("id") in merged:
                continue
            if _stands_already(case, table, row):
                known |= {row["id"]: row["id"]} if row.get("id") else {}
                continue
            begun[table, len(kept)] = index
            kept.append(_dated(table, row, date))
        if kept:
            new[table] = tuple(kept)
    sources = {str(row["id"]) for row in new.get("sources", ())} if may_change else set()
    return Settled(new, known, begun, frozenset(sources & case.sources.keys()))


def wrong_with(case: Case, bundle: Settled) -> list[Wrong]:
    """What would newly keep the case from building if the bundle's rows stood in its tables."""
    changed, places, problems = _with(case, bundle)
    new = newly_blocking(case, changed, problems)
    origins = {at: (table, bundle.begun[table, index]) for at, (table, index) in places.items()}
    return [_wrong(problem, origins) for problem in new]


def _with_ids(case: Case, rows: Rows) -> Rows:
    taken = set(case.by_id) | {
        row["id"] for table in NAMING_SPACE for row in rows.get(table, ()) if row.get("id")
    }
    sources = set(case.sources) | {row["id"] for row in rows.get("sources", ()) if row.get("id")}
    filled: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for table, found in rows.items():
        new = []
        for row in found:
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
    """An id for a source: who wrote it, the first words of its title, and its year."""
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
            said = f"cannot be merged with {new}, which is not in {file_of(table)}."
            yield Wrong(table, place, "id", said)


def file_of(table: str) -> str:
    """The file in which the rows of a table stand."""
    return "sources.json" if table == "sources" else f"{table}.csv"


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


def newly_blocking(case: Case, changed: Case, problems: Iterable[Problem] = ()) -> list[Problem]:
    """What keeps a changed case from building that did not keep it before."""
    before = {problem for problem in check_rows(case) if problem.blocks}
    after = {problem for problem in (*problems, *check_rows(changed)) if problem.blocks}
    return in_order(after - before)


Places = dict[tuple[str, int], tuple[str, int]]
"""For each file and line at which a new row was checked: its table and which of its rows it is."""


def _with(case: Case, bundle: Settled) -> tuple[Case, Places, list[Problem]]:
    """The case with rows added, where each is checked, and why some are no rows."""
    problems: list[Problem] = []
    places: Places = {}
    sources = dict(case.sources)
    tables = {
        table: Lines(list(lines.rows), list(lines.numbers)) for table, lines in case.tables.items()
    }
    taken = {name: file_of(table) for name, (table, _) in case.by_id.items()}
    for table in TABLES:
        for index, row in enumerate(bundle.rows.get(table, ())):
            number = len(sources) + 1 if table == "sources" else FIRST_NEW + index
            places[file_of(table), number] = (table, index)
            if table == "sources":
                source = read_source(number, row)
                if isinstance(source, list):
                    problems += source
                elif source.id in sources and source.id not in bundle.changed:
                    problems.append(_doubled(table, number, source.id, "sources.json"))
                else:
                    sources[source.id] = source
                continue
            read = read_row(BY_NAME[table], number, row)
            name = row.get("id", "") if table in NAMING_SPACE else ""
            if isinstance(read, list):
                problems += read
            elif name in taken:
                problems.append(_doubled(table, number, name, taken[name]))
            else:
                tables[table].rows.append(read)
                tables[table].numbers.append(number)
            if name:
                taken.setdefault(name, "this proposal")
    return replace(case, sources=sources, tables=tables), places, problems


def _doubled(table: str, number: int, name: str, where: str) -> Problem:
    said = f"is used already in {where}. Merge with that row, or write another id."
    return Problem(file_of(table), number, "id", "doubled-id", said, name)


def without_rows(case: Case, rows: Rows, replaced: Rows) -> Case:
    """The case without some rows, and with sources as they were before they were written anew."""
    gone = {row["id"] for row in rows.get("sources", ())}
    sources = {name: source for name, source in case.sources.items() if name not in gone}
    for item in replaced.get("sources", ()):
        source = read_source(1, item)
        if isinstance(source, Source):
            sources[source.id] = source
    tables = dict(case.tables)
    for table, found in rows.items():
        if table == "sources":
            continue
        read = [read_row(BY_NAME[table], 1, row) for row in found]
        pairs = [(number, row) for number, row in case.tables[table] if row not in read]
        tables[table] = Lines([row for _, row in pairs], [number for number, _ in pairs])
    return replace(case, sources=sources, tables=tables)


def _wrong(problem: Problem, places: Places) -> Wrong:
    if problem.code == "expects":
        said = problem.message.replace(
            "Find the lost rows, or change what is expected.",
            "Widen that in case.yml, then accept again.",
        )
        return Wrong(problem.file, None, problem.column, said)
    found = "" if problem.cell is None else f'"{problem.cell[:80]}" '
    if place := places.get((problem.file, problem.row)):
        return Wrong(*place, problem.column, f"{found}{problem.message}")
    line = f":{problem.row}" if problem.row else ""
    return Wrong(f"{problem.file}{line}", None, problem.column, f"{found}{problem.message}")
