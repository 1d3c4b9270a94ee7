"""Trade by partner and year, 2000 to 2016: ITPD-E in constant dollars of 2010."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tertius.intake.datasets.protocol import Dataset, Harvest, Request
from tertius.intake.datasets.reading import read_csv, read_once
from tertius.intake.datasets.states import named
from tertius.intake.datasets.trade import Trade, check_values, trade_rows

SOURCE = "itpd-e"
FILE = "bilateral_exports.csv.gz"
NOTE = "Constant dollars of 2010, services included; exports as reported or estimated by the makers. Not to be set beside nominal figures."


@read_once("trade_itpd_2000_2016")
def _read(data: Path) -> pa.Table:
    table = read_csv(
        data / "trade_itpd_2000_2016" / FILE,
        {"year": "whole", "exporter": "text", "importer": "text", "value": "number"},
    )
    check_values(table, FILE)
    return table


def harvest(data: Path, asked: Request) -> Harvest:
    """Return what the host sold to and bought from powers and baselines, by year, and their shares."""
    table = _read(data)
    names = {
        name for side in ("exporter", "importer") for name in pc.unique(table[side]).to_pylist()
    }
    trade = Trade(
        table=table,
        codes={name: named(name) for name in sorted(names)},
        source=SOURCE,
        file=FILE,
        worth="constant USD of 2010, goods and services",
        share="",
        note=NOTE,
    )
    return trade_rows(trade, asked)


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
    lays="figures",
    holds="ITPD-E's trade by partner and year",
)
