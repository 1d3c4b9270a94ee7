"""Tables on a server that speaks Spark Connect: a managed Spark, or another engine that understands it.

Nothing of Java runs here, and no call goes around the protocol: no context, no checkpoint. Each table
is computed on the server and held as what it came to, so that no query carries the plans of those
before it.
"""

import re
import socket
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from tertius.engine.plan import Call, Plan, Query, Scheduler
from tertius.engine.spark import PATIENCE, asked, gave_up, sentence, unmarked
from tertius.errors import TertiusError

ADDRESS = re.compile(r"sc://(?P<host>[^:/\s]+|\[[^\]\s]+\])(?::(?P<port>\d+))?(?:/;\S*)?")
"""An address of Spark Connect, its parameters behind `/;` as Spark's own documentation has them."""

PORT = 15002
"""Where a server listens unless its address says otherwise."""

SETTINGS = {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}
"""What a result depends on: a division by zero is an error, and every day is read as UTC."""


def is_connect(master: str) -> bool:
    """Return whether a master is named as Spark Connect names one."""
    return master.startswith("sc://")


class ConnectStore:
    """A session of a Spark Connect server: what it is handed, it keeps for this session alone."""

    dialect = "pyspark"

    def __init__(self, master: str) -> None:
        """Begin a session.

        Raises TertiusError where the client is missing, or where no server answers at the address.
        """
        match = ADDRESS.fullmatch(master)
        if match is None:
            raise TertiusError(
                f"{master!r} is no address of Spark Connect. Write sc://host:15002, with /;token=… behind it where the server asks for one."
            )
        if find_spec("pyspark") is None or find_spec("grpc") is None:
            raise TertiusError(
                "Spark Connect is not installed. Write pip install 'tertius[connect]', or build without --engine spark."
            )
        _need_answer(match["host"].strip("[]"), int(match["port"] or PORT))
        from pyspark.sql.connect.session import SparkSession

        try:
            self._session: Any = SparkSession.builder.remote(master).create()
            for key, value in SETTINGS.items():
                self._session.conf.set(key, value)
        except Exception as error:
            raise TertiusError(
                f"No session began at {master}: {sentence(error)} See that the server runs a version of Spark "
                "that knows the client installed here, or leave out --master to compute on this machine."
            ) from error

    def put(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold Arrow tables under their names, in place of those that had them."""
        for name, data in tables.items():
            self._put(name, data)

    def run(self, plan: Plan, kept: Collection[str]) -> None:
        """Compute the tables of a plan and hold those that are kept.

        Raises TertiusError where the server gives up on one.
        """
        scheduler = Scheduler(plan, kept)
        while part := scheduler.take():
            try:
                rows = self._compute(part, empty=scheduler.is_empty(part))
            except Exception as error:
                raise gave_up(part.name, error) from error
            for unused in scheduler.done(part, rows):
                self._session.catalog.dropTempView(unused)

    def fetch(self, name: str) -> pa.Table:
        """Return a table that is held, as an Arrow table."""
        return unmarked(self._session.table(name).toArrow())

    def close(self) -> None:
        """Let go of the session and of everything in it."""
        self._session.stop()

    def _compute(self, part: Query | Call, *, empty: bool) -> int:
        if isinstance(part, Call):
            given = {key: self.fetch(table) for key, table in part.arguments.items()}
            return self._put(part.name, part.function(**given))
        if empty:
            nothing = self._session.createDataFrame([], part.declared)
            nothing.createOrReplaceTempView(part.name)
            return 0
        return self._put(part.name, asked(self._session, part).toArrow())

    def _put(self, name: str, data: pa.Table) -> int:
        if data.num_rows:
            held = self._session.createDataFrame(data)
        else:
            # Without a row the client cannot tell the columns of an Arrow table.
            from pyspark.sql.pandas.types import from_arrow_schema

            held = self._session.createDataFrame([], from_arrow_schema(data.schema))
        held.createOrReplaceTempView(name)
        return int(data.num_rows)


def _need_answer(host: str, port: int) -> None:
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError:
        raise TertiusError(
            f"No server of Spark Connect answers at {host}:{port}. See that it runs there and that the port is "
            "open from here, or leave out --master to compute on this machine."
        ) from None
