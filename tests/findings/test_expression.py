from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.errors import ExpressionError
from tertius.findings.expression import condition

COLUMNS = {"share": "number", "count": "number", "leader": "text", "host": "text", "rival": "truth"}
ROW = {"share": 0.4, "count": 3, "leader": "RUS", "host": "SRB", "rival": True}


def told(text: str, **row: Any) -> bool | None:
    return condition(text, COLUMNS)({**ROW, **row})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("share > 0.3", True),
        ("share > .5", False),
        ("share >= 4e-1", True),
        ("count = 3", True),
        ("count <> 3", False),
        ("count != 4", True),
        ("leader = 'RUS'", True),
        ("leader = 'rus'", False),
        ("leader < 'S'", True),
        ("'SRB' = host", True),
        ("\"leader\" = 'RUS'", True),
        ("rival", True),
        ("not rival", False),
        ("rival = false", False),
        ("rival is true", True),
        ("rival is not false", True),
        ("share between 0.4 and 0.5", True),
        ("share not between 0.1 and 0.4", False),
        ("leader in ('CHN', 'RUS')", True),
        ("leader not in ('CHN', 'USA')", True),
        ("count in (1, 2)", False),
        ("leader is null", False),
        ("leader is not null", True),
        ("share + 0.5 * count = 1.9", True),
        ("share - -1 > 1", True),
        ("count / 2 = 1.5", True),
        ("-count < 0", True),
        ("count = 1 or count = 2 and rival or leader = 'RUS'", True),
        ("(count = 1 or count = 3) and not (leader = 'CHN')", True),
        ("leader = 'O''Neill; DROP TABLE facts'", False),
        ("share > 0.3 -- a comment", True),
        ("true and share > 0.3;", True),
    ],
)
def test_answers(text: str, answer: bool):
    """Comparisons, arithmetic, AND, OR, NOT, IN, BETWEEN and IS say what SQL says."""
    assert told(text) is answer


@pytest.mark.parametrize(
    ("text", "row", "answer"),
    [
        ("share > 0.5", {"share": None}, None),
        ("share + 1 > 0", {"share": None}, None),
        ("-share > 0", {"share": None}, None),
        ("not rival", {"rival": None}, None),
        ("share / count > 0", {"count": 0}, None),
        ("share = null", {}, None),
        ("leader in ('RUS', null)", {}, True),
        ("leader in ('CHN', null)", {}, None),
        ("leader in ('RUS')", {"leader": None}, None),
        ("leader not in ('CHN', null)", {}, None),
        ("share between 1 and null", {}, False),
        ("share between null and 0.1", {}, False),
        ("share between null and 1", {}, None),
        ("leader is null", {"leader": None}, True),
        ("rival is true", {"rival": None}, False),
        ("rival is not true", {"rival": None}, True),
        ("share > 0.5 and rival", {"share": None, "rival": False}, False),
        ("share > 0.5 or rival", {"share": None, "rival": True}, True),
        ("share > 0.5 and rival", {"share": None, "rival": True}, None),
    ],
)
def test_unknown(text: str, row: dict[str, Any], answer: bool | None):
    """An unknown value leaves an answer open unless the rest settles it, as in SQL."""
    assert told(text, **row) is answer


def test_amounts_compare_with_shares():
    """Exact decimals compare with fractions and with whole numbers."""
    assert (
        told("share > 399999999.5 and share = 400000000", share=Decimal("400000000.000000")) is True
    )
    assert told("count * share = 1.5", share=Decimal("0.5")) is True


# fmt: off
REFUSED = [
    ("", "is empty. Write a condition such as share > 0.5."),
    ("   \n", "is empty."),
    ("share >", "breaks off behind `>`."),
    ("share ! 5", "is not a condition ("),
    ("share > 'a", "opens a quote and does not close it."),
    ("share > 0.5)", "has brackets that do not close."),
    ("share > 0.5; share < 1", "is more than one condition. Join them with AND or OR."),
    ("share", "gives a number, not yes or no. Compare it, as in share > 0.5."),
    ("leader", "gives text, not yes or no."),
    ("'yes'", "gives text, not yes or no."),
    ("null", "gives NULL, not yes or no."),
    ("share + 1", "gives a number, not yes or no."),
    ("shares > 0.5", "names 'shares', which is no column here. Write share. There are: share, count, leader, host, rival."),
    ("Share > 0.5", "names 'Share', which is no column here."),
    ("leader = rus", "has rus without quotes. Write 'rus'."),
    ("leader in (rus, chn)", "has rus without quotes. Write 'rus'."),
    ("rus = leader", "names 'rus', which is no column here."),
    ("share > half", "names 'half', which is no column here."),
    ("facts.share > 0.5", "names facts.share. Write the column alone, without a table."),
    ("a.b.c.d > 0.5", "names a.b.c.d. Write the column alone, without a table."),
    ("share > 'much'", "compares share, which is a number, with 'much', which is text."),
    ("leader > 5", "compares leader, which is text, with 5, which is a number."),
    ("rival = 'yes'", "compares rival, which is yes or no, with 'yes', which is text."),
    ("rival = 1", "compares rival, which is yes or no, with 1, which is a number."),
    ("leader in ('RUS', 1)", "compares leader, which is text, with 1, which is a number."),
    ("share between 0 and 'x'", "compares share, which is a number, with 'x', which is text."),
    ("leader + 1 > 0", "has leader, which is text, where a number is needed."),
    ("-leader > 0", "has leader, which is text, where a number is needed."),
    ("not share", "has share, which is a number, where yes or no is needed."),
    ("share and rival", "has share, which is a number, where yes or no is needed."),
    ("0.1 < share < 0.5", "compares 0.1 < share, which is yes or no, with 0.5, which is a number."),
    ("leader is true", "has leader, which is text, where yes or no is needed."),
    ("lower(leader) = 'rus'", "calls the function lower. Only columns, literals and comparisons can stand here."),
    ("read_text('/etc/passwd') = ''", "calls the function read_text."),
    ("system('ls') = ''", "calls the function system."),
    ("abs(share) > 0", "calls the function abs."),
    ("count(*) > 0", "calls the function count."),
    ("cast(share as int) > 0", "calls the function cast."),
    ("share::int > 0", "calls the function cast."),
    ("case when rival then true else false end", "calls the function case."),
    ("leader like 'R%'", "uses LIKE, which cannot stand here."),
    ("leader || 'x' = 'y'", "has ||. Write OR."),
    ("share % 2 = 0", "uses MOD, which cannot stand here."),
    ("exists (select 1)", "the function exists"),
    ("leader in (select host from facts)", "uses IN without a list. Write sector IN ('rail', 'road')."),
    ("leader in ()", "uses IN without a list."),
    ("share between symmetric 1 and 0", "SYMMETRIC"),
    ("leader is 'RUS'", "has IS, which asks only whether there is a value (IS NULL, IS NOT NULL)."),
    ("select share > 0.5", "uses SELECT, which cannot stand here."),
    ("drop table facts", "uses DROP, which cannot stand here."),
    ("copy facts to '/tmp/x'", "uses COPY, which cannot stand here."),
    ("attach '/tmp/x'", "uses ATTACH, which cannot stand here."),
    ("share > 0.5 as x", "uses ALIAS, which cannot stand here."),
    ("* = 1", "cannot stand here"),
    ("$1 = share", "cannot stand here"),
    ("share > 1e999", "holds '1e999', which is no number."),
    ("show all", "is not a condition ("),
    ("leader -> 1e5 = 2", "is not a condition ("),
]
# fmt: on


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_refused(text: str, said: str):
    """Anything but plain comparisons on known columns is refused with the reason."""
    with pytest.raises(ExpressionError) as caught:
        condition(text, COLUMNS)
    assert said in str(caught.value)


def test_what_is_no_text_is_refused():
    """A condition that YAML reads as a number or list is refused."""
    for odd in (5, None, ["share > 0"], True):
        with pytest.raises(ExpressionError):
            condition(odd, COLUMNS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "deep",
    [
        "(" * 50 + "rival" + ")" * 50,
        "not " * 50 + "rival",
        "share > " + "(1+" * 50 + "1" + ")" * 50,
    ],
)
def test_nesting_is_bounded(deep: str):
    """A condition fifty levels deep is refused, whether by brackets, NOT or sums."""
    with pytest.raises(ExpressionError) as caught:
        condition(deep, COLUMNS)
    assert str(caught.value) == "is nested deeper than 24 levels. Write it flatter."


def test_length_is_bounded():
    """A megabyte of condition is refused before it is parsed."""
    with pytest.raises(ExpressionError) as caught:
        condition("rival or " * 120_000 + "rival", COLUMNS)
    assert str(caught.value) == "is 1,080,005 characters long. Write at most 2,000."


def test_a_long_chain_is_not_a_deep_one():
    """A hundred and fifty alternatives in a row are fine, and are told apart."""
    text = " or ".join(f"count={number}" for number in range(150))
    assert told(text, count=149) is True
    assert told(text, count=150) is False


@given(st.text(max_size=300))
def test_any_text_compiles_or_is_refused(text: str):
    """Any text is a condition or an ExpressionError, and nothing else."""
    try:
        found = condition(text, COLUMNS)
    except ExpressionError:
        return
    assert found(ROW) in (True, False, None)


LEXEMES = [
    *COLUMNS, "'RUS'", "1", "0.5", "1e5", "NULL", "TRUE", "(", ")", ",", ";", ".", "AND", "OR", "NOT", "IN", "BETWEEN", "IS",
    "=", "<", ">=", "<>", "+", "-", "*", "/", "%", "::", "->", "->>", "@", "$1", "?", ":", "[", "]", "{", "}", "--", "/*",
    "CASE", "WHEN", "END", "CAST", "AS", "INTERVAL", "SELECT", "FROM", "SHOW", "ALL", "SET", "PIVOT", "EXISTS", "x", "LIKE",
    "SYMMETRIC", "FILTER", "OVER", "UNNEST", "COLUMNS", "COUNT(*)", "EXTRACT", "MAP", "N'a'", "E'\\n'", "0x1F", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(LEXEMES), max_size=12).map(" ".join))
def test_any_words_of_sql_compile_or_are_refused(text: str):
    """Any order of SQL's own words is a condition that can be told, or an ExpressionError."""
    try:
        found = condition(text, COLUMNS)
    except ExpressionError:
        return
    unknown = dict.fromkeys(COLUMNS)
    assert found(ROW) in (True, False, None)
    assert found(unknown) in (True, False, None)
    assert found.columns <= set(COLUMNS)


TRUTHS = (True, False, None)
PAIRS = {"a": "truth", "b": "truth", "c": "truth"}


def same(one: str, other: str) -> None:
    """Two conditions agree on every combination of yes, no and unknown."""
    for a, b, c in product(TRUTHS, TRUTHS, TRUTHS):
        row = {"a": a, "b": b, "c": c}
        assert condition(one, PAIRS)(row) is condition(other, PAIRS)(row), row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not (a and b)", "not a or not b"),
        ("not (a or b)", "not a and not b"),
        ("not not a", "a"),
        ("a and b", "b and a"),
        ("a or b", "b or a"),
        ("a and (b and c)", "(a and b) and c"),
        ("a or (b or c)", "(a or b) or c"),
        ("a and (b or c)", "a and b or a and c"),
        ("a or (b and c)", "(a or b) and (a or c)"),
        ("a and null", "null and a"),
        ("a or true", "true"),
        ("a and false", "false"),
        ("a and a", "a"),
        ("a = b", "b = a"),
        ("a <> b", "not (a = b)"),
        ("a is null", "not (a is not null)"),
        ("a in (b, c)", "a = b or a = c"),
        ("a not in (b, c)", "not (a = b or a = c)"),
    ],
)
def test_laws_of_three_values(one: str, other: str):
    """Yes, no and unknown combine by Kleene's laws."""
    same(one, other)


def test_whole_truth_table():
    """AND and OR of yes, no and unknown, in full."""
    table = {
        (True, True): (True, True), (True, False): (False, True), (True, None): (None, True),
        (False, True): (False, True), (False, False): (False, False), (False, None): (False, None),
        (None, True): (None, True), (None, False): (False, None), (None, None): (None, None),
    }  # fmt: skip
    for (a, b), (both, either) in table.items():
        row = {"a": a, "b": b, "c": None}
        assert condition("a and b", PAIRS)(row) is both
        assert condition("a or b", PAIRS)(row) is either


NUMBERS = st.none() | st.floats(-100, 100)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_between_is_two_comparisons(x: float | None, low: float | None, high: float | None):
    """BETWEEN says what its two comparisons say, unknown bounds included."""
    columns, row = (
        {"x": "number", "low": "number", "high": "number"},
        {"x": x, "low": low, "high": high},
    )
    assert condition("x between low and high", columns)(row) is condition(
        "x >= low and x <= high", columns
    )(row)
    assert condition("x not between low and high", columns)(row) is condition(
        "x < low or x > high", columns
    )(row)


def test_what_a_condition_names():
    """A condition says which columns it names, and which it fixes, so that rows can be looked up."""
    found = condition(
        "host = 'SRB' and (leader = 'RUS') and (share > 0.5 or host = 'XKX')", COLUMNS
    )
    assert found.columns == {"host", "leader", "share"}
    assert dict(found.equals) == {"host": "SRB", "leader": "RUS"}
    assert dict(condition("host = 'SRB' or rival", COLUMNS).equals) == {}
    assert dict(condition("not host = 'SRB'", COLUMNS).equals) == {}
