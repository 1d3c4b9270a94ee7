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
            "sets": "stands in a list where lists of lists are needed, each a set of claims that is enough by itself. Write [[{name}]].",
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
        "report",
        "Something in report.md cannot be printed",
        "The message names the line and says what to write instead.",
    ),
)
