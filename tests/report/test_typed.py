"""Which numbers may stand beside a computed one."""

import pytest

from tertius.report.read import LANGUAGE
from tertius.report.text import CLOSE, OPEN
from tertius.report.typed import typed_numbers
from tertius.sandbox.pandoc import read_tree

MARK = f"{OPEN}0{CLOSE}"


def typed(text):
    blocks = read_tree(text.replace("{{}}", MARK), LANGUAGE)
    return [number for number, _ in typed_numbers(blocks, {0})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{}} of 17 countries.", ["17"]),
        ("The share is {{}}, up from 12.5 percent.", ["12.5"]),
        ("**Of 3,** {{}} came.", ["3"]),
        ("{{}} euro for the B3 unit.", ["3"]),
        ("{{}} and 2000 million.", ["2000"]),
        ("| a |\n|---|\n| {{}} of 5 |\n", ["5"]),
        ("- {{}} in 4 of them", ["4"]),
        ("Text.^[{{}} of 6.]", ["6"]),
        ("[{{}} of 8](https://example.org/9)", ["8"]),
    ],
)
def test_a_number_beside_a_computed_one(text, found):
    """Amounts, counts and shares typed beside a computed number are found, wherever they stand."""
    assert typed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "{{}} came. Of 17 countries none did.",
        "{{}} in 2014, and in the 1990s.",
        "On 28 March 2014, or March 28, {{}} came; see 2014-03-28.",
        "{{}} of the [17+1]{.name} came.",
        '{{}} said “17 came”, and "18 more".',
        "{{}} came [@wire-2014, p. 4].",
        "{{}} came to [him](https://example.org/17) by `17`.",
        "> {{}} of 17",
        "{{}} came.^[17 did not.]",
        "Only 17 came.",
        "| {{}} | 17 |\n|---|---|\n| a | 5 |\n",
    ],
)
def test_numbers_that_may_stand_there(text):
    """Years, dates, names, quotations, locators, addresses, code, other sentences and cells."""
    assert typed(text) == []
