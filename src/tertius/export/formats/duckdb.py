"""A case and its measures as a DuckDB file, for whoever opens it."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study

DATABASE = "tertius.duckdb"


def write_duckdb(study: "Study", database: Path) -> None:
    """Write a database with the case's own tables and every measure."""
    from tertius.engine.duckdb import write_database
    from tertius.export.tables import study_tables

    write_database(database, study_tables(study))


FORMAT = StudyFormat(
    name="duckdb",
    place=DATABASE,
    about="A DuckDB database with a table for each table of the case (`case_…`), its sources among them, and "
    "for each measure (`measure_…`). Every DuckDB from 1.0 on opens it.",
    write=write_duckdb,
    is_built=True,
)
