"""Commands that run a case: publish it, list its findings, and ask what they rest on."""

import json
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tertius.commands.shared import (
    AsJson,
    CaseFolder,
    FindingId,
    KnownOn,
    Without,
    need_folder,
    progress,
)
from tertius.errors import TertiusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tertius.chosen import World
    from tertius.plan import Engine
    from tertius.study import Result, Study


class EngineName(StrEnum):
    """On what a case is computed."""

    duckdb = "duckdb"
    spark = "spark"


def build(
    case: CaseFolder,
    out: Annotated[
        Path | None, typer.Option(help="Where to; build/<case> unless given.", show_default=False)
    ] = None,
    internal: Annotated[bool, typer.Option("--internal", help="Include withheld rows.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at any problem, also those that do not block.")
    ] = False,
    engine: Annotated[
        EngineName, typer.Option(help="What computes; the results are the same.")
    ] = EngineName.duckdb,
    master: Annotated[
        str | None,
        typer.Option(
            help="The Spark master, such as spark://host:7077; this machine unless given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Check, store, settle, measure and judge a case, and publish its atlas and its report."""
    from tertius.publish import publish

    need_folder(case)
    start = _starter(engine, master)
    target = out or Path("build") / case.resolve().name
    with progress() as say:
        published = publish(
            case, target, internal=internal, strict=strict, start=start, progress=say
        )
    for problem in published.problems:
        typer.echo(f"{problem} (built all the same)", err=True)
    for warning in published.report.warnings if published.report else ():
        typer.echo(warning, err=True)
    typer.echo(
        f"{published.pages} pages, {published.findings} findings: {published.atlas / 'index.html'}"
    )
    if published.report:
        typer.echo(f"report: {', '.join(str(path) for path in published.report.files)}")


def _starter(engine: EngineName, master: str | None) -> "Callable[[], Engine]":
    """What starts the engine of that name. Raises TertiusError for a master that nothing asks for."""
    if engine is EngineName.spark:
        from tertius.spark import LOCAL, SparkStore

        return partial(SparkStore, master or LOCAL)
    if master is not None:
        raise TertiusError("--master names a Spark master. Add --engine spark, or leave it out.")
    from tertius.store import DuckStore

    return DuckStore


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


def why(
    case: CaseFolder, finding: FindingId, without: Without = None, known_on: KnownOn = None
) -> None:
    """Show what a finding rests on, down to sources and quotes, and what speaks against it."""
    from tertius.explain import explain

    study = _study(case, without=without, known_on=known_on, finding=finding)
    typer.echo(explain(study, study.result(finding)))


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

    need_folder(case)
    if without is not None and known_on is not None:
        raise TertiusError("--without and --known-on are two worlds. Choose one of them.")
    with progress() as say:
        say("reading and checking")
        read, compiled, _ = open_case(case)
        if finding is not None:
            compiled = named_finding(compiled, finding)
        world = BASELINE
        if without is not None:
            world = world_without(read, without)
        elif known_on is not None:
            world = world_known_on(read, known_on)
        return run_study(read, compiled, world=world, progress=say)


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
