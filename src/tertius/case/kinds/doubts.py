"""Where evidence drops out of what is compared, or may say something else than was meant."""

from tertius.case.kinds.kind import Kind

DOUBTS = (
    Kind(
        "unconverted",
        "An amount cannot be compared",
        "It counts as unknown in the currency of the case.",
        blocks=False,
        messages={
            "undated": "is empty, so {sum} cannot be put into {currency}. Write the day of the sum, such as 2010-05-17; a year will do where the source says no more.",
            "started": "is empty, so {sum} cannot be put into {currency}. Write the day or year of the sum; write {start}, since when the engagement stands, only if the source means the sum of then.",
            "open": "cannot be compared in {currency}: {unit} is converted at the rate of its day, and the {column} has an open end or spans more than 12 years. Write a shorter one.",
            "no_rate": "cannot be compared in {currency}: no rate for {unit}, as the European Central Bank publishes none. It counts as unknown; add a claim in {currency} where a source has one.",
            "uncovered": "cannot be compared in {currency}: no rate for {unit} covers all of {when} (there are rates from {first} to {last}). It counts as unknown; write an exact day where the source has one, or add a claim in {currency} where a source has one.",
        },
    ),
    Kind(
        "no-total",
        "A stated amount is in no sum",
        "A qualifier or a period makes it a fact of its own; a deal over money with no other amount counts as without one.",
        blocks=False,
        messages={
            "row": "sets apart the only amount of {subject}, so that no sum has it. Empty the cell if the amount is the whole, and say the rest in the note; else leave it.",
            "rows": "sets apart the only amount of {subject}, so that no sum has it; engagements with such amounts alone: {count}. Empty the cell if the amount is the whole, and say the rest in the note; else leave it.",
        },
    ),
    Kind(
        "undated-source",
        "A source has no date that can be read",
        "What it says is left out wherever a day is asked.",
        blocks=False,
        messages={
            "none": '{count} of the sources that rows name have no date ({listed}), so what they say is left out of `--known-on` and of history. Write "issued": {{"date-parts": [[2014, 5, 7]]}} in each, or the date in Zotero.',
            "one": '1 of the sources that rows name has no date ({listed}), so what it says is left out of `--known-on` and of history. Write "issued": {{"date-parts": [[2014, 5, 7]]}} in it, or the date in Zotero.',
            "unread": 'is not read as a date, so the source counts as undated. Write "issued": {{"date-parts": [[2014, 5, 7]]}}, with its year, month and day.',
            "meant": 'is not read as a date, so the source counts as undated. Write "issued": {{"date-parts": {near}}}.',
        },
    ),
    Kind(
        "source-type",
        "A source is of a type that CSL does not have",
        "Other programs, such as Zotero, do not know what it is.",
        blocks=False,
        messages={
            "near": "is no type of CSL. Write {near}.",
            "none": "is no type of CSL. Write one such as book, article-journal, article-newspaper, report or webpage.",
        },
    ),
    Kind(
        "found-nothing",
        "A search found nothing, in other words than `nothing`",
        "It counts as a find, and nobody sees that the place was empty.",
        blocks=False,
        messages={
            "word": "counts as something found. Write the word `nothing`.",
        },
    ),
    Kind(
        "outside-power",
        "A row names a power that is not in case.yml",
        "It is compared with the powers of the case all the same.",
        blocks=False,
        messages={
            "power": "is not among the powers of case.yml, and counts in the results like one of them. If it is a slip, correct it; else add it in case.yml to powers (to be compared) or to baselines (to be shown beside them).",
            "own_host": "is the host of this row too, and a power acts in another country. Correct one of the two.",
        },
    ),
    Kind(
        "outside-host",
        "A row is about a host that is not in case.yml",
        "It is counted for that host, and with none of the case.",
        blocks=False,
        messages={
            "host": "is no host of case.yml ({listed}), and scope says core. Correct the host, add it to hosts, or write neighbour in `scope`.",
        },
    ),
    Kind(
        "beyond-period",
        "A row begins after the day for which results hold",
        "What is held, wished or owned only later is in no result yet.",
        blocks=False,
        messages={
            "row": "lies after {day}, the last day of the period, for which results hold. If the date is right and results should reach it, write period: {span} in case.yml.",
            "rows": "lies after {day}, the last day of the period, for which results hold, and so do the starts of {count} more. If they are right and results should reach them, write period: {span} in case.yml.",
        },
    ),
    Kind(
        "below-zero",
        "An amount of money is below zero",
        "It is added up as it stands.",
        blocks=False,
        messages={
            "amount": "is below zero. Write {near} if the sign is a slip; what was lost or paid back is no amount here, so delete the claim.",
        },
    ),
    Kind(
        "address",
        "The address of a source is none that a page can link to",
        "It is shown as text.",
        blocks=False,
        messages={
            "bare": "lacks its beginning, so no page links to it. Write {near}.",
            "slip": "is written with a slip, so no page links to it. Write {near}.",
            "other": "is no address of the web, so no page links to it. Write one that begins with https://, or take it out.",
        },
    ),
    Kind(
        "order-of-stages",
        "What comes later is dated earlier",
        "Such as a delivery before its signature.",
        blocks=False,
        messages={
            "after": "{stage} ({date}) is dated after {later}, and must come before {them}. Correct whichever date or stage is wrong.",
            "before": "{stage} ({date}) is dated before {earlier}, and must come after {them}. Correct whichever date or stage is wrong.",
            "between": "{stage} ({date}) is dated after {later}, and before {earlier}, and must come the other way round. Correct whichever date or stage is wrong.",
        },
    ),
    Kind(
        "thousands",
        "A number may be meant a thousand times larger",
        "A point stands before decimals here, and before thousands in other countries.",
        blocks=False,
        messages={
            "point": "is read as {read}. Write {read}, or {other} if the point stands before thousands.",
        },
    ),
    Kind(
        "after-recorded",
        "Something is dated after it was recorded",
        "Nobody can have read of it then.",
        blocks=False,
        messages={
            "date": "lies after the day on which the row was recorded ({recorded}). Correct the year, or `recorded`.",
        },
    ),
    Kind(
        "fraction",
        "A share is less than one percent",
        "Spreadsheets keep percent as fractions.",
        blocks=False,
        messages={
            "share": "is less than one percent. Write {near} if it is a fraction of the whole; leave it where it is percent.",
        },
    ),
    Kind(
        "scale",
        "An amount is a thousand, a million or a billion times below another of the same",
        "As where a table counts in millions.",
        blocks=False,
        messages={
            "amount": "is far below the {other} of claims.csv:{line} for the same. Write {near} if {called} are meant.",
        },
    ),
    Kind(
        "size",
        "A number is of a size that cannot be meant",
        "Thousands or millions were left out, or a digit of a year is wrong.",
        blocks=False,
        messages={
            "rival": "is less than a thousandth of the {other} of claims.csv:{line} for the same. Correct the one that is wrong, or say in `qualifier` what sets them apart.",
            "loan": "is less than 10,000 {unit}, which no state or company lends another here. Write the sum in full, such as 48500000 for 48.5 million.",
            "century": "lies more than a century before the period ({period}). Correct the year; where it is right, leave it.",
        },
    ),
    Kind(
        "point",
        "A place lies outside its host",
        "Its point exchanged, or with another sign, lies inside.",
        blocks=False,
        messages={
            "exchanged": "lies far from {host}: are the two exchanged? Write {lat} in `lat` and {lon} in `lon`.",
            "sign": "lies far from {host}: is a minus missing, or one too many? Write {lat} in `lat` and {lon} in `lon`.",
        },
    ),
    Kind(
        "language",
        "A language is no tag",
        "BCP 47: two or three small letters, then perhaps the script.",
        blocks=False,
        messages={
            "near": "is not the code of a language. Write {near}.",
            "none": "is not the code of a language. Write one such as en, ru or sr-Latn.",
        },
    ),
    Kind(
        "sides",
        "Who gives is of the side that takes",
        "The direction of a row says which side acts.",
        blocks=False,
        messages={
            "giver": "the {role} {who} is of {code}, and the direction is {direction}. Exchange the roles, or correct `direction`.",
        },
    ),
    Kind(
        "about-host",
        "Something that changes hands is said only to concern the host",
        "It counts in nothing that a power gives or promises.",
        blocks=False,
        messages={
            "deal": "is for what does not take place with the host, and a {type} does. Write power_to_host, host_to_power or mutual.",
        },
    ),
    Kind(
        "never-delivered",
        "An amount stands at `delivered`, of what no source says was delivered",
        "It is added up as delivered.",
        blocks=False,
        messages={
            "amount": "is the stage of the amount, and {subject} is {stage} by claims.csv:{line}. Leave `stage` empty here, or correct one of the two.",
        },
    ),
    Kind(
        "tie-direction",
        "A tie stands the wrong way round beside a purchase",
        "Who bought is said to belong to what was bought.",
        blocks=False,
        messages={
            "tie": "{actor} {relation} {target} here, and in {engagement} {target} buys {actor}. Is the tie the wrong way round? Exchange `actor` and `target`.",
        },
    ),
    Kind(
        "stray-file",
        "A file lies beside the tables and is not read",
        "A copy that a browser or a spreadsheet made.",
        blocks=False,
        messages={
            "copy": "is not read. If it is the newer one, put it in the place of {near}; else delete it.",
            "other": "is not read: no table has this name. Rename it if it is one, or put it under data/.",
        },
    ),
    Kind(
        "garbled-text",
        "A text holds what a web page or a wrong encoding left in it",
        "It is printed as it stands.",
        blocks=False,
        messages={
            "entity": "holds {mark}, as a web page writes a letter. Write {letter}.",
            "encoding": "holds {mark}, which comes of a wrong encoding. Write {letter}.",
            "mixed": "mixes Latin and Cyrillic letters in {word}: {letter}. Type the word anew in one of the two.",
            "lost": "holds �, where a letter was lost. Write the letter that the source has.",
        },
    ),
    Kind(
        "translation",
        "A translation is of nothing that the case has",
        "No page shows it.",
        blocks=False,
        messages={
            "near": "is translated, and the case has no such thing. Write {near}.",
            "none": "is translated, and the case has no such thing. Take the line out, or correct its id.",
            "other_number": "has {given} in {code}, and {had} as the finding stands. Translate each, in their order.",
        },
    ),
)
