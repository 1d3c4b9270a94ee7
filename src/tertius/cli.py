"""Every command: read the arguments, call one function, print."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tertius.errors import TertiusError

if TYPE_CHECKING:
    from tertius.case.problems import Problem
    from tertius.chosen import World
    from tertius.study import Result, Study

app = typer.Typer(
    help="Evidence on what outside powers do in a host country: checked, computed, questioned, published.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

CaseFolder = Annotated[Path, typer.Argument(help="The folder of the case.", show_default=False)]
FindingId = Annotated[str, typer.Argument(help="The id of a finding.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Without = Annotated[
    str | None,
    typer.Option(
        help="Leave evidence out: origin:ID, outlet:ID, language:xx, via:ID, state-controlled or unchecked.",
        show_default=False,
    ),
]
KnownOn = Annotated[
    str | None, typer.Option(help="Only what was public on this day.", show_default=False)
]


SHOWN = 20
"""How many problems a command shows that is not asked for all of them."""


class Format(StrEnum):
    """What a case is exported to."""

    xlsx = "xlsx"


class Layout(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", show_default=False)],
    host: Annotated[
        str, typer.Option(help="Host codes, such as SRB or SRB,MNE.", show_default=False)
    ],
    powers: Annotated[str, typer.Option(help="Power codes, such as RUS,CHN.", show_default=False)],
    period: Annotated[str, typer.Option(help="The time covered, as a span.")] = "2008/2020",
) -> None:
    """Write an empty case: settings, and a header for every table."""
    from tertius.case.new import new_case

    new_case(folder, hosts=_codes(host), powers=_codes(powers), period=period)
    typer.echo(f"{folder} is ready. Add rows to its tables, then run: tertius check {folder}")


@app.command()
def check(
    case: CaseFolder,
    fix: Annotated[
        bool, typer.Option("--fix", help="Fill empty ids, and change nothing else.")
    ] = False,
    layout: Annotated[Layout, typer.Option(help="How to print.")] = Layout.text,
) -> None:
    """List every problem in a case: the file, the row, the column and what to do.

    Exits with 1 if a problem would keep the case from building.
    """
    from tertius.checked import check as check_all

    _need_folder(case)
    _, compiled, problems = check_all(case)
    if fix:
        from tertius.case.write import fill_ids

        filled = fill_ids(case, problems)
        typer.echo(
            f"filled {len(filled)} empty ids{': ' if filled else ''}{', '.join(filled[:10])}",
            err=True,
        )
        _, compiled, problems = check_all(case)
    if layout is Layout.json:
        from dataclasses import asdict

        typer.echo(
            json.dumps(
                [{**asdict(p), "blocks": p.blocks} for p in problems], indent=2, ensure_ascii=False
            )
        )
    else:
        for problem in problems:
            typer.echo(_problem_line(problem))
        typer.echo(_problem_count(problems, len(compiled)), err=True)
    if any(problem.blocks for problem in problems):
        raise typer.Exit(1)


@app.command()
def export(
    case: CaseFolder,
    to: Annotated[Format, typer.Option(help="What to write.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(help="Where to; CASE.xlsx in this folder unless given.", show_default=False),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Take the place of a file, and of changes in it that were not imported.",
        ),
    ] = False,
) -> None:
    """Write a case as a workbook: a sheet for each table, with its problems marked."""
    from tertius.case.workbook_out import export_workbook
    from tertius.case.write import write_atomically
    from tertius.study import check_case

    _need_folder(case)
    target = out or Path(f"{case.resolve().name}.{to.value}")
    if target.exists() and not replace:
        raise TertiusError(
            f"{target} is there already, and may hold changes that were not imported. "
            f"Import it, name another file with --out, or give --replace."
        )
    with _progress() as progress:
        progress("checking")
        read, _, problems = check_case(case)
        progress("writing")
        data, done = export_workbook(case, read, problems)
        write_atomically(target, data)
    typer.echo(
        f"{target}: {done.rows:,} rows, {done.marked} problems marked in their cells, {done.listed} listed on its first sheet."
    )
    typer.echo(f"Bring it back with: tertius import {case} {target}", err=True)


@app.command("import")
def import_(
    case: CaseFolder,
    workbook: Annotated[Path, typer.Argument(help="The workbook, as .xlsx.", show_default=False)],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Undo what changed since the workbook was taken out."),
    ] = False,
) -> None:
    """Write the tables of a workbook into a case, all of them or nothing, and check the case.

    What is not a table stays as it is, and so does a table whose rows are the same.
    """
    from tertius.case.workbook_in import import_workbook
    from tertius.study import check_case

    _need_folder(case)
    with _progress() as progress:
        progress("reading")
        done = import_workbook(case, workbook, replace=replace)
        progress("checking")
        _, compiled, problems = check_case(case)
    for note in done.notes:
        typer.echo(note, err=True)
    for change in done.changes:
        typer.echo(str(change))
    if not done.changes:
        typer.echo("no table changed")
    for problem in problems[:SHOWN]:
        typer.echo(_problem_line(problem), err=True)
    if len(problems) > SHOWN:
        typer.echo(f"… and {len(problems) - SHOWN} more; `tertius check` lists all.", err=True)
    typer.echo(_problem_count(problems, len(compiled)), err=True)


@app.command()
def build(
    case: CaseFolder,
    out: Annotated[
        Path | None, typer.Option(help="Where to; build/<case> unless given.", show_default=False)
    ] = None,
    internal: Annotated[bool, typer.Option("--internal", help="Include withheld rows.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at any problem, also those that do not block.")
    ] = False,
) -> None:
    """Check, store, settle, measure and judge a case, and publish its atlas and its report."""
    from tertius.publish import publish

    _need_folder(case)
    target = out or Path("build") / case.resolve().name
    with _progress() as progress:
        published = publish(case, target, internal=internal, strict=strict, progress=progress)
    for problem in published.problems:
        typer.echo(f"{problem} (built all the same)", err=True)
    for warning in published.report.warnings if published.report else ():
        typer.echo(warning, err=True)
    typer.echo(
        f"{published.pages} pages, {published.findings} findings: {published.atlas / 'index.html'}"
    )
    if published.report:
        typer.echo(f"report: {', '.join(str(path) for path in published.report.files)}")


@app.command()
def findings(
    case: CaseFolder, as_json: AsJson = False, without: Without = None, known_on: KnownOn = None
) -> None:
    """List the statements with verdict, confidence and fragility, in a world of your choice."""
    from tertius.printout import findings_json

    study = _study(case, without=without, known_on=known_on)
    if as_json:
        typer.echo(json.dumps(findings_json(study), indent=2, ensure_ascii=False))
        return
    typer.echo(_world_line(study.world))
    section = None
    for result in study.results:
        if result.section != section:
            section = result.section
            typer.echo(f"\n{section}")
        typer.echo(
            f"  {_verdict(result):<8} {result.confidence or '':<9} {_fragility(result):<3} {result.statement}  [{result.id}]"
        )


@app.command()
def why(
    case: CaseFolder, finding: FindingId, without: Without = None, known_on: KnownOn = None
) -> None:
    """Show what a finding rests on, down to sources and quotes, and what speaks against it."""
    from tertius.explain import explain

    study = _study(case, without=without, known_on=known_on, finding=finding)
    typer.echo(explain(study, study.result(finding)))


@app.command()
def flips(
    case: CaseFolder,
    finding: Annotated[
        str | None,
        typer.Argument(help="The id of a finding; all unless given.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show which single origin would change a verdict, were it left out."""
    from tertius.printout import flips_json

    study = _study(case, finding=finding)
    shown = study.results
    if as_json:
        typer.echo(
            json.dumps(
                [
                    {"id": r.id, "verdict": r.state or r.verdict, "flips": flips_json(r)}
                    for r in shown
                ],
                indent=2,
                ensure_ascii=False,
            )
        )
        return
    for result in shown:
        if not result.flips and not finding:
            continue
        typer.echo(f"{result.id}: {_verdict(result)}. {result.statement}")
        for flip in result.flips or ():
            names = ", ".join(_title(study, origin) for origin in flip.origins)
            typer.echo(f"    {flip.state or flip.verdict} without {names}")
        if not result.flips:
            typer.echo("    no single origin changes it")


@app.command()
def serve(
    case: CaseFolder,
    port: Annotated[int, typer.Option(help="The port on this machine; 0 takes a free one.")] = 8710,
) -> None:
    """Build the atlas and show it on this machine only."""
    from tertius.atlas.server import serve_folder
    from tertius.publish import publish

    _need_folder(case)
    with _progress() as progress:
        published = publish(case, Path("build") / case.resolve().name, progress=progress)
    report = published.report.files[0].parent if published.report else None
    serve_folder(published.atlas, port=port, say=typer.echo, report=report)


def _study(
    case: Path,
    *,
    without: str | None = None,
    known_on: str | None = None,
    finding: str | None = None,
) -> "Study":
    """The case run in a world; with a finding named, that one alone is judged."""
    from tertius.chosen import BASELINE, world_known_on, world_without
    from tertius.study import named_finding, open_case, run_study

    _need_folder(case)
    if without is not None and known_on is not None:
        raise TertiusError("--without and --known-on are two worlds. Choose one of them.")
    with _progress() as progress:
        progress("reading and checking")
        read, compiled, _ = open_case(case)
        if finding is not None:
            compiled = named_finding(compiled, finding)
        world = BASELINE
        if without is not None:
            world = world_without(read, without)
        elif known_on is not None:
            world = world_known_on(read, known_on)
        return run_study(read, compiled, world=world, progress=progress)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Says on standard error what is being done, where somebody watches."""
    watched = sys.stderr.isatty()

    def say(what: str) -> None:
        if watched:
            typer.echo(f"\r\033[K{what} …", err=True, nl=False)

    try:
        yield say
    finally:
        if watched:
            typer.echo("\r\033[K", err=True, nl=False)


def _need_folder(case: Path) -> None:
    if not case.is_dir():
        raise TertiusError(
            f"{case} is not a folder. Name the folder of a case, such as cases/serbia."
        )


def _problem_line(problem: "Problem") -> str:
    return str(problem) if problem.blocks else f"{problem} (builds all the same)"


def _problem_count(problems: "Sequence[Problem]", findings: int) -> str:
    blocking = sum(problem.blocks for problem in problems)
    return f"{len(problems)} problems, {blocking} of them keep the case from building; {findings} findings read."


def _codes(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _verdict(result: "Result") -> str:
    return result.state or result.verdict


def _fragility(result: "Result") -> str:
    if result.fragility is None:
        return "-"
    least, most = result.fragility.least, result.fragility.most
    return str(least) if least == most else f"{least}+"


def _title(study: "Study", origin: str) -> str:
    source = study.case.sources.get(origin)
    return f"{source.title} [{origin}]" if source and source.title else origin


def _world_line(world: "World") -> str:
    if not world.withdrawn:
        return f"World: {world.name}, all evidence counts."
    undated = f", {world.excluded_undated} of them undated" if world.day else ""
    return f"World: {world.name}; {len(world.withdrawn)} rows left out{undated}."


def main() -> None:
    """Run a command; what Tertius reports is printed without a traceback."""
    try:
        app()
    except TertiusError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
    except OSError as error:
        typer.echo(
            f"{error.filename or 'a file'}: {error.strerror or error}. Choose another place, or free it.",
            err=True,
        )
        raise SystemExit(2) from None
