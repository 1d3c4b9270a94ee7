"""The measures, in the order in which they are computed; read it as a table of contents."""

from tertius.engine.step import Step
from tertius.facts.settle import settle, settle_observations
from tertius.facts.subjects import engagements, links, parties, positions, ties
from tertius.measures.balance import balance, leanings
from tertius.measures.bonds import (
    acts,
    bond_counts,
    bonds,
    chance_links,
    complements,
    counted_bonds,
    courted,
    link_sides,
    repeated_bonds,
    rivals,
)
from tertius.measures.brokerage import brokerage, constraint, contacts, strands
from tertius.measures.control import control, holdings, stakes
from tertius.measures.convergence import convergence, stances
from tertius.measures.coverage import coverage
from tertius.measures.delivery import deliveries, delivery, promise_places, promises
from tertius.measures.dependence import concentration, dependence, dependence_index, portions
from tertius.measures.entries import cells, efforts, entries, sectors
from tertius.measures.likeness import (
    likeness,
    likeness_overall,
    meetings,
    profiles,
    totals,
    totals_of_pairs,
)
from tertius.measures.overlap import overlap
from tertius.measures.perception import perception
from tertius.measures.presence import leader, presence
from tertius.measures.standings import standings, tie_hosts
from tertius.measures.waiting import delivery_times

STEPS: tuple[Step, ...] = (
    settle,
    settle_observations,
    engagements,
    parties,
    ties,
    positions,
    links,
    entries,
    holdings,
    control,
    stakes,
    efforts,
    cells,
    sectors,
    presence,
    leader,
    link_sides,
    courted,
    acts,
    rivals,
    bonds,
    repeated_bonds,
    counted_bonds,
    bond_counts,
    complements,
    chance_links,
    profiles,
    totals,
    totals_of_pairs,
    meetings,
    likeness,
    likeness_overall,
    overlap,
    stances,
    convergence,
    promises,
    promise_places,
    deliveries,
    delivery,
    delivery_times,
    perception,
    coverage,
    portions,
    dependence,
    concentration,
    dependence_index,
    standings,
    tie_hosts,
    leanings,
    balance,
    contacts,
    brokerage,
    strands,
    constraint,
)

MEASURES: dict[str, Step] = {step.name: step for step in STEPS if step.question}
"""The published tables: what a finding may ask."""
