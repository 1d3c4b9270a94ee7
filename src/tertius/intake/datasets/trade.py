"""A host's trade by partner and year, from any table of who sold how much to whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tertius.evidence.codes import BLOCS
from tertius.evidence.text import several
from tertius.evidence.unions import eu_members
from tertius.intake.datasets.protocol import DatasetError, Harvest, Join, Request
from tertius.intake.datasets.states import label, lost

UNION, FOUNDED = "EU", 1993
"""The bloc whose trade is its members' together, and the year in which its treaty took effect."""


@dataclass(frozen=True)
class Trade:
    """Hold a table of exports (year, exporter, importer, value), and how its numbers are to be read.

    `codes` gives the code behind each name of the table, None for one that has none. `worth` says
    what a value is (prices, what is counted in), `share` what a share is of; `stands_for` what a code
    stands for in this table, said of rows with that state alone. `together` gives the states that a name without a code stands for
    as one partner.
    """

    table: pa.Table
    codes: Mapping[str, str | None]
    source: str
    file: str
    worth: str
    share: str
    note: str
    stands_for: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_values(table: pa.Table, file: str) -> None:
    """Raise DatasetError for an export below zero, and for a second row of one pair in one year."""
    key = ["year", "exporter", "importer"]
    if len(table.group_by(key).aggregate([])) < len(table):
        seen: set[tuple[object, ...]] = set()
        for number, row in enumerate(table.select(key).to_pylist(), start=2):
            pair = tuple(row.values())
            if pair in seen:
                raise DatasetError(
                    f"{file}:{number} has {row['exporter']} to {row['importer']} in {row['year']} a second time. Nothing of the file is used."
                )
            seen.add(pair)
    wrong = pc.index(pc.less(table["value"], 0.0), value=True).as_py()
    if wrong >= 0:
        raise DatasetError(
            f"{file}:{wrong + 2} column value: {table['value'][wrong].as_py()} is below zero, which no export is."
        )


def trade_rows(trade: Trade, asked: Request, *, step: int = 1) -> Harvest:
    """Return what the host sold to and bought from powers and baselines, by year, and their shares.

    The table has every step-th year. A partner without a row in a year is zero or unknown: a gap.
    """
    last = int(pc.max(trade.table["year"]).as_py()) - asked.back
    found = Harvest(covers=f"{last - asked.years + 1}/{last}")
    if asked.host not in trade.codes.values():
        found.gaps.append(_absence(trade, asked.host))
        return found
    there = {UNION, *trade.codes.values()}
    found.gaps += [_absence(trade, other) for other in asked.others if other not in there]
    flows, join = _flows(trade, asked.host)
    found.joins.append(join)
    covered = range(last, last - asked.years, -step)
    years = sorted({year for _, year in flows}.intersection(covered))
    found.gaps += [
        f"{label(asked.host)} has no trade in {year}: the file says neither zero nor unknown."
        for year in sorted(covered)
        if year not in years
    ]
    for flow in ("exports", "imports"):
        for year in years:
            for other in (one for one in asked.others if one in there):
                _add(
                    found, trade, asked.host, other, flow, year, flows.get((flow, year), Counter())
                )
    return found


def _absence(trade: Trade, code: str) -> str:
    """Return in words that a state has no rows of its own, and with whom it stands where it does."""
    if code in BLOCS:
        return f"{label(code)} is a bloc, whose members' trade is not added up here."
    for name, states in trade.together.items():
        if code in states:
            others = " and ".join(label(state) for state in states if state != code)
            return f"{label(code)} stands in the table together with {others} alone, under {name}."
    return f"{label(code)} is under no code of the table that this reader knows."


Flows = Mapping[tuple[str, int], Counter[str]]


def _flows(trade: Trade, host: str) -> tuple[Flows, Join]:
    """Return the host's trade by direction, year and partner, and what the join of names lost.

    A partner without a code stays in the sum of all trade, under its own name. Sales of a country
    to itself are no trade; a value that is not given is no row.
    """
    flows: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    own = pa.array([name for name, code in trade.codes.items() if code == host])
    kept, unknown = 0, []
    for flow, here, there in (
        ("exports", "exporter", "importer"),
        ("imports", "importer", "exporter"),
    ):
        table = trade.table.filter(pc.is_valid(trade.table["value"]))
        mine, theirs = pc.is_in(table[here], own), pc.is_in(table[there], own)
        rows: Iterable[dict[str, Any]] = table.filter(pc.and_(mine, pc.invert(theirs))).to_pylist()
        for row in rows:
            code = trade.codes[row[there]]
            flows[flow, row["year"]][code or row[there]] += row["value"]
            kept += code is not None
            if code is None:
                unknown.append(row[there])
    what = f"trade of {host} to codes of partners (those without one stay in the total)"
    return flows, Join(what, kept, len(unknown), lost(unknown))


def _rows_of(
    trade: Trade, host: str, other: str, year: int, partners: Counter[str]
) -> tuple[list[str], list[str]]:
    """Return the names under which a partner, or a bloc's members, have a row, and the members without one."""
    if other != UNION:
        return [name for name in (other,) if name in partners], []
    if year < FOUNDED:
        return [], []
    members = eu_members(date(year, 12, 31)) - {host}
    joint = {
        name: states
        for name, states in trade.together.items()
        if name in partners and members.issuperset(states)
    }
    covered = members.intersection(partners).union(*joint.values())
    rows = [*members.intersection(partners), *joint]
    return sorted(rows), sorted(members - covered)


def _gap(other: str, flow: str, year: int) -> str:
    if other == UNION and year < FOUNDED:
        return f"{label(other)}, {flow} {year}: it was founded in {FOUNDED}."
    return f"{label(other)}, {flow} {year}: no row, which is zero or unknown."


def _without(missing: Sequence[str], year: int) -> Iterator[str]:
    """Yield that a sum is a lower bound, where members of the bloc have no row, and name them."""
    if missing:
        yield (
            f"At least so much: of {several(len(missing), 'member')} in {year} the table has no row, which is zero "
            f"or unknown ({', '.join(missing)})."
        )


def _add(
    found: Harvest,
    trade: Trade,
    host: str,
    other: str,
    flow: str,
    year: int,
    partners: Counter[str],
) -> None:
    """Add value and share of one partner in one year; nothing where the file has no row of it.

    A sum over members of a bloc of which some have no row is a lower bound, and says so.
    """
    total = sum(partners.values())
    rows, missing = _rows_of(trade, host, other, year, partners)
    if not rows or not total:
        found.gaps.append(_gap(other, flow, year))
        return
    value = sum(partners[name] for name in rows)
    shared = {
        "area": host,
        "counterpart": other,
        "period": year,
        "source": trade.source,
        "locator": f"{trade.file}, {year}",
        "information": "3",
        "checked": "yes",
        "approx": "over" if missing else None,
        "note": " ".join(
            (
                trade.note,
                *_without(missing, year),
                *(trade.stands_for[side] for side in (host, other) if side in trade.stands_for),
            )
        ),
    }
    ending = f"{host}-{other}-{flow}-{year}".lower()
    found.add(
        "observations",
        id=f"{trade.source}-value-{ending}",
        indicator="export_value" if flow == "exports" else "import_value",
        qualifier=trade.worth,
        value=f"{value:.0f}",
        unit="USD",
        **shared,
    )
    found.add(
        "observations",
        id=f"{trade.source}-share-{ending}",
        indicator="trade_share",
        qualifier=f"{flow}{trade.share}",
        value=f"{100 * value / total:.4f}",
        unit="pct",
        **shared,
    )
