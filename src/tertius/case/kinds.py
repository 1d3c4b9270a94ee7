"""Every kind of problem that a case can have, with the texts of its messages: declared here, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """Hold a kind of problem: what it is about, what its messages say, and whether it keeps a case from building.

    A message is a template with named fields, as `str.format` fills them; who finds a problem
    names the kind and the message, and gives the fields.
    """

    code: str
    title: str
    help: str
    blocks: bool = True
    messages: Mapping[str, str] = field(default_factory=dict)


NOT_A_WORD = "is not a word of {vocabulary}. Write {near}, or another of: {listed}."

OF_A_MODEL = {
    "absent": "is missing. Add it.",
    "no_map": "is not a map of names and values. Write it as its reference page shows.",
    "unknown": "is not known here. Remove it, or check its spelling.",
    "reason": "{reason}",
}
"""What the model of a row, a source or the settings says; the reason is the sentence of the type that refuses a value."""

OF_AN_ITEM = {name: f"item {{number}}: {text}" for name, text in OF_A_MODEL.items()}

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "missing-file",
            "A file is missing",
            "Every table has its file, if only a header.",
            messages={
                "absent": "is missing. Put it back, or take the empty {name} that `tertius new` writes.",
                "no_file": "is not a file. Put the file in its place.",
                "refused": "cannot be read: {why}.",
                "dataset": "is not under data/. Put it there.",
            },
        ),
        Kind(
            "encoding",
            "Text is not UTF-8",
            "Save the file as UTF-8; the message names the byte.",
            messages={
                "byte": "holds the byte 0x{byte:02x}, which is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8).",
            },
        ),
        Kind(
            "half-file",
            "A file breaks off or is too large",
            "A quote is never closed, or a limit is passed.",
            messages={
                "too_large": "is larger than {mebibytes} MiB, the limit.",
                "zero_byte": "holds a zero byte. Save it again as CSV.",
                "breaks_off": "cannot be read as CSV from here on ({why}). Close the quote or finish the row.",
                "empty": "is empty. It needs at least its header.",
            },
        ),
        Kind(
            "outside",
            "A path leaves the case folder",
            "A case reads only what lies inside its folder.",
            messages={
                "case": "leads out of the case folder. Put the file inside it.",
                "data": "leads out of data/. Put the file inside it.",
            },
        ),
        Kind(
            "yaml",
            "A YAML file cannot be read",
            "Plain maps, lists and words; no tags, anchors or aliases.",
            messages={
                "no_settings": "is not a map of settings. Write title: …, hosts: […].",
                "anchor": "uses an anchor or alias. Write the text out.",
                "tag": "uses the tag {tag}. Remove it.",
                "deep": "is nested deeper than {levels} levels.",
                "syntax": "is not YAML here ({why}). Check indents, colons and quotes.",
                "digits": "holds a number of thousands of digits. Shorten it.",
            },
        ),
        Kind(
            "json",
            "A JSON file cannot be read",
            "sources.json is a list of CSL-JSON items.",
            messages={
                "syntax": "is not JSON here ({why}). Export it again.",
                "deep": "is nested too deeply. Export it again.",
                "refused": "cannot be read ({why}). Export it again.",
                "no_list": "is not a list. Export from Zotero as CSL JSON.",
                "no_entries": "is not a list of entries. Export from Zotero as CSL JSON.",
                **OF_AN_ITEM,
            },
        ),
        Kind(
            "setting",
            "A setting in case.yml is wrong",
            "The reference page of case.yml lists them.",
            messages={
                **OF_A_MODEL,
                "excludes_itself": "excludes itself. Name another issue, or remove it.",
                "implies_excluded": "implies {other}, which it excludes. Remove one of the two.",
                "implies_both": "implies {other}, which {one} excludes. Remove one of the two.",
                "excluded_by_implied": "implies {one}, which excludes it. Remove one of the two.",
                "two_roles": "is a power and a baseline. Keep one of the two.",
                "currency": "cannot be compared in. Write EUR, USD, GBP or CHF.",
                "group_code": "is the code of a country or bloc. Give the group another name.",
                "no_share": "is no share. Write {shares}, with /qualifier where it has one.",
                "hash": "has the SHA-256 {digest}, and case.yml names another. Put the right release there, or correct hash.",
                "no_domain": "is no domain. Write {domains} or all.",
                "not_counted": "is no table that is counted here. Write one of {tables}.",
            },
        ),
        Kind(
            "missing-column",
            "A column is missing",
            "The header names every column; its cells may be empty.",
            messages={
                "file": "is missing. The header is: {header}",
                "sheet": "has no headings. They are: {header}",
                "heading": "lacks the column {column}. Put its heading back; its cells may be empty.",
            },
        ),
        Kind(
            "unknown-column",
            "A column is unknown",
            "Unknown columns are reported, never ignored.",
            messages={
                "file": "is not a column of {file}. The header is: {header}",
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
                "cells": "has {cells} cells where the header has {columns}. Put quotes around a text that holds a comma.",
            },
        ),
        Kind(
            "empty-id",
            "An id is empty",
            "`tertius check --fix` fills it.",
            messages={
                "cell": "is empty. Run `tertius check --fix`, or write one.",
            },
        ),
        Kind(
            "empty-cell",
            "A cell that is needed is empty",
            "The reference page says which cells are needed.",
            messages={
                "column": "is empty. Write: {column}",
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
            },
        ),
        Kind(
            "bad-date",
            "A date is not a date",
            "EDTF: a year, month, day, span or open end.",
            messages={
                **OF_A_MODEL,
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
            "bad-cell",
            "A cell cannot be read",
            "The message says what was expected.",
            messages={
                **OF_A_MODEL,
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
        Kind(
            "doubled-id",
            "An id is used twice",
            "Ids are unique across the whole case.",
            messages={
                "row": "is used already in {first}. Give this row another id.",
                "addition": "is used already in {first}. Merge with that row, or write another id.",
                "line": "repeats line {line}. Keep one of the two.",
                "item": "stands twice. Give each item its own id.",
                "entry": "stands twice. Give each its own id.",
            },
        ),
        Kind(
            "dangling",
            "An id leads nowhere",
            "The row that it names is not there.",
            messages={
                "absent": "is not in {files}. Add it there.",
                "near": "is not in {files}. Add it there, or write {near}.",
                "judged": "is not in actors.csv. Name an actor, or take the judgement out.",
            },
        ),
        Kind(
            "unknown-word",
            "A word is not in its vocabulary",
            "Use a listed word, or add it in case.yml.",
            messages={
                "vocabulary": NOT_A_WORD,
                "near": "is not a word of {column}. Write {near}, or another of: {listed}.",
                "listed": "is not a word of {column}. Write one of: {listed}.",
                "empty": "is empty, and {column} never is. Write {column} IS NULL, or leave it out.",
            },
        ),
        Kind(
            "unknown-code",
            "A country or bloc code is unknown",
            "ISO 3166 alpha-3, XKX, or a bloc.",
            messages={
                "cell": "is not a code. Write ISO 3166 alpha-3 such as SRB, a part such as BA-SRP, XKX, or EU.",
                "setting": "is not a code. Write SRB, BA-SRP, XKX or EU.",
                "party": "names no power after @. Write a code such as RUS.",
                "column": "is not a code, and {column} holds codes. Write {near}.",
                "column_none": "is not a code, and {column} holds codes. Write ISO 3166 alpha-3 such as SRB, or EU.",
            },
        ),
        Kind(
            "absent-code",
            "A condition asks for a code that the case does not have",
            "It may be meant for later; until then no row answers.",
            blocks=False,
            messages={
                "side": "is no power, baseline or host of the case, and no row has it in {column}. Write one of: {listed}.",
                "host": "is no host of the case, and no row has it in {column}. Write one of: {listed}.",
            },
        ),
        Kind(
            "claim-property",
            "A claim names no property of its subject",
            "A property, or a column of the subject's table.",
            messages={
                "identity": "says what the row in {table}.csv is about and cannot be contested. Code another row.",
                "absent": "is no property and no column of {table}.csv. See the property vocabulary.",
                "near": "is no property and no column of {table}.csv. Write {near}.",
                "subject": "is a property of {subjects}, and {subject} is in {table}.csv.",
            },
        ),
        Kind(
            "claim-value",
            "A claim's value does not fit its property",
            "A number, date or word, as the property asks.",
            messages={
                "reason": "{reason}",
                "vocabulary": NOT_A_WORD,
                "number": "is not a number, and {property} is one. Write digits with a decimal point.",
                "percentage": "is not a percentage. Write a number from 0 to 100.",
                "code": "is not a code. Write ISO 3166 alpha-3 such as SRB, or EU.",
                "place": "is not in places.csv. Add it there.",
                "currency": "is no currency. Write the currency of the amount, such as EUR.",
            },
        ),
        Kind(
            "part-cycle",
            "Agreements are parts of each other",
            "An umbrella cannot be part of its part.",
            messages={
                "part": "is a part of itself by way of {circle}. Break the circle.",
                "base": "is based on itself by way of {circle}. Break the circle.",
                "implication": "implies itself by way of {circle}. Break the circle.",
                "copy": "copies itself by way of {circle}. Break the circle.",
            },
        ),
        Kind(
            "ownership-cycle",
            "Owners own each other in a circle",
            "Solved, but worth a second look.",
            blocks=False,
            messages={
                "circle": "own each other in a circle: {circle}. Check the shares and dates.",
            },
        ),
        Kind(
            "stakes",
            "Stakes in one company exceed 100 percent",
            "Shares that stand at one time add up to 100 at most.",
            messages={
                "today": "brings the stakes in {target} to {total} percent. Correct a share, or give an ended stake its `until`.",
                "day": "brings the stakes in {target} to {total} percent on {day}. Correct a share, or give an ended stake its `until`.",
            },
        ),
        Kind(
            "person",
            "An allegation about a person lacks what fairness asks",
            "Hedge, response or a search for one, outcome, and a date.",
            messages={
                "lacks": "alleges something of a person and lacks {missing}. Add it for {subject}.",
            },
        ),
        Kind(
            "sector-domain",
            "A sector lies outside its domain",
            "Shown, not forbidden.",
            blocks=False,
            messages={
                "outside": "lies outside {domain}. Change the domain, or add a sector of it.",
            },
        ),
        Kind(
            "unsupported",
            "No claim says that a row exists",
            "Add a claim on `exists` or `stage`.",
            blocks=False,
            messages={
                "row": "is said to exist by no claim, so it counts in no world. Add a claim on `exists` or `stage`.",
            },
        ),
        Kind(
            "judgement",
            "Judgements contradict each other or the ties",
            "Two ids are one actor or two, not both.",
            messages={
                "one_id": "is the same id as a. Name two actors.",
                "contradicts": "contradicts other judgements: {a} and {b} are judged not the same, and {way} makes them one. Change one of these rows.",
                "tied": "is tied to {actor} by {relation}, and judgements.csv makes the two one ({way}). Withdraw the tie or the judgement.",
                "one_day": "differs from line {line}, which says {word} of the same pair on the same day; until one is changed the pair counts as undecided. Agree, and write one later row.",
            },
        ),
        Kind(
            "alias-alone",
            "Two actors are judged the same by an abbreviation or further name alone",
            "Others may bear it too; a full name says more.",
            blocks=False,
            messages={
                "shared": "joins {a} and {b}, whose names share nothing but {shared}, which others may bear too. Add the full name of each to names.csv, or judge undecided.",
            },
        ),
        Kind(
            "redirect",
            "A redirect leads nowhere",
            "An id that was given up leads to one that stands.",
            messages={
                "standing": "is still the id of a row in {table}.csv, so it is not redirected. Take out one of the two.",
                "circle": "leads round in a circle back to {old}. Name the id that stands now.",
                "nowhere": "ends at {end}, which is the id of no row. Name the id that stands now.",
            },
        ),
        Kind(
            "expects",
            "The case is not of the size that it expects",
            "A quiet loss is loud.",
            messages={
                "case": "{rows} rows are there, and {low} to {high} are expected. Find the lost rows, or change what is expected.",
                "addition": "{rows} rows are there, and {low} to {high} are expected. Widen that in case.yml, then accept again.",
            },
        ),
        Kind(
            "finding",
            "A finding is not well formed",
            "The reference page of findings.yml shows each kind.",
        ),
        Kind(
            "condition",
            "A condition in a finding cannot be used",
            "SQL comparisons on the measure's columns.",
        ),
        Kind(
            "same-test",
            "Two findings have the same test or the same evidence",
            "One proposition is one finding; its further places go into `stated`.",
            blocks=False,
        ),
        Kind(
            "report",
            "Something in report.md cannot be printed",
            "The message names the line and says what to write instead.",
        ),
    )
}

BOOK_KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
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
}
"""What only a workbook can have wrong; `tertius import` lists it and then writes nothing."""

INBOX_KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
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
}
"""What only a file in inbox/ can have wrong; `tertius check` lists it, and a build does not look there."""

SCENARIO_KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "scenario",
            "A scenario cannot be read or does not fit the case",
            "The message names the line and says what to write; the scenario is not tried until then.",
            blocks=False,
            messages={
                "too_many": "holds {files:,} files, and the first {most:,} are read. Take some out.",
                "no_folder": "is not a folder. Make it one, with one file for each scenario.",
                "refused": "cannot be read: {why}.",
                "file_name": "is no scenario by its name. Write lower-case words joined by hyphens and .yml, such as eu-accession.yml.",
                "source_name": "has the name of the source {source}. Rename one of the two.",
                "no_map": "is not a map. Write title: …, assumption: …, and rows to add, change or withdraw.",
                "too_many_rows": "names more than {most:,} rows, the limit. Part it in several.",
                "key": "is not a key of a scenario. There are: {names}.",
                "key_near": "is not a key of a scenario. Write {near}.",
                "table": "is not a table to which `{part}` applies. There are: {names}.",
                "table_near": "is not a table to which `{part}` applies. Write {near}.",
                "column": "is not a column of {table}.csv. There are: {names}.",
                "column_near": "is not a column of {table}.csv. Write {near}.",
                "title_absent": "is missing. Say in a few words what would be so.",
                "title_no_text": "is not a text. Say in a few words what would be so.",
                "assumption_absent": "is missing. Say in a sentence what is assumed.",
                "assumption_no_text": "is not a text. Say in a sentence what is assumed.",
                "reason": "{reason}",
                "tables": "is not a map of tables. Write one of {tables} with a list of rows.",
                "rows": "is not a list of rows. Begin each with - id: …",
                "row": "holds a row that is not a map of columns. Write {{id: …, …}}.",
                "id_absent": "is missing. Name the row that changes.",
                "id_proposed": "is missing. Write one, such as {proposed}.",
                "cell": "is not a cell. Write a text or a number, or a list of them.",
                "one_value": "holds one value. Write it without a list.",
                "ids": "is not a list of ids. Write [id, id].",
                "no_id": "holds something that is no id. Write the ids of rows.",
                "doubled": "stands twice. Keep one of the two.",
                "id_taken": "is the id of a row in {table}.csv. Give the new row another.",
                "id_changes": "is the id of a row in {table}.csv. Give the new row another or put it under change.",
                "elsewhere": "is in {table}.csv, and a row of {tables} is needed.",
                "nowhere": "is not in the case. Name a row that is there.",
                "nowhere_near": "is not in the case. Write {near}.",
                "doubled_row": "stands twice in this scenario. Keep one of the two.",
                "falls": "is changed, and falls with what is withdrawn. Take it out of change, or let it name a row that stays.",
                "contested": "has no effect, because {claims} says what it is. Change or withdraw that.",
                "problem": "would bring a problem into the case: {problem}",
            },
        ),
    )
}
"""What only a file in scenarios/ can have wrong; the case is built from its tables without them."""

KINDS |= BOOK_KINDS | INBOX_KINDS | SCENARIO_KINDS
