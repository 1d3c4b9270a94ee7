"""Where evidence drops out of what is compared, or may say something else than was meant."""

from tertius.case.kinds.kind import Kind

DOUBTS = (
    Kind(
        "unconverted",
        "An amount cannot be compared",
        "It counts as unknown in the currency of the case.",
        blocks=False,
        messages={
            "undated": "cannot be compared in {currency}: {unit} is converted at the rate of its day. Write its {column}.",
            "started": "cannot be compared in {currency}: {unit} is converted at the rate of its day. Write its {column}. The engagement starts {start}: write that where the source states the sum for it.",
            "open": "cannot be compared in {currency}: {unit} is converted at the rate of its day, and the {column} has an open end or spans more than 12 years. Write a shorter one.",
            "no_rate": "cannot be compared in {currency}: no rate for {unit}, as the European Central Bank publishes none. It counts as unknown; add a claim in {currency} where a source has one.",
            "uncovered": "cannot be compared in {currency}: no rate for {unit} covers all of {when} (there are rates from {first} to {last}). It counts as unknown; add a claim in {currency} where a source has one.",
        },
    ),
    Kind(
        "undated-source",
        "A source has no date that can be read",
        "What it says is left out wherever a day is asked.",
        blocks=False,
        messages={
            "none": "{count} of the sources that rows name have no date ({listed}), so what they say is left out of `--known-on` and of history. Write `issued` with date-parts, such as [[2014, 5, 7]].",
            "one": "1 of the sources that rows name has no date ({listed}), so what it says is left out of `--known-on` and of history. Write `issued` with date-parts, such as [[2014, 5, 7]].",
            "unread": "is a date in words, which is not read, so the source counts as undated. Write date-parts, such as [[2014, 5, 7]].",
            "meant": "is a date in words, which is not read, so the source counts as undated. Write date-parts: {near}.",
        },
    ),
    Kind(
        "found-nothing",
        "A search found nothing, in other words than `nothing`",
        "It counts as a find, and nobody sees that the place was empty.",
        blocks=False,
        messages={
            "word": "counts as something found. Where nothing was found, write nothing.",
        },
    ),
    Kind(
        "outside-power",
        "A row names a power that is not in case.yml",
        "It is compared with the powers of the case all the same.",
        blocks=False,
        messages={
            "power": "is no power of this case, and {rows} it; it is counted and may lead. Add it to powers or baselines in case.yml, or correct the rows.",
            "own_host": "is the host of this row too, and a power acts in another country. Correct one of the two.",
        },
    ),
    Kind(
        "below-zero",
        "An amount of money is below zero",
        "It is added up as it stands.",
        blocks=False,
        messages={
            "amount": "is below zero. Write the amount without its sign, or leave out what is no amount that changed hands.",
        },
    ),
    Kind(
        "address",
        "The address of a source is none that a page can link to",
        "It is shown as text.",
        blocks=False,
        messages={
            "bare": "has no https:// before it, so no page links to it. Write {near}.",
            "other": "is no address of the web, so no page links to it. Write one that begins with https://, or take it out.",
        },
    ),
    Kind(
        "order-of-stages",
        "What comes later is dated earlier",
        "Such as a delivery before its signature.",
        blocks=False,
        messages={
            "before": "says {later} on {later_date}, before {earlier} on {earlier_date} ({other}). Correct a date or a stage.",
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
)
