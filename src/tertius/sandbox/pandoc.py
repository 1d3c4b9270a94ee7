"""Calling pandoc: shut in, bounded in memory and time, and never on a shell."""

import json
import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tertius.errors import TertiusError

# Pandoc's own heap limit, in the words of its runtime; some inputs make it grow without end.
MEMORY = "1g"
SECONDS = 60
"""How long pandoc may take for one paper; one that takes longer is refused."""
API = [1, 23, 1]
"""The version of the tree that Tertius writes; pandoc reads any with the same beginning."""


class PandocError(TertiusError):
    """Raise where pandoc could not do what it was asked."""


@cache
def program() -> str:
    """Return where pandoc is."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def environment() -> dict[str, str]:
    """Return all that pandoc learns of the machine; on Windows no program starts without its root."""
    there = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return {
        **(there if os.name == "nt" else {}),
        "SOURCE_DATE_EPOCH": "0",
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
    }


def run(
    arguments: Sequence[str],
    data: bytes,
    *,
    folder: Path | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """Return what pandoc makes of some bytes. Raises PandocError where it fails or takes too long.

    In its sandbox it reads no file but those named in the arguments, and no address at all.
    """
    command = [program(), "--sandbox", "+RTS", f"-M{MEMORY}", "-RTS", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - the program is the package's own, its arguments ours
            command,
            input=data,
            capture_output=True,
            timeout=seconds,
            cwd=folder,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PandocError(
            f"pandoc did not end within {seconds:.0f} seconds. Make the text shorter or flatter."
        ) from None
    if done.returncode:
        complaints = done.stderr.decode("utf-8", "replace").strip().splitlines() or [
            "no reason given"
        ]
        raise PandocError(f"pandoc stopped: {complaints[0][:200]}")
    return done.stdout


def read_tree(text: str, language: str) -> list[Any]:
    """Return the blocks of a text. Raises PandocError where they are nested too deeply to be read."""
    data = run(["--from", language, "--to", "json"], text.encode("utf-8"))
    try:
        blocks: list[Any] = json.loads(data)["blocks"]
    except RecursionError:
        raise PandocError("the text is nested too deeply. Write it flatter.") from None
    return blocks


def document(meta: dict[str, Any], blocks: Sequence[Any]) -> bytes:
    """Return a document as pandoc reads it."""
    whole = {"pandoc-api-version": API, "meta": meta, "blocks": list(blocks)}
    return json.dumps(whole, ensure_ascii=False).encode("utf-8")
