"""Commands that bring evidence in: engagements from the object that the form posts, and sources to hold them to."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tertius.cli.review import By
from tertius.cli.shared import AsJson, CaseFolder, need_folder, progress
from tertius.errors import TertiusError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tertius.coding.statement import Statement
    from tertius.coding.write import Made

# A statement has some 2 kB; a thousand of them are more than a case is coded with at once.
LARGEST = 4 * 2**20
MOST = 1_000


def code(
    case: Annotated[
        Path | None, typer.Argument(help="The folder of the case.", show_default=False)
    ] = None,
    source: Annotated[
        str,
        typer.Option(help="The source, by its id in sources.json, where the file names none."),
    ] = "",
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="JSON: an engagement as the source states it, or a list; `-` reads standard input.",
            show_default=False,
        ),
    ] = None,
    by: By = None,
    as_json: AsJson = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of the file, and do nothing.")
    ] = False,
) -> None:
    """Write engagements into a case as a source states them: actors, engagement, claims and observations.

    All rows of the file are written, or none. What was written before is not written again.
    """
    from tertius.coding.statement import schema as json_schema
    from tertius.coding.write import code as code_all
    from tertius.coding.write import with_source
    from tertius.review.person import reviewer

    if schema:
        typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return
    if case is None or from_ is None:
        raise TertiusError("name the case and the file: tertius code CASE --source S --from FILE.")
    need_folder(case)
    statements = [with_source(one, source) for one in _statements(from_)]
    with progress() as say:
        say("coding")
        made = code_all(case, statements, by=reviewer(by))
    if as_json:
        typer.echo(json.dumps([_as_json(one) for one in made], indent=2, ensure_ascii=False))
        return
    for one in made:
        for line in _lines(one):
            typer.echo(line)
    typer.echo(f"Take one back in: tertius serve {case}", err=True)


def _statements(path: Path) -> "list[Statement]":
    """Return the statements of a file. Raises TertiusError with everything that is wrong with it."""
    from tertius.coding.statement import read_statement

    value = _json(path)
    listed = value if isinstance(value, list) else [value]
    if not listed:
        raise TertiusError(f"{path}: holds no engagement. Write one, or a list of them.")
    if len(listed) > MOST:
        raise TertiusError(f"{path}: holds {len(listed):,} engagements. Write at most {MOST:,}.")
    read = [read_statement(one) for one in listed]
    # Twenty show what is wrong; a file whose every field has another name would fill the screen.
    wrong = [
        f"{path}, engagement {number}{f', {name}' if name else ''}: {told}"
        for number, one in enumerate(read, 1)
        if isinstance(one, dict)
        for name, told in one.items()
    ]
    if wrong:
        more = [f"… and {len(wrong) - 20:,} more like it"] if len(wrong) > 20 else []
        raise TertiusError("\n".join([*wrong[:20], *more, "Nothing was written."]))
    return [one for one in read if not isinstance(one, dict)]


def _json(path: Path) -> Any:
    from tertius.case.folder import PLAIN_JSON

    try:
        data = (
            sys.stdin.buffer.read(LARGEST + 1)
            if str(path) == "-"
            else path.open("rb").read(LARGEST + 1)
        )
        if len(data) > LARGEST:
            raise TertiusError(f"{path}: is larger than {LARGEST // 2**20} MiB. Part it.")
        return PLAIN_JSON.decode(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise TertiusError(f"{path}: is not UTF-8. Save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise TertiusError(
            f"{path}: is not JSON ({error}). See the schema: tertius code --schema"
        ) from None


def _lines(made: "Made") -> list[str]:
    """Return what became of a statement, in lines for a person."""
    if made.was_there:
        return [f"{made.engagement}: was coded before from the same words; nothing was written."]
    counts = ", ".join(f"{len(rows)} {table}" for table, rows in made.rows.items())
    read = [f"  {one.field}: {one.typed or '(empty)'} → {one.kept}" for one in made.became]
    near = [
        f"  {one} is in the case, with this type, power, host, sector and start. If it is the same one, take this back and correct that."
        for one in made.alike
    ]
    return [f"{made.engagement}: {counts}", *read, *near]


def _as_json(made: "Made") -> dict[str, Any]:
    return {
        "engagement": made.engagement,
        "proposal": made.proposal.id,
        "was_there": made.was_there,
        "rows": {} if made.was_there else {t: list(rows) for t, rows in made.rows.items()},
        "became": [vars(one) for one in made.became],
        "alike": list(made.alike),
    }


def store(
    case: CaseFolder,
    source: Annotated[
        str, typer.Argument(help="The source, by its id in sources.json.", show_default=False)
    ],
    file: Annotated[
        Path,
        typer.Argument(help="Its file as PDF, DOCX, HTML or text.", show_default=False),
    ],
    address: Annotated[str, typer.Option(help="Where the file was taken from.")] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of another file that is stored.")
    ] = False,
) -> None:
    """Keep a source's file and its text beside the case, and hold the quotes from it to the text.

    Both lie in archive/, which git ignores and no build publishes.
    """
    from tertius.case.quotes import check_quotes
    from tertius.case.read import read_case
    from tertius.intake.store import store as keep

    need_folder(case)
    with progress() as say:
        say("reading the source")
        kept = keep(case, source, file, address=address, replace=replace)
        say("holding its quotes to it")
        read, _ = read_case(case)
        problems, counts = check_quotes(read) if read else ([], {})
    again = "is stored already" if kept.was_there else "is stored"
    typer.echo(f"{source} {again}: {kept.letters:,} letters of text.")
    for warning in kept.warnings:
        typer.echo(f"! {warning}")
    for problem in problems:
        typer.echo(str(problem))
    typer.echo(quote_counts({str(one): many for one, many in counts.items()}))


def quote_counts(counts: "Mapping[str, int]") -> str:
    """Return how the quotes of a case stand to its stored sources, in one sentence."""
    said = (
        ("found", "stand in their source"),
        ("elsewhere", "in another stored source"),
        ("apart", "in parts that lie far apart"),
        ("nowhere", "nowhere"),
        ("not_stored", "are of sources that are not stored here"),
    )
    listed = [f"{counts[key]} {words}" for key, words in said if counts.get(key)]
    return f"Quotes: {'; '.join(listed)}." if listed else "No claim quotes its source."
