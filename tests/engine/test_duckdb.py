"""Tables in DuckDB: what is put comes back, and a file that is written is opened by itself."""

import duckdb
import pyarrow as pa
import pytest

from tertius.engine.duckdb import DuckStore, write_database
from tertius.engine.plan import Plan, Query

NUMBERS = pa.table({"n": [1, 2, None]})


def test_a_database_holds_its_tables_and_needs_nobody(tmp_path):
    """Every table stands in the file under its name, with its types and its unknown values."""
    file = tmp_path / "published.duckdb"
    write_database(file, {"numbers": NUMBERS, "none": NUMBERS.slice(0, 0)})
    with duckdb.connect(str(file), read_only=True) as opened:
        assert opened.sql("SELECT n FROM numbers ORDER BY n").fetchall() == [(1,), (2,), (None,)]
        assert opened.sql("SELECT count(*) FROM none").fetchall() == [(0,)]
        assert opened.table("none").types == [duckdb.sqltypes.BIGINT]


def test_a_table_takes_the_place_of_another():
    """What is put under a name that is taken replaces it; a store that is closed holds nothing more."""
    store = DuckStore()
    store.put({"numbers": NUMBERS})
    store.put({"numbers": NUMBERS.slice(0, 1)})
    assert store.fetch("numbers").to_pylist() == [{"n": 1}]
    store.close()
    with pytest.raises(duckdb.Error):
        store.fetch("numbers")


def test_what_waits_for_nothing_is_let_go_of():
    """Only what is to be kept is held at the end; what it was made of is dropped."""
    store = DuckStore()
    store.put({"numbers": NUMBERS})
    doubled = Query(
        "doubled", '"n" BIGINT', "SELECT 2 * n AS n FROM numbers", frozenset({"numbers"})
    )
    added = Query("added", '"n" HUGEINT', "SELECT sum(n) AS n FROM doubled", frozenset({"doubled"}))
    store.run(Plan((doubled, added)), {"added"})
    assert store.fetch("added").to_pylist() == [{"n": 6}]
    with pytest.raises(duckdb.Error):
        store.fetch("doubled")


def test_a_database_reads_no_file(tmp_path):
    """SQL that names a file is refused, whatever wrote it."""
    (tmp_path / "secret.csv").write_text("n\n1\n")
    store = DuckStore()
    read = Query("read", '"n" BIGINT', f"SELECT n FROM '{tmp_path}/secret.csv'", frozenset())
    with pytest.raises(duckdb.Error, match="disabled"):
        store.run(Plan((read,)), {"read"})
