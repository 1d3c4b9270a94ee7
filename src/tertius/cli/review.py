"""Commands by which a person decides: on proposals in the terminal, or on a page beside the atlas."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tertius.cli.shared import CaseFolder, need_folder, progress

By = Annotated[
    str | None,
    typer.Option(help="Who decides; git's user.name unless given.", show_default=False),
]


def review(case: CaseFolder, by: By = None) -> None:
    """Decide on the proposals of a case, one after the other, in the terminal."""
    from tertius.review.person import reviewer
    from tertius.review.session import Session
    from tertius.review.terminal import Terminal

    need_folder(case)
    session = Session(case, reviewer(by))
    colour = sys.stdout.isatty()
    Terminal(session, ask=input, say=typer.echo, colour=colour).run()


def serve(
    case: CaseFolder,
    # Always the same unless given, so that a page can be bookmarked.
    port: Annotated[int, typer.Option(help="The port on this machine; 0 takes a free one.")] = 8710,
    by: By = None,
) -> None:
    """Build the atlas and show it, with the review of proposals, on this machine only."""
    import secrets

    from tertius.atlas.server import serve_folder
    from tertius.publish.build import publish
    from tertius.review.page import review_routes
    from tertius.review.person import reviewer
    from tertius.review.session import Session

    need_folder(case)
    with progress() as say:
        published = publish(case, Path("build") / case.resolve().name, progress=say)
    report = published.report.files[0].parent if published.report else None
    # 32 bytes: no other program on this machine guesses them.
    token = secrets.token_urlsafe(32)
    serve_folder(
        published.atlas,
        port=port,
        say=typer.echo,
        report=report,
        beside=review_routes(Session(case, reviewer(by, needed=False)), token),
        entrance=("Review its proposals at", f"/review/?token={token}"),
    )
