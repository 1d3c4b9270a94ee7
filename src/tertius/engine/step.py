"""What a step is: a pure function from tables to a table, and the partition it needs."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from tertius.engine.lazy import Table, pa

Cut = bool | tuple[str, ...]
"""Whether partitions that came out as they were are dropped, and by which columns besides `per`."""

Shape = Mapping[str, str]
"""Columns with the names of their types, as both Ibis and Arrow know them: string, int64, float64."""


@dataclass(frozen=True)
class Step:
    """A function from tables to a table.

    `inputs` are the tables that it takes, `choices` the keyword-only settings (a date, the powers),
    `per` the partition outside which it looks at no row.
    """

    name: str
    per: tuple[str, ...]
    function: Callable[..., Any]
    inputs: tuple[str, ...]
    choices: tuple[str, ...]
    cut: tuple[str, ...]
    """The columns by which rows are compared with the baseline's; without any, they are not compared."""
    sums: bool
    """Whether it adds up numbers of rows, so that a world adds what is new to what was, less what is gone."""
    shape: Shape | None
    """The columns of a step that computes outside the database, where only it can tell them."""


def step(
    *, per: tuple[str, ...], cut: Cut = False, sums: bool = False
) -> Callable[[Callable[..., Any]], Step]:
    """Declare a table on the way to a measure.

    `cut` drops the partitions that came out as they were, or, where it names columns besides those
    of `per`, the smaller partitions by them all. It costs two more queries, so it stands where much
    stays the same: after settling, after subjects, after cells. `sums` is for tables of whole or
    decimal numbers that add up over the rows of their one input that varies.
    """

    def declare(function: Callable[..., Any]) -> Step:
        return as_step(function, per, cut, name=function.__name__, sums=sums)

    return declare


def as_step(
    function: Callable[..., Any],
    per: tuple[str, ...],
    cut: Cut,
    *,
    name: str,
    sums: bool = False,
    shape: Shape | None = None,
) -> Step:
    """Return a function with the partition that it needs, and the tables and settings that its arguments name."""
    inputs, choices = arguments_of(function)
    return Step(
        name=name,
        per=per,
        function=function,
        inputs=inputs,
        choices=choices,
        cut=() if cut is False else per if cut is True else (*per, *cut),
        sums=sums,
        shape=shape,
    )


def arguments_of(function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of a function's positional arguments, and of its keyword-only ones."""
    parameters = inspect.signature(function).parameters.values()
    return (
        tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY),
        tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY),
    )


Choices = dict[str, Any]
"""Settings by name: the day of the results, the powers, words of the taxonomy."""


def union(tables: Sequence[Table]) -> Table:
    """Return all rows of the tables, repeated ones too, with the columns of the first."""
    return reduce(lambda a, b: a.union(b.select(*a.columns)), tables)


def arrow_of(rows: Iterable[Mapping[str, Any]], shape: Shape) -> "pa.Table":
    """Return rows as an Arrow table of a shape."""
    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in shape.items()])
    return pa.Table.from_pylist(list(rows), schema=schema)
