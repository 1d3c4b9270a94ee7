"""What carries a finding: one word, derived by one rule for all."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tertius.evidence.claim import Search
from tertius.facts.ledger import Ledger
from tertius.findings.finding import Finding, Place
from tertius.findings.judge import Judgement

Support = Literal["reported", "restated", "read_off", "too_few", "weak", "tested", "argued", "none"]
SUPPORTS: tuple[Support, ...] = (
    "tested",
    "weak",
    "too_few",
    "read_off",
    "argued",
    "restated",
    "reported",
    "none",
)
"""The words in the order in which they are listed: from what risked most to what stands on nothing."""

Risk = Literal["tested", "weak", "too_few"]
"""What dealing rows out anew says of a test; None where no exchange applies to it."""

Row = Any
"""A claim or observation of the case."""


def support_of(
    finding: Finding,
    judged: Judgement,
    rests_on: Collection[str],
    risk: Risk | None,
    ledger: Ledger,
    rows: Mapping[str, Row],
) -> Support | None:
    """Return the first word that applies to a finding; None for one that only watches.

    Args:
        finding: what is said and what must hold for it.
        judged: its judgement in the world asked.
        rests_on: the ids of what the judgement rests on.
        risk: what dealing rows out anew says of its test, where an exchange applies.
        ledger: what counts in that world.
        rows: claims, observations and searches by id.

    """
    if finding.sort == "conditional":
        return None
    if finding.sort == "reported":
        return "reported"
    if finding.sort == "argued":
        return _of_argued(finding, judged, ledger, rows)
    if judged.verdict == "open":
        return "none"
    looked_up = [name for name in rests_on if name in ledger.entries]
    return "read_off" if risk is None or len(looked_up) == 1 else risk


def _of_argued(
    finding: Finding, judged: Judgement, ledger: Ledger, rows: Mapping[str, Row]
) -> Support:
    standing = standing_sets(finding, ledger)
    if judged.verdict == "fails":
        return "argued"
    if not standing:
        return "none"
    if all(restates(group, finding.stated, rows) for group in standing):
        return "restated"
    return "argued"


def standing_sets(finding: Finding, ledger: Ledger) -> list[tuple[str, ...]]:
    """Return the sets of evidence of an argued finding of which every member counts."""
    return [group for group in finding.supports or () if all(ledger.counts(n) for n in group)]


def restates(group: Iterable[str], stated: Sequence[Place], rows: Mapping[str, Row]) -> bool:
    """Return whether a set is made of the publication's own words alone.

    These are its sentences without a source, and what it says at the place where it makes the
    statement. A search is nobody's words, so a set that holds one does not restate.
    """
    publications = {place.source for place in stated}
    if not publications:
        return False
    return all(name in rows and _is_own_words(rows[name], publications, stated) for name in group)


def _is_own_words(row: Row, publications: set[str], stated: Sequence[Place]) -> bool:
    if isinstance(row, Search):
        return False
    if not row.via and publications.issuperset(row.source):
        return True
    return any(
        row.via == place.source and overlaps(row.locator or "", place.locator) for place in stated
    )


PLACES = re.compile(
    r"(?P<unit>line|note|p|page|paragraph|par|section|§)s?\.?\s*(?P<first>\d+)"
    r"(?:\s*(?:-|–|to)\s*(?P<last>\d+))?",
    re.IGNORECASE,
)
"""Places in a text: line 12, lines 11-12, p. 4, note 7."""


def overlaps(one: str, other: str) -> bool:
    """Return whether two locators name a place in common: the same unit, and numbers that meet."""
    if one.strip() and one.strip() == other.strip():
        return True
    return any(
        unit == other_unit and first <= other_last and other_first <= last
        for unit, first, last in _places(one)
        for other_unit, other_first, other_last in _places(other)
    )


def _places(locator: str) -> list[tuple[str, int, int]]:
    places = []
    for match in PLACES.finditer(locator):
        first = int(match["first"])
        unit = match["unit"].lower()
        places.append(("p" if unit == "page" else unit, first, int(match["last"] or first)))
    return places


@dataclass(frozen=True)
class Sought:
    """The searches that would have refuted a finding, and whether any looked outside its publication."""

    searches: tuple[str, ...]
    is_outside: bool


def sought_for(finding: Finding, searches: Iterable[Search], titles: Mapping[str, str]) -> Sought:
    """Return the searches that name a finding under `would_refute`.

    A search looked inside where `searched_in` names the publication by its id or its title, or
    calls it the paper. `titles` holds the title of each source.
    """
    mine = sorted((s for s in searches if finding.id in s.would_refute), key=lambda s: s.id)
    words = {"the paper", *(place.source.lower() for place in finding.stated)}
    words |= {titles[place.source].lower() for place in finding.stated if titles.get(place.source)}
    outside = any(not any(word in s.searched_in.lower() for word in words) for s in mine)
    return Sought(tuple(search.id for search in mine), outside)


def shared_claims(
    finding: Finding, findings: Mapping[str, Finding], ledger: Ledger
) -> tuple[str, ...]:
    """Return the members of the deciding sets that rivals rest on too, or that speak against it."""
    mine = {name for group in standing_sets(finding, ledger) for name in group}
    theirs = set(finding.against)
    for rival in finding.rivals:
        for group in findings[rival].supports or () if rival in findings else ():
            theirs |= set(group)
    return tuple(sorted(mine & theirs))


Alike = tuple[str, str, str]
"""What makes claims of two powers alike: property, and type and domain of the engagement."""


@dataclass(frozen=True)
class Mirror:
    """Hold which claims on engagements each power has, so that they need be read once for all findings."""

    kinds: Mapping[str, tuple[frozenset[str], Alike]]
    """By claim on an engagement: whose the engagement is, and what makes it alike."""
    has: Mapping[str, frozenset[Alike]]
    """By power, the kinds of claims that count for it."""

    @classmethod
    def of(
        cls,
        rows: Mapping[str, Row],
        engagements: Mapping[str, Row],
        powers: Sequence[str],
        ledger: Ledger,
    ) -> "Mirror":
        """Return what the powers have among claims, by id, on engagements, by id."""
        kinds: dict[str, tuple[frozenset[str], Alike]] = {}
        has: dict[str, set[Alike]] = {power: set() for power in powers}
        for name, row in rows.items():
            deed = engagements.get(getattr(row, "subject", "") or "")
            if deed is None or not hasattr(row, "property"):
                continue
            kind = (row.property, deed.type, deed.domain)
            kinds[name] = (frozenset(deed.power), kind)
            if ledger.counts(name):
                for power in has.keys() & set(deed.power):
                    has[power].add(kind)
        return cls(kinds, {power: frozenset(alike) for power, alike in has.items()})

    def shows(self, finding: Finding, ledger: Ledger) -> bool | None:
        """Return whether another power has like claims for every member of a deciding set.

        None where no member is a claim on an engagement of one of the powers.
        """
        powers = self.has.keys()
        groups = [
            [
                self.kinds[name]
                for name in group
                if name in self.kinds and self.kinds[name][0] & powers
            ]
            for group in standing_sets(finding, ledger)
        ]
        groups = [group for group in groups if group]
        if not groups:
            return None
        return any(
            all(any(kind in self.has[other] for other in powers - own) for own, kind in group)
            for group in groups
        )
