"""Tables in an embedded DuckDB."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path
from queue import SimpleQueue

import duckdb
import pyarrow as pa

from tertius.engine.plan import Call, Plan, Query, Scheduler

HANDED = "handed_over"
"""The name by which DuckDB sees an Arrow table while it is copied."""

TOGETHER = 2
"""So many tables of a plan are computed at a time: a small one uses one core, whatever DuckDB may use."""

WORKERS = TOGETHER + 1
"""One more lets go of tables meanwhile."""

FEW = 10_000
"""A query that reads no more rows than these takes longer to optimise than to run as it is written."""

MUCH = 122_880
"""So many rows of a table DuckDB gives to a thread: one with fewer is read by one, whatever others there are."""

THREADS = 2
"""So many threads work on a query where one is worth it."""

OLDEST = "v1.0.0"
"""The oldest DuckDB that opens a file: 1.0 was the first to promise that later ones read it."""


class DuckStore:
    """An embedded DuckDB in memory that reads no file and loads nothing."""

    dialect = "duckdb"

    was_opened = False
    """Whether this process has opened one, or was forked from one that had: its threads are no child's to inherit."""

    def __init__(self) -> None:
        DuckStore.was_opened = True
        # With two, what groups and joins divides its few rows (docs/decisions/0018).
        self._connection = _connect(":memory:", threads=1)
        self._free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        for _ in range(WORKERS):
            self._free.put(self._connection.cursor())
        self._as_written: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        """The connections that optimise nothing."""
        for _ in range(TOGETHER):
            cursor = self._connection.cursor()
            cursor.execute("PRAGMA disable_optimizer")
            self._as_written.put(cursor)
        self._rows: dict[str, int] = {}
        """How many rows each table has that is held."""

    def put(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold Arrow tables under their names, in place of those that had them."""
        for name, data in tables.items():
            self._rows[name] = _hold(self._connection, name, data)
        if any(rows > MUCH for rows in self._rows.values()):
            self._connection.execute(f"SET threads = {THREADS}")

    def run(self, plan: Plan, kept: Collection[str]) -> None:
        """Compute the tables of a plan and hold those that are kept.

        Tables that do not wait for each other are computed side by side.
        """
        scheduler = Scheduler(plan, kept)
        running: dict[Future[int], Query | Call] = {}
        dropping: list[Future[None]] = []
        with ThreadPoolExecutor(WORKERS) as pool:
            while True:
                while len(running) < TOGETHER and (part := scheduler.take()):
                    is_empty = scheduler.is_empty(part)
                    running[pool.submit(self._compute, part, empty=is_empty)] = part
                if not running:
                    break
                for finished in wait(running, return_when=FIRST_COMPLETED).done:
                    part = running.pop(finished)
                    self._rows[part.name] = finished.result()
                    for unused in scheduler.done(part, self._rows[part.name]):
                        del self._rows[unused]
                        dropping.append(pool.submit(self._drop, unused))
            for dropped in dropping:
                dropped.result()

    def _drop(self, name: str) -> None:
        with _borrowed(self._free) as connection:
            connection.execute(f"DROP TABLE {_quoted(name)}")

    def _compute(self, part: Query | Call, *, empty: bool) -> int:
        """Hold the table that a part of a plan computes, and return its number of rows.

        One that is known to be `empty` is declared, and its SQL is not run.
        """
        is_small = sum(self._rows[name] for name in part.needs) <= FEW
        with _borrowed(self._as_written if is_small else self._free) as connection:
            if isinstance(part, Call):
                given = {key: _read(connection, table) for key, table in part.arguments.items()}
                return _hold(connection, part.name, part.function(**given))
            name = _quoted(part.name)
            _execute(connection, f"CREATE OR REPLACE TABLE {name} ({part.declared})")
            if empty:
                return 0
            ((rows,),) = _execute(connection, f"INSERT INTO {name} {part.sql}").fetchall()
            return int(rows)

    def fetch(self, name: str) -> pa.Table:
        """Return a table that is held, as an Arrow table."""
        return _read(self._connection, name)

    def close(self) -> None:
        """Close every connection, and let go of all tables."""
        for connections in (self._free, self._as_written):
            while not connections.empty():
                connections.get().close()
        self._connection.close()


def write_database(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write a DuckDB file with Arrow tables under their names, which every DuckDB since OLDEST opens."""
    settings = {"storage_compatibility_version": OLDEST}
    with closing(_connect(str(path), threads=THREADS, **settings)) as connection:
        for name, data in tables.items():
            _hold(connection, name, data)


def _connect(database: str, *, threads: int, **settings: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        database,
        config={
            **settings,
            "threads": str(threads),
            # No result is read in the order of its rows.
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "enable_external_access": "false",
        },
    )


@contextmanager
def _borrowed(
    free: SimpleQueue[duckdb.DuckDBPyConnection],
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection that no other thread uses meanwhile."""
    connection = free.get()
    try:
        yield connection
    finally:
        free.put(connection)


_PARSED: dict[str, duckdb.Statement] = {}
"""By its SQL, each statement of a plan that was run: of a small case a fifth of the time goes into parsing."""


def _execute(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    """Execute a statement of a plan, which is parsed once however often it is run."""
    if sql not in _PARSED:
        (_PARSED[sql],) = connection.extract_statements(sql)
    return connection.execute(_PARSED[sql])


def _read(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    sql = f"SELECT * FROM {_quoted(name)}"  # noqa: S608 - the name is ours
    return connection.sql(sql).to_arrow_table()


def _hold(connection: duckdb.DuckDBPyConnection, name: str, data: pa.Table) -> int:
    connection.register(HANDED, data)
    sql = f"CREATE OR REPLACE TABLE {_quoted(name)} AS SELECT * FROM {HANDED}"  # noqa: S608 - the name is ours
    connection.execute(sql)
    connection.unregister(HANDED)
    return int(data.num_rows)


def _quoted(name: str) -> str:
    """Return the name of a table as SQL takes it; names are the program's, never a case's."""
    assert name.replace("_", "").isalnum(), name
    return f'"{name}"'
