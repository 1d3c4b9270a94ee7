"""Which word of a vocabulary, row of a table or country somebody means by what they typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from tertius.case.checks.cells import not_a_word
from tertius.case.read import Case
from tertius.evidence.countries import code_meant, plain_name
from tertius.evidence.text import nearest, nearest_few, shorten


def word_meant(case: Case, vocabulary: str, text: str) -> str:
    """Return the word of a vocabulary, typed as it stands, in other letters, by its label or by what it is also called.

    Raises ValueError with the words that there are, or with those that the text may mean.
    """
    if meant := case.taxonomy.meant(vocabulary, text):
        return meant
    words, wanted = case.taxonomy.words(vocabulary), plain_name(text)
    if any(
        wanted in {plain_name(name) for name in entry.get("also", ())} for entry in words.values()
    ):
        return _refuse(not_a_word(case, vocabulary, text).text)
    near = nearest(wanted, map(plain_name, words))
    return _refuse(not_a_word(case, vocabulary, near or text).text)


def words_meant(case: Case, vocabulary: str, text: str) -> list[str]:
    """Return the words of a cell that holds several. Raises ValueError where one is no word."""
    return list(dict.fromkeys(word_meant(case, vocabulary, part) for part in parts(text)))


def codes_meant(text: str) -> list[str]:
    """Return the codes of the countries and blocs of a cell that holds several. Raises ValueError."""
    return list(dict.fromkeys(country_meant(part) for part in parts(text)))


def country_meant(text: str) -> str:
    """Return the code of a country or bloc. Raises ValueError where the text means none."""
    code = code_meant(text)
    if code is None:
        raise ValueError(
            f"names {shorten(text)!r}, which is no country known here. Write its code, such as SRB or EU."
        )
    return code


def row_meant(rows: Iterable[Any], text: str, *, what: str, by: str) -> str | None:
    """Return the id of the row that a text names by id, or by the column `by`; None where none does.

    Raises ValueError where the name is that of several.
    """
    wanted = plain_name(text)
    found = []
    for row in rows:
        if row.id == text:
            return text
        if plain_name(str(getattr(row, by))) == wanted:
            found.append(row.id)
    if len(found) > 1:
        raise ValueError(f"names {what} {', '.join(found[:4])}. Write the id of the one it is.")
    return found[0] if found else None


def near_ids(names: Mapping[str, str], text: str) -> str:
    """Return a sentence with the ids that are near, for a message; empty where none is."""
    wanted = plain_name(text)
    by_name = {plain_name(name): row for row, name in names.items()} | {
        plain_name(row): row for row in names
    }
    near = nearest_few(wanted, by_name, most=3)
    ids = list(dict.fromkeys(by_name[name] for name in near))
    return f" Did you mean {' or '.join(ids)}?" if ids else ""


def parts(text: str) -> list[str]:
    """Return the values of a cell that holds several, separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _refuse(sentence: str) -> str:
    raise ValueError(sentence)
