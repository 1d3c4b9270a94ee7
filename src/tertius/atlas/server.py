"""Showing the atlas on this machine only."""

import socket
from collections.abc import Callable
from pathlib import Path

from tertius.errors import TertiusError

HOST = "127.0.0.1"


def serve_folder(folder: Path, *, port: int, say: Callable[[str], None]) -> None:
    """Serve a folder of pages at this machine's own address until interrupted.

    Raises TertiusError where the port is taken.
    """
    import uvicorn
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        raise TertiusError(f"port {port} is taken. Write --port 0 for a free one.") from None
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    pages = Starlette(
        routes=[Mount("/", StaticFiles(directory=folder, html=True))], middleware=[guard]
    )
    say(f"The atlas is at http://{HOST}:{listener.getsockname()[1]}/ (stop with Ctrl-C)")
    uvicorn.Server(uvicorn.Config(pages, log_level="warning")).run(sockets=[listener])
