"""Slips that can be read as they stand and say something else than was meant: years, scales, directions, files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from tertius.case.folder import looks_like, names_of
from tertius.case.problems import Problem, message
from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.engagement import read_party
from tertius.evidence.extents import point_meant
from tertius.evidence.languages import TAG, language_meant
from tertius.evidence.row import DECIMAL
from tertius.evidence.tables import TABLES


def check_recorded(case: Case) -> Iterator[Problem]:
    """Check for what is dated after the day on which it was recorded."""
    for table, column in (("claims", "date"), ("observations", "period")):
        for number, row in case.tables[table]:
            when = getattr(row, column)
            if when and row.recorded and row.recorded.is_before(when):
                late = message("after-recorded", "date", recorded=row.recorded)
                yield late.at(f"{table}.csv", number, column, str(when))


def check_fractions(case: Case) -> Iterator[Problem]:
    """Check for shares of less than one percent, which may be fractions of the whole."""
    shares = [
        ("ties.csv", number, "share_pct", str(row.share_pct))
        for number, row in case.tables["ties"]
        if row.share_pct is not None
    ]
    shares += [
        ("claims.csv", number, "value", row.value)
        for number, row in case.tables["claims"]
        if row.property == "share_pct" and row.value and DECIMAL.match(row.value)
    ]
    for file, number, column, cell in shares:
        if 0 < Decimal(cell) < 1:
            whole = f"{(Decimal(cell) * 100).normalize():f}"
            yield message("fraction", "share", near=whole).at(file, number, column, cell)


def check_strays(case: Case) -> Iterator[Problem]:
    """Check for tables and other files beside those of the case, which nobody reads."""
    tables = [f"{row.table}.csv" for row in TABLES]
    read = [*tables, "sources.json", "case.yml", "findings.yml"]
    there = names_of(case.folder)
    linked = {  # A table may stand under another name, to which a link of its own leads.
        (case.folder / name).readlink().name for name in read if (case.folder / name).is_symlink()
    }
    for name in there:
        near = next((one for one in read if looks_like(name, one)), None)
        if name in read or name in linked or (near is not None and near not in there):
            continue  # One that stands in the place of a missing file is told of there.
        if near:
            yield message("stray-file", "copy", near=near).at(name)
        elif name.lower().endswith(".csv"):
            yield message("stray-file", "other").at(name)


def check_languages(case: Case) -> Iterator[Problem]:
    """Check for languages that are no tags."""
    for table, column in (("names", "lang"), ("searches", "language")):
        for number, row in case.tables[table]:
            cell = getattr(row, column)
            if TAG.match(cell):
                continue
            near = language_meant(cell, row.name if table == "names" else "")
            wrong = message("language", "near", near=near) if near else message("language", "none")
            yield wrong.at(f"{table}.csv", number, column, cell)


def check_points(case: Case) -> Iterator[Problem]:
    """Check for places whose latitude and longitude are exchanged, or lack a minus."""
    for number, row in case.tables["places"]:
        if row.lat is None or row.lon is None:
            continue
        meant = point_meant(row.host, (row.lat, row.lon))
        if meant:
            host = name_of(row.host) or row.host
            wording = "exchanged" if meant == (row.lon, row.lat) else "sign"
            fields = {"lat": str(meant[0]), "lon": str(meant[1]), "host": host}
            far = message("point", wording, **fields)
            yield far.at("places.csv", number, "lat", f"{row.lat}, {row.lon}")


GIVES = ("lender", "donor")
"""The roles of who gives, whose country tells the direction."""


def check_sides(case: Case) -> Iterator[Problem]:
    """Check for loans and gifts that come from the other side than their direction says."""
    countries = {row.id: row.country for row in case.rows("actors")}
    for number, row in case.tables["engagements"]:
        sides = {"power_to_host": (row.power, row.host), "host_to_power": (row.host, row.power)}
        if row.direction not in sides:
            continue
        giving, taking = sides[row.direction]
        for role in GIVES:
            parties = [read_party(text) for text in row.parties]
            givers = [one for one in parties if one.role == role]
            there = [one.power or countries.get(one.actor) for one in givers]
            if there and all(code in taking and code not in giving for code in there):
                names = ", ".join(one.actor for one in givers)
                said = message(
                    "sides", "giver", role=role, who=names, code=there[0], direction=row.direction
                )
                yield said.at("engagements.csv", number, "parties")


def check_changes_hands(case: Case) -> Iterator[Problem]:
    """Check for loans, gifts, contracts and the like that are said only to concern the host."""
    types = case.taxonomy.words("engagement_type")
    for number, row in case.tables["engagements"]:
        kind = types.get(row.type, {})
        if row.direction == "about_host" and kind.get("money") and kind.get("delivers"):
            wrong = message("about-host", "deal", type=row.type)
            yield wrong.at("engagements.csv", number, "direction", row.direction)


NEVER = ("not_delivered", "declined", "failed")
"""The stages of what did not come to be."""


def check_delivered(case: Case) -> Iterator[Problem]:
    """Check for amounts at `delivered` of what, by all that is said of it, did not come to be."""
    stages: dict[str, list[tuple[int, str]]] = defaultdict(list)
    amounts = []
    for number, row in case.tables["claims"]:
        if row.status != "current" or row.stance != "supports":
            continue
        if row.property == "stage":
            stages[row.subject].append((number, row.value))
        elif row.property == "amount" and row.stage == "delivered":
            amounts.append((number, row.subject))
    for number, subject in amounts:
        told = stages[subject]
        if told and all(stage in NEVER for _, stage in told):
            line, stage = told[0]
            wrong = message("never-delivered", "amount", subject=subject, stage=stage, line=line)
            yield wrong.at("claims.csv", number, "stage", "delivered")


def check_ties(case: Case) -> Iterator[Problem]:
    """Check for ties that stand the wrong way round beside the purchase that made them."""
    relations = case.taxonomy.words("relation")
    bought: dict[tuple[str, str], str] = {}
    for row in case.rows("engagements"):
        parties = [read_party(text) for text in row.parties]
        for buyer in (one.actor for one in parties if one.role == "buyer"):
            for target in (one.actor for one in parties if one.role == "target"):
                bought[buyer, target] = row.id
    held = [
        (number, row)
        for number, row in case.tables["ties"]
        if relations.get(row.relation, {}).get("holds")
    ]
    there = {(row.actor, row.target) for _, row in held}
    for number, row in held:
        name = bought.get((row.target, row.actor))
        if name and (row.target, row.actor) not in there:
            fields = {"actor": row.actor, "relation": row.relation, "target": row.target}
            wrong = message("tie-direction", "tie", engagement=name, **fields)
            yield wrong.at("ties.csv", number, "actor")


FACTORS = {Decimal(1_000): "thousands", Decimal(1_000_000): "millions", Decimal(10**9): "billions"}
LIKE = Decimal("1.3")
"""Two amounts are of one size where neither is more than so many times the other."""


def is_other_scale(value: Decimal, other: Decimal, factors: Iterable[Decimal] = FACTORS) -> bool:
    """Return whether an amount above zero is another counted in thousands, millions or billions."""
    return any(value * factor / LIKE <= other <= value * factor * LIKE for factor in factors)


def check_scales(case: Case) -> Iterator[Problem]:
    """Check for amounts that are a thousand, a million or a billion times below what another source says of the same."""
    rivals: dict[tuple[Any, ...], list[tuple[int, Decimal, str]]] = defaultdict(list)
    for number, row in case.tables["claims"]:
        counts = row.status == "current" and row.stance == "supports" and row.property == "amount"
        if counts and row.unit and row.value and DECIMAL.match(row.value):
            key = (row.subject, row.stage, row.period, row.qualifier, row.unit)
            rivals[key].append((number, Decimal(row.value), row.unit))
    for claims in rivals.values():
        for number, value, unit in claims if len(claims) <= MOST_RIVALS else ():
            yield from _too_small(number, value, unit, claims)


MOST_RIVALS = 200
"""No sum is stated more often by hand, and each is held against each."""


def _too_small(
    number: int, value: Decimal, unit: str, claims: list[tuple[int, Decimal, str]]
) -> Iterator[Problem]:
    for line, other, _ in claims:
        for factor, called in FACTORS.items() if value > 0 else ():
            if is_other_scale(value, other, (factor,)):
                small = message(
                    "scale",
                    "amount",
                    other=f"{other.normalize():f} {unit}",
                    line=line,
                    near=f"{(value * factor).normalize():f}",
                    called=called,
                )
                yield small.at("claims.csv", number, "value", str(value))
                return
