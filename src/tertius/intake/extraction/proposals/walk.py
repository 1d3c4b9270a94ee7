"""Going through a paper, sentence by sentence, and proposing the rows that each needs."""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tertius.case.proposals.proposal import Proposal
from tertius.case.read import Case
from tertius.evidence.currencies import money_of
from tertius.intake.documents.paper import Paper
from tertius.intake.extraction.proposals.bundle import Bundle, Ids
from tertius.intake.extraction.proposals.citations import Citations
from tertius.intake.extraction.proposals.coding import code_event
from tertius.intake.extraction.proposals.cues import countries
from tertius.intake.extraction.proposals.events import find_events
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lasting import code_relation, code_stand
from tertius.intake.extraction.proposals.lexicon import case_lexicon
from tertius.intake.extraction.proposals.merged import unfit
from tertius.intake.extraction.proposals.newcomers import newcomers_of
from tertius.intake.extraction.proposals.observing import code_number, find_numbers
from tertius.intake.extraction.proposals.polls import PollContext
from tertius.intake.extraction.proposals.reading import LONGEST_SENTENCE, Context, Reading, contexts
from tertius.intake.extraction.proposals.relations import find_relations
from tertius.intake.extraction.proposals.repeated import told_once
from tertius.intake.extraction.proposals.rule import Rule, Scope
from tertius.intake.extraction.proposals.sides import Sides
from tertius.intake.extraction.proposals.stands import find_stands
from tertius.intake.extraction.proposals.told import code_told, find_told

PROPOSER = "rules"

ENGLISH = (
    Rule(lambda reading, _: find_events(reading), code_event),
    Rule(lambda reading, _: find_relations(reading), code_relation),
    Rule(lambda reading, scope: find_stands(reading, scope.case), code_stand),
    Rule(find_numbers, code_number),
)
"""What is sought in each English sentence, in this order: events, lasting relations, views, numbers."""
FOREIGN = (Rule(lambda reading, _: find_told(reading), code_told),)
"""What is sought in a sentence of another language: one event."""

LONGEST_PARAGRAPH = 20_000
"""Letters before and behind a sentence within which its paragraph is shown."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the running text, and where it begins."""

    text: str
    start: int


def propose(paper: Paper, case: Case, *, via: str, on: date | None = None) -> list[Proposal]:
    """The bundles of rows that the sentences of a paper need, in the order of the paper.

    `via` is the id of the paper in sources.json; `on` is the day that searches bear, by default
    today. An event that several sentences tell alike is proposed once. A bundle whose rows would not
    pass `check` in the case is left out.
    """
    day = (on or datetime.now(UTC).date()).isoformat()
    found = told_once(_proposals(paper, case, via, day))
    wrong = unfit(case, [proposal.rows for proposal in found])
    return [proposal for number, proposal in enumerate(found) if number not in wrong]


def proposal_id(proposer: str, via: str, sentence: str, occurrence: int) -> str:
    """The id of a proposal: the same whenever the same proposer reads the same sentence there."""
    folded = " ".join(fold(sentence).lower().split())
    spelled = "\0".join((proposer, via, folded, str(occurrence)))
    kind = "".join(
        letter for letter in proposer.split(":", maxsplit=1)[0].lower() if letter.isalnum()
    )
    return f"{kind or 'proposal'}-{hashlib.sha256(spelled.encode()).hexdigest()[:16]}"


def _proposals(paper: Paper, case: Case, via: str, on: str) -> Iterator[Proposal]:
    spans = [
        (a, min(b, a + LONGEST_SENTENCE)) for a, b in paper.sentences if a < b <= len(paper.text)
    ]
    lexicon, _ = case_lexicon(case)
    brought_in = newcomers_of(case, lexicon, [paper.text[a:b] for a, b in spans])
    lexicon, actors = case_lexicon(case, brought_in)
    ids = Ids(case, [*actors, *(code.lower() for code in countries())])
    citations = Citations(paper, case, via)
    scope = Scope(case, Sides(case), on)
    published = _day_of_news(case, via)
    money = money_of([*scope.sides.hosts, *scope.sides.powers, *scope.sides.baselines])
    seen: Counter[str] = Counter()
    before: list[Reading] = []
    paragraph = Paragraph("", -1)
    starts = [start for start, _ in spans]
    for start, end in spans:
        text = paper.text[start:end]
        now = paragraph_around(paper.text, start, end)
        if now.start != paragraph.start:
            before, scope.asked = [], PollContext()
        paragraph = now
        reading = Reading(
            text, contexts(before) if before else Context(), lexicon, published, money
        )
        following = bisect_left(starts, end)
        reach = max(end, starts[following] if following < len(starts) else len(paper.text))
        bundle = Bundle(
            case, ids, citations, reading, (start, min(reach, end + 3)), paper.place(start) or ""
        )
        for rule in FOREIGN if reading.tongue else ENGLISH:
            for found in rule.find(reading, scope):
                rule.code(bundle, found, scope)
        scope.asked.keep(reading, bundle.cited_whole)
        before = [*before[-2:], reading]
        if bundle.has_evidence:
            folded = " ".join(fold(text).lower().split())
            seen[folded] += 1
            yield Proposal(
                id=proposal_id(PROPOSER, via, text, seen[folded]),
                via=via,
                proposer=PROPOSER,
                sentence=text,
                paragraph=now.text,
                offset=start - now.start,
                locator=paper.place(start) or "",
                notes=tuple(
                    sorted(
                        note.number for note in citations.notes_between(start, min(reach, end + 3))
                    )
                ),
                rows=bundle.rows,
                reasons=bundle.reasons,
            )


NEWS = frozenset(["article-newspaper", "article-magazine", "post-weblog", "post", "webpage", "broadcast"])  # fmt: skip
"""The types of sources that say *on Tuesday* of the week in which they come out."""


def _day_of_news(case: Case, via: str) -> date | None:
    """The day on which a piece of news came out; None for other papers, and where only its month is known."""
    source = case.sources.get(via)
    if source is None or source.type not in NEWS or source.date is None:
        return None
    try:
        return date.fromisoformat(str(source.date))
    except ValueError:
        return None


def paragraph_around(text: str, start: int, end: int) -> Paragraph:
    """The paragraph that a sentence stands in; at most some 20,000 letters of it."""
    begin = text.rfind("\n\n", max(0, start - LONGEST_PARAGRAPH), start)
    begin = max(0, start - LONGEST_PARAGRAPH) if begin < 0 else begin + 2
    stop = text.find("\n\n", end, end + LONGEST_PARAGRAPH)
    stop = min(len(text), end + LONGEST_PARAGRAPH) if stop < 0 else stop
    if begin == 0 and start > LONGEST_PARAGRAPH:
        begin = start
    return Paragraph(text[begin:stop], begin)
