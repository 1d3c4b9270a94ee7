"""Words and ids of a row, held against the case."""

from typing import Any

from tertius.study.open import check_case


def test_a_row_has_its_faults_at_once(small: Any):
    """A date that is none hides no other fault of its row: subject, unit and stage are told too."""
    cells = {"subject": "nis-sael", "property": "amount", "value": "5", "unit": "Euro"}
    rest = {"stage": "payed", "date": "30.10.2014", "source": "wire-2014", "qualifier": "mine"}
    small.add("claims", id="mine", **cells, **rest)
    problems = [one for one in check_case(small.path)[2] if one.blocks]
    assert [one.column for one in problems] == ["date", "stage", "subject", "unit"]
    assert len({one.row for one in problems}) == 1
