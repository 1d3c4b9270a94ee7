"""A proposal: the rows that one sentence seems to need, and what somebody decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["accepted", "edited", "merged", "rejected", "undecided"]

Rows = Mapping[str, tuple[Mapping[str, Any], ...]]
"""For each table the rows as cells of text, ids filled; `sources` holds CSL-JSON as in sources.json."""


@dataclass(frozen=True)
class Reason:
    """Hold which words of the sentence led to a cell."""

    table: str
    row: str
    """The id of the row in the bundle."""
    column: str
    start: int
    end: int
    """Which letters of the sentence."""
    why: str


@dataclass(frozen=True)
class Decision:
    """Hold what somebody decided about a proposal."""

    verdict: Verdict
    by: str
    date: str
    reason: str = ""
    rows: Rows = field(default_factory=dict)
    """The rows as they went into the tables; empty where none did."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """For ids of the bundle that are rows of the case already: which."""
    replaced: Rows = field(default_factory=dict)
    """Rows as they stood before the decision wrote them anew; empty where none was."""


@dataclass(frozen=True)
class Proposal:
    """Hold the whole bundle of rows that a sentence needs, waiting for a person."""

    id: str
    """The same for the same sentence of the same paper by the same proposer, whenever it is read."""
    via: str
    """The source that was read: the paper, as it is named in sources.json."""
    proposer: str
    """``rules``, ``model:NAME``, ``bibliography``, ``names``, ``person`` or ``form``."""
    sentence: str
    paragraph: str
    offset: int
    """Where in the paragraph the sentence begins."""
    locator: str
    """Where in the paper: ``line 345``, ``page 12``."""
    notes: tuple[int, ...]
    rows: Rows
    reasons: tuple[Reason, ...] = ()
    decision: Decision | None = None
