"""Commands that run a case: publish it, list its findings, and ask what they rest on."""

import json
from decimal import Decimal
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tertius.cli.shared import (
    AsJson,
    CaseFolder,
    FindingId,
    InScenario,
    KnownOn,
    Without,
    need_folder,
    progress,
)
from tertius.errors import TertiusError
from tertius.evidence.text import several

if TYPE_CHECKING:
    from collections.abc import Callable

    from tertius.case.scenarios.model import Scenario
    from tertius.engine.plan import Engine
    from tertius.findings.compare import Difference, Outcome
    from tertius.study.result import Result, Study
    from tertius.study.scenarios import Supposed
    from tertius.worlds.selection import World


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
            help="The Spark master, such as spark://host:7077, or the address of a Spark Connect server (sc://host:15002); this machine unless given.",
            show_default=False,
        ),
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            help="The languages of the atlas beside English, such as sr-Latn,ru,zh; those of case.yml unless given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Check, store, settle, measure and judge a case, and publish its atlas and its report."""
    from tertius.publish.build import publish

    need_folder(case)
    start = _starter(engine, master)
    target = out or Path("build") / case.resolve().name
    with progress() as say:
        published = publish(
            case,
            target,
            internal=internal,
            strict=strict,
            languages=None if languages is None else [*filter(None, languages.split(","))],
            start=start,
            progress=say,
        )
    for problem in published.problems:
        typer.echo(f"{problem} (built all the same)", err=True)
    for warning in published.vacuous:
        typer.echo(warning, err=True)
    for warning in published.report.warnings if published.report else ():
        typer.echo(warning, err=True)
    typer.echo(
        f"{several(published.pages, 'page')}, {several(published.findings, 'finding')}: "
        f"{published.atlas / 'index.html'}"
    )
    if published.report:
        typer.echo(f"report: {', '.join(str(path) for path in published.report.files)}")


def _starter(engine: EngineName, master: str | None) -> "Callable[[], Engine]":
    """Return what starts the engine of that name. Raises TertiusError for a master that nothing asks for."""
    if engine is EngineName.spark:
        from tertius.engine.connect import ConnectStore, is_connect
        from tertius.engine.spark import LOCAL, SparkStore

        if master and is_connect(master):
            return partial(ConnectStore, master)
        return partial(SparkStore, master or LOCAL)
    if master is not None:
        raise TertiusError("--master names a Spark master. Add --engine spark, or leave it out.")
    from tertius.engine.duckdb import DuckStore

    return DuckStore


def findings(
    case: CaseFolder,
    as_json: AsJson = False,
    without: Without = None,
    known_on: KnownOn = None,
    scenario: InScenario = None,
) -> None:
    """List the statements with verdict, confidence and fragility, in a world of your choice."""
    from tertius.export.json import findings_json

    study, supposed = study_of(
        case, without=without, known_on=known_on, scenario=scenario, with_chance=True
    )
    warn_of_vacuous(study)
    if as_json:
        today = supposed.today if supposed else study.case
        typer.echo(json.dumps(findings_json(study, today), indent=2, ensure_ascii=False))
        return
    typer.echo(_supposed_lines(supposed) if supposed else world_line(study.world))
    section = None
    # The next column begins at the same place in all lists without a long verdict.
    wide = max([8, *(len(spoken_of(result)) for result in study.results)])
    for result in study.results:
        if result.section != section:
            section = result.section
            typer.echo(f"\n{section}" if section else "")
        support = study.case.taxonomy.label("support", result.support) if result.support else ""
        typer.echo(
            f"  {spoken_of(result):<{wide}} {support:<13} {result.confidence or '':<9} {_fragility(result):<3} {result.statement}  [{result.id}]"
        )
        if result.within:
            typer.echo(f"{'':24}{result.within}")


def why(
    case: CaseFolder,
    finding: FindingId,
    without: Without = None,
    known_on: KnownOn = None,
    scenario: InScenario = None,
) -> None:
    """Show what a finding rests on, down to sources and quotes, and what speaks against it."""
    from tertius.present.explain import explain

    study, supposed = study_of(
        case,
        without=without,
        known_on=known_on,
        scenario=scenario,
        finding=finding,
        with_chance=True,
    )
    if supposed:
        typer.echo(f"{_supposed_lines(supposed)}\n")
    typer.echo(explain(study, study.result(finding)))


def what_if(
    case: CaseFolder,
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="The name of a file in scenarios/; lists them unless given.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the findings and triggers that change in a scenario, beside what they are today."""
    from tertius.export.json import comparison_json, scenarios_json
    from tertius.study.scenarios import count_turned, run_beside, suppose, suppose_all

    need_folder(case)
    if scenario is None:
        with progress() as say:
            say("reading and checking")
            today_case, compiled, scenarios, then = suppose_all(case)
            listed = list(scenarios.values())
            say("in every scenario")
            turned = count_turned(today_case, compiled, then) if then else {}
        if as_json:
            typer.echo(json.dumps(scenarios_json(listed), indent=2, ensure_ascii=False))
            return
        for each in listed:
            turns = f"Verdicts and triggers that turn: {turned[each.name]}"
            typer.echo(f"{each.name}: {each.title}\n    {each.assumption}\n    {turns}")
        if not listed:
            typer.echo("This case has no scenario that can be tried.", err=True)
        return
    with progress() as say:
        say("reading and checking")
        supposed = suppose(case, scenario)
        today, _, compared = run_beside(supposed, progress=say)
    if as_json:
        data = comparison_json(today, supposed, compared)
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    typer.echo(_supposed_lines(supposed))
    for title, differences in (
        ("Verdicts and triggers that turn", compared.turned),
        ("The same verdict, told by something else", compared.moved),
    ):
        if differences:
            typer.echo(f"\n{title}: {len(differences)}")
        for one in differences:
            typer.echo(_difference(one))
    typer.echo(f"\n{several(compared.same, 'finding does', 'findings do')} not change.")


def _supposed_lines(supposed: "Supposed") -> str:
    scenario = supposed.scenario
    return (
        f"Scenario {scenario.name}: {scenario.title}\nAssumed: {scenario.assumption}\n"
        f"Rows: {_rows_line(scenario, len(supposed.withdrawn))}."
    )


def _rows_line(scenario: "Scenario", withdrawn: int) -> str:
    added, changed = (sum(map(len, part.values())) for part in (scenario.add, scenario.change))
    fallen = withdrawn - len(scenario.withdraw)
    more = f" ({fallen} for naming one that is withdrawn or changed)" if fallen else ""
    return f"{added} added, {changed} changed, {withdrawn} withdrawn{more}"


def _difference(one: "Difference") -> str:
    """Return a finding with what it comes to today and in the scenario, each with reason or value."""
    lines = [f"  {one.statement}  [{one.id}]"]
    for when, outcome in (("today", one.before), ("in the scenario", one.after)):
        lines.append(f"    {when:<16} {outcome.word:<8} {_reason(outcome)}")
    return "\n".join(lines)


def _reason(outcome: "Outcome") -> str:
    """Return why a finding comes to what it does, with the values that decided it."""
    value = outcome.value
    values = value if isinstance(value, dict) else {}
    shown = ", ".join(f"{name} = {plain(each)}" for name, each in values.items())
    return f"{outcome.reason}{f' ({shown})' if shown else ''}"


def plain(value: Any) -> str:
    """A value in print: decimals without empty places, fractions to four, each of several once."""
    if isinstance(value, list):
        return " or ".join(dict.fromkeys(map(plain, value)))
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "unknown" if value is None else str(value)


def study_of(
    case: Path,
    *,
    without: str | None = None,
    known_on: str | None = None,
    scenario: str | None = None,
    finding: str | None = None,
    flips: bool = True,
    deep: bool = False,
    with_chance: bool = False,
) -> "tuple[Study, Supposed | None]":
    """The case run in a world, and the scenario if it is one; a finding that is named is judged alone."""
    from tertius import library

    need_folder(case)
    need_one_world(without, known_on, scenario)
    with progress() as say:
        say("reading and checking")
        opened = library.open(case, progress=say)
        if without is not None:
            opened = opened.without(without)
        elif known_on is not None:
            opened = opened.known_on(known_on)
        elif scenario is not None:
            opened = opened.scenario(scenario)
        return opened.study(finding, flips=flips, deep=deep, chance=with_chance), opened.supposed


def need_one_world(without: str | None, known_on: str | None, scenario: str | None) -> None:
    """Raise TertiusError where more than one world is asked for."""
    from tertius import library

    chosen = {"--without": without, "--known-on": known_on, "--scenario": scenario}
    library.need_one_world([option for option, value in chosen.items() if value is not None])


def verdict_of(result: "Result") -> str:
    """Return the verdict of a finding, or the state of what it watches for."""
    return result.state or result.verdict


def warn_of_vacuous(study: "Study") -> None:
    """Print the tests that come out the same in every exchange world, on standard error."""
    from tertius.present.chance import vacuous_tests

    for warning in vacuous_tests(study):
        typer.echo(warning, err=True)


def spoken_of(result: "Result") -> str:
    """Return the verdict as readers see it, or the state of what the finding watches for."""
    return result.state or result.spoken


def _fragility(result: "Result") -> str:
    if result.fragility is None:
        return "-"
    least, most = result.fragility.least, result.fragility.most
    return str(least) if least == most else f"{least}+"


def world_line(world: "World") -> str:
    """Return which world is shown, and how many rows it leaves out."""
    if not world.withdrawn:
        return f"World: {world.name}, all evidence counts."
    undated = f", {world.excluded_undated} of them undated" if world.day else ""
    return f"World: {world.name}; {several(len(world.withdrawn), 'row')} left out{undated}."
