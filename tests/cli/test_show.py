"""`tertius show`: the rows of a measure as a table, as CSV and as JSON, and what is refused."""

import csv
import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from small_case import FOLDER
from tertius.cli.main import main
from tertius.measures import MEASURES

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `tertius show` with some words, and gives its code and what it said."""

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tertius", "show", *map(str, words)])
        with pytest.raises(SystemExit) as caught:
            main()
        return (int(caught.value.code or 0), *capsys.readouterr())

    return call


TABLE = """\
World: baseline, all evidence counts.
host  sector   domain   basis  leader  value  runner_up  runner_up_value  margin  unknown  where
SRB   banking  economy  count  -           1  -                        -       0        0  sector = 'banking' and basis = 'count'
SRB   oil-gas  economy  count  RUS         1  CHN                      0       1        0  sector = 'oil-gas' and basis = 'count'
SRB   rail     economy  count  CHN         3  RUS                      2     0.2        0  sector = 'rail' and basis = 'count'
"""


def test_rows_are_a_table(run: Run):
    """Each row stands on one line, with what picks it at the end."""
    assert run(FOLDER, "leader", "--where", "basis = 'count'") == (0, TABLE, "")


def test_without_a_measure_all_are_listed(run: Run):
    """Asked of no measure, show names each with its question."""
    code, out, _ = run(FOLDER)
    assert (code, [line.split()[0] for line in out.splitlines()]) == (0, list(MEASURES))
    assert out.startswith("facts             What do the claims about one thing come to?\n")


def test_measures_are_listed_for_programs(run: Run):
    """Asked of no measure with --json or --csv, show lists them with their questions, and nothing else."""
    listed = json.loads(run(FOLDER, "--json")[1])
    assert listed == [{"measure": name, "question": one.question} for name, one in MEASURES.items()]
    assert list(csv.DictReader(io.StringIO(run(FOLDER, "--csv")[1]))) == listed


def test_csv_and_json_hold_the_same_rows(run: Run):
    """Both hold every column and the condition; in JSON what is unknown is null, decimals are text."""
    _, printed, _ = run(FOLDER, "presence", "--where", "sector = 'rail'", "--csv")
    _, said, _ = run(FOLDER, "presence", "--where", "sector = 'rail'", "--json")
    result = json.loads(said)
    assert {key: value for key, value in result.items() if key != "rows"} == {
        "tertius": 1,
        "case": "A small case, countable by hand",
        "world": "baseline",
        "measure": "presence",
    }
    in_csv = list(csv.DictReader(io.StringIO(printed)))
    assert list(in_csv[0]) == [*MEASURES["presence"].columns, "where"]
    as_text = [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in result["rows"]
    ]
    assert in_csv == as_text
    china = result["rows"][0]
    assert (china["power"], china["engagements"], china["amount"], china["stakes"]) == (
        "CHN",
        3,
        "190000000.000000",
        None,
    )


def test_rows_are_shown_in_another_world(run: Run):
    """What is left out is left out of the rows, and the world is named."""
    _, said, _ = run(FOLDER, "presence", "--known-on", "2009", "--json")
    result = json.loads(said)
    assert result["world"] == "known on 2009-12-31"
    assert not [row for row in result["rows"] if row["sector"] == "rail"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("leadr",), f"'leadr' is no measure. Did you mean leader? There are: {', '.join(MEASURES)}."),
        (("leader", "--where", "basis = 'money'"),
         '--where: "money" is not a word of basis. Write amount, or another of: count, amount, stake, years.'),
        (("leader", "--where", "lead = 'RUS'"),
         f"--where: \"lead = 'RUS'\" names 'lead', which is no column here. Write leader. There are: {', '.join(MEASURES['leader'].columns)}."),
        (("leader", "--json", "--csv"), "--json and --csv are two ways to print. Choose one of them."),
        (("leader", "--known-on", "2010", "--without", "unchecked"), "--without and --known-on are two worlds. Choose one of them."),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(run: Run, words: tuple[str, ...], said: str):
    """A measure, column or word that is not there is refused with what to write instead."""
    assert run(FOLDER, *words) == (2, "", said + "\n")


def test_a_code_that_the_case_does_not_have_warns(run: Run):
    """A condition that no row can meet is answered, with a warning beside it."""
    code, out, err = run(FOLDER, "presence", "--where", "power = 'CAN'")
    assert (code, out.splitlines()[-1]) == (0, "No row of presence answers.")
    assert err == (
        '--where: "CAN" is no power, baseline or host of the case, and no row has it in power. '
        "Write one of: SRB, RUS, CHN, EU.\n"
    )


def test_a_wrong_finding_keeps_nothing_from_being_shown(run: Run, small: Any):
    """Rows are shown while findings.yml is being mended."""
    small.end("findings.yml", "- id: broken\n")
    code, out, _ = run(small.path, "constraint", "--where", "power IS NULL")
    assert code == 0
    assert out.count("\n") == 3
