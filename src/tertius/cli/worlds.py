"""Commands that ask what would change a verdict, what carries it, how likely it is and since when."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tertius.cli.shared import AsJson, CaseFolder, need_folder, progress
from tertius.cli.study import spoken_of, study_of, verdict_of
from tertius.errors import TertiusError

if TYPE_CHECKING:
    from tertius.sensitivity.attribution import Carried
    from tertius.sensitivity.shapley import Credit
    from tertius.study.result import Study

OneOrAll = Annotated[
    str | None,
    typer.Argument(help="The id of a finding; all unless given.", show_default=False),
]
FEWEST_DRAWS, MOST_DRAWS = 2, 100_000
"""As case.yml allows: two, because the halves are compared; with the most, frequencies are within 0.3 points."""


def flips(
    case: CaseFolder,
    finding: OneOrAll = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Search larger sets for all findings; it takes minutes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show which smallest sets of origins would change a verdict, were they left out.

    Every single origin and every pair is left out. For one finding the search goes on to larger
    sets where no pair changes it: all of them with up to 20 origins, and random ones with more.
    """
    from tertius.export.json import search_json
    from tertius.present.explain import turned, what_changes

    study, _ = study_of(case, finding=finding, deep=deep or finding is not None)
    if as_json:
        _print([{"id": r.id, "verdict": verdict_of(r), **search_json(r)} for r in study.results])
        return
    for result in study.results:
        if not result.flips and not finding:
            continue
        typer.echo(f"{result.id}: {spoken_of(result)}. {result.statement}")
        for line in what_changes(result, study.case):
            typer.echo(f"    {line}")
        for line in turned(result) if finding or deep else ():
            typer.echo(f"    {line}")


def credit(case: CaseFolder, finding: OneOrAll = None, as_json: AsJson = False) -> None:
    """Show how much of a verdict each origin carries.

    By itself (what is lost without it alone), on average over all orders in which the origins can
    come in (Shapley), with the origins of one outlet coming in together (Owen), and how near it is to
    deciding alone: 1, or a half where one other has to go first (responsibility).
    """
    from tertius.export.json import credit_json
    from tertius.sensitivity.attribution import credit_findings

    study, _ = study_of(case, finding=finding)
    with progress() as say:
        say("sharing the verdicts out among their origins")
        attributed = credit_findings(study.case, study.verdicts, study.oracles)
    if as_json:
        _print([{"id": name, **credit_json(carried)} for name, carried in attributed.items()])
        return
    for result in study.results:
        carried = attributed[result.id]
        if finding or carried.shared:
            typer.echo(f"{result.id}: {spoken_of(result)}. {result.statement}")
            typer.echo("\n".join(_credit_lines(study, carried)))


def _credit_lines(study: "Study", carried: "Carried") -> list[str]:
    if not carried.alone.values:
        return ["    no origin bears on it"]
    near = carried.responsibility
    lines = [f"    alone  average  by outlet  {'nearness  ' if near else ''}origin"]
    shares = carried.shapley.values
    for name in sorted(shares, key=lambda name: (-shares[name], name)):
        title = _title(study, name.removeprefix("lost:"))
        cells = (
            _share(part, name).rjust(width)
            for part, width in ((carried.shapley, 7), (carried.owen, 9))
        )
        last = f"{near.values[name]:8.2f}  " if near else ""
        alone = f"{carried.alone.values[name]:5.2f}"
        lines.append(f"    {alone}  {'  '.join(cells)}  {last}{title}")
    if not carried.shared:
        lines.append("    Without all of them the verdict is the same, so they share nothing.")
    if carried.shapley.unseen is not None:
        lines.append(
            f"    Sampled over {carried.shapley.orders} orders: the standard error stands behind ±. What came up"
            f" in no order can still lie in up to {100 * carried.shapley.unseen:.0f} percent of them."
        )
    return lines


def _share(part: "Credit", name: str) -> str:
    error = f"±{part.errors[name]:.2f}" if part.errors else ""
    return f"{part.values[name]:5.2f}{error}"


def draws(
    case: CaseFolder,
    finding: OneOrAll = None,
    worlds: Annotated[
        int | None,
        typer.Option(
            help="How many worlds to draw; as case.yml says unless given.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how often each verdict comes up when claims, amounts and days are drawn by their grades.

    The table of probabilities stands in case.yml under draws. The same seed draws the same worlds.
    """
    from tertius.export.json import draws_json
    from tertius.sensitivity.monte_carlo import draw_findings

    need_folder(case)
    if worlds is not None and not FEWEST_DRAWS <= worlds <= MOST_DRAWS:
        raise TertiusError(
            f"--worlds {worlds} is not from {FEWEST_DRAWS} to {MOST_DRAWS:,}. Write 1000, for example."
        )
    study, _ = study_of(case, finding=finding, flips=False)
    with progress() as say:
        table = study.case.settings.draws
        drawn_of = draw_findings(
            study.case,
            study.stored,
            study.verdicts,
            worlds=worlds or table.worlds,
            seed=table.seed,
            progress=say,
        )
    if as_json:
        _print([{"id": name, **draws_json(drawn)} for name, drawn in drawn_of.items()])
        return
    for result in study.results:
        drawn = drawn_of[result.id]
        typer.echo(f"{result.id}: {spoken_of(result)}. {result.statement}")
        for word, frequency in drawn.frequencies.items():
            typer.echo(f"    {word:<7} {frequency}")
        if finding or not drawn.convergence.converged:
            typer.echo(f"    {drawn.convergence}")


def history(case: CaseFolder, finding: OneOrAll = None, as_json: AsJson = False) -> None:
    """Show since when each verdict has stood, by what was certainly public on each day."""
    from tertius.worlds.history import verdicts_through_time

    study, _ = study_of(case, finding=finding, flips=False)
    with progress() as say:
        say("judging the findings on every day on which something became public")
        turns_of = verdicts_through_time(
            study.case, list(study.verdicts.compiled.values()), study.computation, study.stored
        )
    if as_json:
        _print(
            [
                {
                    "id": name,
                    "history": [
                        {"since": str(turn.day), "verdict": turn.state or turn.verdict}
                        for turn in turns
                    ],
                }
                for name, turns in turns_of.items()
            ]
        )
        return
    for result in study.results:
        typer.echo(f"{result.id}: {spoken_of(result)}. {result.statement}")
        turns = turns_of[result.id]
        for turn in turns:
            typer.echo(f"    since {turn.day}  {turn.state or turn.verdict}")
        last = (turns[-1].state or turns[-1].verdict) if turns else "open"
        if last != verdict_of(result):
            typer.echo(f"    today       {spoken_of(result)}, with what has no date")


def _title(study: "Study", origin: str) -> str:
    from tertius.present.labels import origin_title

    title = origin_title(origin, study.case)
    return title if title == origin else f"{title} [{origin}]"


def _print(data: Any) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
