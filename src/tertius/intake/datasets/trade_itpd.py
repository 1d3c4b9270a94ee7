"""Trade by partner and year, 2000 to 2016: ITPD-E in constant dollars of 2010."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tertius.intake.datasets.protocol import Asked, Dataset, DatasetError, Harvest, Join
from tertius.intake.datasets.reading import read_csv
from tertius.intake.datasets.states import label, lost, named

SOURCE = "itpd-e"
FILE = "bilateral_exports.csv.gz"

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

NOTE = "Constant dollars of 2010, services included; exports as reported or estimated by the makers. Not to be set beside nominal figures."


def harvest(data: Path, asked: Asked) -> Harvest:
    """Return what the host sold to and bought from powers and baselines, by year, and their shares."""
    table = _read(data)
    names = sorted(
        {*pc.unique(table["exporter"]).to_pylist(), *pc.unique(table["importer"]).to_pylist()}
    )
    codes = {name: named(name) for name in names}
    own = [name for name, code in codes.items() if code == asked.host]
    last = int(pc.max(table["year"]).as_py()) - asked.back
    found = Harvest(covers=f"{last - asked.years + 1}/{last}")
    if not own:
        found.gaps.append(f"{label(asked.host)} is not in the table.")
        return found
    flows, join = _flows(table, codes, asked.host)
    found.joins.append(join)
    years = [
        year for year in sorted({year for _, year in flows}) if last - asked.years < year <= last
    ]
    found.gaps += [
        f"{label(asked.host)} has no trade in {year}: the file says neither zero nor unknown."
        for year in range(last - asked.years + 1, last + 1)
        if year not in years
    ]
    for flow in ("exports", "imports"):
        for year in years:
            partners = flows.get((flow, year), Counter())
            for other in asked.others:
                _add(found, asked.host, other, flow, year, partners)
    return found


@lru_cache(maxsize=1)
def _read(data: Path) -> pa.Table:
    table = read_csv(
        data / "trade_itpd_2000_2016" / FILE,
        {"year": "whole", "exporter": "text", "importer": "text", "value": "number"},
    )
    _check_values(table)
    return table


def _check_values(table: pa.Table) -> None:
    wrong = pc.index(pc.less(table["value"], 0.0), value=True).as_py()
    if wrong >= 0:
        raise DatasetError(
            f"{FILE}:{wrong + 2} column value: {table['value'][wrong].as_py()} is below zero, which no export is."
        )


def _flows(
    table: pa.Table, codes: Mapping[str, str | None], host: str
) -> tuple[Mapping[tuple[str, int], Counter[str]], Join]:
    """Return the host's trade by direction, year and partner, and what the join of names lost.

    A partner without a code stays in the sum of all trade, under its own name. Sales of a country
    to itself are no trade.
    """
    flows: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    own = [name for name, code in codes.items() if code == host]
    kept, unknown = 0, []
    for flow, here, there in (
        ("exports", "exporter", "importer"),
        ("imports", "importer", "exporter"),
    ):
        side = table.filter(
            pc.and_(
                pc.is_in(table[here], pa.array(own)),
                pc.invert(pc.is_in(table[there], pa.array(own))),
            )
        )
        rows: Iterable[dict[str, Any]] = side.to_pylist()
        for row in rows:
            code = codes[row[there]]
            flows[flow, row["year"]][code or row[there]] += row["value"]
            kept += code is not None
            if code is None:
                unknown.append(row[there])
    what = f"trade of {host} to codes of partners (those without one stay in the total)"
    return flows, Join(what, kept, len(unknown), lost(unknown))


def _add(
    found: Harvest, host: str, other: str, flow: str, year: int, partners: Counter[str]
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
        "source": SOURCE,
        "locator": f"{FILE}, {year}",
        "information": "3",
        "checked": "yes",
        "note": NOTE,
    }
    ending = f"{host}-{other}-{flow}-{year}".lower()
    found.add(
        "observations",
        id=f"trade-value-{ending}",
        indicator="export_value" if flow == "exports" else "import_value",
        qualifier="constant USD of 2010, goods and services",
        value=f"{value:.0f}",
        unit="USD",
        **shared,
    )
    found.add(
        "observations",
        id=f"trade-share-{ending}",
        indicator="trade_share",
        qualifier=flow,
        value=f"{100 * value / total:.4f}",
        unit="pct",
        **shared,
    )


DATASET = Dataset(
    id="itpd-e",
    about="Trade by partner, 2000 to 2016 (ITPD-E)",
    folder="trade_itpd_2000_2016",
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "The International Trade and Production Database for Estimation (ITPD-E), release 1",
        "author": [{"family": name} for name in ("Borchert", "Larch", "Shikher", "Yotov")],
        "issued": {"date-parts": [[2021]]},
        "language": "en",
        "custom": {"outlet": "usitc"},
    },
    outlet={
        "id": "usitc",
        "name": "US International Trade Commission",
        "country": "USA",
        "kind": "official",
        "state_controlled": "no",
    },
    licence="No formal licence seen; its authors call it a public good and ask to be cited (Borchert and others, International Economics 166, 2021).",
    redistributable=False,
    harvest=harvest,
)
