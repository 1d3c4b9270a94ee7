"""The current rows of a case, indexed for the rules: who says what of whom, when, and where it was read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tertius.case.read import Case
from tertius.evidence.codes import called, name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.engagement import read_party
from tertius.evidence.row import columns
from tertius.evidence.said import spoken, stated
from tertius.evidence.tables import BY_NAME
from tertius.language.told import gettext, listed, territory, worded
from tertius.tensions.tension import Side

Key = tuple[str, ...]

ENDS = {
    "ties": ("actor", "target"),
    "positions": ("actor",),
    "links": ("subject", "object"),
}
"""The columns that name what else a row is about."""

MOST_NAMED = 5
"""Of a side that many rows take, so many are quoted; all of them stand in its rows."""


@dataclass(frozen=True)
class Evidence:
    """A case as the rules read it."""

    case: Case

    def current(self, table: str) -> list[Any]:
        """Return the claims or observations of a case that are not withdrawn."""
        return [row for row in self.case.rows(table) if row.status == "current"]

    @cached_property
    def claims(self) -> list[Any]:
        """The current claims, those whose source was opened and says otherwise left out."""
        return [row for row in self.current("claims") if row.checked != "mismatch"]

    @cached_property
    def supporting(self) -> list[Any]:
        """The claims that say that something is so."""
        return [row for row in self.claims if row.stance == "supports"]

    @cached_property
    def observations(self) -> list[Any]:
        """The current observations that say that something is so."""
        return [
            row
            for row in self.current("observations")
            if row.stance == "supports" and row.checked != "mismatch"
        ]

    @cached_property
    def by_subject(self) -> Mapping[str, list[Any]]:
        """The supporting claims of each subject."""
        return grouped(self.supporting, lambda row: row.subject)

    @cached_property
    def engagements(self) -> Mapping[str, Any]:
        """The engagements by id."""
        return {row.id: row for row in self.case.rows("engagements")}

    @cached_property
    def parts(self) -> Mapping[str, list[Any]]:
        """By umbrella the engagements that are parts of it, without any that is its own part."""
        rows = (r for r in self.engagements.values() if r.part_of and r.part_of != r.id)
        return grouped(rows, lambda row: row.part_of)

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """By actor the country of its seat."""
        return {row.id: row.country for row in self.case.rows("actors") if row.country}

    def is_many(self, claim: Any) -> bool:
        """Return whether a claim's property can have many values at once."""
        entry = self.case.taxonomy.words("property").get(claim.property)
        return bool(entry and entry.get("many"))

    def kind_of(self, claim: Any) -> str:
        """Return the type of a claim's values: number, date, word, or text."""
        entry = self.case.taxonomy.words("property").get(claim.property)
        if entry:
            return str(entry["type"])
        table = self.case.by_id.get(claim.subject, ("", None))[0]
        if table not in BY_NAME:
            return "text"
        found = [c for c in columns(BY_NAME[table]) if c.name == claim.property]
        if found and found[0].many:
            return "set"
        return found[0].kind if found else "text"

    def published(self, row: Any) -> PartialDate | None:
        """Return when the first of a row's sources was published; None where that is unknown."""
        dates = [
            source.date
            for name in row.source
            if (source := self.case.sources.get(name)) is not None
        ]
        known = [date for date in dates if date is not None]
        return min(known) if known and len(known) == len(row.source) else None

    def title(self, name: str) -> str:
        """Return the title of a source; empty where it has none or its note is lost."""
        source = self.case.sources.get(name)
        return source.title or "" if source is not None and not source.custom.lost else ""

    def called(self, name: str) -> str:
        """Return what a row is called in a sentence: its label, its name, what it joins, or its id."""
        table, row = self.case.by_id.get(name, ("", None))
        if table == "positions":
            issue = self.case.issues.get(row.issue)
            return gettext(
                "{actor} {view}: {issue}",
                actor=self.called(row.actor),
                view=worded(row.view, self.case.taxonomy.label("view", row.view)),
                issue=issue.label if issue else row.issue,
            )
        if table == "ties":
            relation = self.case.taxonomy.label("relation", row.relation)
            return listed([self.called(row.actor), relation, self.called(row.target)], " ")
        if table == "actors" and row.country and row.name == name_of(row.country):
            return territory(row.country, row.name)
        return str(getattr(row, "label", None) or getattr(row, "name", None) or name)

    def party(self, text: str) -> str:
        """Return who takes part in which role."""
        party = read_party(text)
        return listed([self.word("role", party.role), self.called(party.actor)], ": ")

    def about(self, names: Iterable[str]) -> set[str]:
        """Return some subjects with the rows that stand at their ends, one step further."""
        touched: set[str] = set()
        for name in names:
            touched.add(name)
            table, row = self.case.by_id.get(name, ("", None))
            touched.update(getattr(row, end) for end in ENDS.get(table, ()))
            if table == "engagements":
                touched.update(read_party(text).actor for text in row.parties)
        return touched

    def side(self, rows: Iterable[Any], says: str | None = None) -> Side:
        """Return the side that some claims, observations or other rows take, in their words unless given."""
        told = sorted(rows, key=lambda row: row.id)
        words = says or listed(dict.fromkeys(self.said(row) for row in told[:MOST_NAMED]), "; ")
        sources = {name for row in told for name in getattr(row, "source", ())}
        places = {row.locator for row in told if getattr(row, "locator", None)}
        return Side(
            words,
            tuple(row.id for row in told),
            tuple(sorted(sources)),
            tuple(sorted(places)),
        )

    def titled(self, name: str) -> Side:
        """Return the side that the title of a source takes."""
        return Side(
            gettext("the title of the source: {title}", title=self.title(name)), (), (name,)
        )

    def said(self, row: Any) -> str:
        """Return what a claim or observation says, in a line."""
        if hasattr(row, "indicator"):
            about = listed((called(code) for code in (row.area, row.counterpart) if code), " · ")
            what = self.word("indicator", row.indicator)
        elif hasattr(row, "subject") and hasattr(row, "property"):
            about = self.called(row.subject)
            what = self.word("property", row.property)
        else:
            return self.called(row.id)
        when = getattr(row, "date", None) or row.period
        told = [spoken(when) if when else "", self.case.qualified(row.qualifier)]
        value = stated(row)
        entry = self.case.taxonomy.words("property").get(getattr(row, "property", ""), {})
        if entry.get("type") == "word" and row.value:
            value = worded(value, self.case.taxonomy.label(entry["words"], row.value))
        says = listed([listed([about, what], " — "), value], ": ")
        denied = gettext("denied") if row.stance == "disputes" else ""
        details = [part for part in (denied, *told) if part]
        return (
            gettext("{says} ({details})", says=says, details=listed(details)) if details else says
        )

    def word(self, vocabulary: str, word: str) -> str:
        """Return a word of a table as a sentence has it; in another language, what its label is there."""
        return worded(word.replace("_", " "), self.case.taxonomy.label(vocabulary, word))


def stated_as(row: Any) -> tuple[Any, ...]:
    """Return what a row states, for telling apart what is stated otherwise: value, range, unit and rounding."""
    return ((row.value and str(row.value).casefold()), row.low, row.high, row.unit, row.approx)


def grouped(rows: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    """Return rows by what a function says of them, in the order in which they come."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
