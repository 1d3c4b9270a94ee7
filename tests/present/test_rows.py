"""Names over the rows of a picture: whole, and in lines that fit."""

import json

from tertius.present.rows import LETTER, WIDE, broken, under_names

LONG = "Local material and subcontractors in projects that are built by foreign companies"


def test_a_name_is_broken_and_never_cut():
    """The lines of a name hold all of its words, and each line fits the breadth, in Chinese too."""
    assert " ".join(broken(LONG, WIDE)) == LONG
    assert all(len(line) * LETTER <= WIDE for line in broken(LONG, WIDE))
    chinese = "外国公司承建项目中的当地材料和分包商" * 3
    assert "".join(broken(chinese, WIDE)) == chinese
    assert all(len(line) * 2 * LETTER <= WIDE for line in broken(chinese, WIDE))
    assert broken("Telecommunications", 40) == ["Telecommunications"]


def test_a_short_name_stands_at_its_row():
    """Beside a name of several lines a short one leaves the first of them empty, so that it is next to its own marks."""
    axis = under_names("what", [LONG, "Gas"], deep=10).y.to_dict()["axis"]
    lines = json.loads(axis["labelExpr"].removesuffix("[datum.label]").strip("()"))
    long = broken(LONG, WIDE)
    assert lines == {LONG: long, "Gas": [""] * (len(long) - 1) + ["Gas"]}
