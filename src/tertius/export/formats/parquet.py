"""A case and its measures as Parquet files, for whoever has no DuckDB."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_parquet(study: "Study", folder: Path) -> None:
    """Write a file for each of the case's own tables and for each measure, and what they are."""
    import json

    from pyarrow.parquet import write_table

    from tertius.export.datapackage import DESCRIPTOR, data_package
    from tertius.export.tables import study_tables

    folder.mkdir(exist_ok=True)
    tables = study_tables(study)
    for name, table in tables.items():
        write_table(table, folder / f"{name}.parquet")
    text = json.dumps(data_package(study, tables, folder), indent=1, ensure_ascii=False)
    (folder / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8")


FORMAT = StudyFormat(
    name="parquet",
    place="parquet",
    about="A Parquet file for each table of the database, under the same name: "
    "`parquet/case_claims.parquet`, `parquet/measure_presence.parquet`. pandas, polars, R, DuckDB "
    "and Spark read them. `parquet/datapackage.json` describes every column (Data Package 2.0).",
    write=write_parquet,
    is_built=True,
)
