"""Doubts about what a case says of itself in other languages: what it translates and does not have."""

from collections.abc import Iterable, Iterator, Mapping

from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.evidence.text import nearest


def check_translations(case: Case) -> Iterator[Problem]:
    """Check for translations in case.yml of what the case does not have, which no page would show.

    Sections are named by findings, and are checked where those are read.
    """
    had: Mapping[str, frozenset[str]] = {
        "issues": frozenset(issue.id for issue in case.settings.issues),
        "vocabulary": frozenset(case.settings.vocabulary),
        "labels": frozenset(
            row.id for table in ("actors", "engagements") for row in case.rows(table)
        ),
        "explanations": frozenset(row.tension for row in case.rows("explanations")),
    }
    tables = {"labels": ("actors", "engagements"), "explanations": ("explanations",)}
    for code, given in case.settings.translations.items():
        for key, names in had.items():
            # Of a table that could not be read whole nobody knows what is not in it.
            if all(case.is_whole(table) for table in tables.get(key, ())):
                yield from untold(case, (code, key), getattr(given, key), names)
        for vocabulary, words in given.vocabulary.items():
            own = frozenset(case.settings.vocabulary.get(vocabulary, ()))
            if own:
                yield from untold(case, (code, "vocabulary", vocabulary), words, own)


def untold(
    case: Case, path: tuple[str, ...], names: Iterable[str], had: frozenset[str]
) -> Iterator[Problem]:
    """Yield a doubt for each name below a key of `translations` that is none of those that the case has."""
    for name in names:
        if name in had:
            continue
        wrong = message("translation", "none")
        if near := nearest(name, sorted(had)):
            wrong = message("translation", "near", near=near)
        where = ("translations", *path, name)
        yield wrong.at("case.yml", case.document.line(*where), ".".join(where[:-1]), name)
