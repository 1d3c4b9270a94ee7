"""An empty case of Montenegro with one source, and a loan as somebody states it."""

import json
from pathlib import Path

from tertius.case.new import new_case
from tertius.coding.statement import Statement, read_statement

LOAN = {
    "source": "motorway",
    "locator": "page 3",
    "quote": "signed in early 2014 a loan of US$943.9m",
    "type": "loan",
    "power": "China",
    "sector": "road",
    "parties": [{"actor": "Exim Bank of China"}, {"actor": "Montenegro"}],
    "steps": [{"stage": "signed", "date": "early 2014", "amount": "US$943.9m"}],
}


def empty_case(folder: Path) -> Path:
    """The folder of a case of Montenegro, China and Russia that holds one source and nothing else."""
    case = folder / "mne"
    new_case(case, hosts=["MNE"], powers=["CHN", "RUS"], period="2008/2020")
    items = [
        {"id": "motorway", "type": "report", "title": "The motorway"},
        {"id": "wire", "type": "article", "title": "Wire"},
    ]
    (case / "sources.json").write_text(json.dumps(items), encoding="utf-8")
    return case


def said(**changes) -> Statement:
    """The loan, some fields otherwise."""
    statement = read_statement({**LOAN, **changes})
    assert isinstance(statement, Statement), statement
    return statement


def files(folder: Path) -> dict[str, bytes]:
    """Every table of a case and its sources."""
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.is_file()}
