"""On which power and domain each claim, observation and search bears: what coverage counts."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import pyarrow as pa

from tertius.case.read import Case
from tertius.evidence.codes import code_of_actor
from tertius.inputs.grading import LOST, Grader

BEARINGS = pa.schema(
    [
        ("id", pa.string()),
        ("kind", pa.string()),
        ("host", pa.string()),
        ("power", pa.string()),
        ("domain", pa.string()),
        ("source", pa.string()),
        ("origin", pa.string()),
        ("language", pa.string()),
        ("checked", pa.bool_()),
        ("lost", pa.bool_()),
    ]
)


class Place(NamedTuple):
    """Where a row bears: a host (empty where it has none of its own), a power, a domain."""

    host: str
    power: str
    domain: str


def bearings(case: Case, grader: Grader) -> Iterable[dict[str, Any]]:
    """Yield each current claim, observation and search with every power, host and domain it bears on.

    One row for each of its sources. Rows that bear on no power or baseline of the case are left
    out, and so is what a scenario assumes: nobody gathered it.
    """
    counted = {*case.settings.powers, *case.settings.baselines}
    of_subject = {
        row.id: set(placing(case, row, counted))
        for table, placing in _PLACINGS.items()
        for row in case.rows(table)
    }
    for row in case.rows("links"):
        of_subject[row.id] = of_subject.get(row.subject, set()) | of_subject.get(row.object, set())
    for table, kind in (("claims", "claim"), ("observations", "observation")):
        for row in case.rows(table):
            if not grader.is_current(row) or row.id in case.assumed:
                continue
            places = (
                of_subject.get(row.subject, ())
                if table == "claims"
                else _number(case, row, counted)
            )
            for place in sorted(places):
                for source in row.source:
                    yield _row(case, grader, row, kind, place, source)
    for row in case.rows("searches"):
        domain = row.domain or _domain(case, row.sector) or _issue_domain(case, row.issue)
        own = {Place(row.host or "", row.power, domain)} if row.power in counted and domain else ()
        for place in own or sorted(of_subject.get(row.subject, ())):
            yield {
                "id": row.id,
                "kind": "search",
                **place._asdict(),
                "checked": False,
                "lost": False,
            }


def _row(
    case: Case, grader: Grader, row: Any, kind: str, place: Place, source: str
) -> dict[str, Any]:
    origin = grader.origin_of[source]
    return {
        "id": row.id,
        "kind": kind,
        **place._asdict(),
        "source": source,
        "origin": origin,
        "language": case.sources[source].language,
        "checked": row.checked == "yes",
        "lost": origin.startswith(LOST),
    }


def _engagement(_: Case, row: Any, counted: Collection[str]) -> Iterator[Place]:
    for power in row.power:
        if power in counted:
            yield from (Place(host, power, row.domain) for host in row.host)


def _tie(case: Case, row: Any, counted: Collection[str]) -> Iterator[Place]:
    domain = row.domain or _domain(case, row.sector)
    codes = [_code(case, row.actor), _code(case, row.target)]
    hosts = [code for code in codes if code in case.settings.hosts] or [""]
    for power in codes:
        if domain and power and power in counted:
            yield from (Place(host, power, domain) for host in hosts)


def _position(case: Case, row: Any, counted: Collection[str]) -> Iterator[Place]:
    power, domain = _code(case, row.actor), _issue_domain(case, row.issue)
    if power and power in counted and domain:
        yield Place("", power, domain)


_PLACINGS = {"engagements": _engagement, "ties": _tie, "positions": _position}


def _number(case: Case, row: Any, counted: Collection[str]) -> set[Place]:
    """Return where an observation bears: by its counterpart, else its area; nowhere without a domain."""
    domain = _domain(case, row.sector) or case.taxonomy.words("indicator")[row.indicator].get(
        "domain"
    )
    power = next((code for code in (row.counterpart, row.area) if code in counted), None)
    host = row.area if row.area in case.settings.hosts else ""
    return {Place(host, power, domain)} if power and domain else set()


def _domain(case: Case, sector: str | None) -> str | None:
    return case.taxonomy.words("sector")[sector]["domain"] if sector else None


def _issue_domain(case: Case, issue: str | None) -> str | None:
    return next((i.domain for i in case.settings.issues if i.id == issue), None)


def _code(case: Case, actor: str) -> str | None:
    """Return the code of the country that an actor belongs to; None where it has none."""
    row = case.by_id[actor][1]
    return code_of_actor(actor) if row.kind in ("State", "Bloc") else row.country
