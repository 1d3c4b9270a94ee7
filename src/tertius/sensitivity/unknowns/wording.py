"""What undoes a verdict in words, and what is missing where it is open, down to the claim."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tertius.findings.judge import Judgement
from tertius.sensitivity.unknowns.groups import Group, Undone
from tertius.sensitivity.within import Edge, ceilings, worded
from tertius.worlds.computation import Computation
from tertius.worlds.unknowns import Unknown

MOST_MISSING = 3
"""So many unknowns are named in a reason, which is to stay a sentence; the others are counted."""


@dataclass(frozen=True)
class Bounded:
    """A judgement over every value that unknowns may have, and within what it stands."""

    judgement: Judgement
    within: str | None = None
    edges: tuple[Edge, ...] = ()
    """From where on unknown values undo it by what is known, whether or not that leaves it open."""


def bounded_by(
    judgement: Judgement, undone: Undone, groups: Sequence[Group], claims: "Claims"
) -> Bounded:
    """Return the judgement that what undoes a test leaves, by one rule for all powers.

    It stands, with its bounds, where undoing it takes more than the largest known amount of its type
    for each deal without one; else it is open.
    """
    undoing = worded(undone.edges, are_joint=undone.are_joint)
    high = ceilings(undone.edges)
    if not undone.is_within_reach:
        return Bounded(judgement, f"unless {undoing}{f'; {high}' if high else ''}", undone.edges)
    subjects = {subject for edge in undone.edges for subject in edge.subjects}
    missing = _missing(
        [g for g in groups if subjects.intersection(u.subject for u in g.unknowns)], claims
    )
    reason = f"{judgement.reason} by what is known, and would not be if {undoing}"
    if judgement.verdict == "fails":
        reason = f"{judgement.reason} by what is known, and would be if {undoing}"
    reason += f"; {high}" if high else ""
    reason = f"{reason}{'; ' if high else ': '}{missing}" if missing else reason
    return Bounded(replace(judgement, verdict="open", reason=reason), edges=undone.edges)


def why_open(reason: str, groups: Sequence[Group], claims: "Claims") -> str:
    """Return why a test is open, with what is missing down to the claim."""
    missing = _missing(groups, claims)
    return f"{reason}: {missing}" if missing else reason


def _missing(groups: Sequence[Group], claims: "Claims") -> str:
    """Return what is missing of some groups, the first few by name."""
    every = [u for group in groups for u in group.unknowns if u.stated is None]
    reasons = list(dict.fromkeys(claims.missing(unknown) for unknown in every))
    more = len(reasons) - MOST_MISSING
    return "; ".join(
        [*reasons[:MOST_MISSING], *([f"and {more} more are missing"] if more > 0 else [])]
    )


@dataclass(frozen=True)
class Claims:
    """The claims on amounts, by subject."""

    amounts: Mapping[str, Sequence[Mapping[str, object]]]

    @classmethod
    def of(cls, computation: Computation) -> "Claims":
        columns = ["id", "subject", "property", "period", "qualifier", "stage_order", "number"]
        columns += ["unit", "amount", "first_day", "last_day", "supports"]
        amounts: dict[str, list[Mapping[str, object]]] = defaultdict(list)
        for row in computation.fetch("claims").select(columns).to_pylist():
            if row["property"] == "amount" and not row["period"] and not row["qualifier"]:
                amounts[row["subject"]].append(row)
        return cls(amounts)

    def missing(self, unknown: Unknown) -> str:
        """Return what is missing of an unknown: a claim, a rate, or an end to a dispute."""
        name = unknown.subject
        if unknown.sort == "stake":
            return f"no share of {name} is known"
        if unknown.sort == "years":
            return f"no date of {name} is known"
        if unknown.sort in ("share", "figure"):
            return f"{name} is unknown"
        word = "" if unknown.sort == "amount" else f"{unknown.sort} "
        first, last = STAGES[unknown.sort]
        fitting = [
            claim
            for claim in self.amounts.get(name, ())
            if claim["stage_order"] == 0 or first <= int(str(claim["stage_order"])) <= last
        ]
        unconverted = [c for c in fitting if c["supports"] and c["amount"] is None and c["unit"]]
        if unconverted:
            claim = unconverted[0]
            return (
                f"the {word}amount of {name} could not be converted: no rate for"
                f" {claim['unit']} {_when(claim)} ({claim['id']})"
            )
        if disputes := [str(claim["id"]) for claim in fitting if not claim["supports"]]:
            return f"the {word}amount of {name} is disputed ({', '.join(sorted(disputes))})"
        return f"no {word}amount of {name} is known"


STAGES = {"amount": (4, 8), "promised": (1, 3), "signed": (4, 5), "delivered": (6, 8)}
"""Between which places in the order of stages an amount is stated for each step."""


def _when(claim: Mapping[str, object]) -> str:
    first, last = claim["first_day"], claim["last_day"]
    if first is None:
        return "without a date"
    return f"on {first}" if first == last else f"from {first} to {last}"
