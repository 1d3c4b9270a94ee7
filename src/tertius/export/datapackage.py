"""The descriptor of a Data Package: which files there are, and what each of their columns means."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from tertius.case.licences import Licence, licence_of
from tertius.case.write import slug
from tertius.evidence.row import columns
from tertius.evidence.tables import TABLES
from tertius.export.tables import SOURCE_COLUMNS, SOURCES
from tertius.measures import MEASURES
from tertius.present.columns import column_sentence
from tertius.study.result import Study

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def data_package(study: Study, tables: Mapping[str, pa.Table], folder: Path) -> dict[str, Any]:
    """Return the descriptor of the tables of a study that lie in a folder as Parquet, under their names."""
    settings = study.case.settings
    licence = licence_of(settings.licence)
    return {
        "$schema": PROFILE,
        "name": re.sub(r"[^a-z0-9._-]+", "-", slug(settings.title)) or "case",
        "title": settings.title,
        **({"description": settings.question} if settings.question else {}),
        **({"homepage": settings.address} if settings.address else {}),
        "version": study.case_hash[:16],
        **({"licenses": [_licence(licence)]} if licence else {}),
        "resources": [
            _resource(name, table, folder / f"{name}.parquet") for name, table in tables.items()
        ],
    }


def _licence(licence: Licence) -> dict[str, str]:
    """Return a licence as a Data Package names it: by its identifier where it has one, and its address."""
    named = {"name": licence.id} if licence.id else {}
    return {**named, "path": licence.address, "title": licence.title}


def _resource(name: str, table: pa.Table, path: Path) -> dict[str, Any]:
    kind, _, called = name.partition("_")
    said = _case_columns(called) if kind == "case" else {}
    about = MEASURES[called].question if kind == "measure" else _case_table(called)
    key = MEASURES[called].key if kind == "measure" else _case_key(called)
    fields = []
    for field in table.schema:
        means = said.get(field.name) or (
            column_sentence(called, field.name) if kind == "measure" else ""
        )
        fields.append(
            {
                "name": field.name,
                "type": _type(field.type),
                **({"description": means} if means else {}),
            }
        )
    data = path.read_bytes()
    return {
        "name": name,
        "type": "table",
        "path": path.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": about,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": fields, **_primary(key, table)},
    }


def _primary(key: Sequence[str], table: pa.Table) -> dict[str, list[str]]:
    """Return the primary key of a table, which a Table Schema allows no empty cell; none where one is."""
    is_whole = not any(table[name].null_count for name in key)
    return {"primaryKey": list(key)} if is_whole else {}


def _case_key(name: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a case's own table apart."""
    return next((row.key for row in TABLES if row.table == name), ("id",))


def _case_table(name: str) -> str:
    if name == SOURCES:
        return "Publications that claims and observations name."
    (row_type,) = (row for row in TABLES if row.table == name)
    return (row_type.__doc__ or "").strip().splitlines()[0]


def _case_columns(name: str) -> dict[str, str]:
    if name == SOURCES:
        return {column: means for column, (_, means, _) in SOURCE_COLUMNS.items()}
    (row_type,) = (row for row in TABLES if row.table == name)
    return {c.name: (row_type.model_fields[c.name].description or "") for c in columns(row_type)}


def _type(kind: pa.DataType) -> str:
    """Return the type of a column in the words of a Table Schema."""
    tests = (
        (pa.types.is_list, "array"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_decimal, "number"),
        (pa.types.is_date, "date"),
    )
    return next((word for test, word in tests if test(kind)), "string")
