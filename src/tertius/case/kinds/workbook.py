"""What only a workbook can have wrong; `tertius import` lists it and then writes nothing."""

from tertius.case.kinds.kind import Kind

WORKBOOK = (
    Kind(
        "sheet",
        "A sheet is missing or unknown",
        "One sheet for each table, named like it.",
        messages={
            "doubled": "stands twice. Keep one of the two.",
            "unknown": "is a sheet that is no table. Delete it, or move it to a file of its own.",
            "near": "is a sheet that is no table. Name it {near}.",
            "absent": "is missing. Put the sheet back; to empty a table, delete its rows and keep the headings.",
        },
    ),
    Kind(
        "source-line",
        "A line of the sheet of sources cannot be taken",
        "Each line is one source, known by its id.",
        messages={
            "no_id": "is a source without an id. Write one, such as amos-putins-man-2017.",
            "doubled": "stands twice. Keep one of the two lines.",
            "doubled_there": "stands twice in sources.json. Keep one of the two entries there first.",
            "renamed": "is the line of {old} with another id. Put {old} back, and rename it where everything follows: tertius rename CASE {old} {new}.",
            "no_type": "is a new source and lacks a type. Write one of CSL's words, such as article-newspaper, book, report or webpage.",
            "date": 'has "{cell}" in `{column}`, which {why}',
            "refused": "{why}",
        },
    ),
    Kind(
        "merged-cells",
        "Cells are merged",
        "Each value stands in a cell of its own.",
        messages={
            "range": "are merged cells. Undo the merging, and write the value into each cell.",
        },
    ),
    Kind(
        "formula-cell",
        "A cell holds a formula",
        "Values are read, and formulas never run.",
        messages={
            "formula": "is a formula, and formulas are not read. Write the value itself.",
            "shown": "is a formula, and formulas are not read. Write the value itself, such as {shown}, which it last showed.",
        },
    ),
    Kind(
        "date-cell",
        "A cell holds a day number",
        "How much of a date was typed cannot be told from it.",
        messages={
            "date": "is a date cell, which keeps a day and not what was typed. Format the cell as text and write as much of the date as the source says, such as 2014, 2014-10 or 2014-10-16.",
            "date_shown": "is a date cell, which keeps a day and not what was typed. It shows {day}, and may have been a month or a year. Format the cell as text and write as much of the date as the source says, such as {year}, {month} or {day}.",
            "number": "is a number, and may be the day number of a date. Format the cell as text and write as much of the date as the source says, such as 2014, 2014-10 or 2014-10-16.",
            "number_shown": "is a number, and may be the day number of a date. It shows {day}, and may have been a month or a year. Format the cell as text and write as much of the date as the source says, such as {year}, {month} or {day}.",
        },
    ),
    Kind(
        "number-cell",
        "A cell holds a number where it cannot be taken",
        "Digits written as text stay as they are written.",
        messages={
            "percent": "is shown as a percentage. Format the cell as text and write the number of percent, such as {percent}.",
            "inexact": "is a number that does not read back exactly. Format the cell as text and write its digits, at most 15 with 6 behind the point.",
            "text": "is a number in a column of text. Format the cell as text and write what shall stand there; if it was a date, as much of it as the source says.",
        },
    ),
    Kind(
        "truth-cell",
        "A cell holds a truth value",
        "Words are written as text.",
        messages={
            "truth": "is a truth value of the spreadsheet. Format the cell as text and write the word, such as yes or no.",
        },
    ),
    Kind(
        "error-cell",
        "A cell holds an error of the spreadsheet",
        "Such as #REF! or #N/A.",
        messages={
            "error": "is an error of the spreadsheet. Write the value itself, or nothing.",
        },
    ),
)
