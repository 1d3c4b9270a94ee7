"""The case as it would be in a scenario, and why a scenario does not fit the case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tertius.case.additions import Extended, NewRow, newly_wrong, with_rows
from tertius.case.checks.claims import contestable
from tertius.case.identity.same import forwarded, redirected
from tertius.case.problems import Message, Problem, in_order, message
from tertius.case.read import FIRST_NEW, Case
from tertius.case.scenarios.model import CHANGED, Scenario, each_entry
from tertius.case.write import row_cells, unused_id
from tertius.errors import CaseError
from tertius.evidence.claim import Sourced
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import BY_NAME, NAMING_SPACE, SUBJECTS
from tertius.evidence.text import nearest

SOURCED = ("claims", "observations")


def changed_case(case: Case, scenario: Scenario) -> Case:
    """Return the case as it would be in a scenario.

    A claim or observation that is added without a source is assumed: the scenario is its source, it
    settles before everything that a source says, and it has no origin. One of which the scenario
    changes what it says is withdrawn, and an assumed one takes its place under an id of its own, so
    that nothing rests on it for what it said before. With a row that is withdrawn falls every row
    that names it. Raises CaseError, listing the problems, where the scenario does not fit the case.
    """
    trial = Trial(case, scenario)
    if problems := trial.misfits:
        raise CaseError("\n".join(map(str, problems)))
    return trial.changed


def wrong_with(case: Case, scenario: Scenario, before: Collection[Problem]) -> list[Problem]:
    """Return why a scenario does not fit the case; `before` is everything wrong with the case without it."""
    trial = Trial(case, scenario)
    if problems := trial.misfits:
        return in_order(problems)
    new = newly_wrong(trial.changed, before)
    return in_order(trial.placed(problem) for problem in new if _is_its_own(problem))


def _is_its_own(problem: Problem) -> bool:
    """Return whether a new problem is a fault of the scenario.

    It may make the case larger or smaller than is expected, and leave rows without support and
    redirects without an end.
    """
    if problem.code == "unsupported":
        return problem.row >= FIRST_NEW
    return problem.blocks and problem.code not in ("expects", "redirect")


def withdrawn_rows(case: Case, scenario: Scenario) -> frozenset[str]:
    """Return the rows that a scenario withdraws, and with them every row of the case that names one of them.

    Those are the claims and searches about it, its parts, the links to it, and what is concluded
    from one of its claims: a row stands only where the rows that it names do.
    """
    trial = Trial(case, scenario)
    return trial.gone - trial.replaced.keys()


@dataclass(frozen=True)
class Trial:
    """Hold a scenario and the case it is tried on."""

    case: Case
    scenario: Scenario

    @cached_property
    def misfits(self) -> list[Problem]:
        """Return the problems of ids that are there or are not, and of cells that are no row."""
        wrong_ids = [*self._wrong_ids(), *self._twice()]
        return wrong_ids or [*self._built[1], *self._changed_and_gone(), *self._contested()]

    @property
    def changed(self) -> Case:
        """Return the case as it would be, as far as the scenario can be read."""
        return self._built[0]

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return forwarded(self.case)

    def _id(self, name: str) -> str:
        return self._moved.get(name, name)

    def _say(self, line: int, key: str, wrong: Message, cell: str | None = None) -> Problem:
        return wrong.at(self.scenario.file, line, key, cell)

    def _wrong_ids(self) -> Iterator[Problem]:
        for table, entry in each_entry(self.scenario.add):
            if entry.id in self.case.by_id and table in NAMING_SPACE:
                there = self.case.by_id[entry.id][0]
                wording = "id_changes" if there == table and table in CHANGED else "id_taken"
                taken = message("scenario", wording, table=there)
                yield self._say(entry.line, f"add.{table}.id", taken, entry.id)
        for table, entry in each_entry(self.scenario.change):
            if (problem := self._not_there(entry.id, (table,))) is not None:
                yield self._say(entry.line, f"change.{table}.id", problem, entry.id)
        for name, line in self.scenario.withdraw.items():
            if (problem := self._not_there(name, CHANGED)) is not None:
                yield self._say(line, "withdraw", problem, name)

    def _not_there(self, name: str, tables: tuple[str, ...]) -> Message | None:
        there = self.case.by_id.get(self._id(name), ("", None))[0]
        if there in tables:
            return None
        if there:
            return message("scenario", "elsewhere", table=there, tables=" or ".join(tables))
        ids = sorted(row.id for table in tables for row in self.case.rows(table))
        if near := nearest(name, ids):
            return message("scenario", "nowhere_near", near=near)
        return message("scenario", "nowhere")

    def _twice(self) -> Iterator[Problem]:
        """Yield a problem for each row that the scenario names more than once."""
        seen: set[tuple[str, ...]] = {(name,) for name in self.scenario.withdraw}
        for part in (self.scenario.add, self.scenario.change):
            for table, entry in each_entry(part):
                key = BY_NAME[table].key
                name = tuple(entry.cells.get(column, "") for column in key)
                if name in seen:
                    doubled = message("scenario", "doubled_row")
                    yield self._say(entry.line, f"{table}.{key[0]}", doubled, name[0])
                seen.add(name)

    @cached_property
    def _built(self) -> tuple[Case, list[Problem]]:
        """Return the case as it would be, and why some rows of the scenario cannot be read."""
        source = self.scenario.source
        rows: list[NewRow] = []
        assumed = set(self._with_changes.assumed - self.gone)
        for table, entry in each_entry(self.scenario.add):
            is_assumed = table in SOURCED and not entry.cells.get("source")
            cells = {**entry.cells, "source": source} if is_assumed else entry.cells
            rows.append(NewRow(table, cells, entry.line))
            assumed |= {entry.id} if is_assumed else set()
        if assumed - self.case.assumed:
            item = {"id": source, "type": "document", "title": self.scenario.title}
            rows.append(NewRow("sources", item, replaces=source))
        extended = with_rows(self._with_changes.without(self.gone), rows)
        refused = [*extended.refused, *self._changes.refused]
        built = replace(extended.case, assumed=frozenset(assumed))
        return redirected(built), [self.placed(problem) for problem, _ in refused]

    @cached_property
    def _changes(self) -> Extended:
        """Return the case with the rows that change as they would be, and why some are no rows."""
        rows: list[NewRow] = []
        for table, entry in each_entry(self.scenario.change):
            name = self._id(entry.id)
            cells = self._cells_then(table, self.case.by_id[name][1], entry.cells)
            rows.append(NewRow(table, cells, entry.line, replaces=name))
        return with_rows(self.case, rows)

    def _cells_then(self, table: str, row: Row, new: Mapping[str, str]) -> Mapping[str, str]:
        """Return the cells of a changed row; where it says something else than before, of no real source."""
        before = row_cells(row)
        if not _is_assumed_then(table, new):
            return {**before, **new, "id": before["id"]}
        kept = {name: cell for name, cell in before.items() if name in _saying(table)}
        return {**kept, **new, "id": self.replaced[before["id"]], "source": self.scenario.source}

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """Return, for each claim and observation that is to say something else, the id of the one assumed."""
        taken = {*self.case.by_id, *(entry.id for _, entry in each_entry(self.scenario.add))}
        return {
            name: unused_id(f"{name}-assumed", taken)
            for table, entry in each_entry(self.scenario.change)
            if _is_assumed_then(table, entry.cells) and (name := self._id(entry.id))
        }

    @cached_property
    def _with_changes(self) -> Case:
        assumed = self.case.assumed | set(self.replaced.values())
        return replace(self._changes.case, assumed=assumed)

    @cached_property
    def gone(self) -> frozenset[str]:
        """Return what is withdrawn, and what falls with it."""
        gone = {*(self._id(name) for name in self.scenario.withdraw), *self.replaced}
        naming = _naming(self._with_changes) if gone else {}
        ahead = sorted(gone)
        while ahead:
            falls = naming.get(ahead.pop(), set()) - gone
            gone |= falls
            ahead += sorted(falls)
        return frozenset(gone)

    def _changed_and_gone(self) -> Iterator[Problem]:
        for table, entry in each_entry(self.scenario.change):
            name = self._id(entry.id)
            if self.replaced.get(name, name) in self.gone:
                falls = message("scenario", "falls")
                yield self._say(entry.line, f"change.{table}.id", falls, entry.id)

    def _contested(self) -> Iterator[Problem]:
        """Yield a problem for each changed cell in whose place the value of a claim would stand all the same."""
        claimed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim in self.changed.rows("claims"):
            if claim.status == "current":
                claimed[claim.subject, claim.property].append(claim.id)
        for table, entry in each_entry(self.scenario.change):
            if table not in SUBJECTS:
                continue
            for column in sorted(entry.cells.keys() & set(contestable(table))):
                if claims := claimed[self._id(entry.id), column]:
                    contested = message("scenario", "contested", claims=", ".join(claims))
                    yield self._say(
                        entry.line, f"change.{table}.{column}", contested, entry.cells[column]
                    )

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of the changed case as one of the scenario, at its line where it has one."""
        if problem.row >= FIRST_NEW:
            key = f"{problem.file.removesuffix('.csv')}.{problem.column}".rstrip(".")
            line = problem.row - FIRST_NEW
            return replace(problem, file=self.scenario.file, row=line, column=key, code="scenario")
        return self._say(0, "", message("scenario", "problem", problem=problem))


def _saying(table: str) -> frozenset[str]:
    """Return the columns that hold what a claim or observation says, as opposed to who says it and how."""
    own = {column.name for column in columns(BY_NAME[table])} - set(Sourced.model_fields)
    return frozenset(own | {"stance"})


def _is_assumed_then(table: str, new: Mapping[str, str]) -> bool:
    """Return whether changed cells make a claim or observation say what no source says."""
    return table in SOURCED and "source" not in new and not _saying(table).isdisjoint(new)


def _naming(case: Case) -> Mapping[str, set[str]]:
    """Return, for each id, the rows that name it in a column, of the tables that a scenario changes."""
    naming: dict[str, set[str]] = defaultdict(set)
    for table in CHANGED:
        named = [c.name for c in columns(BY_NAME[table]) if set(c.points_to) & set(CHANGED)]
        for row in case.rows(table):
            for column in named:
                for name in _values(getattr(row, column)):
                    naming[name].add(row.id)
    return naming


def _values(cell: str | Iterable[str] | None) -> Iterable[str]:
    if cell is None:
        return ()
    return (cell,) if isinstance(cell, str) else cell
