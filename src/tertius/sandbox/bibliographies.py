"""Pandoc as a reader of bibliographies: shut in, bounded in memory and time, and never on a shell."""

import json
import subprocess
from collections.abc import Sequence
from functools import cache

from tertius.evidence.text import shorten
from tertius.sandbox.pandoc import environment

# Some inputs make pandoc grow without end or run for hours.
MEMORY = "1g"
SECONDS = 60
"""How long pandoc may take for one part of a bibliography; what it did not end is told as a problem."""


@cache
def program() -> str:
    """Return the path of the pandoc that is installed with Tertius."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def convert(text: str, language: str) -> tuple[bytes, str | None]:
    """Return a bibliography as CSL-JSON, and what pandoc said where it could not read it.

    In its sandbox pandoc reads no file and no address, whatever macros the text has.
    """
    command = [program(), "--sandbox", "+RTS", f"-M{MEMORY}", "-RTS"]
    try:
        done = subprocess.run(  # noqa: S603 - the program is the package's own, its arguments ours
            [*command, "--from", language, "--to", "csljson"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=SECONDS,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b"", f"pandoc did not end within {SECONDS} seconds. Make its entries shorter."
    if not done.returncode:
        return done.stdout, None
    complaint = " ".join(done.stderr.decode("utf-8", "replace").split())
    if "Heap exhausted" in complaint:
        return b"", f"pandoc needs more than {MEMORY}B of memory for it. Make its entries shorter."
    return b"", shorten(complaint, 200)


def lost_macros(names: Sequence[str]) -> frozenset[str]:
    """Return which macros of LaTeX, by name, pandoc leaves out together with the words in their brackets.

    It is asked with one word in brackets behind each: a macro of which nothing arrives is one that it
    does not know. One that makes the field unreadable takes more than one argument, and is none.
    """
    if not names:
        return frozenset()
    probes = "\n".join(
        f"@misc{{p{place}, note={{\\{name}{{Word}}}}}}" for place, name in enumerate(names)
    )
    done, said = convert(probes, "bibtex")
    if said is not None:
        return frozenset()
    empty = {item["id"] for item in json.loads(done) if item.get("note") == ""}
    return frozenset(name for place, name in enumerate(names) if f"p{place}" in empty)
