"""Tables on Apache Spark: on the cores of this machine, or on a cluster by its address."""

import logging
import os
import re
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa

from tertius.engine.plan import Call, Plan, Query, Scheduler
from tertius.errors import TertiusError

LOCAL = "local[*]"
"""The master where none is named: every core of this machine, in one process."""

MASTER = re.compile(
    r"local(\[(\*|\d+)(,\d+)?\])?|spark://(?P<addresses>[^/,\s]+:\d+(,[^/,\s]+:\d+)*)|yarn|k8s://\S+"
)

JAVA = 17
"""The oldest Java that Spark 4 runs on."""

JAVA_OUTPUT = "java.txt"
"""The file, in the scratch folder, that holds what Java prints."""

PATIENCE = 5.0
"""Seconds in which a master has to answer: enough for a far one; Spark would try for a minute."""

FEW = 10_000
"""A table of so many rows stays in this process: Spark plans better on what it can see."""

IN_ONE_PIECE = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.maxSinglePartitionBytes": "4194304t",
    "spark.sql.shuffle.partitions": "1",
}
"""How Spark plans where all tables that it reads are small: nothing is sent round or compiled."""

AS_USUAL = {
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.autoBroadcastJoinThreshold": "10485760",
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
}
"""How Spark plans unless told otherwise: these are its own defaults, the 10 MB of a broadcast included.

What else IN_ONE_PIECE changes depends on the master, and is put back as the session began with it.
"""

QUIET = """\
status = off
rootLogger.level = off
rootLogger.appenderRef.nowhere.ref = nowhere
appender.nowhere.type = Null
appender.nowhere.name = nowhere
"""
"""What goes wrong reaches the user as an exception; the log would repeat it at length."""


class SparkStore:
    """A Spark application of its own: it reads no file, runs no code of a case, and leaves nothing.

    Every table is computed at once and cut off from how it was made, so that a query never carries
    the plans of the steps before it. Python functions run in this process. A process has room for
    one application at a time.
    """

    dialect = "pyspark"

    def __init__(self, master: str = LOCAL) -> None:
        """Start the application.

        Raises TertiusError where Spark or Java is missing, or where the master cannot be had.
        """
        addresses = _addresses(master)
        _need_pyspark()
        _need_java()
        _need_answer(addresses)
        # Named for its process, so that what a killed one leaves is known as such and swept away.
        self._scratch = tempfile.TemporaryDirectory(
            prefix=f"tertius-spark-{os.getpid()}-", ignore_cleanup_errors=True
        )
        folder = Path(self._scratch.name)
        try:
            self._session = _session(master, folder)
        except Exception as error:
            reason = sentence(error, folder / JAVA_OUTPUT)
            self._scratch.cleanup()
            raise TertiusError(
                f"Spark did not start on {master}: {reason} See that the master runs the "
                "version of Spark that is installed here and has cores to spare, or leave out "
                "--master to compute on this machine."
            ) from error
        self._width = self._session.sparkContext.defaultParallelism
        began = {key: self._session.conf.get(key) for key in IN_ONE_PIECE}
        self._usual = began | AS_USUAL
        self._small: dict[str, Any] = {}
        self._spread: dict[str, set[int]] = {}
        """By table, the numbers under which Spark holds those that are not small."""

    def put(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold Arrow tables under their names, in place of those that had them."""
        for name, data in tables.items():
            self._put(name, data)

    def run(self, plan: Plan, kept: Collection[str]) -> None:
        """Compute the tables of a plan and hold those that are kept.

        Raises TertiusError where Spark gives up on one.
        """
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        scheduler = Scheduler(plan, kept)
        while part := scheduler.take():
            try:
                rows = self._compute(part, empty=scheduler.is_empty(part))
            except (PySparkException, Py4JError) as error:
                raise gave_up(part.name, error) from error
            for unused in scheduler.done(part, rows):
                self._drop(unused)

    def fetch(self, name: str) -> pa.Table:
        """Return a table that is held, as an Arrow table."""
        held = self._small.get(name) or self._session.table(name)
        return unmarked(held.toArrow())

    def close(self) -> None:
        """Let go of everything, and of the application."""
        self._session.stop()
        self._scratch.cleanup()

    def _compute(self, part: Query | Call, *, empty: bool) -> int:
        """Hold the table that a part of a plan computes, and return its number of rows.

        One that is known to be `empty` is declared, and its SQL is not run.
        """
        if isinstance(part, Call):
            given = {key: self.fetch(table) for key, table in part.arguments.items()}
            return self._put(part.name, part.function(**given))
        if empty:
            self._keep(part.name, self._session.createDataFrame([], part.declared))
            return 0
        if part.reads <= self._small.keys():
            self._plan_by(IN_ONE_PIECE)
            return self._put(part.name, asked(self._session, part).toArrow())
        self._plan_by(self._usual)
        return self._spread_out(part.name, asked(self._session, part))

    def _plan_by(self, settings: Mapping[str, str]) -> None:
        for key, value in settings.items():
            self._session.conf.set(key, value)

    def _put(self, name: str, data: pa.Table) -> int:
        frame = self._session.createDataFrame(data)
        if data.num_rows > FEW:
            return self._spread_out(name, frame.repartition(self._width))
        self._keep(name, frame)
        return int(data.num_rows)

    def _keep(self, name: str, small: Any) -> None:
        self._drop(name)
        # Spark takes one partition for one only where it is told, and else sends every join's rows round.
        small.coalesce(1).createOrReplaceTempView(name)
        self._small[name] = small

    def _spread_out(self, name: str, frame: Any) -> int:
        """Compute a table and hold it where it was computed, or here if it turns out small."""
        before = set(self._numbered())
        held = frame.localCheckpoint()
        numbers = set(self._numbered()) - before
        rows = int(held.count())
        if rows > FEW:
            self._drop(name)
            held.createOrReplaceTempView(name)
            self._spread[name] = numbers
        else:
            self._put(name, held.toArrow())
            self._forget(numbers)
        return rows

    def _drop(self, name: str) -> None:
        self._session.catalog.dropTempView(name)
        self._small.pop(name, None)
        self._forget(self._spread.pop(name, set()))

    def _forget(self, numbers: Collection[int]) -> None:
        held = self._numbered() if numbers else {}
        for number in numbers:
            if number in held:
                held[number].unpersist()

    def _numbered(self) -> Any:
        """Return by its number every frame that Spark persists; PySpark has no call for that."""
        return self._session.sparkContext._jsc.getPersistentRDDs()  # noqa: SLF001


def asked(session: Any, query: Query) -> Any:
    """Return the rows of a query as a frame, in the types that its table declares."""
    casts = ", ".join(
        f"CAST({name} AS {kind}) AS {name}" for name, kind in _declared(query.declared)
    )
    return session.sql(f"SELECT {casts} FROM ({query.sql})")  # noqa: S608 - the program's own


def unmarked(data: pa.Table) -> pa.Table:
    """Return a table whose columns may all be null: Spark notes which cannot be, the other engine does not."""
    return data.cast(pa.schema([(field.name, field.type) for field in data.schema]))


def gave_up(table: str, error: Exception) -> TertiusError:
    """Return what is said where Spark could not compute a table."""
    return TertiusError(
        f"Spark gave up on the table {table}: {sentence(error)} See that its workers are up and have "
        "memory, or build without --engine spark."
    )


def _declared(columns: str) -> list[tuple[str, str]]:
    """Return the names and types of the columns that a table declares, each name in its quotes."""
    parts = re.findall(r"(`[^`]+`) ((?:[^,(]|\([^)]*\))+)", columns)
    return [(name, kind.strip()) for name, kind in parts]


def _session(master: str, folder: Path) -> Any:
    """Return a session that writes into one folder, shows no page, and reads every day as UTC."""
    quiet = folder / "log4j2.properties"
    quiet.write_text(QUIET, encoding="utf-8")
    settings = {
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}",
        # No limit: whatever is fetched is to be held here.
        "spark.driver.maxResultSize": "0",
        "spark.local.dir": str(folder),
        "spark.log.level": "OFF",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.catalogImplementation": "in-memory",
        # What Spark infers of a table that it cut off names columns that are gone, and it fails.
        "spark.sql.constraintPropagation.enabled": "false",
        # A table that is handed over is small, or is spread out by `_put`.
        "spark.sql.leafNodeDefaultParallelism": "1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        settings |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            # Spark's own 200 are for a cluster; on one machine most would hold no row.
            "spark.sql.shuffle.partitions": "4",
        }
        if "SPARK_DRIVER_MEMORY" not in os.environ:
            # Everything runs in the driver here, and Spark's own default of 1 GB is for one that waits.
            settings["spark.driver.memory"] = "4g"
    # Spark warns of every pandas newer than it knows; no table here is a pandas frame.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    conf = SparkConf().setMaster(master).setAppName("tertius").setAll(list(settings.items()))
    context = SparkContext(conf=conf, gateway=_java(conf, folder))
    return SparkSession(context)


_gateways: list[Any] = []
"""The Java of this process, once it runs; it ends with the process."""


def _java(conf: Any, folder: Path) -> Any:
    """Return the gateway to this process's Java, whose output goes to a file in the folder."""
    from pyspark.java_gateway import launch_gateway

    if not _gateways:
        with (folder / JAVA_OUTPUT).open("wb") as output:
            _gateways.append(launch_gateway(conf, {"stdout": output, "stderr": output}))
    return _gateways[0]


def _addresses(master: str) -> list[tuple[str, int]]:
    """Return the hosts and ports of a standalone master; none for a master of another kind.

    Raises TertiusError where the text names no master.
    """
    match = MASTER.fullmatch(master)
    if match is None:
        raise TertiusError(
            f"{master!r} is no Spark master. Write spark://host:7077, yarn, k8s://https://host:443, "
            "or local[4] for four cores of this machine."
        )
    parts = (match["addresses"] or "").split(",") if match["addresses"] else []
    return [(host.strip("[]"), int(port)) for host, _, port in (p.rpartition(":") for p in parts)]


def _need_pyspark() -> None:
    if find_spec("pyspark") is None:
        raise TertiusError(
            "Apache Spark is not installed. Write pip install 'tertius[spark]', or build without --engine spark."
        )


def _need_java() -> None:
    """Raise TertiusError without the Java that Spark would find, in JAVA_HOME or else on the path."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    where = f"in JAVA_HOME ({home})" if home else "on the path"
    if java is None:
        raise TertiusError(
            f"Spark runs on Java {JAVA} or newer, and there is no java {where}. Install it (on "
            f"Debian: openjdk-{JAVA}-jre-headless), or name the folder of another in JAVA_HOME."
        )
    output = subprocess.run(  # noqa: S603 - the Java that Spark is about to run
        [java, "-version"], capture_output=True, text=True, check=False
    ).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', output)
    if version is None or int(version[1]) < JAVA:
        shortfall = f"is Java {version[1]}" if version else "does not say which version it is"
        raise TertiusError(
            f"Spark runs on Java {JAVA} or newer, and {java} {shortfall}. Install Java {JAVA} (on "
            f"Debian: openjdk-{JAVA}-jre-headless), or name the folder of another in JAVA_HOME."
        )


def _need_answer(addresses: Collection[tuple[str, int]]) -> None:
    """Raise TertiusError where a master has addresses and none of them answers."""
    for address in addresses:
        try:
            socket.create_connection(address, timeout=PATIENCE).close()
        except OSError:
            continue
        return
    if addresses:
        tried = ", ".join(f"{host}:{port}" for host, port in addresses)
        raise TertiusError(
            f"No Spark master answers at {tried}. See that it runs there and that the port is open "
            "from here, or leave out --master to compute on this machine."
        )


def sentence(error: Exception, log: Path | None = None) -> str:
    """Return in a sentence what went wrong: what Java printed before it ended, else the error's first line."""
    printed = ""
    if log and log.exists() and _java_ended(error):
        printed = log.read_text(encoding="utf-8", errors="replace").strip()
    lines = (line.strip(": ") for line in (printed or _stated(error)).splitlines())
    line = next(filter(None, lines), type(error).__name__)
    return line if line.endswith(".") else f"{line}."


def _java_ended(error: Exception) -> bool:
    from pyspark.errors import PySparkException

    return isinstance(error, PySparkException) and error.getCondition() == "JAVA_GATEWAY_EXITED"


def _stated(error: Exception) -> str:
    """Return what an error states; of one that Java threw, what Java stated, without the call that led there."""
    thrown = getattr(error, "java_exception", None)
    return str(error) if thrown is None else str(thrown.toString())
