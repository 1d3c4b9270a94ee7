"""What measures say of themselves, paragraph by paragraph."""

import inspect
from collections.abc import Iterator

from tertius.language.told import worded
from tertius.measures import MEASURES


def paragraphs(measure: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of a measure's docstring as it stands there, and as one line."""
    text = inspect.getdoc(MEASURES[measure].function) or ""
    for part in text.split("\n\n"):
        yield part, " ".join(part.split())


def measure_says(measure: str) -> list[str]:
    """Return the paragraphs of a measure's docstring in the language that is spoken."""
    return [worded(part, line) for part, line in paragraphs(measure)]
