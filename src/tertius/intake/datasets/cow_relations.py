"""Alliances and shared organisations by year: ATOP to 2018 and the Correlates of War to 2014."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tertius.intake.datasets.protocol import Dataset, Harvest, Request
from tertius.intake.datasets.reading import read_csv, read_once
from tertius.intake.datasets.states import label, number_of

SOURCE = "peacesciencer"
FOLDER = "peacesciencer_cow"
ALLIANCES, ORGANISATIONS = "atop_alliance.csv.gz", "cow_igo_ndy.csv.gz"

DUTIES = {
    "atop_defense": "defence",
    "atop_offense": "offence",
    "atop_neutral": "neutrality",
    "atop_nonagg": "non-aggression",
    "atop_consul": "consultation",
}
"""The duties that a treaty may lay on a state, by the column that says so."""


def harvest(data: Path, asked: Request) -> Harvest:
    """Return, for the last year that each table covers, duties of alliance and shared organisations."""
    alliances, shared = _read(data)
    last_treaty, last_shared = (
        int(pc.max(t["year"]).as_py()) - asked.back for t in (alliances, shared)
    )
    found = Harvest(covers=f"alliances of {last_treaty}, organisations of {last_shared}")
    found.gaps.append(
        f"After {last_treaty} nothing is known of alliances, and after {last_shared} nothing of organisations: that is no zero."
    )
    for other in asked.others:
        _alliance(found, alliances, asked.host, other, last_treaty)
        _organisations(found, shared, asked.host, other, last_shared)
    return found


@read_once(FOLDER)
def _read(data: Path) -> tuple[pa.Table, pa.Table]:
    pair = dict.fromkeys(("ccode1", "ccode2", "year"), "number")
    alliances = read_csv(data / FOLDER / ALLIANCES, pair | dict.fromkeys(DUTIES, "number"))
    return alliances, read_csv(data / FOLDER / ORGANISATIONS, pair | {"dyadigos": "number"})


def _unnumbered(found: Harvest, host: str, other: str, year: int, what: str) -> bool:
    """Add a gap for each of a pair that has no number in a year; return whether one has none."""
    nameless = [code for code in (host, other) if number_of(code, year) is None]
    for code in nameless:
        gap = (
            f"{label(code)} has no number of its own in {year}, so no {what} of it is in the table."
        )
        if gap not in found.gaps:
            found.gaps.append(gap)
    return bool(nameless)


def _of_year(table: pa.Table, year: int) -> pa.Table:
    return table.filter(pc.equal(table["year"], float(year)))


def _rows(table: pa.Table, host: str, other: str, year: int) -> list[dict[str, float]]:
    """Return the rows of a pair in a year, whichever way round it stands."""
    pair = {float(number) for code in (host, other) if (number := number_of(code, year))}
    years = _of_year(table, year)
    return [
        row
        for row in years.filter(pc.is_in(years["ccode1"], pa.array(sorted(pair)))).to_pylist()
        if {row["ccode1"], row["ccode2"]} == pair
    ]


def _unlisted(table: pa.Table, host: str, other: str, year: int) -> list[str]:
    """Return which of a pair stands in no row of a year at all, whoever is beside it."""
    years = _of_year(table, year)
    listed = {
        number for end in ("ccode1", "ccode2") for number in pc.unique(years[end]).to_pylist()
    }
    return [code for code in (host, other) if number_of(code, year) not in listed]


def _alliance(found: Harvest, table: pa.Table, host: str, other: str, year: int) -> None:
    if _unnumbered(found, host, other, year, "alliance"):
        return
    # The table lists alliances alone, so a state that it never names may be one that nobody watched.
    if unlisted := _unlisted(table, host, other, year):
        gaps = [
            f"{label(code)} is in no row of the alliances of {year}: it has none, or nobody looked."
            for code in unlisted
        ]
        found.gaps += [gap for gap in gaps if gap not in found.gaps]
        return
    rows = _rows(table, host, other, year)
    duties = [word for column, word in DUTIES.items() if any(row[column] for row in rows)]
    found.add(
        "observations",
        id=f"alliance-{host}-{other}-{year}".lower(),
        indicator="alliance_duties",
        area=host,
        counterpart=other,
        period=year,
        value=len(duties),
        source=SOURCE,
        locator=f"{ALLIANCES}, {year}",
        information="2",
        checked="yes",
        note=f"Duties: {', '.join(duties)}."
        if duties
        else "The table, which lists alliances only, has no row of the two in a year that it covers.",
    )


def _organisations(found: Harvest, table: pa.Table, host: str, other: str, year: int) -> None:
    if _unnumbered(found, host, other, year, "organisation"):
        return
    rows = _rows(table, host, other, year)
    if not rows or rows[0]["dyadigos"] is None or rows[0]["dyadigos"] < 0:
        found.gaps.append(
            f"{label(host)} and {label(other)}, {year}: no row on shared organisations."
        )
        return
    found.add(
        "observations",
        id=f"organisations-{host}-{other}-{year}".lower(),
        indicator="shared_organisations",
        area=host,
        counterpart=other,
        period=year,
        value=f"{rows[0]['dyadigos']:.0f}",
        unit="organisations",
        source=SOURCE,
        locator=f"{ORGANISATIONS}, {year}",
        information="2",
        checked="yes",
    )


DATASET = Dataset(
    id="cow-relations",
    about="Alliances to 2018 and shared organisations to 2014 (ATOP, Correlates of War)",
    folder=FOLDER,
    files=(ALLIANCES, ORGANISATIONS),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "peacesciencer: ATOP 5.0 and Correlates of War, directed dyad-years",
        "author": [{"family": "Miller", "given": "Steven V."}],
        "issued": {"date-parts": [[2022]]},
        "language": "en",
        "custom": {"outlet": "correlates-of-war"},
    },
    outlet={
        "id": "correlates-of-war",
        "name": "Correlates of War Project",
        "country": "USA",
        "kind": "academic",
        "state_controlled": "no",
    },
    licence="Free with citation of peacesciencer (Miller 2022), ATOP and the Correlates of War.",
    redistributable=True,
    harvest=harvest,
)
