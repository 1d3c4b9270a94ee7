"""Commands on public datasets: a publisher's file brought here, and a case made of them alone."""

from pathlib import Path
from typing import Annotated

import typer

from tertius.cli.shared import progress


def profile(
    host: Annotated[
        str, typer.Argument(help="The country, as a code such as SRB.", show_default=False)
    ],
    powers: Annotated[str, typer.Option(help="Power codes, such as RUS,CHN.", show_default=False)],
    data: Annotated[
        Path, typer.Option(help="The folder that holds the publishers' files.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="The folder of the case to make.", show_default=False)],
    baselines: Annotated[str, typer.Option(help="Codes shown beside them, such as USA,DEU.")] = "",
    years: Annotated[
        int, typer.Option(help="How many years back from a dataset's last.", min=1, max=80)
    ] = 10,
) -> None:
    """Make a case on a country from public datasets alone: votes, trade, alliances, speeches.

    Says of each dataset what it covers, which rows were lost in a join, and which is not on this
    disk. Nothing is written where a file has a fault.
    """
    from tertius.intake.datasets.protocol import Asked
    from tertius.intake.profile import profile as make

    asked = Asked(host.strip(), _codes(powers), _codes(baselines), years)
    with progress() as say:
        made = make(out, asked, data, say=say)
    for line in made.lines():
        typer.echo(line)
    typer.echo(f"{out} is ready. Look at it with: tertius check {out}", err=True)


def fetch(
    dataset: Annotated[
        str, typer.Argument(help="Which dataset, such as unga-votes.", show_default=False)
    ],
    file: Annotated[
        str, typer.Argument(help="Which of its files, such as votes.csv.gz.", show_default=False)
    ],
    address: Annotated[
        str,
        typer.Option(
            "--from",
            help="Its address, as the publisher's documentation gives it.",
            show_default=False,
        ),
    ],
    data: Annotated[Path, typer.Option(help="The folder of all datasets.", show_default=False)],
) -> None:
    """Bring a publisher's file to this disk, and hold it to the hash of its first download.

    No address is built in, since none is guessed at. A download that broke off goes on where it
    stopped; a file that is there and unchanged is not fetched again.
    """
    from tertius.intake.fetch import fetch as bring

    with progress() as say:
        found = bring(dataset, file, address, data, say=say)
    typer.echo(
        f"{found.path}: {'fetched' if found.is_new else 'there already'}, SHA-256 {found.sha256}"
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
