"""Showing the atlas on this machine only."""

import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tertius.errors import TertiusError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import RedirectResponse
    from starlette.routing import BaseRoute

HOST = "127.0.0.1"


def serve_folder(
    folder: Path,
    *,
    port: int,
    say: Callable[[str], None],
    report: Path | None = None,
    beside: "Sequence[BaseRoute]" = (),
    entrance: tuple[str, str] | None = None,
) -> None:
    """Serve a folder of pages at this machine's own address until interrupted.

    With a report, that is served beside the pages as it lies beside them on disk; so are other pages
    (`beside`), whose name and path are printed (`entrance`). Raises TertiusError where the port is taken.
    """
    import uvicorn
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":
        # A port that was just let go of can be taken at once. On Windows it would take one in use.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        raise TertiusError(f"port {port} is taken. Write --port 0 for a free one.") from None
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    routes: list[BaseRoute] = [*beside, Mount("/", StaticFiles(directory=folder, html=True))]
    if report:
        # ../report/ from the first page of the atlas is /report/ here, as in the built folder.
        routes.insert(0, Mount("/report", StaticFiles(directory=report)))
        routes.insert(1, Route("/atlas/{path:path}", _home))
    pages = Starlette(routes=routes, middleware=[guard])
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    say(f"The atlas is at {address}/ (stop with Ctrl-C)")
    if entrance:
        say(f"{entrance[0]} {address}{entrance[1]}")
    uvicorn.Server(uvicorn.Config(pages, log_level="warning")).run(sockets=[listener])


def _home(request: "Request") -> "RedirectResponse":
    """Return the atlas stands at the root here, and under atlas/ as the report links to it."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(f"/{request.path_params['path'].lstrip('/')}")
