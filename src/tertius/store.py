"""Tables in one DuckDB file or in memory."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from tertius.case.read import Case
from tertius.evidence.dates import PartialDate
from tertius.evidence.row import Row, columns
from tertius.evidence.tables import TABLES
from tertius.inputs import NUMBER, TEXT, arrow
from tertius.plan import Call, Plan, Query

HANDED = "handed_over"
"""The name by which DuckDB sees an Arrow table while it is copied."""


class DuckStore:
    """An embedded DuckDB, in memory or in one file, that reads no other file and loads nothing.

    What is put stays in the file; what plans compute is gone with the connection.
    """

    dialect = "duckdb"

    def __init__(self, path: Path | None = None) -> None:
        self._connection = duckdb.connect(
            str(path) if path else ":memory:",
            config={
                "threads": "2",
                # No result is read in the order of its rows.
                "preserve_insertion_order": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "enable_external_access": "false",
            },
        )

    def put(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold Arrow tables under their names, in place of those that had them."""
        for name, data in tables.items():
            self._hold(f"OR REPLACE TABLE {_quoted(name)}", data)

    def run(self, plan: Plan, kept: Collection[str]) -> None:
        """Compute the tables of a plan and hold those that are kept."""
        empty: set[str] = set()
        for part, done in plan.run_order(kept):
            if isinstance(part, Call):
                given = {key: self.fetch(table) for key, table in part.arguments.items()}
                self._hold(f"OR REPLACE TEMP TABLE {_quoted(part.name)}", part.function(**given))
            elif not self._compute(part, unless=part.empty_with in empty):
                empty.add(part.name)
            for unused in done:
                self._connection.execute(f"DROP TABLE {_quoted(unused)}")

    def _compute(self, query: Query, *, unless: bool) -> int:
        """Hold what a query comes to, or an empty table, and say how many rows there are."""
        name = _quoted(query.name)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({query.declared})")
        if unless:
            return 0
        ((rows,),) = self._connection.execute(f"INSERT INTO {name} {query.sql}").fetchall()
        return int(rows)

    def fetch(self, name: str) -> pa.Table:
        """A table that is held, as an Arrow table."""
        sql = f"SELECT * FROM {_quoted(name)}"  # noqa: S608 - the name is ours
        return self._connection.sql(sql).to_arrow_table()

    def close(self) -> None:
        """Let go of everything; a file keeps what was put."""
        self._connection.close()

    def _hold(self, declared: str, data: pa.Table) -> None:
        self._connection.register(HANDED, data)
        sql = f"CREATE {declared} AS SELECT * FROM {HANDED}"  # noqa: S608 - the name is ours
        self._connection.execute(sql)
        self._connection.unregister(HANDED)


def _quoted(name: str) -> str:
    """The name of a table as SQL takes it; names are ours, never a case's."""
    assert name.replace("_", "").isalnum(), name
    return f'"{name}"'


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
