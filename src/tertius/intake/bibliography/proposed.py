"""What is doubtful about an entry of a bibliography, as a proposal in words for a person to decide."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from tertius.case.entries import Item
from tertius.case.identity.duplicates import Twin
from tertius.case.proposals.proposal import Proposal, Reason
from tertius.evidence.source import Source
from tertius.evidence.text import shorten
from tertius.intake.bibliography.comparison import said

PROPOSER = "bibliography"
LONGEST_LINE = 2_000
"""Letters of the line that stands for an entry in its proposal; a longer one is cut."""


def propose_twin(file: str, place: str, entry: Item, twins: Sequence[Twin]) -> Proposal:
    """An entry that may be in the case already, under another id."""
    reasons = [
        Reason(
            "sources",
            str(entry["id"]),
            twin.column,
            0,
            0,
            f"{twin.why} Merge the two, or keep both.",
        )
        for twin in twins
    ]
    return _proposal(file, place, entry, reasons, [twin.id for twin in twins])


def propose_change(
    file: str, place: str, old: Item, entry: Item, fields: Sequence[str]
) -> Proposal:
    """An entry of the case with what the file says otherwise or beyond it."""
    reasons = []
    for name in fields:
        before = f"The case says {_shown(old[name])}" if name in old else "The case says nothing"
        why = f"{before}, and the file {_shown(entry[name])}."
        reasons.append(Reason("sources", str(entry["id"]), name, 0, 0, why))
    return _proposal(file, place, entry, reasons, [str(entry["id"])])


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'"{shorten(text)}"'


def _proposal(
    file: str, place: str, entry: Item, reasons: Sequence[Reason], about: Sequence[str]
) -> Proposal:
    told = json.dumps([sorted(about), said(entry)], sort_keys=True, ensure_ascii=False, default=str)
    mark = hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]
    line = _line(entry)
    return Proposal(
        id=f"{PROPOSER}-{mark}",
        via=file,
        proposer=PROPOSER,
        sentence=line,
        paragraph=line,
        offset=0,
        locator=place,
        notes=(),
        rows={"sources": (entry,)},
        reasons=tuple(reasons),
    )


def _line(entry: Item) -> str:
    """An entry in one line."""
    source = Source.model_validate(entry)
    date = str(source.date) if source.date else ""
    parts = (source.authors, source.title or "", source.container or "", date, source.url or "")
    told = ". ".join(" ".join(part.split()) for part in parts if part)
    return shorten(told, LONGEST_LINE) or source.id
