"""Tables on a server of Spark Connect: every row in every world as DuckDB gives it, and what is said where none can be had."""

import contextlib
import os
import socket
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import yaml

from same_rows import assert_same, assert_same_baseline, assert_same_worlds, serbia
from tertius.cli.main import main
from tertius.engine import connect
from tertius.engine.connect import ConnectStore
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Plan, Query
from tertius.errors import TertiusError
from tertius.export.formats.duckdb import DATABASE
from tertius.measures import MEASURES
from tertius.worlds.computation import STEP_NAMES, Computation

# In one group with Spark's own tests: both ask for the same plans, which one worker writes.
pytestmark = [pytest.mark.spark, pytest.mark.xdist_group("spark")]


@pytest.fixture(scope="module")
def address():
    """The address of Sail, a server that needs no Java, in this process."""
    sail = pytest.importorskip("pysail.spark", reason="Sail is not installed")
    os.environ.setdefault("RUST_LOG", "off")
    server = sail.SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def store(address):
    """A session of its own for each test."""
    opened = ConnectStore(address)
    yield opened
    opened.close()


def test_every_row_in_every_world_is_the_same(store):
    """On the Serbia case every step gives DuckDB's rows, in the baseline and without any one origin."""
    stored, choices, worlds = serbia()
    duck, connected = (Computation(one, stored, choices) for one in (DuckStore(), store))
    assert_same_baseline(duck, connected, STEP_NAMES)
    assert_same_worlds(duck, connected, worlds, set(MEASURES))


def test_a_build_on_a_server_publishes_what_any_build_does(
    address, copy_small, tmp_path, monkeypatch
):
    """`tertius build --engine spark` writes the rows of every measure that a build on DuckDB writes."""
    case = copy_small(tmp_path).path
    findings = yaml.safe_load((case / "findings.yml").read_text(encoding="utf-8"))
    # One that names claims: flips of one that asks a measure would compute all of them in many worlds,
    # which the test above does.
    few = [finding for finding in findings if finding["id"] == "russian-rail-loan-is-real"]
    (case / "findings.yml").write_text(yaml.safe_dump(few), encoding="utf-8")
    for name, options in (("one", []), ("other", ["--engine", "spark", "--master", address])):
        arguments = ["tertius", "build", str(case), "--out", str(tmp_path / name), *options]
        monkeypatch.setattr(sys, "argv", arguments)
        with contextlib.suppress(SystemExit):
            main()
    one, other = published(tmp_path / "one"), published(tmp_path / "other")
    assert {f"measure_{name}" for name in MEASURES} <= one.keys()
    assert one == other


def published(folder):
    """The rows of each table of the database that a build writes, in an order of their own."""
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        return {name: sorted(map(repr, connection.table(name).fetchall())) for name in names}


def test_what_was_put_comes_back(store):
    """A table comes back with its types and unknown values, also where it has no row."""
    stored, _, _ = serbia()
    for data in (stored["claims"], stored["claims"].slice(0, 0)):
        store.put({"again": data})
        assert_same("claims", data, store.fetch("again"))


def test_a_failure_names_the_table(store):
    """What the server gives up on is named, with the reason, in a sentence and without a traceback."""
    store.put({"numbers": pa.table({"n": [1, 0]})})
    reads = frozenset({"numbers"})
    plan = Plan((Query("broken", "`x` DOUBLE", "SELECT 1 / n AS x FROM numbers", reads),))
    with pytest.raises(
        TertiusError, match=r"^Spark gave up on the table broken: .*Division by zero"
    ):
        store.run(plan, {"broken"})


@pytest.mark.parametrize(
    "master", ["sc://", "sc:host", "sc://host:port", "sc://a b", "sc://host/path"]
)
def test_what_is_no_address_is_refused(master):
    """An address that is none is refused before anything starts, with what to write."""
    with pytest.raises(
        TertiusError, match=r"is no address of Spark Connect\. Write sc://host:15002"
    ):
        ConnectStore(master)


def test_a_server_that_does_not_answer():
    """Where nobody answers, the address and the way out are named within seconds."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(
            TertiusError, match=rf"^No server of Spark Connect answers at 127\.0\.0\.1:{port}\. "
        ):
            ConnectStore(f"sc://127.0.0.1:{port}")


def test_the_client_is_an_extra(monkeypatch):
    """Where the client is not installed, the message says how to install it."""
    monkeypatch.setattr(connect, "find_spec", lambda name: None)
    with pytest.raises(TertiusError, match=r"pip install 'tertius\[connect\]'"):
        ConnectStore("sc://localhost")


def test_the_protocol_needs_no_java(address, monkeypatch):
    """With no Java to be found, a session begins and computes."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    store = ConnectStore(address)
    store.put({"numbers": pa.table({"n": [1, 2]})})
    assert store.fetch("numbers").to_pylist() == [{"n": 1}, {"n": 2}]
    store.close()
