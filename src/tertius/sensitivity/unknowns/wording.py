"""What undoes a verdict in words, and what is missing where it is open, down to the claim."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tertius.findings.judge import Judgement
from tertius.language.told import gettext, listed, marked, ngettext
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
        within = gettext("unless {what}", what=undoing)
        return Bounded(judgement, listed([within, high], "; ") if high else within, undone.edges)
    subjects = {subject for edge in undone.edges for subject in edge.subjects}
    missing = _missing(
        [g for g in groups if subjects.intersection(u.subject for u in g.unknowns)], claims
    )
    parts = {"reason": judgement.reason, "what": undoing}
    reason = gettext("{reason} by what is known, and would not be if {what}", **parts)
    if judgement.verdict == "fails":
        reason = gettext("{reason} by what is known, and would be if {what}", **parts)
    reason = listed([reason, high], "; ") if high else reason
    reason = listed([reason, missing], "; " if high else ": ") if missing else reason
    return Bounded(replace(judgement, verdict="open", reason=reason), edges=undone.edges)


def why_open(reason: str, groups: Sequence[Group], claims: "Claims") -> str:
    """Return why a test is open, with what is missing down to the claim."""
    missing = _missing(groups, claims)
    return listed([reason, missing], ": ") if missing else reason


def _missing(groups: Sequence[Group], claims: "Claims") -> str:
    """Return what is missing of some groups, the first few by name."""
    every = [u for group in groups for u in group.unknowns if u.stated is None]
    reasons = list(dict.fromkeys(claims.missing(unknown) for unknown in every))
    more = len(reasons) - MOST_MISSING
    named = reasons[:MOST_MISSING]
    if more > 0:
        named.append(ngettext("and {count} more are missing", "and {count} more are missing", more))
    return listed(named, "; ") if named else ""


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
            return gettext("no share of {name} is known", name=name)
        if unknown.sort == "years":
            return gettext("no date of {name} is known", name=name)
        if unknown.sort in ("share", "figure"):
            return gettext("{name} is unknown", name=name)
        first, last = STAGES[unknown.sort]
        fitting = [
            claim
            for claim in self.amounts.get(name, ())
            if claim["stage_order"] == 0 or first <= int(str(claim["stage_order"])) <= last
        ]
        unconverted = [c for c in fitting if c["supports"] and c["amount"] is None and c["unit"]]
        if unconverted:
            claim = unconverted[0]
            return gettext(
                "{amount} could not be converted, as {claim} has it: no rate for {unit} {when}",
                amount=gettext(AMOUNTS[unknown.sort], name=name),
                unit=claim["unit"],
                when=_when(claim),
                claim=claim["id"],
            )
        if disputes := [str(claim["id"]) for claim in fitting if not claim["supports"]]:
            return gettext(
                "{amount} is disputed by {claims}",
                amount=gettext(AMOUNTS[unknown.sort], name=name),
                claims=", ".join(sorted(disputes)),
            )
        return gettext(NO_AMOUNTS[unknown.sort], name=name)


AMOUNTS = {
    "amount": marked("the amount of {name}"),
    "promised": marked("the promised amount of {name}"),
    "signed": marked("the signed amount of {name}"),
    "delivered": marked("the delivered amount of {name}"),
}
NO_AMOUNTS = {
    "amount": marked("no amount of {name} is known"),
    "promised": marked("no promised amount of {name} is known"),
    "signed": marked("no signed amount of {name} is known"),
    "delivered": marked("no delivered amount of {name} is known"),
}


STAGES = {"amount": (4, 8), "promised": (1, 3), "signed": (4, 5), "delivered": (6, 8)}
"""Between which places in the order of stages an amount is stated for each step."""


def _when(claim: Mapping[str, object]) -> str:
    first, last = claim["first_day"], claim["last_day"]
    if first is None:
        return gettext("without a date")
    if first == last:
        return gettext("on {day}", day=first)
    return gettext("from {first} to {last}", first=first, last=last)
