"""What is dated against its source, its cause, or what came of it."""

import re
from collections.abc import Iterator
from typing import Any

from tertius.evidence.said import spoken
from tertius.language.told import gettext, listed
from tertius.tensions.evidence import Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.spans import Span, days_of
from tertius.tensions.tension import Side, Tension, tension

CAUSE_FIRST = frozenset({"explains", "results_in"})
"""The relations whose subject comes before their object."""

CAUSE_LAST = frozenset({"responds_to", "reciprocates"})
"""The relations whose subject comes after their object."""

COMPLETE = frozenset({"delivered", "operating", "occurred"})
UNFINISHED = frozenset({"announced", "planned", "pledged", "signed", "started", "stalled"})

REPORTS = frozenset(
    {"description", "exists", "stage", "start", "amount", "outcome", "quantity", "party"}
)
"""The properties whose date is that of something that happened, and not of what is meant to."""

HAPPENED = frozenset({"exists", "stage", "outcome"})

YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@rule(
    "source-too-old",
    "A source was published before what it is said to report.",
    reads=("claims.csv: date, source", "sources.json: issued"),
)
def source_too_old(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each subject and source that is certainly older than what is claimed from it."""
    early = [
        row for row in evidence.supporting if row.property in REPORTS and _is_early(evidence, row)
    ]
    for (subject, sources), rows in grouped(early, lambda r: (r.subject, r.source)).items():
        yield tension(
            "source-too-old",
            gettext(
                "{subject} is later than the source that is said to report it.",
                subject=evidence.called(subject),
            ),
            evidence.side(rows),
            _publication(evidence, sources),
            about=evidence.about([subject]),
        )


def _is_early(evidence: Evidence, row: Any) -> bool:
    happened, published = days_of(row.date), days_of(evidence.published(row))
    return bool(happened and published and published.high < happened.low)


def _publication(evidence: Evidence, sources: tuple[str, ...]) -> Side:
    dates = [
        listed([evidence.title(name) or name, evidence.case.sources[name].date], ": ")
        for name in sources
    ]
    return Side(gettext("published: {dates}", dates=listed(dates, "; ")), (), sources)


@rule(
    "title-dated-otherwise",
    "A thing is dated otherwise than the title of the source that is cited for it.",
    reads=("claims.csv: date of a stage, an outcome or what exists, source", "sources.json: title"),
)
def title_dated_otherwise(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each claim on an event whose day lies in no year that the source's title names."""
    dated = [r for r in evidence.supporting if r.property in HAPPENED and r.date]
    for (subject, source), rows in grouped(dated, lambda r: (r.subject, r.source)).items():
        title = " ".join(evidence.title(name) for name in source)
        years = {int(year) for year in YEAR.findall(title)}
        unlike = [row for row in rows if years and not _in_years(row, years)]
        if unlike:
            yield tension(
                "title-dated-otherwise",
                gettext(
                    "{subject} is dated otherwise than the title of its source.",
                    subject=evidence.called(subject),
                ),
                evidence.side(unlike),
                evidence.titled(source[0]),
                about=evidence.about([subject]),
            )


def _in_years(row: Any, years: set[int]) -> bool:
    """Return whether a date meets the years that a title spans."""
    first = row.date.earliest.year if row.date.earliest else min(years)
    last = row.date.latest.year if row.date.latest else max(years)
    return bool(first <= max(years) and min(years) <= last)


@rule(
    "effect-before-cause",
    "A cause is dated after its effect.",
    reads=(
        "links.csv: subject, relation, object",
        "start and until of both",
        "claims.csv: based_on",
    ),
)
def effect_before_cause(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each link whose cause certainly begins after its effect."""
    for link in evidence.case.rows("links"):
        ends = (link.subject, link.object)
        if link.relation not in CAUSE_FIRST | CAUSE_LAST or link.subject == link.object:
            continue
        cause, effect = ends if link.relation in CAUSE_FIRST else ends[::-1]
        begun, came = _began(evidence, cause), _began(evidence, effect)
        if begun and came and begun.low > came.high:
            yield tension(
                "effect-before-cause",
                gettext(
                    "{cause} is said to lie behind {effect}, and begins after it.",
                    cause=evidence.called(cause),
                    effect=evidence.called(effect),
                ),
                *(_dated(evidence, name) for name in (cause, effect)),
                about=evidence.about([link.id, cause, effect]),
            )


def _began(evidence: Evidence, name: str) -> Span | None:
    row = evidence.case.by_id.get(name, ("", None))[1]
    if start := days_of(getattr(row, "start", None)):
        return start
    dated = [
        days
        for claim in evidence.by_subject.get(name, ())
        if claim.property == "stage" and (days := days_of(claim.date))
    ]
    return min(dated, default=None)


def _dated(evidence: Evidence, name: str) -> Side:
    """Return the side of what a row is dated to: the claims that date it, else the row."""
    row = evidence.case.by_id[name][1]
    start = getattr(row, "start", None)
    claims = [
        c for c in evidence.by_subject.get(name, ()) if c.property in ("stage", "start", "exists")
    ]
    when = start or min((str(c.date) for c in claims if c.date), default="")
    return evidence.side(claims or [row], listed([evidence.called(name), spoken(when)], ": "))


@rule(
    "outcome-measured-before",
    "An outcome is shown by a figure from before the thing began.",
    reads=(
        "claims.csv: property outcome, based_on",
        "observations.csv: period",
        "engagements.csv: start",
    ),
)
def outcome_measured_before(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each outcome that rests on a figure of a period that ended before its subject began."""
    figures = {row.id: row for row in evidence.observations}
    for claim in evidence.supporting:
        if claim.property != "outcome":
            continue
        begun = _began(evidence, claim.subject)
        early = [
            figures[name]
            for name in claim.based_on
            if name in figures
            and (days := days_of(figures[name].period))
            and begun
            and days.high < begun.low
        ]
        if early:
            yield tension(
                "outcome-measured-before",
                gettext(
                    "What came of {subject} is shown by a figure from before it began.",
                    subject=evidence.called(claim.subject),
                ),
                evidence.side([claim]),
                evidence.side(early),
                about=evidence.about([claim.subject]),
            )


@rule(
    "complete-and-unfinished",
    "A thing is complete at one time, and under way, held up or still to come at a later one.",
    reads=("claims.csv: stage, its value and date",),
)
def complete_and_unfinished(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each engagement that is unfinished on a day certainly after it was complete."""
    for subject, claims in evidence.by_subject.items():
        stages = [c for c in claims if c.property == "stage" and c.date and not c.qualifier]
        done = [c for c in stages if c.value in COMPLETE and c.date.latest]
        if not done:
            continue
        first = min(c.date.latest for c in done)
        later = [
            c
            for c in stages
            if c.value in UNFINISHED and c.date.earliest and c.date.earliest > first
        ]
        if later:
            yield tension(
                "complete-and-unfinished",
                gettext(
                    "{subject} is complete, and later said to be unfinished.",
                    subject=evidence.called(subject),
                ),
                evidence.side(done),
                evidence.side(later),
                about=evidence.about([subject]),
            )


@rule(
    "told-before-it-followed",
    "What followed is told by a source that is no younger than what it followed from.",
    reads=(
        "links.csv: relation",
        "claims.csv: source of the link or of what followed",
        "sources.json: issued",
    ),
)
def told_before_it_followed(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each link claimed from a source that was published when the cause began, or before."""
    for link in evidence.case.rows("links"):
        if link.relation not in CAUSE_FIRST | CAUSE_LAST:
            continue
        cause = link.subject if link.relation in CAUSE_FIRST else link.object
        begun = _began(evidence, cause)
        early = [
            claim
            for claim in evidence.by_subject.get(link.id, ())
            if begun and (days := days_of(evidence.published(claim))) and days.high <= begun.low
        ]
        if early:
            yield tension(
                "told-before-it-followed",
                gettext(
                    "A source from the time of {cause} is said to tell what followed from it.",
                    cause=evidence.called(cause),
                ),
                evidence.side(early),
                _publication(evidence, early[0].source),
                about=evidence.about([link.id, link.subject, link.object]),
            )
