"""Findings on random cases, of every kind that asks measures or claims."""

from tertius.findings.compiled import compiled_finding
from tertius.findings.finding import Finding
from tertius.measures import measure_columns

COMPUTED = [
    {
        "id": "rail-is-russian",
        "measure": "leader",
        "where": "host = 'SRB' and sector = 'rail' and basis = 'count'",
        "expect": "leader = 'RUS'",
    },
    {
        "id": "china-does-more-than-russia-in-banking",
        "values": {
            power.lower(): {
                "measure": "presence",
                "column": "engagements",
                "where": f"host = 'SRB' and sector = 'banking' and power = '{power}'",
            }
            for power in ("RUS", "CHN")
        },
        "expect": "chn > rus",
    },
    {
        "id": "they-compete",
        "measure": "overlap",
        "where": "host = 'SRB' and power = 'RUS' and other = 'CHN' and basis = 'count'",
        "each": "any",
        "expect": "competing",
    },
    {
        "id": "they-agree",
        "measure": "convergence",
        "where": "issue = 'issue-0'",
        "each": "any",
        "expect": "relation = 'convergent'",
    },
    {
        "id": "a-figure-is-known",
        "measure": "observations",
        "where": "area = 'SRB'",
        "each": "any",
        "expect": "value > 10",
    },
    {
        "id": "something-arrived",
        "measure": "delivery",
        "where": "host = 'SRB' and sector = 'all'",
        "each": "any",
        "expect": "delivered > 0",
    },
]


def findings_of(case):
    claims = [row.id for row in case.rows("claims")][:4]
    argued = {"id": "argued", "supports": [claims[:2], claims[2:3]], "against": claims[3:]}
    entries = [*COMPUTED, *([argued] if len(claims) > 3 else [])]
    named = [Finding.model_validate({"statement": "Said.", **entry}) for entry in entries]
    return [compiled_finding(finding, measure_columns()) for finding in named]
