"""One cause is told once: an id that many rows name, a row that was renamed, a cell that is wrong in every row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tertius.case.items import SOURCES, place_of
from tertius.case.meant import letters, near_id
from tertius.case.problems import WHOLE, Problem, message, order_of
from tertius.case.read import EMPTY_ID, Case
from tertius.evidence.row import ID, columns
from tertius.evidence.tables import NAMING_SPACE, TABLES

SHOWN = 5
"""How many further places one message names."""


def folded(case: Case, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems, those of one cause as one at the first place where it shows.

    The others are named behind its message, and all of them in `also`. What was not read is not
    looked at again, so nothing here can make a problem appear that was not there.
    """
    left = sorted(set(problems), key=order_of)
    left = _renamed_rows(case, _ids_in_other_letters(left))
    left = _taken_ids(left)
    return _ids_that_wait(_same_cells(_lost_rows(left)))


def _ids_that_wait(problems: list[Problem]) -> list[Problem]:
    """Tell of an empty id that waits for the rest of its row, since it is made of the cells beside it."""
    faults: dict[str, dict[str, None]] = defaultdict(dict)
    for problem in problems:
        is_graded = problem.wording == "graded"  # Grades are filled together with ids.
        if problem.blocks and problem.code != "empty-id" and not is_graded:
            for place in (_place(problem), *problem.also):
                faults[place][problem.column or "the row"] = None
    return [
        replace(told, message=wrong.text, fields=wrong.fields, wording=wrong.wording)
        if told.code == "empty-id"
        and (first := faults.get(_place(told)))
        and (wrong := message("empty-id", "waits", columns=" and ".join(first)))
        else told
        for told in problems
    ]


def _ids_in_other_letters(problems: list[Problem]) -> list[Problem]:
    """Tell of an id such as `NIS Sale` where it stands, and not at each row that names it as `nis-sale`."""
    naming: dict[tuple[Any, Any], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code == "dangling" and "named" in problem.fields:
            naming[problem.fields["file"], problem.fields["named"]].append(problem)
    told: list[Problem] = []
    gone: set[Problem] = set()
    for problem in problems:
        there = naming.get((problem.file, problem.cell)) if problem.code == "bad-id" else None
        if there is None:
            told.append(problem)
            continue
        rows = _rows(len(there), "names", "name")
        wrong = message("bad-id", "named", near=there[0].cell, rows=rows)
        whole = wrong.at(problem.file, problem.row, problem.column, problem.cell)
        told.append(replace(whole, also=tuple(map(_place, there))))
        gone.update(there)
    return [problem for problem in told if problem not in gone]


def _renamed_rows(case: Case, problems: list[Problem]) -> list[Problem]:
    """Tell of a row whose id was changed where it stands, and not at each row that names it by its old id."""
    naming: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if _files(problem) and ID.match(problem.cell or ""):
            naming[str(problem.cell)].append(problem)
    if not naming or len(naming) > MOST_LOST:
        return problems
    orphans = list(_orphans(case))
    gone: set[Problem] = set()
    told: list[Problem] = []
    for name, there in naming.items():
        files = _files(there[0])
        among = [one for one in orphans if place_of(one[0]) in files]
        lost = [other for other in naming if _files(naming[other][0]) == files]
        found = [one for one in among if _is_akin(name, one[1], one[2], len(there))]
        if not found and files == SOURCES and len(lost) == len(among) == 1:
            found = among if len(there) > 1 else []
        if len(found) != 1:
            continue
        table, new, _ = found[0]
        rows = _rows(len(there), "names", "name")
        wrong = message("dangling", "renamed", old=name, rows=rows)
        if ID.match(new):
            wrong = message("dangling", "renamed_to", old=name, new=new, rows=rows)
        file, _, line = case.known((table,)).where(new).partition(":")
        renamed = wrong.at(file, int(line or 0), "id", new)
        told.append(replace(renamed, also=tuple(map(_place, there))))
        gone |= {*there, *(one for one in problems if _says_unsupported(one, new))}
        gone |= {
            one for one in problems if one.code == "redirect" and one.fields.get("end") == name
        }
    return sorted([*(one for one in problems if one not in gone), *told], key=order_of)


def _taken_ids(problems: list[Problem]) -> list[Problem]:
    """Tell of a row that got the id of another where it stands, and not also that its old id leads nowhere.

    Only where one id of a file stands twice and one that several rows name is not there.
    """
    naming: dict[str, list[Problem]] = defaultdict(list)
    doubled: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if files := _files(problem):
            naming[files].append(problem)
        if problem.code == "doubled-id" and problem.wording in ("row", "versions", "item"):
            doubled[problem.file].append(problem)
    gone: set[Problem] = set()
    told: list[Problem] = []
    for file, twice in doubled.items():
        there = naming.get(file, ())
        if len(twice) != 1 or len(there) < 2 or len({one.cell for one in there}) != 1:
            continue
        first = str(twice[0].fields.get("first") or f"line {twice[0].fields['line']}")
        fields = {"first": first, "old": there[0].cell}
        either = first.partition(":")[0] == file or twice[0].wording == "item"
        wording = "renamed" if either else "taken"
        wrong = message("doubled-id", wording, **fields, rows=_rows(len(there), "names", "name"))
        one = wrong.at(file, twice[0].row, twice[0].column, twice[0].cell)
        told.append(replace(one, also=tuple(map(_place, there))))
        gone |= {*twice, *there}
    return sorted([*(one for one in problems if one not in gone), *told], key=order_of)


MOST_LOST = 20
"""With more ids than this that lead nowhere, nothing tells which row had which."""


def _files(problem: Problem) -> str:
    """Return the files in which an id that leads nowhere was sought, as its message lists them; else empty text."""
    if problem.code != "dangling":
        return ""
    return str(problem.fields.get("files") or problem.fields.get("place", "")).partition(":")[0]


def _says_unsupported(problem: Problem, name: str) -> bool:
    return problem.code == "unsupported" and problem.cell == name


def _orphans(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield the table, id and name of each row and source that nothing names."""
    named = set(_named(case))
    for table in (*NAMING_SPACE, "sources"):
        names = {name: text for text, name in case.called(table)}
        for name in case.known((table,)).ids:
            if name not in named and not name.startswith(EMPTY_ID):
                yield table, name, names.get(name, "")


def _named(case: Case) -> Iterator[str]:
    """Yield every id that a row or source names."""
    for row_type in TABLES:
        pointing = [c.name for c in columns(row_type) if c.points_to]
        for row in case.rows(row_type.table):
            for column in pointing:
                cell = getattr(row, column)
                yield from cell if isinstance(cell, tuple) else (cell,) if cell else ()
    for row in case.rows("engagements"):
        yield from (party.split(":")[1].partition("@")[0] for party in row.parties)
    for source in case.sources.values():
        yield from filter(None, (source.custom.outlet, source.custom.derived_from))


def _is_akin(old: str, new: str, called: str, count: int) -> bool:
    """Return whether a row may have had another id before, by its words, its name or its letters."""
    one, other = set(old.split("-")), set(new.split("-"))
    if one < other or other < one or (called and letters(called) == letters(old)):
        return True
    return count > 1 and near_id(old, [new]) is not None


def _lost_rows(problems: list[Problem]) -> list[Problem]:
    """Tell of a row that is gone where others name it, and not that a table has fewer rows as well."""
    missing: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        files = _files(problem)
        if (
            problem.wording in ("absent", "like", "name")
            and problem.cell
            and files.endswith(".csv")
        ):
            missing[files.removesuffix(".csv")].add(problem.cell)
    return [
        problem
        for problem in problems
        if not (problem.code == "expects" and _is_explained(problem, missing))
    ]


def _is_explained(problem: Problem, missing: Mapping[str, set[str]]) -> bool:
    lost = missing.get(problem.column.rpartition(".")[2], ())
    return problem.wording == "fewer" and int(str(problem.fields["count"])) <= len(lost)


def _same_cells(problems: Sequence[Problem]) -> list[Problem]:
    """Tell once what is wrong in the same way in several rows of a column, and of an id that leads nowhere once at all."""
    groups: dict[tuple[Any, ...], list[Problem]] = {}
    for problem in problems:
        where = () if problem.code == "dangling" else (problem.file, problem.column, problem.entry)
        single = (problem.row,) if problem.code in APART else ()
        key = (problem.code, problem.message, problem.cell, *where, *single)
        groups.setdefault(key, []).append(problem)
    return [_with_others(first, others) for first, *others in groups.values()]


APART = (*WHOLE, "finding", "condition", "report", "conflict")
"""Kinds of which each place is told, since each is mended by itself."""


def _with_others(first: Problem, others: Sequence[Problem]) -> Problem:
    if not others:
        return first
    places = [_place(other) for other in others]
    alone = all(other.file == first.file for other in others)
    shown = [place.partition(":")[2] if alone else place for place in places[:SHOWN]]
    more = f" and {len(places) - SHOWN:,} more" if len(places) > SHOWN else ""
    where = "line" if alone and len(places) == 1 else "lines" if alone else "at"
    said = f"{first.message} (Also {'on ' if alone else ''}{where} {', '.join(shown)}{more}.)"
    return replace(first, message=said, also=(*first.also, *places))


def _place(problem: Problem) -> str:
    return f"{problem.file}:{problem.row}" if problem.row else problem.file


def _rows(count: int, one: str, many: str) -> str:
    return f"1 row {one}" if count == 1 else f"{count:,} rows {many}"
