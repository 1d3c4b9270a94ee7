"""Conditions that pick one row of a measure, as a finding's `where` would."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

Row = Mapping[str, Any]


def picks(rows: Sequence[Row], key: Sequence[str]) -> list[str | None]:
    """Return for each row the condition that picks it and no other, on as few columns of the key as do.

    Of several smallest sets the one whose columns come first is taken. None for a row that another
    row equals in the whole key.
    """
    conditions: list[str | None] = [None] * len(rows)
    waiting = list(range(len(rows)))
    for size in range(1, len(key) + 1):
        for columns in combinations(key, size):
            if not waiting:
                return conditions
            values = [tuple(row[column] for column in columns) for row in rows]
            counts = Counter(values)
            for number in waiting:
                if counts[values[number]] == 1:
                    conditions[number] = _equal(columns, values[number])
            waiting = [number for number in waiting if conditions[number] is None]
    return conditions


def _equal(columns: Sequence[str], values: Sequence[Any]) -> str:
    return " and ".join(map(_is, columns, values))


def _is(column: str, value: Any) -> str:
    if value is None:
        return f"{column} IS NULL"
    if isinstance(value, bool):
        return f"{column} IS {str(value).upper()}"
    if isinstance(value, str):
        return "{} = '{}'".format(column, value.replace("'", "''"))
    return f"{column} = {value}"
