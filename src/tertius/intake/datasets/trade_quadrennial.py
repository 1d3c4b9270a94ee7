"""Trade by partner every fourth year, 1964 to 2016: nominal dollars, as the package penppml has it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tertius.evidence.codes import name_of
from tertius.intake.datasets.protocol import Dataset, Harvest, Request
from tertius.intake.datasets.reading import read_csv, read_once
from tertius.intake.datasets.trade import Trade, check_values, trade_rows

SOURCE = "penppml-trade"
FOLDER, FILE = "trade_quadrennial_1964_2016", "bilateral_exports.csv.gz"
EVERY = 4
"""Years from one figure of the file to the next, as it is published."""
NOTE = 'Nominal dollars by all signs (the package says "to check").'
STANDS_FOR = {"SRB": "SRB stands for Serbia and Montenegro until 2006."}
CODES = {"MNT": "MNE", "ROM": "ROU", "SVU": "SUN", "TMP": "TLS", "ZAR": "COD"}
"""States that the table has under codes of its own, which it shares with the World Bank's lists of trade."""
TOGETHER = {"BLX": ("BEL", "LUX")}
"""Codes under which two states stand as one partner, in all years."""


@read_once(FOLDER)
def _read(data: Path) -> pa.Table:
    columns = {"time": "whole", "exp": "text", "imp": "text", "export": "number"}
    table = read_csv(data / FOLDER / FILE, columns)
    table = table.rename_columns(["year", "exporter", "importer", "value"])
    check_values(table, FILE)
    return table


def harvest(data: Path, asked: Request) -> Harvest:
    """Return what the host sold to and bought from powers and baselines in every fourth year."""
    table = _read(data)
    codes = {
        code for side in ("exporter", "importer") for code in pc.unique(table[side]).to_pylist()
    }
    trade = Trade(
        table=table,
        codes={
            code: CODES.get(code) or (code if name_of(code) else None) for code in sorted(codes)
        },
        source=SOURCE,
        file=FILE,
        worth="nominal USD, as the package has it",
        share=", nominal",
        note=NOTE,
        stands_for=STANDS_FOR,
        together=TOGETHER,
    )
    return trade_rows(trade, asked, step=EVERY)


DATASET = Dataset(
    id=SOURCE,
    about="Trade by partner every fourth year, 1964 to 2016",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "penppml: bilateral trade every fourth year, 1964 to 2016",
        "author": [{"family": "Zylkin", "given": "Tom"}],
        "language": "en",
        "custom": {"outlet": "penppml"},
    },
    outlet={
        "id": "penppml",
        "name": "penppml (R package)",
        "country": "USA",
        "kind": "academic",
        "state_controlled": "no",
    },
    licence="MIT (tomzylkin/penppml).",
    redistributable=True,
    harvest=harvest,
    lays="figures",
    holds="trade by partner every fourth year",
)
