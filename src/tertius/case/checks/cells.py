"""Problems of single cells: ids, words, codes, references and parties."""

from collections.abc import Iterable, Iterator
from typing import Any

from tertius.case.items import SOURCES
from tertius.case.meant import not_there
from tertius.case.near import (
    called,
    joined_words,
    labels,
    listed,
    near_word,
    no_code,
    no_unit,
    odd_letter,
    same_letters,
)
from tertius.case.problems import Message, Problem, message
from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.engagement import read_party
from tertius.evidence.meant import says_nothing
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.source import Source
from tertius.evidence.tables import NAMING_SPACE, TABLES
from tertius.evidence.text import shorten


def check_ids(case: Case) -> Iterator[Problem]:
    """Check for ids used twice across the case, and rows that repeat each other."""
    first: dict[str, tuple[str, Row]] = {}
    for table in NAMING_SPACE:
        for number, row in case.tables[table]:
            place = f"{table}.csv:{number}"
            if row.id in first:
                old, new = first[row.id], (place, row)
                if _is_appended(case, old[1]) and not _is_appended(case, row):
                    old, new = new, old
                file, _, line = new[0].partition(":")
                yield _doubled(old[0], old[1], new[1]).at(file, int(line), "id", row.id)
            first.setdefault(row.id, (place, row))
    for row_type in TABLES:
        if "id" in row_type.model_fields:
            continue
        seen: dict[tuple[str, ...], int] = {}
        for number, row in case.tables[row_type.table]:
            key = tuple(str(getattr(row, column)) for column in row_type.key)
            if key in seen:
                repeats = message("doubled-id", "line", line=seen[key])
                yield repeats.at(f"{row_type.table}.csv", number, row_type.key[0], key[0])
            seen.setdefault(key, number)


def _is_appended(case: Case, row: Row) -> bool:
    """Return whether a row stands at the end of its table, where new ones are put, and not in the order of its ids."""
    rows = case.rows(row.table)
    return len(rows) > 1 and rows[-1] is row and rows[-2].id > row.id


def _doubled(place: str, first: Row, second: Row) -> Message:
    """Return what to say of the second of two rows with one id.

    Two rows that agree in half of what they say are taken for versions of one: to give one of them
    another id would count one thing twice.
    """
    if type(first) is not type(second):
        return message("doubled-id", "row", first=place)
    if first == second:
        return message("doubled-id", "same", first=place)
    unset = type(first).model_fields
    said = {
        name: getattr(first, name) == getattr(second, name)
        for name, field in unset.items()
        if name != "id" and not getattr(first, name) == getattr(second, name) == field.get_default()
    }
    if 2 * sum(said.values()) < len(said):
        return message("doubled-id", "row", first=place)
    differ = [name for name, is_same in said.items() if not is_same]
    if len(differ) == 1:
        both = (str(getattr(one, differ[0]) or "empty") for one in (first, second))
        differ = [f"{differ[0]} ({', '.join(shorten(cell, 40) for cell in both)})"]
    return message("doubled-id", "versions", first=place, columns=", ".join(differ))


def at_source(case: Case, wrong: Message, source: Source, key: str, cell: str) -> Problem:
    """Return a problem at a key of a source, such as `custom.outlet`."""
    line = case.source_line(source.id, *key.split("."))
    return wrong.at(SOURCES, line, key, cell, entry=shorten(source.id, 60))


def check_cells(case: Case) -> Iterator[Problem]:
    """Check for words outside their vocabulary, unknown codes, and ids that lead nowhere."""
    ids: dict[str, set[str]] = {table: {r.id for r in case.rows(table)} for table in NAMING_SPACE}
    ids["sources"] = set(case.sources)
    ids["issues"] = set(case.issues)
    for row_type in TABLES:
        named = [c for c in columns(row_type) if c.words or c.points_to or c.code]
        for number, row in case.tables[row_type.table]:
            for column in named:
                for value in _values(getattr(row, column.name)):
                    if wrong := _wrong_value(case, column, value, ids):
                        yield wrong.at(f"{row_type.table}.csv", number, column.name, value)
        for number, cells in case.refused.get(row_type.table, ()):
            for column in named:
                cell = cells.get(column.name, "")
                for value in filter(None, cell.split(";") if column.many else (cell,)):
                    if wrong := _wrong_value(case, column, value.strip(), ids):
                        yield wrong.at(f"{row_type.table}.csv", number, column.name, value.strip())


def _values(cell: Any) -> tuple[str, ...]:
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (str(cell),)


def _wrong_value(
    case: Case, column: Column, value: str, ids: dict[str, set[str]]
) -> Message | None:
    if column.words and value not in case.taxonomy.words(column.words):
        entries, words = case.taxonomy.words(column.words), column.words
        joined = joined_words(value, entries, words, code="unknown-word") if column.many else None
        return joined or not_a_word(case, words, value)
    if column.code and name_of(value) is None:
        return no_code(value, many=column.many)
    if column.points_to and not any(
        value in ids[table] or case.may_hold(table, value) for table in column.points_to
    ):
        return _named_otherwise(case, column.points_to, value) or leads_nowhere(
            case, column.points_to, value, many=column.many
        )
    return None


def not_a_word(case: Case, vocabulary: str, value: str, *, code: str = "unknown-word") -> Message:
    """Return what to write where a word is not in its vocabulary, as a problem of a kind."""
    if odd := odd_letter(value):
        return odd
    entries = case.taxonomy.words(vocabulary)
    if vocabulary == "unit" and (wrong := no_unit(value, entries)):
        return wrong
    if same := same_letters(value, list(entries)):
        return message(code, "letters", vocabulary=vocabulary, near=same)
    near = near_word(value, labels(entries), called(entries))
    wording = "vocabulary" if near else "nothing_of" if says_nothing(value) else "listed_of"
    return message(code, wording, vocabulary=vocabulary, near=near, listed=listed(entries))


def _named_otherwise(case: Case, tables: Iterable[str], value: str) -> Message | None:
    """Return what to write where a row that is left out has this id in other letters, such as `NIS Sale`."""
    for table in tables:
        named = same_letters(value, sorted(case.unread.get(table) or ()))
        if named:
            file = "sources.json" if table == "sources" else f"{table}.csv"
            return message("dangling", "left_out", file=file, named=named, value=value)
    return None


def leads_nowhere(
    case: Case, tables: tuple[str, ...], value: str, *, many: bool = False
) -> Message:
    """Return what to write where an id is in none of the tables in which it may be.

    `many` says whether the cell takes several ids.
    """
    return not_there(value, case.known(tables), many=many)


def check_parties(case: Case) -> Iterator[Problem]:
    """Check for parties with an unknown role, actor or power."""
    roles = case.taxonomy.words("role")
    actors = {row.id for row in case.rows("actors")}
    for number, row in case.tables["engagements"]:
        for text in row.parties:
            yield from _party_problems(
                case, f"engagements.csv:{number}:parties", text, roles, actors
            )
    for number, row in case.tables["claims"]:
        if row.property == "party" and row.value:
            yield from _party_problems(case, f"claims.csv:{number}:value", row.value, roles, actors)


def _party_problems(
    case: Case, place: str, text: str, roles: Any, actors: set[str]
) -> Iterator[Problem]:
    file, line, column = place.split(":")
    try:
        party = read_party(text)
    except ValueError as error:
        yield message("claim-value", "reason", reason=error).at(file, int(line), column, text)
        return
    if party.role not in roles:
        yield not_a_word(case, "role", party.role).at(file, int(line), column, party.role)
    if party.actor not in actors and not case.may_hold("actors", party.actor):
        nowhere = leads_nowhere(case, ("actors",), party.actor)
        yield nowhere.at(file, int(line), column, party.actor)
    if party.power and name_of(party.power) is None:
        yield message("unknown-code", "party").at(file, int(line), column, text)
