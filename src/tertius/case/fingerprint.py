"""A fingerprint of a case."""

import hashlib
import json

from tertius.case.read import Case
from tertius.case.write import table_text
from tertius.evidence.tables import TABLES


def case_hash(case: Case) -> str:
    """Return a SHA-256 over the sorted rows of every table, the sources, settings and findings.

    The licence is left out: it says who may use the evidence, and changes none of it.
    """
    digest = hashlib.sha256()
    for row in TABLES:
        digest.update(table_text(row, case.rows(row.table)).encode())
    sources = [s.model_dump(mode="json", by_alias=True) for _, s in sorted(case.sources.items())]
    digest.update(json.dumps(sources, sort_keys=True).encode())
    # How a case is told in other languages is no evidence: what was computed stays what it is.
    said = {"languages", "translations", "licence"}
    digest.update(case.settings.model_dump_json(exclude=said).encode())
    findings = case.folder / "findings.yml"
    digest.update(findings.read_bytes() if findings.is_file() else b"")
    return digest.hexdigest()
