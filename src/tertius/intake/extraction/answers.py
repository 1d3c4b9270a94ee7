"""Answers of a language model made into proposals: what can be quoted and is a row, and what is dropped."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.case.proposals.proposal import Proposal, Reason, Rows
from tertius.case.read import Case
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME
from tertius.intake.documents.paper import Paper
from tertius.intake.extraction.proposals.bundle import Ids, checked, one_line
from tertius.intake.extraction.proposals.citations import Citations, Cited
from tertius.intake.extraction.proposals.walk import paragraph_around, proposal_id

TABLES = ("actors", "engagements", "ties", "positions", "claims", "observations")
"""The tables to which a model may propose rows."""


OURS = frozenset(
    {
        "source",
        "via",
        "locator",
        "quote",
        "checked",
        "status",
        "reason",
        "recorded",
        "deprecated_on",
        "superseded_by",
        "withheld",
        "based_on",
    }
)
"""Columns that are filled from the paper or by a person, whatever the model writes into them."""


MOST_PROPOSALS = 60
"""Proposals of one answer that are looked at; the others are dropped and counted."""


MOST_ROWS = 20
"""Rows of one table in a proposal; one with more is dropped."""


LONGEST_CELL = 500
"""Letters of a cell that a model wrote; a proposal with a longer one is dropped."""


SHORTEST_QUOTATION = 12
"""Letters of a quotation; a shorter one may stand anywhere, and its proposal is dropped."""


LONGEST_QUOTATION = 1_200
"""Letters of a quotation; a longer one points at no sentence, and its proposal is dropped."""


@dataclass
class Proposed:
    """What a proposer came up with, and how much of it was dropped for which reason."""

    proposals: list[Proposal] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def counts(self) -> str:
        """The counts in a sentence, to be shown beside the proposals."""
        if not self.dropped:
            return f"{len(self.proposals)} proposed, none dropped."
        said = "; ".join(f"{number} {why}" for why, number in sorted(self.dropped.items()))
        return f"{len(self.proposals)} proposed, {self.dropped.total()} dropped: {said}."


NO_QUOTATION = "without a quotation"


NOT_IN_PAPER = "with a quotation that is not in the paper"


NO_ROW = "with something that is no row of a case"


NOT_PASSING = "with rows that would not pass check"


NO_JSON = "answers that were no JSON of the form asked for"


TOO_LARGE = "answers that were too large"


TOO_MANY = "beyond the most that one answer may hold"


class AnswerReader:
    """Answers of a model made into proposals, and what was dropped of them."""

    def __init__(self, name: str, paper: Paper, case: Case, via: str, asked: Proposed) -> None:
        self.found: list[Proposal] = []
        self._name, self._paper, self._case, self._via = name, paper, case, via
        self._dropped = asked.dropped
        self._ids = Ids(case, ())
        self._citations = Citations(paper, case, via)
        self._seen: Counter[str] = Counter()

    def take(self, text: str, begin: int, end: int) -> None:
        """Take the proposals of one answer to the piece between two places of the paper."""
        listed = _proposals_in(text)
        if listed is None:
            self._dropped[NO_JSON] += 1
            return
        self._dropped[TOO_MANY] += max(0, len(listed) - MOST_PROPOSALS)
        for item in listed[:MOST_PROPOSALS]:
            if not isinstance(item, dict) or not isinstance(item.get("quotation"), str):
                self._dropped[NO_QUOTATION] += 1
                continue
            place = find_quotation(self._paper.text, item["quotation"], begin, end)
            if place is None:
                self._dropped[NOT_IN_PAPER] += 1
                continue
            proposal = self._proposal(item.get("rows"), *place)
            if proposal is None:
                self._dropped[NO_ROW] += 1
            else:
                self.found.append(proposal)

    def _proposal(self, said: Any, start: int, end: int) -> Proposal | None:
        listed = _rows_in(said)
        if listed is None:
            return None
        first, last = _sentence_at(self._paper, start, end)
        cited = self._citations.behind(end, first, last + 1, self._paper.place(start) or "")
        rows = self._coded(listed, cited, self._paper.text[start:end])
        sentence = self._paper.text[first:last]
        paragraph = paragraph_around(self._paper.text, first, last)
        self._seen[sentence] += 1
        reasons = tuple(
            Reason(table, str(row["id"]), "id", start - first, end - first, "is what it quotes")
            for table, made in rows.items()
            if table != "sources"
            for row in made
        )
        return Proposal(
            id=proposal_id(self._name, self._via, sentence, self._seen[sentence]),
            via=self._via,
            proposer=self._name,
            sentence=sentence,
            paragraph=paragraph.text,
            offset=first - paragraph.start,
            locator=self._paper.place(first) or "",
            notes=tuple(note.number for note in self._citations.notes_between(first, last + 1)),
            rows=rows,
            reasons=reasons,
        )

    def _coded(
        self, listed: Mapping[str, list[dict[str, str]]], cited: Cited, quotation: str
    ) -> Rows:
        """The rows with ids of their own and the sources of the paper."""
        ids: dict[str, str] = {}
        for table in TABLES:
            for row in listed.get(table, ()):
                given = row.get("id", "")
                if given in self._case.by_id or given in ids:
                    continue
                said = {k: v for k, v in _renamed(row, ids).items() if k != "id"}
                values = {"subject": "row", "property": "exists", **said}
                made = self._ids.free(given) if table == "actors" else self._ids.new(table, values)
                ids[given or made] = made
                row["id"] = made
        made_rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
        for table, rows in listed.items():
            kept = [
                _renamed(row, ids)
                for row in rows
                if not (table == "actors" and row.get("id") in self._case.by_id)
            ]
            if table in ("claims", "observations"):
                sourced = _sourced(cited, quotation, self._citations.text)
                kept = [{**row, **sourced} for row in kept]
            if kept:
                made_rows[table] = tuple(kept)
        if cited.new:
            made_rows["sources"] = tuple(cited.new)
        return made_rows


def _sourced(cited: Cited, quotation: str, text: str) -> dict[str, str]:
    quote = one_line(" ".join(quotation.split()[:12]))
    cells = {
        "source": ";".join(cited.sources),
        "via": cited.via,
        "locator": cited.locator,
        "quote": quote,
        "checked": checked(cited, quote, text),
    }
    return {column: cell for column, cell in cells.items() if cell}


def _renamed(row: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """The row with the ids of its own bundle in place of those that the model made up."""
    renamed = dict(row)
    for column in ("subject", "actor", "target", "part_of"):
        if row.get(column) in ids:
            renamed[column] = ids[row[column]]
    if "parties" in row:
        parties = []
        for party in row["parties"].split(";"):
            role, _, actor = party.strip().partition(":")
            who, at, power = actor.partition("@")
            parties.append(f"{role}:{ids.get(who, who)}{at}{power}")
        renamed["parties"] = ";".join(parties)
    return renamed


def _proposals_in(text: str) -> list[Any] | None:
    """The proposals of an answer; None where it has not the form asked for."""
    try:
        outer = json.loads(text)
        content = outer["choices"][0]["message"]["content"]
        inner = json.loads(_unfenced(content)) if isinstance(content, str) else None
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None
    listed = inner.get("proposals") if isinstance(inner, dict) else None
    return listed if isinstance(listed, list) else None


def _unfenced(content: str) -> str:
    """JSON without the fence that some models put around it."""
    plain = content.strip()
    if plain.startswith("```") and plain.endswith("```"):
        return plain[3:-3].removeprefix("json").strip()
    return plain


def _rows_in(said: Any) -> dict[str, list[dict[str, str]]] | None:
    """The rows of a proposal as cells of text; None where something in them is no row."""
    if not isinstance(said, dict) or not said or set(said) - set(TABLES):
        return None
    found: dict[str, list[dict[str, str]]] = {}
    for table, listed in said.items():
        if not isinstance(listed, list) or len(listed) > MOST_ROWS:
            return None
        known = {column.name for column in columns(BY_NAME[table])}
        for row in listed:
            cells = _cells_in(row, known)
            if cells is None:
                return None
            found.setdefault(table, []).append(cells)
    return found if found.get("claims") or found.get("observations") else None


def _cells_in(row: Any, known: set[str]) -> dict[str, str] | None:
    if not isinstance(row, dict) or set(row) - known:
        return None
    cells: dict[str, str] = {}
    for column, value in row.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            return None
        text = "" if value is None else str(value).strip()
        if len(text) > LONGEST_CELL:
            return None
        if text and column not in OURS:
            cells[column] = text
    return cells


def find_quotation(text: str, quotation: str, begin: int, end: int) -> tuple[int, int] | None:
    """Where a quotation stands in a piece of a text, white space aside; None where it does not."""
    said = quotation.split()
    if not SHORTEST_QUOTATION <= len(" ".join(said)) <= LONGEST_QUOTATION:
        return None
    found = re.compile(r"\s+".join(map(re.escape, said))).search(text, begin, end)
    return found.span() if found else None


def _sentence_at(paper: Paper, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the run of sentences, that a quotation stands in."""
    touched = [(a, b) for a, b in paper.sentences if a < end and start < b]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)
