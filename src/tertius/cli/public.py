"""Commands on public datasets: a publisher's file brought here, and a case made of them alone."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tertius.cli.shared import progress
from tertius.errors import TertiusError
from tertius.evidence.text import several


def profile(
    host: Annotated[
        str | None,
        typer.Argument(
            help="The country, as a code such as SRB; none with --all.", show_default=False
        ),
    ] = None,
    *,
    powers: Annotated[str, typer.Option(help="Power codes, such as RUS,CHN.", show_default=False)],
    data: Annotated[
        Path, typer.Option(help="The folder that holds the publishers' files.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="The folder to make.", show_default=False)],
    baselines: Annotated[str, typer.Option(help="Codes shown beside them, such as USA,DEU.")] = "",
    years: Annotated[
        int, typer.Option(help="How many years back from a dataset's last.", min=1, max=80)
    ] = 10,
    shareable: Annotated[
        bool,
        typer.Option(
            "--shareable",
            help="Leave out datasets whose licence keeps their rows from being passed on.",
        ),
    ] = False,
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Every state that votes in the UN General Assembly, and a page that compares them.",
        ),
    ] = False,
) -> None:
    """Make a case on a country from public datasets alone: votes, trade, alliances, speeches.

    Says of each dataset what it covers, which rows were lost in a join, and which is not on this
    disk. Nothing is written where a file has a fault.
    """
    from tertius.intake.datasets.protocol import Request
    from tertius.intake.hosts import every_host, profile_all
    from tertius.intake.profile import profile as make

    if (host is not None) == every:
        raise TertiusError("Name one country, such as SRB, or write --all for every state.")
    others = Request((host or "").strip(), _codes(powers), _codes(baselines), years)
    with progress() as say:
        if not every:
            made = make(out, others, data, shareable=shareable, say=say)
        else:
            hosts = [code for code in every_host(data, years) if code not in others.others]
            profile_all(out, others, hosts, data, shareable=shareable, say=say)
    if every:
        typer.echo(f"{several(len(hosts), 'case')}, compared on {out / 'index.html'}")
        return
    for line in made.lines():
        typer.echo(line)
    typer.echo(f"{out} is ready. Look at it with: tertius check {out}", err=True)


def compare(
    hosts: Annotated[
        list[str],
        typer.Argument(help="Countries, as codes such as SRB MNE HUN.", show_default=False),
    ],
    powers: Annotated[str, typer.Option(help="Power codes, such as RUS,CHN.", show_default=False)],
    data: Annotated[
        Path, typer.Option(help="The folder that holds the publishers' files.", show_default=False)
    ],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print rows for a spreadsheet.")] = False,
) -> None:
    """Put hosts side by side in public data: votes, trade, alliances, and what changed in ten years.

    Where no dataset gives a value, it says *no data*, which is no zero.
    """
    from tertius.intake.hosts import as_csv as written
    from tertius.intake.hosts import compare as side_by_side

    with progress() as say:
        rows = side_by_side(hosts, _codes(powers), data, say=say)
    if as_csv:
        typer.echo(written(rows), nl=False)
        return
    for power, what in dict.fromkeys((row.power, row.what) for row in rows):
        typer.echo(f"{power}: {what}")
        for row in rows:
            if (row.power, row.what) == (power, what):
                span = f" ({row.low} to {row.high})" if row.low else ""
                before = f", {row.change} since {row.before_period}" if row.change else ""
                value = f"{row.value}{span}, {row.period}{before}" if row.value else "no data"
                typer.echo(f"  {row.host}  {value}")


class Sampler(StrEnum):
    """How ideal points are drawn."""

    exact = "exact"
    bsv2017 = "bsv2017"


def ideal_points(
    data: Annotated[
        Path, typer.Option(help="The folder that holds the publishers' files.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="The CSV file to write.", show_default=False)],
    mode: Annotated[
        Sampler, typer.Option(help="exact, or bsv2017: the published rules.")
    ] = Sampler.exact,
    chains: Annotated[int, typer.Option(help="How many chains.", min=1, max=16)] = 2,
    sweeps: Annotated[
        int, typer.Option(help="Sweeps kept of each chain.", min=100, max=100_000)
    ] = 2400,
    cores: Annotated[int, typer.Option(help="Cores to use.", min=1, max=64)] = 2,
    seed: Annotated[int, typer.Option(help="Where the draws begin.", min=0)] = 1945,
) -> None:
    """Estimate where every state stood in every session of the UN General Assembly, from its votes.

    By the dynamic ordinal model of Bailey, Strezhnev and Voeten (2017). Needs compiled loops: pip
    install tertius[votes].
    """
    # Matrices of seventy sessions are too small to share: threads of the library would wait in turns.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from tertius.intake.points import estimate
    from tertius.votes.ideal.fit import Sweeps

    how = Sweeps(kept=sweeps, chains=chains, cores=cores, seed=seed)
    with progress() as say:
        typer.echo(estimate(data, out, mode.value, how, say=say))


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
