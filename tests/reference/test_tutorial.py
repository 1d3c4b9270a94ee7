"""The tutorial and the README work as printed: tables are filled, commands run, output compared."""

import csv
import io
import re
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tertius.cli.main import main

ROOT = Path(__file__).parents[2]
README, TUTORIAL = ROOT / "README.md", ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file that it fills, its text, and where it stands."""

    language: str
    file: str
    text: str
    line: int


def blocks(document: Path = TUTORIAL) -> list[Block]:
    text = document.read_text(encoding="utf-8")
    return [
        Block(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 1)
        for found in BLOCK.finditer(text)
    ]


def fill_table(path: Path, text: str) -> None:
    """Add the block's rows to a table, or, where an id is there already, change the cells shown."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or ()), list(reader)
    for row in csv.DictReader(io.StringIO(text)):
        assert set(row) <= set(header), f"{path.name} has no columns {set(row) - set(header)}"
        old = [known for known in rows if row.get("id") and known["id"] == row["id"]]
        if old:
            old[0].update(row)
        else:
            rows.append(dict.fromkeys(header, "") | row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def run(command: str, monkeypatch) -> str:
    """What a command prints, standard output and standard error together."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "argv", command.split())
    with redirect_stdout(said), redirect_stderr(said), suppress(SystemExit):
        main()
    return said.getvalue()


def commands(text: str) -> list[tuple[str, str]]:
    """Each command of a console block with the output printed below it."""
    parts = re.split(r"^\$ (.+)$", text, flags=re.MULTILINE)
    return [
        (name, said.removeprefix("\n")) for name, said in zip(parts[1::2], parts[2::2], strict=True)
    ]


def matches(printed: str, shown: str) -> bool:
    """Whether output is as the tutorial shows it; … stands for anything, over lines too."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


def test_tutorial(tmp_path, monkeypatch):
    """Whoever follows the tutorial from nothing sees what it shows, command for command."""
    monkeypatch.chdir(tmp_path)
    for block in blocks():
        if block.language == "csv":
            fill_table(Path(block.file), block.text)
        elif block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command, shown in commands(block.text):
                printed = run(command, monkeypatch)
                assert matches(printed, shown), f"tutorial.md:{block.line}: {command}\n{printed}"


@pytest.mark.parametrize("language", ["csv", "yaml", "json", "console"])
def test_tutorial_uses_blocks(language):
    """The tutorial fills tables, writes findings and sources, and runs commands."""
    assert any(block.language == language for block in blocks())


def test_readme_shows_what_is_printed(monkeypatch):
    """What the README shows of the worked case is what its commands print now."""
    monkeypatch.chdir(ROOT)
    shown = [block for block in blocks(README) if block.language == "console"]
    assert shown
    for block in shown:
        for command, said in commands(block.text):
            printed = run(command, monkeypatch)
            assert matches(printed, said), f"README.md:{block.line}: {command}\n{printed}"
