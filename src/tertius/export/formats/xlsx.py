"""A case as a workbook, to be edited in a spreadsheet and brought back."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.evidence.text import several
from tertius.export.formats import CaseFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tertius.case.problems import Problem
    from tertius.case.read import Case


def write_xlsx(
    folder: Path, case: "Case | None", problems: "Sequence[Problem]"
) -> tuple[bytes, str]:
    """Return a workbook of the tables in a case folder, and how much it holds.

    Raises CaseError where a table cannot be split into cells, or does not fit a spreadsheet.
    """
    from tertius.case.workbook.write import export_workbook

    data, done = export_workbook(folder, case, problems)
    return data, (
        f"{several(done.rows, 'row')}, {several(done.marked, 'problem')} marked in their cells, "
        f"{done.listed} listed on its first sheet."
    )


FORMAT = CaseFormat(
    name="xlsx",
    about="A workbook with a sheet for each table, lists to choose words from, and the problems "
    "of the case marked in their cells.",
    write=write_xlsx,
)
