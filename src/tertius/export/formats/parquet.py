"""A case and its measures as Parquet files, for whoever has no DuckDB."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_parquet(study: "Study", folder: Path) -> None:
    """Write a file for each of the case's own tables and for each measure."""
    from pyarrow.parquet import write_table

    from tertius.export.tables import study_tables

    folder.mkdir()
    for name, table in study_tables(study).items():
        write_table(table, folder / f"{name}.parquet")


FORMAT = StudyFormat(
    name="parquet",
    place="parquet",
    about="A Parquet file for each table of the database, under the same name: "
    "`parquet/case_claims.parquet`, `parquet/measure_presence.parquet`. pandas, polars, R, DuckDB "
    "and Spark read them.",
    write=write_parquet,
)
