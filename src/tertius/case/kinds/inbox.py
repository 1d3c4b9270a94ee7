"""What only a file in inbox/ can have wrong; `tertius check` lists it, and a build does not look there."""

from tertius.case.kinds.kind import Kind

INBOX = (
    Kind(
        "proposal",
        "A file in inbox/ is no proposal",
        "Delete it and read the paper again; the tables are not touched by it.",
        blocks=False,
        messages={
            "too_many": "holds {files:,} files, and the first {most:,} are read. Remove what was decided.",
            "syntax": "is not JSON here ({why}). Delete it, and read the paper again.",
            "deep": "is nested too deeply. Delete it, and read the paper again.",
            "refused": "cannot be read ({why}). Delete it, and read the paper again.",
            "too_large": "is larger than {kibibytes} KiB, the limit.",
            "id": "is not an id. Write lower-case words joined by hyphens.",
            "file_name": "does not fit the file. Name the file {name}.json.",
            "order": "ends before it starts.",
            "verdict": "is no verdict. Write {verdicts}.",
            "ids": "is not a map of ids.",
            "tables": "is not a map of tables.",
            "no_table": "is no table. Write one of {tables}.",
            "too_many_rows": "holds more than {most} rows, the limit.",
            "row": "holds a row that is not a map of cells.",
            "source_id": "holds a source whose id is not a text.",
            "column": "is not a column of {table}.csv.",
            "map": "is not a map of names and values.",
            "key": "is not a key of a proposal. Remove it.",
            "absent": "is missing.",
            "text": "is not a text in quotes.",
            "long": "is longer than {longest:,} characters, the limit.",
            "number": "is not a whole number from 0 to {most:,}.",
            "list": "is not a list of at most {most:,}.",
        },
    ),
)
