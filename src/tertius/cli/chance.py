"""The command that asks what tests risked."""

import json
from typing import Annotated

import typer

from tertius.cli.shared import AsJson, CaseFolder
from tertius.cli.study import spoken_of, study_of, warn_of_vacuous


def chance(
    case: CaseFolder,
    finding: Annotated[
        str | None,
        typer.Argument(help="The id of a finding; all unless given.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how often each test would be met had the rows been dealt out at random.

    Powers are dealt anew among deals, sectors among what a power does, or outcomes among promises; all
    else is kept. A high rate says that the test risked nothing; a low one that it could have failed,
    and proves nothing.
    """
    from tertius.export.json import chance_json
    from tertius.present.chance import chance_lines, comparison_sentence

    study, _ = study_of(case, finding=finding, with_chance=True)
    if as_json:
        rows = [
            {
                "id": result.id,
                "verdict": result.verdict,
                "support": result.support,
                "chance": None if result.chance is None else chance_json(result.chance),
            }
            for result in study.results
        ]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for comparison in () if finding else study.compared_with_chance:
        typer.echo(comparison_sentence(comparison))
    for result in study.results:
        if result.chance is None and not finding:
            continue
        typer.echo(f"{result.id}: {spoken_of(result)}. {result.statement}")
        if result.support:
            typer.echo(f"    carried by: {study.case.taxonomy.label('support', result.support)}")
        if result.chance is None:
            typer.echo("    Only a computed finding has a test of which chance can be asked.")
        else:
            for line in chance_lines(result.chance):
                typer.echo(f"    {line}")
    warn_of_vacuous(study)
