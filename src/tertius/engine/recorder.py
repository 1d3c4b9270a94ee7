"""Writing a plan down while expressions are built on tables without rows."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, pairwise
from typing import Any

import ibis
import ibis.expr.operations as ops
import pyarrow as pa
from ibis.expr.types import Table
from sqlglot import Token, TokenType, tokenize

from tertius.engine.plan import Call, Plan, Query

TYPES = {"pyspark": "spark"}
"""Under which name Ibis knows a dialect's types, where it is another than the dialect's."""


@contextmanager
def written_fast() -> Iterator[None]:
    """Have SQL written with nothing done for its looks, and without collecting garbage meanwhile.

    Ibis would merge each SELECT into the one around it, which an engine's optimiser does anyway. Both
    together take nearly half of the time that a plan takes to write.
    """
    collects, fuses = gc.isenabled(), ibis.options.sql.fuse_selects
    gc.disable()
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = fuses
        if collects:
            gc.enable()


class Recorder:
    """Writes a plan down while expressions are built on tables without rows."""

    def __init__(self, dialect: str, prefix: str) -> None:
        if dialect in TYPES:
            getattr(ibis, dialect)  # Registers the options that Ibis reads when it writes this SQL.
        self._dialect, self._prefix = dialect, prefix
        self._numbers = count(1)
        self._parts: list[Query | Call] = []
        self._saved: dict[tuple[Any, str | None], Table] = {}

    def save(
        self, table: Table, name: str | None = None, *, empty_with: Table | None = None
    ) -> Table:
        """Return the table that will hold what an expression comes to.

        An expression that was written down already is not computed again. `empty_with` is a table,
        or some columns of one, without whose rows this one has none either.
        """
        key = (table.op(), name)
        if key not in self._saved:
            needed = None if empty_with is None else next(_read_by(empty_with))
            self._saved[key] = self._write(table, name, needed)
        return self._saved[key]

    def _write(self, table: Table, name: str | None, empty_with: str | None) -> Table:
        name = name or f"{self._prefix}{next(self._numbers)}"
        columns = table.schema()
        types = TYPES.get(self._dialect, self._dialect)
        sql = str(ibis.to_sql(table, dialect=self._dialect, pretty=False))
        if types == "spark":
            sql = _with_doubles(sql)
        reads = frozenset(_read_by(table))
        self._parts.append(Query(name, _declared(columns, types), sql, reads, empty_with))
        return ibis.table(columns, name=name)

    def declare(self, columns: ibis.Schema, name: str) -> Table:
        """Return a table of these columns that has no rows unless an engine is given some instead."""
        types = TYPES.get(self._dialect, self._dialect)
        self._parts.append(Query(name, _declared(columns, types), "", frozenset()))
        return ibis.table(columns, name=name)

    def call(
        self, step: str, function: Callable[..., pa.Table], columns: ibis.Schema
    ) -> Callable[..., Table]:
        """Return the Python function of a step as one that takes and gives tables of the plan."""

        def recorded(**inputs: Table) -> Table:
            held = {key: self._held(table) for key, table in inputs.items()}
            name = f"{self._prefix}{next(self._numbers)}"
            self._parts.append(Call(name, step, function, held))
            return ibis.table(columns, name=name)

        return recorded

    def plan(self) -> Plan:
        """Return the plan of everything that was recorded so far."""
        return Plan(tuple(self._parts))

    def _held(self, table: Table) -> str:
        op = table.op()
        return str(op.name) if isinstance(op, ops.UnboundTable) else self.save(table).get_name()


def _declared(columns: ibis.Schema, types: str) -> str:
    """Return columns and their types as CREATE TABLE takes them."""
    return ", ".join(column.sql(types) for column in columns.to_sqlglot_column_defs(types))


def _with_doubles(sql: str) -> str:
    """Return SQL of Spark whose numbers with a point are doubles, as the expressions have them.

    Spark takes `0.0` for a decimal, and a server that speaks its protocol may then compute what stands
    beside it as a decimal too, which is less exact and has an end (Sail: COALESCE of a double and 0.0).
    """
    points = [t.end + 1 for t in tokenize(sql, read="spark") if _is_with_point(t)]
    ends = [0, *points, len(sql)]
    return "D".join(sql[start:end] for start, end in pairwise(ends))


def _is_with_point(token: Token) -> bool:
    return token.token_type == TokenType.NUMBER and "." in token.text


def _read_by(table: Table) -> Iterator[str]:
    for op in table.op().find(ops.UnboundTable):
        yield op.name
