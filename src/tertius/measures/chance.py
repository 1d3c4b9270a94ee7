"""Under which exchanges a measure can be asked whether chance would give the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

POWERS, NICHES, OUTCOMES = "powers", "niches", "outcomes"


@dataclass(frozen=True)
class Exchanges:
    """The exchanges under which a measure can be asked; or, where there is none, the reason."""

    names: tuple[str, ...] = ()
    reason: str = ""
    """Why none applies, as the end of a sentence that begins with the measure."""
    meeting: frozenset[str] = frozenset()
    """The columns that grow where powers meet; the others grow where they differ."""
    strength: Mapping[str, str] = field(default_factory=dict)
    """By column that names who is first, the column that says by how much."""
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By exchange the columns that it can change, where it cannot change all."""


NAMES_ACTORS = Exchanges(reason="names actors, and whose they are is no label that can be dealt")
PRINTED = Exchanges(reason="gives printed figures, which no dealing of deals could change")
POLLED = Exchanges(reason="gives answers to a poll; its error is that of the sample")
ON_ISSUES = Exchanges(reason="compares views, and who agrees depends on how an issue is worded")
NETWORK = Exchanges(reason="is a network, of which no dealing is agreed")
EFFORT = Exchanges(reason="counts how much was gathered, not what powers do")

ALIKE = frozenset({"schoener", "pianka", "morisita_horn"})

BY_MEASURE: dict[str, Exchanges] = {
    "presence": Exchanges((POWERS,)),
    "leader": Exchanges((POWERS,), strength={"leader": "margin"}),
    "overlap": Exchanges(
        (POWERS, NICHES),
        meeting=ALIKE | {"contested_items", "complementary_links", "competing", "complementary"},
        only={NICHES: ALIKE},
    ),
    "delivery": Exchanges((OUTCOMES,)),
    "delivery_times": Exchanges((OUTCOMES,)),
    "promises": Exchanges(
        reason="names single promises, and which one it is was not left to chance"
    ),
    "convergence": ON_ISSUES,
    "control": NAMES_ACTORS,
    "facts": Exchanges(reason="reads single facts"),
    "observations": PRINTED,
    "perception": POLLED,
    "coverage": EFFORT,
    "dependence": PRINTED,
    "concentration": PRINTED,
    "dependence_index": PRINTED,
    "balance": Exchanges(
        reason="joins deals, votes and figures, of which no single dealing could give all"
    ),
    "brokerage": NETWORK,
    "constraint": NETWORK,
}
