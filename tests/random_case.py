"""Random small cases for property tests: every table that computation reads, and rivals in plenty."""

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from tertius.case.read import Case, Lines
from tertius.case.settings import Issue, Perception, Settings
from tertius.case.weights import Index
from tertius.evidence.actor import Actor
from tertius.evidence.claim import Claim, Observation, Search
from tertius.evidence.engagement import Engagement
from tertius.evidence.position import Link, Position
from tertius.evidence.source import Outlet, Source
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import published
from tertius.evidence.tie import Tie

POWERS = ("RUS", "CHN", "EU")
SECTORS = ("oil-gas", "rail", "banking")
SETTINGS = Settings(
    title="Random",
    hosts=("SRB", "XKX"),
    powers=("RUS", "CHN"),
    baselines=("EU",),
    period="2008/2020",
    perceptions=(Perception(asked="partner", measured="trade_share", qualifier="total"),),
    issues=(
        Issue(id="issue-0", label="Issue 0", domain="politics", excludes=("issue-1",)),
        Issue(id="issue-1", label="Issue 1", domain="politics"),
        Issue(id="issue-2", label="Issue 2", domain="economy", implies=("issue-1",)),
    ),
    groups={"WEST": ("EU", "DEU")},
    index=Index(weights={"trade_share/total": 0.5, "export_value": 0.5}),
)
STATES = ("rus", "chn", "eu", "srb")
COMPANIES = {"gaz": "RUS", "neft": "RUS", "exim": "CHN", "nis": "SRB", "rail-co": "SRB"}
DATES = (None, "2012", "2014-05", "2014-05-06", "2016?", "2010/2013", "2017")


def actors() -> list[Actor]:
    states = [Actor(id=s, kind="Bloc" if s == "eu" else "State", name=s) for s in STATES]
    return states + [Actor(id=c, kind="Company", name=c, country=k) for c, k in COMPANIES.items()]


def sources(draw: st.DrawFn, count: int) -> tuple[dict[str, Source], list[Outlet]]:
    outlets = [
        Outlet(
            id=f"outlet-{g.lower()}",
            name=g,
            kind="other",
            state_controlled="no",
            reliability=g,
            why="Test.",
        )
        for g in "BCF"
    ]
    found = {}
    for n in range(count):
        custom: dict[str, object] = {"outlet": draw(st.sampled_from([o.id for o in outlets]))}
        if n and draw(st.booleans()) and n % 3 == 0:
            custom["derived_from"] = f"source-{n - 1}"
        if n == count - 1 and draw(st.booleans()):
            custom = {"lost": True}
        year = draw(st.sampled_from([2013, 2015, 2018, None]))
        issued = {"date-parts": [[year]]} if year else None
        found[f"source-{n}"] = Source.model_validate(
            {
                "id": f"source-{n}",
                "type": "article",
                "title": f"Source {n}",
                "issued": issued,
                "custom": custom,
            }
        )
    return found, outlets


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with up to nine engagements and some forty claims of five to seven sources."""
    found, outlets = sources(draw, draw(st.integers(4, 6)))
    pick = lambda options: draw(st.sampled_from(options))
    engagements = []
    for n in range(draw(st.integers(5, 9))):
        power = pick(["RUS", "CHN", "EU", "RUS;CHN"])
        parties = draw(
            st.lists(
                st.sampled_from(
                    [
                        "lender:exim",
                        "supplier:gaz",
                        "buyer:nis",
                        "target:rail-co",
                        "signatory:srb",
                        "contractor:exim@RUS",
                        "recipient:nis",
                        "target:gaz",
                    ]
                ),
                max_size=3,
                unique=True,
            )
        )
        engagements.append(
            Engagement.model_validate(
                {
                    "id": f"deed-{n}",
                    "label": f"Deed {n}",
                    "type": pick(["loan", "contract", "programme", "visit", "sanction"]),
                    "power": power,
                    "host": pick(["SRB", "SRB", "XKX", "SRB;XKX"]),
                    "domain": "economy",
                    "sector": pick([*SECTORS, "oil-gas;rail", "arms", "arms"]),
                    "parties": tuple(parties),
                    "start": pick(DATES),
                    "direction": pick(["power_to_host"] * 3 + ["mutual", "host_to_power"]),
                    "scope": pick(["core", "core", "neighbour", "background"]),
                    "part_of": f"deed-{draw(st.integers(0, n - 1))}"
                    if n and pick([True, False, False, False])
                    else None,
                }
            )
        )
    ties = [
        Tie.model_validate(
            {
                "id": f"tie-{n}",
                "actor": a,
                "relation": r,
                "target": t,
                "share_pct": s,
                "sector": "oil-gas",
                "start": pick(DATES),
            }
        )
        for n, (a, r, t, s) in enumerate(
            [
                ("rus", "controls", "gaz", None),
                ("gaz", "owns", "neft", pick([None, "60", "30"])),
                ("neft", "owns", "nis", "56.15"),
                ("exim", "owns", "rail-co", pick(["40", "70"])),
                ("chn", "controls", "exim", None),
            ]
        )
    ]
    positions = [
        Position.model_validate(
            {
                "id": f"stand-{n}",
                "actor": pick(STATES),
                "issue": pick(["issue-0", "issue-1", "issue-2"]),
                "view": pick(["supports", "opposes", "avoids"]),
                "kind": pick(["declared", "voted"]),
            }
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    links = [
        Link.model_validate(
            {
                "id": f"link-{n}",
                "subject": pick([*(e.id for e in engagements), "gaz", "tie-2"]),
                "relation": pick(["supplies", "contests", "opposes", "explains"]),
                "object": pick([*(e.id for e in engagements), "exim", "stand-0"]),
            }
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    subjects = [*engagements, *ties, *positions, *links]
    claims: list[Claim] = []

    def claim(subject: str, **cells: object) -> None:
        claims.append(
            Claim.model_validate(
                {
                    "id": f"claim-{len(claims):02}",
                    "subject": subject,
                    "source": ";".join(
                        draw(
                            st.lists(
                                st.sampled_from(sorted(found)), min_size=1, max_size=2, unique=True
                            )
                        )
                    ),
                    "via": "source-0" if pick([True, False]) else None,
                    "stance": pick(["supports"] * 6 + ["disputes"]),
                    "information": pick(["2", "3", "4"]),
                    "checked": pick(["no"] * 4 + ["yes", "mismatch"]),
                    "date": pick(DATES),
                    "based_on": (claims[-1].id,) if claims and pick([True] + [False] * 5) else (),
                    **cells,
                }
            )
        )

    for row in subjects:
        claim(row.id, property="exists", value="yes", stance="supports", checked="no")
        if isinstance(row, Engagement):
            for stage in draw(
                st.lists(
                    st.sampled_from(
                        [
                            "pledged",
                            "signed",
                            "signed",
                            "delivered",
                            "stalled",
                            "cancelled",
                            "declined",
                        ]
                    ),
                    max_size=3,
                )
            ):
                claim(row.id, property="stage", value=stage)
            for value in draw(st.lists(st.sampled_from(["100", "250", "7.5"]), max_size=3)):
                claim(
                    row.id,
                    property="amount",
                    value=value,
                    unit=pick(["EUR", "USD", "RSD"]),
                    stage=pick([None, "pledged", "signed"]),
                )
            if pick([True, False, False]):
                claim(row.id, property="cost_to_host", value=pick(["5", "8"]), unit="EUR")
                claim(row.id, property="quality", value=pick(["new", "second_hand"]))
            if pick([True, False, False]):
                claim(
                    row.id,
                    property=pick(["power", "sector", "start", "party"]),
                    value="placeholder",
                )
                last = claims.pop()
                value = {"power": "CHN", "sector": "rail", "start": "2011", "party": "lender:exim"}[
                    last.property
                ]
                claims.append(last.model_copy(update={"value": value}))
        if isinstance(row, Tie) and pick([True, False]):
            claim(row.id, property="share_pct", value=pick(["51", "10"]))
        if isinstance(row, Position) and pick([True, False, False]):
            claim(row.id, property="view", value=pick(["opposes", "conditional"]))
        if pick([True, False, False]):
            claim(row.id, property="exists", value=pick(["yes", "no"]))
    observations = [
        Observation.model_validate(
            {
                "id": f"number-{n}",
                "indicator": indicator,
                "area": "SRB",
                "counterpart": pick(["RUS", "CHN", "EU"]) if indicator != "no_answer" else None,
                "period": pick(periods),
                "qualifier": qualifier,
                "value": pick(["6", "40"]),
                "unit": "pct",
                "sample": pick([None, "1000"]) if indicator == "opinion_share" else None,
                "source": pick(sorted(found)),
                "stance": pick(["supports", "supports", "disputes"]),
            }
        )
        for n in range(draw(st.integers(2, 7)))
        for indicator, qualifier, periods in [
            pick(
                [
                    ("opinion_share", "partner", ["2020"]),
                    ("trade_share", "total", [None, "2018", "2020"]),
                    ("no_answer", "partner", ["2020"]),
                ]
            )
        ]
    ]
    for n in range(draw(st.integers(2, 8))):
        indicator = pick(["trade_share", "export_value"])
        valued = indicator == "export_value"
        observations.append(
            Observation.model_validate(
                {
                    "id": f"flow-{n}",
                    "indicator": indicator,
                    "area": pick(["SRB", "SRB", "XKX"]),
                    "counterpart": pick(["RUS", "CHN", "EU", "DEU", "HRV", *([None] * valued)]),
                    "qualifier": None if valued else "total",
                    "period": pick([None, "2012", "2019"]),
                    "value": pick(["10", "25", "40"]),
                    "unit": pick(["EUR", "USD", "RSD"]) if valued else "pct",
                    "approx": pick([None, None, "over"]),
                    "source": pick(sorted(found)),
                    "stance": pick(["supports"] * 4 + ["disputes"]),
                }
            )
        )
    searches = [
        Search.model_validate(
            {
                "id": "looked-0",
                "host": "SRB",
                "power": "CHN",
                "sector": "oil-gas",
                "looked_for": "Stakes",
                "searched_in": "Nowhere",
                "language": "en",
                "date": "2020",
                "found": "nothing",
            }
        ),
        Search.model_validate(
            {
                "id": "looked-1",
                "subject": "deed-0",
                "looked_for": "Payment",
                "searched_in": "Nowhere",
                "language": "en",
                "date": "2020",
                "found": "nothing",
            }
        ),
    ]
    rows = {
        "outlets": outlets,
        "actors": actors(),
        "engagements": engagements,
        "ties": ties,
        "positions": positions,
        "links": links,
        "claims": claims,
        "observations": observations,
        "searches": searches,
    }
    tables = {
        t.table: Lines(list(rows.get(t.table, [])), list(range(2, 2 + len(rows.get(t.table, [])))))
        for t in TABLES
    }
    return Case(Path(), SETTINGS, published(), found, tables)


AS_OF = date(2020, 12, 31)
