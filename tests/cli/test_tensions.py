"""What `tertius tensions` prints of a case, and of one that cannot be read."""

import json

from typer.testing import CliRunner

from tertius.cli.main import app
from tertius.errors import CaseError


def run(*arguments):
    return CliRunner().invoke(app, ["tensions", *map(str, arguments)])


def test_text_and_json_tell_the_same(small):
    """Text names every tension that JSON has, with its sides and sources, and counts the open ones."""
    told = json.loads(run(small.path, "--json").output)
    text = run(small.path).output
    assert told["tensions"]
    for one in told["tensions"]:
        assert one["open"] is (one["explanations"] == [])
        assert f"{one['id']}\n    {one['misfit']}\n" in text
        for side in one["sides"]:
            assert side["says"] in text
            assert all(name in text for name in side["sources"])
    number = len(told["tensions"])
    assert f"{number} tensions, {number} open. 1 explained, and gone." in text


def test_an_explanation_takes_a_tension_from_the_open_ones(small):
    """Once explanations.csv has a tension, it is told with who explains it, and left out of those that are open."""
    first = json.loads(run(small.path, "--json").output)["tensions"][0]["id"]
    small.add("explanations", tension=first, explanation="Two days.", by="ana", date="2021-01-09")
    assert "explained by ana (2021-01-09): Two days." in run(small.path).output
    assert first not in run(small.path, "--open").output


def test_rules_are_listed_with_what_they_read(small):
    """Each rule is told in a sentence, with the cells that it reads."""
    text = run(small.path, "--rules").output
    assert "values-differ: One property of one subject has values that cannot both hold.\n" in text


def test_a_case_that_cannot_be_read_gets_a_message(small):
    """Where case.yml cannot be read, the message says what to ask."""
    small.write("case.yml", "hosts: [")
    failed = run(small.path)
    assert isinstance(failed.exception, CaseError)
    assert "`tertius check` says why" in str(failed.exception)
