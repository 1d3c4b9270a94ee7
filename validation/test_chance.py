"""Exchange worlds against numbers printed or counted elsewhere."""

import csv
from collections import defaultdict
from math import comb
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from many_worlds import altered_by_world
from tertius.engine.lazy import ibis
from tertius.evidence.taxonomy import published
from tertius.measures.entries import entries
from tertius.measures.likeness import (
    likeness_overall,
    meetings,
    profiles,
    totals,
    totals_of_pairs,
)
from tertius.worlds.exchange import NichesExchange, PowersExchange

DATA = Path(__file__).parent / "data"
TEXT, WHOLE, TRUTH, DAY = pa.string(), pa.int64(), pa.bool_(), pa.date32()
NUMBER = pa.decimal128(38, 6)
ENGAGEMENTS = pa.schema(
    [
        *((name, TEXT) for name in ("id", "family", "type", "power", "host", "domain", "sector")),
        *((name, TEXT) for name in ("direction", "scope", "exists")),
        *((name, TRUTH) for name in ("ended", "counts", "money", "umbrella")),
        ("stage_order", NUMBER),
        ("amount", NUMBER),
        *((name, DAY) for name in ("start_last", "since", "until_last")),
    ]
)
PARTIES = pa.schema([(n, TEXT) for n in ("family", "engagement", "role", "actor", "power")])
STAKES = pa.schema([(n, TEXT) for n in ("component", "host", "sector", "power", "id", "domain")])
HOLDINGS = pa.schema([(n, TEXT) for n in ("id", "actor", "target")])
ANCESTORS = pa.schema([(n, TEXT) for n in ("id", "family", "ancestor")])
PROFILES = pa.schema(
    [
        *((name, TEXT) for name in ("host", "sector", "power", "role", "basis")),
        ("rows", WHOLE),
        ("weight", NUMBER),
    ]
)
SCHOENER, PIANKA = "schoener", "pianka"


def deed(name, power, sector, host="SRB"):
    return {
        "id": name,
        "family": name,
        "power": power,
        "host": host,
        "domain": "economy",
        "sector": sector,
        "direction": "power_to_host",
        "scope": "core",
        "exists": "yes",
        "ended": False,
        "counts": True,
        "money": False,
        "umbrella": False,
    }


def exchange_among(deeds, parties=()):
    """The powers of some deals, dealt among those that have one set of hosts."""
    return PowersExchange(
        pa.Table.from_pylist(deeds, schema=ENGAGEMENTS),
        pa.Table.from_pylist(parties, schema=PARTIES),
        STAKES.empty_table(),
        HOLDINGS.empty_table(),
        ANCESTORS.empty_table(),
        frozenset({"RUS", "CHN"}),
    )


def in_every_world(base, altered, worlds, per):
    """A table as each world has it, with a column that names the world."""
    there = defaultdict(list)
    gone = defaultdict(set)
    if altered is not None:
        for row in altered.rows.to_pylist():
            there[row["world"]].append(row)
        for row in altered.touched.to_pylist():
            gone[row["world"]].add(tuple(row[name] for name in per))
    rows = base.to_pylist()
    found = [
        {**row, "world": world}
        for world in worlds
        for row in rows
        if tuple(row[name] for name in per) not in gone[world]
    ]
    found += [row for world in worlds for row in there[world]]
    schema = pa.schema([("world", TEXT), *base.schema])
    return ibis.memtable(pa.Table.from_pylist(found, schema=schema))


def indices(profiled, column):
    """By world, an index of overlap of every pair in all sectors together."""
    pairs = totals_of_pairs.function(totals.function(profiled))
    found = likeness_overall.function(pairs, meetings.function(profiled)).to_pyarrow().to_pylist()
    by_world = defaultdict(list)
    for row in found:
        if row["basis"] == "count" and row["power"] < row["other"]:
            by_world[row["world"]].append(row[column])
    return by_world


def dealt_overlap(exchange, places):
    """Schoener's D in the world of each deal, and last as the rows lie."""
    names = [str(number) for number in range(len(places))]
    changes = exchange.changes(places, names)
    worlds = [*names, "observed"]
    deeds, parties = (
        in_every_world(table, altered_by_world(changes, name), worlds, ("family",))
        for name, table in (("engagements", exchange.engagements), ("parties", exchange.parties))
    )
    domains = ibis.memtable(pa.table({"sector": ["none"], "domain": ["economy"]}))
    profiled = profiles.function(entries.function(deeds, parties, domains))
    found = indices(profiled, SCHOENER)
    return np.array([found[world][0] if found[world] else 0.0 for world in worlds])


def frozen_deals(*, roles):
    """The deals of Russia and China in Serbia, and who plays which role in them.

    The one deal of both powers stays what it is, as in the numbers to compare with: it is put among
    rows of another set of hosts, of which it is the only one, and brought back.
    """
    with (DATA / "serbia_deals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sectors, labels = defaultdict(set), {}
    for row in rows:
        sectors[row["id"]].add(row["sector"])
        labels[row["id"]] = row["label"]
    deeds = [deed(name, labels[name], ";".join(sorted(sectors[name]))) for name in sorted(labels)]
    parties = [
        {
            "family": row["id"],
            "engagement": row["id"],
            "role": row["role"],
            "actor": f"{row['power']}-{row['role']}".lower(),
            "power": row["power"],
        }
        for row in rows
        if row["role"] and roles
    ]
    single = [one for one in deeds if ";" not in one["power"]]
    return deeds, single, parties


def overlap_of_frozen_deals(worlds, *, roles):
    deeds, single, parties = frozen_deals(roles=roles)
    places = exchange_among(single).deck.draw(2020, range(worlds))
    among_all = exchange_among(deeds, parties)
    units = among_all.deck.units
    column = {unit: number for number, unit in enumerate(exchange_among(single).deck.units)}
    every = np.tile(np.arange(len(units)), (worlds, 1))
    place_of = {unit: number for number, unit in enumerate(units)}
    moved = [place_of[unit] for unit in column]
    every[:, moved] = np.array(moved)[places[:, [column[unit] for unit in column]]]
    return dealt_overlap(among_all, every)


def test_serbias_deals_differ_no_more_than_a_common_pool_would_have_them():
    """D over sector and role 0.24878: dealt 57 rows within the host, mean 0.279, 5 to 95% 0.196 to 0.362, below 0.5 in all."""
    *worlds, observed = overlap_of_frozen_deals(1000, roles=True)
    assert observed == pytest.approx(0.24878, abs=5e-6)
    assert np.mean(worlds) == pytest.approx(0.279, abs=0.008)
    assert np.quantile(worlds, [0.05, 0.95]) == pytest.approx([0.196, 0.362], abs=0.015)
    assert np.mean(np.array(worlds) < 0.5) == 1
    assert np.mean(np.array(worlds) <= 0.249) == pytest.approx(0.27, abs=0.05)


def test_serbias_deals_over_sectors_alone():
    """D over sectors alone 0.539: dealt, mean 0.611, 5 to 95% 0.492 to 0.712, below 0.5 in 6.2%."""
    *worlds, observed = overlap_of_frozen_deals(1000, roles=False)
    assert observed == pytest.approx(0.539, abs=5e-4)
    assert np.mean(worlds) == pytest.approx(0.611, abs=0.008)
    assert np.quantile(worlds, [0.05, 0.95]) == pytest.approx([0.492, 0.712], abs=0.015)
    assert np.mean(np.array(worlds) < 0.5) == pytest.approx(0.062, abs=0.02)
    assert np.mean(np.array(worlds) <= observed + 1e-9) == pytest.approx(0.15, abs=0.04)


def profile_of(counts):
    """A table of profiles from weights by (power, sector)."""
    rows = [
        {
            "host": "SRB",
            "sector": sector,
            "power": power,
            "role": "",
            "basis": "count",
            "rows": 1,
            "weight": weight,
        }
        for (power, sector), weight in counts.items()
        if weight
    ]
    return pa.Table.from_pylist(rows, schema=PROFILES)


def shuffled(table, domains, powers, column, worlds):
    """An index of overlap, averaged over pairs, in RA3 worlds, and last as observed."""
    exchange = NichesExchange(table, domains, frozenset(powers))
    names = [str(number) for number in range(worlds)]
    places = exchange.deck.draw(2020, range(worlds))
    altered = exchange.changes(places, names).altered["profiles"]
    every = [*names, "observed"]
    per = ("host", "sector", "power", "role")
    found = indices(in_every_world(table, altered, every, per), column)
    return np.array([np.mean(found[world]) for world in every])


@pytest.mark.parametrize(
    ("within", "mean", "share"), [("everything", 0.447, 0.89), ("domains", 0.464, 0.82)]
)
def test_serbias_niches_overlap_rather_more_than_independent_ones(within, mean, share):
    """RA3 over sectors alone: mean 0.447, at most the observed in 89%; within domains 0.464 and 82%."""
    counts = defaultdict(int)
    deeds, _, _ = frozen_deals(roles=False)
    for one in deeds:
        for sector in one["sector"].split(";"):
            for power in one["power"].split(";"):
                counts[power, sector] += 1
    entry = published().words("sector")
    domains = {
        sector: "all" if within == "everything" else entry.get(sector, {"domain": sector})["domain"]
        for _, sector in counts
    }
    *worlds, observed = shuffled(profile_of(counts), domains, ("RUS", "CHN"), SCHOENER, 1000)
    assert observed == pytest.approx(0.539, abs=5e-4)
    assert np.mean(worlds) == pytest.approx(mean, abs=0.012)
    assert np.mean(np.array(worlds) <= observed + 1e-9) == pytest.approx(share, abs=0.04)


def test_macarthurs_warblers():
    """Pianka's index under RA3 (EcoSimR): observed 0.55514, mean 0.39145, variance 0.00228, upper tail 0.003."""
    with (DATA / "warblers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = {
        (row["species"], zone): round(10 * float(value))
        for row in rows
        for zone, value in row.items()
        if zone != "species"
    }
    species = [row["species"] for row in rows]
    zones = {zone: "tree" for _, zone in counts}
    *worlds, observed = shuffled(profile_of(counts), zones, species, PIANKA, 1000)
    assert observed == pytest.approx(0.55514, abs=5e-6)
    assert np.mean(worlds) == pytest.approx(0.3899, abs=0.006)
    assert np.var(worlds) == pytest.approx(0.00233, abs=0.0004)
    assert np.mean(np.array(worlds) >= observed) <= 0.012


def test_four_rows_in_two_sectors():
    """Two rows in each of two sectors, two of each power: D over the six deals is 0, 1, 1, 1, 1, 0."""
    deeds = [deed("a", "RUS", "rail"), deed("b", "RUS", "rail"), deed("c", "CHN", "road")]
    exchange = exchange_among([*deeds, deed("d", "CHN", "road")])
    places = exchange.deck.every()
    *worlds, observed = dealt_overlap(exchange, places)
    assert exchange.deck.deals == 6
    assert sorted(worlds) == [0, 0, 1, 1, 1, 1]
    assert observed == 0
    assert np.mean(np.array(worlds) <= observed) == pytest.approx(1 / 3)


def right_cups(exchange, places):
    """In how many cups of the first kind the first label stands, by deal."""
    cards = [card for stratum in exchange.deck.strata for card in stratum.cards]
    first = [at for at, unit in enumerate(exchange.deck.units) if unit.startswith("milk")]
    return [sum(cards[place] == "RUS" for place in deal[first]) for deal in places]


def test_fishers_tea():
    """Eight cups, four of each kind: all four right in 1 of 70 deals, at least three in 17 of 70."""
    cups = [deed(f"milk-{n}", "RUS", "rail") for n in range(4)]
    cups += [deed(f"tea-{n}", "CHN", "road") for n in range(4)]
    exchange = exchange_among(cups)
    right = right_cups(exchange, exchange.deck.every())
    assert len(right) == comb(8, 4) == 70
    assert sum(count == 4 for count in right) == 1
    assert sum(count >= 3 for count in right) == 17


def test_four_rows_of_fifty_seven():
    """57 rows, 26 of one power, four in the sector: it has all four in 0.03785, and leads in 0.24189."""
    labels = ["RUS"] * 26 + ["CHN"] * 31
    deeds = [
        deed(f"{'milk' if n < 4 else 'other'}-{n:02}", label, "rail" if n < 4 else "road")
        for n, label in enumerate(labels)
    ]
    exchange = exchange_among(deeds)
    assert exchange.deck.deals == comb(57, 26)
    right = np.array(right_cups(exchange, exchange.deck.draw(1, range(4000))))
    assert np.mean(right == 4) == pytest.approx(0.03785, abs=0.009)
    assert np.mean(right >= 3) == pytest.approx(0.24189, abs=0.02)
