"""A host's trade by partner and year, from any table of who sold how much to whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tertius.intake.datasets.protocol import DatasetError, Harvest, Join, Request
from tertius.intake.datasets.states import label, lost

EU_SINCE = {
    **dict.fromkeys(
        ("AUT", "BEL", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "GRC", "IRL", "ITA", "LUX", "NLD"),
        1995,
    ),
    **dict.fromkeys(("PRT", "SWE"), 1995),
    **dict.fromkeys(("CYP", "CZE", "EST", "HUN", "LTU", "LVA", "MLT", "POL", "SVK", "SVN"), 2004),
    "BGR": 2007,
    "ROU": 2007,
    "HRV": 2013,
}
"""Since which year a state is in the European Union; none left before 2017."""


@dataclass(frozen=True)
class Trade:
    """Hold a table of exports (year, exporter, importer, value), and how its numbers are to be read.

    `codes` gives the code behind each name of the table, None for one that has none. `worth` says
    what a value is (prices, what is counted in), `share` what a share is of; `stands_for` what a code
    stands for in this table, said of rows with that state alone.
    """

    table: pa.Table
    codes: Mapping[str, str | None]
    source: str
    file: str
    worth: str
    share: str
    note: str
    stands_for: Mapping[str, str] = field(default_factory=dict)


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
        found.gaps.append(f"{label(asked.host)} is not in the table.")
        return found
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
            for other in asked.others:
                _add(
                    found, trade, asked.host, other, flow, year, flows.get((flow, year), Counter())
                )
    return found


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


def _add(
    found: Harvest,
    trade: Trade,
    host: str,
    other: str,
    flow: str,
    year: int,
    partners: Counter[str],
) -> None:
    """Add value and share of one partner in one year; nothing where the file has no row of it."""
    total = sum(partners.values())
    if other == "EU":
        present = [code for code, since in EU_SINCE.items() if since <= year and code in partners]
        value = sum(partners[code] for code in present)
        is_there = bool(present)
    else:
        is_there, value = other in partners, partners[other]
    if not is_there or not total:
        found.gaps.append(f"{label(other)}, {flow} {year}: no row, which is zero or unknown.")
        return
    shared = {
        "area": host,
        "counterpart": other,
        "period": year,
        "source": trade.source,
        "locator": f"{trade.file}, {year}",
        "information": "3",
        "checked": "yes",
        "note": " ".join(
            (
                trade.note,
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
