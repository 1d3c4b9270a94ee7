"""The values of findings, computed from the measures and printed as the report asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tertius.present.labels import Labels
from tertius.report.inclusion import Format, Number
from tertius.report.words import UNKNOWN, joined, printed

CODED = ("host", "power", "other", "leader", "runner_up", "party", "state", "area", "counterpart")
"""Columns that hold the code of a country or bloc."""

STATED = ("value", "low", "high", "number")

ALWAYS_PERCENT: Mapping[str, tuple[str, ...]] = {
    "perception": (
        *("perceived", "perceived_low", "perceived_high", "perceived_of_answers", "no_answer"),
        *("measured", "gap", "gap_low", "gap_high", "total_gap", "named_correctly"),
    ),
}
"""Columns of a measure that are numbers of percent without saying so by their name."""


@dataclass(frozen=True)
class Values:
    """Prints values of the study."""

    labels: Labels

    def of(self, asked: Number) -> str:
        """Return a value of a finding in words or figures; unknown where not exactly one row has it.

        Where the finding takes several rows, all of their values are printed.
        """
        rows = [row for row in self.labels.study.tables[asked.measure] if asked.where(row)]
        finding = asked.finding.finding
        several = finding.each or any(value.each for value in finding.values.values())
        if not rows or (len(rows) > 1 and not several):
            return UNKNOWN
        cells = [self.cell(asked.measure, row, asked.column, asked.format) for row in rows]
        return joined(list(dict.fromkeys(cells)) if asked.kind != "number" else cells)

    def cell(self, measure: str, row: Mapping[str, Any], column: str, form: Format | None) -> str:
        """Return one cell of a measure as a reader sees it."""
        value = row[column]
        case = self.labels.case
        if isinstance(value, str) and column in CODED:
            return self.labels.side(value)
        if isinstance(value, str) and column in ("sector", "domain"):
            is_sector = value in case.taxonomy.words("sector")
            return str(case.taxonomy.label("sector" if is_sector else "domain", value))
        if isinstance(value, str) and column in ("issue", "holder", "target", "subject"):
            return self.labels.label(value)
        text = printed(
            value,
            form.name if form else None,
            form.digits if form else None,
            currency=self._currency(row, column),
            in_percent=_in_percent(measure, row, column),
        )
        missing = row.get("amounts_unknown") if (measure, column) == ("presence", "amount") else 0
        return f"{text} and {missing} unknown" if missing and value is not None else text

    def _currency(self, row: Mapping[str, Any], column: str) -> str:
        """Return the currency of an amount: its own where it stands as stated, else that of the case."""
        unit = row.get("unit") if column in STATED else None
        entry = self.labels.case.taxonomy.words("unit").get(unit) if unit else None
        if unit and entry and entry.get("currency"):
            return str(unit)
        return str(self.labels.case.settings.currency)


def _in_percent(measure: str, row: Mapping[str, Any], column: str) -> bool:
    """Return whether a number is one of percent, so that 56 is fifty-six of a hundred."""
    if column.endswith("_pct") or column in ALWAYS_PERCENT.get(measure, ()):
        return True
    if row.get("unit") == "pct" and column in STATED:
        return True
    return row.get("basis") == "stake" and column in ("value", "runner_up_value")
