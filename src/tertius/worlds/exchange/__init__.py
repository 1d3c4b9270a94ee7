"""Exchange worlds: labels dealt out anew among the rows of one stratum, everything else kept.

An exchange is one more choice of evidence, so the kernel computes many of its worlds at once. Three
are dealt: the power of what stands (`powers`), the sector in which a power does what it does
(`niches`), and what became of a promise, with when (`outcomes`). Settled rows are dealt, so claims on
a label have been weighed before.

A world is named by its number. The same seed deals the same world under the same number, in whatever
batches worlds are computed.
"""

from collections.abc import Callable, Iterable

import pyarrow as pa

from tertius.worlds.exchange.deck import Deck, Exchange, Places, Stratum, decked
from tertius.worlds.exchange.niches import NichesExchange
from tertius.worlds.exchange.outcomes import OutcomesExchange
from tertius.worlds.exchange.powers import PowersExchange

__all__ = [
    "Deck",
    "Exchange",
    "NichesExchange",
    "OutcomesExchange",
    "Places",
    "PowersExchange",
    "Stratum",
    "decked",
    "exchange_of",
]

Fetch = Callable[[str], pa.Table]
"""Gives the table of an input or of a step in the baseline, by its name."""


def exchange_of(
    name: str, fetch: Fetch, powers: Iterable[str]
) -> PowersExchange | NichesExchange | OutcomesExchange:
    """Return an exchange among some powers, given the tables of the baseline.

    Raises ValueError for a name that is no exchange.
    """
    asked = frozenset(powers)
    if name == "powers":
        return PowersExchange(
            fetch("engagements"),
            fetch("parties"),
            fetch("stakes"),
            fetch("holdings"),
            fetch("ancestors"),
            asked,
        )
    if name == "niches":
        rows = fetch("sector_domains").to_pylist()
        return NichesExchange(
            fetch("profiles"), {row["sector"]: row["domain"] for row in rows}, asked
        )
    if name == "outcomes":
        # Promises are dealt by their place, which has to depend on what they are alone.
        return OutcomesExchange(fetch("promises").sort_by("engagement"), asked)
    raise ValueError(f"{name!r} is no exchange")
