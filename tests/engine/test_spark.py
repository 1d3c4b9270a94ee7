"""The same computation on Apache Spark: every row as DuckDB gives it, and what is said where Spark cannot run."""

import socket
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from same_rows import assert_same, assert_same_baseline, assert_same_worlds, serbia
from tertius.cli.main import main
from tertius.engine import spark
from tertius.engine.duckdb import DuckStore
from tertius.engine.spark import SparkStore
from tertius.errors import TertiusError
from tertius.inputs.provenance import read_provenance
from tertius.worlds.computation import STEP_NAMES, Computation

ROOT = Path(__file__).parents[2]
SERBIA = ROOT / "cases" / "serbia"

pytestmark = [pytest.mark.spark, pytest.mark.xdist_group("spark")]


def missing():
    """Why Spark cannot run here, or nothing."""
    try:
        spark._need_pyspark()
        spark._need_java()
    except TertiusError as error:
        return f"Spark is not there: {error}"
    return None


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """One Spark application for every test: starting it takes longer than most of them."""
    if reason := missing():
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        # Half the time is Java's, and half of that is spent on making fast what runs once.
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("spark")))
        patch.setattr("tempfile.tempdir", None)
        started = SparkStore("local[2]")
    yield started
    started.close()


@cache
def portfolio():
    """A portfolio of one percent, with Serbia's choices, and what falls without each of its busiest origins."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from synthetic import portfolio as made

    stored = made(0.01)
    provenance = read_provenance(stored["origins"].to_pylist(), stored["bases"].to_pylist())
    busy = sorted(provenance.rows_of, key=lambda origin: (-len(provenance.rows_of[origin]), origin))
    _, choices, _ = serbia()
    return stored, choices, {origin: provenance.fallen([origin]) for origin in busy[:10]}


def both(store, stored, choices, measures=None):
    """A computation on DuckDB and the same on Spark, of all measures unless some are named."""
    return (
        Computation(DuckStore(), stored, choices, measures=measures),
        Computation(store, stored, choices, measures=measures),
    )


# What Spark takes is a second for each step, however few its rows are, and more where they are spread
# out: each step is computed on it as seldom as shows the sentence.


def test_every_row_of_the_serbia_case_is_the_same(store):
    """On the Serbia case every step gives DuckDB's rows; in worlds, test_connect.py says so of the same SQL."""
    stored, choices, _ = serbia()
    duck, sparked = both(store, stored, choices)
    assert_same_baseline(duck, sparked, STEP_NAMES)


def test_every_row_of_a_portfolio_is_the_same(store, monkeypatch):
    """On a portfolio whose tables Spark spreads out, who is where is the same, in every world."""
    monkeypatch.setattr(spark, "FEW", 2_000)
    stored, choices, worlds = portfolio()
    measures = {"presence"}
    duck, sparked = both(store, stored, choices, measures)
    assert store._spread, "no table was large enough to be spread out"
    assert_same_baseline(duck, sparked, measures)
    assert_same_worlds(duck, sparked, worlds, measures)


def test_what_was_put_comes_back(store, monkeypatch):
    """A table comes back with its types, unknown values and all, whether it is spread out or not."""
    stored, _, _ = serbia()
    for few in (0, 10_000):
        monkeypatch.setattr(spark, "FEW", few)
        store.put({"again": stored["claims"]})
        assert_same("claims", stored["claims"], store.fetch("again"))


def test_what_is_spread_out_is_planned_as_the_session_began(store, monkeypatch):
    """A query on a table that is spread out is cut into as many parts after one on a small table as before."""
    from tertius.engine.plan import Plan, Query

    monkeypatch.setattr(spark, "FEW", 2)
    store.put({"little": pa.table({"n": [1]}), "much": pa.table({"n": [1, 2, 3]})})
    for name, parts in (("little", "1"), ("much", "4")):
        sql = f"SELECT SUM(n) AS total FROM {name} GROUP BY n"
        store.run(Plan((Query("sums", "`total` BIGINT", sql, frozenset({name})),)), {"sums"})
        assert store._session.conf.get("spark.sql.shuffle.partitions") == parts
    assert sorted(store.fetch("sums")["total"].to_pylist()) == [1, 2, 3]


def test_nothing_is_left_of_tables_that_nothing_reads(store, monkeypatch):
    """A table that takes the place of another leaves nothing of it behind, here or on the workers."""
    monkeypatch.setattr(spark, "FEW", 0)
    stored, _, _ = serbia()
    store.put({"again": stored["claims"]})
    before = len(store._numbered())
    store.put({"again": stored["claims"]})
    assert len(store._numbered()) == before
    store._drop("again")
    assert len(store._numbered()) == before - 1


def refused(monkeypatch, capsys, *options):
    """What a build says that is refused."""
    small = Path(__file__).parents[1] / "cases" / "small"
    monkeypatch.setattr(sys, "argv", ["tertius", "build", str(small), *options])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_a_master_is_for_spark_alone(monkeypatch, capsys):
    """A master without --engine spark is refused, with what to add."""
    said = refused(monkeypatch, capsys, "--master", "local[2]")
    assert said == "--master names a Spark master. Add --engine spark, or leave it out.\n"


@pytest.mark.parametrize(
    "master", ["spark://host", "host:7077", "local[some]", "", "spark://a:1/b"]
)
def test_what_is_no_master_is_refused(master):
    """An address that is none is refused before anything starts, with what to write."""
    with pytest.raises(TertiusError, match=r"is no Spark master\. Write spark://host:7077"):
        SparkStore(master)


@pytest.mark.parametrize(
    ("master", "addresses"),
    [
        ("local", []),
        ("local[4]", []),
        ("local[*]", []),
        ("yarn", []),
        ("k8s://https://host:443", []),
        ("spark://host:7077", [("host", 7077)]),
        ("spark://one:7077,two:7078", [("one", 7077), ("two", 7078)]),
        ("spark://[::1]:7077", [("::1", 7077)]),
    ],
)
def test_the_masters_that_spark_knows(master, addresses):
    """Every kind of master is taken, and one that answers by itself is asked at its addresses."""
    assert spark._addresses(master) == addresses


def test_a_master_that_does_not_answer(monkeypatch):
    """Where nobody answers, the address and the way out are named within seconds."""
    monkeypatch.setattr(spark, "_need_pyspark", lambda: None)
    monkeypatch.setattr(spark, "_need_java", lambda: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(
            TertiusError, match=rf"No Spark master answers at 127\.0\.0\.1:{port}\. "
        ):
            SparkStore(f"spark://127.0.0.1:{port}")


def test_spark_is_an_extra(monkeypatch):
    """Where Spark is not installed, the message says how to install it."""
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(TertiusError, match=r"pip install 'tertius\[spark\]'"):
        SparkStore()


def java(folder, said):
    """A folder of a Java that says which version it is."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_java_is_needed(tmp_path, monkeypatch):
    """Where there is no Java, the message names the version and the package."""
    monkeypatch.setattr(spark, "_need_pyspark", lambda: None)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(TertiusError, match=r"no java in JAVA_HOME .* openjdk-17-jre-headless"):
        SparkStore()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TertiusError, match="there is no java on the path"):
        SparkStore()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('openjdk version "11.0.2" 2019-01-15', "is Java 11"),
        ('java version "1.8.0_202"', "is Java 8"),
        ("something else", "does not say which version it is"),
    ],
)
def test_an_older_java_does_not_do(tmp_path, monkeypatch, said, found):
    """A Java before 17 is refused with the version that was found."""
    monkeypatch.setattr(spark, "_need_pyspark", lambda: None)
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, said)))
    with pytest.raises(TertiusError, match=rf"Java 17 or newer, and .*/bin/java {found}\. "):
        SparkStore()


@pytest.mark.parametrize("said", ['openjdk version "17.0.15" 2025-04-15', 'java version "21" 2023'])
def test_java_17_or_newer_does(tmp_path, monkeypatch, said):
    """Java 17 and what came after it are taken."""
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, said)))
    spark._need_java()


def test_a_failure_names_the_table(store):
    """What Spark gives up on is named, with the reason, in a sentence and without a traceback."""
    from tertius.engine.plan import Plan, Query

    store.put({"numbers": pa.table({"n": [1, 0]})})
    plan = Plan(
        (Query("broken", "`x` DOUBLE", "SELECT 1 / n AS x FROM numbers", frozenset({"numbers"})),)
    )
    with pytest.raises(TertiusError, match=r"^Spark gave up on the table broken: .*DIVIDE_BY_ZERO"):
        store.run(plan, {"broken"})


def test_what_java_printed_is_the_reason(tmp_path):
    """Where Java ended before Spark began, its own first line is the reason; of what it threw, what that states."""
    pytest.importorskip("pyspark")
    from pyspark.errors import PySparkRuntimeError

    printed = tmp_path / "output"
    printed.write_text("\nUnrecognized VM option 'Old'\nError: no Java\n", encoding="utf-8")
    ended = PySparkRuntimeError(errorClass="JAVA_GATEWAY_EXITED", messageParameters={})
    assert spark.sentence(ended, printed) == "Unrecognized VM option 'Old'."
    assert spark.sentence(ended, tmp_path / "none").startswith("[JAVA_GATEWAY_EXITED]")
    assert spark.sentence(ValueError("Not so.\nAt all."), printed) == "Not so."

    error = ValueError("An error occurred while calling o1.\n: org.apache.spark.SparkException")
    stated = "org.apache.spark.SparkException: Master is gone\n\tat org.apache"
    error.java_exception = SimpleNamespace(toString=lambda: stated)
    assert spark.sentence(error) == "org.apache.spark.SparkException: Master is gone."
