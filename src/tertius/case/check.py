"""Every problem of a case that needs more than one file to see."""

import difflib
import hashlib
import os.path
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx

from tertius.case.folder import Unreadable, locate
from tertius.case.problems import Problem
from tertius.case.read import EMPTY_ID, Case
from tertius.evidence.codes import name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.engagement import read_party
from tertius.evidence.row import DECIMAL, Column, columns
from tertius.evidence.tables import BY_NAME, NAMING_SPACE, SUBJECTS, TABLES

NOT_CONTESTED = ("id", "parties")
BY_DOMAIN = ("engagements", "ties", "positions")
"""The tables whose rows belong to a domain."""

Check = Callable[[Case], Iterable[Problem]]


def check_rows(case: Case) -> Iterator[Problem]:
    """All problems that show once the tables are held against each other and the vocabularies."""
    for check in CHECKS:
        yield from check(case)


def _ids(case: Case) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for table in NAMING_SPACE:
        for number, row in case.tables[table]:
            if row.id in first:
                yield Problem(
                    f"{table}.csv",
                    number,
                    "id",
                    "doubled-id",
                    f"is used already in {first[row.id]}. Give this row another id.",
                    row.id,
                )
            first.setdefault(row.id, f"{table}.csv:{number}")
    for row_type in TABLES:
        if "id" in row_type.model_fields:
            continue
        seen: dict[tuple[str, ...], int] = {}
        for number, row in case.tables[row_type.table]:
            key = tuple(str(getattr(row, column)) for column in row_type.key)
            if key in seen:
                yield Problem(
                    f"{row_type.table}.csv",
                    number,
                    row_type.key[0],
                    "doubled-id",
                    f"repeats line {seen[key]}. Keep one of the two.",
                    key[0],
                )
            seen.setdefault(key, number)


def _cells(case: Case) -> Iterator[Problem]:
    known: dict[str, set[str]] = {table: {r.id for r in case.rows(table)} for table in NAMING_SPACE}
    known["sources"] = set(case.sources)
    known["issues"] = set(case.issues)
    for row_type in TABLES:
        named = [c for c in columns(row_type) if c.words or c.points_to or c.code]
        for number, row in case.tables[row_type.table]:
            for column in named:
                for value in _values(getattr(row, column.name)):
                    if said := _wrong_value(case, column, value, known):
                        code, message = said
                        yield Problem(
                            f"{row_type.table}.csv", number, column.name, code, message, value
                        )


def _values(cell: Any) -> tuple[str, ...]:
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (str(cell),)


def _wrong_value(
    case: Case, column: Column, value: str, known: dict[str, set[str]]
) -> tuple[str, str] | None:
    if column.words and value not in case.taxonomy.words(column.words):
        return "unknown-word", _not_a_word(case, column.words, value)
    if column.code and name_of(value) is None:
        return (
            "unknown-code",
            "is not a code. Write ISO 3166 alpha-3 such as SRB, a part such as BA-SRP, XKX, or EU.",
        )
    if column.points_to and not any(
        value in known[table] or case.may_hold(table, value) for table in column.points_to
    ):
        return "dangling", _leads_nowhere(column.points_to, value, known)
    return None


def _not_a_word(case: Case, vocabulary: str, value: str) -> str:
    words = list(case.taxonomy.words(vocabulary))
    near = difflib.get_close_matches(value, words, n=1) or words[:1]
    listed = ", ".join(words) if len(words) <= 24 else f"{', '.join(words[:24])}, …"
    return f"is not a word of {vocabulary}. Write {near[0]}, or another of: {listed}."


def _leads_nowhere(tables: tuple[str, ...], value: str, known: dict[str, set[str]]) -> str:
    files = {"sources": "sources.json", "issues": "case.yml issues"}
    where = " or ".join(files.get(table, f"{table}.csv") for table in tables)
    everything = sorted(set().union(*(known[table] for table in tables)))
    near = difflib.get_close_matches(value, everything, n=1) if len(everything) < 20_000 else []
    return f"is not in {where}. Add it there{f', or write {near[0]}' if near else ''}."


def _parties(case: Case) -> Iterator[Problem]:
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
        yield Problem(file, int(line), column, "claim-value", str(error), text)
        return
    if party.role not in roles:
        yield Problem(
            file, int(line), column, "unknown-word", _not_a_word(case, "role", party.role), text
        )
    if party.actor not in actors and not case.may_hold("actors", party.actor):
        yield Problem(
            file,
            int(line),
            column,
            "dangling",
            _leads_nowhere(("actors",), party.actor, {"actors": actors}),
            text,
        )
    if party.power and name_of(party.power) is None:
        yield Problem(
            file,
            int(line),
            column,
            "unknown-code",
            "names no power after @. Write a code such as RUS.",
            text,
        )


def _codes_of_case(case: Case) -> Iterator[Problem]:
    settings = case.settings
    for key in ("hosts", "powers", "baselines"):
        for code in getattr(settings, key):
            if name_of(code) is None:
                yield Problem(
                    "case.yml",
                    0,
                    key,
                    "unknown-code",
                    "is not a code. Write SRB, BA-SRP, XKX or EU.",
                    code,
                )
    for code in sorted(set(settings.powers) & set(settings.baselines)):
        yield Problem(
            "case.yml",
            0,
            "baselines",
            "setting",
            "is a power and a baseline. Keep one of the two.",
            code,
        )
    for issue in settings.issues:
        if issue.domain not in case.taxonomy.words("domain"):
            yield Problem(
                "case.yml",
                0,
                "issues",
                "unknown-word",
                _not_a_word(case, "domain", issue.domain),
                issue.domain,
            )
    if settings.currency not in ("EUR", "USD", "GBP", "CHF"):
        yield Problem(
            "case.yml",
            0,
            "currency",
            "setting",
            "cannot be compared in. Write EUR, USD, GBP or CHF.",
            settings.currency,
        )
    for key in ("issues", "datasets"):
        for name, count in Counter(entry.id for entry in getattr(settings, key)).items():
            if count > 1:
                yield Problem(
                    "case.yml", 0, key, "doubled-id", "stands twice. Give each its own id.", name
                )
    for dataset in settings.datasets:
        yield from _dataset_file(case.folder, dataset.file, dataset.hash)


def _dataset_file(folder: Path, name: str, expected: str) -> Iterator[Problem]:
    try:
        path = locate(folder, f"data/{name}")
    except Unreadable as unreadable:
        yield replace(unreadable.problem, file="case.yml", column="datasets", cell=name)
        return
    if not path.resolve().is_relative_to(folder.resolve() / "data"):
        yield Problem(
            "case.yml",
            0,
            "datasets",
            "outside",
            "leads out of data/. Put the file inside it.",
            name,
        )
    elif not os.path.isfile(path):  # noqa: PTH113 - a name too long for a path is no file, and no error
        yield Problem(
            "case.yml", 0, "datasets", "missing-file", "is not under data/. Put it there.", name
        )
    elif (found := _sha256(path)) != expected.removeprefix("sha256:").lower():
        yield Problem(
            "case.yml",
            0,
            "datasets",
            "setting",
            f"has the SHA-256 {found}, and case.yml names another. Put the right release there, or correct hash.",
            name,
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sources(case: Case) -> Iterator[Problem]:
    outlets = {row.id for row in case.rows("outlets")}
    chain: Any = nx.DiGraph()
    for number, source in enumerate(case.sources.values(), start=1):
        custom = source.custom
        if (
            custom.outlet
            and custom.outlet not in outlets
            and not case.may_hold("outlets", custom.outlet)
        ):
            yield Problem(
                "sources.json",
                number,
                "custom.outlet",
                "dangling",
                _leads_nowhere(("outlets",), custom.outlet, {"outlets": outlets}),
                custom.outlet,
            )
        if custom.derived_from:
            if custom.derived_from not in case.sources and not case.may_hold(
                "sources", custom.derived_from
            ):
                yield Problem(
                    "sources.json",
                    number,
                    "custom.derived_from",
                    "dangling",
                    _leads_nowhere(
                        ("sources",), custom.derived_from, {"sources": set(case.sources)}
                    ),
                    custom.derived_from,
                )
            chain.add_edge(source.id, custom.derived_from)
    place = {key: number for number, key in enumerate(case.sources, start=1)}
    for circle in _circles(chain):
        yield Problem(
            "sources.json",
            place.get(circle[0], 0),
            "custom.derived_from",
            "part-cycle",
            f"copies itself by way of {' → '.join(circle)}. Break the circle.",
            circle[0],
        )


def _claims(case: Case) -> Iterator[Problem]:
    for number, claim in case.tables["claims"]:
        place = ("claims.csv", number)
        table = case.by_id.get(claim.subject, ("", None))[0]
        if table not in SUBJECTS:
            continue
        entry = case.taxonomy.words("property").get(claim.property)
        contested = {c.name: c for c in columns(BY_NAME[table])}.get(claim.property)
        if claim.property in BY_NAME[table].identity or claim.property in NOT_CONTESTED:
            yield Problem(
                *place,
                "property",
                "claim-property",
                f"says what the row in {table}.csv is about and cannot be contested. Code another row.",
                claim.property,
            )
        elif entry is None and contested is None:
            names = [*case.taxonomy.words("property"), *(c.name for c in columns(BY_NAME[table]))]
            near = difflib.get_close_matches(claim.property, names, n=1)
            yield Problem(
                *place,
                "property",
                "claim-property",
                f"is no property and no column of {table}.csv.{f' Write {near[0]}.' if near else ' See the property vocabulary.'}",
                claim.property,
            )
        elif entry is not None and table not in entry.get("subjects", SUBJECTS):
            yield Problem(
                *place,
                "property",
                "claim-property",
                f"is a property of {' and '.join(entry['subjects'])}, and {claim.subject} is in {table}.csv.",
                claim.property,
            )
        else:
            yield from _claim_value(case, number, claim, entry, contested)


def _claim_value(
    case: Case, number: int, claim: Any, entry: Any, contested: Column | None
) -> Iterator[Problem]:
    kind = entry["type"] if entry else (contested.kind if contested else "text")
    is_number = kind == "number"
    if claim.value is None and (not is_number or (claim.low is None and claim.high is None)):
        yield Problem(
            "claims.csv",
            number,
            "value",
            "empty-cell",
            f"is empty. Write the {claim.property}{', or low and high' if is_number else ''}.",
        )
        return
    said = _wrong_claim_value(case, claim, kind, entry, contested)
    if said:
        yield Problem("claims.csv", number, "value", "claim-value", said, claim.value)
    if entry and entry.get("unit") and not claim.unit:
        yield Problem(
            "claims.csv",
            number,
            "unit",
            "empty-cell",
            f"is empty. Write the unit of the {claim.property}, such as EUR or pieces.",
        )
    units = case.taxonomy.words("unit")
    if claim.property == "amount" and claim.unit in units and not units[claim.unit].get("currency"):
        yield Problem(
            "claims.csv",
            number,
            "unit",
            "claim-value",
            "is no currency. Write the currency of the amount, such as EUR.",
            claim.unit,
        )


def _wrong_claim_value(
    case: Case, claim: Any, kind: str, entry: Any, contested: Column | None
) -> str | None:
    if claim.value is None:
        return None
    if kind == "number" and not DECIMAL.match(claim.value):
        return f"is not a number, and {claim.property} is one. Write digits with a decimal point."
    if (
        claim.property == "share_pct"
        and DECIMAL.match(claim.value)
        and not 0 <= Decimal(claim.value) <= 100
    ):
        return "is not a percentage. Write a number from 0 to 100."
    if kind == "date":
        try:
            PartialDate.read(claim.value)
        except ValueError as error:
            return str(error)
    if entry and entry["type"] == "word" and claim.value not in case.taxonomy.words(entry["words"]):
        return _not_a_word(case, entry["words"], claim.value)
    if contested and not entry:
        for value in claim.value.split(";"):
            if contested.words and value not in case.taxonomy.words(contested.words):
                return _not_a_word(case, contested.words, value)
            if contested.code and name_of(value) is None:
                return "is not a code. Write ISO 3166 alpha-3 such as SRB, or EU."
            if (
                contested.name == "place"
                and value not in {row.id for row in case.rows("places")}
                and not case.may_hold("places", value)
            ):
                return "is not in places.csv. Add it there."
    return None


def _observations(case: Case) -> Iterator[Problem]:
    for number, row in case.tables["observations"]:
        if row.value is None and row.low is None and row.high is None:
            yield Problem(
                "observations.csv",
                number,
                "value",
                "empty-cell",
                "is empty. Write the number, or low and high.",
            )


def _part_cycles(case: Case) -> Iterator[Problem]:
    graph = nx.DiGraph((row.id, row.part_of) for row in case.rows("engagements") if row.part_of)
    lines = {row.id: number for number, row in case.tables["engagements"]}
    for circle in _circles(graph):
        yield Problem(
            "engagements.csv",
            lines.get(circle[0], 0),
            "part_of",
            "part-cycle",
            f"is a part of itself by way of {' → '.join(circle)}. Break the circle.",
            circle[0],
        )


def _base_cycles(case: Case) -> Iterator[Problem]:
    lines = {
        row.id: (f"{table}.csv", number)
        for table in ("claims", "observations")
        for number, row in case.tables[table]
    }
    graph = nx.DiGraph(
        (row.id, base)
        for table in ("claims", "observations")
        for row in case.rows(table)
        for base in row.based_on
    )
    for circle in _circles(graph):
        yield Problem(
            *lines[circle[0]],
            "based_on",
            "part-cycle",
            f"is based on itself by way of {' → '.join(circle)}. Break the circle.",
            circle[0],
        )


def _circles(graph: Any) -> Iterator[list[str]]:
    """The groups of nodes that lead back to themselves, each in order: as many as nodes at most."""
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1 or any(graph.has_edge(node, node) for node in part):
            yield sorted(part)


def _holdings(case: Case) -> Iterator[tuple[int, Any]]:
    relations = case.taxonomy.words("relation")
    for number, row in case.tables["ties"]:
        if relations.get(row.relation, {}).get("holds"):
            yield number, row


def _ownership(case: Case) -> Iterator[Problem]:
    standing = [(n, r) for n, r in _holdings(case) if r.until is None]
    lines = {(row.actor, row.target): number for number, row in standing}
    graph = nx.DiGraph(list(lines))
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1:
            circle = sorted(part)
            line = min(number for (a, b), number in lines.items() if a in part and b in part)
            yield Problem(
                "ties.csv",
                line,
                "target",
                "ownership-cycle",
                f"own each other in a circle: {', '.join(circle)}. Check the shares and dates.",
            )


def _stakes(case: Case) -> Iterator[Problem]:
    held: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for number, row in _holdings(case):
        if row.relation == "owns" and row.share_pct is not None:
            held[row.target].append((number, row))
    for target, rows in sorted(held.items()):
        for day in sorted({_sure_days(row)[0] for _, row in rows}, reverse=True):
            there = [
                (number, row)
                for number, row in rows
                if _sure_days(row)[0] <= day <= _sure_days(row)[1]
            ]
            total = sum((row.share_pct for _, row in there), Decimal(0))
            if total > 100:
                when = "" if day == date.max else f" on {day}"
                yield Problem(
                    "ties.csv",
                    max(number for number, _ in there),
                    "share_pct",
                    "stakes",
                    f"brings the stakes in {target} to {total} percent{when}. Correct a share, or give an ended stake its `until`.",
                )
                break


def _sure_days(row: Any) -> tuple[date, date]:
    """The first and last day on which a tie certainly stands; the end of time stands for today."""
    last = (row.until.earliest or row.until.latest) if row.until else None
    first = (row.start.latest or row.start.earliest) if row.start else None
    return first or last or date.max, last or date.max


def _people(case: Case) -> Iterator[Problem]:
    people = {row.id for row in case.rows("actors") if row.kind == "Person"}
    answered: dict[str, set[str]] = defaultdict(set)
    for claim in case.rows("claims"):
        if claim.property in ("response", "outcome"):
            answered[claim.subject].add(claim.property)
    for search in case.rows("searches"):
        if search.subject:
            answered[search.subject] |= {"response", "outcome"}
    for number, claim in case.tables["claims"]:
        if claim.modality != "alleged" or claim.status != "current":
            continue
        table, row = case.by_id.get(claim.subject, ("", None))
        if not people & _actors_of(table, row):
            continue
        missing = [
            *(["a hedge"] if not claim.hedge else []),
            *(
                ["an as-of date in `date` or `recorded`"]
                if not (claim.date or claim.recorded)
                else []
            ),
            *(
                f"its {what}, or a search for one"
                for what in ("response", "outcome")
                if what not in answered[claim.subject]
            ),
        ]
        if missing:
            yield Problem(
                "claims.csv",
                number,
                "modality",
                "person",
                f"alleges something of a person and lacks {'; '.join(missing)}. Add it for {claim.subject}.",
                claim.modality,
            )


def _actors_of(table: str, row: Any) -> set[str]:
    """The actors that a row names."""
    if table == "engagements":
        return {read_party(text).actor for text in row.parties}
    fields = {
        "ties": ("actor", "target"),
        "positions": ("actor",),
        "actors": ("id",),
        "links": ("subject", "object"),
    }
    return {getattr(row, name) for name in fields.get(table, ())}


def _sector_domains(case: Case) -> Iterator[Problem]:
    sectors = case.taxonomy.words("sector")
    for number, row in case.tables["engagements"]:
        inside = [sectors[s].get("domain") == row.domain for s in row.sector if s in sectors]
        if inside and not any(inside):
            yield Problem(
                "engagements.csv",
                number,
                "sector",
                "sector-domain",
                f"lies outside {row.domain}. Change the domain, or add a sector of it.",
                ";".join(row.sector),
            )


def _supports(case: Case) -> Iterator[Problem]:
    if not case.is_whole("claims"):
        return  # a claim that cannot be read may be the one that is missing
    supported = {
        claim.subject
        for claim in case.rows("claims")
        if claim.property in ("exists", "stage")
        and claim.stance == "supports"
        and claim.status == "current"
    }
    for table in ("engagements", "ties", "positions", "links"):
        for number, row in case.tables[table]:
            if row.id not in supported and not row.id.startswith(EMPTY_ID):
                yield Problem(
                    f"{table}.csv",
                    number,
                    "id",
                    "unsupported",
                    "is said to exist by no claim, so it counts in no world. Add a claim on `exists` or `stage`.",
                    row.id,
                )


def _expectations(case: Case) -> Iterator[Problem]:
    counts: Counter[tuple[str, str]] = Counter()
    issues = case.issues
    for row in case.rows("engagements"):
        counts[row.domain, "engagements"] += 1
    for row in case.rows("ties"):
        counts[row.domain or "", "ties"] += 1
    for row in case.rows("positions"):
        counts[issues[row.issue].domain if row.issue in issues else "", "positions"] += 1
    for table in case.tables:
        counts["all", table] = len(case.rows(table))
    domains = case.taxonomy.words("domain")
    for domain, tables in case.settings.expects.items():
        if domain != "all" and domain not in domains:
            yield Problem(
                "case.yml",
                0,
                f"expects.{domain}",
                "setting",
                f"is no domain. Write {', '.join(domains)} or all.",
                domain,
            )
            continue
        known = tuple(case.tables) if domain == "all" else BY_DOMAIN
        for table, (low, high) in tables.items():
            if table not in known:
                yield Problem(
                    "case.yml",
                    0,
                    f"expects.{domain}.{table}",
                    "setting",
                    f"is no table that is counted here. Write one of {', '.join(known)}.",
                    table,
                )
                continue
            found = counts[domain, table]
            if not case.is_whole(table):
                continue  # the rows that cannot be read are problems of their own
            if not low <= found <= high:
                yield Problem(
                    "case.yml",
                    0,
                    f"expects.{domain}.{table}",
                    "expects",
                    f"{found} rows are there, and {low} to {high} are expected. "
                    "Find the lost rows, or change what is expected.",
                )


CHECKS: tuple[Check, ...] = (
    _codes_of_case,
    _ids,
    _cells,
    _parties,
    _sources,
    _claims,
    _observations,
    _part_cycles,
    _base_cycles,
    _ownership,
    _stakes,
    _people,
    _sector_domains,
    _supports,
    _expectations,
)


def contestable(table: str) -> tuple[str, ...]:
    """The columns of a subject's table that a claim can contest."""
    row = BY_NAME[table]
    return tuple(
        c.name for c in columns(row) if c.name not in row.identity and c.name not in NOT_CONTESTED
    )
