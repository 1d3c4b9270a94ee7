"""Proposals whose rows would not pass `check` in the case."""

from collections.abc import Iterable

from tertius.case.additions import NewRow, newly_wrong, with_rows
from tertius.case.proposals.proposal import Rows
from tertius.case.read import Case

SHARED = ("actors", "names", "sources")
"""Tables whose new rows several proposals may hold alike, each to be whole by itself."""


def unfit(case: Case, bundles: Iterable[Rows]) -> frozenset[int]:
    """Return the indexes of the bundles of which a row would bring a problem that blocks.

    All bundles are held against the case at once, so that of two rows with one id the second is
    unfit. A bundle with a row that cannot be read is left out of that. The size that a case expects
    of itself is no matter of a single row.
    """
    rows: list[NewRow] = []
    owners: list[int] = []
    for bundle, tables in enumerate(bundles):
        for table, listed in tables.items():
            for cells in listed:
                rows.append(NewRow(table, cells, len(rows)))
                owners.append(bundle)
    unreadable = frozenset(
        owners[at]
        for problem, at in with_rows(case, rows, shared=SHARED).refused
        if problem.code != "doubled-id"
    )
    left = [at for at in range(len(rows)) if owners[at] not in unreadable]
    extended = with_rows(case, [rows[at] for at in left], shared=SHARED)
    new = [*extended.refused, *extended.located(newly_wrong(extended.case, ()))]
    return unreadable | {
        owners[left[at]]
        for problem, at in new
        if at is not None and problem.blocks and problem.code != "expects"
    }
