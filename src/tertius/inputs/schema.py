"""The case's checked rows laid out as the typed tables that every computation begins with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from tertius.case.read import Case
from tertius.evidence.codes import code_of_actor
from tertius.evidence.engagement import read_party
from tertius.inputs.coverage import BEARINGS, bearings
from tertius.inputs.grading import Grader
from tertius.inputs.groups import ROSTERS, rosters
from tertius.inputs.issues import ISSUE_RELATIONS, issue_relations

NUMBER = pa.decimal128(30, 6)
"""Six decimals, as many as a cell may have; 24 digits before them, so that sums of amounts stay exact."""

DAY = pa.date32()
TEXT, WHOLE, TRUTH = pa.string(), pa.int64(), pa.bool_()

SUPPORT = [("supports", TRUTH), ("grade", WHOLE), ("published", WHOLE)]
SPAN = [
    ("start", TEXT),
    ("start_first", DAY),
    ("start_last", DAY),
    ("until", TEXT),
    ("until_first", DAY),
    ("until_last", DAY),
]

SHAPES: dict[str, pa.Schema] = {
    "claims": pa.schema(
        [
            ("id", TEXT),
            ("family", TEXT),
            ("subject", TEXT),
            ("property", TEXT),
            ("member", TEXT),
            ("stage", TEXT),
            ("stage_order", WHOLE),
            ("period", TEXT),
            ("qualifier", TEXT),
            ("value", TEXT),
            ("number", NUMBER),
            ("low", NUMBER),
            ("high", NUMBER),
            ("approx", TEXT),
            ("unit", TEXT),
            ("amount", NUMBER),
            ("first_day", DAY),
            ("last_day", DAY),
            *SUPPORT,
        ]
    ),
    "observation_rows": pa.schema(
        [
            ("id", TEXT),
            ("indicator", TEXT),
            ("area", TEXT),
            ("counterpart", TEXT),
            ("sector", TEXT),
            ("stage", TEXT),
            ("period", TEXT),
            ("qualifier", TEXT),
            ("value", NUMBER),
            ("low", NUMBER),
            ("high", NUMBER),
            ("approx", TEXT),
            ("unit", TEXT),
            ("amount", NUMBER),
            ("sample", NUMBER),
            ("deff", NUMBER),
            *SUPPORT,
        ]
    ),
    "engagement_rows": pa.schema(
        [
            ("id", TEXT),
            ("family", TEXT),
            ("type", TEXT),
            ("power", TEXT),
            ("host", TEXT),
            ("domain", TEXT),
            ("sector", TEXT),
            *SPAN,
            ("direction", TEXT),
            ("scope", TEXT),
        ]
    ),
    "ancestors": pa.schema([("id", TEXT), ("family", TEXT), ("ancestor", TEXT)]),
    "party_rows": pa.schema(
        [("family", TEXT), ("engagement", TEXT), ("role", TEXT), ("actor", TEXT), ("power", TEXT)]
    ),
    "tie_rows": pa.schema(
        [
            ("id", TEXT),
            ("family", TEXT),
            ("component", TEXT),
            ("actor", TEXT),
            ("relation", TEXT),
            ("target", TEXT),
            ("share_pct", NUMBER),
            ("domain", TEXT),
            ("sector", TEXT),
            *SPAN,
        ]
    ),
    "position_rows": pa.schema(
        [
            ("id", TEXT),
            ("family", TEXT),
            ("actor", TEXT),
            ("code", TEXT),
            ("issue", TEXT),
            ("view", TEXT),
            ("kind", TEXT),
            ("priority", TEXT),
            *SPAN,
        ]
    ),
    "link_rows": pa.schema(
        [
            ("id", TEXT),
            ("family", TEXT),
            ("subject", TEXT),
            ("subject_is_actor", TRUTH),
            ("subject_country", TEXT),
            ("relation", TEXT),
            ("object", TEXT),
            ("object_is_actor", TRUTH),
            ("object_country", TEXT),
        ]
    ),
    "searches": pa.schema(
        [("id", TEXT), ("host", TEXT), ("power", TEXT), ("domain", TEXT), ("sector", TEXT)]
    ),
    "subject_searches": pa.schema([("id", TEXT), ("family", TEXT), ("subject", TEXT)]),
    "search_ids": pa.schema([("id", TEXT), ("issue", TEXT), ("power", TEXT)]),
    "stance_searches": pa.schema([("id", TEXT), ("issue", TEXT), ("code", TEXT)]),
    "actor_rows": pa.schema([("id", TEXT), ("kind", TEXT), ("country", TEXT)]),
    "actor_powers": pa.schema([("actor", TEXT), ("country", TEXT)]),
    "questions": pa.schema(
        [
            ("asked", TEXT),
            ("question", TEXT),
            ("measured_indicator", TEXT),
            ("measured_qualifier", TEXT),
        ]
    ),
    "bearings": BEARINGS,
    "issue_rows": pa.schema([("issue", TEXT), ("domain", TEXT)]),
    "issue_relations": ISSUE_RELATIONS,
    "sides": pa.schema([("code", TEXT)]),
    "case_hosts": pa.schema([("host", TEXT)]),
    "sector_domains": pa.schema([("sector", TEXT), ("domain", TEXT)]),
    "origins": pa.schema([("id", TEXT), ("origin", TEXT)]),
    "bases": pa.schema([("id", TEXT), ("base", TEXT)]),
    "known_days": pa.schema([("id", TEXT), ("known", DAY)]),
    **ROSTERS,
}
"""The tables that every computation begins with, and the types of their columns."""

NOTHING_FOUND = "nothing"


def inputs(
    case: Case, grader: Grader, names: Collection[str] = SHAPES.keys()
) -> dict[str, pa.Table]:
    """Return the case as the tables of SHAPES, or those named, each sorted, with its claims graded."""
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "claims": grader.claims(),
        "observation_rows": grader.observations(),
        "engagement_rows": (
            {
                **_fields(r, "id", "type", "domain", "direction", "scope"),
                **_span(r),
                "family": grader.family_of[r.id],
                "power": ";".join(r.power),
                "host": ";".join(r.host),
                "sector": ";".join(r.sector),
            }
            for r in case.rows("engagements")
        ),
        "ancestors": _ancestors(case, grader),
        "party_rows": _parties(case, grader),
        "tie_rows": (
            {
                **_fields(r, "id", "actor", "relation", "target", "share_pct", "domain", "sector"),
                **_span(r),
                "family": grader.family_of[r.id],
                "component": grader.component_of.get(r.actor, ""),
            }
            for r in case.rows("ties")
        ),
        "position_rows": (
            {
                **_fields(r, "id", "actor", "issue", "view", "kind", "priority"),
                **_span(r),
                "family": grader.family_of[r.id],
                "code": _side(case, r.actor),
            }
            for r in case.rows("positions")
        ),
        "link_rows": _links(case, grader),
        "searches": (
            _fields(r, "id", "host", "power", "sector")
            | {"domain": case.taxonomy.words("sector")[r.sector]["domain"]}
            for r in case.rows("searches")
            if is_zero(r)
        ),
        "subject_searches": (
            {"id": r.id, "family": grader.family_of[r.subject], "subject": r.subject}
            for r in case.rows("searches")
            if r.subject in grader.family_of and r.found == NOTHING_FOUND
        ),
        "search_ids": (_fields(r, "id", "issue", "power") for r in case.rows("searches")),
        "stance_searches": (
            {"id": r.id, "issue": r.issue, "code": r.power}
            for r in case.rows("searches")
            if r.issue and r.power and r.found == NOTHING_FOUND
        ),
        "actor_rows": (
            _fields(r, "id", "kind") | {"country": _country(r)} for r in case.rows("actors")
        ),
        "actor_powers": ({"actor": r.id, "country": _country(r)} for r in case.rows("actors")),
        "questions": (
            {
                "asked": pair.asked,
                "question": _question(case, pair.asked),
                "measured_indicator": pair.measured,
                "measured_qualifier": pair.qualifier,
            }
            for pair in case.settings.perceptions
        ),
        "bearings": bearings(case, grader),
        "issue_rows": ({"issue": i.id, "domain": i.domain} for i in case.settings.issues),
        "issue_relations": issue_relations(case.settings.issues),
        "sides": ({"code": code} for code in sides(case)),
        "case_hosts": ({"host": code} for code in case.settings.hosts),
        "sector_domains": (
            {"sector": word, "domain": entry["domain"]}
            for word, entry in case.taxonomy.words("sector").items()
        ),
        "origins": grader.origins(),
        "bases": grader.bases(),
        "known_days": grader.known_days(),
        **rosters(case, {r.id: _side(case, r.id) or r.country for r in case.rows("actors")}),
    }
    return {name: arrow(records, SHAPES[name]) for name, records in rows.items() if name in names}


def _question(case: Case, asked: str) -> str | None:
    """Return the words of a poll's question; `check` ensures that all rows of it have the same."""
    wordings = {row.question for row in case.rows("observations") if row.qualifier == asked}
    return min((words for words in wordings if words), default=None)


def is_zero(search: Any) -> bool:
    """Return whether a search sought anything of a power in a sector of a host, and found nothing.

    A search about one row or one issue says nothing of the sector at large.
    """
    at_large = search.subject is None and search.issue is None
    placed = search.host and search.power and search.sector
    return bool(at_large and placed and search.found == NOTHING_FOUND)


def arrow(rows: Iterable[Mapping[str, Any]], shape: pa.Schema) -> pa.Table:
    """Return rows as an Arrow table of the given shape, in an order that does not depend on theirs."""
    lines = [[row.get(name) for name in shape.names] for row in rows]
    lines.sort(key=lambda line: [*map(str, line)])
    columns = zip(*lines, strict=True) if lines else ([] for _ in shape)
    arrays = [
        pa.array(_exact(column, field.type), type=field.type)
        for column, field in zip(columns, shape, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=shape)


def sides(case: Case) -> tuple[str, ...]:
    """Return everyone whose interests are compared: powers, baselines and hosts."""
    settings = case.settings
    return tuple(dict.fromkeys((*settings.powers, *settings.baselines, *settings.hosts)))


def _exact(column: Sequence[Any], kind: pa.DataType) -> Sequence[Any]:
    """Return the cells of a column as Arrow takes them without a loss."""
    if not pa.types.is_decimal(kind):
        return column
    six = Decimal("0.000001")  # the decimals of NUMBER
    return [cell.quantize(six) if isinstance(cell, Decimal) else cell for cell in column]


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _span(row: Any) -> dict[str, Any]:
    span: dict[str, Any] = {}
    for name in ("start", "until"):
        when = getattr(row, name)
        span[name] = str(when) if when else None
        span[f"{name}_first"] = when.first_known if when else None
        span[f"{name}_last"] = when.latest if when else None
    return span


def _country(actor: Any) -> str | None:
    """Return the country that an actor belongs to; a state or bloc is its own."""
    return code_of_actor(actor.id) if actor.kind in ("State", "Bloc") else actor.country


def _side(case: Case, actor: str) -> str | None:
    """Return the code of an actor that is a state, a bloc or a host, and so has a position as a side."""
    row = case.by_id[actor][1]
    code = code_of_actor(actor)
    return code if row.kind in ("State", "Bloc") or code in sides(case) else None


def _ancestors(case: Case, grader: Grader) -> Iterable[dict[str, Any]]:
    above = {row.id: row.part_of for row in case.rows("engagements")}
    for row, nearest in above.items():
        ancestor = nearest
        while ancestor:
            yield {"id": row, "family": grader.family_of[row], "ancestor": ancestor}
            ancestor = above[ancestor]


def _parties(case: Case, grader: Grader) -> Iterable[dict[str, Any]]:
    for row in case.rows("engagements"):
        for text in row.parties:
            party = read_party(text)
            yield {"family": grader.family_of[row.id], "engagement": row.id, **party._asdict()}


def _links(case: Case, grader: Grader) -> Iterable[dict[str, Any]]:
    for row in case.rows("links"):
        ends: dict[str, Any] = {}
        for name in ("subject", "object"):
            table, end = case.by_id[getattr(row, name)]
            is_actor = table == "actors"
            ends |= {
                f"{name}_is_actor": is_actor,
                f"{name}_country": _country(end) if is_actor else None,
            }
        yield {
            **_fields(row, "id", "subject", "relation", "object"),
            **ends,
            "family": grader.family_of[row.id],
        }
