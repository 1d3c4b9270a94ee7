"""Commands on a case's tables: an empty case, its problems, and the workbook both ways."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tertius.cli.shared import CaseFolder, need_folder, problem_count, problem_line, progress
from tertius.errors import CaseError, TertiusError
from tertius.evidence.text import several
from tertius.export.formats import StudyFormat, by_name

CAREFUL = [name for name, form in by_name().items() if getattr(form, "names_people", False)]
"""The formats that leave out what is alleged of persons unless asked for it."""

SHOWN = 20
"""How many problems a command shows that is not asked for all of them: a screen of them."""


if TYPE_CHECKING:

    class Format(StrEnum):
        """What a case is exported to."""
else:
    # The registry knows the formats, so no list of them stands here; a type checker wants a class.
    Format = StrEnum("Format", list(by_name()))


class Layout(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"


def new(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder to make.", show_default=False)
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(help="Host codes or names, such as SRB or SRB,MNE.", show_default=False),
    ] = None,
    powers: Annotated[
        str | None,
        typer.Option(help="Power codes or names, such as RUS,CHN.", show_default=False),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(help="The time covered, as a span; the last twenty years unless given."),
    ] = None,
) -> None:
    """Write an empty case: settings, and a header for every table. Asks for what is not given."""
    from tertius.case.new import codes_of, new_case, proposed_folder, proposed_period

    proposed = proposed_period(datetime.now(UTC).year)
    if None in (folder, host, powers):
        hosts = codes_of(
            host or _asked("Which country is the host (name or code; several with commas)?")
        )
        others = codes_of(
            powers or _asked("Which outside powers are compared (several with commas)?")
        )
        period = period or _asked("Which years?", proposed)
        folder = folder or Path(_asked("In which new folder?", proposed_folder(hosts)))
    else:
        hosts, others = codes_of(str(host)), codes_of(str(powers))
    assert folder is not None
    new_case(folder, hosts=hosts, powers=others, period=period or proposed)
    covers = "" if period else f" and covers {proposed}, unless case.yml says otherwise"
    typer.echo(
        f"{folder} is ready{covers}. Add rows to its tables, then run: tertius check {folder}"
    )


def _asked(question: str, default: str | None = None) -> str:
    """Return what somebody answers. Raises CaseError where nobody is there to."""
    try:
        answer: str = typer.prompt(question, default=default, err=True)
    except (typer.Abort, EOFError):
        raise CaseError(
            "a case needs a folder, a host and its powers. "
            "Write tertius new FOLDER --host SRB --powers RUS,CHN."
        ) from None
    return answer


def check(
    case: CaseFolder,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Fill empty ids and the grades of outlets by the published rule, put the lines of tables and of sources.json in order, put together row by row what git left in conflict, and write commas where a spreadsheet wrote semicolons or tabs; change nothing else.",
        ),
    ] = False,
    layout: Annotated[Layout, typer.Option(help="How to print.")] = Layout.text,
) -> None:
    """List every problem in a case: the file, the row, the column and what to do.

    What keeps the case from building comes first. Exits with 1 if a problem would keep the case from building.
    """
    from tertius import library
    from tertius.case.problems import in_order
    from tertius.case.proposals.inbox import read_inbox, waiting

    opened = library.open(case)
    problems = opened.problems
    if fix:
        from tertius.case.commas import write_commas
        from tertius.case.grades import fill_grades
        from tertius.case.merge import settle_conflicts
        from tertius.case.order import order_files
        from tertius.case.write import fill_ids

        if settled := settle_conflicts(case):
            typer.echo("\n".join(map(str, settled)), err=True)
            problems = library.open(case).problems
        if commas := write_commas(case):
            listed = ", ".join(f"{name} ({found})" for name, found in commas.items())
            typer.echo(f"written with commas, no cell changed: {listed}", err=True)
            problems = library.open(case).problems
        filled = fill_ids(case, problems)
        # Ten ids show which tables were touched.
        typer.echo(
            f"filled {several(len(filled), 'empty id')}{': ' if filled else ''}{', '.join(filled[:10])}",
            err=True,
        )
        if graded := fill_grades(case):
            typer.echo(
                f"graded {several(len(graded), 'outlet')} by the rule: {', '.join(graded[:10])}",
                err=True,
            )
        if ordered := order_files(case):
            typer.echo(f"put in order: {', '.join(ordered)}", err=True)
        opened = library.open(case)
        problems = opened.problems
    proposals, bad = read_inbox(case)
    problems = tuple(in_order([*problems, *bad]))
    if layout is Layout.json:
        keys = ("file", "row", "entry", "column", "code", "message", "cell", "also", "blocks")
        rows = [{key: getattr(problem, key) for key in keys} for problem in problems]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            typer.echo(problem_line(problem, case))
        typer.echo(problem_count(problems, len(opened.compiled)), err=True)
    if opened.gaps:
        typer.echo(opened.gaps, err=True)
    if opened.quotes:
        from tertius.cli.code import quote_counts

        typer.echo(quote_counts(opened.quotes), err=True)
    if count := sum(1 for _ in waiting(proposals)):
        many = "proposals wait" if count > 1 else "proposal waits"
        typer.echo(f"{count} {many} in inbox/. Decide with: tertius review {case}", err=True)
    if any(problem.blocks for problem in problems):
        raise typer.Exit(1)


def export(
    case: CaseFolder,
    to: Annotated[Format, typer.Option(help="What to write.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where to; named after the case in this folder unless given.", show_default=False
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Take the place of a file, and of changes in it that were not imported.",
        ),
    ] = False,
    alleged: Annotated[
        bool,
        typer.Option(
            "--alleged",
            help=f"Keep what is alleged of persons, which {', '.join(CAREFUL)} else leave out; other formats keep it.",
        ),
    ] = False,
) -> None:
    """Write a case in another program's format: a workbook to edit and bring back, or what was computed."""
    from tertius.case.write import write_atomically
    from tertius.study.open import check_case

    need_folder(case)
    form = by_name()[to.value]
    if isinstance(form, StudyFormat):
        _export_study(case, form, out, replace=replace, alleged=alleged)
        return
    target = out or Path(f"{case.resolve().name}.{to.value}")
    if target.exists() and not replace:
        raise TertiusError(
            f"{target} is there already, and may hold changes that were not imported. "
            f"Import it, name another file with --out, or give --replace."
        )
    with progress() as say:
        say("checking")
        read, _, problems = check_case(case)
        say("writing")
        data, holds = form.write(case, read, problems)
        write_atomically(target, data)
    typer.echo(f"{target}: {holds}")
    typer.echo(f"Bring it back with: tertius import {case} {target}", err=True)


def _export_study(
    case: Path, form: StudyFormat, out: Path | None, *, replace: bool, alleged: bool
) -> None:
    """Write what was computed of a case, and say what was left out."""
    from tertius.publish.export import export_study

    name = case.resolve().name
    ending = f"-{form.name}" if form.is_folder else Path(form.place).suffix
    target = out or Path(f"{name}{ending}")
    with progress() as say:
        left_out = export_study(case, form, target, replace=replace, alleged=alleged, progress=say)
    typer.echo(f"{target}: {form.about}")
    if left_out.alleged:
        based = (
            f", and {several(left_out.with_them, 'claim that rests', 'claims that rest')} on them"
            if left_out.with_them
            else ""
        )
        typer.echo(
            f"Left out {several(left_out.alleged, 'claim that is', 'claims that are')} alleged of persons{based}; "
            "--alleged keeps them.",
            err=True,
        )


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
    from tertius.case.workbook.read import import_workbook
    from tertius.study.open import check_case

    need_folder(case)
    with progress() as say:
        say("reading")
        done = import_workbook(case, workbook, replace=replace)
        say("checking")
        _, compiled, problems = check_case(case)
    for note in done.notes:
        typer.echo(note, err=True)
    for change in done.changes:
        typer.echo(str(change))
    if not done.changes:
        typer.echo("no table changed")
    for problem in problems[:SHOWN]:
        typer.echo(problem_line(problem, case), err=True)
    if len(problems) > SHOWN:
        typer.echo(
            f"… and {len(problems) - SHOWN} more; `tertius check {case}` lists all.", err=True
        )
    typer.echo(problem_count(problems, len(compiled)), err=True)


def rename(
    case: CaseFolder,
    old: Annotated[str, typer.Argument(help="The id as it is.", show_default=False)],
    new: Annotated[str, typer.Argument(help="The id to write instead.", show_default=False)],
    of: Annotated[
        str,
        typer.Option(
            help="The table whose row is meant, where several things have the id; also sources, issues, findings.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Give a row, source, issue or finding another id, in every file of the case that names it.

    All files are written, or none. What is written in words is left, and its places are listed.
    """
    from tertius.renaming.rename import MOST
    from tertius.renaming.rename import rename as rename_all

    need_folder(case)
    with progress() as say:
        say("renaming")
        done = rename_all(case, old, new, of=of)
    typer.echo(f"{old} is {new} now: {', '.join(done.files)}")
    if done.is_redirected:
        typer.echo("redirects.csv leads from the old id to the new one.", err=True)
    if places := done.in_words:
        more = f", … and {len(places) - MOST:,} more" if len(places) > MOST else ""
        typer.echo(
            f"Words still say {old}, and stay as they are: {', '.join(places[:MOST])}{more}",
            err=True,
        )


def _codes(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
