"""The command that writes a page for a busy reader."""

from pathlib import Path
from typing import Annotated

import typer

from tertius.cli.shared import CaseFolder, need_folder, progress
from tertius.errors import TertiusError


def brief(
    case: CaseFolder,
    since: Annotated[
        str | None,
        typer.Option(help="What is new since this day, such as 2019-12-31.", show_default=False),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The id of one finding.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The folder to write to; this one unless given.", show_default=False),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of an older brief.")
    ] = False,
) -> None:
    """Write one page as HTML and Word: what is new since a day, or what one finding comes to."""
    from tertius.case.write import write_atomically
    from tertius.report.brief import brief_on, brief_since
    from tertius.study.open import named_finding, open_case

    need_folder(case)
    if (since is None) == (on is None):
        raise TertiusError(
            "a brief is on one thing. Write --since with a day, such as --since 2019-12-31, or --on with the id of a finding."
        )
    name = f"{case.resolve().name}-{f'since-{since}' if since else on}"
    targets = {ending: (out or Path()) / f"{name}{ending}" for ending in (".html", ".docx")}
    for target in targets.values():
        if target.exists() and not replace:
            raise TertiusError(
                f"{target} is there already. Name another folder with --out, or give --replace."
            )
    with progress() as say:
        say("reading and checking")
        read, compiled, _ = open_case(case)
        if since is not None:
            made = brief_since(read, compiled, since, progress=say)
        else:
            made = brief_on(read, named_finding(compiled, str(on)), str(on), progress=say)
        say("printing")
        files = made.files()
    (out or Path()).mkdir(parents=True, exist_ok=True)
    for ending, target in targets.items():
        write_atomically(target, files[ending])
        typer.echo(str(target))
