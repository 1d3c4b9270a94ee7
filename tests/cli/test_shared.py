"""What several commands print alike."""

from types import SimpleNamespace

import pytest

from tertius.cli.shared import problem_count


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([], "0 problems, 0 of them keep the case from building; 1 finding read."),
        ([False], "1 problem, and the case builds all the same; 1 finding read."),
        ([True], "1 problem, which keeps the case from building; 1 finding read."),
        ([True, False], "2 problems, 1 of them keeps the case from building; 1 finding read."),
        ([True, True], "2 problems, 2 of them keep the case from building; 1 finding read."),
    ],
)
def test_the_last_line_of_check_counts_one_problem_as_one(blocks, said):
    """`check` says of one problem whether it keeps the case from building, and of several how many of them do."""
    problems = [SimpleNamespace(blocks=one) for one in blocks]
    assert problem_count(problems, 1) == said
