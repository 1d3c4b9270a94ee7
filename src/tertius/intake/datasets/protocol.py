"""What a dataset is: its files, whom and when it covers, and what becomes of its rows in a case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tertius.errors import TertiusError
from tertius.evidence.text import several

if TYPE_CHECKING:
    import pyarrow as pa

Cells = Mapping[str, str]
"""A row of a table of the case, as the texts of its cells."""


class DatasetError(TertiusError):
    """A publisher's file is not what it should be; nothing of it is used."""


@dataclass(frozen=True)
class Request:
    """Hold for whom a dataset is read: one host, and the powers and baselines beside it."""

    host: str
    powers: tuple[str, ...]
    baselines: tuple[str, ...] = ()
    years: int = 10
    """How many years back from the last that a dataset covers."""
    back: int = 0
    """How many years before that last one the time ends."""

    @property
    def others(self) -> tuple[str, ...]:
        """Return powers and baselines."""
        return (*self.powers, *self.baselines)


@dataclass(frozen=True)
class Join:
    """Hold how many rows a join kept and lost, and the first few keys that were lost."""

    what: str
    kept: int
    lost: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = f" ({', '.join(self.examples)})" if self.examples else ""
        return f"{self.what}: {several(self.kept, 'row')} kept, {self.lost:,} lost{named}"


@dataclass
class Harvest:
    """Hold what a dataset comes to for one host.

    `rows` are rows of the case by table; `data` are tables kept under data/ and no claims; `gaps`
    are sentences on what the dataset does not cover, `notes` sentences on what was decided.
    """

    covers: str
    rows: dict[str, list[Cells]] = field(default_factory=dict)
    data: dict[str, "pa.Table"] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Mapping[str, Any]] = field(default_factory=list)

    def add(self, table: str, **cells: object) -> None:
        """Add a row to a table; cells that are None or empty stay empty."""
        written = {name: str(value) for name, value in cells.items() if value not in (None, "")}
        self.rows.setdefault(table, []).append(written)


@dataclass(frozen=True)
class Dataset:
    """Hold one public dataset; `harvest` reads its folder for one host.

    `files` are the names that its folder has to hold. `source` is its entry in sources.json
    (CSL-JSON), `outlet` the row of who publishes it. `redistributable` says whether rows of it may
    stand in a case that is published.
    """

    id: str
    about: str
    folder: str
    files: tuple[str, ...]
    source: Mapping[str, Any]
    outlet: Cells
    licence: str
    redistributable: bool
    harvest: Callable[[Path, Request], Harvest]
    lays: Literal["deals", "ballots", "figures"] | None = None
    """What of it may speak of what a case has, so that it can be laid beside one; None where nothing may."""
    holds: str = ""
    """What its folder then holds, in the few words of a message."""

    def missing(self, data: Path) -> Sequence[str]:
        """Return the files that are not on this disk."""
        return [name for name in self.files if not (data / self.folder / name).is_file()]
