"""The words and codes that a workbook offers for the cells of a case, and what it says of a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import Taxonomy, published

Entry = tuple[str, str, str, str]
"""A line of the list: its list, the word, its label, what it means."""

MOST_EXPLAINED = 12
"""How many words a comment explains; longer lists stand on their sheet alone."""


@dataclass(frozen=True)
class Choice:
    """Hold which list a column offers, and whether nothing else may stand in it."""

    name: str
    is_closed: bool


@dataclass(frozen=True)
class Lists:
    """Hold every list of a workbook, one after the other."""

    taxonomy: Taxonomy
    lines: Sequence[Entry]

    def place(self, name: str) -> tuple[int, int] | None:
        """Return the first and last line of a list on its sheet, below the header; None where it is empty."""
        numbers = [number for number, line in enumerate(self.lines, start=2) if line[0] == name]
        return (numbers[0], numbers[-1]) if numbers else None

    def explain(self, row: type[Row], column: Column) -> str:
        """Return what a column holds, with its words where they are few."""
        sentences = [column.description]
        default = row.model_fields[column.name].default
        if column.many:
            sentences.append("Several are separated by semicolons: a;b.")
        if column.kind == "date":
            sentences.append(
                "Write as much as is known: 2014, 2014-10, 2014-10-16, 2014?, 2012/2016."
            )
        if column.kind == "number":
            sentences.append("Digits with a decimal point, such as 56.15.")
        if column.required and column.name != "id":
            sentences.append("Needed.")
        if isinstance(default, str):
            sentences.append(f"Empty stands for {default}.")
        if column.examples:
            sentences.append(f"Such as: {', '.join(column.examples)}")
        if column.words:
            words = self.taxonomy.words(column.words)
            if len(words) <= MOST_EXPLAINED:
                sentences += [f"{word}: {entry['means']}" for word, entry in words.items()]
            else:
                sentences.append(f"Its words stand on the sheet words, as {column.words}.")
        return "\n".join(sentences)


def choices(row: type[Row], column: Column) -> Choice | None:
    """Return the list that a column offers; None where it offers none.

    Where several values may stand, or a code of any country, the list suggests and forbids nothing.
    """
    if column.words:
        return None if column.many else Choice(column.words, is_closed=True)
    if column.code:
        return Choice(column.code, is_closed=False)
    if column.points_to == ("issues",):
        return Choice("issue", is_closed=False)
    if (row.table, column.name) == ("claims", "property"):
        return Choice("property", is_closed=False)
    return None


def word_lists(case: Case | None) -> Lists:
    """Return the lists of a case: its vocabularies, its hosts, powers and countries, its issues."""
    taxonomy = case.taxonomy if case else published()
    return Lists(taxonomy, [*_vocabularies(taxonomy), *_codes(case), *_issues(case)])


def _vocabularies(taxonomy: Taxonomy) -> Iterator[Entry]:
    used = {column.words for row in TABLES for column in columns(row) if column.words}
    for name, words in taxonomy.vocabularies.items():
        if name in used or name in ("property", "role"):
            for word, entry in words.items():
                yield name, word, taxonomy.label(name, word), str(entry.get("means", ""))


def _codes(case: Case | None) -> Iterator[Entry]:
    if case is None:
        return
    settings = case.settings
    powers = [*settings.powers, *settings.baselines]
    named = {
        code
        for row in TABLES
        for column in columns(row)
        if column.code == "country"
        for line in case.rows(row.table)
        if (code := getattr(line, column.name))
    }
    for name, codes in (
        ("host", settings.hosts),
        ("power", powers),
        ("country", sorted({*settings.hosts, *powers, *named})),
    ):
        for code in dict.fromkeys(codes):
            if country := name_of(code):
                yield name, code, country, "A code; others can be written too."


def _issues(case: Case | None) -> Iterator[Entry]:
    for issue in case.settings.issues if case else ():
        yield "issue", issue.id, issue.label, "An issue of this case, from case.yml."
