"""Who owns and controls whom, through chains, on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tertius.engine.lazy import Table, ibis, np, pa
from tertius.engine.step import arrow_of, step
from tertius.evidence.chains import chains_of, reached, steps_from
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import NAMES_ACTORS
from tertius.facts.measure import measure, number, text, truth
from tertius.facts.subjects import is_standing
from tertius.facts.texts import SIDE, ids

MAJORITY = 50.0
"""More than this percentage of a company, held alone or through what one controls, is control: it
carries every vote by simple majority, whoever holds the rest."""

CONTROL = {
    "world": "string",
    "component": "string",
    "holder": "string",
    "target": "string",
    "direct_pct": "float64",
    "effective_pct": "float64",
    "controls": "bool",
    "steps": "int64",
    "state": "string",
    "power": "string",
}


@step(per=("component",))
def holdings(
    ties: Table, actor_rows: Table, *, as_of: date, holding_relations: tuple[str, ...]
) -> Table:
    """Return the ties by which one actor owns or controls another on a day."""
    held = ties.filter(ties.relation.isin(holding_relations))
    held = held.filter(is_standing(held.start_first, held.until_last, ibis.literal(as_of)))
    targets = actor_rows.select(target="id", host="country")
    joined = held.left_join(targets, "target")
    return joined.select(
        "world",
        "family",
        "component",
        "id",
        "actor",
        "relation",
        "target",
        "share_pct",
        "domain",
        "sector",
        host=joined.host,
        since=joined.start_last,
    )


class Ownership:
    """The ties that hold, by which a stake leads back to whoever stands behind its holder."""

    def __init__(self, holdings: Iterable[Row]) -> None:
        rows = list(holdings)
        self.ties = [(row["actor"], row["target"], row["id"]) for row in rows]
        self._holder = {row["id"]: row["actor"] for row in rows}
        self._held = chains_of((holder, target) for holder, target, _ in self.ties)
        self._holders = chains_of((target, holder) for holder, target, _ in self.ties)
        self._behind: dict[str, frozenset[str]] = {}

    def above(self, actor: str) -> set[str]:
        """Return an actor and everybody who holds it, near or far."""
        return {actor, *reached(self._holders, actor)}

    def below(self, actor: str) -> set[str]:
        """Return an actor and everything that it holds, near or far."""
        return {actor, *reached(self._held, actor)}

    def into(self, actors: Collection[str]) -> set[str]:
        """Return the ties by which some of these actors are held."""
        return {tie for _, target, tie in self.ties if target in actors}

    def with_those_behind(self, subjects: Collection[str]) -> set[str]:
        """Return the subjects, and for each stake among them the chain of ties behind its holder."""
        chains = (self._chain(self._holder[name]) for name in subjects if name in self._holder)
        return set(subjects).union(*chains)

    def _chain(self, holder: str) -> frozenset[str]:
        if holder not in self._behind:
            self._behind[holder] = frozenset(self.into(self.above(holder)))
        return self._behind[holder]


def _control_rests_on(row: Row, named: Collection[str], *, holdings: Rows) -> RestsOn:
    """Return the ties on every way from holder to target, and those behind the holder."""
    chains = holdings.made(Ownership)
    below, above = chains.below(row["holder"]), chains.above(row["target"])
    between = {tie for holder, target, tie in chains.ties if holder in below and target in above}
    return RestsOn(between | chains.into(chains.above(row["holder"])))


@measure(
    "Who controls whom, and does a state stand at the end?",
    place=30,
    per=("component",),
    cut=True,
    key=("holder", "target"),
    columns={
        "holder": text("The actor that holds.", ids("actors")),
        "target": text("The actor that is held.", ids("actors")),
        "direct_pct": number(
            "The share held without anybody between, in percent.",
            label="share held directly, in percent",
        ),
        "effective_pct": number(
            "The share over all paths, in percent; unknown where a share on the way is.",
            label="share held over all paths, in percent",
        ),
        "controls": truth("Whether the holder controls the target."),
        "steps": number("How many ties lie between the two, on the shortest path."),
        "state": text("The state or bloc at the end of the holder's chain, if there is one.", SIDE),
        "power": text("That state, or else the country of the last holder.", SIDE),
    },
    shape=CONTROL,
    evidence=_control_rests_on,
    answered_by="a tie that holds or controls, with a claim that it exists",
    exchanges=NAMES_ACTORS,
)
def control(holdings: "pa.Table", actor_rows: "pa.Table") -> "pa.Table":
    """Every chain of ownership: direct and effective stake, control, and the state at its end.

    The effective stake sums all paths, cross-holdings included (a linear solve); it is empty where
    a share on the way is unknown. Control is a tie that says so, or more than half held alone or
    through bodies that one controls. `state` is the state or bloc that stands at the end of the
    holder's chain; `power` is that state, or else the country of the last holder.
    """
    rows = holdings.select(
        ["world", "component", "actor", "relation", "target", "share_pct"]
    ).to_pylist()
    actors = {a["id"]: a for a in actor_rows.select(["id", "kind", "country"]).to_pylist()}
    by_part: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_part[row["world"], row["component"]].append(row)
    lines = [
        {"world": world, "component": component, **line}
        for (world, component), ties in sorted(by_part.items())
        for line in chains(ties, actors)
    ]
    return arrow_of(lines, CONTROL)


@step(per=("component",))
def stakes(holdings: Table, control: Table, sector_domains: Table, case_hosts: Table) -> Table:
    """Return each tie that holds, for the power at the end of its holder's chain of control.

    A body held by its own country is no power's stake, nor is one outside the hosts of the case.
    """
    ends = control.select("world", "component", "power", actor="holder").distinct()
    joined = holdings.join(ends, ["world", "component", "actor"])
    placed = joined.mutate(sector=ibis.coalesce(joined.sector, joined.domain, "investment"))
    placed = placed.left_join(sector_domains, "sector", rname="{name}_of_sector")
    abroad = placed.filter(placed.power.notnull() & (placed.power != placed.host))
    held = abroad.semi_join(case_hosts, "host")
    return held.select(
        "world",
        "component",
        "host",
        "sector",
        "power",
        "id",
        "share_pct",
        "since",
        domain=ibis.coalesce(held.domain_of_sector, held.domain),
    )


@dataclass(frozen=True)
class _Web:
    """Owners and owned of one component: shares known, shares unknown, and declared control."""

    names: list[str]
    shares: "np.ndarray"
    known: set[tuple[str, str]]
    unknown: set[tuple[str, str]]
    declared: set[tuple[str, str]]


def chains(
    ties: Iterable[Mapping[str, Any]], actors: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield each pair of holder and target that ties connect, with stakes and who stands behind."""
    web = _weave(ties)
    held = chains_of(sorted(web.known | web.unknown | web.declared))
    reach = {name: steps_from(held, name) for name in web.names}
    controlled = {name: _controlled_by(name, web) for name in web.names}
    ends = {name: _end_of(name, controlled, actors) for name in web.names}
    effective = _effective(web.shares)
    doubtful = _behind_unknown(web, reach)
    place = {name: index for index, name in enumerate(web.names)}
    for holder in web.names:
        for target in sorted(reach[holder]):
            if holder == target:
                continue
            direct = float(web.shares[place[holder], place[target]])
            whole = float(effective[place[holder], place[target]])
            unsure = target in doubtful[holder] or np.isnan(whole)
            state, power = ends[holder]
            yield {
                "holder": holder,
                "target": target,
                "direct_pct": direct if (holder, target) in web.known else None,
                "effective_pct": None if unsure else round(whole, 6),
                "controls": target in controlled[holder],
                "steps": reach[holder][target],
                "state": state,
                "power": power,
            }


def _weave(ties: Iterable[Mapping[str, Any]]) -> _Web:
    rows = sorted(
        ties, key=lambda row: (row["actor"], row["target"], row["relation"], str(row["share_pct"]))
    )
    names = sorted({row[end] for row in rows for end in ("actor", "target")})
    place = {name: index for index, name in enumerate(names)}
    shares = np.zeros((len(names), len(names)))
    stated, unknown, declared = set(), set(), set()
    for row in rows:
        pair = (row["actor"], row["target"])
        if row["relation"] == "controls":
            declared.add(pair)
        if row["share_pct"] is None:
            unknown.add(pair)
        else:
            stated.add(pair)
            shares[place[pair[0]], place[pair[1]]] += float(row["share_pct"])
    return _Web(names, shares, stated, unknown - stated, declared)


def _effective(shares: "np.ndarray") -> "np.ndarray":
    """Return direct and indirect stakes in percent: D (I - D)^-1, the sum over all paths.

    A path that comes back to its holder is not counted again, so that nobody holds more than all of
    a body: where bodies own each other, what each holds in the other by way of itself is its own.

    `shares` holds the direct ones, holders as rows and targets as columns. All are NaN where bodies
    own each other whole, since no such sum exists then.
    """
    part = shares / 100
    here = np.eye(len(part)) - part
    # Rounding leaves a singular matrix a determinant near 0, and rarely of exactly 0.
    if abs(np.linalg.det(here)) < 1e-12:
        return np.full_like(shares, np.nan)
    walks = np.linalg.inv(here)
    first = walks / np.diagonal(walks)[:, np.newaxis]
    np.fill_diagonal(first, (part @ walks).diagonal())
    # Rounded shares in one body may add up to a little more than all of it.
    return np.minimum(first * 100, 100.0)


def _behind_unknown(web: _Web, reach: Mapping[str, Mapping[str, int]]) -> dict[str, set[str]]:
    """Return for each holder the targets that a path with an unknown share leads to."""
    return {
        name: {
            target
            for first, second in web.unknown
            if first in reach[name]
            for target in reach[second]
        }
        for name in web.names
    }


def _controlled_by(name: str, web: _Web) -> set[str]:
    """Return all that one actor controls: by declaration, or by majority with what it controls."""
    place = {other: index for index, other in enumerate(web.names)}
    group = {name}
    while True:
        votes = web.shares[[place[member] for member in group]].sum(axis=0)
        gained = {
            other
            for other in web.names
            if other not in group
            and (votes[place[other]] > MAJORITY or any((m, other) in web.declared for m in group))
        }
        if not gained:
            return group - {name}
        group |= gained


def _end_of(
    name: str, controlled: Mapping[str, set[str]], actors: Mapping[str, Mapping[str, Any]]
) -> tuple[str | None, str | None]:
    """Return the state at the end of an actor's chain of control, and the power behind it."""
    above = {other for other, below in controlled.items() if name in below}
    last = sorted(other for other in above if not any(other in controlled[a] for a in above)) or [
        name
    ]
    states = sorted({_state(other, actors) for other in (*last, name)} - {None}, key=str)
    if len(states) == 1:
        return states[0], states[0]
    countries = {actors.get(other, {}).get("country") for other in last}
    return None, countries.pop() if len(countries) == 1 else None


def _state(name: str, actors: Mapping[str, Mapping[str, Any]]) -> str | None:
    return name.upper() if actors.get(name, {}).get("kind") in ("State", "Bloc") else None
