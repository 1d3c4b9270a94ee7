"""Trade in goods as countries report it: a CSV file of UN Comtrade, with the partner's own figure beside.

Comtrade numbers countries by codes that are neither ISO nor M49 (842 is the United States), so
countries are read by their ISO letters alone, and its own codes that mean no country are listed.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tertius.evidence.codes import name_of
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Join, Request
from tertius.intake.datasets.reading import read_csv, read_once
from tertius.intake.datasets.states import label, lost

SOURCE = "un-comtrade"
FOLDER, FILE = "un_comtrade", "comtrade.csv"
WORLD = "W00"

ELSEWHERE = {"EUR": "EU", "S19": "TWN", "SCG": "SCG"}
"""Letters of Comtrade's own: the European Union, "Other Asia, nes" (which is Taiwan), and a state gone."""

FLOWS = {"X": ("export_value", "FOB"), "M": ("import_value", "CIF")}
"""By flow the indicator and the usual valuation; re-exports and re-imports are flows of their own."""

KNOWN_FLOWS = frozenset((*FLOWS, "RX", "RM", "DX", "FM", "MIP", "XIP", "MOP", "XOP"))
WORTH = "goods, nominal USD"


@read_once(FOLDER)
def _read(data: Path) -> pa.Table:
    """Return the rows on all goods together. Raises DatasetError for a flow or value that cannot be."""
    texts = ("reporterISO", "partnerISO", "flowCode", "cmdCode", "isReported")
    table = read_csv(
        data / FOLDER / FILE,
        dict.fromkeys(texts, "text") | {"refYear": "whole", "primaryValue": "number"},
        may_be_empty=True,
    )
    for number, flow in enumerate(table["flowCode"].to_pylist(), start=2):
        if flow not in KNOWN_FLOWS:
            raise DatasetError(
                f"{FILE}:{number} has the flow {flow!r}. Known are {', '.join(sorted(KNOWN_FLOWS))}."
            )
    below = pc.index(pc.less(table["primaryValue"], 0.0), value=True).as_py()
    if below >= 0:
        raise DatasetError(
            f"{FILE}:{below + 2} column primaryValue is below zero, which no trade is."
        )
    whole = table.filter(pc.equal(table["cmdCode"], "TOTAL"))
    if table.num_rows and not whole.num_rows:
        raise DatasetError(
            f"{FILE} has no row on all goods (cmdCode TOTAL). Take those along when you download."
        )
    return whole


def harvest(data: Path, asked: Request) -> Harvest:
    """Return the host's trade as it reports it and as its partner does, and shares of what it reports."""
    table = _read(data)
    if not table.num_rows:
        return Harvest(
            covers="nothing",
            gaps=["The file has no row: an empty answer is no proof that nobody trades."],
        )
    last = int(pc.max(table["refYear"]).as_py()) - asked.back
    found = Harvest(covers=f"{last - asked.years + 1}/{last}")
    rows = [row for row in table.to_pylist() if last - asked.years < row["refYear"] <= last]
    ends = [row[end] for row in rows for end in ("reporterISO", "partnerISO")]
    unknown = [code for code in ends if code != WORLD and _code(code) is None]
    found.joins.append(
        Join(
            "codes of reporters and partners", len(ends) - len(unknown), len(unknown), lost(unknown)
        )
    )
    values = {}
    for row in rows:
        key = (_code(row["reporterISO"]), _code(row["partnerISO"]), row["flowCode"], row["refYear"])
        if row["flowCode"] in FLOWS and row["primaryValue"] is not None:
            if key in values:
                raise DatasetError(
                    f"{FILE} has the trade of {key[0]} with {key[1]} in {key[3]} ({key[2]}) a second time. Nothing of the file is used."
                )
            values[key] = (row["primaryValue"], row["isReported"].lower() not in ("false", "0"))
    for year in range(last - asked.years + 1, last + 1):
        for flow in FLOWS:
            for other in asked.others:
                _add(found, values, asked.host, other, flow, year)
    return found


def _code(letters: str) -> str | None:
    """Return the code of Comtrade's letters; None for a group, an area not specified, or the world."""
    if letters == WORLD:
        return WORLD
    return ELSEWHERE.get(letters) or (letters if name_of(letters) else None)


Values = dict[tuple[str | None, str | None, str, int], tuple[float, bool]]


def _add(found: Harvest, values: Values, host: str, other: str, flow: str, year: int) -> None:
    """Add what host and partner each report of one flow in one year, and the host's share."""
    indicator, valued = FLOWS[flow]
    mirror = "M" if flow == "X" else "X"
    sides = (
        ("own", values.get((host, other, flow, year)), label(host), valued),
        ("mirror", values.get((other, host, mirror, year)), label(other), FLOWS[mirror][1]),
    )
    if not any(value for _, value, _, _ in sides):
        found.gaps.append(f"{label(other)}, {indicator} {year}: no row, which is zero or unknown.")
        return
    for side, value, reporter, valuation in sides:
        if value is None:
            continue
        estimated = "" if value[1] else ", estimated by the United Nations"
        found.add(
            "observations",
            id=f"comtrade-{side}-{host}-{other}-{indicator}-{year}".lower().replace("_", "-"),
            indicator=indicator, area=host, counterpart=other, period=year, qualifier=WORTH,
            value=f"{value[0]:.0f}", unit="USD", source=SOURCE, information="2", checked="yes",
            locator=f"{FILE}, reporter {reporter}, {year}",
            note=f"Reported by {reporter}{estimated}, usually {valuation}. Host and partner differ by freight, timing and re-exports.",
        )  # fmt: skip
    whole = values.get((host, WORLD, flow, year))
    own = sides[0][1]
    if whole and own and whole[0] > 0:
        found.add(
            "observations",
            id=f"comtrade-share-{host}-{other}-{indicator}-{year}".lower().replace("_", "-"),
            indicator="trade_share", area=host, counterpart=other, period=year,
            qualifier=f"{'exports' if flow == 'X' else 'imports'}, {WORTH}",
            value=f"{100 * own[0] / whole[0]:.4f}", unit="pct", source=SOURCE, information="2",
            checked="yes", locator=f"{FILE}, reporter {label(host)}, {year}",
            note="Of all goods that the host reports with the world.",
        )  # fmt: skip


DATASET = Dataset(
    id=SOURCE,
    about="Trade in goods as countries report it (UN Comtrade)",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "UN Comtrade",
        "author": [{"literal": "United Nations Statistics Division"}],
        "language": "en",
        "custom": {"outlet": "un-statistics"},
    },
    outlet={
        "id": "un-statistics",
        "name": "United Nations Statistics Division",
        "country": "USA",
        "kind": "igo",
        "state_controlled": "no",
    },
    licence="UN Comtrade's own terms; its data may not be passed on in bulk.",
    redistributable=False,
    harvest=harvest,
)
