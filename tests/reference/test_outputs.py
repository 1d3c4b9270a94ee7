"""What the page of JSON says of each command is what the command prints, no key less and none more."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from small_case import FOLDER, SERBIA
from tertius.cli.main import app
from tertius.reference.commands import commands, parameters
from tertius.reference.outputs import outputs

SCENARIO = """title: The Chinese rail works are called off
assumption: The works on the northern line are cancelled.
add:
  claims:
    - {id: works-off, subject: chinese-rail-works, property: stage, value: cancelled}
withdraw: [russian-loan-denied]
"""

PAPER = """Rails in Serbia

Serbia builds.1 It pays.2 It stops.3

1 A. Ilic, 'Rails', Daily, 4 May 2014, https://example.org/rails.
2 Ibid.
"""


def places(value: Any, place: str = "") -> Iterator[str]:
    """Yield the place of every key in a value, and of the items of its lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            inside = f"{place}.{key}".removeprefix(".")
            yield inside
            yield from places(inner, inside)
    elif isinstance(value, list):
        for inner in value:
            if place:
                yield f"{place}[]"
            yield from places(inner, f"{place}[]" if place else "")


def is_said(place: str, keys: set[str]) -> bool:
    """Whether a place is a key of the page, above one, or below one whose keys are free."""
    if place in keys or any(key.startswith((f"{place}.", f"{place}[")) for key in keys):
        return True
    free = (key.removesuffix(".*") for key in keys if key.endswith(".*"))
    return any(place == start or place.startswith((f"{start}.", f"{start}[")) for start in free)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return what each command of the page prints of the small case, by its name there."""
    folder = tmp_path_factory.mktemp("outputs")
    first, second = (copied(folder / name) for name in ("first", "second"))
    claims = second / "claims.csv"
    text = claims.read_text("utf-8").replace("amount,40000000", "amount,41000000")
    lines = [line for line in text.splitlines() if not line.startswith("bank-link-exists")]
    (amount,) = (line for line in lines if line.startswith("control-centre-amount,"))
    lines.append(amount.replace("-amount,", "-cost,").replace(",amount,", ",cost_to_host,"))
    claims.write_text("\n".join(lines) + "\n", "utf-8")
    (first / "scenarios").mkdir()
    (first / "scenarios" / "works-off.yml").write_text(SCENARIO, "utf-8")
    (folder / "paper.txt").write_text(PAPER, "utf-8")
    asked = {
        "show MEASURE": ["show", first, "presence"],
        "what-if SCENARIO": ["what-if", first, "works-off"],
        "agree": ["agree", first, second],
        "read": ["read", folder / "paper.txt"],
    }
    said = {name: answer(asked.get(name, [name, first])) for name in outputs()}
    # Nobody has explained a tension of the small case that is still there.
    return said | {"tensions": [said["tensions"], answer(["tensions", SERBIA])]}


def copied(folder):
    """Copy the small case, and return where it lies."""
    shutil.copytree(FOLDER, folder)
    return folder


def answer(words):
    """Return what a command prints as JSON."""
    ending = ["--layout", "json"] if words[0] == "check" else ["--json"]
    done = CliRunner().invoke(app, [*map(str, words), *ending])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", outputs())
def test_every_key_is_on_the_page(printed, name):
    """No command prints a key that the page does not have."""
    keys = set(outputs()[name]["keys"])
    assert sorted({one for one in places(printed[name]) if not is_said(one, keys)}) == []


@pytest.mark.parametrize("name", outputs())
def test_every_key_of_the_page_is_printed(printed, name):
    """Each key of the page is printed of the small case, but those within lists that are empty there."""
    seen = set(places(printed[name]))
    free = {key for key in outputs()[name]["keys"] if key.endswith(".*")}
    lacking = set(outputs()[name]["keys"]) - free - seen
    assert sorted(lacking) == sorted(EMPTY.get(name, ()))


EMPTY = {
    "findings": ("findings[].sought.searches[]",),
    "agree": ("unread[]",),
    "check": ("also[]",),
}
"""By command the keys that the small case has no example of."""


def test_every_command_that_prints_json_is_on_the_page():
    """A command with --json has its keys on the page."""
    having = {
        name
        for name, command in commands().items()
        if any("--json" in getattr(one, "opts", ()) for one in parameters(command))
    }
    assert having - {"code"} == {name.split()[0] for name in outputs()} - {"check"}
