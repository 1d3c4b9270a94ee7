"""The page of tables: every file of evidence, and every column and field of it."""

import inspect
from collections.abc import Iterable

from tertius.case.checks.claims import contestable
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.source import Custom, Source
from tertius.evidence.tables import SUBJECTS, TABLES
from tertius.reference.markdown import table
from tertius.reference.sentences import keys_of, sentences

CODES = {
    "host": "code of a host",
    "power": "code of a power",
    "country": "code of a country or bloc",
}


def tables_page() -> Iterable[str]:
    """Yield the page: every table and its columns, then the fields of sources.json."""
    yield "# Tables"
    yield (
        "Every table is a UTF-8 CSV file with a header that names all its columns. Cells may be empty where they are "
        "not needed; several values in one cell are separated by `;`. An id is lower-case words joined by single "
        "hyphens; one left empty is filled by `tertius check CASE --fix`. Dates are EDTF: `2014`, `2014-10`, `2014-10-16`, "
        "`2014?`, `2012/2016`, `2008/..`. Numbers have a decimal point, no separators and at most six decimals."
    )
    for row in TABLES:
        yield f"## {row.table}.csv"
        yield inspect.getdoc(row) or ""
        if row.table in SUBJECTS:
            named = ", ".join(f"`{name}`" for name in contestable(row.table))
            yield f"Claims can be about its rows, and can contest {named}."
        yield table(
            ("column", "what it holds", "kind", "needed", "examples"),
            (_column(row, column) for column in columns(row)),
        )
    yield "## sources.json"
    yield "A list of CSL-JSON items, as Zotero exports it."
    texts = sentences()
    yield table(
        ("field", "what it holds"), ((f"`{key}`", texts["sources"][key]) for key in keys_of(Source))
    )
    yield "### The custom field"
    yield table(
        ("field", "what it holds"), ((f"`{key}`", texts["custom"][key]) for key in keys_of(Custom))
    )


def _column(row: type[Row], column: Column) -> tuple[str, ...]:
    field = row.model_fields[column.name]
    kind = "id" if column.name == "id" else column.kind
    if column.words:
        kind = f"word of [{column.words}](words.md#{column.words})"
    elif column.points_to:
        places = {
            "sources": "[sources.json](#sourcesjson)",
            "issues": "[issues](case-yml.md#issues)",
        }
        kind = "id in " + " or ".join(
            places.get(t, f"[{t}.csv](#{t}csv)") for t in column.points_to
        )
    elif column.code:
        kind = CODES[column.code]
    if column.many:
        kind += ", several"
    needed = "yes" if column.required else "no"
    if not column.required and field.default not in (None, ()):
        needed = f"no; `{field.default}` where empty"
    if column.name == "id":
        needed = "yes, or filled"
    return (
        f"`{column.name}`",
        column.description,
        kind,
        needed,
        ", ".join(f"`{e}`" for e in column.examples),
    )
