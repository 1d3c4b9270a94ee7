"""How what the rows say can fail to hold together."""

from tertius.case.kinds.kind import NOT_A_WORD, Kind

EVIDENCE = (
    Kind(
        "claim-property",
        "A claim names no property of its subject",
        "A property, or a column of the subject's table.",
        messages={
            "identity": "says what the row in {table}.csv is about and cannot be contested. Code another row.",
            "absent": "is no property and no column of {table}.csv. Write one of: {listed}.",
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
            **NOT_A_WORD,
            "percentage": "is not a percentage. Write a number from 0 to 100.",
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
            "circle": "{ties}: they hold each other in a circle. Which way round is it? Correct a row; where it is so, leave it.",
        },
    ),
    Kind(
        "stakes",
        "Stakes in one company exceed 100 percent",
        "Shares that stand at one time add up to 100 at most.",
        messages={
            "today": "and {others} make {total} percent of {target}. Correct a share, or write in `until` when a stake ended.",
            "day": "and {others} make {total} percent of {target} on {day}. Correct a share, or write in `until` when a stake ended.",
        },
    ),
    Kind(
        "person",
        "An allegation about a person lacks what fairness asks",
        "Hedge, response or a search for one, outcome, and a date.",
        messages={
            "lacks": "needs more where it is said of a person, {people}. Add {missing}.",
            "lacks_sought": "needs more where it is said of a person, {people}. Add {missing}. Where you looked and found none, add one row to searches.csv with the subject {subject}: it stands for {sought}.",
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
            "row": "has no claim that says that it exists, so nothing counts it. Add one with this subject, and with property exists and value yes, or with property stage.",
        },
    ),
    Kind(
        "quote",
        "A quote does not stand in its source",
        "Held to the texts that `tertius store` keeps; a source that is not stored is passed over.",
        blocks=False,
        messages={
            "elsewhere": "does not stand in {named}, and does in {source}{place}. Correct the source, or the quote.",
            "nowhere": "does not stand in {named}, nor in any other stored source. Copy the words as they are printed there; ... parts them, and [your words] in brackets are yours.",
            "apart": "stands in {named} in parts that lie further apart than a page. Give each part its own row.",
        },
    ),
)
