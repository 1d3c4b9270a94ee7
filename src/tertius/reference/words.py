"""The page of words: the list, and every vocabulary with the columns that use it."""

from collections.abc import Iterable, Mapping
from typing import Any

from tertius.evidence.row import columns
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import OPEN, published
from tertius.reference.markdown import table
from tertius.reference.sentences import sentences


def words_page() -> Iterable[str]:
    """Yield the page: the words that Tertius uses, and the words that cells can hold."""
    yield "# Words"
    yield "One word has one meaning, in columns, arguments, headings and messages."
    yield table(
        ("word", "meaning"),
        ((f"**{word}**", meaning) for word, meaning in sentences()["words"].items()),
    )
    yield "## Vocabularies"
    yield (
        "A cell that holds a word of a vocabulary holds one of the words below. A case adds words of its own, "
        "each with its sentence, under [`vocabulary` in case.yml](case-yml.md#vocabulary). "
        f"Open to that are: {', '.join(f'`{name}`' for name in sorted(OPEN))}."
    )
    used = _uses()
    for name, words in published().vocabularies.items():
        yield f"### {name}"
        if places := used.get(name):
            yield f"Used in {', '.join(places)}."
        extra = [key for key in _keys(words.values()) if key not in ("means", "label")]
        yield table(
            ("word", "meaning", *extra),
            (
                (f"`{word}`", entry["means"], *(_shown(entry.get(key)) for key in extra))
                for word, entry in words.items()
            ),
        )


def _keys(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for entry in entries for key in entry))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if value is True:
        return "yes"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _uses() -> dict[str, list[str]]:
    """Return for each vocabulary the columns that take a word of it."""
    places: dict[str, list[str]] = {}
    for row in TABLES:
        for column in columns(row):
            if column.words:
                place = f"[{row.table}.csv](tables.md#{row.table}csv) `{column.name}`"
                places.setdefault(column.words, []).append(place)
    return places
