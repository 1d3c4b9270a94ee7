"""What reading a paper saw and proposed nothing for: sentences with an amount, and what each lacked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tertius.case.proposals.proposal import Proposal
from tertius.case.read import Case
from tertius.evidence.currencies import money_of
from tertius.intake.documents.paper import Paper
from tertius.intake.extraction.proposals.figures import find_figures
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lexicon import case_lexicon
from tertius.intake.extraction.proposals.sides import Sides
from tertius.intake.extraction.proposals.tongues import find_money, find_names, tongue_of

Lack = Literal["host", "power", "verb"]
LONGEST = 3_000
"""Letters of a sentence that are read; a longer one is a table."""


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence with an amount for which no row was proposed."""

    text: str
    place: str
    lacks: Lack


@dataclass(frozen=True)
class Left:
    """Hold how many sentences have an amount, and those for which no row was proposed."""

    with_amount: int
    sentences: tuple[Sentence, ...]

    def __str__(self) -> str:
        counts = {lack: sum(one.lacks == lack for one in self.sentences) for lack in WORDS}
        lacked = [(count, WORDS[lack]) for lack, count in counts.items() if count]
        listed = [
            f"{count} {'' if place else 'lacked '}{word}"
            for place, (count, word) in enumerate(lacked)
        ]
        many = f"{self.with_amount} sentence{'s' if self.with_amount != 1 else ''}"
        holds = "hold" if self.with_amount != 1 else "holds"
        if not self.with_amount:
            return "No sentence holds an amount."
        return f"{many} {holds} an amount; {', '.join(listed) or 'rows are proposed for all'}."


WORDS: dict[Lack, str] = {
    "host": "a host",
    "power": "a power",
    "verb": "a verb that the rules know",
}


def left_of(paper: Paper, case: Case, proposals: Iterable[Proposal]) -> Left:
    """Return the sentences of a paper that hold an amount, with those that led to no proposal and why.

    A sentence is asked for a host first, then for a power, then for a verb: the first that it lacks
    is named. A case with one host lacks none.
    """
    said = {" ".join(proposal.sentence.split()) for proposal in proposals}
    lexicon, _ = case_lexicon(case)
    sides = Sides(case)
    money = money_of([*sides.hosts, *sides.powers, *sides.baselines])
    count, left = 0, []
    for start, end in paper.sentences:
        text = " ".join(paper.text[start : min(end, start + LONGEST)].split())
        plain = fold(text)
        tongue = tongue_of(plain)
        figures = find_money(plain) if tongue else find_figures(plain, money)
        if not any(figure.kind == "money" for figure in figures):
            continue
        count += 1
        if text in said:
            continue
        mentions = lexicon.find(plain)
        if tongue:
            mentions += find_names(plain, tongue, lexicon)
        lacks: Lack = "verb"
        if len(sides.hosts) > 1 and not sides.hosts_of(mentions):
            lacks = "host"
        elif not sides.powers_of(mentions):
            lacks = "power"
        left.append(Sentence(text, paper.place(start) or "", lacks))
    return Left(count, tuple(left))
