"""Exchange worlds: many at once, each alone and a rebuild agree, and dealing keeps what it says it keeps."""

from collections import Counter, defaultdict
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from many_worlds import altered_by_world, computed, in_world_of, shown
from random_case import cases
from tertius.case.read import Case, Lines
from tertius.worlds.exchange import Deck, Stratum, decked, exchange_of

NUMBERS = range(2)
POWERS = ("RUS", "CHN")
MEASURED = ("presence", "leader", "overlap", "delivery", "delivery_times", "promises")
"""What looks at powers, and at nothing that a rebuild of labels drops."""

steady = settings(
    max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def exchanged(case, name, powers=POWERS):
    computation = computed(case)
    return computation, exchange_of(name, computation.fetch, powers)


def in_worlds(computation, exchange, worlds):
    """By world the rows of every measure in it, all worlds computed in one pass."""
    deals = exchange.deck.draw(7, worlds)
    names = [str(world) for world in worlds]
    found = computation.changed(exchange.changes(deals, names), MEASURED)
    return {name: {m: in_world_of(computation, found, m, name) for m in MEASURED} for name in names}


def told(measures):
    return {name: shown(rows) for name, rows in measures.items()}


@pytest.mark.parametrize("name", ["powers", "niches", "outcomes"])
@steady
@given(case=cases())
def test_many_exchange_worlds_equal_each_alone(name, case):
    """Deals computed together give each measure what each gives when it is computed by itself."""
    computation, exchange = exchanged(case, name)
    together = in_worlds(computation, exchange, NUMBERS)
    for world in NUMBERS:
        alone = in_worlds(computation, exchange, range(world, world + 1))
        assert told(together[str(world)]) == told(alone[str(world)])


def rebuilt(case, computation, labels):
    """The case with settled parties and dealt labels written into its rows, as somebody would by hand."""
    roles = defaultdict(list)
    for party in computation.rows("parties"):
        roles[party["engagement"]].append(party)
    rows = []
    for row in case.rows("engagements"):
        old = tuple(row.power)
        settled = [e for e in computation.rows("engagements") if e["id"] == row.id]
        if settled:
            old = tuple(settled[0]["power"].split(";"))
        new = tuple(labels[row.id].split(";")) if row.id in labels else old
        parties = {
            f"{p['role']}:{p['actor']}" + (f"@{power}" if power else "")
            for p in roles[row.id]
            for power in (new if p["power"] in old and new != old else (p["power"],))
        }
        rows.append(row.model_copy(update={"power": new, "parties": tuple(sorted(parties))}))
    claims = [row for row in case.rows("claims") if row.property not in ("power", "party")]
    tables = {
        **case.tables,
        "engagements": Lines(rows, list(range(2, 2 + len(rows)))),
        "claims": Lines(claims, list(range(2, 2 + len(claims)))),
    }
    return Case(case.folder, case.settings, case.taxonomy, case.sources, tables)


@steady
@given(case=cases())
def test_a_deal_of_powers_equals_a_rebuild_with_the_labels_written_by_hand(case):
    """Every measure in the world of a deal is that of a case in which the dealt labels stand."""
    computation, exchange = exchanged(case, "powers")
    units, cards = exchange.deck.units, [c for s in exchange.deck.strata for c in s.cards]
    deals = exchange.deck.draw(7, NUMBERS)
    worlds = in_worlds(computation, exchange, NUMBERS)
    for world, deal in zip(NUMBERS, deals.tolist(), strict=True):
        label_of = {unit: cards[place] for unit, place in zip(units, deal, strict=True)}
        labels = {
            name: label_of[unit]
            for name, (unit, stratum, _) in exchange._engagement_units.items()
            if unit in label_of
        }
        stakes_move = any(
            cards[place] != cards[at] and isinstance(units[at], tuple)
            for at, place in enumerate(deal)
        )
        alone = computed(rebuilt(case, computation, labels))
        for name in MEASURED:
            if stakes_move and name in ("presence", "leader"):
                continue  # A stake's power stands at the end of a chain, in no cell to write.
            assert shown(worlds[str(world)][name]) == shown(alone.rows(name)), (world, name)


def tops(exchange, rows):
    """How many trees of engagements each power has, by host and standing."""
    trees = {unit for unit, _, _ in exchange._engagement_units.values()}
    return Counter(
        (row["host"], row["exists"], row["ended"], row["power"])
        for row in rows
        if row["id"] in trees
    )


@steady
@given(case=cases())
def test_dealing_powers_keeps_how_much_stands_in_each_sector_and_how_much_each_power_has(case):
    """Over sectors, and over powers, engagements that stand add up to the same in every world."""
    computation, exchange = exchanged(case, "powers")
    names = [str(world) for world in NUMBERS]
    changes = exchange.changes(exchange.deck.draw(7, NUMBERS), names)
    before = computation.rows("engagements")
    for name in names:
        changed = altered_by_world(changes, "engagements")
        if changed is None:
            continue
        touched = {r["family"] for r in changed.touched.to_pylist() if r["world"] == name}
        mine = [r for r in changed.rows.to_pylist() if r["world"] == name]
        there = [r for r in before if r["family"] not in touched]
        there += [{k: v for k, v in r.items() if k != "world"} for r in mine]
        assert Counter((r["host"], r["sector"]) for r in there) == Counter(
            (r["host"], r["sector"]) for r in before
        )
        assert tops(exchange, there) == tops(exchange, before)


@steady
@given(case=cases())
def test_dealing_niches_keeps_each_powers_sorted_totals(case):
    """In each domain of a host a power has the same totals by sector, only in other sectors."""
    computation, exchange = exchanged(case, "niches")
    names = [str(world) for world in NUMBERS]
    found = exchange.changes(exchange.deck.draw(7, NUMBERS), names).altered.get("profiles")
    before = computation.rows("profiles")

    def totals(rows):
        weights = defaultdict(Counter)
        for row in rows:
            place = (row["host"], exchange.domains.get(row["sector"], row["sector"]), row["power"])
            weights[(*place, row["basis"])][row["sector"]] += row["weight"]
        return {key: sorted(w for w in by.values() if w) for key, by in weights.items()}

    for name in names:
        if found is None:
            continue
        key = ("host", "sector", "power", "role")
        gone = {tuple(r[k] for k in key) for r in found.touched.to_pylist() if r["world"] == name}
        mine = [r for r in found.rows.to_pylist() if r["world"] == name]
        there = [r for r in before if tuple(r[k] for k in key) not in gone] + mine
        assert {k: v for k, v in totals(there).items() if v} == {
            k: v for k, v in totals(before).items() if v
        }


def test_an_exchange_of_equals_changes_nothing():
    """Where all cards of a stratum are equal there is nothing to deal, and the deck is empty."""
    deck = decked({"rail": [("a", "RUS"), ("b", "RUS")], "road": [("c", "CHN")]})
    assert deck == Deck(())
    assert deck.deals == 1
    assert deck.draw(1, range(3)).shape == (3, 0)


def test_every_deal_of_two_and_two_is_made_once():
    """Four rows, two of each power: six deals, each labelling the rows otherwise."""
    stratum = Stratum(("a", "b", "c", "d"), ("RUS", "RUS", "CHN", "CHN"))
    assert stratum.deals == 6
    dealt = {tuple(stratum.cards[place] for place in deal) for deal in stratum.every()}
    assert dealt == set(permutations(stratum.cards))
    assert len(list(stratum.every())) == 6


@given(cards=st.lists(st.sampled_from("abc"), min_size=1, max_size=6))
def test_all_deals_are_the_distinct_orders_of_the_cards(cards):
    """Enumeration gives each distinct order of the cards once, and the number of deals is theirs."""
    stratum = Stratum(tuple(range(len(cards))), tuple(cards))
    orders = [tuple(cards[place] for place in deal) for deal in stratum.every()]
    assert sorted(orders) == sorted(set(permutations(cards)))
    assert stratum.deals == len(orders)


def test_a_world_is_dealt_the_same_in_any_batch():
    """The deal of a number depends on the seed and the number alone."""
    deck = decked({"rail": [(n, "RUS" if n % 2 else "CHN") for n in range(9)]})
    whole = deck.draw(5, range(10))
    assert (deck.draw(5, range(6, 10)) == whole[6:]).all()
    assert not (deck.draw(6, range(10)) == whole).all()
