"""Every command, in the order in which a case meets them, and the one place that prints an error."""

import gc
import io
import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from tertius import __version__
from tertius.cli import (
    brief,
    chance,
    code,
    coders,
    gather,
    papers,
    public,
    review,
    show,
    study,
    tables,
    tensions,
    worlds,
)
from tertius.errors import TertiusError

app = typer.Typer(
    help="Evidence on what outside powers do in a host country: checked, computed, questioned, published.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command()(tables.new)
app.command()(tables.check)
app.command()(tables.export)
app.command("import")(tables.import_)
app.command()(tables.rename)
app.command()(papers.read)
app.command()(code.code)
app.command()(code.store)
app.command(cls=gather.Adding)(gather.add)
app.command()(public.fetch)
app.command()(public.profile)
app.command()(public.compare)
app.command()(public.ideal_points)
app.command()(review.review)
app.command()(coders.agree)
app.command()(study.build)
app.command()(brief.brief)
app.command()(study.findings)
app.command()(study.why)
app.command()(show.show)
app.command()(tensions.tensions)
app.command()(worlds.flips)
app.command()(worlds.credit)
app.command()(chance.chance)
app.command()(worlds.draws)
app.command()(worlds.history)
app.command("what-if")(study.what_if)
app.command()(review.serve)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"tertius {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version, and end.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Hold the options of the program itself, which stand before a command."""


COLLECTING = (50_000, 20, 50)
"""How seldom Python looks for what it can let go of: a command makes much and keeps most to its end."""


COMPUTING = frozenset(
    {"findings", "why", "flips", "credit", "draws", "history", "chance", "what-if"}
)
"""The commands that compute tables and need no pandas for it; Spark does, which `build` can choose."""


ALLOCATING = ("MIMALLOC_ALLOW_THP", "0")
"""Has Arrow's allocator, when it is loaded, ask Linux for small pages: clearing large ones, of which many
are little used, took half of the system's share of a large build."""


UNREAD = 141
"""Where who reads has gone away, as a shell has it: 128 and the number of the signal SIGPIPE."""


def main() -> None:
    """Run a command; what Tertius reports is printed without a traceback."""
    gc.set_threshold(*COLLECTING)
    os.environ.setdefault(*ALLOCATING)
    _write_utf_8()
    signal.signal(signal.SIGTERM, _end)
    if COMPUTING.intersection(sys.argv[1:2]):
        from tertius.engine.arrow import leave_pandas_out

        leave_pandas_out()
    try:
        app()
    except SystemExit:
        # Typer ends with 1, which means something else in `check`, and wraps what nobody reads any more
        # in a class of its own, or in click's, by the version.
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            raise SystemExit(UNREAD) from None
        raise
    except TertiusError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
    except OSError as error:
        typer.echo(
            f"{error.filename or 'a file'}: {error.strerror or error}. Choose another place, or free it.",
            err=True,
        )
        raise SystemExit(2) from None


def _end(number: int, _frame: FrameType | None) -> None:
    """End as an error does, so that folders of work are taken away; 128 and the signal, as a shell has it."""
    raise SystemExit(128 + number)


def _write_utf_8() -> None:
    """Let output be UTF-8 whatever the machine's settings: their code pages lack most scripts.

    What no encoding can write, such as half a letter of a file's name, is printed as its number.
    """
    # PYTHONUNBUFFERED has Python drop what a reader that goes away leaves of a long text, without a word.
    out = sys.stdout
    if out is sys.__stdout__ and isinstance(out, io.TextIOWrapper):
        raw: object = out.buffer
        if isinstance(raw, io.RawIOBase):
            out.detach()
            sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), write_through=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
