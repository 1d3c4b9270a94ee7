"""What findings.yml and report.md can have wrong."""

from tertius.case.kinds.kind import OF_A_MODEL, Kind

RESULTS = (
    Kind(
        "finding",
        "A finding is not well formed",
        "The reference page of findings.yml shows each kind.",
        messages={
            **OF_A_MODEL,
            "unknown": "is not a key of a finding. Check its spelling.",
            "unknown_near": "is not a key of a finding. Write {near}.",
            "sets": "stands in a list where lists of lists are needed, each a set of claims that is enough by itself. Write [[{names}]].",
            "places": "is a text where a source and a locator are needed. Write {near}.",
            "no_map": "is not a finding. Write its id, its statement and what must hold for it.",
            "no_part": OF_A_MODEL["no_map"],
            "no_findings": "is not a list of findings. Begin each with - id: …",
        },
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
        "vacuous",
        "A test comes out one way whatever the evidence says",
        "It tests nothing, or is written in another unit than its column.",
        blocks=False,
        messages={
            "always": "holds of every row that its where picks, whatever the evidence says, so it tests nothing. Compare a column that where leaves open with something it may fall short of, such as share > 0.5.",
            "always_values": "holds whatever the values are, so it tests nothing. Compare values of different rows, or one with something it may fall short of, such as first > 0.5.",
            "never": "can hold of no row, whatever the evidence says. Write a comparison that some row could meet, such as share > 0.5.",
            "no_row": "asks for two things that exclude each other, so it picks no row. Take one out, or join them with OR.",
            "share": "holds {column} against percent, and it is from 0 to 1. Write {near}.",
        },
    ),
    Kind(
        "report",
        "Something in report.md cannot be printed",
        "The message names the line and says what to write instead.",
    ),
)
