"""What columns of measures are called in words, and what each holds, read from columns.yml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from tertius.evidence.packaged import packaged
from tertius.language.told import gettext, pgettext


@cache
def column_words() -> Mapping[str, Any]:
    """Return the labels of columns by name, and their sentences by measure and name."""
    loaded: Mapping[str, Any] = packaged("tertius.present", "columns.yml")
    return loaded


def column_sentence(measure: str, column: str) -> str:
    """Return what a column of a measure holds; empty text where columns.yml has nothing on it."""
    by_measure = column_words()["columns"]
    text = str(by_measure.get(measure, {}).get(column) or by_measure["any"].get(column, ""))
    return gettext(text) if text else text


def column_label(column: str) -> str:
    """Return what a column is called; its name in separate words where that says it already."""
    return pgettext("column", str(column_words()["labels"].get(column) or column.replace("_", " ")))
