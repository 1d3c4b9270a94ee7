"""Reading the scenarios of a case: one file each in scenarios/, of rows to add, change and withdraw."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tertius.case.checks.run import check_rows
from tertius.case.document import Written, read_document
from tertius.case.folder import Unreadable, locate
from tertius.case.problems import Message, Problem, in_order, message
from tertius.case.read import Case
from tertius.case.scenarios.apply import wrong_with
from tertius.case.scenarios.model import ADDED, CHANGED, FOLDER, Entries, Entry, Scenario
from tertius.case.write import propose_id
from tertius.errors import CaseError
from tertius.evidence.row import ID, Column, check_text, columns
from tertius.evidence.tables import BY_NAME
from tertius.evidence.text import did_you_mean, nearest, shorten

# A scenario is written by hand, and each is held against the whole case: past these sizes it is a mistake.
LARGEST = 2**20
MOST_SCENARIOS = 200
"""Files of scenarios/ that are read, the first by name; a problem tells that there are more."""
MOST_ROWS = 2_000
"""Rows that a scenario adds, changes and withdraws, in all; one with more is a problem and is not tried."""
KEYS = ("title", "assumption", "add", "change", "withdraw")
TEXTS = frozenset(
    {"title", "assumption", "label", "name", "note", "quote", "hedge", "why", "looked_for", "found"}
)
"""The keys of a scenario that hold words: none of them goes on behind ` #`."""


def read_scenarios(case: Case, folder: Path) -> tuple[dict[str, Scenario], list[Problem]]:
    """Return the scenarios of a case that can be tried, by name, and what is wrong with the others.

    The case is the one that is checked, with ids that were given up already redirected. Where rows
    of it could not be read, scenarios are not held against it: what they name may be there.
    """
    scenarios: dict[str, Scenario] = {}
    problems: list[Problem] = []
    is_whole = all(case.is_whole(table) for table in ("sources", *case.tables))
    before: list[Problem] | None = None
    try:
        names = _file_names(folder)
    except Unreadable as unreadable:
        return {}, [_as_scenario(unreadable.problem)]
    if len(names) > MOST_SCENARIOS:
        wrong = message("scenario", "too_many", files=len(names), most=MOST_SCENARIOS)
        problems.append(wrong.at(FOLDER))
    for file in names[:MOST_SCENARIOS]:
        scenario, misfits = _read(case, folder, file)
        if scenario is not None and not misfits and is_whole:
            before = list(check_rows(case)) if before is None else before
            misfits = wrong_with(case, scenario, before)
        if scenario is not None and not misfits:
            scenarios[scenario.name] = scenario
        problems += misfits
    return scenarios, in_order(problems)


def named_scenario(case: Case, folder: Path, name: str) -> Scenario:
    """Return the scenario with a name. Raises CaseError where there is none, or it cannot be tried."""
    scenarios, problems = read_scenarios(case, folder)
    if name in scenarios:
        return scenarios[name]
    if wrong := [p for p in problems if p.file in (f"{FOLDER}/{name}.yml", FOLDER)]:
        listed = "\n".join(map(str, wrong))
        raise CaseError(f"the scenario {name!r} cannot be tried:\n{listed}")
    hint = did_you_mean(name, scenarios)
    raise CaseError(
        f"{name!r} is no scenario of this case.{hint} `tertius what-if {folder}` lists them."
    )


def _file_names(folder: Path) -> list[str]:
    """Return the names of the files in scenarios/, sorted. Raises Unreadable where it leads out of the case."""
    path = locate(folder, FOLDER)
    if not path.exists():
        return []
    if not path.is_dir():
        raise Unreadable(message("scenario", "no_folder").at(FOLDER))
    try:
        return sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
    except OSError as error:
        refused = message("scenario", "refused", why=error.strerror)
        raise Unreadable(refused.at(FOLDER)) from None


def _as_scenario(problem: Problem) -> Problem:
    """Return a problem with a file of scenarios/ as one that does not keep the case from building."""
    return replace(problem, file=shorten(problem.file), code="scenario")


def _read(case: Case, folder: Path, file: str) -> tuple[Scenario | None, list[Problem]]:
    name = file.removesuffix(".yml")
    if not file.endswith(".yml") or not ID.match(name):
        return None, [message("scenario", "file_name").at(f"{FOLDER}/{shorten(file)}")]
    try:
        document = read_document(folder, f"{FOLDER}/{file}", limit=LARGEST)
    except Unreadable as unreadable:
        return None, [_as_scenario(unreadable.problem)]
    reader = _Reader(f"{FOLDER}/{file}")
    scenario = reader.scenario(name, document.value)
    broken = document.broken_off(f"{FOLDER}/{file}", TEXTS)
    reader.problems += [_as_scenario(problem) for problem in broken]
    if scenario.source in case.sources:
        reader.say(0, "", message("scenario", "source_name", source=scenario.source))
    return scenario, reader.problems


@dataclass
class _Reader:
    """Read what one file says, and keep what is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, key: str, wrong: Message, cell: str | None = None) -> None:
        """Keep a problem."""
        shown = None if cell is None else shorten(cell)
        self.problems.append(wrong.at(self.file, line, shorten(key), shown))

    def scenario(self, name: str, value: Any) -> Scenario:
        """Return what the file says, as far as it can be read."""
        if not isinstance(value, dict):
            self.say(0, "", message("scenario", "no_map"))
            value = {}
        else:
            self._known(value, KEYS, "", wording="key")
        scenario = Scenario(
            name=name,
            title=self._words(value, "title"),
            assumption=self._words(value, "assumption"),
            add=self._tables(value, "add", ADDED),
            change=self._tables(value, "change", CHANGED),
            withdraw=self._withdrawn(value.get("withdraw", [])),
        )
        entries = sum(
            len(rows) for part in (scenario.add, scenario.change) for rows in part.values()
        )
        if entries + len(scenario.withdraw) > MOST_ROWS:
            self.say(0, "", message("scenario", "too_many_rows", most=MOST_ROWS))
        return scenario

    def _known(
        self,
        value: Mapping[Any, Any],
        names: tuple[str, ...],
        key: str,
        *,
        wording: str,
        **fields: object,
    ) -> list[Written]:
        """Return the keys that are among the names; each other is a problem of that wording."""
        for name in value:
            if name not in names:
                near = nearest(str(name), names)
                wrong = (
                    message("scenario", f"{wording}_near", near=near, **fields)
                    if near
                    else message("scenario", wording, names=", ".join(names), **fields)
                )
                self.say(name.line, key, wrong, str(name))
        return [name for name in value if name in names]

    def _words(self, value: Mapping[Any, Any], key: str) -> str:
        written = value.get(key)
        if not isinstance(written, Written) or not written.strip():
            wording = f"{key}_no_text" if written else f"{key}_absent"
            self.say(_line(value, key), key, message("scenario", wording))
            return ""
        text = " ".join(written.split())
        try:
            return check_text(text)
        except ValueError as error:
            self.say(written.line, key, message("scenario", "reason", reason=error), text)
            return ""

    def _tables(self, value: Mapping[Any, Any], key: str, tables: tuple[str, ...]) -> Entries:
        by_table = value.get(key) or {}
        if not isinstance(by_table, dict):
            wrong = message("scenario", "tables", tables=", ".join(tables))
            self.say(_line(value, key), key, wrong)
            return {}
        names = self._known(by_table, tables, key, wording="table", part=key)
        return {str(table): tuple(self._rows(key, table, by_table[table])) for table in names}

    def _rows(self, key: str, table: Written, rows: Any) -> Iterator[Entry]:
        place = f"{key}.{table}"
        if not isinstance(rows, list):
            self.say(table.line, place, message("scenario", "rows"))
            return
        for row in rows:
            if not isinstance(row, dict) or not row:
                line = row.line if isinstance(row, Written) else table.line
                self.say(line, place, message("scenario", "row"))
            elif (entry := self._entry(place, table, row)) is not None:
                yield entry

    def _entry(self, place: str, table: str, row: Mapping[Any, Any]) -> Entry | None:
        line = min(name.line for name in row)
        declared = {column.name: column for column in columns(BY_NAME[table])}
        before = len(self.problems)
        names = self._known(row, tuple(declared), place, wording="column", table=table)
        cells = {str(name): self._cell(place, name, declared[name], row[name]) for name in names}
        if "id" in declared and not cells.get("id"):
            proposed = propose_id(table, cells) if place.startswith("add") else ""
            wrong = (
                message("scenario", "id_proposed", proposed=proposed)
                if proposed
                else message("scenario", "id_absent")
            )
            self.say(line, f"{place}.id", wrong)
        return Entry(line, cells) if len(self.problems) == before else None

    def _cell(self, place: str, name: Written, column: Column, value: Any) -> str:
        """Return a cell as it would stand in the table."""
        if value is None:
            return ""
        if isinstance(value, Written):
            return value.strip()
        key = f"{place}.{name}"
        if not isinstance(value, list) or not all(isinstance(part, Written) for part in value):
            self.say(name.line, key, message("scenario", "cell"))
        elif not column.many:
            self.say(name.line, key, message("scenario", "one_value"))
        else:
            return ";".join(part.strip() for part in value)
        return ""

    def _withdrawn(self, value: Any) -> Mapping[str, int]:
        lines: dict[str, int] = {}
        if value and not isinstance(value, list):
            self.say(getattr(value, "line", 0), "withdraw", message("scenario", "ids"))
            return lines
        for name in value or []:
            if not isinstance(name, Written):
                self.say(0, "withdraw", message("scenario", "no_id"))
            elif name in lines:
                self.say(name.line, "withdraw", message("scenario", "doubled"), name)
            else:
                lines[str(name)] = name.line
        return lines


def _line(value: Mapping[Any, Any], key: str) -> int:
    return next((name.line for name in value if name == key), 0)
