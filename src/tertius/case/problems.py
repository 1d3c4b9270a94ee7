"""Problems in somebody's table: data, not exceptions. Every kind is declared here, once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tertius.evidence.text import shorten


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its code, what it is about, and whether it keeps a case from building."""

    code: str
    title: str
    help: str
    blocks: bool = True


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("missing-file", "A file is missing", "Every table has its file, if only a header."),
        Kind(
            "encoding", "Text is not UTF-8", "Save the file as UTF-8; the message names the byte."
        ),
        Kind(
            "half-file",
            "A file breaks off or is too large",
            "A quote is never closed, or a limit is passed.",
        ),
        Kind(
            "outside",
            "A path leaves the case folder",
            "A case reads only what lies inside its folder.",
        ),
        Kind(
            "yaml",
            "A YAML file cannot be read",
            "Plain maps, lists and words; no tags, anchors or aliases.",
        ),
        Kind("json", "A JSON file cannot be read", "sources.json is a list of CSL-JSON items."),
        Kind(
            "setting",
            "A setting in case.yml is wrong",
            "The reference page of case.yml lists them.",
        ),
        Kind(
            "missing-column",
            "A column is missing",
            "The header names every column; its cells may be empty.",
        ),
        Kind(
            "unknown-column", "A column is unknown", "Unknown columns are reported, never ignored."
        ),
        Kind("doubled-column", "A column stands twice", "Keep one of the two."),
        Kind("ragged-row", "A row has too few or too many cells", "Often a comma outside quotes."),
        Kind("empty-id", "An id is empty", "`tertius check --fix` fills it."),
        Kind(
            "empty-cell",
            "A cell that is needed is empty",
            "The reference page says which cells are needed.",
        ),
        Kind("bad-id", "An id is not an id", "Lower-case words joined by single hyphens."),
        Kind("bad-date", "A date is not a date", "EDTF: a year, month, day, span or open end."),
        Kind("bad-number", "A number is not a number", "Digits with a decimal point."),
        Kind("bad-cell", "A cell cannot be read", "The message says what was expected."),
        Kind("bad-row", "The cells of a row do not fit together", "The message says which."),
        Kind("doubled-id", "An id is used twice", "Ids are unique across the whole case."),
        Kind("dangling", "An id leads nowhere", "The row that it names is not there."),
        Kind(
            "unknown-word",
            "A word is not in its vocabulary",
            "Use a listed word, or add it in case.yml.",
        ),
        Kind(
            "unknown-code", "A country or bloc code is unknown", "ISO 3166 alpha-3, XKX, or a bloc."
        ),
        Kind(
            "claim-property",
            "A claim names no property of its subject",
            "A property, or a column of the subject's table.",
        ),
        Kind(
            "claim-value",
            "A claim's value does not fit its property",
            "A number, date or word, as the property asks.",
        ),
        Kind(
            "part-cycle",
            "Agreements are parts of each other",
            "An umbrella cannot be part of its part.",
        ),
        Kind(
            "ownership-cycle",
            "Owners own each other in a circle",
            "Solved, but worth a second look.",
            blocks=False,
        ),
        Kind(
            "stakes",
            "Stakes in one company exceed 100 percent",
            "Shares that stand at one time add up to 100 at most.",
        ),
        Kind(
            "person",
            "An allegation about a person lacks what fairness asks",
            "Hedge, response or a search for one, outcome, and a date.",
        ),
        Kind(
            "sector-domain",
            "A sector lies outside its domain",
            "Shown, not forbidden.",
            blocks=False,
        ),
        Kind(
            "unsupported",
            "No claim says that a row exists",
            "Add a claim on `exists` or `stage`.",
            blocks=False,
        ),
        Kind(
            "judgement",
            "Judgements contradict each other or the ties",
            "Two ids are one actor or two, not both.",
        ),
        Kind(
            "alias-alone",
            "Two actors are judged the same by an abbreviation or further name alone",
            "Others may bear it too; a full name says more.",
            blocks=False,
        ),
        Kind(
            "redirect",
            "A redirect leads nowhere",
            "An id that was given up leads to one that stands.",
        ),
        Kind("expects", "The case is not of the size that it expects", "A quiet loss is loud."),
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
        Kind("sheet", "A sheet is missing or unknown", "One sheet for each table, named like it."),
        Kind("merged-cells", "Cells are merged", "Each value stands in a cell of its own."),
        Kind("formula-cell", "A cell holds a formula", "Values are read, and formulas never run."),
        Kind(
            "date-cell",
            "A cell holds a day number",
            "How much of a date was typed cannot be told from it.",
        ),
        Kind(
            "number-cell",
            "A cell holds a number where it cannot be taken",
            "Digits written as text stay as they are written.",
        ),
        Kind("truth-cell", "A cell holds a truth value", "Words are written as text."),
        Kind("error-cell", "A cell holds an error of the spreadsheet", "Such as #REF! or #N/A."),
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
        ),
    )
}
"""What only a file in scenarios/ can have wrong; the case is built from its tables without them."""

KINDS |= BOOK_KINDS | INBOX_KINDS | SCENARIO_KINDS


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what was found, what to write instead."""

    file: str
    row: int
    column: str
    code: str
    message: str
    cell: str | None = field(default=None)

    @property
    def blocks(self) -> bool:
        """Whether it keeps the case from building."""
        return KINDS[self.code].blocks

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        place = f"{place} {self.column}" if self.column else place
        found = "" if self.cell is None else f'"{shorten(self.cell)}" '
        return f"{place}: {found}{self.message}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as they are printed: by file, row and column, each once."""
    return sorted(
        set(problems), key=lambda p: (p.file, p.row, p.column, p.code, p.message, p.cell or "")
    )
