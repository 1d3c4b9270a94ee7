"""Tables in DuckDB: what is put comes back, and a file that is written is opened by itself."""

import duckdb
import pyarrow as pa
import pytest

from many_worlds import left_out
from same_rows import assert_same
from small_case import small_study
from tertius.engine import duckdb as engine
from tertius.engine.duckdb import DuckStore, write_database
from tertius.engine.plan import Plan, Query
from tertius.measures import MEASURES
from tertius.worlds.computation import STEP_NAMES, Computation, choices_of

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


def test_what_is_run_as_it_is_written_comes_out_as_what_is_optimised(monkeypatch):
    """Every step of the small case has the same rows both ways, and so has every measure without any one origin."""
    study = small_study()
    provenance = study.verdicts.provenance
    worlds = {origin: provenance.fallen([origin]) for origin in sorted(provenance.rows_of)}

    def computed():
        computation = Computation(DuckStore(), study.stored, choices_of(study.case))
        pairs = computation.changed(left_out(worlds), set(MEASURES)).items()
        in_worlds = {(name, part): table for name, both in pairs for part, table in enumerate(both)}
        return in_worlds | {name: computation.table(name) for name in STEP_NAMES}

    as_written = computed()
    monkeypatch.setattr(engine, "FEW", -1)
    optimised = computed()
    assert as_written.keys() == optimised.keys()
    for name, table in optimised.items():
        assert_same(name, table, as_written[name])


def test_what_many_rows_are_asked_of_is_optimised():
    """A join that would not end as it is written ends, where the tables it reads have more than a few rows."""
    store = DuckStore()
    many = pa.table({"n": list(range(engine.FEW))})
    store.put({"one": many, "other": many, "third": many})
    sql = "SELECT count(*) AS n FROM one, other, third WHERE one.n = other.n AND other.n = third.n"
    query = Query("joined", '"n" BIGINT', sql, frozenset({"one", "other", "third"}))
    store.run(Plan((query,)), {"joined"})
    assert store.fetch("joined").to_pylist() == [{"n": engine.FEW}]


@pytest.mark.parametrize(("rows", "threads"), [(engine.MUCH, 1), (engine.MUCH + 1, engine.THREADS)])
def test_more_threads_work_where_a_table_is_worth_it(rows, threads):
    """One thread works on what DuckDB gives to one, and more where there is more than that."""
    store = DuckStore()
    store.put({"numbers": pa.table({"n": pa.nulls(rows, pa.int64())})})
    sql = "SELECT current_setting('threads') AS n"
    store.run(Plan((Query("asked", '"n" BIGINT', sql, frozenset()),)), {"asked"})
    assert store.fetch("asked").to_pylist() == [{"n": threads}]
