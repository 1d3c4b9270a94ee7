"""Who in a host stands between two powers, and how much room their own ties leave the host."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import permutations
from typing import Any

from tertius.engine.lazy import Table, ibis, pa
from tertius.engine.step import arrow_of, step, union
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import NETWORK
from tertius.facts.measure import measure, number, text
from tertius.facts.subjects import YES, is_standing
from tertius.facts.texts import GROUP, HOST, SIDE, ids, words
from tertius.measures.bonds import COMPLEMENTS
from tertius.measures.control import Ownership
from tertius.measures.networks import (
    burt_constraint,
    effective_size,
    open_paths,
    proportions,
    role_of,
)
from tertius.measures.standings import AGAINST

NO_CONTACT = ("sanction", "expulsion", "interference", "vote", "statement")
"""Types of engagement that bring nobody together: punishments, covert acts, ballots and words."""

ABSENT = ("decliner", "voter_for", "voter_against", "abstainer")
"""Roles in which an actor is at no table with the others."""

ROLE = words(liaison="", representative="", gatekeeper="", itinerant="", coordinator="")

EGO = ""
"""Stands for the host among the ends of a strand."""

BROKERAGE = {
    **dict.fromkeys(("world", "host", "broker", "power", "other", "role"), "string"),
    **dict.fromkeys(("power_ties", "other_ties", "direct_ties", "two_paths"), "int64"),
}
CONSTRAINT = {
    **dict.fromkeys(("world", "host", "power"), "string"),
    **dict.fromkeys(("constraint", "redundancy", "effective_size"), "float64"),
    "ties": "int64",
}


@step(per=("family",), cut=True)
def contacts(
    engagements: Table,
    parties: Table,
    ties: Table,
    actor_groups: Table,
    case_hosts: Table,
    *,
    as_of: date,
) -> Table:
    """Return who is in contact with whom in each host: parties of an engagement, and ends of a tie.

    Where no party acts for a power, its state stands in for it, and so does the host's where the host has no
    party; two states that stand in are in no contact with each other by that. A tie of which
    neither end belongs to a host concerns every host, and is marked as not local.
    """
    key = ["world", "family", "host", "id"]
    codes = actor_groups.select("actor", "code")
    met = engagements.filter(
        (engagements.exists == YES)
        & ~engagements.ended
        & (engagements.scope != "background")
        & (engagements.direction != "about_host")
        & ~engagements.type.isin(NO_CONTACT)
    )
    met = met.select("world", "family", "id", "power", host=met.host.split(";").unnest())
    met = met.semi_join(case_hosts, "host").select(*key, "power")
    there = parties.filter(~parties.role.isin(ABSENT))
    there = there.select("world", "family", "actor", id="engagement", acts_for="power")
    named = met.select(*key).join(there, ["world", "family", "id"]).left_join(codes, "actor")
    named = named.select(*key, "actor", "acts_for", "code")
    members = [
        named.select(*key, "actor", stands_in=ibis.literal(False)),
        met.anti_join(named.filter(named.code == named.host).select(*key), key).select(
            *key, actor=ibis._.host.lower(), stands_in=ibis.literal(False)
        ),
    ]
    powers = met.mutate(power=met.power.split(";").unnest())
    acting = [named.select(*key, power="acts_for"), named.select(*key, power="code")]
    missing = powers.anti_join(union(acting), [*key, "power"])
    members.append(missing.select(*key, actor=missing.power.lower(), stands_in=ibis.literal(True)))
    table = union(members).distinct()
    pairs = table.join(table.select(*key, target="actor", other_stands_in="stands_in"), key)
    pairs = pairs.filter((pairs.actor < pairs.target) & ~(pairs.stands_in & pairs.other_stands_in))
    at_tables = pairs.select(*key, "actor", "target", is_local=ibis.literal(True))
    return at_tables.union(_by_tie(ties, codes, case_hosts, as_of)).distinct()


def _by_tie(ties: Table, codes: Table, case_hosts: Table, as_of: date) -> Table:
    """Return the contacts that ties make: in the host of either end, else in every host."""
    columns = ("world", "family", "host", "id", "actor", "target", "is_local")
    held = ties.filter((ties.relation != AGAINST) & (ties.actor != ties.target))
    held = held.filter(is_standing(held.start_first, held.until_last, ibis.literal(as_of)))
    ends = held.select(
        "world",
        "family",
        "id",
        actor=ibis.least(held.actor, held.target),
        target=ibis.greatest(held.actor, held.target),
    )
    coded = ends.left_join(codes, "actor", rname="{name}_of")
    coded = coded.select(*ends.columns, "code")
    coded = coded.left_join(
        codes.select(target="actor", other_code="code"), "target", rname="{name}_of"
    ).select(*ends.columns, "code", "other_code")
    hosts = [coded.select(*ends.columns, host=coded[name]) for name in ("code", "other_code")]
    local = union(hosts).distinct().semi_join(case_hosts, "host")
    at_home = local.mutate(is_local=ibis.literal(True))
    outside = ends.anti_join(local, ["world", "family", "id"]).cross_join(case_hosts)
    abroad = outside.mutate(is_local=ibis.literal(False))
    return at_home.select(*columns).union(abroad.select(*columns))


def _brokerage_rests_on(
    row: Row, named: Collection[str], *, contacts: Rows, actor_groups: Rows, holdings: Rows
) -> RestsOn:
    """Return the broker's contacts with both sides, and those between the two sides."""
    groups = actor_groups.made(_groups)
    pair = {row["power"], row["other"]}
    here = contacts.where(host=row["host"])
    seen = ties_between((one["actor"], one["target"], one["is_local"]) for one in here)
    counted = set()
    for contact in here:
        ends = contact["actor"], contact["target"]
        sides = {end: side_of(end, groups) for end in ends}
        far = {sides[end] for end in ends if end != row["broker"]}
        own = row["broker"] in ends and bool(far & pair)
        if ends in seen and (own or set(sides.values()) == pair):
            counted.add(contact["id"])
    return RestsOn(holdings.made(Ownership).with_those_behind(counted))


def _groups(actor_groups: Rows) -> dict[str, str]:
    return {row["actor"]: row["group_name"] for row in actor_groups}


@measure(
    "Who stands between two powers?",
    place=180,
    per=("host",),
    key=("host", "broker", "power", "other"),
    columns={
        "host": HOST,
        "broker": text(
            "The actor in contact with both sides, by its id; the host itself included.",
            ids("actors"),
        ),
        "power": text("The one side: a group of case.yml, or a power that is in none.", GROUP),
        "other": text("The other side.", GROUP),
        "role": text(
            "`liaison`, `representative`, `gatekeeper`, `itinerant` or `coordinator`, by the broker's own group.",
            ROLE,
        ),
        "power_ties": number("With how many actors of the one side it is in contact."),
        "other_ties": number("With how many of the other."),
        "direct_ties": number(
            "How many contacts the actors of the two sides have with each other here."
        ),
        "two_paths": number(
            "How many pairs of actors, one of each side, meet through it and not directly.",
            label="pairs that meet through it alone",
        ),
    },
    shape=BROKERAGE,
    evidence=_brokerage_rests_on,
    answered_by="engagements or ties that bring the host and the powers together",
    exchanges=NETWORK,
)
def brokerage(
    contacts: "pa.Table", actor_groups: "pa.Table", actor_rows: "pa.Table", case_powers: "pa.Table"
) -> "pa.Table":
    """For each host the actors in contact with both of two groups of powers, and in which role.

    Groups are those of case.yml; a power outside them is its own, and an actor belongs to the group of
    its country. A broker joins one actor of the first group to one of the second who are in no contact
    themselves: `two_paths` counts these pairs. The role is that of Gould and Fernandez (1989), by the broker's
    own group: `liaison` where it belongs to neither, `representative` where it leads its own group out to the
    other, `gatekeeper` where it lets the other in. Within a group of several powers of the case it is
    `itinerant`, or `coordinator` for a member. That two powers are rivals is nowhere assumed. Persons
    count as contacts and are not listed, because persons are not ranked here.
    """
    groups = _pairs_of(actor_groups, "actor", "group_name")
    powers = _pairs_of(case_powers, "power", "group_name")
    people = {
        name for name, kind in _pairs_of(actor_rows, "id", "kind").items() if kind == "Person"
    }
    webs: dict[tuple[str, str], set[tuple[str, str, bool]]] = defaultdict(set)
    for row in contacts.select(["world", "host", "actor", "target", "is_local"]).to_pylist():
        webs[row["world"], row["host"]].add((row["actor"], row["target"], row["is_local"]))
    cache: dict[tuple[str, frozenset[tuple[str, str, bool]]], list[dict[str, Any]]] = {}
    lines = []
    for (world, host), web in sorted(webs.items()):
        seen = host, frozenset(web)
        if seen not in cache:
            cache[seen] = list(brokers(web, groups, powers, people))
        lines += [{"world": world, "host": host, **line} for line in cache[seen]]
    return arrow_of(lines, BROKERAGE)


def _pairs_of(rows: "pa.Table", key: str, value: str) -> dict[str, str]:
    return dict(zip(rows[key].to_pylist(), rows[value].to_pylist(), strict=True))


def side_of(actor: str, groups: Mapping[str, str]) -> str:
    """Return the group of an actor; one in no list is a state, and its code is its group."""
    return groups.get(actor, actor.upper())


def ties_between(web: Iterable[tuple[str, str, bool]]) -> set[tuple[str, str]]:
    """Return a host's contacts: local ones, and those abroad that touch an actor of local ones."""
    rows = list(web)
    local = {(one, other) for one, other, is_local in rows if is_local}
    actors = {actor for tie in local for actor in tie}
    return local | {(one, other) for one, other, _local in rows if {one, other} & actors}


def brokers(
    web: Iterable[tuple[str, str, bool]],
    groups: Mapping[str, str],
    powers: Mapping[str, str],
    unlisted: set[str],
) -> Iterator[dict[str, Any]]:
    """Yield the brokers of one host's contacts, for each ordered pair of groups of powers."""
    ahead: dict[str, set[str]] = defaultdict(set)
    direct: Counter[tuple[str, str]] = Counter()
    for one, other in sorted(ties_between(web)):
        ahead[one].add(other)
        ahead[other].add(one)
        ends = side_of(one, groups), side_of(other, groups)
        direct.update({ends, ends[::-1]})
    size = Counter(powers.values())
    pairs = [*permutations(size, 2), *((name, name) for name in size if size[name] > 1)]
    for broker in sorted(set(ahead) - unlisted):
        ties = Counter(side_of(actor, groups) for actor in ahead[broker])
        own = side_of(broker, groups)
        joined = [(first, second) for first, second in pairs if min(ties[first], ties[second]) > 0]
        joined = [(a, b) for a, b in joined if a != b or ties[a] > 1]
        if not joined:
            continue
        paths = Counter(
            (side_of(first, groups), side_of(second, groups))
            for first, second in open_paths(ahead, ahead[broker], broker)
        )
        for first, second in joined:
            yield {
                "broker": broker,
                "power": first,
                "other": second,
                "role": role_of(first, own, second),
                "power_ties": ties[first],
                "other_ties": ties[second],
                "direct_ties": direct[first, second],
                "two_paths": paths[first, second],
            }


@step(per=("host",), cut=True)
def strands(standings: Table, link_sides: Table, case_powers: Table) -> Table:
    """Return how strongly host and powers are tied: by engagements, and the powers also by links.

    Powers are tied by engagements of both in the host, and by links by which one feeds the other.
    """
    here = ["world", "host"]
    made = standings.select(*here, "power", "id").distinct()
    own = made.select(*here, "power", "id", other=ibis.literal(EGO))
    joint = made.join(made.select(*here, "id", other="power"), [*here, "id"])
    joint = joint.filter(joint.power != joint.other)
    fed = link_sides.filter(link_sides.relation.isin(COMPLEMENTS))
    fed = fed.semi_join(case_powers, "power").semi_join(case_powers.select(other="power"), "other")
    ways = [
        fed.select(*here, "id", power="power", other="other"),
        fed.select(*here, "id", power="other", other="power"),
    ]
    every = union([own, joint, *ways])
    return every.group_by(*here, "power", "other").agg(weight=every.id.nunique())


def _constraint_rests_on(
    row: Row, named: Collection[str], *, standings: Rows, link_sides: Rows
) -> RestsOn:
    """Return the standing engagements in the host, and the links by which powers there feed others."""
    here = standings.where(host=row["host"])
    powers = {one["power"] for one in here}
    fed = {
        link["id"]
        for link in link_sides.where(host=row["host"])
        if link["relation"] in COMPLEMENTS and {link["power"], link["other"]} <= powers
    }
    return RestsOn({one["id"] for one in here} | fed)


@measure(
    "How much room do the powers' own ties leave a host?",
    place=190,
    per=("host",),
    key=("host", "power"),
    columns={
        "host": HOST,
        "power": text("The power, as a code; empty for the whole host.", SIDE),
        "constraint": number("Burt's constraint: the power's part of it, or the whole."),
        "redundancy": number(
            "What of it comes from the powers' ties with each other; 0 where there are none."
        ),
        "effective_size": number(
            "How many powers the host is tied to, without what they share; of a power, its part of that."
        ),
        "ties": number("How many standing engagements tie the host to it."),
    },
    shape=CONSTRAINT,
    evidence=_constraint_rests_on,
    answered_by="engagements or ties of the host with the powers",
    exchanges=NETWORK,
)
def constraint(strands: "pa.Table") -> "pa.Table":
    """Burt's constraint on each host among the powers of the case, whole and by power.

    A host is tied to each power by its standing engagements, and powers to each other by joint
    engagements and links in that host. The constraint grows with the weight of few powers and with
    the powers' ties to each other (Burt 1992). `redundancy` is the second part alone: the constraint minus the
    Herfindahl-Hirschman index of the host's ties, 0 where no two powers are tied. The effective size counts
    powers without what they share. `power` is empty for the whole; the rows of the powers add up to it.
    """
    webs: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(dict)
    for row in strands.to_pylist():
        webs[row["world"], row["host"]][row["power"], row["other"]] = row["weight"]
    lines = [
        {"world": world, "host": host, **line}
        for (world, host), web in sorted(webs.items())
        for line in constraints(web)
    ]
    return arrow_of(lines, CONSTRAINT)


def constraints(strands: Mapping[tuple[str, str], float]) -> Iterator[dict[str, Any]]:
    """Yield the host's constraint, redundancy and effective size: by power, then for the whole.

    `strands` gives the weight of each tie, EGO standing for the host; ties between powers are given
    both ways. A power without a tie to the host is no part of its network.
    """
    alters = {power for power, other in strands if other == EGO}
    network: dict[str, dict[str, float]] = {name: {} for name in (EGO, *sorted(alters))}
    for (power, other), weight in sorted(strands.items()):
        if power in alters and (other == EGO or other in alters):
            network[power][other] = float(weight)
            if other == EGO:
                network[EGO][power] = float(weight)
    parts, shares = burt_constraint(network, EGO), proportions(network, EGO)
    sizes = effective_size(network, EGO)
    lines: list[dict[str, Any]] = [
        {
            "power": name,
            "constraint": parts[name],
            "redundancy": parts[name] - shares[name] ** 2,
            "effective_size": sizes[name],
            "ties": int(strands[name, EGO]),
        }
        for name in sorted(parts)
    ]
    lines.append({"power": None, **{c: sum(line[c] for line in lines) for c in SUMMED}})
    # Rounded, so that the order of ties leaves no trace; adding 0.0 turns -0.0 into 0.0.
    for line in lines if parts else []:
        yield {c: round(v, 12) + 0.0 if isinstance(v, float) else v for c, v in line.items()}


SUMMED = ("constraint", "redundancy", "effective_size", "ties")
"""The columns in which the rows of the powers add up to the whole."""
