"""Answers to polls, and the poll that a sentence brings in."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tertius.case.write import slug
from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.citations import Cited
from tertius.intake.extraction.proposals.cues import cues
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.numbers import STOP, Number, area_of, number_cells
from tertius.intake.extraction.proposals.reading import Reading, has_any


@dataclass(frozen=True)
class Poll:
    """A poll as the paper brings it in: its year and how many were asked, where it says so."""

    year: str
    sample: str


@dataclass
class PollContext:
    """Hold the poll that a paragraph speaks of, and the sources behind it, while its sentences are read."""

    poll: Poll | None = None
    cited: Cited | None = None
    own: Poll | None = None
    """The poll that the sentence at hand brings in."""

    def in_sentence(self, reading: Reading) -> Poll | None:
        """Return the poll that a sentence speaks of: its own, or the one before it that it goes on with."""
        self.own = poll_of(reading)
        goes_on = self.own is not None and self.poll is not None and not self.own.year
        return self.poll if goes_on else self.own or self.poll

    def sources_of(self, number: Number, here: Cited) -> Cited | None:
        """Return the sources of the poll for an answer in a later sentence without a note of its own; else None."""
        is_answer = number.cells["indicator"].value == "opinion_share"
        goes_on = self.own is None and self.poll is not None
        return self.cited if goes_on and is_answer and not here.notes else None

    def keep(self, reading: Reading, sources: Callable[[], Cited]) -> None:
        """Keep the poll of a sentence that states its numbers, for the sentences behind it."""
        if self.own is not None and reading.figures:
            is_same = self.poll is not None and not self.own.year
            self.poll, self.cited = (self.poll if is_same else self.own), sources()


SAMPLE = re.compile(
    r"\b(?:sample of |of |among |polled |surveyed )(\d{1,3}(?:,\d{3})?|\d{3,5}) (?:respondents|people|adults|citizens|Serbs)\b"
)


def poll_of(reading: Reading) -> Poll | None:
    """The poll that a sentence brings in; None where it brings in none."""
    if not has_any(cues()["polls"], reading.plain):
        return None
    sample = SAMPLE.search(reading.plain)
    years = [date for date in reading.dates if date.edtf[:4].isdigit()]
    return Poll(years[0].edtf if years else "", sample[1].replace(",", "") if sample else "")


def find_answers(
    reading: Reading, areas: Sequence[str], poll: Poll, shares: Sequence[Figure]
) -> Iterator[Number]:
    """The answers to a poll: each share with whom it is about and what was asked."""
    area = area_of(reading, areas)
    if area is None:
        return
    since = 0
    asked: dict[int, tuple[int, int]] = {}
    last: Mention | None = None
    for figure in shares:
        in_brackets = reading.plain[max(0, figure.start - 1)] == "("
        about = _counterpart(reading, figure, area.value, since) or (None if in_brackets else last)
        last = about
        begin, end = _question(reading, figure)
        clause = reading.clause(figure.start)
        if in_brackets:
            begin, end = asked.setdefault(clause.start, (begin, end))
        since = figure.end
        if about is None or about.code is None:
            continue
        question = _tidy(reading.text[begin:end])
        cells = number_cells(figure, "opinion_share", area, about)
        cells["qualifier"] = Cell(_short(reading, begin, end), begin, end, "is what was asked")
        cells["question"] = Cell(question, begin, end, "is what was asked, in the paper's words")
        if poll.year:
            place = next((d for d in reading.dates if d.edtf == poll.year), None)
            cells["period"] = cell(poll.year, place or (0, 0), "is the year of the poll")
        if poll.sample:
            cells["sample"] = Cell(poll.sample, why="is how many were asked")
        if cells["qualifier"].value:
            yield Number(cells, figure.start, figure.end)


def _counterpart(reading: Reading, figure: Figure, area: str, since: int) -> Mention | None:
    """About whom an answer is: named just before the number in brackets, or in what follows it."""
    in_brackets = reading.plain[max(0, figure.start - 1)] == "("
    others = [
        m
        for m in reading.mentions
        if m.code and m.code != area and m.actor.kind in ("State", "Bloc")
    ]
    before = [m for m in others if since <= m.start and m.end <= figure.start]
    after = [m for m in others if m.start >= figure.end and m.start - figure.end < 120]
    if in_brackets:
        return before[-1] if before else None
    return after[0] if after else (before[-1] if before else None)


def _question(reading: Reading, figure: Figure) -> tuple[int, int]:
    clause = reading.clause(figure.start)
    in_brackets = reading.plain[max(0, figure.start - 1)] == "("
    if not in_brackets:
        end = min(
            (m.start() for m in re.finditer(r"[.,;(]", reading.plain) if m.start() > figure.end),
            default=clause.end,
        )
        return figure.end + 1, max(figure.end + 1, min(end, clause.end))
    begin = clause.start
    told = list(
        re.finditer(
            r"\b(?:said that|indicated that|found that|showed that|believed that|thought that|believe that|that) ",
            reading.plain[begin : figure.start],
        )
    )
    if told:
        begin += told[-1].end()
    first = min(
        (f.start for f in reading.figures if clause.start <= f.start < clause.end),
        default=clause.end,
    )
    rest_start = reading.plain.rfind(")", begin, clause.end) + 1
    head = _short(reading, begin, max(begin, first - 1))
    if len([word for word in head.split("-") if word]) >= 2 or not rest_start:
        return begin, max(begin, first - 2)
    return rest_start, clause.end


def _short(reading: Reading, begin: int, end: int) -> str:
    """A few words of what was asked, without the names of countries."""
    said = [
        word.lower()
        for start, stop, word in reading.words
        if begin <= start
        and stop <= end
        and word.lower() not in STOP
        and len(word) > 1
        and not any(m.start <= start < m.end for m in reading.mentions)
    ]
    return slug(" ".join(said[:5]))


LED = re.compile(
    r"^(?:(?:of|the) (?:respondents|people|citizens|Serbs|Serbians) |Moreover, |Indeed, |Furthermore, )"
)


def _tidy(text: str) -> str:
    said = LED.sub("", " ".join(text.split()).strip(" .,;:()-–"))
    return " ".join(said.split()[:25])
