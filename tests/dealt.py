"""A case of a few deals, written out in a test, and what dealing its rows anew says of its findings."""

from pathlib import Path

from tertius.case.read import Case, Lines
from tertius.case.settings import Settings
from tertius.evidence.actor import Actor
from tertius.evidence.claim import Claim
from tertius.evidence.engagement import Engagement
from tertius.evidence.source import Source
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import published
from tertius.findings.read import read_findings
from tertius.measures import measure_columns
from tertius.study.run import run_study

POWERS = ("RUS", "CHN")
SOURCE = {"id": "daily", "type": "article", "title": "Daily", "custom": {"outlet": "daily"}}


def deals_case(folder: Path, deals, findings: str, *, powers=POWERS, stages=()) -> Case:
    """Return a case of Serbia that holds deals, each (id, power, sector), all of them signed.

    `stages` adds claims (deal, stage, date) to them. Findings are the text of findings.yml.
    """
    (folder / "findings.yml").write_text(findings, encoding="utf-8")
    engagements = [
        Engagement.model_validate(
            {
                "id": name,
                "label": name,
                "type": "contract",
                "power": power,
                "host": "SRB",
                "domain": "economy",
                "sector": sector,
                "parties": (f"contractor:{power.split(';')[0].lower()}",) if power else (),
                "start": "2015",
                "direction": "power_to_host",
                "scope": "core",
            }
        )
        for name, power, sector in deals
    ]
    told = [*((name, "signed", "2015") for name, _, _ in deals), *stages]
    claims = [
        Claim.model_validate(
            {
                "id": f"claim-{n}",
                "subject": name,
                "property": "stage",
                "value": stage,
                "date": day,
                "source": "daily",
                "stance": "supports",
                "information": "2",
                "checked": "no",
            }
        )
        for n, (name, stage, day) in enumerate(told)
    ]
    states = [
        Actor(id=code.lower(), kind="State", name=code, country=code) for code in (*powers, "SRB")
    ]
    rows = {"engagements": engagements, "claims": claims, "actors": states}
    tables = {
        t.table: Lines(list(rows.get(t.table, [])), list(range(2, 2 + len(rows.get(t.table, [])))))
        for t in TABLES
    }
    settings = Settings(title="Dealt", hosts=("SRB",), powers=powers, period="2008/2020")
    source = Source.model_validate(SOURCE)
    return Case(folder, settings, published(), {source.id: source}, tables)


def dealt_study(case: Case, *, with_flips=False):
    """Run a case with the chance of its findings; those that cannot be read are an error."""
    compiled, problems = read_findings(case, measure_columns())
    assert not [p for p in problems if p.blocks], problems
    return run_study(case, compiled, with_flips=with_flips, with_chance=True)


def dealt(folder: Path, deals, findings: str, **choices):
    """Return the results of a case of deals, by the ids of its findings."""
    study = dealt_study(deals_case(folder, deals, findings, **choices))
    return {result.id: result for result in study.results}
