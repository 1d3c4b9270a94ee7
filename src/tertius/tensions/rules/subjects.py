"""A claim whose source's subject is elsewhere, as far as its title shows: notes that were swapped."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tertius.evidence.codes import BLOCS, name_of
from tertius.evidence.countries import plain_name
from tertius.language.told import gettext
from tertius.tensions.evidence import Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.tension import Tension, tension

WORD = re.compile(r"[a-z]{4,}")
STEM = 5
"""Letters by which two words are taken for forms of one: sanctions, sanctioned."""
COUNTRY = 4
"""Letters that a country and what is of it share: Serb-ia, Serb-s; Chin-a, Chin-ese."""
LEAST = 3
"""A title with fewer words of its own (Mission, Serbia 2020) says too little of its subject."""
TELLING = 2
"""A word that engagements of more sectors than this have in their labels tells of none."""

TRANSLATED = re.compile(r"^translated[ -]title: *(.+)$", re.IGNORECASE | re.MULTILINE)
"""How reference managers keep a translated title in the field for extras: a line with its label."""

IDLE = frozenset(
    [
        "about",
        "after",
        "against",
        "amid",
        "among",
        "because",
        "been",
        "before",
        "between",
        "could",
        "does",
        "done",
        "from",
        "have",
        "having",
        "here",
        "into",
        "just",
        "latest",
        "more",
        "most",
        "much",
        "news",
        "only",
        "other",
        "over",
        "says",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "towards",
        "under",
        "upon",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "would",
        "your",
        "country",
        "people",
        "state",
        "report",
        "analysis",
        "review",
    ]
)
"""Words that stand in titles of any subject."""


@rule(
    "subject-elsewhere",
    "The words of a source's title are those of another sector than what the source is cited for.",
    reads=(
        "sources.json: title, and its translation in `note`",
        "claims.csv: value, hedge, quote, source",
        "engagements.csv: label, parties, sector",
    ),
)
def subject_elsewhere(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each source and engagement that share no word, where the title's words have sectors.

    Which sectors a word has is learnt from the labels of the case's own engagements. A title in
    a language other than English is read where it is translated.
    """
    vocabulary = Vocabulary(evidence)
    cited = grouped(
        (
            row
            for row in evidence.supporting
            if len(row.source) == 1 and not row.based_on and row.subject in evidence.engagements
        ),
        lambda row: (row.subject, row.source[0]),
    )
    for (subject, source), rows in cited.items():
        title = vocabulary.of_title(source)
        sectors = vocabulary.sectors_of(title)
        own = {*evidence.engagements[subject].sector}
        if len(title) < LEAST or not sectors or not own or sectors & own:
            continue
        if title.isdisjoint(vocabulary.around(subject, rows)):
            yield tension(
                "subject-elsewhere",
                gettext(
                    "The title of the source that is cited for {subject} speaks of something else.",
                    subject=evidence.called(subject),
                ),
                evidence.side(rows),
                evidence.titled(source),
                about=evidence.about([subject]),
            )


@dataclass(frozen=True)
class Vocabulary:
    """The stems of the words that titles and rows of a case are made of."""

    evidence: Evidence

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The beginnings of the names of powers and hosts, which stand in every title."""
        settings = self.evidence.case.settings
        codes = {*settings.powers, *settings.baselines}
        for row in self.evidence.engagements.values():
            codes |= {*row.power, *row.host}
        words = [w for code in sorted(codes) for w in plain_name(name_of(code) or "").split()]
        first = [word[:COUNTRY] for word in words if len(word) >= COUNTRY]
        return tuple(dict.fromkeys([*first, *(code.casefold() for code in BLOCS)]))

    @cached_property
    def sectors(self) -> Mapping[str, frozenset[str]]:
        """By stem the sectors of the engagements whose labels have it, where these are few."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.evidence.engagements.values():
            for stem in self.stems([row.label]):
                found[stem] |= {*row.sector}
        return {stem: frozenset(s) for stem, s in found.items() if len(s) <= TELLING}

    def sectors_of(self, stems: Iterable[str]) -> set[str]:
        """Return the sectors of which at least two of some stems tell: one alone may be a figure of speech."""
        counted = Counter(sector for stem in stems for sector in self.sectors.get(stem, ()))
        return {sector for sector, count in counted.items() if count > 1}

    @cached_property
    def titles(self) -> dict[str, frozenset[str]]:
        """By source the stems of its title, as far as they were asked for."""
        return {}

    def of_title(self, name: str) -> frozenset[str]:
        """Return the stems of a title in English or translated; none where its note is lost."""
        if name not in self.titles:
            self.titles[name] = frozenset(self.stems([_title(self.evidence, name)]))
        return self.titles[name]

    def stems(self, texts: Iterable[str]) -> set[str]:
        """Return the stems of the words that say what texts are about."""
        return {
            word[:STEM]
            for text in texts
            for word in WORD.findall(plain_name(text))
            if word not in IDLE and not word.startswith(self.places)
        }

    def around(self, subject: str, rows: Iterable[Any]) -> set[str]:
        """Return the stems of what the case says of an engagement by way of some claims."""
        said = (t for r in rows for t in (r.value, r.hedge, r.quote, r.qualifier) if t)
        named = (self.evidence.called(name) for name in self.evidence.about([subject]))
        issue = self.evidence.case.issues.get(self.evidence.engagements[subject].issue or "")
        words = self.evidence.case.taxonomy
        sectors = (words.label("sector", s) for s in self.evidence.engagements[subject].sector)
        return self.stems([*said, *named, subject, *sectors, issue.label if issue else ""])


def _title(evidence: Evidence, name: str) -> str:
    source = evidence.case.sources.get(name)
    if source is None or source.custom.lost:
        return ""
    if translated := TRANSLATED.search(str((source.model_extra or {}).get("note") or "")):
        return translated[1]
    return source.title or "" if (source.language or "en").startswith("en") else ""
