"""The page of formats: what other programs can open, and which command writes it."""

from collections.abc import Iterable

from tertius.export.formats import Format, StudyFormat, formats
from tertius.reference.markdown import table


def exports_page() -> Iterable[str]:
    """Yield the page: every format with what writes it."""
    yield "# Formats"
    yield (
        "What other programs can open of a case. `tertius build` writes some beside the atlas, and "
        "`tertius export CASE --to FORMAT` writes any of them; a workbook can be brought back with "
        "`tertius import`. What is withheld is in none but the workbook. What is alleged of persons is left out "
        "of those that hand on who acts, unless `--alleged` asks for it."
    )
    yield table(
        ("format", "written by", "what it is"),
        ((f"`{each.name}`", _command(each), each.about) for each in formats()),
    )


def _command(each: Format) -> str:
    if isinstance(each, StudyFormat) and each.is_built:
        return f"`tertius build CASE`, as `{each.place}`"
    return f"`tertius export CASE --to {each.name}`"
