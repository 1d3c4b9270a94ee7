"""What leaves in somebody else's format: the same tables in each, in files that older programs open."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pkgutil import iter_modules

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius.evidence.source import Source
from tertius.evidence.tables import TABLES
from tertius.export import formats
from tertius.export.formats import CaseFormat, case_formats, study_formats
from tertius.export.formats.duckdb import DATABASE
from tertius.export.tables import study_tables
from tertius.measures import MEASURES

NAMES = (
    {f"case_{row.table}" for row in TABLES}
    | {f"measure_{name}" for name in MEASURES}
    | {"case_sources"}
)


@pytest.fixture(scope="module")
def written(tmp_path_factory, small_study):
    """A folder with the small case in every format of a study."""
    folder = tmp_path_factory.mktemp("formats")
    for each in study_formats():
        each.write(small_study, folder / each.place)
    return folder


def of_database(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("select table_name from information_schema.tables").fetchall()
        return {
            name: connection.sql(f'select * from "{name}"').to_arrow_table() for (name,) in names
        }


def rows(table):
    return sorted(repr(sorted(row.items())) for row in table.to_pylist())


def test_database_and_parquet_hold_the_same(written):
    """Each table of the case and each measure is in the database and a Parquet file, with the same rows."""
    tables = of_database(written / DATABASE)
    files = {path.stem: pq.read_table(path) for path in (written / "parquet").glob("*.parquet")}
    assert set(tables) == set(files) == NAMES
    assert sum(table.num_rows for table in files.values()) > 200
    for name, table in files.items():
        assert table.schema.names == tables[name].schema.names, name
        assert rows(table) == rows(tables[name]), name


def test_claims_join_their_sources(written):
    """Each source that a claim names stands in the table of sources, with outlet, date and language."""
    with duckdb.connect(str(written / DATABASE), read_only=True) as connection:
        joined = connection.sql(
            "select distinct c.name, s.issued, s.outlet, s.language, s.derived_from "
            "from (select unnest(source) as name from case_claims) c "
            "left join case_sources s on s.id = c.name order by c.name"
        ).fetchall()
    assert joined[:2] == [
        ("company-page", None, "company-site", "en", None),
        ("daily-2014", "2014-03-29", "daily", "sr", "wire-2014"),
    ]
    assert len(joined) == 9
    assert [name for name, _, outlet, _, _ in joined if outlet is None] == ["note-7"]


def test_a_source_says_what_it_is(small_study):
    """DOI, address, journal and what a source repeats have a column each; what is not known is empty."""
    source = Source.model_validate(
        {
            "id": "ana-2016", "type": "article-journal", "title": "Rail", "DOI": "10.1/x",
            "URL": "https://example.org/x", "container-title": "Rail Review",
            "author": [{"family": "Ilić", "given": "Ana"}, {"literal": "Staff"}],
            "issued": {"date-parts": [[2016, 5]]}, "custom": {"derived_from": "wire-2016"},
        }
    )  # fmt: skip
    study = replace(small_study, case=replace(small_study.case, sources={"ana-2016": source}))
    assert study_tables(study)["case_sources"].to_pylist() == [
        {
            "id": "ana-2016", "type": "article-journal", "title": "Rail", "doi": "10.1/x",
            "author": ["Ana Ilić", "Staff"], "issued": "2016-05", "container": "Rail Review",
            "outlet": None, "language": None, "url": "https://example.org/x",
            "derived_from": "wire-2016", "lost": False,
        }
    ]  # fmt: skip


def test_rows_of_a_measure_stand_in_an_order_of_their_own(small_study, monkeypatch):
    """In whatever order a measure comes from the database, it is published in one."""
    before = study_tables(small_study)
    table = small_study.computation.table

    def backwards(name):
        rows = table(name)
        return rows.take(pa.array(range(rows.num_rows)[::-1], pa.int64()))

    monkeypatch.setattr(small_study.computation, "table", backwards)
    assert any(backwards(name) != table(name) for name in MEASURES)
    assert study_tables(small_study) == before


def test_columns_of_parquet_have_their_types(written):
    """Lists are lists in Parquet, numbers are numbers, and what is true is no text."""
    claims = pq.read_schema(written / "parquet" / "case_claims.parquet")
    assert claims.field("source").type == pa.list_(pa.string())
    presence = pq.read_schema(written / "parquet" / "measure_presence.parquet")
    assert pa.types.is_integer(presence.field("engagements").type)


def test_the_database_is_written_as_the_first_version_did(written):
    """The file says in its head that it is of version 64, which every DuckDB since 1.0 reads."""
    head = (written / DATABASE).read_bytes()[:20]
    # The layout of a DuckDB file: eight bytes of a checksum, four letters, and its version.
    assert (head[8:12], int.from_bytes(head[12:20], "little")) == (b"DUCK", 64)


OLDER = "TERTIUS_DUCKDB_1"
"""Names a Python that has DuckDB 1: one process has room for one DuckDB."""


def test_an_older_duckdb_opens_the_database(written):
    """DuckDB 1 reads every table, and as many rows."""
    if OLDER not in os.environ:
        pytest.skip(f"{OLDER} names no Python with DuckDB 1; another test reads the file's head")
    program = (
        "import duckdb, json, sys\n"
        "assert duckdb.__version__ < '2'\n"
        "c = duckdb.connect(sys.argv[1], read_only=True)\n"
        "names = c.execute('select table_name from information_schema.tables').fetchall()\n"
        "print(json.dumps({n: len(c.execute('select * from ' + n).fetchall()) for (n,) in names}))"
    )
    command = [os.environ[OLDER], "-c", program, written / DATABASE]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    tables = of_database(written / DATABASE)
    assert json.loads(run.stdout) == {name: table.num_rows for name, table in tables.items()}


def test_a_format_is_found_by_its_file(tmp_path, monkeypatch):
    """A file in the folder of formats is a choice of `tertius export --to`, with nothing else changed."""
    (tmp_path / "ods.py").write_text(
        "from tertius.export.formats import CaseFormat\n"
        "FORMAT = CaseFormat('ods', 'A sheet.', lambda folder, case, problems: (b'', 'nothing'))\n"
    )
    before = case_formats()
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    formats.formats.cache_clear()
    try:
        assert list(case_formats()) == sorted({"ods", *before})
    finally:
        formats.formats.cache_clear()
        sys.modules.pop("tertius.export.formats.ods")


def test_every_format_says_what_it_is():
    """Each format has the name of its file, by which they are listed, and a sentence of its own."""
    listed = formats.formats()
    assert [each.name for each in listed] == sorted(
        module.name for module in iter_modules(formats.__path__)
    )
    assert len({each.about for each in listed}) == len(listed)
    assert all(re.fullmatch(r"[A-Z].*\.", each.about) for each in listed)
    assert all(isinstance(each, CaseFormat) or each.place for each in listed)


def test_a_build_writes_what_says_so():
    """Beside the atlas stand the formats that are declared as built, the database and Parquet among them."""
    built = [each for each in formats.formats() if getattr(each, "is_built", False)]
    assert list(study_formats()) == built
    assert {"duckdb", "parquet"} <= {each.name for each in built}


def test_listing_the_formats_is_cheap():
    """What the command line reads of the formats loads no database and no spreadsheet."""
    slow = "{'duckdb', 'pyarrow', 'openpyxl', 'ibis', 'pydantic'}"
    program = f"import sys, tertius.cli.tables; print(sorted({slow} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
