"""What a step is: a pure function from tables to a table, and the partition it needs."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis
from ibis.expr.types import Table

Cut = bool | tuple[str, ...]
"""Whether partitions that came out as they were are dropped, and by which columns besides `per`."""


@dataclass(frozen=True)
class Step:
    """A function from tables to a table; a measure is a step with a question.

    `inputs` are the tables that it takes, `choices` the keyword-only settings (a date, the powers),
    `per` the partition outside which it looks at no row.
    """

    name: str
    question: str
    per: tuple[str, ...]
    function: Callable[..., Table]
    inputs: tuple[str, ...]
    choices: tuple[str, ...]
    cut: tuple[str, ...]
    """By which columns rows are told apart from the baseline's; without any, they are not compared."""
    sums: bool
    """Whether it adds up numbers of rows, so that a world adds what is new to what was, less what is gone."""
    columns: ibis.Schema | None
    """The columns of a step that computes outside the database, where only it can tell them."""

    @property
    def summary(self) -> str:
        """The first line of what comes back."""
        return (inspect.getdoc(self.function) or "").split("\n")[0]


def measure(
    question: str,
    *,
    per: tuple[str, ...],
    cut: Cut = False,
    name: str | None = None,
    columns: ibis.Schema | None = None,
) -> Callable[[Callable[..., Table]], Step]:
    """Declare a published table: what it answers, and by which partition it is computed again."""
    return _declare(question, per, cut, name, columns, sums=False)


def step(
    *, per: tuple[str, ...], cut: Cut = False, sums: bool = False
) -> Callable[[Callable[..., Table]], Step]:
    """Declare a table on the way to a measure.

    `cut` drops the partitions that came out as they were, or, where it names columns besides those
    of `per`, the smaller partitions by them all. It costs two more queries, so it stands where much
    stays the same: after settling, after subjects, after cells. `sums` is for tables of whole or
    decimal numbers that add up over the rows of their one input that varies.
    """
    return _declare("", per, cut, None, None, sums=sums)


def _declare(
    question: str,
    per: tuple[str, ...],
    cut: Cut,
    name: str | None,
    columns: ibis.Schema | None,
    *,
    sums: bool,
) -> Callable[[Callable[..., Table]], Step]:
    def declare(function: Callable[..., Table]) -> Step:
        parameters = list(inspect.signature(function).parameters.values())
        return Step(
            name=name or function.__name__,
            question=question,
            per=per,
            function=function,
            inputs=tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY),
            choices=tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY),
            cut=() if cut is False else per if cut is True else (*per, *cut),
            sums=sums,
            columns=columns,
        )

    return declare


Choices = dict[str, Any]
"""Settings by name: the day of the results, the powers, words of the taxonomy."""


def union(tables: Sequence[Table]) -> Table:
    """All rows of the tables, with the columns of the first."""
    return reduce(lambda a, b: a.union(b.select(*a.columns)), tables)
