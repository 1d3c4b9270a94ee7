"""How ids, words and codes can fail to lead to what they name."""

from tertius.case.kinds.kind import NOT_A_WORD, Kind

REFERENCES = (
    Kind(
        "doubled-id",
        "An id is used twice",
        "Ids are unique across the whole case.",
        messages={
            "row": "is the id of {first} already. Give this row another id.",
            "same": "stands already in {first}, with the same contents. Delete one of the two, or run `tertius check --fix`.",
            "versions": "stands in {first} too, and the two differ in {columns}. Keep one row if they are one thing; if they are two, give this one another id.",
            "addition": "is used already in {first}. Merge with that row, or write another id.",
            "line": "repeats line {line}. Keep one of the two.",
            "item": "stands on line {line} too, and the two differ in {columns}. Where they are one publication, keep one of the two; else give each its own id.",
            "same_item": "stands on line {line} too, with the same contents. Delete one of the two.",
            "finding": "stands already on line {line}. Where two people changed one finding, keep one of the two; else give each its own id.",
            "entry": "stands twice. Give each its own id.",
        },
    ),
    Kind(
        "dangling",
        "An id leads nowhere",
        "The row that it names is not there.",
        messages={
            "absent": "is not in {files}. Add it there.",
            "name": "is not in {files}. Add a row for it there, with an id such as {near}, and write that id here.",
            "near": "is not in {files}. Write {near}, the id of {place}; if another is meant, add its row there.",
            "letters": "is not an id as it stands there. Write {near}, the id of {place}.",
            "named": "is a name and no id. Write {near}, the id of {place}.",
            "several": "is not one id. Write {near}, with a semicolon between ids.",
            "one_each": "is not one id, and one stands here. Make a row for each of {listed}.",
            "renamed": "is named by no row, and {rows} {old}, which is not there. If this row was {old}, write {old} here again.",
            "renamed_to": "is named by no row, and {rows} {old}, which is not there. If this row was {old}, write {old} here again, and change it everywhere with `tertius rename CASE {old} {new}`.",
            "left_out": "names a row of {file} that is left out, because {named!r} is no id. Write {value} as its id there.",
            "judged": "is not in actors.csv. Name an actor, or take the judgement out.",
        },
    ),
    Kind(
        "unknown-word",
        "A word is not in its vocabulary",
        "Use a listed word, or add it in case.yml.",
        messages={
            **NOT_A_WORD,
            "near": "is not a word of {column}. Write {near}, or another of: {listed}.",
            "listed": "is not a word of {column}. Write one of: {listed}.",
            "multiplied": "is not a unit. Multiply the number by {factor}, and write {near} here.",
            "unit": "is not a unit. Write {near}.",
            "empty": "is empty, and {column} never is. Write {column} IS NULL, or leave it out.",
        },
    ),
    Kind(
        "unknown-code",
        "A country or bloc code is unknown",
        "ISO 3166 alpha-3, XKX, or a bloc.",
        messages={
            "cell": "is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.",
            "world": "is not a code. Leave the cell empty for the whole world; else write a country, such as RUS.",
            "setting": "is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.",
            "rows": "is not a code. Write {near} ({name}), which the tables name.",
            "meant": "is not a code. Write {near} ({name}).",
            "several": "is not a code. Write {near}, with a semicolon between codes.",
            "list": "is not a code. Write [{near}], with a comma between codes.",
            "one_each": "is not a code, and one stands here. Make a row for each of {listed}.",
            "nothing": "is not a code. Leave the cell empty where no source says it.",
            "value": "is not a code. Write the three letters of a country, such as SRB, or EU.",
            "party": "names no power after @. Write a code such as RUS.",
            "column": "is not a code, and {column} holds codes. Write {near}.",
            "column_none": "is not a code, and {column} holds codes. Write the three letters of a country, such as SRB, or EU.",
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
            "fewer": "{rows} rows are there, {count} fewer than expected. Put the lost rows back; if they were taken out on purpose, write [{low}, {high}].",
            "more": "{rows} rows are there, {count} more than expected. If the new rows belong there, write [{low}, {high}]; else take them out.",
            "addition": "{rows} rows would be there, {count} more than expected. Write [{low}, {high}] in case.yml, then accept again.",
        },
    ),
)
