"""The report as one HTML file that needs no other, in the style of the atlas."""

import html
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from tertius.sandbox import pandoc

STATIC = files("tertius.report").joinpath("static")

HEAD = "head.html"
"""What every template takes into its head."""


def write_html(
    meta: dict[str, Any],
    blocks: Sequence[Any],
    variables: dict[str, str],
    folder: Path,
    *,
    template: str = "page.html",
) -> bytes:
    """Return the report, or what another template is for, as HTML; both lie in a folder of the run."""
    for name in (template, HEAD):
        (folder / name).write_bytes(STATIC.joinpath(name).read_bytes())
    atlas = files("tertius.atlas").joinpath("static", "style.css").read_text(encoding="utf-8")
    style = atlas + STATIC.joinpath("report.css").read_text(encoding="utf-8")
    escaped = {name: html.escape(value) for name, value in variables.items()}
    given = [f"--variable={name}:{value}" for name, value in {**escaped, "style": style}.items()]
    arguments = ["--from", "json", "--to", "html5", "--standalone", "--template", template]
    more = ["--toc", "--toc-depth=2", "--section-divs=false", "--wrap=none"]
    return pandoc.run([*arguments, *more, *given], pandoc.document(meta, blocks), folder=folder)
