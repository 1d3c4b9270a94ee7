"""Small made cases of deals and stakes in one sector of one host, of which some values are unknown."""

from pathlib import Path

from tertius.case.read import Case, Lines
from tertius.case.settings import Settings
from tertius.evidence.actor import Actor
from tertius.evidence.claim import Claim, Observation
from tertius.evidence.engagement import Engagement
from tertius.evidence.source import Outlet, Source
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import published
from tertius.evidence.tie import Tie
from tertius.findings.compiled import compiled_finding
from tertius.findings.finding import Finding
from tertius.measures import measure_columns
from tertius.study.run import run_study

SETTINGS = Settings(
    title="Ports", hosts=("LKA",), powers=("CHN", "IND"), baselines=("JPN",), period="2008/2020"
)
MILLION = 10**6
HERE = "host = 'LKA' and sector = 'rail'"
SOURCE = Source.model_validate(
    {"id": "paper", "type": "article", "title": "Paper", "custom": {"outlet": "outlet"}}
)
OUTLET = Outlet(
    id="outlet", name="O", kind="other", state_controlled="no", reliability="B", why="Test."
)


def claim(name, subject, **cells):
    return Claim.model_validate(
        {"id": name, "subject": subject, "source": "paper", "information": "2", **cells}
    )


def amount(subject, millions, *, unit="EUR", **cells):
    """The claim that a deal is of so many millions."""
    value = f"{round(millions * MILLION, 6):f}".rstrip("0").rstrip(".")
    return claim(f"{subject}-amount", subject, property="amount", value=value, unit=unit, **cells)


def ports_case(deals, stakes=(), claims=(), observations=()):
    """A case of deals (id, power, type, millions or None) and stakes (holder's power, company, share)."""
    engagements, stated = [], list(claims)
    for name, power, sort, millions in deals:
        engagements.append(
            Engagement.model_validate(
                {
                    "id": name,
                    "label": name,
                    "type": sort,
                    "power": power,
                    "host": "LKA",
                    "domain": "economy",
                    "sector": "rail",
                    "start": "2015",
                    "direction": "power_to_host",
                    "scope": "core",
                }
            )
        )
        stated.append(claim(f"{name}-stage", name, property="stage", value="signed"))
        if millions is not None:
            stated.append(amount(name, millions))
    actors = [Actor(id=c, kind="State", name=c) for c in ("chn", "ind", "jpn", "lka")]
    ties = []
    for power, company, share in stakes:
        holder, tie = f"{power.lower()}-firm", f"{power.lower()}-owns-{company}"
        for one, country in ((holder, power), (company, "LKA")):
            if one not in {actor.id for actor in actors}:
                actors.append(Actor(id=one, kind="Company", name=one, country=country))
        ties.append(
            Tie.model_validate(
                {
                    "id": tie,
                    "actor": holder,
                    "relation": "owns",
                    "target": company,
                    "share_pct": share,
                    "sector": "rail",
                    "start": "2012",
                }
            )
        )
        stated.append(claim(f"{tie}-exists", tie, property="exists", value="yes"))
    rows = {
        "outlets": [OUTLET],
        "actors": actors,
        "engagements": engagements,
        "ties": ties,
        "claims": stated,
        "observations": [
            Observation.model_validate({"source": "paper", "information": "2", **cells})
            for cells in observations
        ],
    }
    tables = {
        t.table: Lines(rows.get(t.table, []), list(range(2, 2 + len(rows.get(t.table, [])))))
        for t in TABLES
    }
    return Case(Path(), SETTINGS, published(), {"paper": SOURCE}, tables)


def with_claims(case, claims):
    """The case with claims written in."""
    rows = [*case.rows("claims"), *claims]
    tables = {**case.tables, "claims": Lines(rows, list(range(2, 2 + len(rows))))}
    return Case(case.folder, case.settings, case.taxonomy, case.sources, tables)


def finding(name, **entry):
    return compiled_finding(
        Finding.model_validate({"id": name, "statement": "It is so.", **entry}), measure_columns()
    )


def leads(power, basis="amount"):
    """The finding that a power leads."""
    return finding(
        f"{power.lower()}-leads",
        measure="leader",
        where=f"{HERE} and basis = '{basis}'",
        expect=f"leader = '{power}'",
    )


def compared(name, expect, column="amount", powers=("CHN", "IND")):
    """A finding on one column of the presence of powers, by their codes in small letters."""
    values = {
        power.lower(): {
            "measure": "presence",
            "column": column,
            "where": f"{HERE} and power = '{power}'",
        }
        for power in powers
    }
    return finding(name, values=values, expect=expect)


def results(case, *compiled):
    """What findings come to, by their ids."""
    return {one.id: one for one in run_study(case, compiled, with_flips=False).results}


def result(case, one):
    return results(case, one)[one.finding.id]
