"""What columns of measures are called in words, and what each holds: from their measures and columns.yml."""

from collections.abc import Mapping
from functools import cache

from tertius.evidence.packaged import packaged
from tertius.language.told import gettext, pgettext
from tertius.measures import MEASURES


@cache
def shared_words() -> Mapping[str, Mapping[str, str]]:
    """Return the labels and the sentences of columns that several measures share, by column."""
    loaded: Mapping[str, Mapping[str, str]] = packaged("tertius.present", "columns.yml")
    return loaded


@cache
def column_labels() -> Mapping[str, str]:
    """Return what columns are called, in English, by column: of all measures together."""
    own = {
        column: one.label
        for measure in MEASURES.values()
        for column, one in measure.declared.items()
        if one.label
    }
    return {**own, **shared_words()["labels"]}


def column_sentence(measure: str, column: str) -> str:
    """Return what a column of a measure holds; empty text where nothing is said of it."""
    declared = MEASURES[measure].declared.get(column) if measure in MEASURES else None
    text = (declared and declared.says) or shared_words()["sentences"].get(column, "")
    return gettext(text) if text else ""


def column_label(column: str) -> str:
    """Return what a column is called; its name in separate words where that says it already."""
    return pgettext("column", column_labels().get(column) or column.replace("_", " "))
