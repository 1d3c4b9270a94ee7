"""The tables of a case, in the order in which a person would read them."""

from tertius.evidence.actor import Actor, Judgement, Name, Redirect
from tertius.evidence.claim import Claim, Explanation, Observation, Search
from tertius.evidence.engagement import Engagement
from tertius.evidence.place import Place
from tertius.evidence.position import Link, Position
from tertius.evidence.row import Row
from tertius.evidence.source import Outlet
from tertius.evidence.tie import Tie

TABLES: tuple[type[Row], ...] = (
    Outlet,
    Actor,
    Name,
    Place,
    Tie,
    Engagement,
    Position,
    Link,
    Claim,
    Observation,
    Search,
    Judgement,
    Redirect,
    Explanation,
)

BY_NAME: dict[str, type[Row]] = {row.table: row for row in TABLES}

SUBJECTS = ("engagements", "ties", "positions", "links", "actors")
"""The tables whose rows a claim can be about."""

NAMING_SPACE = (
    "actors",
    "places",
    "engagements",
    "ties",
    "positions",
    "links",
    "claims",
    "observations",
    "searches",
    "outlets",
)
"""The tables whose ids have to differ from each other throughout a case."""
