"""Words in conditions: what a measure's column may hold, and what is said of any other word."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from small_case import beside_doubts, serbia_study, small_study
from tertius.findings.expression import condition
from tertius.findings.words import Lexicon
from tertius.measures import MEASURES
from tertius.study.open import check_case

PLACE = "findings.yml:76 mine (no. 13)"


def problems(small: Any, measure: str, where: str) -> list[str]:
    """What is wrong with the small case and one more finding, without the place.

    That its test holds of every row is left out: here its condition alone is asked.
    """
    values = f'  measure: {measure}\n  where: "{where}"\n  expect: "true"\n'
    small.end("findings.yml", f"- id: mine\n  statement: A statement.\n{values}")
    found = beside_doubts(check_case(small.path)[2])
    return [str(one).removeprefix(f"{PLACE} ") for one in found if one.code != "vacuous"]


WRONG = {
    "a name of a country": (
        "presence",
        "host = 'Sri Lanka'",
        'where: "Sri Lanka" is not a code, and host holds codes. Write LKA.',
    ),
    "small letters": (
        "presence",
        "power = 'can'",
        'where: "can" is not a code, and power holds codes. Write CAN.',
    ),
    "two letters swapped": (
        "presence",
        "power = 'RSU'",
        'where: "RSU" is not a code, and power holds codes. Write RUS.',
    ),
    "no code at all": (
        "presence",
        "power IN ('RUS', 'somebody else')",
        'where: "somebody else" is not a code, and power holds codes. Write the three letters of a country, such as SRB, or EU.',
    ),
    "another name of a word": (
        "leader",
        "basis = 'money'",
        'where: "money" is not a word of basis. Write amount, or another of: count, amount, stake, years.',
    ),
    "no word of these": (
        "leader",
        "'colour' <> basis",
        'where: "colour" is not a word of basis. Write one of: count, amount, stake, years.',
    ),
    "a word that is near": (
        "convergence",
        "issue = 'kosovo-independance'",
        'where: "kosovo-independance" is not in the issues of case.yml. Write kosovo-independence, the id of case.yml:10; if another is meant, add its row there.',
    ),
    "an id in capitals": (
        "control",
        "target = 'NIS'",
        'where: "NIS" is not an id as it stands there. Write nis, the id of actors.csv:12.',
    ),
    "empty where nothing is": (
        "constraint",
        "power = ''",
        'where: "" is empty, and power never is. Write power IS NULL, or leave it out.',
    ),
    "a code that the case does not have": (
        "presence",
        "power = 'CAN'",
        'where: "CAN" is no power, baseline or host of the case, and no row has it in power. Write one of: SRB, RUS, CHN, EU.',
    ),
    "no host": (
        "presence",
        "host = 'LKA'",
        'where: "LKA" is no host of the case, and no row has it in host. Write one of: SRB.',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_word_that_its_column_cannot_hold_is_named(small: Any, name: str):
    """A word outside codes, vocabularies and ids is a problem that says what to write instead."""
    measure, where, said = WRONG[name]
    assert problems(small, measure, where) == [said]


def test_a_misspelt_word_of_a_vocabulary_gets_the_nearest(small: Any):
    """A sector with a letter missing is answered with the sector."""
    (said,) = problems(small, "presence", "sector = 'electricty'")
    assert said.startswith(
        'where: "electricty" is not a word of sector. Write electricity, or another of: recognition,'
    )


def test_what_the_case_cannot_have_builds_all_the_same(small: Any):
    """A code that no row has is a warning; a word that is none keeps the case from building."""
    small.end(
        "findings.yml",
        "- id: mine\n  statement: A.\n  measure: presence\n  where: \"power = 'CAN' and host = 'srb'\"\n"
        "  expect: engagements > 0\n",
    )
    assert {(p.cell, p.blocks) for p in beside_doubts(check_case(small.path)[2])} == {
        ("CAN", False),
        ("srb", True),
    }


def test_what_must_hold_is_checked_as_well(small: Any):
    """Words in expect, in named values and in triggers are held against their columns too."""
    small.end(
        "findings.yml",
        """- id: short
  statement: A.
  measure: leader
  where: "basis = 'count'"
  expect: "leader = 'rus'"
- id: named
  statement: A.
  values: {first: {measure: leader, column: leader, where: "basis = 'counts'"}}
  expect: "first = 'Russia'"
- id: watched
  statement: A.
  trigger: {measure: convergence, where: "party = 'srb'", expect: "relation = 'convergent'"}
""",
    )
    assert [(p.column, p.cell) for p in beside_doubts(check_case(small.path)[2])] == [
        ("short (no. 13) expect", "rus"),
        ("named (no. 14) values.first.where", "counts"),
        ("named (no. 14) expect", "Russia"),
        ("watched (no. 15) trigger.expect", "convergent"),
        ("watched (no. 15) trigger.where", "srb"),
    ]


FREE = {
    "text without a list": ("facts", "qualifier = 'anything'"),
    "an order of text": ("observations", "period > 'x' and period < 'y'"),
    "two columns": ("overlap", "power <> other"),
    "empty where a row may be": ("observations", "counterpart = ''"),
    "the total": ("overlap", "sector = 'all'"),
    "a sector's domain": ("presence", "sector = 'politics'"),
}


@pytest.mark.parametrize("name", FREE)
def test_what_a_column_may_hold_passes(small: Any, name: str):
    """Free text, orders, columns and words that stand in rows are left alone."""
    assert problems(small, *FREE[name]) == []


@pytest.mark.xdist_group("serbia")
@pytest.mark.parametrize("study", [small_study, serbia_study], ids=["small", "serbia"])
@pytest.mark.parametrize("measure", MEASURES)
def test_what_stands_in_a_row_may_be_asked(measure: str, study: Any):
    """Every word in a column of a measure is one that the column is declared to hold."""
    run = study()
    lexicon = Lexicon(run.case)
    for column, text in MEASURES[measure].texts.items():
        values = {row[column] for row in run.tables[measure]} - {None}
        for value in sorted(values):
            asked = SimpleNamespace(compared=((column, value),))
            assert list(lexicon.wrong(asked, {column: text})) == [], (column, value)


def test_the_conditions_of_a_case_are_read_in_full():
    """Each column is paired with each word that it is held against, in either order, each once."""
    made = condition(
        "(a = 'x' OR 'y' <> a) AND NOT (b IN ('z', 'x')) AND c > 'q' AND a = 'x'",
        {"a": "text", "b": "text", "c": "text"},
    )
    assert set(made.compared) == {("a", "x"), ("a", "y"), ("b", "z"), ("b", "x")}
    assert len(made.compared) == 4


def test_what_a_scenario_brings_is_no_mistake(small: Any):
    """A code or an id that only a scenario writes may be asked for."""
    folder = Path(small.path) / "scenarios"
    folder.mkdir()
    (folder / "canada.yml").write_text(
        "title: Canada comes\nassumption: Canada builds a mine.\nadd:\n  engagements:\n"
        "  - {id: mine-2021, label: A mine, type: investment, power: CAN, host: SRB, domain: economy,"
        " sector: metals, direction: power_to_host, start: '2021', scope: core}\n  claims:\n"
        "  - {id: mine-2021-exists, subject: mine-2021, property: exists, value: 'yes'}\n"
    )
    assert problems(small, "presence", "power = 'CAN'") == []
