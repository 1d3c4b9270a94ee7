"""What the terminal and the page share: the proposals in reading order, and decisions on them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tertius.case.folder import Unreadable
from tertius.case.proposals.bundle import plain
from tertius.case.proposals.decide import (
    decide,
    given_otherwise,
    may_change,
    readable,
    take_back,
    today,
    verdict_of,
)
from tertius.case.proposals.inbox import (
    INBOX,
    LONGEST_ID,
    MOST_PROPOSALS,
    checked_bytes,
    file_names,
    in_reading_order,
    read_proposal,
)
from tertius.case.proposals.proposal import Decision, Proposal, Rows
from tertius.case.proposals.trial import Refused, Wrong, settled, wrong_with
from tertius.case.read import Case, read_case
from tertius.errors import CaseError
from tertius.intake.extraction.proposals.again import recognised

if TYPE_CHECKING:
    from tertius.case.problems import Problem

TAKEN = ("accepted", "edited", "merged")
"""The verdicts that bring rows into the tables."""
JUDGEMENTS = ("same", "not_same", "undecided")


@dataclass(frozen=True)
class Progress:
    """Hold how far a review has come."""

    decided: int
    accepted: int
    total: int

    def __str__(self) -> str:
        return f"{self.decided} of {self.total}, {self.accepted} accepted"


class Session:
    """Hold one person's review of one case. The files are the truth: nothing is kept that they do not say."""

    def __init__(self, folder: Path, by: str) -> None:
        self.folder = folder
        self.by = by
        self.problems: list[Problem] = []
        self._read: dict[str, tuple[tuple[int, int], Proposal]] = {}

    def proposals(self) -> list[Proposal]:
        """Return every proposal of the inbox as somebody reads the papers; a file is read again when it changed."""
        self.problems = []
        read: dict[str, tuple[tuple[int, int], Proposal]] = {}
        try:
            names = file_names(self.folder)[:MOST_PROPOSALS]
        except Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return []
        for name in names:
            try:
                stat = (self.folder / INBOX / name).stat()
                state = stat.st_mtime_ns, stat.st_size
                before = self._read.get(name)
                unchanged = before[1] if before and before[0] == state else None
                read[name] = state, unchanged or read_proposal(self.folder, name)
            except Unreadable as unreadable:
                self.problems.append(unreadable.problem)
            except OSError:
                continue  # taken away since it was listed
        self._read = read
        return in_reading_order(proposal for _, proposal in read.values())

    def proposal(self, name: str) -> Proposal:
        """Return one proposal by its id. Raises CaseError where the inbox has none."""
        for proposal in self.proposals():
            if proposal.id == name:
                return proposal
        raise CaseError(f"{name[:LONGEST_ID]!r} is no proposal in inbox/.")

    def following(self, name: str | None = None, *, step: int = 1) -> Proposal | None:
        """Return the next proposal on which nobody decided, after the one named, from the first again at the end.

        A step back leads to the one before, decided or not, and from the first to the last.
        """
        proposals = self.proposals()
        ids = [proposal.id for proposal in proposals]
        if step < 0:
            before = ids.index(name) - 1 if name in ids else -1
            return proposals[before] if proposals else None
        start = ids.index(name) + 1 if name in ids else 0
        turned = [*proposals[start:], *proposals[:start]]
        return next((one for one in turned if one.decision is None and one.id != name), None)

    def undecided(self) -> list[Proposal]:
        """Return the proposals that somebody left undecided, in their order."""
        return [
            one for one in self.proposals() if one.decision and one.decision.verdict == "undecided"
        ]

    def progress(self) -> Progress:
        """Return how many are decided, and how many of them brought rows."""
        verdicts = [p.decision.verdict for p in self.proposals() if p.decision]
        accepted = sum(verdict in TAKEN for verdict in verdicts)
        return Progress(len(verdicts), accepted, len(self._read))

    def case(self) -> Case | None:
        """Return the case as it stands; None where its settings cannot be read."""
        return read_case(self.folder)[0]

    def merges(self, proposal: Proposal) -> Mapping[str, str]:
        """Return which rows of a proposal are rows of the case: as decided, or as it is known by now."""
        decision = proposal.decision
        if decision and (decision.merged or decision.verdict != "undecided"):
            return decision.merged
        case = self.case()
        return recognised(case, proposal) if case else {}

    def accept(
        self, proposal: Proposal, rows: Rows | None = None, merged: Mapping[str, str] | None = None
    ) -> Proposal:
        """Take the rows into the tables, as proposed or as edited, some merged. Raises CaseError."""
        taken = proposal.rows if rows is None else rows
        merges = {old: new for old, new in (merged or {}).items() if new}
        if not plain(taken):
            raise CaseError("no row is left to accept. Reject the proposal instead.")
        verdict = verdict_of(proposal, taken, merges)
        decision = Decision(verdict, self.by, today(), rows=taken, merged=merges)
        return decide(self.folder, proposal, decision)

    def wrong(self, proposal: Proposal, rows: Rows, merged: Mapping[str, str]) -> list[Wrong]:
        """Return what would keep these rows out of the tables."""
        try:
            case = readable(self.folder)
            bundle = settled(case, rows, merged, today(), may_change=may_change(proposal))
            return [*given_otherwise(case, [proposal], [rows]), *wrong_with(case, bundle)]
        except Refused as refused:
            return refused.wrong

    def reject(self, proposal: Proposal, reason: str) -> Proposal:
        """Keep that the proposal is not taken, and why."""
        return decide(
            self.folder, proposal, Decision("rejected", self.by, today(), reason=reason.strip())
        )

    def leave(self, proposal: Proposal, reason: str) -> Proposal:
        """Keep that it could not be decided, and why; it can still be decided later."""
        return decide(
            self.folder, proposal, Decision("undecided", self.by, today(), reason=reason.strip())
        )

    def judge(self, proposal: Proposal, judgement: str, reason: str) -> Proposal:
        """Keep whether two names are one actor, as a row of judgements.csv."""
        if judgement not in JUDGEMENTS:
            raise CaseError(f"{judgement!r} is no judgement. Write {', '.join(JUDGEMENTS)}.")
        pair = judged_pair(proposal)
        if pair is None:
            raise CaseError(f"{proposal.id} proposes no pair of names.")
        row = {**pair, "judgement": judgement, "by": self.by, "date": today()}
        row["reason"] = reason.strip() or pair.get("reason", "")
        return self.accept(proposal, {**proposal.rows, "judgements": (row,)})

    def undo(self, proposal: Proposal) -> Proposal:
        """Take a decision back, with its rows. Raises CaseError where they changed or are needed."""
        return take_back(self.folder, proposal)

    def latest(self) -> list[Proposal]:
        """Return the decided proposals, the one decided last first."""
        decided = [proposal for proposal in self.proposals() if proposal.decision]
        return sorted(decided, key=lambda one: self._read[f"{one.id}.json"][0][0], reverse=True)

    def own(self, *, via: str, sentence: str, paragraph: str, locator: str, rows: Rows) -> Proposal:
        """Accept rows for a sentence of one's own at once. Raises CaseError."""
        one_line, around = " ".join(sentence.split()), " ".join(paragraph.split())
        if not one_line or not via.strip():
            raise CaseError("the sentence and the source it stands in are needed. Write both.")
        offset = around.find(one_line)
        digest = hashlib.sha256(f"{via}\n{locator}\n{one_line}".encode()).hexdigest()[:12]
        ids = {proposal.id for proposal in self.proposals()}
        names = (f"person-{digest}{f'-{count}' if count > 1 else ''}" for count in range(1, 10**4))
        proposal = Proposal(
            id=next(name for name in names if name not in ids),
            via=via.strip(),
            proposer="person",
            sentence=one_line,
            paragraph=around if offset >= 0 else one_line,
            offset=max(offset, 0),
            locator=" ".join(locator.split()),
            notes=(),
            rows=plain(rows),
        )
        checked_bytes(proposal)
        return self.accept(proposal)


def judged_pair(proposal: Proposal) -> Mapping[str, str] | None:
    """Return the row of judgements.csv that a proposal asks somebody to decide; None where it asks for none."""
    judgements: Sequence[Mapping[str, str]] = proposal.rows.get("judgements", ())
    return judgements[0] if proposal.proposer == "names" and len(judgements) == 1 else None


def paragraph_parts(proposal: Proposal) -> tuple[str, str, str]:
    """Return the paragraph before the sentence, the sentence, and the paragraph after it."""
    text, sentence = proposal.paragraph, proposal.sentence
    start = proposal.offset
    if text[start : start + len(sentence)] != sentence:
        start = text.find(sentence)
    if start < 0:
        return "", sentence, text and f" {text}"
    return text[:start], sentence, text[start + len(sentence) :]
