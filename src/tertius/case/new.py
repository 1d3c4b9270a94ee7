"""A new, empty case that checks and builds as it stands."""

import json
import re
from pathlib import Path

from tertius.case.near import code_meant, no_code
from tertius.case.write import slug, write_atomically, write_table
from tertius.errors import CaseError
from tertius.evidence.codes import name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.tables import TABLES

SETTINGS = """\
# What this case is about. Every key is explained in the reference of case.yml.
title: {title}
hosts: [{hosts}]
powers: [{powers}]
baselines: []
# Results hold for the last day of the period. Write a span, such as 2008/2020.
period: {period}
question: ""
# Amounts are compared in EUR, USD, GBP or CHF.
currency: EUR
contact: ""
# Under which licence others may use the evidence, such as CC-BY-4.0; empty where you do not say.
licence: ""
# Matters on which actors hold positions, such as
# - {{id: eu-accession, label: "Accession to the EU", domain: politics}}
# with excludes: [...] or implies: [...] where another issue cannot be had with it, or comes with it.
issues: []
datasets: []
vocabulary: {{}}
expects: {{}}
# How likely a claim counts in a draw: with information 1 to 6, times that of outlets graded A to F.
draws:
  information: [0.95, 0.8, 0.6, 0.3, 0.1, 0.5]
  outlets: [1, 1, 0.95, 0.8, 0.5, 0.9]
  worlds: 1000
  seed: 1945
"""

FINDINGS = """\
# The conclusions, an entry for each; every key is explained in the reference of findings.yml. Such as:
# - id: norway-leads-in-electricity
#   section: Energy
#   statement: Norway lends more for electricity in Iceland than Canada.
#   measure: leader
#   where: "host = 'ISL' and sector = 'electricity' and basis = 'amount'"
#   expect: "leader = 'NOR'"
"""

GIT_ATTRIBUTES = """\
# Where two people changed lines side by side, git stops, and nothing that one of them deleted comes
# back. `tertius check CASE --fix` then puts the rows of both together, and names those to decide on.
*.csv merge=text
sources.json merge=text
"""


def new_case(folder: Path, *, hosts: list[str], powers: list[str], period: str) -> None:
    """Write an empty case: settings, a header for every table, no sources, no findings.

    Raises CaseError where the folder already holds files, or a code is unknown.
    """
    if folder.exists() and not folder.is_dir():
        raise CaseError(f"{folder} is a file. Name a folder that does not exist yet.")
    if folder.exists() and any(folder.iterdir()):
        raise CaseError(f"{folder} is not empty. Name a folder that does not exist yet.")
    for code in (*hosts, *powers):
        if name_of(code) is None:
            raise CaseError(f'"{code}" {no_code(code, many=False).text}')
    for code in (*hosts, *powers):
        if code in hosts and code in powers:
            raise CaseError(f"{code} is a host and a power. Name it as one of the two.")
        if (hosts + powers).count(code) > 1:
            raise CaseError(f"{code} stands twice. Name it once.")
    if not hosts or not powers:
        raise CaseError("a case needs a host and a power. Write --host SRB --powers RUS,CHN.")
    if not _has_an_end(period):
        raise CaseError(f"{period!r} is not a span with an end. Write one such as 2008/2020.")
    folder.mkdir(parents=True, exist_ok=True)
    settings = SETTINGS.format(
        title=json.dumps(
            f"{' and '.join(map(_name, powers))} in {' and '.join(map(_name, hosts))}",
            ensure_ascii=False,
        ),
        hosts=", ".join(hosts),
        powers=", ".join(powers),
        period=json.dumps(period),
    )
    write_atomically(folder / "case.yml", settings.encode("utf-8"))
    write_atomically(folder / ".gitattributes", GIT_ATTRIBUTES.encode("utf-8"))
    write_atomically(folder / "sources.json", b"[]\n")
    write_atomically(folder / "findings.yml", FINDINGS.encode("utf-8"))
    for row in TABLES:
        write_table(folder, row, ())


def proposed_period(year: int) -> str:
    """Return the period that a case covers unless somebody says otherwise: twenty years, up to the end of this one."""
    return f"{year - 20}/{year}"


def codes_of(text: str) -> list[str]:
    """Return the codes that a text lists, by code or by name; what is neither stays as it is."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    return [code_meant(part) or part for part in parts]


def proposed_folder(hosts: list[str]) -> str:
    """Return how the folder of a case on these hosts may be called."""
    return slug("-".join(map(_name, hosts))) or "case"


def _has_an_end(period: str) -> bool:
    try:
        return PartialDate.read(period).latest is not None
    except ValueError:
        return False


def _name(code: str) -> str:
    return name_of(code) or code
