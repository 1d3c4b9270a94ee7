"""Tables on Apache Spark: on the cores of this machine, or on a cluster by its address."""

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

from tertius.errors import TertiusError
from tertius.plan import Call, Plan, Query

LOCAL = "local[*]"
"""The master where none is named: every core of this machine, in one process."""

MASTER = re.compile(
    r"local(\[(\*|\d+)(,\d+)?\])?|spark://(?P<addresses>[^/,\s]+:\d+(,[^/,\s]+:\d+)*)|yarn|k8s://\S+"
)

JAVA = 17
"""The oldest Java that Spark 4 runs on."""

PATIENCE = 5.0
"""Seconds in which a master has to answer."""

FEW = 10_000
"""A table of so many rows stays in this process: Spark plans better on what it can see."""

IN_ONE_PIECE = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""How Spark plans where all tables that it reads are small: nothing is sent round or compiled."""

AS_USUAL = {
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.autoBroadcastJoinThreshold": "10485760",
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
}
"""How Spark plans unless told otherwise."""

LOGGING = """\
status = off
rootLogger.level = off
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
        self._folder = Path(tempfile.mkdtemp(prefix="tertius-spark-"))
        try:
            self._session = _session(master, self._folder)
        except Exception as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise TertiusError(
                f"Spark did not start on {master}: {_said(error)} See that the master runs the "
                "version of Spark that is installed here and has cores to spare, or leave out "
                "--master to compute on this machine."
            ) from error
        self._width = self._session.sparkContext.defaultParallelism
        self._small: set[str] = set()
        self._spread: dict[str, set[int]] = {}
        """By table, the numbers under which Spark holds those that are not small."""

    def put(self, tables: Mapping[str, pa.Table]) -> None:
        """Hold Arrow tables under their names, in place of those that had them."""
        for name, data in tables.items():
            frame = self._session.createDataFrame(data)
            if data.num_rows > FEW:
                self._spread_out(name, frame.repartition(self._width))
            else:
                self._drop(name)
                frame.createOrReplaceTempView(name)
                self._small.add(name)

    def run(self, plan: Plan, kept: Collection[str]) -> None:
        """Compute the tables of a plan and hold those that are kept.

        Raises TertiusError where Spark gives up on one.
        """
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        for part, done in plan.run_order(kept):
            try:
                self._compute(part)
            except (PySparkException, Py4JError) as error:
                raise TertiusError(
                    f"Spark gave up on the table {part.name}: {_said(error)} See that its workers "
                    "are up and have memory, or build without --engine spark."
                ) from error
            for unused in done:
                self._drop(unused)

    def fetch(self, name: str) -> pa.Table:
        """A table that is held, as an Arrow table."""
        found = self._session.table(name).toArrow()
        return found.cast(pa.schema([(field.name, field.type) for field in found.schema]))

    def close(self) -> None:
        """Let go of everything, and of the application."""
        self._session.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _compute(self, part: Query | Call) -> None:
        if isinstance(part, Call):
            given = {key: self.fetch(table) for key, table in part.arguments.items()}
            self.put({part.name: part.function(**given)})
        elif part.reads <= self._small:
            self._plan_by(IN_ONE_PIECE)
            self.put({part.name: self._asked(part).toArrow()})
        else:
            self._plan_by(AS_USUAL)
            self._spread_out(part.name, self._asked(part))

    def _plan_by(self, settings: Mapping[str, str]) -> None:
        for key, value in settings.items():
            self._session.conf.set(key, value)

    def _asked(self, part: Query) -> Any:
        """What a query gives, in the types that its table declares."""
        from pyspark.sql.types import StructType

        found = self._session.sql(part.sql)
        shape = StructType.fromDDL(part.declared)
        return found.select(*(found[f"`{c.name}`"].cast(c.dataType).alias(c.name) for c in shape))

    def _spread_out(self, name: str, frame: Any) -> None:
        """Compute a table and hold it where it was computed, or here if it turns out small."""
        before = set(self._numbered())
        held = frame.localCheckpoint()
        numbers = set(self._numbered()) - before
        if held.count() > FEW:
            self._drop(name)
            held.createOrReplaceTempView(name)
            self._spread[name] = numbers
        else:
            self.put({name: held.toArrow()})
            self._forget(numbers)

    def _drop(self, name: str) -> None:
        self._session.catalog.dropTempView(name)
        self._small.discard(name)
        self._forget(self._spread.pop(name, set()))

    def _forget(self, numbers: Collection[int]) -> None:
        held = self._numbered() if numbers else {}
        for number in numbers:
            if number in held:
                held[number].unpersist()

    def _numbered(self) -> Any:
        """By number, everything that Spark holds where it was computed; Python has no word for it."""
        return self._session.sparkContext._jsc.getPersistentRDDs()  # noqa: SLF001


def _session(master: str, folder: Path) -> Any:
    """A session that writes into one folder, shows no page, and reads every day as UTC."""
    logging = folder / "log4j2.properties"
    logging.write_text(LOGGING, encoding="utf-8")
    settings = {
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging.as_uri()}",
        "spark.driver.maxResultSize": "0",
        "spark.local.dir": str(folder),
        "spark.log.level": "OFF",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.catalogImplementation": "in-memory",
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
            "spark.sql.shuffle.partitions": "4",
        }
        if "SPARK_DRIVER_MEMORY" not in os.environ:
            settings["spark.driver.memory"] = "4g"
    # Spark warns of every pandas newer than it knows; no table here is a pandas frame.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    import ibis
    from pyspark.sql import SparkSession

    _ = ibis.pyspark  # Registers the options that Ibis reads when it writes SQL for Spark.
    builder = SparkSession.builder.master(master).appName("tertius")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _addresses(master: str) -> list[tuple[str, int]]:
    """Where a master is to answer, if it does so by itself. Raises TertiusError where it is none."""
    found = MASTER.fullmatch(master)
    if found is None:
        raise TertiusError(
            f"{master!r} is no Spark master. Write spark://host:7077, yarn, k8s://https://host:443, "
            "or local[4] for four cores of this machine."
        )
    parts = (found["addresses"] or "").split(",") if found["addresses"] else []
    return [(host.strip("[]"), int(port)) for host, _, port in (p.rpartition(":") for p in parts)]


def _need_pyspark() -> None:
    if find_spec("pyspark") is None:
        raise TertiusError(
            "Apache Spark is not installed. Write pip install 'tertius[spark]', or build without --engine spark."
        )


def _need_java() -> None:
    """Refuse to start without the Java that Spark would find, in JAVA_HOME or else on the path."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    where = f"in JAVA_HOME ({home})" if home else "on the path"
    if java is None:
        raise TertiusError(
            f"Spark runs on Java {JAVA} or newer, and there is no java {where}. Install it (on "
            f"Debian: openjdk-{JAVA}-jre-headless), or name the folder of another in JAVA_HOME."
        )
    told = subprocess.run(  # noqa: S603 - the Java that Spark is about to run
        [java, "-version"], capture_output=True, text=True, check=False
    ).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', told)
    if version is None or int(version[1]) < JAVA:
        found = f"is Java {version[1]}" if version else "does not say which version it is"
        raise TertiusError(
            f"Spark runs on Java {JAVA} or newer, and {java} {found}. Install Java {JAVA} (on "
            f"Debian: openjdk-{JAVA}-jre-headless), or name the folder of another in JAVA_HOME."
        )


def _need_answer(addresses: Collection[tuple[str, int]]) -> None:
    """Refuse a master of which no address answers; Spark itself would try for a minute."""
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


def _said(error: Exception) -> str:
    """The first line of what went wrong, as a sentence."""
    line = next(
        (line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__
    )
    return line if line.endswith(".") else f"{line}."
