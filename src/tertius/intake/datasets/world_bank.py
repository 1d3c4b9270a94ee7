"""What a country trades for its size: a file of one indicator as the World Bank's data site gives it.

Such a file begins with its source and the day of its release, and has a row for each country and a
column for each year. Regions and groups of income stand among the countries, with codes of their own.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tertius.evidence.codes import name_of
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Join, Request
from tertius.intake.datasets.reading import read_once, unpacked
from tertius.intake.datasets.states import label, lost

SOURCE = "world-bank-wdi"
FOLDER, FILE = "world_bank", "trade_of_gdp.csv"

HEAD = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]

FLOWS = {"NE.TRD.GNFS.ZS": "total", "NE.EXP.GNFS.ZS": "exports", "NE.IMP.GNFS.ZS": "imports"}
"""By the Bank's code of an indicator which flow it sets beside the product."""

Values = dict[tuple[str, str, int], float]


@read_once(FOLDER)
def _read(data: Path) -> tuple[Values, tuple[str, ...], tuple[int, ...]]:
    """Return the values by country, flow and year, the codes that mean no country, and the years."""
    rows = list(_rows(data / FOLDER / FILE))
    place = next((n for n, (_, cells) in enumerate(rows) if cells[:4] == HEAD), None)
    if place is None:
        raise DatasetError(
            f"{FILE} has no line that begins with {', '.join(HEAD)}. Fetch the CSV file of one indicator, not the table on its page."
        )
    _, head = rows[place]
    years = [(column, int(name)) for column, name in enumerate(head) if name.isdigit()]
    values: Values = {}
    groups = []
    for number, cells in rows[place + 1 :]:
        if len(cells) < len(head):
            raise DatasetError(f"{FILE}:{number} has {len(cells)} cells and the head {len(head)}.")
        country, indicator = cells[1], cells[3]
        if indicator not in FLOWS:
            raise DatasetError(
                f"{FILE}:{number} has the indicator {indicator!r}. Known are {', '.join(FLOWS)}."
            )
        if name_of(country) is None:
            groups.append(country)
            continue
        for column, year in years:
            key = (country, FLOWS[indicator], year)
            if not cells[column]:
                continue
            if key in values:
                raise DatasetError(
                    f"{FILE}:{number} has {country} in {year} a second time. Nothing of the file is used."
                )
            values[key] = _number(cells[column], number, year)
    return values, tuple(groups), tuple(sorted({year for _, _, year in values}))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a file that are not empty, with their numbers."""
    try:
        text = unpacked(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path.name} is not UTF-8: {error}. Save the file as UTF-8.") from None
    reader = csv.reader(io.StringIO(text))
    for cells in reader:
        if any(cells):
            yield reader.line_num, cells


def _number(text: str, number: int, year: int) -> float:
    try:
        value = float(text)
    except ValueError:
        raise DatasetError(f"{FILE}:{number} column {year}: {text!r} is no number.") from None
    if not 0 <= value < float("inf"):
        raise DatasetError(f"{FILE}:{number} column {year}: {text} is no share of trade.")
    return value


def harvest(data: Path, asked: Request) -> Harvest:
    """Return what the host trades with the whole world in percent of its product, by year."""
    values, groups, years = _read(data)
    if not years:
        return Harvest(covers="nothing", gaps=["The file has no value."])
    last = years[-1] - asked.back
    found = Harvest(covers=f"{last - asked.years + 1}/{last}")
    countries = {country for country, _, _ in values}
    found.joins.append(
        Join(
            "codes to countries (groups of countries are none)",
            len(countries),
            len(groups),
            lost(groups),
        )
    )
    flows = sorted({flow for _, flow, _ in values})
    for flow in flows:
        for year in range(last - asked.years + 1, last + 1):
            value = values.get((asked.host, flow, year))
            if value is None:
                found.gaps.append(
                    f"{label(asked.host)}, {flow} {year}: no value, which is no zero."
                )
                continue
            found.add(
                "observations",
                id=f"trade-of-product-{asked.host}-{flow}-{year}".lower(),
                indicator="trade_of_product",
                area=asked.host,
                period=year,
                qualifier=flow,
                value=f"{value:.4f}",
                unit="pct",
                source=SOURCE,
                locator=f"{FILE}, {asked.host}, {year}",
                information="2",
                checked="yes",
                note="Goods and services with the whole world; the Bank names no partner.",
            )
    return found


DATASET = Dataset(
    id=SOURCE,
    about="Trade in percent of the product (World Bank)",
    folder=FOLDER,
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "World Development Indicators",
        "author": [{"literal": "World Bank"}],
        "language": "en",
        "custom": {"outlet": "world-bank-data"},
    },
    outlet={
        "id": "world-bank-data",
        "name": "World Bank, open data",
        "country": "USA",
        "kind": "igo",
        "state_controlled": "no",
    },
    licence="Creative Commons Attribution 4.0, by the Bank's terms for its open data; attribute The World Bank.",
    redistributable=True,
    harvest=harvest,
)
