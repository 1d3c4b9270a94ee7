"""How a table, a row or a cell can be wrong by itself."""

from tertius.case.kinds.kind import OF_A_MODEL, Kind

TABLES = (
    Kind(
        "missing-column",
        "A column is missing",
        "The header names every column; its cells may be empty.",
        messages={
            "file": "is missing. The header is: {header}",
            "several": "lacks the columns {missing}. Add them to the header, and an empty cell for each to every row. The header is: {header}",
            "below": "is not the header, which stands in line {line}. Delete what stands above it.",
            "sheet": "has no headings. They are: {header}",
            "heading": "lacks the column {column}. Put its heading back; its cells may be empty.",
        },
    ),
    Kind(
        "later-column",
        "A column that came later is missing",
        "Its cells count as empty, and the table may stay so.",
        blocks=False,
        messages={
            "file": "is missing, and counts as empty. It may stay so; to use it, write {column} at the end of the header, and an empty cell at the end of every row.",
        },
    ),
    Kind(
        "unknown-column",
        "A column is unknown",
        "Unknown columns are reported, never ignored.",
        messages={
            "file": "is not a column of {file}. The header is: {header}",
            "letters": "is not written so. Write {near} in the header.",
            "near": "is not a column of {file}. Write {near} in the header.",
            "unnamed": "has no name, and cells stand below it. {file} has all its columns already: move what you need of them, and delete the column.",
            "unnamed_of": "has no name, and cells stand below it. Write {missing} in the header, where these are its cells; else move what you need of them, and delete the column.",
            "many": "has {columns:,} columns. The header is: {header}",
            "sheet": "is no column of {sheet}. Delete the column. The headings are: {header}",
            "sheet_near": "is no column of {sheet}. Write {near}, or delete the column. The headings are: {header}",
            "no_heading": "stands in a column without a heading. Move it below one, or delete the column {letters}.",
        },
    ),
    Kind(
        "doubled-column",
        "A column stands twice",
        "Keep one of the two.",
        messages={
            "file": "stands twice in the header. Keep one of the two.",
            "sheet": "stands twice in the headings. Keep one of the two.",
        },
    ),
    Kind(
        "ragged-row",
        "A row has too few or too many cells",
        "Often a comma outside quotes.",
        messages={
            "more": "has {cells} cells where the header has {columns}. Put quotes around a text that holds a comma.",
            "empty": "has {cells} cells where the header has {columns}, and those beyond are empty. Delete the last commas, so that {columns} cells are left.",
            "fewer": "has {cells} cells where the header has {columns}. Add the commas of the empty cells that are missing at its end.",
            "one": "has 1 cell where the header has {columns}. Delete the line if it is no row; else separate its cells by commas.",
            "separator": "separates its cells by {named}, and the header by commas. Write commas.",
        },
    ),
    Kind(
        "repeated-header",
        "The header stands again among the rows",
        "As where one table was put below another; `tertius check CASE --fix` leaves it out.",
        messages={
            "line": "repeats the header. Delete this line, or run `tertius check CASE --fix`.",
        },
    ),
    Kind(
        "empty-id",
        "An id is empty",
        "`tertius check CASE --fix` fills it.",
        messages={
            "cell": "is empty. Run `tertius check CASE --fix`, or write one.",
            "waits": "is empty. Mend {columns} first; `tertius check CASE --fix` fills it then.",
        },
    ),
    Kind(
        "empty-cell",
        "A cell that is needed is empty",
        "The reference page says which cells are needed.",
        messages={
            "column": "is empty. Write: {column}",
            "above": "is empty, and every row needs it. Write {above}, if the row belongs with the one above; else the id that is meant, of {files}.",
            "word": "is empty. Write: {column}, as one of: {listed}.",
            "graded": "is empty, and follows from `kind` and `state_controlled`. Run `tertius check CASE --fix` once both are filled.",
            "claim": "is empty. Write the {property}.",
            "claim_number": "is empty. Write the {property}, or low and high.",
            "unit": "is empty. Write the unit of the {property}, such as EUR or pieces.",
            "observation": "is empty. Write the number, or low and high.",
        },
    ),
    Kind(
        "bad-id",
        "An id is not an id",
        "Lower-case words joined by single hyphens.",
        messages={
            **OF_A_MODEL,
            "meant": "is not an id. Write {near}.",
            "named": "is not an id. Write {near}: {rows} it so.",
        },
    ),
    Kind(
        "bad-date",
        "A date is not a date",
        "EDTF: a year, month, day, span or open end.",
        messages={
            **OF_A_MODEL,
            "no_date": "is not a date. Write the day, month or year that the source gives, such as 2019-03; leave the cell empty where it gives none.",
            "needed": "is not a date. Write the day, month or year, such as 2019-03.",
            "since": "is not a date. Write {near}: `start` says since when.",
            "until": "is not a date. Write {near}: `until` says until when.",
        },
    ),
    Kind(
        "bad-number",
        "A number is not a number",
        "Digits with a decimal point.",
        messages={
            **OF_A_MODEL,
        },
    ),
    Kind(
        "odd-letter",
        "A word holds a letter that cannot be seen or is of another script",
        "As copying from a PDF or a web page brings it.",
        messages={
            "invisible": "holds a sign that cannot be seen ({letter}). Delete the word and type it anew.",
            "foreign": "holds a letter of another script ({letter}), which only looks like a Latin letter. Delete the word and type it anew.",
            "wide": "is written in wide (full-width) letters. Type it anew in ordinary letters: {near}.",
            "dash": "holds a dash that only looks like a hyphen ({letter}). Type {near} anew, with the hyphen of the keyboard.",
        },
    ),
    Kind(
        "bad-cell",
        "A cell cannot be read",
        "The message says what was expected.",
        messages={
            **OF_A_MODEL,
            "party": "is not a party. Write {near}, the role and the id of the actor.",
            "slips": "holds {slips}. Write {near}.",
            "parties": "is no list of parties, a role and the id of an actor each with a semicolon between them. Write {near}.",
            "several": "is several ids. Write {near}, with a semicolon between them.",
            "lack_roles": "names {bare} without a role. Write a role and a colon before each, such as {near}, and a semicolon between parties.",
            "no_role": "has no role. Write {near}.",
            "no_roles": "has no role. Write {near}, as the source says.",
            "long": "has {letters:,} characters. A cell holds {longest:,}.",
        },
    ),
    Kind(
        "bad-row",
        "The cells of a row do not fit together",
        "The message says which.",
        messages={
            **OF_A_MODEL,
            "no_table": "is in no table of a case: {table!r}.",
        },
    ),
)
