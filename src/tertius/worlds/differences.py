"""What may differ between worlds: which tables, by which partitions, and which steps it then touches."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa

from tertius.engine.step import Step
from tertius.facts.rule import FACT_KEY, OBSERVATION_KEY
from tertius.measures import STEPS

EFFORT = ("host", "power", "domain")
PARTITIONS: dict[str, tuple[str, ...]] = {
    "claims": FACT_KEY,
    "observation_rows": OBSERVATION_KEY,
    "bearings": EFFORT,
    "engagement_rows": ("family",),
    "ancestors": ("family",),
    "party_rows": ("family",),
    "tie_rows": ("family",),
    "position_rows": ("family",),
    "link_rows": ("family",),
    "subject_searches": ("family",),
    "searches": ("host", "sector", "power"),
    "stance_searches": ("issue",),
}
"""The tables that may differ between worlds, and the partition by which each does."""

WITHDRAWING = (
    "claims",
    "observation_rows",
    "bearings",
    "searches",
    "subject_searches",
    "stance_searches",
)
"""The tables from which a world without some evidence takes rows."""
WRITTEN_TOO: dict[str, tuple[str, ...]] = {
    "engagements": ("observations", "parties", "stakes"),
    "claims": WITHDRAWING,
    "engagement_rows": tuple(PARTITIONS),
}
"""By a table from which most steps are made, others for which a plan is written where it differs.

None of them is made from another, so each may be left as it stands in the baseline.
"""
SETTLED_BY = {"claims": FACT_KEY, "observation_rows": OBSERVATION_KEY}

WORLD = ("world", pa.string())
WITHDRAWN = pa.schema([WORLD, ("id", pa.string())])
INTEREST = pa.schema([WORLD, ("measure", pa.string())])

FAMILY = "family"
"""The column that names the rows which are computed together, whatever stands in other families."""

WORLDS_WITHDRAW, VARIANTS_WITHDRAW = "withdrawn", "withdrawn_of_variants"
"""The tables of a plan that say what worlds leave out, and what variants of families do."""

OF_WORLDS = "variants"
"""The table of a plan that says which variants worlds have."""

VARIANTS = pa.schema([WORLD, ("variant", pa.string())])
"""Which variant of a family worlds have, where it differs from the baseline; a variant is of one family."""


Ends = dict[str, tuple[str, str]]
"""By measure its tables of rows and of partitions in a plan of worlds."""

Chosen = tuple[tuple[str, Any], ...]
"""Choices as they stand in the key of a cache."""


@dataclass(frozen=True)
class Difference:
    """In which way worlds differ from the baseline."""

    withdraws: bool
    """Whether rows are left out."""
    altered: frozenset[str]
    """The tables that stand otherwise, or may."""
    has_interest: bool
    """Whether each world says which measures are asked there."""
    has_variants: bool
    """Whether families are computed once for each variant, instead of once for each world."""


def written_for(altered: Collection[str]) -> frozenset[str]:
    """Return the tables for which a plan is written, given those that stand otherwise: a few more.

    A plan takes seconds to write, and one for each combination of tables would be written for nearly
    every case; what is left as it stands costs a pass up to a sixth more.
    """
    return frozenset(altered).union(*(WRITTEN_TOO.get(name, ()) for name in altered))


def with_choices(step: Step, chosen: Chosen) -> Callable[..., Any]:
    """Return the function of a step with its choices made."""
    choices = dict(chosen)
    return partial(step.function, **{name: choices[name] for name in step.choices})


def is_of_families(per: Collection[str]) -> bool:
    """Return whether partitions by some columns each lie within one family."""
    return FAMILY in per


def decides(name: str) -> str:
    """Return the name of the table of those rows of another that decide a fact."""
    return f"{name}_deciding"


def needed(asked: Collection[str]) -> set[str]:
    """Return the names of the steps asked, and of those that they are made of."""
    names = set(asked)
    for step in reversed(STEPS):
        if step.name in names:
            names.update(step.inputs)
    return names
