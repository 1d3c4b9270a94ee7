"""A portfolio made by chance: many hosts at once, with more sources than anybody has read.

At scale 1 it has 200 hosts, 20 sectors, 5 powers, 100,000 engagements and 400,000 claims of 60,000
origins. The tables are those that every computation begins with, so nothing is read or checked. The
same scale and seed give the same bytes.

How many claims an origin makes follows Zipf: the first has about one claim in twelve, most have one
or two. Some engagements are spoken of much more than others. Claims on one thing agree, differ or
dispute each other; grades and dates decide, as in a case. Some engagements are parts of others or linked, a few belong to two powers, hosts or
sectors, and parties with roles court one another's customers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from made_columns import (
    FIRST_DAY,
    LAST_DAY,
    Days,
    Numbers,
    actors_of,
    concatenated,
    joined,
    length_of,
    named,
    span,
    table_of,
    where_given,
    words_at,
)

from tertius.evidence.taxonomy import published
from tertius.facts.rule import Grade
from tertius.inputs.schema import SHAPES

HOSTS, ENGAGEMENTS, CLAIMS, ORIGINS, TIES, SEARCHES = 200, 100_000, 400_000, 60_000, 500, 1_000
POWERS = ("PAA", "PBB", "PCC", "PDD", "PEE")
SECTORS = tuple(f"sector{number:02}" for number in range(20))
DOMAINS = ("economy", "politics", "defence", "culture", "aid")
STAGES = ("", *published().words("stage"))
"""By their place in the order of the taxonomy."""
PATHS = (
    (1, 2, 3),
    (3, 4),
    (1, 3, 4, 5),
    (3, 4, 5, 6),
    (4, 5, 6, 7),
    (8,),
    (3, 4, 9),
    (3, 4, 10),
    (1, 3, 11),
    (4, 5, 12),
    (1, 13),
)
"""The stages that an engagement may have gone through."""
TYPES = ("loan", "contract", "donation", "investment", "arms_transfer", "programme", "agreement")
MONEY_TYPES = ("loan", "donation", "acquisition", "contract", "arms_transfer", "investment")
OFFERS = ("lender", "supplier", "donor", "contractor", "financier")
WANTS = ("borrower", "buyer", "recipient", "target")
HOST_ACTORS, POWER_ACTORS = 25, 12
"""How many actors each host and each power has, besides its state."""

CHOICES: dict[str, Any] = {
    "as_of": date(2020, 12, 31),
    "money_types": MONEY_TYPES,
    "delivering_types": (*MONEY_TYPES, "institution", "programme"),
    "holding_relations": ("owns", "controls"),
    "binding_types": ("loan", "contract"),
    "share_indicators": ("trade_share",),
    "value_indicators": ("export_value",),
    "index_weights": (),
}
"""What the steps are told besides tables, as `choices_of` tells it of a case."""


def portfolio(scale: float = 1.0, *, seed: int = 2020) -> dict[str, pa.Table]:
    """The tables of a portfolio so many times the size.

    The hosts stay 200 from a quarter of the size on, as there are no more countries; below that they
    shrink along, so that a host keeps enough for its powers to be compared.
    """
    return _Maker(scale, np.random.default_rng(seed)).tables()


@dataclass(frozen=True)
class _Maker:
    """Draws the parts of one portfolio; what is drawn first stands first in `tables`."""

    scale: float
    chance: np.random.Generator

    def tables(self) -> dict[str, pa.Table]:
        engagements = self._engagements()
        parties = self._parties(engagements)
        ties = self._ties()
        claims = self._claims(engagements, parties, ties)
        given = {
            **engagements.tables(),
            "party_rows": parties.table(engagements),
            "tie_rows": ties,
            **claims,
            **self._searches(engagements),
            **self._lists(),
        }
        return {
            name: table_of(shape, given.get(name, {}), length=length_of(given.get(name, {})))
            for name, shape in SHAPES.items()
        }

    def _count(self, full: int) -> int:
        return max(1, round(full * self.scale))

    @cached_property
    def hosts(self) -> list[str]:
        """The codes of the hosts."""
        number = max(4, min(HOSTS, round(HOSTS * self.scale * 4)))
        return [f"H{place:03}" for place in range(number)]

    def _pick(self, weights: Sequence[float], number: int) -> Numbers:
        """Places drawn with these weights."""
        ends = np.cumsum(weights, dtype=float)
        drawn = np.searchsorted(ends, self.chance.random(number) * ends[-1], side="right")
        return np.minimum(drawn, len(weights) - 1)

    def _holds(self, share: float, number: int) -> Numbers:
        return self.chance.random(number) < share

    def _days(self, number: int) -> "Days":
        return Days(
            self.chance.integers(FIRST_DAY, LAST_DAY, number), self._pick((4, 3, 3), number)
        )

    def _engagements(self) -> "_Engagements":
        n = self._count(ENGAGEMENTS)
        joined = self._holds(0.1, n)
        joined[0] = False
        head = np.maximum.accumulate(np.where(joined, 0, np.arange(n)))
        is_part = joined & self._holds(0.6, n)
        same = joined & self._holds(0.5, n)
        host = self._pick(1 / (np.arange(len(self.hosts)) + 20), n)[head]
        power = self._pick((30, 25, 20, 15, 10), n)
        power = np.where(same, power[head], power)
        sector = self._pick(1 / (np.arange(len(SECTORS)) + 5), n)
        sector = np.where(same, sector[head], sector)

        def second(first: Numbers, share: float, among: int) -> Numbers:
            other = (first + self.chance.integers(1, among, n)) % among
            return np.where(self._holds(share, n), other, -1)

        return _Engagements(
            hosts=self.hosts,
            head=head,
            is_part=is_part,
            is_linked=joined & ~is_part,
            relation=self._pick((3, 2, 2, 3), n),
            host=host,
            other_host=second(host, 0.02, len(self.hosts)),
            power=power,
            other_power=second(power, 0.08, len(POWERS)),
            sector=np.where(self._holds(0.02, n), -1, sector),
            other_sector=second(sector, 0.06, len(SECTORS)),
            type=self._pick((6, 6, 5, 4, 2, 2, 3), n),
            direction=self._pick((85, 10, 3, 2), n),
            scope=self._pick((90, 6, 4), n),
            path=self._pick((4, 6, 6, 8, 8, 5, 3, 3, 2, 2, 2), n),
            began=self._days(n),
            dated=self._holds(0.6, n),
            ended=self._days(n),
            ends=self._holds(0.12, n),
        )

    def _parties(self, engagements: "_Engagements") -> "_Parties":
        n = len(engagements.head)
        offered = np.flatnonzero(self._holds(0.85, n))
        joined = np.flatnonzero(self._holds(0.6, n) & (engagements.other_power >= 0))
        wanted = np.flatnonzero(self._holds(0.8, n))
        powers = np.concatenate([engagements.power[offered], engagements.other_power[joined]])
        offered = np.concatenate([offered, joined])
        offering = self._pick((4, 4, 3, 2, 1), len(offered))
        wanting = self._pick((3, 4, 3, 2), len(wanted))
        hosts = engagements.host[wanted]
        actors = [
            actors_of(POWERS, powers, self.chance.integers(0, POWER_ACTORS, len(offered))),
            actors_of(self.hosts, hosts, self._pick(1 / (np.arange(HOST_ACTORS) + 1), len(wanted))),
        ]
        return _Parties(
            np.concatenate([offered, wanted]),
            pa.concat_arrays([words_at(OFFERS, offering), words_at(WANTS, wanting)]),
            pa.concat_arrays(actors),
        )

    def _ties(self) -> dict[str, Any]:
        """Companies of hosts, each owned by a company of a power and owning another of its host."""
        n = self._count(TIES)
        number = np.arange(n)
        owner = number - number % 2
        held = named("company", number)
        holder = actors_of(
            POWERS, self._pick((30, 25, 20, 15, 10), n), self.chance.integers(0, POWER_ACTORS, n)
        )
        sector = self._pick([1.0] * len(SECTORS), n)
        ids = named("t", number)
        return {
            "id": ids,
            "family": ids,
            "component": named("company", owner),
            "actor": pc.if_else(pa.array(number % 2 == 0), holder, named("company", owner)),
            "relation": words_at(("owns",), np.zeros(n, int)),
            "target": held,
            "share_pct": pa.array(self.chance.integers(5, 101, n)),
            "domain": words_at(DOMAINS, sector % len(DOMAINS)),
            "sector": words_at(SECTORS, sector),
            **span("start", self._days(n), self._holds(0.7, n)),
        }

    def _claims(
        self, engagements: "_Engagements", parties: "_Parties", ties: Mapping[str, Any]
    ) -> dict[str, dict[str, Any]]:
        """The claims, whose they are, and which are based on others."""
        n, n_engagements = self._count(CLAIMS), len(engagements.head)
        links, n_ties = engagements.links(), len(ties["id"])
        rest = max(0, n - n_engagements - 2 * len(links) - 2 * n_ties)
        fame = np.where(self._holds(0.5, rest), 1, 4)
        told = (n_engagements * self.chance.random(rest) ** fame).astype(int)
        subject = np.concatenate([np.arange(n_engagements), told])
        kind = np.concatenate(
            [
                np.where(self._holds(0.6, n_engagements), STAGE, EXISTS),
                self._pick((12, 33, 30, 10, 3, 3, 4, 2, 3), rest),
            ]
        )
        about = concatenated(
            [
                self._about_engagements(engagements, parties, subject, kind),
                self._about_others(named("l", links), engagements.families(links), EXISTS),
                self._about_others(named("l", links), engagements.families(links), EXISTS),
                self._about_others(ties["id"], ties["id"], EXISTS),
                self._about_others(ties["id"], ties["id"], SHARE, ties["share_pct"]),
            ]
        )
        number = len(about["subject"])
        ids = named("c", np.arange(number))
        origin, origins = self._origins(number)
        first = np.arange(number) < n_engagements
        reliability = self._pick((5, 20, 30, 25, 10, 10), self._count(ORIGINS))
        information = self._pick((10, 30, 30, 15, 5, 10), number) + 1
        grade = Grade(reliability[origin] + 1, information, self._holds(0.7, number)).packed
        undated = self._holds(0.05, number)
        claims = {
            "id": ids,
            **about,
            "supports": pa.array(self._holds(0.9, number) | (first & self._holds(0.8, number))),
            "grade": pa.array(grade),
            "published": pa.array(
                np.where(undated, 0, self.chance.integers(FIRST_DAY, LAST_DAY, number))
            ),
        }
        based = np.flatnonzero(self._holds(0.01, number) & (np.arange(number) > 0))
        return {
            "claims": _with_existence(claims),
            "origins": {"id": ids.take(pa.array(origins[0])), "origin": named("s", origins[1])},
            "bases": {
                "id": ids.take(pa.array(based)),
                "base": ids.take(pa.array(self.chance.integers(0, based))),
            },
        }

    def _origins(self, number: int) -> tuple[Numbers, tuple[Numbers, Numbers]]:
        """The first origin of each claim, and every pair of claim and origin; each origin has one."""
        among = self._count(ORIGINS)
        weights = 1 / np.arange(1, among + 1)
        first = self._pick(weights, number)
        first[self.chance.permutation(number)[:among]] = np.arange(among)
        also = np.flatnonzero(self._holds(0.1, number))
        other = self._pick(weights, len(also))
        also, other = also[other != first[also]], other[other != first[also]]
        return first, (
            np.concatenate([np.arange(number), also]),
            np.concatenate([first, other]),
        )

    def _about_engagements(
        self, engagements: "_Engagements", parties: "_Parties", subject: Numbers, kind: Numbers
    ) -> dict[str, pa.Array]:
        n = len(subject)
        path = engagements.path[subject]
        lengths = np.array([len(p) for p in PATHS])
        steps = np.array([[*p, *[0] * (4 - len(p))] for p in PATHS])
        stage = steps[path, self.chance.integers(0, lengths[path])]
        staged = np.array([0, 3, 4, 6])[self._pick((35, 20, 30, 15), n)]
        by = stage * 150 + self.chance.integers(0, 60, n)
        when = engagements.began.later(subject, by, self._pick((4, 3, 3), len(subject)))
        means = 10 ** (5 + subject * 7919 % 997 / 250)
        spread = np.where(self._holds(0.6, n), 1.0, self.chance.uniform(0.5, 1.5, n))
        number = np.round(means * spread, -3) * np.where(kind == COST, 0.1, 1)
        is_number = (kind == AMOUNT) | (kind == COST)
        member = self._members(engagements, parties, subject)
        words = {
            EXISTS: words_at(("yes", "no"), self._holds(0.03, n).astype(int)),
            STAGE: words_at(STAGES, stage),
            AMOUNT: pc.cast(pa.array(number.astype(np.int64)), pa.string()),
            PARTY: member,
            COST: pc.cast(pa.array(number.astype(np.int64)), pa.string()),
            QUALITY: words_at(("new", "second_hand", "modernised"), self._pick((5, 3, 2), n)),
            START: when.texts(),
            SECTOR: words_at(SECTORS, self.chance.integers(0, len(SECTORS), n)),
            OTHER: words_at(("as described",), np.zeros(n, int)),
        }
        value = pa.array([None] * n, pa.string())
        for code, column in words.items():
            value = pc.if_else(pa.array(kind == code), column, value)
        has_member = pa.array((kind == STAGE) | (kind == PARTY))
        dated = ((kind == STAGE) | (kind == START)) & self._holds(0.85, n)
        whole = number.astype(np.int64)
        money = where_given(is_number, whole)
        stage_order = np.where(kind == AMOUNT, staged, 0)
        exact = is_number & self._holds(0.1, n)
        return {
            "family": named("e", engagements.head[subject]),
            "subject": named("e", subject),
            "property": words_at(PROPERTIES, kind),
            "member": pc.if_else(has_member, value, ""),
            "stage": words_at(STAGES, stage_order),
            "stage_order": pa.array(stage_order),
            "period": words_at(("",), np.zeros(n, int)),
            "qualifier": words_at(("", "part"), (is_number & self._holds(0.03, n)).astype(int)),
            "value": value,
            "number": where_given(
                is_number | (kind == STAGE), np.where(kind == STAGE, stage, whole)
            ),
            "low": where_given(exact, whole * 9 // 10),
            "high": where_given(exact, whole * 11 // 10),
            "approx": words_at(("", "about"), exact.astype(int)),
            "unit": words_at(("", "EUR"), is_number.astype(int)),
            "amount": money,
            "first_day": when.first(dated),
            "last_day": when.last(dated),
        }

    def _members(
        self, engagements: "_Engagements", parties: "_Parties", subject: Numbers
    ) -> pa.Array:
        """For each claim a party: one that is coded where there is one, or another of the host."""
        n = len(subject)
        other = pc.binary_join_element_wise(
            words_at(WANTS, self._pick((3, 4, 3, 2), n)),
            actors_of(self.hosts, engagements.host[subject], self._pick((5, 3, 2), n)),
            ":",
        )
        acting = pc.binary_join_element_wise(
            other, words_at(POWERS, engagements.power[subject]), "@"
        )
        other = pc.if_else(pa.array(self._holds(0.2, n)), acting, other)
        coded = np.full(len(engagements.head), -1)
        coded[parties.engagement] = np.arange(len(parties.engagement))
        place = pa.array(coded[subject], mask=coded[subject] < 0)
        named = pc.binary_join_element_wise(parties.role, parties.actor, ":").take(place)
        return pc.coalesce(pc.if_else(pa.array(self._holds(0.5, n)), named, None), other)

    def _about_others(
        self, subject: pa.Array, family: pa.Array, kind: int, shares: pa.Array | None = None
    ) -> dict[str, pa.Array]:
        """Claims on links and ties: that they exist, or on the share."""
        n = len(subject)
        empty = words_at(("",), np.zeros(n, int))
        number = pa.array([None] * n, pa.int64()) if shares is None else shares
        value = (
            pc.cast(number, pa.string())
            if shares is not None
            else words_at(("yes",), np.zeros(n, int))
        )
        nothing = pa.array([None] * n, pa.int64())
        day = pa.array([None] * n, pa.date32())
        return {
            "family": family,
            "subject": subject,
            "property": words_at(PROPERTIES, np.full(n, kind)),
            "member": empty,
            "stage": empty,
            "stage_order": pa.array(np.zeros(n, int)),
            "period": empty,
            "qualifier": empty,
            "value": value,
            "number": number,
            "low": nothing,
            "high": nothing,
            "approx": empty,
            "unit": empty,
            "amount": nothing,
            "first_day": day,
            "last_day": day,
        }

    def _searches(self, engagements: "_Engagements") -> dict[str, dict[str, Any]]:
        n = self._count(SEARCHES)
        sector = self.chance.integers(0, len(SECTORS), n)
        sought = self.chance.integers(0, len(engagements.head), n)
        return {
            "searches": {
                "id": named("q", np.arange(n)),
                "host": words_at(self.hosts, self.chance.integers(0, len(self.hosts), n)),
                "power": words_at(POWERS, self.chance.integers(0, len(POWERS), n)),
                "domain": words_at(DOMAINS, sector % len(DOMAINS)),
                "sector": words_at(SECTORS, sector),
            },
            "subject_searches": {
                "id": named("r", np.arange(n)),
                "family": named("e", engagements.head[sought]),
                "subject": named("e", sought),
            },
        }

    def _lists(self) -> dict[str, dict[str, Any]]:
        """What is the same in every world: actors, sectors, hosts and powers."""
        states = [*POWERS, *self.hosts]
        owned = [f"company{number:07}" for number in range(self._count(TIES))]
        there = self._pick([1.0] * len(self.hosts), len(owned))
        actors = [
            *((code.lower(), "State", code) for code in states),
            *((f"{c}-{k:02}", "Company", c) for c in POWERS for k in range(POWER_ACTORS)),
            *((f"{c}-{k:02}", "Company", c) for c in self.hosts for k in range(HOST_ACTORS)),
            *((name, "Company", self.hosts[h]) for name, h in zip(owned, there, strict=True)),
        ]
        names, kinds, countries = (list(column) for column in zip(*actors, strict=True))
        return {
            "actor_rows": {"id": names, "kind": kinds, "country": countries},
            "actor_powers": {"actor": names, "country": countries},
            "actor_groups": {"actor": names, "code": countries, "group_name": countries},
            "case_hosts": {"host": self.hosts},
            "case_powers": {"power": list(POWERS), "group_name": list(POWERS)},
            "sector_domains": {
                "sector": list(SECTORS),
                "domain": [DOMAINS[place % len(DOMAINS)] for place in range(len(SECTORS))],
            },
            "sides": {"code": states},
        }


PROPERTIES = (
    "exists",
    "stage",
    "amount",
    "party",
    "cost_to_host",
    "quality",
    "start",
    "sector",
    "description",
    "share_pct",
)
EXISTS, STAGE, AMOUNT, PARTY, COST, QUALITY, START, SECTOR, OTHER, SHARE = range(10)
"""The properties by their place among them."""


@dataclass(frozen=True)
class _Engagements:
    """The engagements as places in the lists of hosts, powers and sectors; -1 is none."""

    hosts: list[str]
    head: Numbers
    """The first engagement of the family."""
    is_part: Numbers
    """Whether it is a part of the first."""
    is_linked: Numbers
    """Whether a link joins it to the first."""
    relation: Numbers
    host: Numbers
    other_host: Numbers
    power: Numbers
    other_power: Numbers
    sector: Numbers
    other_sector: Numbers
    type: Numbers
    direction: Numbers
    scope: Numbers
    path: Numbers
    began: Days
    dated: Numbers
    ended: Days
    ends: Numbers

    def links(self) -> Numbers:
        """The engagements that a link joins to the first of their family."""
        return np.flatnonzero(self.is_linked)

    def families(self, rows: Numbers) -> pa.Array:
        """The families of some engagements."""
        return named("e", self.head[rows])

    def tables(self) -> dict[str, dict[str, Any]]:
        """The engagements, what they are parts of, and the links among them."""
        n, links, parts = len(self.head), self.links(), np.flatnonzero(self.is_part)
        here = pa.array(np.zeros(len(links), bool))
        nowhere = pa.array([None] * len(links), pa.string())
        relations = ("supplies", "contests", "finances", "opposes")
        return {
            "engagement_rows": {
                "id": named("e", np.arange(n)),
                "family": named("e", self.head),
                "type": words_at(TYPES, self.type),
                "power": joined(POWERS, self.power, self.other_power),
                "host": joined(self.hosts, self.host, self.other_host),
                "domain": words_at(DOMAINS, np.maximum(self.sector, 0) % len(DOMAINS)),
                "sector": joined(SECTORS, self.sector, self.other_sector),
                **span("start", self.began, self.dated),
                **span("until", self.ended, self.ends),
                "direction": words_at(
                    ("power_to_host", "mutual", "about_host", "host_to_power"), self.direction
                ),
                "scope": words_at(("core", "neighbour", "background"), self.scope),
            },
            "ancestors": {
                "id": named("e", parts),
                "family": self.families(parts),
                "ancestor": self.families(parts),
            },
            "link_rows": {
                "id": named("l", links),
                "family": self.families(links),
                "subject": named("e", links),
                "subject_is_actor": here,
                "subject_country": nowhere,
                "relation": words_at(relations, self.relation[links]),
                "object": self.families(links),
                "object_is_actor": here,
                "object_country": nowhere,
            },
        }


@dataclass(frozen=True)
class _Parties:
    """Who takes part in which engagement, and in which role."""

    engagement: Numbers
    role: pa.Array
    actor: pa.Array

    def table(self, engagements: _Engagements) -> dict[str, Any]:
        """The parties as rows."""
        return {
            "family": engagements.families(self.engagement),
            "engagement": named("e", self.engagement),
            "role": self.role,
            "actor": self.actor,
        }


def _with_existence(claims: Mapping[str, pa.Array]) -> dict[str, Any]:
    """The claims, and for each stage that one supports the existence that it supports along."""
    table = pa.table(dict(claims))
    also = table.filter(pc.and_(pc.equal(table["property"], "stage"), table["supports"]))
    n = also.num_rows
    replaced = {
        "property": words_at(("exists",), np.zeros(n, int)),
        "member": words_at(("",), np.zeros(n, int)),
        "value": words_at(("yes",), np.zeros(n, int)),
        "number": pa.array([None] * n, table.schema.field("number").type),
    }
    for name, column in replaced.items():
        also = also.set_column(also.column_names.index(name), name, column)
    both = pa.concat_tables([table, also]).combine_chunks()
    return {name: both[name] for name in both.column_names}
