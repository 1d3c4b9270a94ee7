"""What a computation asks of a database, written down once and run as often as its inputs change.

Writing SQL takes longer than running it on a case of ordinary size, and the SQL depends on the
columns of the inputs alone. So a computation is recorded (engine/recorder.py) on tables that have
columns and no rows yet, and an engine runs the record. What writes SQL is slow to import, so it
stays out of this module: a cached plan is read and run without it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


BASELINE = ""
"""The world from which the others differ."""


@dataclass(frozen=True)
class Query:
    """A table that the database computes from others."""

    name: str
    declared: str
    """Its columns and their types, as the database's CREATE TABLE takes them."""
    sql: str
    """Nothing where the table has no rows, and is there for those who read it."""
    reads: frozenset[str]
    empty_with: str | None = None
    """A table without whose rows this one has none either, so that it need not be computed."""

    @property
    def needs(self) -> frozenset[str]:
        """The tables that must be there before this one is computed."""
        return self.reads if self.empty_with is None else self.reads | {self.empty_with}


@dataclass(frozen=True)
class Call:
    """A table that a Python function computes from others, where SQL cannot."""

    name: str
    step: str
    """The step that computes it."""
    function: "Callable[..., pa.Table]"
    arguments: Mapping[str, str]
    """By argument, the table that is handed over."""

    @property
    def needs(self) -> frozenset[str]:
        """The tables that are handed over."""
        return frozenset(self.arguments.values())


@dataclass(frozen=True)
class Plan:
    """Tables to compute, in order."""

    parts: tuple[Query | Call, ...]

    def written(self) -> list[dict[str, Any]]:
        """Return the plan as JSON can hold it: functions by the names of their steps."""
        return [
            {"name": part.name, "step": part.step, "arguments": dict(part.arguments)}
            if isinstance(part, Call)
            else {**asdict(part), "reads": sorted(part.reads)}
            for part in self.parts
        ]


def read_plan(
    written: Iterable[Mapping[str, Any]],
    function_of: "Callable[[str], Callable[..., pa.Table]]",
) -> Plan:
    """Return the plan that `Plan.written` gave.

    `function_of` gives the function of each step that is not SQL, by the step's name.
    """
    return Plan(
        tuple(
            Call(part["name"], part["step"], function_of(part["step"]), part["arguments"])
            if "step" in part
            else Query(**{**part, "reads": frozenset(part["reads"])})
            for part in written
        )
    )


class Scheduler:
    """What of a plan can be computed now, and which tables nothing waits for any more.

    Only the tables that are to be kept are computed, and those that they are made of.
    """

    def __init__(self, plan: Plan, kept: Collection[str]) -> None:
        self._kept = kept
        self._parts = _behind(plan, kept)
        place = self._place = {part.name: number for number, part in enumerate(self._parts)}
        self._needs = [{place[n] for n in part.needs if n in place} for part in self._parts]
        self._readers: list[list[int]] = [[] for _ in self._parts]
        for number, needs in enumerate(self._needs):
            for needed in needs:
                self._readers[needed].append(number)
        self._waits = [len(needs) for needs in self._needs]
        self._unread = [len(readers) for readers in self._readers]
        self._ready = [number for number, waits in enumerate(self._waits) if not waits]
        self._empty: set[str] = set()

    def take(self) -> Query | Call | None:
        """Return the first part that waits for nothing; None where all that are left wait, or none is left."""
        if not self._ready:
            return None
        return self._parts[heappop(self._ready)]

    def is_empty(self, part: Query | Call) -> bool:
        """Return whether a part that was taken is known to come out without rows."""
        return isinstance(part, Query) and (not part.sql or part.empty_with in self._empty)

    def done(self, part: Query | Call, rows: int) -> list[str]:
        """Record that a part was computed, with how many rows, and return the tables that can go."""
        number = self._place[part.name]
        if not rows:
            self._empty.add(part.name)
        for reader in self._readers[number]:
            self._waits[reader] -= 1
            if not self._waits[reader]:
                heappush(self._ready, reader)
        for needed in self._needs[number]:
            self._unread[needed] -= 1
        read = (number, *self._needs[number])
        names = (self._parts[one].name for one in read if not self._unread[one])
        return [name for name in names if name not in self._kept]


def _behind(plan: Plan, kept: Collection[str]) -> list[Query | Call]:
    """Return the parts of a plan that compute the kept tables or what those read, in order."""
    wanted = set(kept)
    for part in reversed(plan.parts):
        if part.name in wanted:
            wanted |= part.needs
    return [part for part in plan.parts if part.name in wanted]


class Engine(Protocol):
    """A database that holds tables by name and runs plans."""

    dialect: str

    def put(self, tables: "Mapping[str, pa.Table]") -> None:
        """Hold Arrow tables under their names, in place of those that had them."""

    def run(self, plan: Plan, kept: Collection[str]) -> None:
        """Compute the tables of a plan and hold those that are kept."""

    def fetch(self, name: str) -> "pa.Table":
        """Return a table that is held, as an Arrow table."""

    def close(self) -> None:
        """Let go of everything that is held."""
