"""The page of formats: what other programs can open, and which command writes it."""

from collections.abc import Iterable

from tertius.export.formats import Format, StudyFormat, formats
from tertius.reference.markdown import table


def exports_page() -> Iterable[str]:
    """Yield the page: every format with what writes it."""
    yield "# Formats"
    yield (
        "What other programs can open of a case. `tertius build` writes its formats beside the atlas; "
        "those of `tertius export` can be brought back with `tertius import`."
    )
    yield table(
        ("format", "written by", "what it is"),
        ((f"`{each.name}`", _command(each), each.about) for each in formats()),
    )


def _command(each: Format) -> str:
    if isinstance(each, StudyFormat):
        return f"`tertius build CASE`, as `{each.place}`"
    return f"`tertius export CASE --to {each.name}`"
