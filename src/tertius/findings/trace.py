"""Which rows dependence, balance and brokerage were made of, for the lineage of their numbers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tertius.evidence.codes import BLOCS
from tertius.facts.settle import OBSERVATION_KEY
from tertius.measures.bonds import COMPLEMENTS
from tertius.measures.brokerage import side_of, ties_between
from tertius.measures.dependence import AS_ONE, KEY, UNION

Row = Mapping[str, Any]
Rows = Iterable[Row]

RANKED = frozenset({"share_rank", "index_rank", "rank_kept", "leader_kept"})
"""Columns that compare a counterpart with all others."""


@dataclass(frozen=True)
class Trace:
    """The tables on the way to these measures, by which a number leads back to what it counts."""

    observations: Rows
    standings: Rows
    tie_hosts: Rows
    leanings: Rows
    contacts: Rows
    link_sides: Rows
    stakes: Rows
    positions: Rows
    memberships: frozenset[tuple[str, str]]
    """Period and code of each member of the EU at the time."""
    groups: Mapping[str, str]

    def observed(self, measure: str, row: Row, named: Collection[str]) -> list[tuple[Any, ...]]:
        """The keys of the observations that one row of a measure was made of."""
        whole = measure == "concentration" or bool(RANKED.intersection(named))
        if measure in ("dependence", "concentration"):
            vectors = [tuple(row[name] for name in KEY)]
        elif measure == "dependence_index":
            vectors = list(_vectors(row))
        else:
            return []
        return sorted(
            tuple(one[name] for name in OBSERVATION_KEY)
            for one in self.observations
            if tuple(one[name] for name in KEY) in vectors
            and (stands_for := self._stands_for(one, row["basis"])) is not None
            and (whole or stands_for in ("", row["counterpart"]))
        )

    def _stands_for(self, one: Row, basis: str) -> str | None:
        """The counterpart for which an observation counts; empty for the total, None for nobody."""
        code = str(one["counterpart"])
        if basis == AS_ONE and (one["period"], code) in self.memberships:
            return None if tuple(one[name] for name in KEY) in self._stated else UNION
        left_out = code in BLOCS and (code != UNION or basis != AS_ONE)
        return None if left_out else code

    @cached_property
    def _stated(self) -> set[tuple[Any, ...]]:
        """The vectors in which the EU has a figure of its own."""
        return {
            tuple(one[name] for name in KEY)
            for one in self.observations
            if one["counterpart"] == UNION and one["value"] is not None
        }

    def subjects(self, measure: str, row: Row) -> set[str]:
        """The engagements, ties, positions and links that one row of a measure was made of."""
        if measure == "balance":
            return self._of_balance(row)
        if measure == "brokerage":
            return self._of_brokerage(row)
        return self._of_constraint(row) if measure == "constraint" else set()

    def _of_balance(self, row: Row) -> set[str]:
        sides = {row["power"], row["other"]} - {None}
        aspect = row["aspect"]
        if aspect in ("together", "apart", "equidistance"):
            codes = {*sides, row["host"]}
            issues = {
                r["issue"]
                for r in self.leanings
                if r["host"] == row["host"] and r["power"] in sides
            }
            return {p["id"] for p in self.positions if p["issue"] in issues and p["code"] in codes}
        domain = "defence" if aspect == "security-ambiguity" else row["domain"]
        tables = (self.standings, self.tie_hosts, self.stakes)
        return {
            r["id"]
            for table in (tables if aspect == "binding" else tables[:1])
            for r in table
            if r["host"] == row["host"]
            and (not sides or r["power"] in sides)
            and domain in (None, r.get("domain"))
        }

    def _of_brokerage(self, row: Row) -> set[str]:
        pair = {row["power"], row["other"]}
        here = [r for r in self.contacts if r["host"] == row["host"]]
        seen = ties_between((r["actor"], r["target"], r["is_local"]) for r in here)
        found = set()
        for contact in here:
            ends = contact["actor"], contact["target"]
            sides = {end: side_of(end, self.groups) for end in ends}
            far = {sides[end] for end in ends if end != row["broker"]}
            own = row["broker"] in ends and bool(far & pair)
            if ends in seen and (own or set(sides.values()) == pair):
                found.add(contact["id"])
        return found

    def _of_constraint(self, row: Row) -> set[str]:
        here = [r for r in self.standings if r["host"] == row["host"]]
        powers = {r["power"] for r in here}
        fed = {
            r["id"]
            for r in self.link_sides
            if r["host"] == row["host"]
            and r["relation"] in COMPLEMENTS
            and {r["power"], r["other"]} <= powers
        }
        return {r["id"] for r in here} | fed


def _vectors(row: Row) -> Iterable[tuple[Any, ...]]:
    """The vectors that an index was made of, as its row names them."""
    for weight, when in zip(row["weights"].split("; "), row["periods"].split("; "), strict=True):
        indicator, _, qualifier = weight.rpartition(" ")[0].partition("/")
        period = when.rpartition(" ")[2].replace("undated", "")
        values = {"area": row["area"], "indicator": indicator, "qualifier": qualifier}
        yield tuple({**values, "period": period}.get(name, "") for name in KEY)
