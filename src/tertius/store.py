"""Tables in one DuckDB file or in memory."""

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

import ibis
import ibis.expr.operations as ops
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import TABLES
from tertius.inputs import NUMBER, TEXT, arrow
from tertius.worlds import Save


def connect(path: Path | None = None) -> Backend:
    """An embedded DuckDB, in memory or in one file, that reads no other file and loads nothing."""
    return ibis.duckdb.connect(
        str(path) if path else ":memory:",
        threads=2,
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )


def put(connection: Backend, tables: Mapping[str, pa.Table]) -> dict[str, Table]:
    """Store Arrow tables under their names and return them as tables of the connection."""
    return {
        name: connection.create_table(name, data, overwrite=True) for name, data in tables.items()
    }


def saver(connection: Backend) -> Save:
    """Computes an expression once into a table that lives as long as the connection.

    Does what Ibis's create_table does for a temporary table, without asking the database for the
    columns that the expression already tells.
    """
    numbers = count(1)

    def save(table: Table) -> Table:
        name = f"step_{next(numbers)}"
        if table.op().find(ops.InMemoryTable):
            return connection.create_table(name, table, temp=True)
        schema = table.schema()
        declared = ", ".join(
            column.sql("duckdb") for column in schema.to_sqlglot_column_defs("duckdb")
        )
        connection.raw_sql(f"CREATE TEMP TABLE {name} ({declared})")
        connection.raw_sql(f"INSERT INTO {name} {connection.compile(table)}")
        namespace = ops.Namespace(catalog="temp", database="main")
        return ops.DatabaseTable(
            name, schema=schema, source=connection, namespace=namespace
        ).to_expr()

    return save


def case_tables(case: Case) -> dict[str, pa.Table]:
    """The case's own tables, typed as their columns declare, for whoever opens the database."""
    return {f"case_{row.table}": _typed(row, case.rows(row.table)) for row in TABLES}


def _typed(row_type: type[Row], rows: Iterable[Row]) -> pa.Table:
    kinds = {"number": NUMBER}
    shape = pa.schema(
        [(c.name, pa.list_(TEXT) if c.many else kinds.get(c.kind, TEXT)) for c in columns(row_type)]
    )
    plain = (
        {
            c.name: str(v) if isinstance(v := getattr(r, c.name), PartialDate) else v
            for c in columns(row_type)
        }
        for r in rows
    )
    return arrow(plain, shape)
