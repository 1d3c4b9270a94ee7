"""Deciding on a proposal: its rows into the tables, with the decision, all of it or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tertius.case.bundle import cells, ids_of, plain, rewritten, same_row, table_of, trimmed
from tertius.case.check import check_rows
from tertius.case.folder import LARGEST_DOCUMENT, LARGEST_TABLE, Unreadable, locate, read_bytes
from tertius.case.inbox import (
    INBOX,
    TABLES,
    checked_bytes,
    proposal_bytes,
    read_proposal,
)
from tertius.case.lines import insert_items, insert_rows, remove_items, remove_rows
from tertius.case.problems import Problem, in_order
from tertius.case.proposal import Decision, Proposal, Rows, Verdict
from tertius.case.read import Case, Lines, read_case, read_row, read_source
from tertius.case.write import propose_id, slug, unused_id, write_all
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


def today() -> str:
    """The day on which somebody decides."""
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def verdict_of(proposal: Proposal, rows: Rows, merged: Mapping[str, str]) -> Verdict:
    """What a decision to take these rows is called."""
    if merged:
        return "merged"
    return "accepted" if plain(rows) == plain(proposal.rows) else "edited"


def decide(folder: Path, proposal: Proposal, decision: Decision) -> Proposal:
    """Keep a decision in the proposal's file, with its rows in the tables; returns the proposal as kept.

    A decision that takes rows names them, before rows that stand in the case already (`merged`)
    are left out and the references to them rewritten; one that names none takes the proposal's.
    Raises Refused where a row would bring a blocking problem into the case, CaseError where the
    proposal was decided in the meantime; nothing is written then.
    """
    _check_undecided(folder, proposal)
    if not decision.by.strip():
        raise CaseError("nobody is said to decide. Give your name with --by.")
    if decision.verdict in ("rejected", "undecided"):
        kept = replace(decision, rows={}, merged={})
        done = replace(proposal, decision=kept)
        _write(folder, {}, done)
        return done
    case = readable(folder)
    bundle = settled(case, decision.rows or proposal.rows, decision.merged, decision.date)
    if wrong := wrong_with(case, bundle):
        raise Refused(wrong)
    kept = replace(decision, rows=bundle.rows, merged=bundle.merged)
    done = replace(proposal, decision=kept)
    _write(folder, _inserted(folder, bundle.rows), done)
    return done


def take_back(folder: Path, proposal: Proposal) -> Proposal:
    """Take a decision back, with its rows; returns the proposal as it waits again.

    Raises CaseError where a row has changed since, or the rest of the case needs it; nothing is
    written then.
    """
    standing = _standing(folder, proposal)
    if standing.decision is None:
        raise CaseError(f"{proposal.id} is not decided, so there is nothing to take back.")
    rows = standing.decision.rows
    files = _removed(folder, rows)
    if any(rows.values()):
        case = readable(folder)
        before = _blocking(check_rows(case))
        after = _blocking(check_rows(_without(case, rows)))
        if new := [problem for problem in after if problem not in before]:
            listed = "\n".join(map(str, new[:10]))
            raise CaseError(
                f"{listed}\nThe rows are needed there. Take those back first. Nothing was written."
            )
    waiting = replace(standing, decision=None)
    _write(folder, files, waiting)
    return waiting


def _standing(folder: Path, proposal: Proposal) -> Proposal:
    try:
        return read_proposal(folder, f"{proposal.id}.json")
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable.problem} Nothing was written.") from None


def _check_undecided(folder: Path, proposal: Proposal) -> None:
    """A proposal of one's own has no file yet; any other waits in the inbox, as it was shown."""
    try:
        is_there = locate(folder, f"{INBOX}/{proposal.id}.json").exists()
    except Unreadable as unreadable:
        raise CaseError(str(unreadable)) from None
    if not is_there and proposal.proposer == "person":
        checked_bytes(proposal)
        return
    standing = _standing(folder, proposal)
    decision = standing.decision
    if decision and decision.verdict != "undecided":
        raise CaseError(
            f"{proposal.id} was {decision.verdict} by {decision.by} on {decision.date}. Take that back first."
        )
    if replace(standing, decision=None) != replace(proposal, decision=None):
        raise CaseError(f"{proposal.id} has changed in inbox/ meanwhile. Look at it anew.")


def readable(folder: Path) -> Case:
    """The case that rows are checked against. Raises CaseError where a whole file of it cannot be read."""
    case, problems = read_case(folder)
    if case is None or any(left_out is None for left_out in case.unread.values()):
        first = next((problem for problem in in_order(problems) if problem.blocks), "")
        raise CaseError(f"{first}\nMend the case first; `tertius check` lists everything.")
    return case


@dataclass(frozen=True)
class Settled:
    """The rows of a bundle as they would go into the tables."""

    rows: Rows
    merged: Mapping[str, str]
    """Which ids of the bundle are rows of the case already."""
    begun: Mapping[tuple[str, int], int]
    """For each row which one of the bundle's table it was, before some were left out."""


def settled(case: Case, rows: Rows, merged: Mapping[str, str], date: str) -> Settled:
    """The rows that go into the tables, and which of the bundle's ids are rows of the case already.

    Empty ids are filled, `recorded` is the day of the decision, and a row that stands in the case
    to the letter is not put there twice. Raises Refused where a merge leads nowhere.
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
    return Settled(new, known, begun)


def wrong_with(case: Case, bundle: Settled) -> list[Wrong]:
    """What would newly keep the case from building if the bundle's rows stood in its tables."""
    changed, places, problems = _with(case, bundle.rows)
    before = _blocking(check_rows(case))
    after = _blocking([*problems, *check_rows(changed)])
    new = [problem for problem in after if problem not in before]
    origins = {at: (table, bundle.begun[table, index]) for at, (table, index) in places.items()}
    return [_wrong(problem, origins) for problem in in_order(new)]


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
            said = f"cannot be merged with {new}, which is not in {_file(table)}."
            yield Wrong(table, place, "id", said)


def _file(table: str) -> str:
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


def _blocking(problems: Any) -> set[Problem]:
    return {problem for problem in problems if problem.blocks}


Places = dict[tuple[str, int], tuple[str, int]]
"""For each file and line at which a new row was checked: its table and which of its rows it is."""


def _with(case: Case, rows: Rows) -> tuple[Case, Places, list[Problem]]:
    """The case with rows added, where each is checked, and why some are no rows."""
    problems: list[Problem] = []
    places: Places = {}
    sources = dict(case.sources)
    tables = {
        table: Lines(list(lines.rows), list(lines.numbers)) for table, lines in case.tables.items()
    }
    taken = {name: _file(table) for name, (table, _) in case.by_id.items()}
    for table in TABLES:
        for index, row in enumerate(rows.get(table, ())):
            number = len(sources) + 1 if table == "sources" else FIRST_NEW + index
            places[_file(table), number] = (table, index)
            if table == "sources":
                source = read_source(number, row)
                if isinstance(source, list):
                    problems += source
                elif source.id in sources:
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
    return Problem(_file(table), number, "id", "doubled-id", said, name)


def _without(case: Case, rows: Rows) -> Case:
    gone = {row["id"] for row in rows.get("sources", ())}
    sources = {name: source for name, source in case.sources.items() if name not in gone}
    tables = dict(case.tables)
    for table, found in rows.items():
        if table == "sources":
            continue
        read = [read_row(BY_NAME[table], 1, row) for row in found]
        pairs = [(number, row) for number, row in case.tables[table] if row not in read]
        tables[table] = Lines([row for _, row in pairs], [number for number, _ in pairs])
    return replace(case, sources=sources, tables=tables)


def _wrong(problem: Problem, places: Places) -> Wrong:
    found = "" if problem.cell is None else f'"{problem.cell[:80]}" '
    if place := places.get((problem.file, problem.row)):
        return Wrong(*place, problem.column, f"{found}{problem.message}")
    line = f":{problem.row}" if problem.row else ""
    return Wrong(f"{problem.file}{line}", None, problem.column, f"{found}{problem.message}")


def _inserted(folder: Path, rows: Rows) -> dict[Path, bytes]:
    return {
        folder / _file(table): insert_items(_data(folder, table), found)
        if table == "sources"
        else insert_rows(_data(folder, table), BY_NAME[table], found)
        for table, found in rows.items()
        if found
    }


def _removed(folder: Path, rows: Rows) -> dict[Path, bytes]:
    return {
        folder / _file(table): remove_items(_data(folder, table), found)
        if table == "sources"
        else remove_rows(_data(folder, table), BY_NAME[table], found)
        for table, found in rows.items()
        if found
    }


def _data(folder: Path, table: str) -> bytes:
    limit = LARGEST_DOCUMENT if table == "sources" else LARGEST_TABLE
    try:
        return read_bytes(folder, _file(table), limit=limit)
    except Unreadable as unreadable:
        raise CaseError(f"{unreadable} Nothing was written.") from None


def _write(folder: Path, files: dict[Path, bytes], proposal: Proposal) -> None:
    inbox = folder / INBOX
    inbox.mkdir(exist_ok=True)
    write_all({**files, inbox / f"{proposal.id}.json": proposal_bytes(proposal)})
