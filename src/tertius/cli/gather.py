"""Commands that bring other people's files into a case."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from tertius.cli.shared import CaseFolder, need_folder, progress
from tertius.errors import TertiusError
from tertius.evidence.text import several

BIBLIOGRAPHY = "bibliography"
VERBS = {
    "stands": "stand in the case",
    "gone": "are gone from these files",
    "alone": "have no counterpart",
}
SHOWN = 20
"""How many doubtful entries of a sort are shown; the review in the terminal shows all."""


def addable() -> Mapping[str, str]:
    """Return what can be added, with what it is in a few words: what is laid beside a case comes first."""
    from tertius.intake.datasets import datasets, laid_beside

    return {
        BIBLIOGRAPHY: "sources from Zotero (CSL-JSON), BibTeX, BibLaTeX or RIS",
        **{name: f"a folder with {one.holds}" for name, one in laid_beside().items()},
        **{
            name: "a newer release, with --update"
            for name, one in sorted(datasets().items())
            if not one.lays
        },
    }


class Adding(TyperCommand):
    """The command `add`: its help names every dataset, and looks for them only when it is asked for."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return arguments and options, that of the dataset with the names that it takes."""
        given: list[Any] = super().get_params(ctx)
        for one in given:
            if one.name == "dataset":
                one.help = f"What is added: {', '.join(addable())}."
        return given


def add(
    case: CaseFolder,
    dataset: Annotated[str, typer.Argument(show_default=False)],
    file: Annotated[
        Path,
        typer.Argument(
            help="The file to read; of a dataset, the folder of all datasets.", show_default=False
        ),
    ],
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help="Write what the file says otherwise at once: an export of the same collection, or a newer release of a dataset that the case has rows of. Keys, outlets and all of `custom` stay; what is gone from a release stays, withdrawn with the reason.",
        ),
    ] = False,
) -> None:
    """Add a file's rows to a case: new ones at once, doubtful ones as proposals in its inbox.

    A public dataset is laid beside the case: a row that may speak of one of its engagements or
    figures is proposed as a second, independent one, with the words or amounts that led to it.

    What is there already stays as it is. What has a fault is listed with its place and left out;
    then the command exits with 1. The rest goes in.
    """
    from tertius.intake.bibliography.add import add_bibliography

    if dataset not in addable():
        choices = "; ".join(f"{name} ({what})" for name, what in addable().items())
        raise TertiusError(f"{dataset} is nothing that can be added. Known are: {choices}.")
    need_folder(case)
    if dataset != BIBLIOGRAPHY:
        (_bring_up_to_date if update else _lay_beside)(case, dataset, file)
        return
    if not file.is_file():
        raise TertiusError(f"{file} is not a file. Name the file that was exported.")
    with progress() as say:
        say("reading")
        added = add_bibliography(case, file, update=update)
    for name in added.changed[:SHOWN]:
        became = "was brought up to date" if update else "see the proposal"
        typer.echo(f"{name}: the file says something else than the case; {became}")
    for name in added.gone[:SHOWN]:
        typer.echo(f"{name}: is not in the file any more, and stays in the case")
    for name, twin in added.twins[:SHOWN]:
        typer.echo(f"{name}: may be {twin}; see the proposal")
    for remark in added.remarks[:SHOWN]:
        typer.echo(remark)
    for fault in added.left_out[:SHOWN]:
        typer.echo(f"left out: {fault}", err=True)
    for count in (len(added.remarks) - SHOWN, len(added.left_out) - SHOWN):
        if count > 0:
            typer.echo(f"… and {count:,} more", err=True)
    typer.echo(
        f"{len(added.new)} added to sources.json, {added.known} there already, "
        f"{len(added.changed)} {'brought up to date' if update else 'changed'} and {several(len(added.twins), 'possible duplicate')} proposed"
    )
    if added.outlets:
        typer.echo(f"{several(added.outlets, 'outlet')} proposed for sources that name none")
    if added.proposals:
        typer.echo(f"Decide on the proposals with: tertius review {case}", err=True)
    if added.left_out:
        noun = "place" if len(added.left_out) == 1 else "places"
        typer.echo(
            f"{len(added.left_out):,} {noun} of {file.name} left out. Correct them and add the file again.",
            err=True,
        )
        raise typer.Exit(1)


def _lay_beside(case: Path, dataset: str, data: Path) -> None:
    """Print how many rows of a dataset may speak of the case, and what has no counterpart."""
    from tertius.intake.corroborate import corroborate

    with progress() as say:
        say("reading")
        added = corroborate(case, dataset, data)
    for sign, listed in (
        ("stands", added.standing),
        ("gone", added.gone),
        ("alone", added.alone),
    ):
        for label in listed[:SHOWN]:
            typer.echo(f"{sign}: {label}")
        if len(listed) > SHOWN:
            typer.echo(f"… and {len(listed) - SHOWN:,} more that {VERBS[sign]}", err=True)
    proposed = added.proposed
    stand = "row stands" if len(added.standing) == 1 else "rows stand"
    typer.echo(
        f"{len(added.standing)} {stand} in the case already; {added.matched} may speak of what it "
        f"has: {proposed.new} newly proposed, {proposed.waiting} waiting, {proposed.decided} decided "
        f"before; {len(added.alone)} without a counterpart"
    )
    if added.gone:
        typer.echo(
            f"{len(added.gone)} {'claim names' if len(added.gone) == 1 else 'claims name'} what is not in these files. Look there, and withdraw what no longer holds: nothing is withdrawn by itself.",
            err=True,
        )
    if added.newer:
        typer.echo(
            f"{len(added.newer)} {'row is' if len(added.newer) == 1 else 'rows are'} otherwise in these files. Take in what changed with: "
            f"tertius add {case} {dataset} {data} --update",
            err=True,
        )
    if added.proposed.new:
        typer.echo(f"Decide on the proposals with: tertius review {case}", err=True)


def _bring_up_to_date(case: Path, dataset: str, data: Path) -> None:
    """Print what a newer release changed: rows new, gone and altered, and findings that turn."""
    from tertius.intake.release import update

    with progress() as say:
        say("reading")
        changes = update(case, dataset, data)
    for sign, listed in (
        ("new", changes.new),
        ("gone, and kept as withdrawn", changes.gone),
        ("altered", changes.altered),
    ):
        for one in listed[:SHOWN]:
            typer.echo(f"{sign}: {one}")
        if len(listed) > SHOWN:
            typer.echo(f"… and {len(listed) - SHOWN:,} more {sign}")
    for turned in changes.turned:
        typer.echo(f"turns: {turned.finding} from {turned.before} to {turned.after}")
    turn = "finding turns" if len(changes.turned) == 1 else "findings turn"
    typer.echo(
        f"{dataset}, {changes.covers}: {several(len(changes.new), 'row')} new, {len(changes.gone)} gone, "
        f"{len(changes.altered)} altered, {changes.same} as before; {len(changes.turned)} {turn}"
    )
