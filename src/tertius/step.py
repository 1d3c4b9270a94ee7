"""What a step is: a pure function from tables to a table, and the partition it needs."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis
from ibis.expr.types import Table


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
    cut: bool
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
    cut: bool = False,
    name: str | None = None,
    columns: ibis.Schema | None = None,
) -> Callable[[Callable[..., Table]], Step]:
    """Declare a published table: what it answers, and by which partition it is computed again."""
    return _declare(question, per, cut, name, columns)


def step(*, per: tuple[str, ...], cut: bool = False) -> Callable[[Callable[..., Table]], Step]:
    """Declare a table on the way to a measure.

    `cut` drops the partitions that came out as they were. It costs two more queries, so it stands
    where much stays the same: after settling, after subjects, after cells.
    """
    return _declare("", per, cut, None, None)


def _declare(
    question: str, per: tuple[str, ...], cut: bool, name: str | None, columns: ibis.Schema | None
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
            cut=cut,
            columns=columns,
        )

    return declare


Choices = dict[str, Any]
"""Settings by name: the day of the results, the powers, words of the taxonomy."""


def union(tables: Sequence[Table]) -> Table:
    """All rows of the tables, with the columns of the first."""
    return reduce(lambda a, b: a.union(b.select(*a.columns)), tables)
