"""The command that lists evidence which does not fit together."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from tertius.cli.shared import AsJson, CaseFolder
from tertius.errors import CaseError

if TYPE_CHECKING:
    from tertius.tensions.find import Tensions
    from tertius.tensions.tension import Side, Tension


def tensions(
    case: CaseFolder,
    as_json: AsJson = False,
    only_open: Annotated[
        bool, typer.Option("--open", help="Leave out those that somebody has explained.")
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="List what is looked for instead, and what it reads.")
    ] = False,
) -> None:
    """List evidence that does not fit together: both sides, their sources, and what explains it.

    A tension is no mistake of the case. It is explained in explanations.csv under its id, or open.
    """
    from tertius.export.tensions import tensions_json
    from tertius.library import open as open_case
    from tertius.tensions.find import all_rules

    if rules:
        for one in all_rules().values():
            typer.echo(f"{one.name}: {one.sentence}\n    reads {'; '.join(one.reads)}")
        return
    found = open_case(case).tensions
    if found is None:
        raise CaseError(f"{case} has a case.yml that cannot be read. `tertius check` says why.")
    if as_json:
        typer.echo(json.dumps(tensions_json(found), indent=2, ensure_ascii=False))
        return
    for tension in found.open if only_open else found.found:
        typer.echo(_told(tension))
    for row in found.gone:
        typer.echo(
            f"explained, and gone: {row.tension}\n    {row.by} ({row.date}): {row.explanation}\n"
        )
    typer.echo(_count(found))


def _told(tension: "Tension") -> str:
    lines = [f"{tension.id}", f"    {tension.misfit}", *map(_side, tension.sides)]
    lines += [f"    explained by {o.by} ({o.date}): {o.explanation}" for o in tension.explanations]
    return "\n".join([*lines, *([] if tension.explanations else ["    open"]), ""])


def _side(side: "Side") -> str:
    where = ", ".join(filter(None, ("; ".join(side.sources), "; ".join(side.locators))))
    return f"    - {side.says}{f' [{where}]' if where else ''}"


def _count(found: "Tensions") -> str:
    number = len(found.found)
    text = f"{number} {'tension' if number == 1 else 'tensions'}, {len(found.open)} open."
    return f"{text} {len(found.gone)} explained, and gone." if found.gone else text
