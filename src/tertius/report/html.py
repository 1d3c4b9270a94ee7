"""The report as one HTML file that needs no other, in the style of the atlas."""

import html
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from tertius.sandbox import pandoc

STATIC = files("tertius.report").joinpath("static")


def write_html(
    meta: dict[str, Any], blocks: Sequence[Any], variables: dict[str, str], folder: Path
) -> bytes:
    """Return the report as HTML; its template and style lie in a folder of the run."""
    (folder / "page.html").write_bytes(STATIC.joinpath("page.html").read_bytes())
    atlas = files("tertius.atlas").joinpath("static", "style.css").read_text(encoding="utf-8")
    style = atlas + STATIC.joinpath("report.css").read_text(encoding="utf-8")
    escaped = {name: html.escape(value) for name, value in variables.items()}
    given = [f"--variable={name}:{value}" for name, value in {**escaped, "style": style}.items()]
    arguments = ["--from", "json", "--to", "html5", "--standalone", "--template", "page.html"]
    more = ["--toc", "--toc-depth=2", "--section-divs=false", "--wrap=none"]
    return pandoc.run([*arguments, *more, *given], pandoc.document(meta, blocks), folder=folder)
