"""What a step is: a pure function from tables to a table, and the partition it needs."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Literal

from tertius.engine.lazy import Table, pa

Cut = bool | tuple[str, ...]
"""Whether partitions that came out as they were are dropped, and by which columns besides `per`."""

Kind = Literal["text", "number", "truth"]
"""What a column holds, as conditions on it see it."""

Shape = Mapping[str, str]
"""Columns with the names of their types, as both Ibis and Arrow know them: string, int64, float64."""


@dataclass(frozen=True)
class Step:
    """A function from tables to a table; a measure is a step with a question.

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
    question: str = ""
    columns: Mapping[str, Kind] = field(default_factory=dict)
    """The columns of a measure that may be named, in order; others of its table serve other steps."""
    texts: Mapping[str, Any] = field(default_factory=dict)
    """By column of text what it may hold, where that is not any text."""
    key: tuple[str, ...] = ()
    """The columns of a measure that tell its rows apart."""
    evidence: Callable[..., Any] | None = None
    """Returns what a row of a measure rests on, given the row, the columns named, and tables."""
    answered_by: str = ""
    """The rows of a case that would give the measure a row where it has none, in words."""
    exchanges: Any = None
    """Under which exchanges of labels a measure can be asked, or why under none."""
    reads: tuple[str, ...] = ()
    """The tables that `evidence` takes."""


def measure(
    question: str,
    *,
    per: tuple[str, ...],
    key: tuple[str, ...],
    columns: Mapping[str, Any],
    evidence: Callable[..., Any],
    answered_by: str,
    exchanges: Any,
    cut: Cut = False,
    name: str | None = None,
    shape: Shape | None = None,
) -> Callable[[Callable[..., Any]], Step]:
    """Declare a published table: what it answers, its columns, and what each of its rows rests on.

    A column is given with its kind or, where it holds text that is not free, with what it may hold.
    `key` names the columns that tell each row from every other. `evidence` takes a row, the columns that are asked of it, and, as keyword-only arguments, tables
    by the names of steps and inputs. `answered_by` says in words which rows of a case would answer
    where nothing does. `exchanges` says under which exchanges of labels the measure can be asked, or
    why under none. Raises ValueError where any of these is empty.
    """
    reads = _arguments(evidence)[1] if callable(evidence) else ()

    def declare(function: Callable[..., Any]) -> Step:
        own = name or function.__name__
        for what, given in (
            ("question", question),
            ("columns", columns),
            ("key", key),
            ("evidence", evidence),
            ("answered_by", answered_by),
            ("exchanges", exchanges),
        ):
            if not given:
                raise ValueError(f"the measure {own} is declared without its {what}")
        return _declared(
            function,
            per,
            cut,
            name=own,
            shape=shape,
            question=question,
            columns={c: _kind(what) for c, what in columns.items()},
            texts={c: what for c, what in columns.items() if not isinstance(what, str)},
            key=key,
            evidence=evidence,
            answered_by=answered_by,
            exchanges=exchanges,
            reads=reads,
        )

    return declare


def _kind(what: Any) -> Kind:
    """Return the kind of a column; one that is declared with what it may hold is of text."""
    kind: Kind = what if isinstance(what, str) else "text"  # type: ignore[assignment]
    return kind


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
        return _declared(function, per, cut, name=function.__name__, sums=sums)

    return declare


def _declared(
    function: Callable[..., Any],
    per: tuple[str, ...],
    cut: Cut,
    *,
    name: str,
    sums: bool = False,
    shape: Shape | None = None,
    **of_measure: Any,
) -> Step:
    inputs, choices = _arguments(function)
    return Step(
        name=name,
        per=per,
        function=function,
        inputs=inputs,
        choices=choices,
        cut=() if cut is False else per if cut is True else (*per, *cut),
        sums=sums,
        shape=shape,
        **of_measure,
    )


def _arguments(function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
