"""Few in one place and many in another; figures compared that answer different questions; built anew."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tertius.evidence.codes import called
from tertius.evidence.engagement import read_party
from tertius.evidence.said import stated
from tertius.language.told import gettext, listed, marked
from tertius.tensions.evidence import Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.tension import Tension, tension

NONE, FEW, MANY = marked("none"), marked("few"), marked("many")
LEVELS = {
    **dict.fromkeys(("no", "none", "never"), NONE),
    **dict.fromkeys(("few", "little", "rarely", "seldom", "hardly"), FEW),
    **dict.fromkeys(
        ("many", "numerous", "most", "often", "frequently", "frequent", "regularly"), MANY
    ),
}
"""Words of how much or how often, by level. Some, several and a few are left out: they go with each."""

REACH = 3
"""How many words behind such a word its noun may stand: few concrete promises."""

WORD = re.compile(r"[^\W\d_]+(?:’s|'s)?")
STEM = 6
"""Letters by which two words are taken for forms of one: promise and promises."""

IDLE = frozenset(
    [
        "about",
        "been",
        "from",
        "have",
        "longer",
        "more",
        "than",
        "that",
        "their",
        "this",
        "with",
        "clear",
        "concrete",
        "economic",
        "formal",
        "great",
        "large",
        "military",
        "political",
        "public",
        "serious",
        "small",
        "strong",
    ]
)
"""Words that stand between a word of how much and its noun, or behind both, and are no noun."""


def quantified(text: str) -> Iterator[tuple[str, str]]:
    """Yield the level and the stem of every noun that a word of how much stands before, within reach."""
    words = [word.casefold() for word in WORD.findall(text)]
    for place, word in enumerate(words):
        if word in LEVELS and (place == 0 or words[place - 1] != "a"):
            for noun in words[place + 1 : place + 1 + REACH]:
                if len(noun) > STEM - 2 and noun not in IDLE:
                    yield LEVELS[word], noun[:STEM]


@rule(
    "few-and-many",
    "Of one subject there are few in one place, and many or none in another.",
    reads=("claims.csv: value, hedge and quote of one subject",),
)
def few_and_many(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each subject and noun that claims give words of unlike amounts."""
    for subject, claims in evidence.by_subject.items():
        said: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for claim in claims:
            texts = (claim.value, claim.hedge, claim.quote)
            for level, stem in {pair for text in texts if text for pair in quantified(text)}:
                said[stem][level].append(claim)
        for stem, levels in sorted(said.items()):
            if len(levels) > 1:
                yield tension(
                    "few-and-many",
                    gettext(
                        "Of {subject} it is said that there are {levels} ({stem}…).",
                        subject=evidence.called(subject),
                        levels=listed(map(gettext, sorted(levels)), gettext(" and ")),
                        stem=stem,
                    ),
                    *(evidence.side(rows, _quoting(evidence, rows)) for rows in levels.values()),
                    about=evidence.about([subject]),
                )


def _quoting(evidence: Evidence, rows: list[Any]) -> str:
    lines = (
        listed([evidence.said(row), *([f"(“{row.hedge}”)"] if row.hedge else [])], " ")
        for row in rows
    )
    return listed(dict.fromkeys(lines), "; ")


@rule(
    "many-and-one",
    "A thing is said to happen often, and the case has it once.",
    reads=("claims.csv: value, hedge or quote of an umbrella", "engagements.csv: part_of, label"),
)
def many_and_one(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each umbrella that claims say is frequent, with exactly one part."""
    for whole, parts in evidence.parts.items():
        if len(parts) != 1:
            continue
        often = [
            claim
            for claim in evidence.by_subject.get(whole, ())
            if any(
                LEVELS.get(word.casefold()) == MANY
                for text in (claim.hedge, claim.quote, claim.value)
                if text
                for word in WORD.findall(text)
            )
        ]
        if often:
            yield tension(
                "many-and-one",
                gettext(
                    "{whole}: many are spoken of, and one is named.", whole=evidence.called(whole)
                ),
                evidence.side(often, _quoting(evidence, often)),
                evidence.side(
                    parts, gettext("the one that is named: {parts}", parts=parts[0].label)
                ),
                about=evidence.about([whole, parts[0].id]),
            )


@rule(
    "unlike-questions",
    "Polls are compared or set in a row though their questions differ.",
    reads=("claims.csv: based_on", "observations.csv: indicator, question, qualifier"),
)
def unlike_questions(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each claim concluded from answers of one indicator to different questions."""
    figures = {row.id: row for row in evidence.observations}
    for claim in evidence.supporting:
        behind = [
            figures[name] for name in claim.based_on if name in figures and figures[name].question
        ]
        for rows in grouped(behind, lambda row: row.indicator).values():
            asked = grouped(rows, lambda row: row.question.casefold())
            periods = {str(row.period) for row in rows}
            if len(asked) > 1 and len(periods) > 1:
                yield tension(
                    "unlike-questions",
                    gettext(
                        "Answers to different questions are compared: {said}",
                        said=evidence.said(claim),
                    ),
                    *(
                        evidence.side(
                            group, listed([f"“{group[0].question}”", _shares(group)], ": ")
                        )
                        for group in asked.values()
                    ),
                    about=evidence.about([claim.subject, claim.id]),
                )


def _shares(rows: list[Any]) -> str:
    return listed(
        listed([called(row.counterpart), stated(row), f"({row.period})"], " ") for row in rows
    )


@rule(
    "built-anew",
    "A thing that exists already is built anew.",
    reads=("claims.csv: quality", "engagements.csv: parties as target, part_of"),
)
def built_anew(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each thing of which one says that it is new and another that it is renewed."""
    said = [c for c in evidence.supporting if c.property == "quality"]
    things = grouped(
        ((thing, claim) for claim in said for thing in _things(evidence, claim.subject)),
        lambda pair: pair[0],
    )
    for thing, pairs in things.items():
        claims = list({claim.id: claim for _, claim in pairs}.values())
        new = [c for c in claims if c.value == "new"]
        used = [c for c in claims if c.value != "new"]
        if new and used:
            yield tension(
                "built-anew",
                gettext("{thing} exists already, and is new.", thing=evidence.called(thing)),
                evidence.side(new),
                evidence.side(used),
                about=evidence.about([thing, *(c.subject for c in claims)]),
            )


def _things(evidence: Evidence, name: str) -> set[str]:
    """Return what an engagement is done to: its target, and the umbrella that it is a part of."""
    row = evidence.engagements.get(name)
    if row is None:
        return {name}
    targets = {p.actor for text in row.parties if (p := read_party(text)).role == "target"}
    return targets or {row.part_of or row.id}
