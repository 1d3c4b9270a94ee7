"""What the commands share: their arguments, a word on what is being done, and problems in print."""

import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tertius.evidence.text import several
from tertius.worlds.ways import ways

if TYPE_CHECKING:
    from tertius.case.problems import Problem

CaseFolder = Annotated[Path, typer.Argument(help="The folder of the case.", show_default=False)]
FindingId = Annotated[str, typer.Argument(help="The id of a finding.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Without = Annotated[
    str | None,
    typer.Option(
        help=f"Leave evidence out: {ways()}.",
        show_default=False,
    ),
]
KnownOn = Annotated[
    str | None,
    typer.Option(
        help="Only what was public on this day, such as 2016-12-31; of a month or year, on its last.",
        show_default=False,
    ),
]
InScenario = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        help="As it would be in a scenario: the name of a file in scenarios/.",
        show_default=False,
    ),
]


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that says on standard error what is being done, where somebody watches."""
    watched = sys.stderr.isatty()

    def say(what: str) -> None:
        if watched:
            typer.echo(f"\r\033[K{what} …", err=True, nl=False)

    try:
        yield say
    finally:
        if watched:
            typer.echo("\r\033[K", err=True, nl=False)


def need_folder(case: Path) -> None:
    """Refuse what is not a folder.

    Raises:
        CaseError: ``case`` is a file, or is not there.

    """
    from tertius.library import need_folder as need

    need(case)


COMMAND = re.compile(r"(`tertius [a-z-]+) CASE\b")
"""A command as messages name it, which do not know how the case was called."""


def problem_line(problem: "Problem", case: Path) -> str:
    """Return a problem as one line: its commands with the folder of the case, ready to copy, and whether the case builds all the same."""
    folder = shlex.quote(str(case))
    line = COMMAND.sub(lambda match: f"{match[1]} {folder}", str(problem))
    return line if problem.blocks else f"{line} (builds all the same)"


def problem_count(problems: "Sequence[Problem]", findings: int) -> str:
    """Return how many problems there are, and how many of them keep the case from building."""
    blocking = sum(problem.blocks for problem in problems)
    if len(problems) == 1:
        builds = (
            "which keeps the case from building" if blocking else "and the case builds all the same"
        )
        found = f"1 problem, {builds}"
    else:
        keep = "keeps" if blocking == 1 else "keep"
        found = f"{len(problems):,} problems, {blocking:,} of them {keep} the case from building"
    return f"{found}; {several(findings, 'finding')} read."
