"""Every kind of problem that a case can have, with the texts of its messages: declared here, once."""

from collections.abc import Iterable

from tertius.case.kinds.doubts import DOUBTS
from tertius.case.kinds.evidence import EVIDENCE
from tertius.case.kinds.files import FILES
from tertius.case.kinds.inbox import INBOX
from tertius.case.kinds.kind import Kind
from tertius.case.kinds.references import REFERENCES
from tertius.case.kinds.results import RESULTS
from tertius.case.kinds.scenarios import SCENARIOS
from tertius.case.kinds.tables import TABLES
from tertius.case.kinds.workbook import WORKBOOK


def _by_code(kinds: Iterable[Kind]) -> dict[str, Kind]:
    return {kind.code: kind for kind in kinds}


BOOK_KINDS = _by_code(WORKBOOK)
"""What only a workbook can have wrong; `tertius import` lists it and then writes nothing."""

INBOX_KINDS = _by_code(INBOX)
"""What only a file in inbox/ can have wrong; `tertius check` lists it, and a build does not look there."""

SCENARIO_KINDS = _by_code(SCENARIOS)
"""What only a file in scenarios/ can have wrong; the case is built from its tables without them."""

KINDS = (
    _by_code((*FILES, *TABLES, *REFERENCES, *EVIDENCE, *DOUBTS, *RESULTS))
    | BOOK_KINDS
    | INBOX_KINDS
    | SCENARIO_KINDS
)

__all__ = ["BOOK_KINDS", "INBOX_KINDS", "KINDS", "SCENARIO_KINDS", "Kind"]
