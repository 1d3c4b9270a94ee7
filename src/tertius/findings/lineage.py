"""Which subjects, observations and searches any row of a measure was made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from tertius.facts.ledger import Ledger
from tertius.facts.settle import OBSERVATION_KEY
from tertius.findings.trace import Trace

Rows = Iterable[Mapping[str, Any]]
Places = Mapping[tuple[str, str, str], set[str]]
"""By host, sector and power, the ids of what stands there."""

USED = frozenset(
    {
        "exists",
        "stage",
        "amount",
        "party",
        "share_pct",
        "view",
        "kind",
        "priority",
        "start",
        "until",
        "power",
        "host",
        "domain",
        "sector",
        "type",
        "direction",
        "scope",
    }
)
"""The properties that measures read; what else is known of a subject bears on no measure."""

SHARES = frozenset({"share", "count_share", "stake_share"})
DELIVERY = ("promises", "delivery", "delivery_times")
USED_BY_DELIVERY = USED | {"cost_to_host", "quality"}
OF_ALL_ANSWERS = frozenset(
    {"perceived_rank", "measured_rank", "total_gap", "measured_first", "named_correctly"}
)
"""Columns of perception that rest on every answer to the question."""
STAKES_ONLY, ENGAGEMENTS_ONLY = ("stake",), ("count", "amount")


@dataclass(frozen=True)
class Lineage:
    """The tables on the way to the measures, by which a number leads back to its evidence."""

    entries: Rows
    stakes: Rows
    holdings: Rows
    positions: Rows
    bonds: Rows
    promises: Rows
    """Each promise by host, power and sector."""
    bearings: Rows
    """Each claim, observation and search by what it bears on."""
    searches: Rows
    above: Mapping[str, list[str]]
    """For each engagement the agreements that it is part of."""
    ledger: Ledger
    trace: Trace

    def evidence(
        self, measure: str, row: Mapping[str, Any], named: Collection[str] = ()
    ) -> list[str]:
        """The ids of claims, observations and searches that one row of a measure rests on.

        A share, where it is among the columns named, rests on the whole sector.
        """
        if measure == "observations":
            return self.ledger.deciding(("observations", *(row[name] for name in OBSERVATION_KEY)))
        if measure == "facts":
            return self._claims(row["subject"], {row["property"]})
        if measure == "perception":
            return self._of_perception(row, everything=bool(OF_ALL_ANSWERS.intersection(named)))
        if measure == "coverage":
            return self._of_coverage(row)
        subjects = set(self.subjects(measure, row))
        if measure == "presence" and SHARES.intersection(named):
            subjects |= self._of_leader({**row, "basis": "years"})
        subjects |= {whole for subject in subjects for whole in self.above.get(subject, ())}
        used = USED_BY_DELIVERY if measure in DELIVERY else USED
        found = {claim for subject in subjects for claim in self._claims(subject, used)}
        for key in self.trace.observed(measure, row, named):
            found |= set(self.ledger.deciding(("observations", *key)))
        return sorted(found | set(self._searches(measure, row)))

    def subjects(self, measure: str, row: Mapping[str, Any]) -> list[str]:
        """The engagements, ties, positions and links that one row of a measure was made of."""
        makers = {
            "presence": self._of_presence,
            "leader": self._of_leader,
            "overlap": self._of_overlap,
            "convergence": self._of_convergence,
            "control": self._of_control,
            "promises": lambda promise: {promise["engagement"]},
            "delivery": self._of_delivery,
            "delivery_times": self._of_delivery,
        }
        if measure == "facts":
            return [row["subject"]]
        if measure not in makers:
            return sorted(self._with_chains(self.trace.subjects(measure, row)))
        return sorted(makers[measure](row))

    def _of_presence(self, row: Mapping[str, Any]) -> set[str]:
        place = (row["host"], row["sector"])
        done = self._entries_at.get((*place, row["power"]), set())
        return done | self._held((*place, row["power"]))

    def _of_leader(self, row: Mapping[str, Any]) -> set[str]:
        found: set[str] = set()
        for host, sector, power in {*self._entries_at, *self._stakes_at}:
            if (host, sector) != (row["host"], row["sector"]):
                continue
            if row["basis"] not in STAKES_ONLY:
                found |= self._entries_at.get((host, sector, power), set())
            if row["basis"] not in ENGAGEMENTS_ONLY:
                found |= self._held((host, sector, power))
        return found

    def _of_overlap(self, row: Mapping[str, Any]) -> set[str]:
        pair = {row["power"], row["other"]}
        found: set[str] = set()
        for (host, sector, power), ids in self._entries_at.items():
            if host == row["host"] and power in pair and row["sector"] in (sector, "all"):
                found |= ids
        for bond in self.bonds:
            here = bond["host"] == row["host"] and row["sector"] in (bond["sector"], "all")
            if here and {bond["power"], bond["other"]} == pair:
                found.add(bond["id"])
        return found

    def _of_convergence(self, row: Mapping[str, Any]) -> set[str]:
        sides = {row["party"], row["other"]}
        return {
            p["id"] for p in self.positions if p["issue"] == row["issue"] and p["code"] in sides
        }

    def _of_control(self, row: Mapping[str, Any]) -> set[str]:
        web = self._web
        below = nx.descendants(web, row["holder"]) | {row["holder"]}
        above = nx.ancestors(web, row["target"]) | {row["target"]}
        behind = nx.ancestors(web, row["holder"]) | {row["holder"]}
        return {
            name
            for first, second, name in self._ties
            if (first in below and second in above) or second in behind
        }

    def _of_delivery(self, row: Mapping[str, Any]) -> set[str]:
        return self._promises_at.get((row["host"], row["sector"], row["power"]), set())

    def _of_perception(self, row: Mapping[str, Any], *, everything: bool) -> list[str]:
        numbers = {
            ("opinion_share", row["period"], row["asked"]),
            ("no_answer", row["period"], row["asked"]),
            (row["measured_indicator"], row["measured_period"], row["measured_qualifier"]),
        }
        wanted = {row["counterpart"], ""}
        found: set[str] = set()
        for key in self.ledger.by_key:
            if key[0] != "observations":
                continue
            _, indicator, area, counterpart, _, _, period, qualifier = key
            told = area == row["area"] and (indicator, period, qualifier) in numbers
            if told and (everything or counterpart in wanted):
                found |= set(self.ledger.deciding(key))
        return sorted(found)

    def _of_coverage(self, row: Mapping[str, Any]) -> list[str]:
        place = (row["host"], row["power"], row["domain"])
        return sorted(
            {b["id"] for b in self.bearings if (b["host"], b["power"], b["domain"]) == place}
        )

    def _held(self, place: tuple[str, str, str]) -> set[str]:
        """The stakes of a power in a sector, each with the chain of ties behind its holder."""
        found: set[str] = set()
        for name in self._stakes_at.get(place, ()):
            holder = self._holder[name]
            behind = nx.ancestors(self._web, holder) | {holder}
            found |= {name} | {tie for _, second, tie in self._ties if second in behind}
        return found

    def _with_chains(self, subjects: set[str]) -> set[str]:
        """The subjects, and for each stake among them the chain of ties behind its holder."""
        held = {
            tie
            for name in subjects & {*self._holder}
            for _, second, tie in self._ties
            if second in {*nx.ancestors(self._web, self._holder[name]), self._holder[name]}
        }
        return subjects | held

    def _claims(self, subject: str, properties: Collection[str]) -> list[str]:
        return [
            name
            for key in self.ledger.by_subject.get(subject, ())
            if key[3] in properties
            for name in self.ledger.deciding(key)
        ]

    def _searches(self, measure: str, row: Mapping[str, Any]) -> list[str]:
        if measure == "presence":
            place = (row["host"], row["sector"], row["power"])
            return [
                s["id"]
                for s in self.searches
                if s["zero"] and (s["host"], s["sector"], s["power"]) == place
            ]
        if measure in DELIVERY:
            about = set(self.subjects(measure, row))
            return [s["id"] for s in self.searches if s["subject"] in about and s["empty"]]
        if measure == "leader":
            spot = (row["host"], row["sector"])
            return [
                s["id"] for s in self.searches if s["zero"] and (s["host"], s["sector"]) == spot
            ]
        if measure == "convergence":
            sides = (row["party"], row["other"])
            return [
                s["id"] for s in self.searches if s["issue"] == row["issue"] and s["power"] in sides
            ]
        return []

    @cached_property
    def _entries_at(self) -> Places:
        return _by_place(self.entries, "id")

    @cached_property
    def _stakes_at(self) -> Places:
        return _by_place(self.stakes, "id")

    @cached_property
    def _promises_at(self) -> Places:
        return _by_place(self.promises, "engagement")

    @cached_property
    def _holder(self) -> dict[str, str]:
        return {row["id"]: row["actor"] for row in self.holdings}

    @cached_property
    def _ties(self) -> list[tuple[str, str, str]]:
        return [(row["actor"], row["target"], row["id"]) for row in self.holdings]

    @cached_property
    def _web(self) -> "nx.MultiDiGraph[str]":
        web: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        web.add_edges_from((holder, target) for holder, target, _ in self._ties)
        return web


def _by_place(rows: Rows, name: str) -> Places:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        found[row["host"], row["sector"], row["power"]].add(row[name])
    return dict(found)
