"""Reading the scenarios of a case: one file each in scenarios/, of rows to add, change and withdraw."""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tertius.case.checks.run import check_rows
from tertius.case.folder import Unreadable, Written, locate, read_written
from tertius.case.problems import Problem, in_order
from tertius.case.read import Case
from tertius.case.scenarios.apply import wrong_with
from tertius.case.scenarios.model import ADDED, CHANGED, FOLDER, Entries, Entry, Scenario
from tertius.case.write import propose_id
from tertius.errors import CaseError
from tertius.evidence.row import ID, Column, check_text, columns
from tertius.evidence.tables import BY_NAME
from tertius.evidence.text import shorten

LARGEST = 2**20
MOST_SCENARIOS = 200
MOST_ROWS = 2_000
KEYS = ("title", "assumption", "add", "change", "withdraw")


def read_scenarios(case: Case, folder: Path) -> tuple[dict[str, Scenario], list[Problem]]:
    """The scenarios of a case that can be tried, by name, and what is wrong with the others.

    The case is the one that is checked, with ids that were given up already redirected. Where rows
    of it could not be read, scenarios are not held against it: what they name may be there.
    """
    found: dict[str, Scenario] = {}
    problems: list[Problem] = []
    is_whole = all(case.is_whole(table) for table in ("sources", *case.tables))
    before: list[Problem] | None = None
    try:
        names = _file_names(folder)
    except Unreadable as unreadable:
        return {}, [_as_scenario(unreadable.problem)]
    if len(names) > MOST_SCENARIOS:
        said = (
            f"holds {len(names):,} files, and the first {MOST_SCENARIOS:,} are read. Take some out."
        )
        problems.append(Problem(FOLDER, 0, "", "scenario", said))
    for file in names[:MOST_SCENARIOS]:
        scenario, wrong = _read(case, folder, file)
        if scenario is not None and not wrong and is_whole:
            before = list(check_rows(case)) if before is None else before
            wrong = wrong_with(case, scenario, before)
        if scenario is not None and not wrong:
            found[scenario.name] = scenario
        problems += wrong
    return found, in_order(problems)


def named_scenario(case: Case, folder: Path, name: str) -> Scenario:
    """The scenario with a name. Raises CaseError where there is none, or it cannot be tried."""
    found, problems = read_scenarios(case, folder)
    if name in found:
        return found[name]
    if wrong := [p for p in problems if p.file in (f"{FOLDER}/{name}.yml", FOLDER)]:
        said = "\n".join(map(str, wrong))
        raise CaseError(f"the scenario {name!r} cannot be tried:\n{said}")
    near = difflib.get_close_matches(name, found, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise CaseError(
        f"{name!r} is no scenario of this case. {hint}`tertius what-if {folder}` lists them."
    )


def _file_names(folder: Path) -> list[str]:
    """The names of the files in scenarios/, sorted. Raises Unreadable where it leads out of the case."""
    path = locate(folder, FOLDER)
    if not path.exists():
        return []
    if not path.is_dir():
        said = "is not a folder. Make it one, with one file for each scenario."
        raise Unreadable(Problem(FOLDER, 0, "", "scenario", said))
    try:
        return sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
    except OSError as error:
        said = f"cannot be read: {error.strerror}."
        raise Unreadable(Problem(FOLDER, 0, "", "scenario", said)) from None


def _as_scenario(problem: Problem) -> Problem:
    """A problem with a file of scenarios/, as one that keeps the case from nothing."""
    return Problem(
        shorten(problem.file),
        problem.row,
        problem.column,
        "scenario",
        problem.message,
        problem.cell,
    )


def _read(case: Case, folder: Path, file: str) -> tuple[Scenario | None, list[Problem]]:
    name = file.removesuffix(".yml")
    if not file.endswith(".yml") or not ID.match(name):
        said = "is no scenario by its name. Write lower-case words joined by hyphens and .yml, such as eu-accession.yml."
        return None, [Problem(f"{FOLDER}/{shorten(file)}", 0, "", "scenario", said)]
    try:
        value = read_written(folder, f"{FOLDER}/{file}", limit=LARGEST)
    except Unreadable as unreadable:
        return None, [_as_scenario(unreadable.problem)]
    reader = _Reader(f"{FOLDER}/{file}")
    scenario = reader.scenario(name, value)
    if scenario.source in case.sources:
        reader.say(0, "", f"has the name of the source {scenario.source}. Rename one of the two.")
    return scenario, reader.problems


@dataclass
class _Reader:
    """Reads what one file says, and keeps what is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, key: str, message: str, cell: str | None = None) -> None:
        """Keep a problem."""
        found = None if cell is None else shorten(cell)
        self.problems.append(Problem(self.file, line, shorten(key), "scenario", message, found))

    def scenario(self, name: str, value: Any) -> Scenario:
        """What the file says, as far as it can be read."""
        if not isinstance(value, dict):
            self.say(
                0,
                "",
                "is not a map. Write title: …, assumption: …, and rows to add, change or withdraw.",
            )
            value = {}
        else:
            self._known(value, KEYS, "", "a key of a scenario")
        said = Scenario(
            name=name,
            title=self._words(value, "title", "Say in a few words what would be so."),
            assumption=self._words(value, "assumption", "Say in a sentence what is assumed."),
            add=self._tables(value, "add", ADDED),
            change=self._tables(value, "change", CHANGED),
            withdraw=self._withdrawn(value.get("withdraw", [])),
        )
        entries = sum(len(rows) for part in (said.add, said.change) for rows in part.values())
        if entries + len(said.withdraw) > MOST_ROWS:
            self.say(0, "", f"names more than {MOST_ROWS:,} rows, the limit. Part it in several.")
        return said

    def _known(
        self, value: Mapping[Any, Any], known: tuple[str, ...], key: str, what: str
    ) -> list[Written]:
        """The keys that are known; each other is a problem."""
        for name in value:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, n=1)
                hint = f"Write {near[0]}." if near else f"There are: {', '.join(known)}."
                self.say(name.line, key, f"is not {what}. {hint}", str(name))
        return [name for name in value if name in known]

    def _words(self, value: Mapping[Any, Any], key: str, what: str) -> str:
        said = value.get(key)
        if not isinstance(said, Written) or not said.strip():
            self.say(
                _line(value, key),
                key,
                f"is missing. {what}" if not said else f"is not a text. {what}",
            )
            return ""
        text = " ".join(said.split())
        try:
            return check_text(text)
        except ValueError as error:
            self.say(said.line, key, str(error), text)
            return ""

    def _tables(self, value: Mapping[Any, Any], key: str, tables: tuple[str, ...]) -> Entries:
        said = value.get(key) or {}
        if not isinstance(said, dict):
            self.say(
                _line(value, key),
                key,
                f"is not a map of tables. Write one of {', '.join(tables)} with a list of rows.",
            )
            return {}
        known = self._known(said, tables, key, f"a table to which `{key}` applies")
        return {str(table): tuple(self._rows(key, table, said[table])) for table in known}

    def _rows(self, key: str, table: Written, rows: Any) -> Iterator[Entry]:
        place = f"{key}.{table}"
        if not isinstance(rows, list):
            self.say(table.line, place, "is not a list of rows. Begin each with - id: …")
            return
        for row in rows:
            if not isinstance(row, dict) or not row:
                line = row.line if isinstance(row, Written) else table.line
                self.say(line, place, "holds a row that is not a map of columns. Write {id: …, …}.")
            elif (entry := self._entry(place, table, row)) is not None:
                yield entry

    def _entry(self, place: str, table: str, row: Mapping[Any, Any]) -> Entry | None:
        line = min(name.line for name in row)
        declared = {column.name: column for column in columns(BY_NAME[table])}
        before = len(self.problems)
        known = self._known(row, tuple(declared), place, f"a column of {table}.csv")
        cells = {str(name): self._cell(place, name, declared[name], row[name]) for name in known}
        if "id" in declared and not cells.get("id"):
            proposed = propose_id(table, cells) if place.startswith("add") else ""
            hint = f"Write one, such as {proposed}." if proposed else "Name the row that changes."
            self.say(line, f"{place}.id", f"is missing. {hint}")
        return Entry(line, cells) if len(self.problems) == before else None

    def _cell(self, place: str, name: Written, column: Column, value: Any) -> str:
        """A cell as it would stand in the table."""
        if isinstance(value, Written):
            return value.strip()
        key = f"{place}.{name}"
        if not isinstance(value, list) or not all(isinstance(part, Written) for part in value):
            self.say(name.line, key, "is not a cell. Write a text or a number, or a list of them.")
        elif not column.many:
            self.say(name.line, key, "holds one value. Write it without a list.")
        else:
            return ";".join(part.strip() for part in value)
        return ""

    def _withdrawn(self, value: Any) -> Mapping[str, int]:
        found: dict[str, int] = {}
        if value and not isinstance(value, list):
            self.say(getattr(value, "line", 0), "withdraw", "is not a list of ids. Write [id, id].")
            return found
        for name in value or []:
            if not isinstance(name, Written):
                self.say(0, "withdraw", "holds something that is no id. Write the ids of rows.")
            elif name in found:
                self.say(name.line, "withdraw", "stands twice. Keep one of the two.", name)
            else:
                found[str(name)] = name.line
        return found


def _line(value: Mapping[Any, Any], key: str) -> int:
    return next((name.line for name in value if name == key), 0)
