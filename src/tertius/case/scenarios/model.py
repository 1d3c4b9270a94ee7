"""A scenario: something that is not so today, and what the case would hold if it were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

FOLDER = "scenarios"
CHANGED = ("engagements", "ties", "positions", "links", "claims", "observations", "searches")
"""The tables whose rows a scenario may add, change and withdraw."""
ADDED = ("actors", "names", *CHANGED)
"""The tables to which a scenario may add rows."""


@dataclass(frozen=True)
class Entry:
    """Hold a row that a scenario adds, or the cells of one that it changes, and where that is written."""

    line: int
    cells: Mapping[str, str]

    @property
    def id(self) -> str:
        """Return the id of the row; empty where its table has none."""
        return self.cells.get("id", "")


Entries = Mapping[str, tuple[Entry, ...]]
"""For each table the rows that a scenario adds or changes."""


@dataclass(frozen=True)
class Scenario:
    """Hold what is assumed, in words, and what it adds to the case, changes and withdraws."""

    name: str
    title: str
    assumption: str
    add: Entries = field(default_factory=dict)
    change: Entries = field(default_factory=dict)
    withdraw: Mapping[str, int] = field(default_factory=dict)
    """The ids that are withdrawn, each with the line it stands on."""

    @property
    def file(self) -> str:
        """Return where the scenario is written, from the folder of the case."""
        return f"{FOLDER}/{self.name}.yml"

    @property
    def source(self) -> str:
        """Return the id of the source that stands for the assumption."""
        return f"scenario:{self.name}"


def each_entry(rows: Entries) -> Iterator[tuple[str, Entry]]:
    """Yield every row of every table, with the table."""
    for table, entries in rows.items():
        for entry in entries:
            yield table, entry
