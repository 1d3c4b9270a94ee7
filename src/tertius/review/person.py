"""Who decides."""

import shutil
import subprocess

from tertius.errors import TertiusError
from tertius.evidence.text import shorten


def reviewer(by: str | None, *, needed: bool = True) -> str:
    """Return the name that stands at a decision: the one given, or git's user.name.

    Raises TertiusError where neither says one; unless it is needed, the name is empty then, and a
    decision asks for it.
    """
    name = " ".join((by if by is not None else _git_name()).split())
    if not name and needed:
        raise TertiusError("nobody is said to decide. Give your name with --by.")
    return shorten(name)


def _git_name() -> str:
    if shutil.which("git") is None:
        return ""
    done = subprocess.run(
        ["git", "config", "--get", "user.name"],  # noqa: S607 - the user's own git
        capture_output=True,
        check=False,
        timeout=10,
    )
    return done.stdout.decode("utf-8", "replace").strip()
