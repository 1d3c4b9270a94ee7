"""Mutants are one change each, and those that tests pass are told from those that they do not."""

from ci_script import ci_script

mutants = ci_script("mutants").mutants

MODULE = '''"""A module."""
from typing import Literal
Word = Literal["a", "b"]

def largest(one: int, other: int) -> int | None:
    """Return the larger."""
    return one if one >= other and not one < 0 else None
'''


def test_every_mutant_is_one_change_that_can_be_read():
    """Comparisons, operators, numbers and what is returned change; docstrings and types do not."""
    assert [(one.line, one.after) for one in mutants(MODULE)] == [
        (7, "return None"),
        (7, "None if one >= other and (not one < 0) else one"),
        (7, "one >= other or not one < 0"),
        (7, "one > other"),
        (7, "not not one < 0"),
        (7, "one <= 0"),
        (7, "one < 1"),
    ]


def test_a_mutant_is_the_module_with_its_change():
    """The text of a mutant differs from the module in the change alone."""
    first = next(mutants(MODULE))
    assert first.text.endswith("    return None")
    assert "Literal['a', 'b']" in first.text
