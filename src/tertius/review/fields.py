"""The rows of a bundle as a form: each cell with its sentence, its words and the words it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tertius.case.proposals.bundle import SOURCE_CELLS, cells, ids_of
from tertius.case.proposals.inbox import TABLES
from tertius.case.proposals.proposal import Proposal, Reason, Rows
from tertius.case.proposals.trial import Wrong
from tertius.case.read import Case
from tertius.evidence.row import Column, columns
from tertius.evidence.tables import BY_NAME

USUAL = {
    "claims": ("value", "unit", "stage", "date", "source", "via", "locator", "quote", "modality", "hedge", "information"),
    "observations": ("value", "unit", "period", "source", "via", "locator"),
    "engagements": ("sector", "parties", "start", "until"),
    "ties": ("share_pct", "domain", "sector", "start", "until"),
    "positions": ("kind", "start"),
    "actors": ("country", "note"),
    "sources": ("id", "type", "title", "author", "issued", "container-title", "URL", "language", "custom.outlet"),
}  # fmt: skip
"""Columns that are shown though they are empty and not needed."""

MOST_CHOICES = 400
"""A cell offers at most so many ids to choose from."""


@dataclass(frozen=True)
class Cell:
    """Hold one cell of the form."""

    table: str
    index: int
    column: str
    value: str
    hint: str
    needed: bool
    usual: bool
    """Whether it is shown at once, and not among the further columns."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The words of its vocabulary, each with its label; empty where any text goes."""
    listed: str = ""
    """The name of the list of ids that it offers."""
    many: bool = False
    reasons: tuple[int, ...] = ()
    """Which reasons of the proposal led to it."""
    wrong: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the cell in a form."""
        return f"c:{self.table}:{self.index}:{self.column}"


@dataclass(frozen=True)
class FormRow:
    """Hold one row of the form."""

    table: str
    index: int
    id: str
    cells: tuple[Cell, ...]
    merged: str = ""
    kept: bool = True
    wrong: tuple[str, ...] = ()
    """What is wrong with the row and with no single cell of it."""
    reasons: tuple[int, ...] = ()
    """Which reasons of the proposal led to the row, and to no cell that is shown."""

    @property
    def has_id(self) -> bool:
        """Return whether it can be merged with a row of the case."""
        return self.table == "sources" or "id" in BY_NAME[self.table].model_fields


def form_rows(
    case: Case,
    rows: Rows,
    *,
    reasons: tuple[Reason, ...] = (),
    merged: Mapping[str, str] | None = None,
    left_out: frozenset[tuple[str, int]] = frozenset(),
    wrong: tuple[Wrong, ...] = (),
) -> list[FormRow]:
    """Return the rows of a bundle as rows of a form, in the order of the tables."""
    messages: dict[tuple[str, int | None, str], list[str]] = {}
    for one in wrong:
        messages.setdefault((one.table, one.row, one.column), []).append(one.message)
    return [
        _form_row(case, table, index, row, reasons, (merged or {}), left_out, messages)
        for table in TABLES
        for index, row in enumerate(rows.get(table, ()))
    ]


def _form_row(
    case: Case,
    table: str,
    index: int,
    row: Mapping[str, Any],
    reasons: tuple[Reason, ...],
    merged: Mapping[str, str],
    left_out: frozenset[tuple[str, int]],
    messages_at: Mapping[tuple[str, int | None, str], list[str]],
) -> FormRow:
    shown = cells(table, row)
    name = str(row.get("id", ""))
    made = []
    for column in columns_of(table):
        led = tuple(
            number
            for number, reason in enumerate(reasons)
            if (reason.table, reason.row, reason.column) == (table, name, column.name)
        )
        wrong = tuple(messages_at.get((table, index, column.name), ()))
        value = shown.get(column.name, "")
        made.append(
            Cell(
                table=table,
                index=index,
                column=column.name,
                value=value,
                hint=column.description,
                needed=column.required and column.name != "id",
                usual=bool(
                    value or wrong or column.required or column.name in USUAL.get(table, ())
                ),
                words=words_of(case, column),
                listed="-".join(column.points_to),
                many=column.many,
                reasons=led,
                wrong=wrong,
            )
        )
    columns_shown = {cell.column for cell in made}
    rest = tuple(
        message
        for (at, number, column), messages in messages_at.items()
        if at == table and number == index and column not in columns_shown
        for message in messages
    )
    led = tuple(
        number
        for number, reason in enumerate(reasons)
        if (reason.table, reason.row) == (table, name) and reason.column not in columns_shown
    )
    kept = (table, index) not in left_out
    return FormRow(table, index, name, tuple(made), merged.get(name, ""), kept, rest, led)


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table, or what is shown of a source as if it were one."""
    if table != "sources":
        return columns(BY_NAME[table])
    pointing = {"custom.outlet": ("outlets",), "custom.derived_from": ("sources",)}
    return tuple(
        Column(
            name,
            hint,
            "text",
            many=False,
            required=name in ("id", "type"),
            words=None,
            points_to=pointing.get(name, ()),
            code=None,
            examples=(),
        )
        for name, hint in SOURCE_CELLS.items()
    )


def words_of(case: Case, column: Column) -> Mapping[str, str]:
    """Return the words that a cell may hold, each with its label."""
    if column.words is None:
        return {}
    return {
        word: case.taxonomy.label(column.words, word) for word in case.taxonomy.words(column.words)
    }


def listed_ids(case: Case, rows: Rows, points_to: str) -> list[str]:
    """Return the ids that a cell can name: those of the bundle first, then those of the case."""
    tables = points_to.split("-")
    own = [str(row["id"]) for table in tables for row in rows.get(table, ()) if row.get("id")]
    there = [
        name
        for table in tables
        for name in (case.issues if table == "issues" else ids_of(case, table))
    ]
    return list(dict.fromkeys([*own, *sorted(there)]))[:MOST_CHOICES]


def sentence_pieces(proposal: Proposal) -> list[tuple[str, tuple[int, ...]]]:
    """Return the sentence in pieces, each with the numbers of the reasons that it led to."""
    text = proposal.sentence
    spans = [(reason.start, min(reason.end, len(text))) for reason in proposal.reasons]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    return [
        (
            text[start:end],
            tuple(n for n, (low, high) in enumerate(spans) if low <= start and end <= high),
        )
        for start, end in pairwise(edges)
        if end > start
    ]
